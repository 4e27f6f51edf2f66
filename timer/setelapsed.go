package timer

import "time"

// Where the controller was away and its steady clock is another one since, the time
// between is what the wall clock says, or was not counted at all. How long was
// spoken meanwhile only a person knows. No clock can bound that word, so nothing
// but a day does; the record keeps what stood there before.

// SetElapsed says how long the statement on the floor has been spoken for, by
// somebody's watch; before the start it starts the clock, that long ago. Only where
// the controller was away on another clock since the floor was given (carried_over);
// the record keeps what stood there before.
//
// Where it was not away the clock has counted all of it, and [BackDate] is bounded by
// that.
type SetElapsed struct {
	To time.Duration `json:"elapsed_ms"` // how long has been spoken by now
}

// ElapsedSet has the elapsed time at its instant, and what it was before.
type ElapsedSet struct {
	Statement int           `json:"statement"`
	Was       time.Duration `json:"was"`
	Elapsed   time.Duration `json:"elapsed"`
}

// CarriedOver says whether a statement is older than the steady clock of now, so
// that its elapsed time may be set.
func (m *Meeting) CarriedOver(s *Statement) bool { return s.ID <= m.carried }

func (c SetElapsed) decide(m *Meeting, now Stamp) (Fact, error) {
	f := m.Floor
	if f == nil {
		return nil, errNobody
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	switch {
	case !m.CarriedOver(f):
		return nil, notNow("counted-all", "the clock has counted all the time since %s was given the floor: "+
			"say how much earlier it should have been started (back-date), or restart it", f.Delegation)
	case c.To < 0 || c.To > LongestLimit:
		return nil, invalid("elapsed_ms", "elapsed-out-of-range", "the time that was spoken must lie between nothing and %v", LongestLimit)
	}
	return ElapsedSet{Statement: f.ID, Was: f.ElapsedAt(now.Steady), Elapsed: c.To}, nil
}

func (f ElapsedSet) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		m.corrected(s, at, "", change{"elapsed_ms", milliText(f.Was), milliText(f.Elapsed)})
		s.ByHand = true
		if !s.Started {
			at.Wall, at.Steady = at.Wall.Add(-f.Elapsed), at.Steady.Add(-f.Elapsed)
			s.StartedAt, s.BegunAt = at, at.Steady
			s.GivenAt = min(s.GivenAt, s.BegunAt)
			s.Course = s.start(at.Steady)
			return
		}
		if s.Running {
			s.Zero = at.Steady.Add(-f.Elapsed)
		} else {
			s.Held = f.Elapsed
		}
	})
}

func (f ElapsedSet) subjects() []subject { return []subject{statement(f.Statement)} }
