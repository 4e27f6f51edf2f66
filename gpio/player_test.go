package gpio

import (
	"slices"
	"strings"
	"testing"
	"time"

	pgpio "periph.io/x/conn/v3/gpio"

	"rostrum/timer"
)

func TestPlayerPlaysWholeStatements(t *testing.T) {
	for _, whole := range wholeStatements {
		for _, opts := range []Options{{}, {ActiveLow: true}} {
			name := whole.name
			if opts.ActiveLow {
				name += " active low"
			}
			t.Run(name, func(t *testing.T) {
				play(t, opts, func(s *stage) {
					s.put(statement(whole.limit, whole.grace), 0)
					s.at(10 * time.Minute)
					want := golden(t, whole.name)
					sameLines(t, s.pin.edges(s.light.Level(true)), want)
					sameLines(t, s.notes.movements(), want)
					s.clear()
					s.want(append(want, "600.000 off"), []string{
						"0.000 dark", "150.000 flash",
						signalText(timer.Steady, zero.Add(whole.limit+whole.grace), 0), "600.000 dark",
					})
				})
			})
		}
	}
}

func TestPlayerTraces(t *testing.T) {
	play(t, Options{ActiveLow: true}, func(s *stage) {
		s.put(statement(3*time.Minute, 30*sec), 0)
		s.at(150_500 * ms)
		s.clear()
		s.at(151 * sec)
		wall := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		edge := func(d time.Duration, level pgpio.Level, lit bool, signal timer.Signal, phase string) Edge {
			return Edge{Seat: "7", Level: level, Lit: lit, Signal: signal, Phase: phase, Deadline: zero.Add(d),
				At: timer.Stamp{Wall: wall.Add(d), Steady: zero.Add(d), Boot: "boot"}}
		}
		want := []Edge{
			edge(0, pgpio.High, false, timer.Dark, ""),
			edge(150*sec, pgpio.Low, true, timer.Flash, "warning"),
			edge(150_500*ms, pgpio.High, false, timer.Flash, "warning"),
		}
		if !slices.Equal(s.notes.moves(), want) {
			t.Errorf("traced:\n got %+v\nwant %+v", s.notes.moves(), want)
		}
	})
}

// A pause darkens at once; after it everything is later by its length.
func TestPlayerPausesAcrossEachMark(t *testing.T) {
	for _, test := range []struct {
		mark           time.Duration
		edges, signals []string // between the pause, 0.2 s before the mark, and 1.1 s after the resumption
	}{
		{150 * sec, []string{"160.000 on", "160.500 off"}, []string{"160.000 flash"}},
		{180 * sec, []string{"190.000 on", "190.500 off"}, []string{"179.800 dark", "189.800 flash"}},
		{210 * sec, []string{"220.000 on"}, []string{"209.800 dark", "219.800 flash", "220.000 steady"}},
	} {
		t.Run(test.mark.String(), func(t *testing.T) {
			play(t, Options{}, func(s *stage) {
				course := statement(3*time.Minute, 30*sec)
				s.put(course, 0)
				pause := test.mark - 200*ms
				s.at(pause)
				held := course
				held.Running, held.Held = false, pause
				edges, signals := len(s.pin.edges(true)), len(s.notes.signals())
				s.put(held, pause)
				s.at(pause + 10*sec)
				course.Zero = course.Zero.Add(10 * sec)
				s.put(course, pause+10*sec)
				s.at(pause + 10*sec + 999*ms)
				if got := s.pin.edges(true)[edges:]; !slices.Equal(got, test.edges) {
					t.Errorf("the pin moved: %q, want %q", got, test.edges)
				}
				if got := s.notes.signals()[signals:]; !slices.Equal(got, test.signals) {
					t.Errorf("reported: %q, want %q", got, test.signals)
				}
			})
		})
	}
}

