package timer

import "slices"

// Play is what lights have to play until they are told another one: the statement on
// the floor, and lights that flash to be found. Lights follow a command as soon as it
// is decided, before it is durable ([Snapshot.Intended]).
type Play struct {
	Lead      int64      // of the controller that says so ([Snapshot.Lead])
	Rev       uint64     // of the meeting that it follows from
	Since     Instant    // when it was decided; zero where that is not known, and it holds as of now
	Statement int        // on the floor, or 0
	Seat      string     // of the statement
	Course    *Course    // what is played, or nil: all dark
	Test      *LightTest // that goes on, or nil
}

// Play returns what lights have to play as of a snapshot.
func (s *Snapshot) Play() Play {
	m := s.ForLights()
	p := Play{Lead: s.Lead, Rev: m.Rev}
	if m.Changed.At.Boot == s.At.Boot {
		p.Since = m.Changed.At.Steady
	}
	if f := m.Floor; f != nil {
		p.Statement, p.Seat, p.Course = f.ID, f.Seat, &f.Course
	}
	if s.Test != nil && s.Test.Until > s.At.Steady {
		p.Test = s.Test
	}
	return p
}

// At returns what the light of one seat has to play: its statement, else the test of
// it, else nothing.
func (p Play) At(seat string) Play {
	if p.Course != nil && p.Seat == seat {
		p.Test = nil
		return p
	}
	out := Play{Lead: p.Lead, Rev: p.Rev, Since: p.Since}
	if course := p.Test.Course(seat); course != nil {
		out.Seat, out.Course, out.Test, out.Since = seat, course, p.Test, p.Test.From
	}
	return out
}

// After returns what lights are to be told that were told last before, or nil where they
// do by that one all that they do by this. To those that were told nothing yet (last is
// nil) anything is news. What was decided before the last takes it back, because the
// disk did not take the command: it holds as of now.
func (p Play) After(last *Play) *Play {
	switch {
	case last == nil:
	case p.Lead == last.Lead && p.Statement == last.Statement && p.Seat == last.Seat && same(p.Course, last.Course) && p.Test.same(last.Test):
		return nil
	case p.Since < last.Since:
		p.Since = 0
	}
	return &p
}

func same(a, b *Course) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func (t *LightTest) same(other *LightTest) bool {
	if t == nil || other == nil {
		return t == other
	}
	return t.From == other.From && t.Until == other.Until && slices.Equal(t.Seats, other.Seats)
}
