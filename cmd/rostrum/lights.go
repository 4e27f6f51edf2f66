package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/rs/zerolog"

	"rostrum/gpio"
	"rostrum/timer"
)

// spareSlots is the least number of goroutines that may run at once in a process
// that drives lights.
const spareSlots = 8

// lights are the lights that this process drives itself.
type lights struct {
	seats  []string
	lights map[string]*gpio.Light
	trace  *gpio.Trace // or nil
}

// openLights makes every light dark.
func openLights(c *config, log zerolog.Logger) (*lights, error) {
	l := &lights{lights: make(map[string]*gpio.Light)}
	for _, text := range c.Light {
		binding, err := gpio.ParseBinding(text)
		if err != nil {
			return nil, fmt.Errorf("%w: --light %s: %w", errUsage, text, err)
		}
		if l.lights[binding.Seat] != nil {
			return nil, fmt.Errorf("%w: --light names seat %s twice", errUsage, binding.Seat)
		}
		pin, err := binding.Open()
		if err != nil {
			return nil, err
		}
		light, err := gpio.New(pin, gpio.Options{ActiveLow: c.ActiveLow})
		if err != nil {
			return nil, err
		}
		l.seats = append(l.seats, binding.Seat)
		l.lights[binding.Seat] = light
	}
	if c.Trace != "" {
		trace, err := gpio.OpenTrace(c.Trace, log)
		if err != nil {
			return nil, err
		}
		l.trace = trace
	}
	return l, nil
}

// halt leaves every light dark, also where nothing was played.
func (l *lights) halt() error {
	var all error
	for _, light := range l.lights {
		all = errors.Join(all, light.Halt())
	}
	return all
}

// run plays what the engine publishes until ctx ends; every light is dark then.
func (l *lights) run(ctx context.Context, engine *timer.Engine, clock *timer.Clock, log zerolog.Logger) error {
	desks := make(map[string]*gpio.Desk)
	var players, trace sync.WaitGroup
	var mu sync.Mutex
	var failed error
	keep := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		failed = errors.Join(failed, err)
	}
	config := gpio.PlayerConfig{Clock: clock, RealTime: true, Report: engine.Report, Log: log}
	if l.trace != nil {
		config.Trace = l.trace.Record
		trace.Go(func() { keep(l.trace.Run()) })
	}
	for seat, light := range l.lights {
		desk := gpio.NewDesk()
		desks[seat] = desk
		c := config
		c.Seat, c.Light, c.Programs = seat, light, desk.Programs()
		player, err := gpio.NewPlayer(c)
		if err != nil {
			keep(err)
			continue
		}
		players.Go(func() { keep(player.Run(ctx)) })
	}
	if len(desks) > 0 {
		// A light that wakes must not wait for a free slot of Go's scheduler
		// behind a collection of garbage: spare slots cost nothing.
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(spareSlots, runtime.NumCPU())))
	}
	distribute(ctx, engine, desks)
	players.Wait()
	if l.trace != nil {
		l.trace.Close()
	}
	trace.Wait()
	return failed
}

// distribute puts each change on the desks of the players until ctx ends: on the
// engine's own goroutine, so that no edge comes first that was due after it.
func distribute(ctx context.Context, engine *timer.Engine, desks map[string]*gpio.Desk) {
	told := make(map[string]gpio.Program)
	leave := engine.Follow(func(s *timer.Snapshot) {
		for seat, desk := range desks {
			p := programFor(s, seat)
			before, ok := told[seat]
			if ok && sameCourse(before.Course, p.Course) {
				continue // a tick, or something that does not concern this seat
			}
			told[seat] = p
			if ok && p.Since <= before.Since {
				p.Since = 0 // taken back, as of now: the disk did not take the command
			}
			desk.Put(p)
		}
	})
	defer leave()
	<-ctx.Done()
}

func sameCourse(a, b *timer.Course) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// programFor returns what the light of a seat has to play: the statement on the
// floor if it is spoken there, else nothing.
func programFor(s *timer.Snapshot, seat string) gpio.Program {
	m := s.ForLights()
	p := gpio.Program{Since: m.Changed.At.Steady}
	if m.Changed.At.Boot != s.At.Boot {
		p.Since = 0 // an instant of another clock: as of now
	}
	if f := m.Floor; f != nil && f.Seat == seat {
		p.Course, p.Statement = &f.Course, f.ID
	}
	return p
}
