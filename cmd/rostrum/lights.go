package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/gpio"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// A collection of garbage stops all goroutines for moments, and on a machine that has more
// to do than it can, a moment is as long as the slowest thread of this process waits for a
// processor: that held up an edge by 45 ms. So in a process that drives lights garbage is
// collected a fourth as often, until that would take much memory.
const (
	// spareSlots is the least number of goroutines that may run at once.
	spareSlots = 8
	// growth is how much of the memory in use may become garbage, in per cent.
	growth = 400
	// memory is what the whole program takes before it is collected more often, in bytes.
	memory = 400 << 20
)

// lights are the lights that this process drives itself.
type lights struct {
	*gpio.Bank
	trace *gpio.Trace // or nil
}

// lightsUnasked are those of who has named none: a rehearsal has a dry one, wherever its
// data are, so that whoever rehearses sees a light. A meeting that counts shows none that
// is not there.
func lightsUnasked(c *config, m *timer.Meeting, resumed bool) program.Words {
	if resumed && m.Rehearses() || !resumed && c.List == "" {
		return program.Words{"1=dry"}
	}
	return nil
}

// openLights makes every light dark.
func openLights(c *config, log zerolog.Logger) (*lights, error) {
	bank, err := gpio.OpenBank(c.Light, gpio.Options{ActiveLow: c.ActiveLow})
	if errors.Is(err, gpio.ErrBinding) {
		return nil, fmt.Errorf("%w: --light: %w", program.ErrUsage, err)
	}
	if err != nil {
		return nil, err
	}
	l := &lights{Bank: bank}
	if c.Trace != "" {
		if l.trace, err = gpio.OpenTrace(c.Trace, log); err != nil {
			return nil, errors.Join(err, bank.Halt())
		}
	}
	return l, nil
}

// run plays what the engine publishes until ctx ends; every light is dark then.
func (l *lights) run(ctx context.Context, engine *engine.Engine, clock *timer.Clock, log zerolog.Logger) error {
	if len(l.Seats()) > 0 {
		// A light that wakes must not wait for a free slot of Go's scheduler
		// behind a collection of garbage: spare slots cost nothing.
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(spareSlots, runtime.NumCPU())))
		defer debug.SetGCPercent(debug.SetGCPercent(growth))
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))
	}
	players := gpio.PlayerConfig{Clock: clock, RealTime: true, Report: func(o timer.Observation) { engine.Report(o) }, Log: log}
	return l.Run(ctx, players, l.trace, func(ctx context.Context, desks map[string]*gpio.Desk) {
		distribute(ctx, engine, desks)
	})
}

// distribute puts each change on the desks of the players until ctx ends: on the
// engine's own goroutine, so that no edge comes first that was due after it.
func distribute(ctx context.Context, live *engine.Engine, desks map[string]*gpio.Desk) {
	told := make(map[string]*timer.Play)
	leave := live.Follow(func(s *timer.Snapshot) {
		for seat, desk := range desks {
			play := s.Play().At(seat).After(told[seat])
			if play == nil {
				continue // a tick, or something that does not concern this seat
			}
			told[seat] = play
			desk.Put(gpio.Program{Course: play.Course, Statement: play.Statement, Since: play.Since, Test: play.Test != nil})
		}
	})
	defer leave()
	<-ctx.Done()
}
