package timer

import "fmt"

// Role is what a key allows its holder to do.
type Role string

// The roles.
const (
	Chair     Role = "chair"     // everything
	Secretary Role = "secretary" // list, record, clock
	LightRole Role = "light"     // report of its seats' lights
	Public    Role = "public"    // see
	Program   Role = "program"   // Rostrum itself
)

// Actor is who gave a command.
type Actor struct {
	Role Role   `json:"role"`
	Name string `json:"name,omitempty"` // name of the key or session, never the key
}

// String names the actor for a person: "chair (tablet)".
func (a Actor) String() string {
	if a.Name == "" {
		return string(a.Role)
	}
	return fmt.Sprintf("%s (%s)", a.Role, a.Name)
}

// Request is a command with what guards it.
type Request struct {
	ID        string  // any unique text; a repeat returns the first receipt
	Digest    string  // of everything else in the request: tells a repeat from a clash
	Rev       *uint64 // must be the current revision, where given
	Statement *int    // must be the one on the floor, where given
	Command   Command
}

// guard refuses a request whose guards do not hold.
func (m *Meeting) guard(r Request) error {
	if r.Rev != nil && *r.Rev != m.Rev {
		return &Refusal{Reason: ErrStale, Field: "rev", By: m.Changed.By, Why: "changed-since", About: []any{m.Changed.What},
			Message: "the meeting has changed since you last saw it (" + m.Changed.What + "): look again before you repeat this"}
	}
	if r.Statement == nil {
		return nil
	}
	if m.Floor == nil || m.Floor.ID != *r.Statement {
		return &Refusal{Reason: ErrStale, Field: "statement", By: m.Changed.By, Why: "floor-passed-on", About: []any{m.Changed.What},
			Message: "that statement no longer has the floor (" + m.Changed.What + ")"}
	}
	return nil
}

// Receipt acknowledges a command.
type Receipt struct {
	Rev       uint64
	At        Stamp // the instant of the event; of a start: elapsed zero
	Repeated  bool  // the command had been done before; this is its first receipt
	Durable   bool
	Entry     EntryID // the entry concerned, or empty
	Statement int     // the statement concerned, or 0
	Notice    string  // something a person should know, or empty
}
