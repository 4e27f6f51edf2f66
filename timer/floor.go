package timer

import (
	"slices"
	"time"
)

// Taking the floor and leaving it: who has it, from which seat, and what becomes of
// the entry on the list.

// GiveFloor lets a waiting speaker take the floor.
type GiveFloor struct {
	Entry EntryID `json:"entry"`
	// The microphone; without it the one on the list, or that of a room with one light; empty
	// is none.
	Seat   string `json:"seat,omitempty"`
	NoSeat bool   `json:"-"` // it was said that there is none
}

// End ends the statement; before its start the speaker waits again.
type End struct{}

// Reopen gives the floor back to a statement that was ended by mistake, its clock
// standing at what had been used. Only while nobody has the floor.
type Reopen struct {
	Statement int `json:"statement"` // its number
}

// HandOver lets another representative go on with the same statement and clock.
type HandOver struct {
	Speaker string `json:"speaker"`
	Seat    string `json:"seat,omitempty"` // the microphone; without it the same one; empty is none
	NoSeat  bool   `json:"-"`              // it was said that there is none
}

// FloorGiven gives a speaker the floor, with the rule that holds for the statement: with
// the speaker's allowance in it, and nothing that says so.
type FloorGiven struct {
	Statement int     `json:"statement"`
	Entry     EntryID `json:"entry"`
	Seat      string  `json:"seat,omitempty"`
	Rule      Rule    `json:"rule"`
	Signals   Signals `json:"signals"`
}

// StatementEnded ends a statement after the time that it used.
type StatementEnded struct {
	Statement int           `json:"statement"`
	Used      time.Duration `json:"used"`
}

// FloorReturned ends a statement before its start: the speaker waits again.
type FloorReturned struct {
	Statement int     `json:"statement"`
	Entry     EntryID `json:"entry,omitempty"`
}

// StatementReopened gives the floor back.
type StatementReopened struct {
	Statement int     `json:"statement"`
	Entry     EntryID `json:"entry"`
}

// HandedOver says who goes on, and where.
type HandedOver struct {
	Statement int    `json:"statement"`
	Speaker   string `json:"speaker"`
	Seat      string `json:"seat,omitempty"`
}

func (c GiveFloor) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry := m.List.Find(c.Entry)
	switch {
	case entry == nil:
		return nil, unknown("entry", "no-such-entry", "there is no entry %q on the list", c.Entry)
	case m.Floor != nil:
		return nil, notNow("has-the-floor", "%s has the floor", m.Floor.whom())
	case m.Closed, m.Suspended:
		return nil, m.sitting()
	case entry.Status != Waiting && entry.Status != Absent:
		return nil, notNow("does-not-wait", "%s does not wait for the floor: %s", entry.Delegation, entry.Status)
	}
	if err := CheckText("seat", c.Seat, MaxSeat, false); err != nil {
		return nil, err
	}
	seat := c.Seat
	if seat == "" && !c.NoSeat {
		seat = entry.Seat
	}
	return FloorGiven{
		Statement: m.statements + 1, Entry: entry.ID, Seat: seat,
		Rule: m.Rules.For(entry.Kind).longer(entry.Allowance), Signals: m.Rules.Signals,
	}, nil
}

func (f FloorGiven) apply(m *Meeting, at Stamp) {
	entry := m.List.Find(f.Entry)
	if entry == nil || m.Floor != nil {
		return
	}
	m.statements = max(m.statements, f.Statement)
	m.setStatus(f.Entry, HasFloor)
	m.Floor = &Statement{
		ID: f.Statement, Entry: f.Entry,
		Delegation: entry.Delegation, Names: entry.Names, Speaker: entry.Speaker,
		Kind: entry.Kind, OnBehalfOf: entry.OnBehalfOf, Seat: f.Seat,
		ISO3: entry.ISO3, Capacity: entry.Capacity, Level: entry.Level, Allowance: entry.Allowance,
		Course: Course{Rule: f.Rule, Signals: f.Signals},
		Given:  at, GivenAt: at.Steady, rules: m.Rules,
	}
}

func (f FloorGiven) subjects() []subject {
	return []subject{entry(f.Entry), statement(f.Statement), theFloor}
}

func (End) decide(m *Meeting, now Stamp) (Fact, error) {
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case m.Interrupted != nil:
		return nil, notNow("rule-first", "a point of order interrupts %s: rule on it, then the statement is resumed or ended", m.Interrupted.whom())
	case !f.Started:
		return FloorReturned{Statement: f.ID, Entry: f.Entry}, nil
	default:
		return StatementEnded{Statement: f.ID, Used: f.ElapsedAt(now.Steady)}, nil
	}
}

func (f StatementEnded) apply(m *Meeting, at Stamp) {
	if m.floorID() == f.Statement && m.Floor != nil && m.Interrupted == nil {
		m.end(f.Used, at)
	}
}

func (f StatementEnded) subjects() []subject {
	return []subject{statement(f.Statement), theFloor}
}

