package main

import (
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// board is what is known of the lights, for the controller. Its methods may be
// called by several goroutines.
type board struct {
	mu          sync.Mutex
	lights      []wire.LightStatus
	clock       *timer.Clock // that is followed, or nil
	error, trip time.Duration
	took        map[string]bool // who has taken a program of late
	floor       bool            // somebody has the floor, at whatever seat
}

func newBoard(seats []string) *board {
	b := &board{took: make(map[string]bool)}
	for _, seat := range seats {
		b.lights = append(b.lights, wire.LightStatus{Seat: seat})
	}
	return b
}

func (b *board) edit(seat string, change func(*wire.LightStatus)) {
	for i := range b.lights {
		if b.lights[i].Seat == seat {
			change(&b.lights[i])
		}
	}
}

// observed takes what a light shows, and returns what is to be reported of it;
// false where the controller's clock is not the one on which it was shown.
func (b *board) observed(o timer.Observation) (wire.Report, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.edit(o.Seat, func(l *wire.LightStatus) { l.Signal = o.Signal })
	if b.clock == nil || b.clock.Boot() != o.Boot || o.Deadline < 0 || o.At < 0 {
		return wire.Report{}, false
	}
	return wire.Report{
		Seat: o.Seat, Signal: o.Signal, Statement: o.Statement,
		DeadlineMS: wire.Millis(o.Deadline), AtMS: wire.Millis(o.At), ErrorMS: milliseconds(b.error),
	}, true
}

func (b *board) failing(seat string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.edit(seat, func(l *wire.LightStatus) {
		l.Failing = ""
		if err != nil {
			l.Failing = err.Error()
		}
	})
}

func (b *board) follow(c *timer.Clock) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clock = c
}

func (b *board) measured(error, trip time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.error, b.trip = error, trip
}

func (b *board) takes(seat string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.took[seat] = true
}

// alive says whether every light has taken a program since it was asked last.
func (b *board) alive() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := true
	for _, l := range b.lights {
		all = all && b.took[l.Seat]
	}
	clear(b.took)
	return all
}

func (b *board) status() wire.Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	return wire.Status{
		Synchronised: b.clock != nil, ErrorMS: milliseconds(b.error), TripMS: milliseconds(b.trip),
		Lights: append([]wire.LightStatus{}, b.lights...),
	}
}

func (b *board) hears(c *wire.Course) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.floor = c.Statement != 0
}

// busy says why this machine is not upgraded now, or nothing: its light would be dark for
// a moment, or its screen.
func (b *board) busy() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.lights {
		if l.Signal != timer.Dark {
			return "its light is lit"
		}
	}
	if b.floor {
		return "somebody has the floor"
	}
	return ""
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
