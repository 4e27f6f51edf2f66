package main

import (
	"context"
	"crypto/x509"
	"sync"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/journal/etcd"
)

// gauge is what a standby knows of the steady clock of the controller that leads, by asking
// it as agents do. What it measured of the last one stays when that is gone: it is for the
// moment in which this one leads.
type gauge struct {
	clock *timer.Clock // of this machine
	start time.Time    // origin of the local clock in exchanges

	mu     sync.Mutex
	boot   string // of the clock that is measured
	offset wire.Offset
	base   timer.Instant // of this machine's clock at start, when it was measured last
}

func newGauge(c *timer.Clock) *gauge { return &gauge{clock: c, start: time.Now()} }

// add takes an exchange.
func (g *gauge) add(x *link.Exchange) {
	g.mu.Lock()
	defer g.mu.Unlock()
	// While this machine sleeps its clock goes on, and the time of exchanges does not.
	base := g.clock.Instant(g.start)
	if x.Boot != g.boot || base != g.base {
		g.boot, g.offset, g.base = x.Boot, wire.Offset{}, base
	}
	g.offset.Add(x.Exchange)
}

// measured says by how much this machine's clock is ahead of that of a boot.
func (g *gauge) measured(boot string) (timer.Measured, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	slept := g.clock.Instant(g.start).Sub(g.base) // since it was measured
	offset, bound, known := g.offset.At(time.Since(g.start) + slept)
	if !known || boot != g.boot {
		return timer.Measured{}, false
	}
	return timer.Measured{Shift: time.Duration(g.base) - offset, Bound: bound}, true
}

// ask asks who leads what its clock reads, until ctx ends. Its certificate is the one that
// the cluster has of it.
func (g *gauge) ask(ctx context.Context, leader etcd.Leader) error {
	var key link.Key
	if len(leader.Proof) > 0 {
		trusted, err := x509.ParseCertificate(leader.Proof)
		if err != nil {
			return err
		}
		key.Trusted = append(key.Trusted, trusted)
	}
	client, err := link.New(link.Config{
		Controllers: []string{leader.Address}, Since: g.start,
		Dial: link.Websocket(func() (link.Key, error) { return key, nil }, program.ThisBuild().At),
		Event: func(_ context.Context, e link.Event) {
			if e.Exchange != nil {
				g.add(e.Exchange)
			}
		},
	})
	if err != nil {
		return err
	}
	return client.Run(ctx)
}
