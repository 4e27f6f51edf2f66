package live

import (
	"context"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// Config is what a hub is made of.
type Config struct {
	Engine  *engine.Engine
	Clock   *timer.Clock
	Access  *access.Store
	Log     zerolog.Logger
	Version string // of the program
	Pages   string // the edition of the pages that belong to it
	// StartByMicrophone lets the contact of the seat that has the floor start the
	// statement.
	StartByMicrophone bool
	// Screens is how the public screens show the debate at first.
	Screens wire.Screens
}

// Hub hands every change and every tick to the connections.
type Hub struct {
	Config
	agents *agents
	conns  sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	play    *timer.Play        // as agents were told last, or nil
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

// New returns a hub without connections, which has not been started.
func New(c Config) *Hub {
	return &Hub{
		Config: c, agents: newAgents(c.Engine, c.Clock), screens: c.Screens,
		first: make(map[*conn]struct{}), rest: make(map[*conn]struct{}),
	}
}

// Run broadcasts until ctx or the engine ends, then closes every connection and
// waits for it.
func (h *Hub) Run(ctx context.Context) {
	sub := h.Engine.Subscribe()
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
			h.Broadcast(s, &seen)
			seen.Version, seen.Public, seen.Tick = s.Version, s.Public, s.Tick
			seen.SeatsVersion, seen.Sighted = s.SeatsVersion, s.Sighted
		}
	}
}

// Broadcast puts what is new since seen into the boxes, operators and lights
// first. It belongs to one goroutine: Run's, where that is at work.
func (h *Hub) Broadcast(s, seen *timer.Snapshot) {
	now := h.Clock.Now()
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
func (h *Hub) tellFirst(s *timer.Snapshot, m *mail, now timer.Stamp) {
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
func (h *Hub) tellAgents(s *timer.Snapshot, now timer.Stamp) {
	play := s.Play().After(h.play)
	if play == nil {
		return
	}
	h.play = play
	course := wire.CourseOf(*play, s.Run, now)
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
func (h *Hub) add(c *conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.conns.Add(2) // one that reads and one that writes
	h.group(c)[c] = struct{}{}
	return true
}

// promote gives a connection a role, and with it its place in the order, also while
// the hub ends: it is told farewell there.
func (h *Hub) promote(c *conn, w Who) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.group(c), c)
	c.setWho(w)
	h.group(c)[c] = struct{}{}
}

func (h *Hub) remove(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.group(c), c)
}

func (h *Hub) group(c *conn) map[*conn]struct{} {
	if c.who().Role == timer.Public {
		return h.rest
	}
	return h.first
}

// welcome puts the present state into one connection's box: a join costs the
// others nothing. The connection has been added before, so that no change can
// fall between.
func (h *Hub) welcome(c *conn) {
	s, now := h.Engine.Snapshot(), h.Clock.Now()
	if c.agent() == nil {
		c.putState(h.prepareState(s, now, c.who().Role), s.Version)
		return
	}
	// What the others were told last, and not what is newest: so that what follows,
	// follows in order.
	h.mu.Lock()
	defer h.mu.Unlock()
	play := s.Play()
	if h.play != nil {
		play = *h.play
	}
	course := wire.CourseOf(play, s.Run, now)
	c.putCourse(&course, prepare(course), now.Steady)
	c.ring()
}

// Connected counts the connections of each role.
func (h *Hub) Connected() map[timer.Role]int {
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
func (h *Hub) end() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
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

func (h *Hub) each(do func(*conn)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, group := range []map[*conn]struct{}{h.first, h.rest} {
		for c := range group {
			do(c)
		}
	}
}
