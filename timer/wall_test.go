package timer_test

import (
	"slices"
	"testing"
	"time"

	"rostrum/timer"
)

// Whatever the wall clock says, every duration of the same debate is the same: its
// clocks are the steady one's.
func TestWallClockChangesNoDuration(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("this machine knows no time zones: ", err)
	}
	day := time.Date(2026, 3, 11, 10, 0, 0, 0, newYork)
	step := func(from time.Time, at, by time.Duration) func(time.Duration) time.Time {
		return func(d time.Duration) time.Time {
			if d >= at {
				d += by
			}
			return from.Add(d)
		}
	}
	want := durations(t, step(day, 0, 0))
	if len(want) < 20 || slices.Max(want) != 21*time.Minute {
		t.Fatalf("the debate went otherwise than written: %v", want)
	}
	for name, wall := range map[string]func(time.Duration) time.Time{
		"crossing midnight":           step(time.Date(2026, 3, 10, 23, 58, 0, 0, newYork), 0, 0),
		"daylight saving begins":      step(time.Date(2026, 3, 8, 1, 58, 0, 0, newYork), 0, 0),
		"daylight saving ends":        step(time.Date(2026, 11, 1, 1, 58, 0, 0, newYork), 0, 0),
		"set forward by five hours":   step(day, 150*time.Second, 5*time.Hour),
		"set back by five hours":      step(day, 150*time.Second, -5*time.Hour),
		"set from 1970 in the middle": step(time.Unix(0, 0), 150*time.Second, 56*365*24*time.Hour),
		"in 1970 for ever":            step(time.Unix(0, 0), 0, 0),
		"it stands still":             func(time.Duration) time.Time { return day },
		"it runs backwards":           func(d time.Duration) time.Time { return day.Add(-d) },
	} {
		if got := durations(t, wall); !slices.Equal(got, want) {
			t.Errorf("%s: %v; want %v", name, got, want)
		}
	}
}

// durations plays a debate against a wall clock, and lists what its clocks showed
// and in which phase, at every action.
func durations(t *testing.T, wall func(time.Duration) time.Time) (shown []time.Duration) {
	t.Helper()
	m := opened(t, 4)
	for _, a := range []struct {
		at time.Duration
		do timer.Command
	}{
		{10 * time.Second, timer.GiveFloor{Entry: "e1"}},
		{22 * time.Second, timer.BackDate{By: 9 * time.Second}},
		{100 * time.Second, timer.Pause{Reason: "interpretation"}},
		{160 * time.Second, timer.Resume{}},
		{170 * time.Second, timer.RaisePoint{Delegation: "X"}},
		{200 * time.Second, timer.RuleOnPoint{Then: timer.ThenResume}},
		{400 * time.Second, timer.Urge{}},
		{410 * time.Second, timer.End{}},
		{411 * time.Second, timer.GiveFloor{Entry: "e2"}},
		{420 * time.Second, timer.Start{}},
		{440 * time.Second, timer.Suspend{}},
		{800 * time.Second, timer.Reconvene{}},
		{810 * time.Second, timer.Resume{}},
		{820 * time.Second, timer.Extend{By: time.Minute}},
		{1200 * time.Second, timer.Restart{}},
		{1200*time.Second + 21*time.Minute, timer.End{}},
	} {
		stamp := timer.Stamp{Wall: wall(a.at), Steady: timer.Instant(a.at), Boot: boot}
		events, err := m.Decide(chair, a.do, stamp)
		if err != nil {
			t.Fatalf("at %v, %s: %v", a.at, timer.ActOf(a.do).Name, err)
		}
		for _, e := range events {
			m = m.Apply(e)
		}
		for _, f := range []*timer.Statement{m.Floor, m.Interrupted, m.Last} {
			if f != nil {
				shown = append(shown, f.ElapsedAt(stamp.Steady), time.Duration(f.PhaseAt(stamp.Steady)))
			}
		}
	}
	return shown
}
