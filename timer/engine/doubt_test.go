package engine_test

import (
	"strings"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
)

// The record says which wall times are not to be trusted; nothing that is a
// duration changes by it.
func TestDoubtfulWallTime(t *testing.T) {
	day := time.Date(2026, 3, 11, 10, 0, 0, 0, time.UTC)
	stamp := func(wall, steady time.Duration, boot string) timer.Stamp {
		return timer.Stamp{Wall: day.Add(wall), Steady: timer.Instant(steady), Boot: boot}
	}
	for _, c := range []struct {
		name string
		last timer.Stamp
		now  timer.Stamp
		says string
	}{
		{"the first record", timer.Stamp{}, stamp(0, 0, "a"), ""},
		{"an hour later on both clocks", stamp(0, 0, "a"), stamp(time.Hour, time.Hour, "a"), ""},
		{"slewed by a second", stamp(0, 0, "a"), stamp(time.Hour+time.Second, time.Hour, "a"), ""},
		{"set forward by two hours", stamp(0, 0, "a"), stamp(2*time.Hour+time.Minute, time.Minute, "a"), "2h0m0s forward"},
		{"set back by an hour", stamp(0, 0, "a"), stamp(-time.Hour+time.Minute, time.Minute, "a"), "1h0m0s back"},
		{"on another boot nothing can be compared", stamp(0, time.Hour, "a"), stamp(5*time.Hour, 0, "b"), ""},
		{"in 1970", stamp(0, 0, "a"), timer.Stamp{Wall: time.Unix(60, 0).UTC(), Boot: "b"}, "1970"},
	} {
		got := engine.Doubt(c.last, c.now)
		if (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s: %q; want it to say %q", c.name, got, c.says)
		}
	}
}
