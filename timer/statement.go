package timer

import "time"

// Course is all that a light or a screen must know of a statement to compute
// the next minutes by itself.
type Course struct {
	Rule    Rule // copied when the floor was given, extensions counted in
	Signals Signals
	Started bool
	Running bool
	Zero    Instant       // where Running: the instant at which elapsed would be 0, all pauses counted in
	Held    time.Duration // where not Running: the elapsed time at which the clock stands
}

// ElapsedAt returns the elapsed time at an instant; it is never negative.
func (c Course) ElapsedAt(i Instant) time.Duration {
	if !c.Running {
		return c.Held
	}
	return max(0, i.Sub(c.Zero))
}

// PhaseAt returns the phase at an instant.
func (c Course) PhaseAt(i Instant) Phase {
	if !c.Started {
		return Ready
	}
	return c.Rule.PhaseAt(c.ElapsedAt(i))
}

// SignalAt returns what the light shows at an instant. While the clock stands,
// and where there is no limit, it is dark.
func (c Course) SignalAt(i Instant) Signal {
	if !c.Running || c.Rule.Limit == NoLimit {
		return Dark
	}
	return c.Signals.In(c.PhaseAt(i))
}

// LitAt returns whether the light is lit at an instant: all of steady, and the
// first half of each second of a flash, counted from the warning mark.
func (c Course) LitAt(i Instant) bool {
	switch c.SignalAt(i) {
	case Steady:
		return true
	case Flash:
		since := (c.ElapsedAt(i) - c.Rule.WarningAt()) % FlashPeriod
		if since < 0 { // a table that flashes before the warning
			since += FlashPeriod
		}
		return since < FlashLit
	default:
		return false
	}
}

// NextMark returns the instant of the next change of phase, or false when the
// clock stands or no mark is left.
func (c Course) NextMark(after Instant) (Instant, bool) {
	if !c.Running {
		return 0, false
	}
	mark, ok := c.Rule.NextMark(c.ElapsedAt(after))
	return c.Zero.Add(mark), ok
}

func (c Course) paused() bool { return c.Started && !c.Running }

func (c Course) start(at Instant) Course {
	c.Started, c.Running, c.Zero, c.Held = true, true, at.Add(-c.Held), 0
	return c
}

func (c Course) stop(at Instant) Course {
	c.Held, c.Running, c.Zero = c.ElapsedAt(at), false, 0
	return c
}

// Statement is one taking of the floor.
type Statement struct {
	ID         int
	Entry      EntryID
	Delegation string
	Names      map[string]string
	Speaker    string
	Kind       Kind
	OnBehalfOf string
	Seat       string // the microphone, or empty
	ISO3       string
	Capacity   Capacity
	Level      Level
	// Allowance is what the speaker was given beside the rules when the floor was: it is in
	// the rule already, and private.
	Allowance time.Duration
	Course

	Given       Stamp
	GivenAt     Instant       // the same, on the clock of now
	BegunAt     Instant       // the start on the clock of now, where Started
	StartedAt   Stamp         // zero until the start
	EndedAt     Stamp         // zero while it has the floor
	EndAt       Instant       // the same, on the clock of now
	Extended    time.Duration // sum of the extensions, negative when shortened
	extensions  []extension   // all of them, in order; never changed in place
	PauseReason string
	Stops       []Stop       // when its clock stood, in order; never changed in place
	Corrections []Correction // what was put right in it, in order; never changed in place
	ByHand      bool         // how long it has been spoken for is what a person said
	pausedSaid  bool         // and so what its pauses took
	measured    *measured    // before a time of it was corrected, or nil
	Urged       []Stamp      // when the President asked to conclude; never changed in place
	goesOn      bool         // interrupted while its clock ran
	rules       Rules        // in force for it, so that another kind of it has its rule
	by          Actor        // of the last event about it
}

// Interrupts says whether the statement is a point of order.
func (s *Statement) Interrupts() bool { return s.Kind == PointOfOrder }

// Paused says whether the statement was started and its clock stands.
func (s *Statement) Paused() bool { return s.paused() }
