package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// whole lists the edges of a statement of three minutes from one second to another.
func whole(from, to float64) []string {
	var out []string
	for at := 150.0; at < 210; at += 0.5 {
		what := "on"
		if at != float64(int(at)) {
			what = "off"
		}
		if at >= from && at < to {
			out = append(out, fmt.Sprintf("%.1f %s", at, what))
		}
	}
	if 210 >= from && 210 < to {
		out = append(out, "210.0 on")
	}
	return out
}

// sameEdges compares movements, to what a message takes on its way.
func sameEdges(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		var gotAt, wantAt float64
		var gotWhat, wantWhat string
		_, _ = fmt.Sscan(g, &gotAt, &gotWhat)
		_, _ = fmt.Sscan(w, &wantAt, &wantWhat)
		if gotWhat != wantWhat || math.Abs(gotAt-wantAt) > 0.05 || (g == "nothing") != (w == "nothing") {
			t.Fatalf("edge %d of %d: got %s, want %s", i+1, len(got), g, w)
		}
	}
}

// Row: nothing goes wrong.
func TestAgentPlaysAStatement(t *testing.T) {
	sameEdges(t, followed(t, func(h *house) {
		h.put(speaking(zero))
		h.until(240 * time.Second)
		h.put(wire.Course{})
		h.until(250 * time.Second)
		h.mu.Lock()
		defer h.mu.Unlock()
		if len(h.reports) != 3 || h.reports[0].Signal != timer.Flash || h.reports[1].Signal != timer.Steady || h.reports[2].Signal != timer.Dark {
			h.t.Errorf("reported: %+v", h.reports)
		}
		for _, r := range h.reports {
			if r.Statement != 1 || r.ErrorMS > 5 || r.AtMS-r.DeadlineMS > 5 {
				h.t.Errorf("reported: %+v", r)
			}
		}
		if h.statuses < 240 || len(h.talks) != 1 {
			h.t.Errorf("the agent said %d times that it lives, and of its contact %+v", h.statuses, h.talks)
		}
	}), append(whole(0, 240), "240.0 off"))
}

// Garbage is collected every minute, and not just before an edge.
func TestCollectsWhereNoEdgeIsNear(t *testing.T) {
	for _, phase := range []time.Duration{0, 100 * time.Millisecond, 650 * time.Millisecond} {
		var swept []time.Duration
		edges := followed(t, func(h *house) {
			h.until(phase)
			h.put(speaking(zero.Add(phase)))
			h.until(9*time.Minute + 30*time.Second)
			h.with(func() { swept = h.swept })
		})
		if len(swept) != 9 {
			t.Fatalf("in nine minutes it was collected at %v", swept)
		}
		for _, at := range swept {
			for _, edge := range edges {
				seconds, _, _ := strings.Cut(edge, " ")
				due, err := strconv.ParseFloat(seconds, 64)
				if ahead := due - at.Seconds(); err != nil || ahead > 0 && ahead < 0.199 {
					t.Errorf("collected at %v, the next edge is at %s", at, edge)
				}
			}
		}
	}
}

// Row: the link is cut before, at and after every mark.
func TestLinkCutAroundEveryMark(t *testing.T) {
	for _, mark := range []float64{150, 180, 210} {
		for _, off := range []float64{-2, -0.3, 0, 0.3, 2} {
			t.Run(fmt.Sprint(mark+off), func(t *testing.T) {
				sameEdges(t, followed(t, func(h *house) {
					h.put(speaking(zero))
					h.until(time.Duration((mark + off) * float64(time.Second)))
					h.pull()
					h.until(20 * time.Minute)
				}), append(whole(0, 270), "270.0 off"))
			})
		}
	}
}

// A controller that was away has forgotten what a contact says; on the same clock it is told
// again, at the same instant.
func TestContactIsToldAgain(t *testing.T) {
	followed(t, func(h *house) {
		h.until(10 * time.Second)
		h.kill(errGone)
		h.back("", 0)
		h.until(30 * time.Second)
		h.with(func() {
			if len(h.talks) != 2 || h.talks[0] != h.talks[1] {
				h.t.Errorf("of its contact the agent said %+v", h.talks)
			}
		})
	})
}

// Row: the link is lost with nothing running, with a statement that waits, with one
// without a limit.
func TestLinkLostWithNothingToShow(t *testing.T) {
	unlimited := speaking(zero)
	unlimited.LimitMS, unlimited.WarningMS, unlimited.GraceMS = nil, nil, nil
	for name, c := range map[string]wire.Course{
		"nobody": {}, "waiting": {Statement: 1, Seat: "7", Signals: timer.DefaultSignals}, "no limit": unlimited,
		"another seat": func() wire.Course { c := speaking(zero); c.Seat = "8"; return c }(),
	} {
		t.Run(name, func(t *testing.T) {
			sameEdges(t, followed(t, func(h *house) {
				h.put(c)
				h.until(100 * time.Second)
				h.pull()
				h.until(10 * time.Minute)
			}), nil)
		})
	}
}

