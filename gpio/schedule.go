package gpio

import "rostrum/timer"

// Program is what a player plays until it is given another one.
type Program struct {
	// Course of the statement at the seat, or nil: dark. It must not be written
	// afterwards.
	Course *timer.Course
	// Since is the instant of the event that made it so: the deadline of what
	// the light then does at once. Where it is not known (zero), and for the
	// first program of a player, that is the instant at which the player
	// received it.
	Since timer.Instant
	// Clock is the one of the instants, or nil for the player's own. A player goes
	// over to a program and its clock in one step. While it plays, the clock may be
	// shifted by little at a time; a jump is another clock.
	Clock *timer.Clock
	// Until is when nothing is known any more: from then on the light is dark.
	// Zero is never.
	Until timer.Instant
	// Statement is the number of the statement, for the record.
	Statement int
	// Test lets a person find the light: it shows a course that is nobody's
	// statement, and reports nothing.
	Test bool
}

// schedule is a program, and how far it has been played.
type schedule struct {
	course timer.Course
	nobody bool          // no statement at the seat
	test   bool          // to find the light
	until  timer.Instant // or zero

	level  turns // of the pin
	signal turns
}

// turns are the changes of one thing: since when it is as it is, and until when.
type turns struct {
	since, next timer.Instant
	more        bool // else next never comes
}

func newSchedule(p Program, since timer.Instant) schedule {
	s := schedule{nobody: p.Course == nil, test: p.Test, until: p.Until}
	if p.Course != nil {
		s.course = *p.Course
	}
	s.level.since, s.signal.since = since, since
	s.level.next, s.level.more = s.nextLevel(since)
	s.signal.next, s.signal.more = s.nextSignal(since)
	return s
}

// over says whether the program ends before an instant.
func (s *schedule) over(at timer.Instant) bool { return s.until != 0 && at >= s.until }

func (s *schedule) litAt(at timer.Instant) bool { return !s.over(at) && s.course.LitAt(at) }

func (s *schedule) signalAt(at timer.Instant) timer.Signal {
	if s.over(at) {
		return timer.Dark
	}
	return s.course.SignalAt(at)
}

// nextLevel returns the next change of the pin's level after an instant, or false
// when none is to come.
func (s *schedule) nextLevel(at timer.Instant) (timer.Instant, bool) {
	if s.over(at) {
		return 0, false
	}
	lit, edge, more := Next(s.course, at)
	return s.cut(edge, more, lit)
}

func (s *schedule) nextSignal(at timer.Instant) (timer.Instant, bool) {
	if s.over(at) {
		return 0, false
	}
	change, more := nextSignal(s.course, at)
	return s.cut(change, more, s.course.SignalAt(at) != timer.Dark)
}

// cut ends what is shown with the program.
func (s *schedule) cut(next timer.Instant, more, shows bool) (timer.Instant, bool) {
	if s.until == 0 || more && next < s.until {
		return next, more
	}
	return s.until, shows
}

// follow moves on to what holds at an instant; changes that were missed (the
// machine slept) are left out.
func (s *schedule) follow(now timer.Instant) {
	for s.signal.more && s.signal.next <= now {
		s.signal.since = s.signal.next
		s.signal.next, s.signal.more = s.nextSignal(s.signal.since)
	}
	latest := now
	if s.over(now) {
		latest = s.until - 1
	}
	for s.level.more && s.level.next <= now {
		edge := s.level.next
		if s.signal.since < edge && edge <= latest && s.course.SignalAt(edge) == timer.Flash {
			edge += (latest - edge) / flashPeriod * flashPeriod // a flash since before: whole periods change nothing
		}
		s.level.since = edge
		s.level.next, s.level.more = s.nextLevel(edge)
	}
}

const flashPeriod = timer.Instant(timer.FlashPeriod)

// next returns the instant of the next change, or false when none is to come.
func (s *schedule) next() (timer.Instant, bool) {
	switch {
	case !s.level.more:
		return s.signal.next, s.signal.more
	case !s.signal.more:
		return s.level.next, true
	default:
		return min(s.level.next, s.signal.next), true
	}
}

// phase returns the phase's name, empty where nobody has the floor at the seat.
func (s *schedule) phase(now timer.Instant) string {
	switch {
	case s.nobody:
		return ""
	case s.test:
		return "test"
	}
	return s.course.PhaseAt(now).String()
}
