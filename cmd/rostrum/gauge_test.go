package main

import (
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/timer"
)

// What is measured holds the truth within its bound, also a while after the other controller
// was lost, and by an answer that took longer one way than the other; of another boot, or of
// none, nothing is known.
func TestGauge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here := timer.NewClock("here", time.Now(), timer.Instant(time.Hour))
		g := newGauge(here)
		there := timer.NewClock("there", time.Now(), timer.Instant(5*time.Minute))
		truth := here.Steady().Sub(there.Steady())
		if _, known := g.measured("there"); known {
			t.Error("it knows without asking")
		}
		for _, way := range [][2]time.Duration{{3, 9}, {4, 1}, {1, 30}} {
			sent := time.Since(g.start)
			time.Sleep(way[0] * time.Millisecond)
			came := there.Steady()
			time.Sleep(way[1] * time.Millisecond)
			g.add(&link.Exchange{Boot: "there", Exchange: wire.Exchange{Sent: sent, Received: time.Since(g.start), Came: came, Went: came}})
			time.Sleep(time.Second)
		}
		for range 2 {
			m, known := g.measured("there")
			if off := (m.Shift - truth).Abs(); !known || off > m.Bound || m.Bound > 5*time.Millisecond {
				t.Errorf("known %v: off by %v, bound %v", known, off, m.Bound)
			}
			time.Sleep(10 * time.Second)
		}
		if _, known := g.measured("another boot"); known {
			t.Error("it knows a clock that it did not ask")
		}
	})
}
