package timer

import (
	"fmt"
	"time"
)

// Command is what an operator wants done, in the imperative. The set is
// closed.
type Command interface {
	// Name is the command's name on the outside interface.
	Name() string
	decide(m *Meeting, now Stamp) (Fact, error)
}

// The commands.
type (
	// OpenMeeting begins a new meeting in place of the present one.
	OpenMeeting struct {
		Symbol, Title string
		Sample        bool // the embedded rehearsal list
		Rules         Rules
		List          []Inscription
		ListDigest    string // identity of the files that list and rules were read from
		RulesDigest   string
	}
	// GiveFloor lets a waiting speaker take the floor. An empty seat means the
	// one on the list.
	GiveFloor struct {
		Entry EntryID
		Seat  string
	}
	// Start starts the clock of the statement on the floor; as of At, where the
	// microphone's contact says when that was.
	Start struct{ At Instant }
	// Pause stops the clock; the light goes dark.
	Pause struct{ Reason string }
	// Resume lets a paused clock go on.
	Resume struct{}
	// Extend lengthens, or with a negative By shortens, the limit of the
	// statement on the floor.
	Extend struct{ By time.Duration }
	// Urge records that the President asks the speaker to conclude.
	Urge struct{}
	// End ends the statement; before its start the speaker waits again.
	End struct{}
	// Inscribe puts a speaker on the list, in front of Before or at the end.
	Inscribe struct {
		Inscription
		Before EntryID
	}
	// Withdraw takes a waiting speaker off the list.
	Withdraw struct{ Entry EntryID }
	// Move puts a waiting speaker in front of Before, or at the end.
	Move struct{ Entry, Before EntryID }
	// CloseList lets nobody else inscribe.
	CloseList struct{}
	// ReopenList undoes CloseList.
	ReopenList struct{}
	// Undo restores what was before the command that made revision Of.
	Undo struct{ Of uint64 }
	// adoptClock carries the running clocks over to another steady clock.
	adoptClock struct{ last Stamp }
)

// Name returns "open-meeting".
func (OpenMeeting) Name() string { return "open-meeting" }

// Name returns "give-floor".
func (GiveFloor) Name() string { return "give-floor" }

// Name returns "start".
func (Start) Name() string { return "start" }

// Name returns "pause".
func (Pause) Name() string { return "pause" }

// Name returns "resume".
func (Resume) Name() string { return "resume" }

// Name returns "extend".
func (Extend) Name() string { return "extend" }

// Name returns "urge".
func (Urge) Name() string { return "urge" }

// Name returns "end".
func (End) Name() string { return "end" }

// Name returns "inscribe".
func (Inscribe) Name() string { return "inscribe" }

// Name returns "withdraw".
func (Withdraw) Name() string { return "withdraw" }

// Name returns "move".
func (Move) Name() string { return "move" }

// Name returns "close-list".
func (CloseList) Name() string { return "close-list" }

// Name returns "reopen-list".
func (ReopenList) Name() string { return "reopen-list" }

// Name returns "undo".
func (Undo) Name() string { return "undo" }

// Name returns "adopt-clock"; only the engine itself gives this command.
func (adoptClock) Name() string { return "adopt-clock" }

// OnClock says whether a command acts on the statement on the floor, so that
// it may be guarded by that statement's number.
func OnClock(c Command) bool {
	switch c.(type) {
	case Start, Pause, Resume, Extend, Urge, End, RuleOnPoint, HandOver, BackDate, Restart, SetElapsed:
		return true
	}
	return false
}

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
