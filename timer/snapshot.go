package timer

import "time"

// Snapshot is all that is known at one moment. It is immutable and small: every
// light and screen can compute the next minutes from it.
type Snapshot struct {
	Run string // identity of the process
	// Lead rises from each controller that leads the room to the next: of two snapshots the
	// higher one counts. 0 is a room with one controller.
	Lead int64
	// Standby is where this process only follows what another one leads, or nil.
	Standby *Standby
	// Others are the other controllers of the room, and Several how all of them do, or nil;
	// neither is changed in place.
	Others  []Other
	Several *Several
	Meeting Meeting
	Request string // id of the one that made the meeting's revision in this run, or empty
	// Version rises with every change, but not with a tick. Public is the
	// version of the latest change that everybody sees: of meeting or phase.
	Version, Public uint64
	// SeatsVersion rises with every change of Seats and Test that an operator
	// should know at once, Sighted with every sighting.
	SeatsVersion, Sighted uint64
	Seats                 Seats
	Test                  *LightTest // the latest, also where it is over, or nil
	Notices               []Notice
	Doubts                *Doubts // about the list that was taken last, or nil
	Saving                Saving
	Proposal              *Proposal // or nil
	At                    Stamp
	// Intended is the meeting as it will be when the command that is with the
	// journal is durable, or nil. A light follows it at once, so that its edge
	// falls where the record will say it did; nobody else does.
	Intended *Meeting

	Tick   uint64  // counts the ticks of this run
	TickAt Instant // when the latest was due: a whole second of the statement, else of the clock
}

// Standby is a controller that follows another one, and leads when that is gone.
type Standby struct {
	Leader string `json:"leader"` // where who leads is reached; empty where nobody is known
	// How far what is shown of its clock may be off at most, in whole milliseconds; absent
	// where its clock is not known, and wall clocks are compared.
	WithinMS int `json:"within_ms,omitempty"`
}

// ForLights returns the meeting that a light follows.
func (s *Snapshot) ForLights() *Meeting {
	if s.Intended != nil {
		return s.Intended
	}
	return &s.Meeting
}

// Proposal says that a list that is watched has changed, or cannot be read: operators may
// look at what it would change, and take it.
type Proposal struct {
	Name    string `json:"name"`              // of the file
	Digest  string `json:"digest,omitempty"`  // by which its preview is asked for
	Changes int    `json:"changes"`           // how many there would be
	Refused string `json:"refused,omitempty"` // why it cannot be read, in one plain sentence
}

// Saving says how the journal does.
type Saving struct {
	State SavingState
	Since Instant // when the write began that has not ended, or that failed
	// GoingOn says that the chair chose to go on unrecorded; Unrecorded counts
	// what was done since and is not yet written.
	GoingOn    bool
	Unrecorded int
}

// SavingState says in one word how the journal does.
type SavingState string

// The states of the journal.
const (
	Saved      SavingState = "ok"
	SavingSlow SavingState = "slow"   // a write has been under way for longer than two seconds
	SaveFailed SavingState = "failed" // the last write failed: nothing is being saved
)

// SlowWrite is how long a write may take before operators are told.
const SlowWrite = 2 * time.Second

// Phase returns the phase of the statement on the floor at an instant; where
// nobody has the floor it is Ready and false.
func (s *Snapshot) Phase(i Instant) (Phase, bool) {
	if s.Meeting.Floor == nil {
		return Ready, false
	}
	return s.Meeting.Floor.PhaseAt(i), true
}