func (f FloorReturned) apply(m *Meeting, _ Stamp) {
	if m.Floor == nil || m.Floor.ID != f.Statement || m.Interrupted != nil {
		return
	}
	m.setStatus(m.Floor.Entry, Waiting)
	m.Floor = nil
}

func (f FloorReturned) subjects() []subject {
	return only(entry(f.Entry), statement(f.Statement), theFloor)
}

func (c Reopen) decide(m *Meeting, _ Stamp) (Fact, error) {
	if err := m.sitting(); err != nil {
		return nil, err
	}
	s := m.ended(c.Statement)
	switch {
	case s == nil:
		return nil, unknown("statement", "no-such-statement", "no statement %d has ended", c.Statement)
	case m.Floor != nil:
		return nil, notNow("has-the-floor", "%s has the floor", m.Floor.whom())
	case s.Interrupts():
		return nil, notNow("point-not-reopened", "a point of order cannot be reopened; it can be raised again")
	}
	if entry := m.List.Find(s.Entry); entry == nil || entry.Status != Heard {
		return nil, notNow("inscribed-anew", "%s has been inscribed anew since", s.whom())
	}
	return StatementReopened{Statement: s.ID, Entry: s.Entry}, nil
}

func (f StatementReopened) apply(m *Meeting, at Stamp) {
	ended := m.ended(f.Statement)
	if ended == nil || m.Floor != nil {
		return
	}
	s := *ended
	gap := Stop{Why: EndedOnce, At: s.EndedAt, Since: s.EndAt, Over: true, Took: max(0, at.Steady.Sub(s.EndAt))}
	s.Stops = append(slices.Clip(s.Stops), gap)
	s.stands(Stop{Why: Pausing}, at)
	m.corrected(&s, at, "", change{"ended_at", wallText(s.EndedAt.Wall), ""})
	s.EndedAt, s.EndAt = Stamp{}, 0
	left := make([]*Statement, 0, len(m.Ended))
	m.Last = nil
	for _, other := range m.Ended {
		if other != ended {
			left = append(left, other)
			m.Last = other
		}
	}
	m.Ended, m.Floor = left, &s
	m.setStatus(s.Entry, HasFloor)
}

func (f StatementReopened) subjects() []subject {
	return []subject{entry(f.Entry), statement(f.Statement), theFloor}
}

func (c HandOver) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.Floor == nil {
		return nil, errNobody
	}
	if err := CheckText("speaker", c.Speaker, MaxName, true); err != nil {
		return nil, err
	}
	if err := CheckText("seat", c.Seat, MaxSeat, false); err != nil {
		return nil, err
	}
	seat := c.Seat
	if seat == "" && !c.NoSeat {
		seat = m.Floor.Seat
	}
	return HandedOver{Statement: m.Floor.ID, Speaker: c.Speaker, Seat: seat}, nil
}

func (f HandedOver) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		m.corrected(s, at, "", change{"speaker", s.Speaker, f.Speaker}, change{"seat", s.Seat, f.Seat})
		s.Speaker, s.Seat = f.Speaker, f.Seat
	})
}

func (f HandedOver) subjects() []subject { return []subject{statement(f.Statement)} }

var errNobody = notNow("nobody", "nobody has the floor")

func (m *Meeting) floorID() int {
	if m.Floor == nil {
		return 0
	}
	return m.Floor.ID
}

// everyStatement lets change return what becomes of each statement, itself where nothing
// does; there may be none.
func (m *Meeting) everyStatement(change func(*Statement) *Statement) {
	m.Floor, m.Interrupted, m.Last = change(m.Floor), change(m.Interrupted), change(m.Last)
	ended := make([]*Statement, len(m.Ended))
	for i, s := range m.Ended {
		ended[i] = change(s)
	}
	m.Ended = ended
}

// edit changes a copy of the statement on the floor, if it is the one named.
func (m *Meeting) edit(id int, change func(*Statement)) {
	if m.Floor == nil || m.Floor.ID != id {
		return
	}
	s := *m.Floor
	m.Floor = &s
	change(&s)
}

// below changes a copy of the statement that a point of order interrupts, if there is one.
func (m *Meeting) below(change func(*Statement)) {
	if m.Interrupted == nil {
		return
	}
	s := *m.Interrupted
	m.Interrupted = &s
	change(&s)
}

// end takes the floor from whoever has it, after the time that was used.
func (m *Meeting) end(used time.Duration, at Stamp) {
	s := *m.Floor
	s.EndedAt, s.EndAt = at, at.Steady
	s.moves(at)
	s.Course = s.stop(at.Steady)
	s.Held = used
	m.heard(&s)
	m.Ended = append(m.Ended[:len(m.Ended):len(m.Ended)], &s)
	m.Last, m.Floor = &s, nil
}

// heard says on the list what a statement that has ended used.
func (m *Meeting) heard(s *Statement) {
	m.setStatus(s.Entry, Heard)
	m.List = m.List.edit(s.Entry, func(e *Entry) { e.Statement, e.Used = s.ID, s.Held })
}

// ended returns a statement that has ended, or nil.
func (m *Meeting) ended(id int) *Statement {
	for _, s := range m.Ended {
		if s.ID == id {
			return s
		}
	}
	return nil
}
