package display

import (
	"context"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// hub hands every change and every tick to the connections.
type hub struct {
	engine *engine.Engine
	clock  *timer.Clock
	access *access.Store
	conns  sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	play    timer.Play         // as agents were told last
	told    bool               // they were
	screens wire.Screens       // as every page was told last
	first   map[*conn]struct{} // operators and lights
	rest    map[*conn]struct{}
}

// The pace of housekeeping, in ticks, that is in seconds.
const (
	pingEvery   = 5
	revokeEvery = 5
)

// headStart is how long the gallery waits at most for operators and lights.
const headStart = 5 * time.Millisecond

const farewellWait = 500 * time.Millisecond

func newHub(e *engine.Engine, c *timer.Clock, a *access.Store, shown wire.Screens) *hub {
	return &hub{
		engine: e, clock: c, access: a, screens: shown,
		first: make(map[*conn]struct{}), rest: make(map[*conn]struct{}),
	}
}

// run broadcasts until ctx ends or the hub is stopped, then closes every
// connection and waits for it.
func (h *hub) run(ctx context.Context) {
	sub := h.engine.Subscribe()
	defer sub.Close()
	defer h.end()
	var seen timer.Snapshot
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-sub.C():
			if !ok {
				return
			}
			h.broadcast(s, &seen)
			seen.Version, seen.Public, seen.Tick = s.Version, s.Public, s.Tick
			seen.SeatsVersion, seen.Sighted = s.SeatsVersion, s.Sighted
		}
	}
}

// broadcast puts what is new since seen into the boxes, operators and lights
// first.
func (h *hub) broadcast(s, seen *timer.Snapshot) {
	now := h.clock.Now()
	m := mail{version: s.Version}
	if s.Version != seen.Version {
		m.states = h.prepareStates(s, seen, now)
	}
	ticks := s.Tick != seen.Tick
	if s.SeatsVersion != seen.SeatsVersion || ticks && s.Sighted != seen.Sighted {
		m.seats = h.prepareSeats(s, now)
	}
	if ticks {
		m.beat = true
		if onGrid(s) {
			m.tick = prepare(wire.TickOf(s))
		}
		m.ping = s.Tick%pingEvery == 0
		m.check = s.Tick%revokeEvery == 0
	}
	h.tellFirst(s, &m, now)
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.rest {
		c.put(&m, nil)
	}
}

// tellFirst tells lights and operators, and lets what they are told go out before
// a thousand screens want the processors. One of them that does not take it holds
// the screens up for no longer than headStart.
func (h *hub) tellFirst(s *timer.Snapshot, m *mail, now timer.Stamp) {
	h.mu.Lock()
	h.tellAgents(s, now)
	waits, out := len(h.first), make(chan struct{}, len(h.first))
	for c := range h.first {
		c.put(m, out)
	}
	if len(h.rest) == 0 {
		waits = 0
	}
	h.mu.Unlock()
	if waits == 0 {
		return
	}
	patience := time.NewTimer(headStart)
	defer patience.Stop()
	for range waits {
		select {
		case <-out:
		case <-patience.C:
			return
		}
	}
}

// tellAgents sends a course that has changed, before anything else. h.mu is held.
func (h *hub) tellAgents(s *timer.Snapshot, now timer.Stamp) {
	play, news := s.Play().After(h.play)
	if h.told && !news {
		return
	}
	h.play, h.told = play, true
	course := wire.CourseOf(play, s.Run, now)
	var text *websocket.PreparedMessage
	for c := range h.first {
		if c.agent() == nil {
			continue
		}
		if text == nil {
			text = prepare(course)
		}
		c.putCourse(&course, text, now.Steady)
		c.ring()
	}
}

// add takes a connection, unless the hub has ended.
func (h *hub) add(c *conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.conns.Add(2) // one that reads and one that writes
	h.group(c)[c] = struct{}{}
	return true
}

// promote gives a connection a role, and with it its place in the order.
func (h *hub) promote(c *conn, w who) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.group(c), c)
	c.setWho(w)
	if !h.closed {
		h.group(c)[c] = struct{}{}
	}
}

func (h *hub) remove(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.group(c), c)
}

func (h *hub) group(c *conn) map[*conn]struct{} {
	if c.who().Role == timer.Public {
		return h.rest
	}
	return h.first
}

// welcome puts the present state into one connection's box: a join costs the
// others nothing. The connection has been added before, so that no change can
// fall between.
func (h *hub) welcome(c *conn) {
	s, now := h.engine.Snapshot(), h.clock.Now()
	if c.agent() == nil {
		c.putState(h.prepareState(s, now, c.who().Role), s.Version)
		return
	}
	// What the others were told last, and not what is newest: so that what follows,
	// follows in order.
	h.mu.Lock()
	defer h.mu.Unlock()
	play := h.play
	if !h.told {
		play = s.Play()
	}
	course := wire.CourseOf(play, s.Run, now)
	c.putCourse(&course, prepare(course), now.Steady)
	c.ring()
}

func (h *hub) count() map[timer.Role]int {
	n := map[timer.Role]int{timer.Chair: 0, timer.Secretary: 0, timer.LightRole: 0, timer.Public: 0}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, group := range []map[*conn]struct{}{h.first, h.rest} {
		for c := range group {
			n[c.who().Role]++
		}
	}
	return n
}

// end closes every connection and waits for it. Whoever does not take the
// farewell in time is closed without.
func (h *hub) end() {
	h.each(func(c *conn) { c.close(wire.CloseGoingAway, "the controller is stopping") })
	gone := make(chan struct{})
	go func() {
		h.conns.Wait()
		close(gone)
	}()
	patience := time.NewTimer(farewellWait)
	defer patience.Stop()
	select {
	case <-gone:
	case <-patience.C:
		h.each((*conn).abandon)
		<-gone
	}
}

func (h *hub) each(do func(*conn)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for _, group := range []map[*conn]struct{}{h.first, h.rest} {
		for c := range group {
			do(c)
		}
	}
}
