package main

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/gpio"
	"rostrum/timer"
)

// The program is small, and a light that wakes must wait neither for a collection
// of garbage nor for a free slot of Go's scheduler. Garbage is collected in moments
// in which no edge is near, and else only where it would become too much.
const (
	memory     = 12 << 20
	spareSlots = 8
)

// follow follows a controller until ctx ends; every light is dark then.
func follow(ctx context.Context, env program.Environment) (err error) {
	c, err := readConfig(env)
	if errors.Is(err, program.ErrStopped) {
		return nil // it has not begun
	}
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	if _, err := link.ReadKeyFile(c.KeyFile); err != nil {
		return err
	}
	log, _ := program.NewLog(env.Stderr)
	bank, err := c.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bank.Halt()) }()
	contacts, err := c.contacts(bank)
	if err != nil {
		return err
	}
	var trace *gpio.Trace
	if c.Trace != "" {
		if trace, err = gpio.OpenTrace(c.Trace, log); err != nil {
			return err
		}
	}
	debug.SetMemoryLimit(memory)
	debug.SetGCPercent(-1)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(spareSlots, runtime.NumCPU())))

	built := program.ThisBuild()
	dial := link.Websocket(func() (link.Key, error) { return link.ReadKeyFile(c.KeyFile) }, built.At)
	return drive(ctx, parts{
		config: c, bank: bank, contacts: contacts, trace: trace, log: log, dial: dial, build: built, request: requestFile, result: resultFile, feed: feeder(), collect: runtime.GC,
	})
}

// parts are what a running agent is made of.
type parts struct {
	config   *config
	bank     *gpio.Bank
	contacts []*gpio.Contact
	trace    *gpio.Trace // or nil
	log      zerolog.Logger
	dial     link.Dialer
	build    program.Build
	request  string // files of an upgrade
	result   string
	feed     func(alive bool) time.Duration
	collect  func() // of garbage
}

// drive runs link, contacts and lights until ctx ends.
func drive(ctx context.Context, p parts) error {
	start := time.Now()
	a := newAgent(start, p.bank, time.Duration(p.config.Holdover), p.log)
	client, err := link.New(link.Config{
		Controllers: p.config.Controller, Dial: p.dial, Since: start, Event: a.pass, Status: a.board.status,
		Agent: wire.Agent{ID: rand.Text(), Version: p.build.Version, Seats: append([]string{}, a.seats...), HoldoverMS: time.Duration(p.config.Holdover).Milliseconds()},
	})
	if err != nil {
		return err
	}
	a.client = client
	players := gpio.PlayerConfig{
		Clock: timer.NewClock("not synchronized", start, 0), RealTime: p.bank.Sleep == nil, Log: p.log,
		Failing: a.board.failing, Took: a.board.takes,
		Report: func(o timer.Observation) {
			if r, ok := a.board.observed(o); ok {
				client.Report(r)
			}
		},
	}
	machine := &teller{
		connected: a.connected, asked: a.asked, busy: a.board.busy, request: p.request, result: p.result,
		failed: func(err error) { p.log.Error().Err(err).Msg("an upgrade could not be asked for") },
		tell: func(update string) {
			now := machineNow(p.build)
			now.Update = update
			client.Machine(now)
		},
	}
	return p.bank.Run(ctx, players, p.trace, func(ctx context.Context, desks map[string]*gpio.Desk) {
		a.desks = desks
		var rest sync.WaitGroup
		rest.Go(func() { _ = client.Run(ctx) })
		rest.Go(func() { machine.run(ctx) })
		for _, contact := range p.contacts {
			rest.Go(func() {
				if err := contact.Run(ctx, a.talk(ctx)); err != nil {
					p.log.Error().Err(err).Msg("the lights go on without the contact")
				}
			})
		}
		a.run(ctx, func() time.Duration { return p.feed(a.board.alive()) }, p.collect)
		rest.Wait()
	})
}

// talk hands what a contact says to run.
func (a *agent) talk(ctx context.Context) func(gpio.Talk) {
	return func(t gpio.Talk) {
		select {
		case a.talks <- t:
		case <-ctx.Done():
		}
	}
}

// feeder tells the service manager, where there is one, that the agent is ready,
// and then that all of it lives: this loop, and every player. It returns when it
// wants to be asked again, or zero for never.
func feeder() func(alive bool) time.Duration {
	interval, err := daemon.SdWatchdogEnabled(false)
	watched := err == nil && interval > 0
	ready := false
	return func(alive bool) time.Duration {
		if !ready {
			ready = true
			_, _ = daemon.SdNotify(false, daemon.SdNotifyReady)
		} else if alive {
			_, _ = daemon.SdNotify(false, daemon.SdNotifyWatchdog)
		}
		if !watched {
			return 0
		}
		return interval / 4
	}
}
