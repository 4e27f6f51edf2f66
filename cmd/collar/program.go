package main

import (
	"time"

	"rostrum/display/wire"
	"rostrum/gpio"
	"rostrum/timer"
)

// programFor returns what the light of a seat has to play by what the controller
// last said.
func programFor(c *wire.Course, clock *timer.Clock, seat string) gpio.Program {
	p := gpio.Program{Clock: clock}
	if c.SinceMS != nil {
		p.Since = wire.InstantOf(*c.SinceMS)
	}
	switch {
	case c.Statement != 0 && c.Seat == seat:
		p.Course, p.Statement = c.Course(), c.Statement
	case c.Test.Tests(seat):
		p.Course, p.Test = find(c.Test), true
		p.Since = wire.InstantOf(c.Test.FromMS)
	}
	return p
}

// find is the course by which a light is found: it flashes for a while, then it is
// dark.
func find(t *wire.Test) *timer.Course {
	from, until := wire.InstantOf(t.FromMS), wire.InstantOf(t.UntilMS)
	return &timer.Course{
		Started: true, Running: true, Zero: from,
		Rule: timer.Rule{Limit: max(until.Sub(from), 1)}, Signals: timer.Signals{Warning: timer.Flash},
	}
}

// without returns the program of a light that has lost its controller: a statement
// is played to its end and for a while longer, everything else as it is.
func without(p gpio.Program, holdover time.Duration) gpio.Program {
	if c := p.Course; c != nil && c.Running && !p.Test {
		p.Until = c.Zero.Add(c.Rule.Limit + c.Rule.Grace + holdover)
	}
	return p
}

func same(a, b gpio.Program) bool {
	if a.Course == nil || b.Course == nil {
		return a.Course == b.Course && a.Clock == b.Clock && a.Until == b.Until
	}
	return *a.Course == *b.Course && a.Clock == b.Clock && a.Until == b.Until && a.Test == b.Test && a.Statement == b.Statement
}
