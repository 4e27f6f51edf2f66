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
}

// schedule is a program, and how far it has been played.
type schedule struct {
	course timer.Course
	nobody bool // no statement at the seat

	level  turns // of the pin
	signal turns
}

// turns are the changes of one thing: since when it is as it is, and until when.
type turns struct {
	since, next timer.Instant
	more        bool // else next never comes
}

func newSchedule(p Program, since timer.Instant) schedule {
	s := schedule{nobody: p.Course == nil}
	if p.Course != nil {
		s.course = *p.Course
	}
	s.level.since, s.signal.since = since, since
	_, s.level.next, s.level.more = Next(s.course, since)
	s.signal.next, s.signal.more = nextSignal(s.course, since)
	return s
}

// follow moves on to what holds at an instant; changes that were missed (the
// machine slept) are left out.
func (s *schedule) follow(now timer.Instant) {
	for s.signal.more && s.signal.next <= now {
		s.signal.since = s.signal.next
		s.signal.next, s.signal.more = nextSignal(s.course, s.signal.since)
	}
	for s.level.more && s.level.next <= now {
		edge := s.level.next
		if s.signal.since < edge && s.course.SignalAt(edge) == timer.Flash {
			edge += (now - edge) / flashPeriod * flashPeriod // a flash since before: whole periods change nothing
		}
		s.level.since = edge
		_, s.level.next, s.level.more = Next(s.course, edge)
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
	if s.nobody {
		return ""
	}
	return s.course.PhaseAt(now).String()
}
