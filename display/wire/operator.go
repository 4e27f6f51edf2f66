package wire

import (
	"slices"
	"time"

	"rostrum/timer"
)

// Operator is what only chair and secretary see.
type Operator struct {
	Undo     *Undo          `json:"undo"`     // what was done last
	Undoable []Undo         `json:"undoable"` // newest first
	Ended    []Last         `json:"ended"`    // newest first
	Notices  []timer.Notice `json:"notices"`
	Saving   Saving         `json:"saving"`
	Seats    []Seat         `json:"seats"`
}

// Undo is what an undo would take back.
type Undo struct {
	Of        uint64    `json:"of"`
	What      string    `json:"what"` // the event, "statement-started"
	By        string    `json:"by"`
	At        time.Time `json:"at"`
	About     string    `json:"about,omitempty"`      // the delegation concerned
	BlockedBy uint64    `json:"blocked_by,omitempty"` // the revision that must be undone first
}

// Saving says how the journal does.
type Saving struct {
	State      timer.SavingState `json:"state"`
	WaitingMS  int64             `json:"waiting_ms"`
	GoingOn    bool              `json:"going_on"`   // the chair chose to go on unrecorded
	Unrecorded int               `json:"unrecorded"` // actions that are not yet written
}

// Seat is a microphone and what its light last reported.
type Seat struct {
	Seat      string       `json:"seat"`
	Connected bool         `json:"connected"`
	Signal    timer.Signal `json:"signal"`
	LateUS    int64        `json:"late_us"`
}

// How far back operators are shown what they can put right.
const (
	mostUndoable = 20
	mostEnded    = 10
)

// Operates says whether a role sees and does what operators do.
func Operates(r timer.Role) bool { return r == timer.Chair || r == timer.Secretary }

func operatorOf(s *timer.Snapshot, now timer.Stamp) *Operator {
	o := &Operator{
		Notices:  append([]timer.Notice{}, s.Notices...),
		Saving:   Saving{State: s.Saving.State, GoingOn: s.Saving.GoingOn, Unrecorded: s.Saving.Unrecorded},
		Seats:    make([]Seat, 0, len(s.Seats)),
		Undoable: make([]Undo, 0, mostUndoable),
		Ended:    make([]Last, 0, mostEnded),
	}
	if s.Saving.State != timer.Saved {
		o.Saving.WaitingMS = now.Steady.Sub(s.Saving.Since).Milliseconds()
	}
	for _, u := range s.Meeting.AllUndoable(mostUndoable) {
		o.Undoable = append(o.Undoable, Undo{
			Of: u.Of, What: u.What, By: u.By.String(), At: u.At.Wall, About: u.About, BlockedBy: u.BlockedBy,
		})
	}
	if len(o.Undoable) > 0 {
		o.Undo = &o.Undoable[0]
	}
	for _, ended := range slices.Backward(s.Meeting.Ended) {
		if len(o.Ended) == mostEnded {
			break
		}
		o.Ended = append(o.Ended, *lastOf(ended))
	}
	for _, seat := range s.Seats {
		o.Seats = append(o.Seats, Seat{
			Seat: seat.Name, Connected: seat.Connected, Signal: seat.Signal, LateUS: seat.Late.Microseconds(),
		})
	}
	return o
}
