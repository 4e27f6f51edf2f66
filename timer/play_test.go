package timer_test

import (
	"testing"
	"time"

	"rostrum/timer"
)

// What lights are told, as commands are decided, made durable, taken back, and overtaken
// by what does not concern them.
func TestPlay(t *testing.T) {
	m := opened(t, 2)
	m = must(t, m, timer.GiveFloor{Entry: "e1", Seat: "7"}, time.Second)
	started := must(t, m, timer.Start{}, 5*time.Second)
	noted := must(t, started, timer.Note{Text: "a note"}, 6*time.Second)
	paused := must(t, noted, timer.Pause{}, 9*time.Second)
	test := &timer.LightTest{Seats: []string{"8"}, From: timer.Instant(10 * time.Second), Until: timer.Instant(15 * time.Second)}

	var last timer.Play
	for i, c := range []struct {
		says  string
		seen  timer.Snapshot
		since time.Duration // -1 = nothing is told, 0 = as of now
		light timer.Signal  // at the seat, long after its warning
	}{
		{"the floor", timer.Snapshot{Meeting: m, At: at(time.Second)}, time.Second, timer.Dark},
		{"a tick", timer.Snapshot{Meeting: m, At: at(2 * time.Second)}, -1, timer.Dark},
		{"a start, decided", timer.Snapshot{Meeting: m, Intended: &started, At: at(5 * time.Second)}, 5 * time.Second, timer.Flash},
		{"and durable", timer.Snapshot{Meeting: started, At: at(5 * time.Second)}, -1, timer.Flash},
		{"a note", timer.Snapshot{Meeting: noted, At: at(6 * time.Second)}, -1, timer.Flash},
		{"a pause, decided", timer.Snapshot{Meeting: noted, Intended: &paused, At: at(9 * time.Second)}, 9 * time.Second, timer.Dark},
		{"the disk did not take it", timer.Snapshot{Meeting: noted, At: at(9 * time.Second)}, 0, timer.Flash},
		{"another light is looked for", timer.Snapshot{Meeting: noted, Test: test, At: at(10 * time.Second)}, 6 * time.Second, timer.Flash},
		{"and was found", timer.Snapshot{Meeting: noted, Test: test, At: at(15 * time.Second)}, 6 * time.Second, timer.Flash},
		{"another clock", timer.Snapshot{Meeting: paused, At: timer.Stamp{Boot: "another"}}, 0, timer.Dark},
	} {
		told, news := c.seen.Play().After(last)
		if news != (c.since >= 0) || news && told.Since != timer.Instant(c.since) {
			t.Errorf("%d %s: told %v as of %v; want %v", i, c.says, news, told.Since, c.since)
		}
		last = told
		if got := told.At("7").Course.SignalAt(timer.Instant(160 * time.Second)); got != c.light {
			t.Errorf("%d %s: the light shows %v", i, c.says, got)
		}
		if at8 := told.At("8"); (at8.Course != nil) != (told.Test != nil) || at8.Statement != 0 {
			t.Errorf("%d %s: the other light has %+v", i, c.says, at8)
		}
	}
}
