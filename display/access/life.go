package access

import (
	"crypto/rand"
	"time"
)

// Clock is a steady clock: no step of the wall clock touches it.
type Clock struct {
	Boot string               // the identity of the clock: instants of two are not comparable
	Now  func() time.Duration // since its zero
	Last Moment               // the latest that is known of another one, or nothing
}

// Moment is an instant of a steady clock, with what the wall clock said then.
type Moment struct {
	Deadline
	Wall time.Time
}

// ownClock is one that nobody else has.
func ownClock() Clock {
	start := time.Now()
	return Clock{Boot: rand.Text(), Now: func() time.Duration { return time.Since(start) }}
}

// Deadline is an instant of a steady clock.
type Deadline struct {
	Boot string        `json:"boot"`
	At   time.Duration `json:"at_ns"`
}

// Life is until when something lives, by the wall clock and by the steady one.
type Life struct {
	Expires time.Time `json:"expires"`
	Steady  Deadline  `json:"steady"`
}

// live gives a credential so long to live from now on: by the steady clock, and for
// those who have another one by the wall clock.
func (s *Store) live(g *Grant, life time.Duration) {
	g.Expires = time.Now().UTC().Add(life)
	g.Steady = Deadline{Boot: s.clock.Boot, At: s.clock.Now() + life}
}

// left is how long a credential still has to live. A wall clock that was set by a month
// while the machine runs changes nothing of it; neither does one that was set before
// the machine was last heard of, where that is known.
func (s *Store) left(g Grant) time.Duration {
	switch last := s.clock.Last; g.Steady.Boot {
	case "": // of an earlier version
	case s.clock.Boot:
		return g.Steady.At - s.clock.Now()
	case last.Boot:
		return g.Steady.At - last.At - max(0, time.Since(last.Wall))
	}
	return time.Until(g.Expires)
}

// lifeOf is the life that a kind of credential is made with; keys have none.
func lifeOf(kind string) (life time.Duration, has bool) {
	switch kind {
	case KindSession:
		return SessionLife, true
	case KindInvite, KindEnrolment, KindJoining:
		return InviteLife, true
	}
	return 0, false
}

// leftAtMost is what a credential still has to live, by a wall clock that may be behind:
// that gives nobody more than a whole life.
func (s *Store) leftAtMost(g Grant) time.Duration {
	left := s.left(g)
	if life, has := lifeOf(g.Kind); has {
		left = min(left, life)
	}
	return left
}

// carryOver brings what was given a time to live by another steady clock, or by none,
// over to this one: so the wall clock is asked once, at the start, and never again. It
// also sets right what the wall clock is to say of it at the start after this one.
func (s *Store) carryOver(kind string) error {
	hashes, err := s.hashes(kind)
	if err != nil {
		return err
	}
	for _, h := range hashes {
		g, err := s.read(kind, h)
		if err != nil || g.Expires.IsZero() {
			continue
		}
		left := s.leftAtMost(g)
		if g.Steady.Boot == s.clock.Boot && (time.Until(g.Expires)-left).Abs() < time.Minute {
			continue
		}
		s.live(&g, left)
		if text, err := textOf(kind, g); err == nil { // each machine's clock is its own
			_ = WriteWhole(s.file(kind, h), text) // or it is judged by the wall clock
		}
	}
	return nil
}
