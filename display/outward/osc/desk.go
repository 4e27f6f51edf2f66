package osc

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/door"
	"rostrum/timer"
)

// Meeting is whose clock is acted on: an engine.Engine.
type Meeting interface {
	Snapshot() *timer.Snapshot
	Do(ctx context.Context, by timer.Actor, r timer.Request) (timer.Receipt, error)
}

// Desk takes the acts of the clock from panels that were named. What comes from elsewhere,
// or faster than a guest may ask, is counted as refused and not answered.
type Desk struct {
	From    []netip.Prefix // the panels
	House   *door.House    // which counts
	Meeting Meeting
	Who     func() (timer.Actor, error) // in whose name, as its key stands now
	Log     zerolog.Logger

	pace   door.Bucket // of the reader
	saying struct {
		mu    sync.Mutex // the reader says, and the hand
		at    time.Time  // when what was not taken was said last
		times int        // how often it was not since
	}
}

// The line in which acts wait for the disk: as long as a person's hand is ahead of it. What
// has waited for longer than LatestAct is not carried out: whoever pressed sees another
// moment by then.
const (
	line      = 8
	LatestAct = 2 * time.Second
)

// How fast packets are read at all, whoever sends them: a flood stays in the kernel, which
// drops it, and leaves the processor to the clock and the lights.
const (
	readBurst = 500
	readRate  = 1000
)

// come is a packet's acts and when they came.
type come struct {
	acts []Act
	from netip.Addr
	at   time.Time
}

// Run takes packets until ctx ends or the connection fails; it closes the connection.
func (d *Desk) Run(ctx context.Context, conn net.PacketConn) error {
	ctx, stop := context.WithCancel(ctx)
	waiting := make(chan come, line)
	var hand sync.WaitGroup
	defer func() {
		stop()
		close(waiting)
		hand.Wait()
	}()
	hand.Go(func() {
		for c := range waiting {
			d.carryOut(ctx, c)
		}
	})
	leave := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer func() {
		if leave() {
			_ = conn.Close()
		}
	}()
	packet := make([]byte, MaxPacket+1)
	for {
		n, addr, err := conn.ReadFrom(packet)
		if wait := d.pace.Take(time.Now(), 1, readBurst, readRate); wait > 0 {
			select {
			case <-time.After(wait):
			case <-ctx.Done():
			}
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("osc: no act is taken any more: %w", err)
		case err != nil:
			continue // of one packet
		}
		if acts, from := d.read(packet[:n], addr); len(acts) > 0 {
			select {
			case waiting <- come{acts, from, time.Now()}:
			default:
				d.refuse(from, errLine)
			}
		}
	}
}

var (
	errLine  = errors.New("osc: the disk has not taken the acts before it yet")
	errStale = errors.New("osc: it has waited for too long to be what was meant")
	errFrom  = errors.New("osc: it comes from an address that is not listed")
)

// read looks at a packet.
func (d *Desk) read(packet []byte, addr net.Addr) ([]Act, netip.Addr) {
	at, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return nil, netip.Addr{}
	}
	from := at.Addr().Unmap().WithZone("")
	if !slices.ContainsFunc(d.From, func(p netip.Prefix) bool { return p.Contains(from) }) {
		d.House.Refuse()
		d.refuse(from, errFrom)
		return nil, from
	}
	if !d.House.Packet(from) {
		return nil, from // the house says how many there were
	}
	messages, err := Parse(packet)
	if err != nil {
		d.refuse(from, err)
		return nil, from
	}
	var acts []Act
	for _, m := range messages {
		act, ok, err := ActOf(m)
		if err != nil {
			d.refuse(from, err) // and with it all of the packet
			return nil, from
		}
		if ok {
			acts = append(acts, act)
		}
	}
	return acts, from
}

// carryOut does what a packet asks for, up to the first act that is refused.
func (d *Desk) carryOut(ctx context.Context, c come) {
	for _, act := range c.acts {
		if time.Since(c.at) > LatestAct {
			d.refuse(c.from, errStale)
			return
		}
		who, err := d.Who()
		if err != nil {
			d.refuse(c.from, err)
			return
		}
		command, err := act.Command(&d.Meeting.Snapshot().Meeting)
		if err == nil {
			_, err = d.Meeting.Do(ctx, who, timer.Request{ID: "osc " + rand.Text(), Command: command})
		}
		if err != nil {
			d.refuse(c.from, fmt.Errorf("osc: %s: %w", act.Name, err))
			return
		}
	}
}

// sayEvery is how often what is not taken is said.
const sayEvery = time.Second

// refuse says why something was not taken, with how often that was since it was said last.
func (d *Desk) refuse(from netip.Addr, why error) {
	d.saying.mu.Lock()
	defer d.saying.mu.Unlock()
	d.saying.times++
	if now := time.Now(); now.Sub(d.saying.at) >= sayEvery {
		d.Log.Warn().Err(why).Stringer("from", from).Int("times", d.saying.times).Msg("an act by OSC was not taken")
		d.saying.at, d.saying.times = now, 0
	}
}