func TestPlayerPausedWhileLit(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		course := statement(3*time.Minute, 30*sec)
		s.put(course, 0)
		s.at(150_100 * ms)
		held := course
		held.Running, held.Held = false, 150_100*ms
		s.put(held, 150_100*ms)
		s.at(160 * sec)
		course.Zero = course.Zero.Add(9_900 * ms)
		s.put(course, 160*sec) // the lit half has 0.4 s left
		s.at(160_500 * ms)
		s.want([]string{"150.000 on", "150.100 off", "160.000 on", "160.400 off"},
			[]string{"0.000 dark", "150.000 flash", "150.100 dark", "160.000 flash"})
	})
}

// An extension may put steady back to flash, and flash back to dark; what is
// shortened may go the other way.
func TestPlayerExtends(t *testing.T) {
	play(t, Options{}, func(s *stage) {
		course := statement(3*time.Minute, 30*sec)
		course.Rule.Warning = timer.Mark{Offset: 30 * sec, BeforeLimit: true}
		s.put(course, 0)
		s.at(211_200 * ms)
		edges, signals := len(s.pin.edges(true)), len(s.notes.signals())
		course.Rule.Limit += 10 * sec // flash again, warning at 160 s: a lit half until 211.5
		s.put(course, 211_200*ms)
		s.at(211_700 * ms)
		course.Rule.Limit += time.Minute // not yet warned
		s.put(course, 211_700*ms)
		s.at(212_300 * ms)
		course.Rule.Limit -= 2 * time.Minute // overrun at once
		s.put(course, 212_300*ms)
		s.at(213 * sec)
		if got, want := s.pin.edges(true)[edges:], []string{"211.500 off", "212.300 on"}; !slices.Equal(got, want) {
			t.Errorf("the pin moved: %q, want %q", got, want)
		}
		if got, want := s.notes.signals()[signals:], []string{"211.200 flash", "211.700 dark", "212.300 steady"}; !slices.Equal(got, want) {
			t.Errorf("reported: %q, want %q", got, want)
		}
	})
}

func TestNewPlayerWantsItsParts(t *testing.T) {
	light := newLight(t, Dry("7"), Options{})
	clock := timer.NewClock("boot", time.Now(), zero)
	for name, c := range map[string]PlayerConfig{
		"light": {Clock: clock, Desk: NewDesk(nil)},
		"clock": {Light: light, Desk: NewDesk(nil)},
		"desk":  {Light: light, Clock: clock},
	} {
		if _, err := NewPlayer(c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without its %s: %v", name, err)
		}
	}
}

func TestDeskKeepsTheNewest(t *testing.T) {
	desk := NewDesk(nil)
	for i := range 5 {
		desk.Put(Program{Course: &timer.Course{Started: true, Running: true}, Since: timer.Instant(i)})
	}
	if got, ok := desk.collect(); !ok || got.Since != 4 {
		t.Errorf("got the program of %d, want the newest", got.Since)
	}
	if got, ok := desk.collect(); ok {
		t.Errorf("an older program was kept: %v", got)
	}
}

func TestPlayAllocatesNothing(t *testing.T) {
	step := edgeStep(t)
	if n := testing.AllocsPerRun(1000, step); n != 0 {
		t.Errorf("%v allocations per edge", n)
	}
}

// edgeStep returns a function that plays one edge more of an endless flash, as
// Run does between its waits.
func edgeStep(tb testing.TB) func() {
	clock := timer.NewClock("boot", time.Now(), zero)
	trace := newTrace(nil, (&notebook{}).log())
	player, err := NewPlayer(PlayerConfig{
		Seat: "7", Light: newLight(tb, Dry("7"), Options{}), Clock: clock, Desk: NewDesk(nil),
		Trace: trace.Record,
	})
	if err != nil {
		tb.Fatal(err)
	}
	course := statement(3*time.Minute, 30*sec)
	course.Signals.Overrun = timer.Flash
	player.adopt(Program{Course: &course, Since: zero, Until: zero.Add(24 * time.Hour)})
	now := zero.Add(150 * sec)
	return func() {
		player.play(now)
		if !player.lit == (now.Sub(zero)%sec == 0) {
			tb.Fatalf("at %v the light is lit: %v", now.Sub(zero), player.lit)
		}
		<-trace.edges
		now = now.Add(timer.FlashLit)
	}
}