// Row: the controller is killed and comes back in mid-statement, on the same boot.
func TestControllerRestartedOnTheSameBoot(t *testing.T) {
	for _, at := range []float64{100, 149.9, 165.2, 185.7, 215} {
		t.Run(fmt.Sprint(at), func(t *testing.T) {
			sameEdges(t, followed(t, func(h *house) {
				h.put(speaking(zero))
				h.until(time.Duration(at * float64(time.Second)))
				h.kill(errGone)
				h.until(time.Duration((at + 8.3) * float64(time.Second)))
				h.back("", 0)
				h.until(240 * time.Second)
				h.with(func() {
					if len(h.lines) != 1 {
						h.t.Errorf("the agent has not come back")
					}
				})
				h.put(wire.Course{})
				h.until(250 * time.Second)
			}), append(whole(0, 240), "240.0 off"))
		})
	}
}

// Row: the controller comes back on another boot, whose clock is another one.
func TestControllerRestartedOnAnotherBoot(t *testing.T) {
	const origin = timer.Instant(7 * time.Second)
	sameEdges(t, followed(t, func(h *house) {
		h.put(speaking(zero))
		h.until(160200 * time.Millisecond)
		h.kill(errGone)
		h.until(168600 * time.Millisecond)
		h.with(func() {
			h.deaf = true
			h.course = speaking(origin.Add(-168600 * time.Millisecond)) // the same statement
		})
		h.back("B", origin)
		h.until(181300 * time.Millisecond) // not synchronized yet: the old one goes on
		h.with(func() { h.deaf = false })
		h.until(220 * time.Second)
		h.put(wire.Course{})
		h.until(250 * time.Second)
	}), append(whole(0, 220), "220.0 off"))
}

// Rows: ended, paused and extended while the link is down: the light goes on as it
// was told, and is right one round trip after it was reached again.
func TestChangedWhileTheLinkIsDown(t *testing.T) {
	extended := speaking(zero)
	limit := milliseconds(6 * time.Minute)
	extended.LimitMS = &limit
	for name, after := range map[string]wire.Course{
		"ended": {}, "paused": held(speaking(zero), 170*time.Second), "extended": extended,
	} {
		t.Run(name, func(t *testing.T) {
			heard := time.Duration(0)
			got := followed(t, func(h *house) {
				h.put(speaking(zero))
				h.until(170 * time.Second)
				h.pull()
				h.with(func() { h.course = after })
				h.until(212 * time.Second) // steady
				h.back("", 0)
				for heard == 0 {
					time.Sleep(time.Millisecond)
					h.with(func() {
						if len(h.lines) > 0 {
							heard = time.Since(h.began())
						}
					})
				}
				h.until(230 * time.Second)
				h.put(wire.Course{})
				h.until(240 * time.Second)
			})
			if heard > 222*time.Second {
				t.Errorf("the agent came back after %v", heard-212*time.Second)
			}
			want := whole(0, 211)
			right := heard + 2*delay // said hello, and was told
			switch name {
			case "extended": // flashes again
				if right%time.Second >= timer.FlashLit {
					want = append(want, fmt.Sprintf("%.3f off", right.Seconds()))
				}
				for at := right.Truncate(timer.FlashLit) + timer.FlashLit; at <= 230*time.Second; at += timer.FlashLit {
					want = append(want, fmt.Sprintf("%.3f %s", at.Seconds(), map[bool]string{true: "on", false: "off"}[at%time.Second == 0]))
				}
			default:
				want = append(want, fmt.Sprintf("%.3f off", right.Seconds()))
			}
			if name == "extended" {
				want = append(want, "230.0 off")
			}
			sameEdges(t, got, want)
		})
	}
}

// Rows: another agent drives the seat; the key was revoked.
func TestClosedByTheController(t *testing.T) {
	for name, want := range map[string][]string{
		"taken":   append(whole(0, 205.2), "205.2 off"),
		"revoked": append(whole(0, 270), "270.0 off"), // the statement is played to its end
	} {
		t.Run(name, func(t *testing.T) {
			sameEdges(t, followed(t, func(h *house) {
				h.put(speaking(zero))
				h.until(205200 * time.Millisecond)
				h.kill(errClosed[name])
				calls := h.called()
				h.until(300 * time.Second)
				if n := h.called() - calls; n < 3 || n > 100 {
					h.t.Errorf("in 95 s the agent has called %d times", n)
				}
			}), want)
		})
	}
}

// Row: two agents of one seat take turns at nothing: the one that is refused stays
// away for a while.
func TestTakenStaysAway(t *testing.T) {
	followed(t, func(h *house) {
		for range 3 {
			at := time.Since(h.began())
			calls := h.called()
			h.kill(errClosed["taken"])
			h.back("", 0)
			for h.called() == calls {
				time.Sleep(100 * time.Millisecond)
			}
			if away := time.Since(h.began()) - at; away < 5*time.Second || away > 30*time.Second {
				h.t.Errorf("it came back after %v", away)
			}
			time.Sleep(time.Second)
		}
	})
}

// Row: the clock was never synchronised.
func TestNeverSynchronised(t *testing.T) {
	sameEdges(t, followed(t, func(h *house) {
		h.with(func() { h.deaf = true })
		h.kill(errGone)
		h.back("B", 0)
		h.put(speaking(zero))
		h.until(10 * time.Minute)
	}), nil)
}
