package timer

import "time"

// To suspend the meeting, to close the list and to close the debate are three
// things: after the first all goes on later, today or in days (29 October to 4
// November 2019); after the second nobody else can inscribe; after the third
// those who wait will not be heard.

// The commands.
type (
	// Suspend interrupts the meeting; a clock that runs is paused with it.
	Suspend struct{ Until time.Time }
	// Reconvene ends the suspension. A paused statement goes on when it is
	// resumed.
	Reconvene struct{}
	// CloseDebate ends the debate before or after the list is exhausted.
	CloseDebate struct{}
	// ReopenDebate undoes CloseDebate.
	ReopenDebate struct{}
)

// The facts.
type (
	// MeetingSuspended says until when, where that is known.
	MeetingSuspended struct {
		Until     time.Time `json:"until,omitzero"`
		Statement int       `json:"statement,omitempty"` // on the floor: its clock stands from now on
	}
	// MeetingReconvened ends the suspension.
	MeetingReconvened struct{}
	// DebateClosed names those who had not been heard.
	DebateClosed struct {
		NotHeard []EntryID `json:"not_heard,omitempty"`
	}
	// DebateReopened restores them.
	DebateReopened struct {
		Restored []EntryID `json:"restored,omitempty"`
	}
)

// Name returns "suspend".
func (Suspend) Name() string { return "suspend" }

// Name returns "reconvene".
func (Reconvene) Name() string { return "reconvene" }

// Name returns "close-debate".
func (CloseDebate) Name() string { return "close-debate" }

// Name returns "reopen-debate".
func (ReopenDebate) Name() string { return "reopen-debate" }

// Name returns "meeting-suspended".
func (MeetingSuspended) Name() string { return "meeting-suspended" }

// Name returns "meeting-reconvened".
func (MeetingReconvened) Name() string { return "meeting-reconvened" }

// Name returns "debate-closed".
func (DebateClosed) Name() string { return "debate-closed" }

// Name returns "debate-reopened".
func (DebateReopened) Name() string { return "debate-reopened" }

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

func (Reconvene) decide(m *Meeting, _ Stamp) (Fact, error) {
	if !m.Suspended {
		return nil, notNow("not-suspended", "the meeting is not suspended")
	}
	return MeetingReconvened{}, nil
}

func (CloseDebate) decide(m *Meeting, _ Stamp) (Fact, error) {
	switch {
	case m.Closed:
		return nil, notNow("debate-closed-already", "the debate is closed already")
	case m.Floor != nil:
		return nil, notNow("end-before-closing", "%s has the floor; end the statement before you close the debate", m.Floor.Delegation)
	}
	var fact DebateClosed
	for _, e := range m.List {
		if e.Status == Waiting || e.Status == Absent {
			fact.NotHeard = append(fact.NotHeard, e.ID)
		}
	}
	return fact, nil
}

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

func (f MeetingSuspended) apply(m *Meeting, at Stamp) {
	m.Suspended, m.Until = true, f.Until
	m.edit(f.Statement, func(s *Statement) {
		if s.Running {
			s.PauseReason = pausedBySuspension
			s.Course = s.stop(at.Steady)
		}
	})
}

func (MeetingReconvened) apply(m *Meeting, _ Stamp) {
	m.Suspended, m.Until = false, time.Time{}
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

func (DebateReopened) apply(m *Meeting, _ Stamp) {
	m.Closed, m.ClosedAt = false, Stamp{}
	m.List = m.List.each(func(e *Entry) {
		if e.Status == NotHeard {
			e.was, e.Status = "", e.was
		}
	})
}

// setStatus says what became of a speaker. Who waits while the debate is closed
// is not heard.
func (m *Meeting) setStatus(id EntryID, s Status) {
	was := Status("")
	if m.Closed && (s == Waiting || s == Absent) {
		was, s = s, NotHeard
	}
	m.List = m.List.edit(id, func(e *Entry) { e.Status, e.was = s, was })
}
