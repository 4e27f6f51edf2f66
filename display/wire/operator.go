package wire

import (
	"slices"
	"time"

	"rostrum/timer"
)

// Operator is what only chair and secretary see.
type Operator struct {
	Latest   *Latest        `json:"latest"`   // null before there is a meeting; chair and secretary only, as all below
	Undo     *Undo          `json:"undo"`     // the newest of what can be undone
	Undoable []Undo         `json:"undoable"` // what can be undone, newest first
	Ended    []Last         `json:"ended"`    // the statements that have ended, newest first, for reopen
	Prepared []Prepared     `json:"prepared"` // the meetings that can be opened
	Notices  []timer.Notice `json:"notices"`
	Doubts   *timer.Doubts  `json:"doubts"` // about the list that was taken
	Saving   Saving         `json:"saving"`
	// A list that is watched has changed, or cannot be read; null where there is nothing to
	// take.
	Proposal *timer.Proposal `json:"proposal"`
	// Each microphone, its light and the agent that drives it; on the socket a message
	// {type: seats} says what has changed since.
	Seats []Seat `json:"seats"`
	Test  *Test  `json:"test"` // lights that flash to be found (identify)
	// Where the room has several controllers, how they do, and the machines that keep the record.
	Several *timer.Several `json:"several,omitempty"`
}

// Latest is what was done last, also where it cannot be undone, and who did it. A page
// that asked for it knows it by the id of its command: what somebody else did must not
// make another act of the button that is just being tapped.
type Latest struct {
	Rev  uint64    `json:"rev"`
	What string    `json:"what"` // the event, such as statement-started
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	ID   string    `json:"id,omitempty"` // of the command, where it was given in this run
}

// Undo is what an undo would take back.
type Undo struct {
	Of        uint64      `json:"of"`   // the revision to undo
	What      string      `json:"what"` // the event, such as statement-started
	By        string      `json:"by"`
	At        time.Time   `json:"at"`
	About     string      `json:"about,omitempty"`      // the delegation concerned
	Act       string      `json:"act"`                  // by which it was done: what was tapped
	Values    []UndoValue `json:"values,omitempty"`     // what it changed
	BlockedBy uint64      `json:"blocked_by,omitempty"` // the later revision that depends on it and must be undone first
}

// UndoValue is something that an act changed, cut to what a line has room for.
type UndoValue struct {
	// As a correction of the record names it; of other acts, too: allotted_ms, warning_ms, elapsed_ms,
	// earlier_ms, speaker, seat, reason, then, text, name, ends_at, opens_at, until_at.
	Field string `json:"field"`
	Was   string `json:"was"` // an instant, milliseconds, or a text; empty = none
	Now   string `json:"now"`
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
	// What was reported of it in this run and left out: more than a light has to say.
	Dropped int `json:"dropped,omitempty"`

	// Steady: not connected, and until when the light may still show a signal.
	MayShowMS    *float64   `json:"may_show_ms"`
	MayShowUntil *time.Time `json:"may_show_until"` // the same, by the wall clock

	Contact bool     `json:"contact"` // the microphone has a talk contact
	Talking bool     `json:"talking"` // it is open
	TalkMS  *float64 `json:"talk_ms"` // steady: since when it is, or is not
}

// SeatsNow is the message to operators when something about seats has changed.
type SeatsNow struct {
	Type  string   `json:"type"`           // "seats"
	Seats []Seat   `json:"seats"`          // those that have changed, and new ones, which follow the others
	Gone  []string `json:"gone,omitempty"` // seats that are not known any more
	Test  *Test    `json:"test"`
}

// Since leaves out what a reader was told before; ok is false where nothing is left.
// How far the clock of a light may be off and when it was heard, which is something
// else each second, is told with what has changed, or where all of it is asked for.
func (n SeatsNow) Since(before SeatsNow, all bool) (told SeatsNow, ok bool) {
	told = SeatsNow{Type: n.Type, Seats: []Seat{}, Test: n.Test}
	for _, row := range n.Seats {
		i := slices.IndexFunc(before.Seats, func(b Seat) bool { return b.Seat == row.Seat })
		if i < 0 || !same(row.settled(all), before.Seats[i].settled(all)) {
			told.Seats = append(told.Seats, row)
		}
	}
	for _, row := range before.Seats {
		if !slices.ContainsFunc(n.Seats, func(s Seat) bool { return s.Seat == row.Seat }) {
			told.Gone = append(told.Gone, row.Seat)
		}
	}
	return told, len(told.Seats)+len(told.Gone) > 0 || !same(n.Test, before.Test)
}

// settled is a seat without what is another each second, unless all of it counts.
func (s Seat) settled(all bool) Seat {
	if !all {
		s.LastSeenMS, s.ErrorMS, s.TripMS = nil, 0, 0
	}
	return s
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
			Failing: seat.Failing, Rival: seat.Rival, Dropped: seat.Dropped,
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
func Operates(r timer.Role) bool { return slices.Contains(operators, r) }

func operatorOf(s *timer.Snapshot, now timer.Stamp) *Operator {
	o := &Operator{
		Notices: append([]timer.Notice{}, s.Notices...), Doubts: s.Doubts, Saving: savingOf(s.Saving, now), Proposal: s.Proposal, Several: s.Several,
		Undoable: undoableOf(&s.Meeting), Prepared: preparedOf(&s.Meeting), Ended: make([]Last, 0, mostEnded),
	}
	o.Latest, o.Undo = latestOf(s), firstOf(o.Undoable)
	for _, ended := range latestEnded(&s.Meeting) {
		o.Ended = append(o.Ended, endedOf(ended))
	}
	seats := SeatsOf(s, now)
	o.Seats, o.Test = seats.Seats, seats.Test
	return o
}

func latestOf(s *timer.Snapshot) *Latest {
	last := s.Meeting.Changed
	if s.Meeting.Rev == 0 {
		return nil
	}
	return &Latest{Rev: s.Meeting.Rev, What: last.What, By: last.By.String(), At: last.At.Wall, ID: s.Request}
}

func savingOf(s timer.Saving, now timer.Stamp) Saving {
	out := Saving{State: s.State, GoingOn: s.GoingOn, Unrecorded: s.Unrecorded}
	if s.State != timer.Saved {
		out.WaitingMS = now.Steady.Sub(s.Since).Milliseconds()
	}
	return out
}

func undoableOf(m *timer.Meeting) []Undo {
	out := make([]Undo, 0, mostUndoable)
	for _, u := range m.AllUndoable(mostUndoable) {
		row := Undo{
			Of: u.Of, What: u.What, By: u.By.String(), At: u.At.Wall, About: u.About, Act: u.Act, BlockedBy: u.BlockedBy,
		}
		for _, d := range u.Details {
			row.Values = append(row.Values, UndoValue(d))
		}
		out = append(out, row)
	}
	return out
}

func firstOf(all []Undo) *Undo {
	if len(all) == 0 {
		return nil
	}
	return &all[0]
}

// endedOf is a statement that has ended, as operators put it right.
func endedOf(s *timer.Statement) Last {
	last := *lastOf(s)
	last.Seat = s.Seat
	return last
}

// latestEnded are the statements that have ended, the newest first.
func latestEnded(m *timer.Meeting) []*timer.Statement {
	latest := slices.Clone(m.Ended[max(0, len(m.Ended)-mostEnded):])
	slices.Reverse(latest)
	return latest
}
