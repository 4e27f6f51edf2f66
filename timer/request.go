package timer

import (
	"errors"
	"fmt"
)

// Role is what a key allows its holder to do.
type Role string

// The roles.
const (
	Chair     Role = "chair"     // everything
	Secretary Role = "secretary" // everything but what the chair alone may do and undo
	LightRole Role = "light"     // report of its seats' lights
	Screen    Role = "screen"    // the agent of a machine without a light: tell how that machine does
	Booth     Role = "booth"     // interpreters: see, with languages and seats, and ask to speak slower
	Metrics   Role = "metrics"   // machines: read figures at a door of their own, and nothing of a meeting
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

// CheckGuards refuses a request whose guards do not hold.
func (m *Meeting) CheckGuards(r Request) error {
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

// Explain adds to a refusal what the meeting knows of it; another error stays as it is.
func (m *Meeting) Explain(err error) error {
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	told := *refusal
	told.Message = err.Error()
	told.Rev = m.Rev
	if f := m.Floor; told.By == (Actor{}) && f != nil && errors.Is(err, ErrNotNow) {
		told.By = f.by // who did last what stands in the way
	}
	return &told
}

// Ref identifies the request in a record, or is nil where it has no id.
func (r Request) Ref() *CommandRef {
	if r.ID == "" {
		return nil
	}
	return &CommandRef{ID: r.ID, Digest: r.Digest}
}

// Receipt acknowledges a command.
type Receipt struct {
	Rev       uint64
	At        Stamp // the instant of the event; of a start: elapsed zero
	Repeated  bool  // the command had been done before; this is its first receipt
	Durable   bool
	Entry     EntryID // the entry concerned, or empty
	Statement int     // the statement concerned, or 0
	Prepared  int     // the prepared meeting concerned, or 0
	Notice    string  // something a person should know, or empty
}
