package timer

import "time"

// When the clock should have been started, as people say it afterwards: the record
// keeps what was counted first and what corrected it.

// BackDate says that the clock should have been started earlier; before the start it
// starts it, that long ago. Not before the floor was given.
type BackDate struct {
	By time.Duration `json:"by_ms"` // how much earlier
}

// Restart lets the statement begin anew: elapsed is zero and the clock runs.
type Restart struct{}

// StartBackDated moves the start back, and starts the clock if it stood.
type StartBackDated struct {
	Statement int           `json:"statement"`
	By        time.Duration `json:"by"`
}

// StatementRestarted sets elapsed to zero at its instant.
type StatementRestarted struct {
	Statement int           `json:"statement"`
	After     time.Duration `json:"after"` // elapsed before
}

func (c BackDate) decide(m *Meeting, now Stamp) (Fact, error) {
	f := m.Floor
	if f == nil {
		return nil, errNobody
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	begun := now.Steady
	if f.Started {
		begun = f.BegunAt
	}
	switch most := begun.Sub(f.GivenAt); {
	case c.By <= 0:
		return nil, invalid("by_ms", "start-only-back", "the start can only be moved back")
	case c.By > most:
		return nil, invalid("by_ms", "start-before-floor", "the floor was given only %v before; the start cannot lie earlier", most.Round(time.Millisecond))
	}
	return StartBackDated{Statement: f.ID, By: c.By}, nil
}

func (f StartBackDated) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		was := wallText(s.StartedAt.Wall)
		if !s.Started {
			s.StartedAt, s.BegunAt = at, at.Steady
			s.Course = s.start(at.Steady)
		}
		s.StartedAt.Wall = s.StartedAt.Wall.Add(-f.By)
		s.StartedAt.Steady = s.StartedAt.Steady.Add(-f.By)
		s.BegunAt = s.BegunAt.Add(-f.By)
		if s.Running {
			s.Zero = s.Zero.Add(-f.By)
		} else {
			s.Held += f.By
		}
		m.corrected(s, at, "", change{"started_at", was, wallText(s.StartedAt.Wall)})
	})
}

func (f StartBackDated) subjects() []subject { return []subject{statement(f.Statement)} }

func (Restart) decide(m *Meeting, now Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	return StatementRestarted{Statement: f.ID, After: f.ElapsedAt(now.Steady)}, nil
}

func (f StatementRestarted) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		m.corrected(s, at, "", change{"started_at", wallText(s.StartedAt.Wall), wallText(at.Wall)})
		s.StartedAt, s.BegunAt, s.PauseReason = at, at.Steady, ""
		s.Stops = nil // they are of what does not count any more
		s.Held, s.Running = 0, false
		s.Course = s.start(at.Steady)
	})
}

func (f StatementRestarted) subjects() []subject { return []subject{statement(f.Statement)} }
