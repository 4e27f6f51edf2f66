package etcd

import (
	"testing"
	"time"
)

func TestFasterOfTwoClocks(t *testing.T) {
	const s = time.Second
	var monotonic, wall time.Duration
	f := &faster{read: func() (time.Duration, time.Duration) { return monotonic, wall }}
	for _, c := range []struct {
		name                  string
		monotonic, wall, want time.Duration
	}{
		{"both alike", 2 * s, 2 * s, 2 * s},
		{"the machine slept", 3 * s, 63 * s, 63 * s},
		{"the wall clock was put back", 4 * s, 10 * s, 64 * s},
		{"and went on", 6 * s, 12 * s, 66 * s},
		{"it was put forward", 7 * s, 113 * s, 167 * s},
		{"nothing went on", 7 * s, 113 * s, 167 * s},
	} {
		monotonic, wall = c.monotonic, c.wall
		if got := time.Duration(f.now()); got != c.want {
			t.Errorf("%s: %v; want %v", c.name, got, c.want)
		}
	}
}

func TestSteadyGoesOn(t *testing.T) {
	for name, now := range map[string]func() int64{
		"of this system": func() int64 { return int64(Steady()()) },
		"of every other": func() int64 { return int64(fasterClock()()) },
	} {
		if a, b := now(), now(); name == "of this system" && b < a {
			t.Errorf("%s: %d, then %d", name, a, b)
		}
	}
}
