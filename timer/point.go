package timer

import "time"

// A point of order interrupts whoever speaks, at once; the President rules on it
// immediately (rule 30 of the provisional rules of procedure). No rule speaks of
// the clock, so whether the interrupted statement goes on or has ended is the
// chair's choice.

// RaisePoint interrupts the statement on the floor, if there is one, which stands; the
// point of order takes the floor and its clock starts at once: who raised it may be said
// later, by [Correct].
type RaisePoint struct {
	Delegation string `json:"delegation,omitempty"` // without it, it is not yet known
	// The microphone; without it that of a room with one light; empty is none.
	Seat   string `json:"seat,omitempty"`
	NoSeat bool   `json:"-"` // it was said that there is none
}

// RuleOnPoint rules on the point of order: it ends, and the statement that it
// interrupted goes on or has ended.
type RuleOnPoint struct {
	// Resume: it goes on, its clock too if it ran; end: it has ended, or waits again
	// where it had not begun.
	Then Ruling `json:"then"`
}

// Ruling is what becomes of the interrupted statement.
type Ruling string

// The rulings.
const (
	ThenResume Ruling = "resume" // it goes on, its clock too if it ran
	ThenEnd    Ruling = "end"
)

// PointRaised interrupts the statement on the floor, if there is one.
type PointRaised struct {
	Statement   int     `json:"statement"`
	Delegation  string  `json:"delegation"`
	Seat        string  `json:"seat,omitempty"`
	Rule        Rule    `json:"rule"`
	Signals     Signals `json:"signals"`
	Interrupted int     `json:"interrupted,omitempty"`
}

// PointRuled ends a point of order, and decides on the interrupted statement.
type PointRuled struct {
	Statement   int           `json:"statement"`
	Used        time.Duration `json:"used"`
	Then        Ruling        `json:"then"`
	Interrupted int           `json:"interrupted,omitempty"`
	// Returned waits again: it was interrupted before its clock was started.
	Returned EntryID `json:"returned,omitempty"`
}

func (c RaisePoint) decide(m *Meeting, _ Stamp) (Fact, error) {
	if err := m.sitting(); err != nil {
		return nil, err
	}
	if f := m.Floor; f != nil && f.Interrupts() {
		return nil, notNow("point-under-way", "a point of order of %s is under way; the President rules on it first", f.whom())
	}
	if err := CheckText("delegation", c.Delegation, MaxName, c.Delegation != ""); err != nil {
		return nil, err
	}
	if err := CheckText("seat", c.Seat, MaxSeat, false); err != nil {
		return nil, err
	}
	return PointRaised{
		Statement: m.statements + 1, Delegation: c.Delegation, Seat: c.Seat,
		Rule: m.Rules.For(PointOfOrder), Signals: m.Rules.Signals, Interrupted: m.floorID(),
	}, nil
}

func (f PointRaised) apply(m *Meeting, at Stamp) {
	if m.Floor != nil && m.Floor.Interrupts() {
		return
	}
	m.statements = max(m.statements, f.Statement)
	if m.Floor != nil {
		s := *m.Floor
		s.goesOn = s.Running
		s.Course = s.stop(at.Steady)
		s.stands(Stop{Why: Interrupted, By: f.Statement}, at)
		m.Interrupted = &s
	}
	m.Floor = &Statement{
		ID: f.Statement, Delegation: f.Delegation, Kind: PointOfOrder, Seat: f.Seat,
		Course: Course{Rule: f.Rule, Signals: f.Signals}.start(at.Steady),
		Given:  at, GivenAt: at.Steady, StartedAt: at, BegunAt: at.Steady, rules: m.Rules,
	}
}

func (f PointRaised) subjects() []subject {
	return only(statement(f.Statement), statement(f.Interrupted), theFloor)
}

func (c RuleOnPoint) decide(m *Meeting, now Stamp) (Fact, error) {
	if err := m.sitting(); err != nil {
		return nil, err
	}
	f := m.Floor
	switch {
	case f == nil || !f.Interrupts():
		return nil, notNow("no-point", "no point of order is under way")
	case c.Then != ThenResume && c.Then != ThenEnd:
		return nil, invalid("then", "not-a-ruling", "%q is not a ruling; use resume or end", c.Then)
	}
	fact := PointRuled{Statement: f.ID, Used: f.ElapsedAt(now.Steady), Then: c.Then}
	if s := m.Interrupted; s != nil {
		fact.Interrupted = s.ID
		if c.Then == ThenEnd && !s.Started {
			fact.Returned = s.Entry
		}
	}
	return fact, nil
}

func (f PointRuled) apply(m *Meeting, at Stamp) {
	if m.Floor == nil || m.Floor.ID != f.Statement || !m.Floor.Interrupts() {
		return
	}
	m.end(f.Used, at)
	if m.Interrupted == nil {
		return
	}
	s := *m.Interrupted
	goesOn := s.goesOn
	s.goesOn = false
	m.Interrupted, m.Floor = nil, &s
	switch {
	case f.Then == ThenEnd && !s.Started: // nothing was said: as an end before the start
		m.setStatus(s.Entry, Waiting)
		m.Floor = nil
	case f.Then == ThenEnd:
		m.end(s.Held, at)
	case goesOn:
		s.moves(at)
		s.Course = s.start(at.Steady)
	default:
		s.stands(Stop{Why: Pausing, Reason: s.PauseReason}, at)
	}
}

func (f PointRuled) subjects() []subject {
	return only(statement(f.Statement), statement(f.Interrupted), entry(f.Returned), theFloor)
}
