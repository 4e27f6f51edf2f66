package timer_test

import (
	"testing"
	"time"

	"rostrum/timer"
)

// What lights are told, as commands are decided, made durable, taken back, and overtaken
// by what does not concern them.
func TestPlay(t *testing.T) {
	nobody := must(t, opened(t, 2), timer.CloseList{}, time.Second/2)
	m := must(t, nobody, timer.GiveFloor{Entry: "e1", Seat: "7"}, time.Second)
	started := must(t, m, timer.Start{}, 5*time.Second)
	noted := must(t, started, timer.Note{Text: "a note"}, 6*time.Second)
	paused := must(t, noted, timer.Pause{}, 9*time.Second)
	test := &timer.LightTest{Seats: []string{"8"}, From: timer.Instant(10 * time.Second), Until: timer.Instant(15 * time.Second)}

	var last *timer.Play
	for i, c := range []struct {
		says  string
		seen  timer.Snapshot
		since time.Duration // -1 = nothing is told, 0 = as of now
		light timer.Signal  // at the seat, long after its warning
	}{
		{"nobody, to lights that were told nothing yet", timer.Snapshot{Meeting: nobody, At: at(time.Second / 2)}, time.Second / 2, timer.Dark},
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
		told := c.seen.Play().After(last)
		if (told != nil) != (c.since >= 0) {
			t.Fatalf("%d %s: told %+v; want it as of %v", i, c.says, told, c.since)
		}
		if told != nil {
			last = told
			if told.Since != timer.Instant(c.since) || told.Rev != c.seen.ForLights().Rev {
				t.Errorf("%d %s: told revision %d as of %v; want it as of %v", i, c.says, told.Rev, told.Since, c.since)
			}
		}
		if at7 := last.At("7"); (at7.Course != nil) != (last.Statement != 0) || at7.Course != nil && at7.Course.SignalAt(timer.Instant(160*time.Second)) != c.light {
			t.Errorf("%d %s: the light has %+v", i, c.says, at7)
		}
		if at8 := last.At("8"); (at8.Course != nil) != (last.Test != nil) || at8.Statement != 0 {
			t.Errorf("%d %s: the other light has %+v", i, c.says, at8)
		}
	}
}
