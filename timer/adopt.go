package timer

import (
	"slices"
	"time"
)

// plausibleAbsence is how long a controller can have been away in mid-statement
// for the wall clock to be believed about it.
const plausibleAbsence = time.Hour

// ClockAdopted says that the steady clock is another one: the machine was
// started again, or the journal was carried to another machine.
type ClockAdopted struct {
	From  string        `json:"from"`
	Shift time.Duration `json:"shift"` // added to the instants of the old clock
	// Held says that wall time was not plausible: the statement that ran
	// stands paused where the record knows it was, and the chair decides.
	Held    bool          `json:"held,omitempty"`
	Elapsed time.Duration `json:"elapsed,omitempty"`
	// Bound says that the shift was measured beforehand, by asking the other clock what it
	// reads, and how far it may be off. 0 is one that was taken from wall time.
	Bound time.Duration `json:"bound,omitempty"`
}

// Measured is by how much a steady clock is ahead of another one, so far as that was
// measured.
type Measured struct {
	Shift time.Duration // added to the instants of the other one
	Bound time.Duration // how far it may be off; never 0
}

// AdoptMeasured carries the running clocks over from a clock that was measured: no wall
// clock is asked, and it is never too long ago.
func AdoptMeasured(last Stamp, m Measured) ClockAdopted {
	return ClockAdopted{From: last.Boot, Shift: m.Shift, Bound: m.Bound}
}

// Adopt carries the running clocks over to the clock of now, from that of the last
// moment that the record knows.
func (m *Meeting) Adopt(last, now Stamp) ClockAdopted {
	absent := now.Wall.Sub(last.Wall)
	fact := ClockAdopted{From: last.Boot}
	// The instant at which the old clock would stand now, had it gone on.
	fact.Shift = now.Steady.Sub(last.Steady.Add(absent))
	runs := m.Floor != nil && m.Floor.Running
	if absent < 0 || runs && absent > plausibleAbsence {
		fact.Held = true
		if m.Floor != nil {
			fact.Elapsed = m.Floor.ElapsedAt(last.Steady)
		}
	}
	return fact
}

func (ClockAdopted) subjects() []subject { return nil }

func (f ClockAdopted) apply(m *Meeting, at Stamp) {
	m.carried = m.statements
	if f.Held {
		m.edit(m.floorID(), func(s *Statement) {
			s.place(at.Steady)
			if s.Running {
				s.Running, s.Zero, s.Held = false, 0, f.Elapsed
				s.PauseReason = pausedByClock
				s.stands(Stop{Why: Pausing, Reason: pausedByClock}, at)
			}
		})
		m.others(func(s *Statement) { s.place(at.Steady) })
		m.done = nil // what was done before cannot be placed on this clock
		return
	}
	m.shift(f.Shift, at.Boot)
}

// place puts a statement on a clock on which it is not known when it was: what
// lies between floor and start is kept, and a clock that stood does so from now on.
func (s *Statement) place(at Instant) {
	if n := len(s.Stops); n > 0 && !s.Stops[n-1].Over {
		s.Stops = slices.Clone(s.Stops)
		s.Stops[n-1].Since = at
	}
	s.EndAt = at
	if s.Started {
		s.GivenAt, s.BegunAt = at.Add(s.GivenAt.Sub(s.BegunAt)), at
	} else {
		s.GivenAt = at
	}
}

func (s *Statement) shift(by time.Duration) {
	s.GivenAt, s.BegunAt, s.EndAt = s.GivenAt.Add(by), s.BegunAt.Add(by), s.EndAt.Add(by)
	s.shiftStops(by)
	if s.Running {
		s.Zero = s.Zero.Add(by)
	}
}

// shift carries every running clock, also those that an undo would bring back,
// over to another steady clock.
func (m *Meeting) shift(by time.Duration, boot string) {
	m.edit(m.floorID(), func(s *Statement) { s.shift(by) })
	m.others(func(s *Statement) { s.shift(by) })
	m.done = m.done.shift(by, boot)
}

// others changes copies of the statements that do not have the floor and may
// have it again.
func (m *Meeting) others(change func(*Statement)) {
	if m.Interrupted != nil {
		s := *m.Interrupted
		change(&s)
		m.Interrupted = &s
	}
	if len(m.Ended) == 0 {
		return
	}
	ended := make([]*Statement, len(m.Ended))
	for i, other := range m.Ended {
		s := *other
		change(&s)
		ended[i] = &s
		if m.Last != nil && m.Last.ID == s.ID {
			m.Last = &s
		}
	}
	m.Ended = ended
}
