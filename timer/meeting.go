package timer

import (
	"reflect"
	"slices"
	"time"
)

// Meeting is the state of one meeting, as a value: what it points to is shared
// between copies and never changed in place.
type Meeting struct {
	Rev         uint64 // counts the commands that were carried out
	Symbol      string // of the meeting record, "S/PV.8539"
	Title       string
	Sample      bool // it was opened with the embedded rehearsal list
	Brought     bool // its list was taken from a file since
	Rehearsal   bool // another rehearsal
	Rules       Rules
	RulesDigest string
	ListDigest  string
	Opened      Stamp
	Zone        string    // of the room, by its name in the IANA database, or empty
	ListOpens   time.Time // for registration; zero where that is not known
	EndsBy      time.Time // of interpretation; zero where that is not known

	List        SpeakersList
	ListClosed  bool
	Suspended   bool
	Suspensions []Suspension // in order; never changed in place
	Until       time.Time    // when a suspended meeting is to go on, or zero
	Closed      bool         // the debate
	ClosedAt    Stamp

	// LightMoves is whether the light moves with a limit that is extended, as it was said the
	// last time; nil before. It is never changed in place.
	LightMoves *bool

	Floor       *Statement    // who has the floor, or nil
	Interrupted *Statement    // by the point of order that has the floor, or nil
	Last        *Statement    // the statement that ended last, or nil
	Ended       []*Statement  // all that have ended, the newest last; never changed in place
	Reminders   []Reminder    // of all statements, in order; an undo takes none back; never changed in place
	Notes       []WrittenNote // in the order in which they were written; never changed in place

	// Prepared are the meetings that can be opened after this one, by their numbers; never
	// changed in place.
	Prepared []PreparedMeeting

	Changed      Change
	done         *done
	statements   int // numbers given so far; never given twice
	carried      int // of them those that are older than the steady clock
	entries      int
	preparations int  // numbers given so far, as those of statements
	later        bool // the journal begins with it, and it is not the first of where that came from
	// What is private was left out of the record.
	withoutPrivate bool
	stateNames     map[string]map[string]string // as they were corrected, by code and language; never changed in place
}

// Change is the latest thing that happened.
type Change struct {
	What string // the fact's name
	By   Actor
	At   Stamp
}

// SampleList says whether the list is still the embedded one to rehearse with.
func (m *Meeting) SampleList() bool { return m.Sample && !m.Brought }

// IsOpen says whether there is a meeting at all.
func (m *Meeting) IsOpen() bool { return m.Opened != Stamp{} }

// Rehearses says whether the meeting is one to rehearse with, which never counts.
func (m *Meeting) Rehearses() bool { return m.Sample || m.Rehearsal }

// Decide returns the events that a command causes at the given moment, or a
// [*Refusal], also where it is not for that actor to give. It changes nothing.
func (m Meeting) Decide(by Actor, c Command, now Stamp) ([]Event, error) {
	if err := m.permit(by, c); err != nil {
		return nil, err
	}
	fact, err := c.decide(&m, now)
	if err != nil {
		return nil, err
	}
	return []Event{m.Event(by, now, fact)}, nil
}

// Event is a fact as the next thing that happens in the meeting.
func (m *Meeting) Event(by Actor, at Stamp, f Fact) Event {
	return Event{Rev: m.Rev + 1, At: at, By: by, Fact: f}
}

// Apply returns the meeting after an event. An event that does not fit changes
// nothing but the revision.
func (m Meeting) Apply(e Event) Meeting {
	before, what := m, kindOf[reflect.TypeOf(e.Fact)]
	m.Rev = e.Rev
	m.Changed = Change{What: what.name, By: e.By, At: e.At}
	e.Fact.apply(&m, e.At)
	if f := m.Floor; f != nil && slices.Contains(e.Fact.subjects(), statement(f.ID)) {
		s := *f
		s.by = e.By
		m.Floor = &s
	}
	if what.kept {
		m.done = m.done.push(e, before, m.about(e.Fact))
	}
	return m
}
