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

// Who leads is lost while this machine sleeps: what was measured before still holds, for the
// sleep counts in both clocks.
func TestGaugeOverASleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here := timer.NewClock("here", time.Now(), timer.Instant(time.Hour))
		there := timer.NewClock("there", time.Now(), timer.Instant(5*time.Minute))
		g := newGauge(here)
		truth := here.Steady().Sub(there.Steady())
		exchange := func() {
			sent := time.Since(g.start)
			came := there.Steady()
			time.Sleep(2 * time.Millisecond)
			g.add(&link.Exchange{Boot: "there", Exchange: wire.Exchange{Sent: sent, Received: time.Since(g.start), Came: came, Went: came}})
			time.Sleep(time.Second)
		}
		right := func(when string) {
			t.Helper()
			m, known := g.measured("there")
			if off := (m.Shift - truth).Abs(); !known || off > m.Bound || m.Bound > 6*time.Millisecond {
				t.Errorf("%s: known %v: off by %v, bound %v", when, known, off, m.Bound)
			}
		}
		exchange()
		right("before")
		for _, c := range []*timer.Clock{here, there} {
			c.Shift(20 * time.Second)
		}
		right("woken up")
		exchange()
		right("asked anew")
	})
}
