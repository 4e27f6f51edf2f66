package gpio

import (
	"math/rand/v2"
	"testing"
	"time"

	"rostrum/timer"
)

// However long a player did not look, it then knows since when the level and
// the signal are what they are.
func TestScheduleFollowsFromAnywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(2024, 3))
	for range 150 {
		c := randomCourse(random)
		since := c.Zero.Add(time.Duration(random.IntN(4000)) * time.Millisecond)
		s := newSchedule(Program{Course: &c}, since)
		level, signal := since, since
		for i := since; i < since.Add(18*time.Second); i = i.Add(time.Millisecond) {
			if c.LitAt(i) != c.LitAt(max(i-timer.Instant(time.Millisecond), since)) {
				level = i
			}
			if c.SignalAt(i) != c.SignalAt(max(i-timer.Instant(time.Millisecond), since)) {
				signal = i
			}
			if random.IntN(1500) != 0 {
				continue
			}
			s.follow(i)
			if s.level.since != level || s.signal.since != signal {
				t.Fatalf("course %+v since %d followed to %d: level since %d, signal since %d; want %d, %d",
					c, since, i, s.level.since, s.signal.since, level, signal)
			}
			if next, ok := s.next(); ok && next <= i {
				t.Fatalf("the next change, %d, is not after %d", next, i)
			}
		}
	}
}

// A statement that was forgotten on the floor, under a table that goes on
// flashing, is caught up with at once.
func TestScheduleCatchesUpWithDays(t *testing.T) {
	c := statement(3*time.Minute, 30*time.Second)
	c.Signals.Overrun = timer.Flash
	s := newSchedule(Program{Course: &c}, c.Zero)
	s.follow(c.Zero.Add(10_000*time.Hour + 700*time.Millisecond))
	if want := c.Zero.Add(10_000*time.Hour + 500*time.Millisecond); s.level.since != want {
		t.Errorf("level since %d, want %d", s.level.since, want)
	}
}
