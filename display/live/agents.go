package live

import (
	"slices"
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// agentSilence is how long an agent may say nothing; it speaks once a second.
const agentSilence = 3 * time.Second

// answerWait is how long an agent that drives a seat has to show that it lives when
// another one wants the seat.
const answerWait = time.Second

// agents is who drives the lights of which seat: one connection for each.
type agents struct {
	engine *engine.Engine
	clock  *timer.Clock

	asking chan struct{} // full while a connection is asked whether it lives

	mu      sync.Mutex
	holders map[string]*conn // by seat
}

func newAgents(e *engine.Engine, c *timer.Clock) *agents {
	return &agents{engine: e, clock: c, asking: make(chan struct{}, 1), holders: make(map[string]*conn)}
}

// join lets an agent drive its seats. Its own earlier connection, which may be half
// open, gives way at once; another agent only where it does not answer, and a light
// of this process never. It blocks for as long as that takes, and says why a seat
// is taken.
func (a *agents) join(c *conn, is *wire.Agent) (taken string) {
	roster := a.engine.Snapshot().Seats
	for _, seat := range is.Seats {
		if known := roster.Find(seat); known != nil && known.Local {
			a.engine.Report(timer.Rivalry{Seat: seat, Address: c.address(), At: a.clock.Steady()})
			return "the controller itself drives the light of seat " + seat
		}
	}
	for {
		rival, seat := a.claim(c, is)
		if rival == nil {
			return ""
		}
		if a.lives(rival) {
			a.engine.Report(timer.Rivalry{Seat: seat, Address: c.address(), At: a.clock.Steady()})
			return "another agent drives the light of seat " + seat
		}
		a.leave(rival)
		rival.close(wire.CloseReplaced, "another agent drives the lights, for this one did not answer")
		rival.abandon()
	}
}

// lives asks a connection. One asks at a time: an answer is for one question.
func (a *agents) lives(c *conn) bool {
	a.asking <- struct{}{}
	defer func() { <-a.asking }()
	return c.answersPing(answerWait)
}

// claim gives a connection its seats, and no others, or returns another agent's that
// has one of them.
func (a *agents) claim(c *conn, is *wire.Agent) (rival *conn, seat string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var own []*conn
	for _, seat := range is.Seats {
		holder := a.holders[seat]
		switch {
		case holder == nil || holder == c:
		case holder.agent().ID != is.ID:
			return holder, seat
		default:
			own = append(own, holder)
		}
	}
	for _, before := range own {
		before.close(wire.CloseReplaced, "this agent has come back on another connection")
	}
	now := a.clock.Steady()
	a.release(c, now, is.Seats...)
	c.becomeAgent(is)
	for _, seat := range is.Seats {
		a.holders[seat] = c
		a.engine.Report(timer.Presence{
			Seat: seat, Connected: true, Agent: is.ID, Version: is.Version, Address: c.address(), At: now,
		})
	}
	return nil, ""
}

// leave takes the seats from a connection that has ended. What its lights may still
// show is told.
func (a *agents) leave(c *conn) {
	if c.agent() == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.release(c, a.clock.Steady())
}

// release takes every seat but those to keep from a connection. a.mu is held.
func (a *agents) release(c *conn, now timer.Instant, keep ...string) {
	for seat, holder := range a.holders {
		if holder == c && !slices.Contains(keep, seat) {
			delete(a.holders, seat)
			a.engine.Report(timer.Presence{Seat: seat, At: now, MayShow: c.mayShow(seat, now)})
		}
	}
}

// drives says whether a connection drives the light of a seat.
func (a *agents) drives(c *conn, seat string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.holders[seat] == c
}
