package gpio

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
)

// A schedule that ends says the same as looking at every millisecond does.
func TestScheduleUntilAgreesWithSampling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := func(name string, most int) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * 50 * ms
		}
		limit := 50*ms + length("limit", 80)
		c := timer.Course{Started: true, Running: true, Zero: zero, Signals: timer.DefaultSignals, Rule: timer.Rule{
			Limit: limit, Warning: timer.Mark{Offset: min(limit, length("warning", 80))}, Grace: length("grace", 40),
		}}
		since := zero.Add(length("since", 120))
		p := Program{Course: &c, Until: zero.Add(50*ms + length("until", 160))}
		lit := func(at timer.Instant) bool { return at < p.Until && c.LitAt(at) }
		signal := func(at timer.Instant) timer.Signal {
			if at >= p.Until {
				return timer.Dark
			}
			return c.SignalAt(at)
		}
		s := newSchedule(p, since)
		stepwise := newSchedule(p, since)
		for at := since; at <= zero.Add(12*sec); at = at.Add(10 * ms) {
			stepwise.follow(at)
			if stepwise.litAt(at) != lit(at) || stepwise.signalAt(at) != signal(at) {
				t.Fatalf("at %v the light is lit %v, %v", at.Sub(zero), stepwise.litAt(at), stepwise.signalAt(at))
			}
			if due, ok := stepwise.next(); ok && due <= at {
				t.Fatalf("at %v the next change is due at %v", at.Sub(zero), due.Sub(zero))
			}
			if at > since && lit(at) != lit(at.Add(-10*ms)) && stepwise.level.since != at {
				t.Fatalf("the edge at %v is taken for one at %v", at.Sub(zero), stepwise.level.since.Sub(zero))
			}
		}
		last := zero.Add(12 * sec)
		s.follow(last) // the machine slept through it all
		if s.level.since > last || s.litAt(last) != lit(last) || s.signal.since != stepwise.signal.since {
			t.Fatalf("after a sleep the level is since %v and the signal since %v, stepwise %v", s.level.since.Sub(zero), s.signal.since.Sub(zero), stepwise.signal.since.Sub(zero))
		}
	})
}

func TestPlayerIsDarkWhereNothingIsKnownAnyMore(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		course := statement(3*time.Minute, 30*sec)
		s.at(209 * sec)
		s.desk.Put(Program{Course: &course, Since: zero, Until: zero.Add(270 * sec), Statement: 4})
		s.at(10 * time.Minute)
		s.want([]string{"209.000 on", "209.500 off", "210.000 on", "270.000 off"},
			[]string{"0.000 dark", "209.000 flash", "210.000 steady", "270.000 dark"})
		for _, o := range s.notes.observed[1:] {
			if o.Statement != 4 {
				t.Errorf("reported of statement %d: %+v", o.Statement, o)
			}
		}
	})
}

// Another clock, as of a controller that was started again: the player goes over
// in one step, and nothing is played twice or left out.
func TestPlayerGoesOverToAnotherClock(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		course := statement(3*time.Minute, 30*sec)
		s.put(course, 0)
		s.at(150_700 * ms) // in the dark half
		const ahead = 5 * time.Hour
		other := timer.NewClock("other", time.Now(), s.clock.Steady().Add(ahead))
		moved := course
		moved.Zero = course.Zero.Add(ahead)
		s.desk.Put(Program{Course: &moved, Clock: other, Since: moved.Zero})
		s.at(151_600 * ms)
		s.clear() // of the player's own clock again
		s.want([]string{"150.000 on", "150.500 off", "151.000 on", "151.500 off"},
			[]string{"0.000 dark", "150.000 flash", "151.600 dark"})
		if at := s.notes.moves()[3].At; at.Boot != "other" || at.Steady != zero.Add(ahead+151*sec) {
			t.Errorf("an edge on the other clock is traced at %+v", at)
		}
	})
}

// A clock that is slewed moves the edges by so much, and none of them twice.
func TestPlayerFollowsASlewedClock(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		course := statement(3*time.Minute, 30*sec)
		s.put(course, 0)
		s.at(151 * sec)
		before := len(s.notes.moves())
		s.clock.Shift(-ms)
		s.put(course, 0) // said again, at once
		if n := len(s.notes.moves()) - before; n != 0 {
			t.Errorf("a clock that was shifted back moved the pin %d times", n)
		}
		time.Sleep(500 * ms)
		synctest.Wait()
		if n := len(s.notes.moves()) - before; n != 0 {
			t.Errorf("the edge came before its instant on the shifted clock")
		}
		time.Sleep(ms)
		synctest.Wait()
		edge := s.notes.moves()[len(s.notes.moves())-1]
		if len(s.notes.moves())-before != 1 || edge.Lit || edge.Deadline != zero.Add(151_500*ms) || edge.At.Steady != edge.Deadline {
			t.Errorf("after the shift the pin moved %d times, last %+v", len(s.notes.moves())-before, edge)
		}
	})
}

// A light that is being looked for flashes, and the record does not take it for a
// statement; a statement goes before.
func TestPlayerTest(t *testing.T) {
	find := timer.Course{Started: true, Running: true, Zero: zero.Add(10 * sec), Rule: timer.Rule{Limit: 3 * sec}, Signals: timer.Signals{Warning: timer.Flash}}
	play(t, Options{}, func(s *stage) {
		s.at(10 * sec)
		s.desk.Put(Program{Course: &find, Test: true})
		s.at(20 * sec)
		s.want([]string{"10.000 on", "10.500 off", "11.000 on", "11.500 off", "12.000 on", "12.500 off"}, []string{"0.000 dark"})
		for _, e := range s.notes.moves()[1:] {
			if e.Phase != "test" {
				t.Errorf("traced: %+v", e)
			}
		}
	})
	play(t, Options{}, func(s *stage) {
		s.at(10_200 * ms)
		s.desk.Put(Program{Course: &find, Test: true})
		s.at(10_400 * ms)
		course := statement(3*time.Minute, 30*sec)
		course.Zero = s.clock.Steady().Add(-160 * sec)
		s.desk.Put(Program{Course: &course, Since: s.clock.Steady(), Statement: 9})
		s.at(10_500 * ms)
		s.clear()
		if got, want := s.notes.signals(), []string{"0.000 dark", "10.400 flash", "10.500 dark"}; !slices.Equal(got, want) {
			t.Errorf("reported %q, want %q", got, want)
		}
	})
}
