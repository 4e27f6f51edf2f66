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
	if c.Statement != 0 && c.Seat == seat {
		p.Course, p.Statement = c.Course(), c.Statement
	} else if test := c.Test.Course(seat); test != nil {
		p.Course, p.Test, p.Since = test, true, test.Zero
	}
	return p
}

// without returns the program of a light that has lost its controller: a statement
// is played to its end and for a while longer, everything else as it is.
func without(p gpio.Program, holdover time.Duration) gpio.Program {
	if c := p.Course; c != nil && c.Running && !p.Test {
		p.Until = c.Zero.Add(c.Rule.Limit + c.Rule.Tolerance() + holdover)
	}
	return p
}

func same(a, b gpio.Program) bool {
	if a.Course == nil || b.Course == nil {
		return a.Course == b.Course && a.Clock == b.Clock && a.Until == b.Until
	}
	return *a.Course == *b.Course && a.Clock == b.Clock && a.Until == b.Until && a.Test == b.Test && a.Statement == b.Statement
}
