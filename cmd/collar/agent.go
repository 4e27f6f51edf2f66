package main

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/gpio"
	"rostrum/timer"
)

// retry is how often a jump of the clock looks for a moment in which no light is
// lit.
const retry = 50 * time.Millisecond

// Garbage is collected so often, as soon as no edge is so near.
const (
	sweep = time.Minute
	near  = 200 * time.Millisecond
)

// agent decides what the players play: by what the controller says, or, without
// it, by what it said last.
type agent struct {
	// Immutable.
	seats     []string
	holdover  time.Duration
	desks     map[string]*gpio.Desk
	client    *link.Client
	board     *board
	log       zerolog.Logger
	events    chan link.Event
	talks     chan gpio.Talk
	connected chan struct{}      // has room for one: there is a controller to be told
	asked     chan time.Duration // has room for one: the machine is to be upgraded

	// Mutable, by run alone.
	follower follower
	course   *wire.Course // newest, or nil
	linked   bool
	taken    bool // another agent drives the lights
	lost     int  // attempts since there was a link
	told     map[string]gpio.Program
	talked   map[string]gpio.Talk
	jump     *time.Timer
}

func newAgent(start time.Time, bank *gpio.Bank, holdover time.Duration, log zerolog.Logger) *agent {
	return &agent{
		seats: bank.Seats(), holdover: holdover, board: newBoard(bank.Seats()), log: log,
		events: make(chan link.Event), talks: make(chan gpio.Talk, 16), connected: make(chan struct{}, 1), asked: make(chan time.Duration, 1),
		follower: follower{start: start}, told: make(map[string]gpio.Program), talked: make(map[string]gpio.Talk),
	}
}

// pass is the link's: it hands an event to run.
func (a *agent) pass(ctx context.Context, e link.Event) {
	select {
	case a.events <- e:
	case <-ctx.Done():
	}
}

// run decides until ctx ends.
func (a *agent) run(ctx context.Context, feed func() time.Duration, collect func()) {
	a.jump = time.NewTimer(retry)
	defer a.jump.Stop()
	beat := time.NewTimer(0)
	defer beat.Stop()
	swept := time.NewTimer(sweep)
	defer swept.Stop()
	for {
		select {
		case e := <-a.events:
			a.hear(e)
		case t := <-a.talks:
			a.talked[t.Seat] = t
			a.say(t)
		case <-a.jump.C:
			a.steer()
		case <-beat.C:
			a.again()
			if next := feed(); next > 0 {
				beat.Reset(next)
			}
		case <-swept.C:
			if !a.quiet() {
				swept.Reset(near / 4)
				break
			}
			collect()
			swept.Reset(sweep)
		case <-ctx.Done():
			return
		}
	}
}

func (a *agent) hear(e link.Event) {
	switch {
	case e.Connected != nil:
		a.log.Info().Str("controller", e.Connected.Controller).Str("version", e.Connected.Hello.Version).Msg("connected")
		a.linked, a.taken, a.lost = true, false, 0
		select {
		case a.connected <- struct{}{}:
		default:
		}
		// Without its agent a controller knows of no contact. By a clock that is yet to be known
		// it is told then.
		if a.follower.known(e.Connected.Hello.Boot) {
			a.sayAll()
		}
	case e.Course != nil:
		a.course = e.Course
		a.board.hears(e.Course)
		if a.follower.turn(e.Course.Boot) {
			a.begin()
		}
		a.play()
	case e.Exchange != nil:
		if a.follower.add(e.Exchange) {
			a.begin()
		}
		a.steer()
	case e.Update != nil:
		a.log.Info().Msg("the controller asks for an upgrade")
		select {
		case a.asked <- e.Update.Within():
		default:
		}
	case e.Refused != nil:
		a.log.Warn().Str("code", string(e.Refused.Code)).Msg(e.Refused.Message)
	case e.Lost != nil:
		a.lose(e.Lost)
	}
}

// begin goes on by the clock of a controller, which is known now.
func (a *agent) begin() {
	a.log.Info().Dur("bound", a.follower.error()).Str("boot", a.follower.boot).Msg("the controller's clock is known")
	a.board.follow(a.follower.clock)
	a.play()
	a.sayAll()
}

func (a *agent) lose(l *link.Lost) {
	if l.Other { // one of several, which is not obeyed
		a.log.Warn().Err(l.Err).Str("controller", l.Controller).Dur("again_in", l.Again).Msg("no link to the other controller")
		return
	}
	event := a.log.Debug()
	if a.linked || a.lost == 0 || l.Code != 0 {
		event = a.log.Warn()
	}
	a.lost++
	event.Err(l.Err).Str("controller", l.Controller).Dur("again_in", l.Again).Msg("no link")
	if l.Code == wire.CloseTaken {
		a.taken = true
	}
	a.linked = false
	a.play()
}

// play puts what has changed on the desks. A course on a clock that is not known
// yet waits; what was played until then goes on.
func (a *agent) play() {
	for _, seat := range a.seats {
		p := a.told[seat]
		switch {
		case a.taken:
			p = gpio.Program{Clock: a.follower.clock}
		case a.course != nil && a.follower.known(a.course.Boot):
			p = programFor(a.course, a.follower.clock, seat)
		}
		p.Until = 0
		if !a.linked {
			p = without(p, a.holdover)
		}
		if before, ok := a.told[seat]; !ok || !same(before, p) {
			a.told[seat] = p
			a.desks[seat].Put(p)
		}
	}
}

// again puts the programs once more: who takes them lives.
func (a *agent) again() {
	for seat, p := range a.told {
		a.desks[seat].Put(p)
	}
}

func (a *agent) steer() {
	another, waits := a.follower.steer(a.shown)
	if another {
		a.log.Warn().Msg("the controller's clock has jumped; the lights follow")
		a.board.follow(a.follower.clock)
		a.play()
	}
	if waits {
		a.jump.Reset(retry)
	}
	a.board.measured(a.follower.error(), a.follower.offset().Trip())
}

// shown says what the lights do at two instants.
func (a *agent) shown(now, then timer.Instant) (dark, out bool) {
	dark, out = true, true
	for _, p := range a.told {
		if c := p.Course; c != nil && p.Clock == a.follower.clock {
			dark = dark && c.SignalAt(now) == timer.Dark && c.SignalAt(then) == timer.Dark
			out = out && !c.LitAt(now) && !c.LitAt(then)
		}
	}
	return dark, out
}

// quiet says whether no light has an edge for a while: two edges are further apart
// than that.
func (a *agent) quiet() bool {
	for _, p := range a.told {
		if p.Course == nil || p.Clock == nil {
			continue
		}
		now := p.Clock.Steady()
		soon := now.Add(near)
		if p.Course.LitAt(now) != p.Course.LitAt(soon) || p.Course.SignalAt(now) != p.Course.SignalAt(soon) {
			return false
		}
	}
	return true
}

// sayAll tells the controller of each contact.
func (a *agent) sayAll() {
	for _, t := range a.talked {
		a.say(t)
	}
}

// say tells the controller of a contact, as soon as its clock is known.
func (a *agent) say(t gpio.Talk) {
	if a.follower.clock == nil {
		return
	}
	a.client.Talk(wire.Talk{Seat: t.Seat, Open: t.Open, AtMS: max(0, wire.Millis(a.follower.clock.Instant(t.At)))})
}
