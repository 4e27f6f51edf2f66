package engine_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// Each tick is told with how late it was, also by the first that was due where others were
// missed with it; and each change of signal that a light reports, once.
func TestLatenessIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ticks, edges []time.Duration // of the engine's loop, until it has ended
		stall := time.Duration(0)
		disk := &timertest.Recorder{}
		clock := timer.NewClock("b", time.Now(), 0)
		live, err := engine.New(engine.Config{
			Run: "run", Clock: clock, Journal: disk, Seats: []string{"7"},
			TickLate: func(late time.Duration) {
				ticks = append(ticks, late)
				if len(ticks) == 2 {
					time.Sleep(stall) // the loop stands
				}
			},
			EdgeLate: func(late time.Duration) { edges = append(edges, late) },
		})
		if err != nil {
			t.Fatal(err)
		}
		stall = 2300 * time.Millisecond
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- live.Run(ctx) }()
		seen := timer.Observation{Seat: "7", Signal: timer.Flash, Statement: 1, Late: 120 * time.Microsecond}
		for range 2 {
			live.Report(seen)
		}
		live.Report(timer.Presence{Seat: "8", Connected: true, Agent: "a", At: clock.Steady()})
		pass(6500 * time.Millisecond)
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		// The third was due at three seconds, and came when the loop went on.
		if want := []time.Duration{0, 0, 1300 * time.Millisecond, 0, 0}; !slices.Equal(ticks, want) {
			t.Errorf("ticks are told to be late by %v; they were by %v", ticks, want)
		}
		if want := []time.Duration{seen.Late}; !slices.Equal(edges, want) {
			t.Errorf("edges are told to be late by %v; they were by %v", edges, want)
		}
	})
}
