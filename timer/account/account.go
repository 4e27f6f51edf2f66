package account

import (
	"time"

	"rostrum/timer"
)

// Account is what one meeting amounts to, as of a moment.
type Account struct {
	Number     int // of the meeting in its journal, from 1
	Symbol     string
	Title      string
	Rehearsal  bool   // it counts in no sum over meetings
	Sample     bool   // of the embedded list
	Zone       string // of the room, by its name in the IANA database, or empty
	Opened     timer.Stamp
	ClosedAt   timer.Stamp // the debate; zero while it is open
	At         timer.Stamp // of the account
	Sittings   []Sitting
	Statements []Statement   // all that were started, in the order in which they were
	List       []timer.Entry // the speakers' list as it is
	Ends       []*End        // of statements that are over, points of order left out, in the order in which they happened
	Notes      []timer.WrittenNote
	Totals     Totals
	Proof      Proof
}

// Sitting is a stretch of the meeting: it begins as it was called to order or resumed, and
// ends as it was suspended or rose. What did not happen is zero.
type Sitting struct {
	Called    time.Time // when the floor was first given
	Resumed   time.Time
	Suspended time.Time
	Rose      time.Time // when the debate was closed
}

// Statement is what is known of one statement.
type Statement struct {
	*timer.Statement
	Order      int       // from 1
	FloorGiven time.Time // never after the start
	ISO3       string
	Sitting    int // in which it was started, from 1

	// Lengths of time. Allotted is timer.NoLimit where there was none.
	Allotted    time.Duration
	Used        time.Duration // speaking, without what follows
	Over        time.Duration // the limit, never negative
	Paused      time.Duration
	Interrupted time.Duration // by points of order
	Suspended   time.Duration // with the meeting
	Between     time.Duration // from the end of what was said before it in the sitting

	Pauses        []timer.Stop
	InterruptedBy []int // statements, by their numbers
	Interrupts    int   // the statement that this point of order interrupted, or 0

	Light      []Edge    // each change of it that was due, in order
	PromptedAt time.Time // when the President was told that the tolerance is over, or zero
	Notes      []timer.WrittenNote
	Reminders  []timer.Reminder // what its speaker was reminded of, in order

	// Trusted says that no time of it was set by hand or carried over from another clock,
	// and that the wall clock was believed.
	Trusted bool
	// Recorded says that all of it was written as it happened.
	Recorded bool
}

// Ended says whether the statement is over.
func (s *Statement) Ended() bool { return s.EndedAt != (timer.Stamp{}) }

// Edge is a change of a light: when it was due, by what was in force then, and when the
// light said that it was made.
type Edge struct {
	Statement int
	Seat      string
	Signal    timer.Signal
	Due       timer.Stamp
	Seen      time.Time     // zero where no light said so
	Late      time.Duration // where seen
	Bound     time.Duration // where seen: how far the light's clock may have been off
}

// Totals are sums over all statements that were started.
type Totals struct {
	Inscribed, Heard, NotHeard, Absent, Withdrawn, Waiting int // lines of the list

	Sum
	Over         time.Duration
	Paused       time.Duration
	Interrupted  time.Duration
	Suspended    time.Duration
	Between      time.Duration // from each end to the next start inside a sitting
	ByKind       []Group       // in the order in which people list them
	ByDelegation []Group       // those who used most first
}

// Sum is what several statements amount to.
type Sum struct {
	Statements int
	Allotted   time.Duration // of those that had a limit
	Used       time.Duration
	Median     time.Duration    // of what was used
	Quartiles  [2]time.Duration // the lower and the upper, between neighbours in proportion
}

// Group is what the statements of one kind or delegation amount to.
type Group struct {
	Name string
	Sum
}

// Proof says how exact the meeting was.
type Proof struct {
	Due, Confirmed int // changes of lights
	Worst          *Edge
	WorstBound     *Edge
	Unconfirmed    []string // seats of which a change was not confirmed
	Unsaved        []Unsaved
	Untrusted      int // statements of which a wall time is not to be trusted
}

// Unsaved is a time for which nothing was saved; Until is zero where it is not known.
type Unsaved struct{ From, Until time.Time }
