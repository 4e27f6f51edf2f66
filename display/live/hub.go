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
