package timer

import "time"

// The clock of the statement on the floor: it is started, stands for a while, goes on.

// Start starts the clock of the statement on the floor; the receipt's at is elapsed
// zero.
type Start struct {
	At Instant `json:"-"` // as of then, where the microphone's contact says when that was
}

// Pause stops the clock; the light goes dark.
type Pause struct {
	Reason string `json:"reason,omitempty"`
}

// Resume lets a paused clock go on.
type Resume struct{}

// StatementStarted starts the clock; its instant is elapsed zero, or lies Ago
// after it, where the microphone said so.
type StatementStarted struct {
	Statement int           `json:"statement"`
	Ago       time.Duration `json:"ago,omitempty"`
}

// StatementPaused stops the clock for a while.
type StatementPaused struct {
	Statement int    `json:"statement"`
	Reason    string `json:"reason,omitempty"`
}

// StatementResumed lets the clock go on.
type StatementResumed struct {
	Statement int `json:"statement"`
}

// LatestStart is how old the word of a microphone's contact may be: an older one
// does not say that the statement begins now.
const LatestStart = 2 * time.Second

func (c Start) decide(m *Meeting, now Stamp) (Fact, error) {
	var ago time.Duration
	if c.At != 0 {
		ago = max(0, now.Steady.Sub(c.At))
	}
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case f.Started:
		return nil, notNow("started-already", "the clock of %s has been started already", f.whom())
	case m.Suspended:
		return nil, m.sitting()
	case ago > LatestStart:
		return nil, notNow("microphone-too-long-ago", "the microphone was opened %v ago; start the clock, and correct it if need be", ago.Round(time.Second))
	default:
		// Nobody speaks before the floor is given.
		return StatementStarted{Statement: f.ID, Ago: min(ago, now.Steady.Sub(f.GivenAt))}, nil
	}
}

func (f StatementStarted) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		begun := at
		begun.Wall, begun.Steady = at.Wall.Add(-f.Ago), at.Steady.Add(-f.Ago)
		s.StartedAt, s.BegunAt = begun, begun.Steady
		s.Course = s.start(begun.Steady)
	})
}

func (f StatementStarted) subjects() []subject { return []subject{statement(f.Statement)} }

func (c Pause) decide(m *Meeting, _ Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	if !f.Running {
		return nil, notNow("paused-already", "the clock of %s is paused already", f.whom())
	}
	if err := CheckText("reason", c.Reason, MaxName, false); err != nil {
		return nil, err
	}
	return StatementPaused{Statement: f.ID, Reason: c.Reason}, nil
}

func (f StatementPaused) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.PauseReason = f.Reason
		s.Course = s.stop(at.Steady)
		s.stands(Stop{Why: Pausing, Reason: f.Reason}, at)
	})
}

func (f StatementPaused) subjects() []subject { return []subject{statement(f.Statement)} }

func (Resume) decide(m *Meeting, _ Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	if f.Running {
		return nil, notNow("running", "the clock of %s is running", f.whom())
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	return StatementResumed{Statement: f.ID}, nil
}

func (f StatementResumed) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.PauseReason = ""
		s.moves(at)
		s.Course = s.start(at.Steady)
	})
}

func (f StatementResumed) subjects() []subject { return []subject{statement(f.Statement)} }

// started returns the statement on the floor once its clock was started.
func (m *Meeting) started() (*Statement, error) {
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case !f.Started:
		return nil, notNow("not-started", "the clock of %s has not been started", f.whom())
	default:
		return f, nil
	}
}
