package engine

import (
	"time"

	"rostrum/timer"
)

// grid is where the ticks fall: the whole seconds of the statement that runs,
// else those of the steady clock.
type grid struct {
	period time.Duration
	origin timer.Instant
	due    timer.Instant
}

const tickPeriod = time.Second

func gridOf(m *timer.Meeting, now timer.Instant) grid {
	g := grid{period: tickPeriod}
	if f := m.Floor; f != nil && f.Running {
		g.origin = f.Zero
	}
	g.due = g.after(now)
	return g
}

// after returns the first instant of the grid later than i.
func (g grid) after(i timer.Instant) timer.Instant {
	n := i.Sub(g.origin) / g.period
	if i < g.origin {
		n--
	}
	return g.origin.Add((n + 1) * g.period)
}

// tick returns the latest instant of the grid that has become due, if one has;
// those that were missed (the machine slept) are left out.
func (g *grid) tick(now timer.Instant) (timer.Instant, bool) {
	if now < g.due {
		return 0, false
	}
	next := g.after(now)
	g.due = next
	return next.Add(-g.period), true
}
