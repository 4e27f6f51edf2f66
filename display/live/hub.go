package live

import (
	"context"
	"maps"
	"runtime"
	"sync"
	"time"

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
	// File is a list that is held for a sign-in, by its digest, and the difference that was
	// looked at; without rows where it is not held. One that cannot be read is refused.
	File func(signIn, digest string) (file timer.ListFile, seen string, err error)
	// Taken is told of a file whose list has been taken.
	Taken func(ctx context.Context, signIn, digest string)
	// Screens is how the public screens show the debate at first.
	Screens wire.Screens
	// KeepAway keeps that a notice was put away, nil that it was opened again; or is nil.
	KeepAway func(notice string, away *timer.PutAway) error
	// Complete finds what a command lacks that only the controller has, or refuses it.
	Complete func(by Who, o wire.Order) (timer.Command, error)
}

// Hub hands every change and every tick to the connections.
type Hub struct {
	Config
	agents *agents
	fleet  fleet
	conns  sync.WaitGroup
	shards []*shard

	mu         sync.Mutex
	closed     bool
	inspecting bool               // of keys
	number     uint32             // of the latest connection
	count      map[timer.Role]int // of connections
	play       *timer.Play        // as agents were told last, or would have been; nil where another one leads
	screens    wire.Screens       // as every page was told last
	greeted    int64              // with which lead
	hello      []byte             // the frame that begins every connection, or nil where it is to be made
	present    *mail              // what a newcomer is told
	first      map[*conn]struct{} // operators and lights; all others are in the shards
}

// headStart is how long the gallery waits at most for operators and lights.
const headStart = 5 * time.Millisecond

const farewellWait = 500 * time.Millisecond

// New returns a hub without connections, which has not been started.
func New(c Config) *Hub {
	h := &Hub{
		Config: c, agents: newAgents(c.Engine, c.Clock), screens: c.Screens,
		count: map[timer.Role]int{timer.Chair: 0, timer.Secretary: 0, timer.LightRole: 0, timer.Screen: 0, timer.Booth: 0, timer.Public: 0},
		first: make(map[*conn]struct{}),
	}
	if now := c.Engine.Snapshot(); now.Standby == nil {
		play := now.Play()
		h.play = &play
	}
	for range runtime.GOMAXPROCS(0) {
		h.shards = append(h.shards, newShard())
	}
	return h
}

// Run broadcasts until ctx or the engine ends, then closes every connection and
// waits for it.
func (h *Hub) Run(ctx context.Context) {
	sub := h.Engine.Subscribe()
	defer sub.Close()
	ctx, stop := context.WithCancel(ctx)
	var gallery sync.WaitGroup
	for _, s := range h.shards {
		gallery.Go(func() { s.run(ctx) })
	}
	defer h.end()
	defer gallery.Wait()
	defer stop()
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
			seen.SeatsVersion, seen.Sighted, seen.Lead = s.SeatsVersion, s.Sighted, s.Lead
		}
	}
}

// Broadcast tells what is new since seen, operators and lights first. It belongs to one
// goroutine: Run's, where that is at work.
func (h *Hub) Broadcast(s, seen *timer.Snapshot) {
	now := h.Clock.Now()
	m := &mail{}
	if s.Version != seen.Version {
		m.to = &wire.Told{Snapshot: s, At: now}
	}
	if s.Tick != seen.Tick {
		m.beat, m.ping = true, s.Tick
		if onGrid(s) {
			m.tick = encode(wire.TickOf(s))
		}
	}
	if s.Lead != seen.Lead {
		h.mu.Lock()
		m.hello = h.greeting()
		h.mu.Unlock()
	}
	var seats *wire.SeatsNow
	if s.SeatsVersion != seen.SeatsVersion || m.to != nil || m.beat && s.Sighted != seen.Sighted {
		is := wire.SeatsOf(s, now)
		seats = &is
	}
	h.tellFirst(s, m, seats)
	if m.beat && m.ping%revokeEvery == 0 {
		h.inspect()
	}
	if m.to == nil && !m.beat || m.to != nil && !m.beat && s.Public == seen.Public {
		return
	}
	for _, shard := range h.shards {
		shard.post(m)
	}
}

