package timer

import (
	"slices"
	"time"
)

// To suspend the meeting, to close the list and to close the debate are three
// things: after the first all goes on later, today or in days (29 October to 4
// November 2019); after the second nobody else can inscribe; after the third
// those who wait will not be heard.

// Suspend interrupts the meeting; a clock that runs is paused with it.
type Suspend struct {
	Until time.Time `json:"until,omitzero"` // when it is to go on, where that is known
}

// Reconvene lets the suspended meeting go on; a statement that was paused goes on when it
// is resumed.
type Reconvene struct{}

// CloseDebate ends the debate; those who wait are not heard. Only while nobody has the
// floor.
type CloseDebate struct{}

// ReopenDebate opens the debate again; those who were not heard are what they were.
type ReopenDebate struct{}

// MeetingSuspended says until when, where that is known.
type MeetingSuspended struct {
	Until     time.Time `json:"until,omitzero"`
	Statement int       `json:"statement,omitempty"` // on the floor: its clock stands from now on
}

// MeetingReconvened ends the suspension.
type MeetingReconvened struct{}

// DebateClosed names those who had not been heard.
type DebateClosed struct {
	NotHeard []EntryID `json:"not_heard,omitempty"`
}

// DebateReopened restores them.
type DebateReopened struct {
	Restored []EntryID `json:"restored,omitempty"`
}

// Suspension is a time for which the meeting was suspended; To is zero while it is.
type Suspension struct{ From, To Stamp }

// Why a clock stands that nobody paused: words for which the pages have texts, as
// they have for the reasons that can be tapped.
const (
	pausedBySuspension = "suspension"
	pausedByClock      = "clock-held"
)

func (c Suspend) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.Suspended {
		return nil, notNow("suspended-already", "the meeting is suspended already")
	}
	// Years that no record and no screen can write.
	if y := c.Until.UTC().Year(); y < 1 || y > 9999 {
		return nil, invalid("until", "until-year", "the meeting cannot be suspended until the year %d", y)
	}
	return MeetingSuspended{Until: c.Until.Round(0).UTC(), Statement: m.floorID()}, nil
}

func (f MeetingSuspended) apply(m *Meeting, at Stamp) {
	m.Suspended, m.Until = true, f.Until
	m.Suspensions = append(slices.Clip(m.Suspensions), Suspension{From: at})
	m.edit(f.Statement, func(s *Statement) {
		if s.Running {
			s.PauseReason = pausedBySuspension
			s.Course = s.stop(at.Steady)
		}
		s.stands(Stop{Why: Suspended}, at)
	})
	m.below(func(s *Statement) { s.stands(Stop{Why: Suspended}, at) })
}

func (f MeetingSuspended) subjects() []subject { return only(statement(f.Statement), theSuspension) }

func (Reconvene) decide(m *Meeting, _ Stamp) (Fact, error) {
	if !m.Suspended {
		return nil, notNow("not-suspended", "the meeting is not suspended")
	}
	return MeetingReconvened{}, nil
}

func (MeetingReconvened) apply(m *Meeting, at Stamp) {
	m.Suspended, m.Until = false, time.Time{}
	if n := len(m.Suspensions); n > 0 {
		m.Suspensions = slices.Clone(m.Suspensions)
		m.Suspensions[n-1].To = at
	}
	m.edit(m.floorID(), func(s *Statement) {
		pause := Stop{Why: Pausing}
		if s.PauseReason != pausedBySuspension { // which is over
			pause.Reason = s.PauseReason
		}
		s.stands(pause, at)
	})
	m.below(func(s *Statement) { s.stands(Stop{Why: Interrupted, By: m.floorID()}, at) })
}

func (MeetingReconvened) subjects() []subject { return []subject{theSuspension} }

func (CloseDebate) decide(m *Meeting, _ Stamp) (Fact, error) {
	switch {
	case m.Closed:
		return nil, notNow("debate-closed-already", "the debate is closed already")
	case m.Floor != nil:
		return nil, notNow("end-before-closing", "%s has the floor; end the statement before you close the debate", m.Floor.whom())
	}
	var fact DebateClosed
	for _, e := range m.List {
		if e.Status == Waiting || e.Status == Absent {
			fact.NotHeard = append(fact.NotHeard, e.ID)
		}
	}
	return fact, nil
}

func (DebateClosed) apply(m *Meeting, at Stamp) {
	m.Closed, m.ClosedAt = true, at
	// All who wait, not only those who are named: an undo of something older may
	// have let another one wait.
	m.List = m.List.each(func(e *Entry) {
		if e.Status == Waiting || e.Status == Absent {
			e.was, e.Status = e.Status, NotHeard
		}
	})
}

func (f DebateClosed) subjects() []subject { return entries(f.NotHeard, theDebate) }

func (ReopenDebate) decide(m *Meeting, _ Stamp) (Fact, error) {
	if !m.Closed {
		return nil, notNow("debate-open", "the debate is open")
	}
	var fact DebateReopened
	for _, e := range m.List {
		if e.Status == NotHeard {
			fact.Restored = append(fact.Restored, e.ID)
		}
	}
	return fact, nil
}

func (DebateReopened) apply(m *Meeting, _ Stamp) {
	m.Closed, m.ClosedAt = false, Stamp{}
	m.List = m.List.each(func(e *Entry) {
		if e.Status == NotHeard {
			e.was, e.Status = "", e.was
		}
	})
}

func (f DebateReopened) subjects() []subject { return entries(f.Restored, theDebate) }

// sitting refuses what needs a meeting that sits.
func (m *Meeting) sitting() error {
	switch {
	case m.Closed:
		return notNow("debate-closed", "the debate is closed")
	case m.Suspended:
		return notNow("suspended", "the meeting is suspended")
	}
	return nil
}

// setStatus says what became of a speaker. Who waits while the debate is closed
// is not heard.
func (m *Meeting) setStatus(id EntryID, s Status) {
	was := Status("")
	if m.Closed && (s == Waiting || s == Absent) {
		was, s = s, NotHeard
	}
	m.List = m.List.edit(id, func(e *Entry) {
		e.Status, e.was = s, was
		e.Statement, e.Used = 0, 0
	})
}
