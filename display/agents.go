package display

import (
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// agentSilence is how long an agent may say nothing; it speaks once a second.
const agentSilence = 3 * time.Second

// answerWait is how long an agent that drives a seat has to show that it lives when
// another one wants the seat.
const answerWait = time.Second

// agents is who drives the lights of which seat: one connection for each.
type agents struct {
	engine *timer.Engine
	clock  *timer.Clock

	mu      sync.Mutex
	holders map[string]*conn // by seat
}

func newAgents(e *timer.Engine, c *timer.Clock) *agents {
	return &agents{engine: e, clock: c, holders: make(map[string]*conn)}
}

// join lets an agent drive its seats. Its own earlier connection, which may be half
// open, gives way at once; another agent only where it does not answer. It blocks
// for as long as that takes, and returns false where the seat is taken.
func (a *agents) join(c *conn, is *wire.Agent) bool {
	for {
		rival := a.take(c, is)
		if rival == nil {
			return true
		}
		if rival.answers(answerWait) {
			now := a.clock.Steady()
			for _, seat := range is.Seats {
				a.engine.Report(timer.Rivalry{Seat: seat, Address: c.address, At: now})
			}
			return false
		}
		a.leave(rival)
		rival.close(wire.CloseReplaced, "another agent drives the lights, for this one did not answer")
		rival.abandon()
	}
}

// take gives a connection its seats, or returns another agent's that has one of
// them.
func (a *agents) take(c *conn, is *wire.Agent) *conn {
	a.mu.Lock()
	defer a.mu.Unlock()
	var own []*conn
	for _, seat := range is.Seats {
		holder := a.holders[seat]
		switch {
		case holder == nil || holder == c:
		case holder.agent().ID != is.ID:
			return holder
		default:
			own = append(own, holder)
		}
	}
	for _, before := range own {
		before.close(wire.CloseReplaced, "this agent has come back on another connection")
	}
	c.becomeAgent(is)
	now := a.clock.Steady()
	for _, seat := range is.Seats {
		a.holders[seat] = c
		a.engine.Report(timer.Presence{
			Seat: seat, Connected: true, Agent: is.ID, Version: is.Version, Address: c.address, At: now,
		})
	}
	return nil
}

// leave takes the seats from a connection that has ended. What its lights may still
// show is told.
func (a *agents) leave(c *conn) {
	is := c.agent()
	if is == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.clock.Steady()
	for _, seat := range is.Seats {
		if a.holders[seat] == c {
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