// tellFirst tells lights and operators, and lets what they are told go out before
// a thousand screens want the processors. One of them that does not take it holds
// the screens up for no longer than headStart.
func (h *Hub) tellFirst(s *timer.Snapshot, m *mail, seats *wire.SeatsNow) {
	h.mu.Lock()
	if m.to != nil {
		h.present = m
	}
	h.tellAgents(s, h.Clock.Now())
	waits, out := len(h.first), make(chan struct{}, len(h.first))
	for c := range h.first {
		c.put(m, seats, out)
	}
	if h.count[timer.Public] == 0 {
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

// tellAgents sends a course that has changed, before anything else. A standby says that it
// is one, and nothing more: agents that keep a connection to it wait for its word that it
// leads. h.mu is held.
func (h *Hub) tellAgents(s *timer.Snapshot, now timer.Stamp) {
	if s.Standby != nil {
		if h.play != nil {
			h.standsBy()
		}
		h.play = nil
		return
	}
	play := s.Play().After(h.play)
	if play == nil {
		return
	}
	h.play = play
	course := wire.CourseOf(*play, s.Run, now)
	var text []byte
	for c := range h.first {
		if c.agent() == nil {
			continue
		}
		if text == nil {
			text = encode(course)
		}
		c.putCourse(&course, text, now.Steady)
	}
}

// standsBy tells agents that what they were told is nobody's any more, who leads now. h.mu is
// held.
func (h *Hub) standsBy() {
	hello := h.greeting()
	for c := range h.first {
		c.mu.Lock()
		if c.light != nil {
			c.tell(news{hello: hello})
		}
		c.mu.Unlock()
	}
}

// add takes a connection, unless the hub has ended.
func (h *Hub) add(c *conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.conns.Add(1) // the reader
	h.number++
	c.number = h.number
	h.enter(c)
	return true
}

// enter gives a connection its place in the order. h.mu is held.
func (h *Hub) enter(c *conn) {
	role := c.who().Role
	h.count[role]++
	if role != timer.Public {
		h.first[c] = struct{}{}
		return
	}
	h.shards[int(c.number)%len(h.shards)].add(c)
}

// leave takes it from there. h.mu is held.
func (h *Hub) leave(c *conn) {
	h.count[c.who().Role]--
	if c.shard != nil {
		c.shard.remove(c)
		return
	}
	delete(h.first, c)
}

// promote gives a connection a role, and with it its place in the order, also while
// the hub ends: it is told farewell there.
func (h *Hub) promote(c *conn, w Who) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leave(c)
	c.setWho(w)
	h.enter(c)
}

func (h *Hub) remove(c *conn) {
	if is := c.who(); is.grant != nil {
		h.Access.Saw(*is.grant)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leave(c)
}

// presentAge is how old what a newcomer is told may be: made once, it serves all who
// come within a second and find nothing changed.
const presentAge = time.Second

// now is the present state. h.mu is held.
func (h *Hub) now() *mail {
	s, now := h.Engine.Snapshot(), h.Clock.Now()
	if p := h.present; p == nil || p.to.Version != s.Version || p.to.Run != s.Run || p.to.Lead != s.Lead || now.Steady.Sub(p.to.At.Steady) >= presentAge {
		h.present = &mail{to: &wire.Told{Snapshot: s, At: now}}
	}
	return h.present
}

// welcome tells one connection the present state: a join costs the others nothing. The
// connection has been added before, so that no change can fall between; at first it is
// greeted too.
func (h *Hub) welcome(c *conn, first bool) {
	var greeting []byte
	h.mu.Lock()
	if first {
		greeting = h.greeting()
	}
	if c.agent() != nil {
		h.welcomeAgent(c)
		h.mu.Unlock()
		return
	}
	m := h.now()
	h.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told != nil && c.told.Version > m.to.Version {
		m = &mail{to: c.told} // what it has been told already is newer
	}
	c.told = m.to
	if c.quiet {
		if first {
			c.push(greeting)
		}
		return
	}
	if wire.Operates(c.is.Role) {
		seats := wire.SeatsOf(m.to.Snapshot, m.to.At)
		c.seats = &seats
	}
	state := m.whole(c.view())
	c.push(append(greeting[:len(greeting):len(greeting)], state...))
}

// greeting is the first frame on every connection. h.mu is held.
func (h *Hub) greeting() []byte {
	now := h.Engine.Snapshot()
	if h.hello == nil || h.greeted != now.Lead {
		h.greeted = now.Lead
		h.hello = encode(wire.Hello{
			Type: "hello", Protocol: wire.Protocol, Run: now.Run, Lead: now.Lead, Standby: now.Standby != nil, Boot: h.Clock.Boot(),
			Version: h.Version, Pages: h.Pages, Screens: &h.screens,
		})
	}
	return h.hello
}

// welcomeAgent tells an agent what the others were told last, and not what is newest:
// so that what follows, follows in order, and nothing is told twice, also where it comes
// before the hub is at work. h.mu is held.
func (h *Hub) welcomeAgent(c *conn) {
	if h.play == nil || h.Engine.Snapshot().Standby != nil { // which the hub was not told yet
		return
	}
	now := h.Clock.Now()
	course := wire.CourseOf(*h.play, h.Engine.Snapshot().Run, now)
	c.putCourse(&course, encode(course), now.Steady)
}

// Screens is how the public screens show the debate.
func (h *Hub) Screens() wire.Screens {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.screens
}

// SetScreens changes that, on all of them at once.
func (h *Hub) SetScreens(screens wire.Screens) {
	h.mu.Lock()
	h.screens, h.hello = screens, nil
	h.mu.Unlock()
	screens.Type = "screens"
	text := encode(screens)
	h.each(func(c *conn) { c.putScreens(text) })
}

// Connected counts the connections of each role.
func (h *Hub) Connected() map[timer.Role]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(h.count)
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
	var all []*conn
	for c := range h.first {
		all = append(all, c)
	}
	for _, s := range h.shards {
		all = append(all, s.all()...)
	}
	h.mu.Unlock()
	for _, c := range all {
		do(c)
	}
}
