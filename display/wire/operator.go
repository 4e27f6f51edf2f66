package wire

import (
	"slices"
	"time"

	"rostrum/timer"
)

// Operator is what only chair and secretary see.
type Operator struct {
	Undo     *Undo          `json:"undo"`     // what was done last; chair and secretary only, as the six below
	Undoable []Undo         `json:"undoable"` // what can be undone, newest first
	Ended    []Last         `json:"ended"`    // the statements that have ended, newest first, for reopen
	Notices  []timer.Notice `json:"notices"`
	Saving   Saving         `json:"saving"`
	// Each microphone, its light and the agent that drives it; between states a message
	// {type: seats, seats, test} says what has changed.
	Seats []Seat `json:"seats"`
	Test  *Test  `json:"test"` // lights that flash to be found (identify)
}

// Undo is what an undo would take back.
type Undo struct {
	Of        uint64    `json:"of"`   // the revision to undo
	What      string    `json:"what"` // the event, such as statement-started
	By        string    `json:"by"`
	At        time.Time `json:"at"`
	About     string    `json:"about,omitempty"`      // the delegation concerned
	BlockedBy uint64    `json:"blocked_by,omitempty"` // the later revision that depends on it and must be undone first
}

// Saving says how the journal does.
type Saving struct {
	State      timer.SavingState `json:"state"`
	WaitingMS  int64             `json:"waiting_ms"` // since the write began that has not ended, or that failed
	GoingOn    bool              `json:"going_on"`   // the chair chose to go on unrecorded
	Unrecorded int               `json:"unrecorded"` // actions that were done and are not yet written
}

// Seat is a microphone, its light and the agent that drives it.
type Seat struct {
	Seat      string `json:"seat"`
	Connected bool   `json:"connected"`
	Local     bool   `json:"local"`           // its light is driven by the controller itself
	Agent     string `json:"agent,omitempty"` // identity of the run of the agent
	Version   string `json:"version,omitempty"`
	Address   string `json:"address,omitempty"`

	SinceMS    *float64 `json:"since_ms"`     // steady: of the connection, or of its loss
	LastSeenMS *float64 `json:"last_seen_ms"` // steady

	Signal       timer.Signal `json:"signal"`            // that the light last reported
	Acknowledged bool         `json:"acknowledged"`      // it is known to show what it has to
	LateUS       int64        `json:"late_us"`           // how late the light last changed its signal
	Synchronised bool         `json:"synchronised"`      // the light knows the controller's clock
	ErrorMS      float64      `json:"error_ms"`          // how far the light's clock may be from the controller's, at most
	TripMS       float64      `json:"trip_ms"`           // to the agent and back
	Failing      string       `json:"failing,omitempty"` // why the light cannot be set
	Rival        string       `json:"rival,omitempty"`   // address of another agent that wants the seat

	// Steady: not connected, and until when the light may still show a signal.
	MayShowMS    *float64   `json:"may_show_ms"`
	MayShowUntil *time.Time `json:"may_show_until"` // the same, by the wall clock

	Contact bool     `json:"contact"` // the microphone has a talk contact
	Talking bool     `json:"talking"` // it is open
	TalkMS  *float64 `json:"talk_ms"` // steady: since when it is, or is not
}

// SeatsNow is the message to operators when something about seats has changed.
type SeatsNow struct {
	Type  string `json:"type"` // "seats"
	Seats []Seat `json:"seats"`
	Test  *Test  `json:"test"`
}

// SeatsOf describes the seats of a snapshot.
func SeatsOf(s *timer.Snapshot, now timer.Stamp) SeatsNow {
	out := SeatsNow{Type: "seats", Seats: make([]Seat, 0, len(s.Seats)), Test: testOf(s.Test, now)}
	for i := range s.Seats {
		seat := &s.Seats[i]
		row := Seat{
			Seat: seat.Name, Connected: seat.Connected, Local: seat.Local,
			Agent: seat.Agent, Version: seat.Version, Address: seat.Address,
			SinceMS: known(seat.Since), LastSeenMS: known(seat.LastSeen),
			Signal: seat.Signal, Acknowledged: s.Acknowledged(seat, now), LateUS: seat.Late.Microseconds(),
			Synchronised: seat.Synchronised || seat.Local, ErrorMS: milliseconds(seat.Error), TripMS: milliseconds(seat.Trip),
			Failing: seat.Failing, Rival: seat.Rival,
			Contact: seat.Contact, Talking: seat.Talking, TalkMS: known(seat.TalkAt),
		}
		if !seat.Connected && seat.MayShow > now.Steady {
			row.MayShowMS = known(seat.MayShow)
			until := now.Wall.Add(seat.MayShow.Sub(now.Steady))
			row.MayShowUntil = &until
		}
		out.Seats = append(out.Seats, row)
	}
	return out
}

// known is an instant, or null where it is zero.
func known(i timer.Instant) *float64 {
	if i == 0 {
		return nil
	}
	ms := Millis(i)
	return &ms
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
	seats := SeatsOf(s, now)
	o.Seats, o.Test = seats.Seats, seats.Test
	return o
}
