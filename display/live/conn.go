package live

import (
	"context"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/door"
	"rostrum/display/wire"
	"rostrum/timer"
)

// How long the other side may say nothing. A screen is sent something each second,
// which its system acknowledges or the kernel ends the connection; whether it still
// reads, it is asked more seldom than those who operate.
const (
	operatorSilence = 15 * time.Second
	screenSilence   = 150 * time.Second
)

// conn is one websocket: a goroutine that reads. What it is sent is written by whoever
// has it; only what a reader does not take at once has a goroutine of its own, until it
// has caught up.
type conn struct {
	// What a tick looks at lies together: with ten thousand of these it is not in the
	// processor's cache.
	mu     sync.Mutex
	gone   bool       // it has been read to its end: nothing is sent any more
	closed bool       // somebody has said the word that closes it; there is one
	list   bool       // the whole list was asked for
	quiet  bool       // only who leads was asked for: it is told no states
	number uint32     // of this connection, to be asked in turn with others
	behind *behind    // what waits for a reader that has not caught up
	light  *agentSide // of an agent
	told   *wire.Told // the state that it was sent last; nil before it was welcomed
	line   line
	is     Who

	seats  *wire.SeatsNow // as an operator was told last
	hub    *Hub
	ws     *websocket.Conn
	ctx    context.Context // ends with the connection
	cancel context.CancelFunc
	shard  *shard // of the gallery, and the place there; the hub's
	place  int
	said   door.Bucket     // the reader's, as the next
	hellos timer.Allowance // of an agent
	tells  timer.Allowance // of its machine
}

// address is that of the other side, without the port, which says nothing to a person.
func (c *conn) address() string {
	a := c.ws.RemoteAddr().String()
	if host, _, err := net.SplitHostPort(a); err == nil {
		return host
	}
	return a
}

func (c *conn) who() Who {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.is
}

func (c *conn) setWho(w Who) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.is = w
}

// view is what this reader is shown. c.mu is held.
func (c *conn) view() wire.View {
	return wire.View{Role: c.is.Role, List: c.list || wire.Operates(c.is.Role)}
}

// abandon ends both sides at once.
func (c *conn) abandon() {
	c.cancel()
	c.line.close()
}

// read owns the receiving side, and with it the connection's life.
func (c *conn) read(first []byte) {
	defer c.hub.conns.Done()
	defer c.hub.remove(c)
	defer c.hub.agents.leave(c)
	defer c.leave() // also ends a write that nobody reads
	c.bound()
	c.ws.SetPongHandler(func(string) error {
		c.pong()
		c.pace()
		return c.ws.SetReadDeadline(time.Now().Add(c.patience()))
	})
	c.ws.SetCloseHandler(func(code int, _ string) error {
		c.part(code, "")
		return nil
	})
	c.ws.SetPingHandler(func(said string) error {
		c.pace()
		c.answerFrame(frame(websocket.PongMessage, []byte(said)))
		return nil
	})
	if first != nil {
		c.answer(first, c.hub.Clock.Steady())
	}
	for {
		// Set anew here too: a command may have waited long for the disk.
		if err := c.ws.SetReadDeadline(time.Now().Add(c.patience())); err != nil {
			return
		}
		_, text, err := c.ws.ReadMessage()
		came := c.hub.Clock.Steady()
		if err != nil {
			c.sayWhy(err)
			return
		}
		c.hears(came)
		c.pace()
		c.answer(text, came)
	}
}

// How much somebody may say at once and a second: a screen says one thing in two
// seconds, an agent two or three a second. What is said faster is heard later.
const (
	screenBurst, screenRate = 40, 5
	lightBurst, lightRate   = 200, 50
)

// pace holds the reader back where more is said than is heard.
func (c *conn) pace() {
	var wait time.Duration
	switch now := time.Now(); c.who().Role {
	case timer.Public, timer.Booth:
		wait = c.said.Take(now, 1, screenBurst, screenRate)
	case timer.LightRole, timer.Screen:
		wait = c.said.Take(now, 1, lightBurst, lightRate)
	}
	if wait <= 0 {
		return
	}
	pause := time.NewTimer(wait)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-c.ctx.Done():
	}
}

// bound sets how large a message may be, for whoever it is now.
func (c *conn) bound() {
	if c.who().Role == timer.Public {
		c.ws.SetReadLimit(wire.MaxGuestMessage)
		return
	}
	c.ws.SetReadLimit(wire.MaxBody)
}

// leave ends the connection, and with it what its other goroutine may begin.
func (c *conn) leave() {
	c.abandon()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = true
}

// patience is how long the other side may say nothing.
func (c *conn) patience() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.light != nil:
		return agentSilence
	case c.is.Role == timer.Public:
		return screenSilence
	default:
		return operatorSilence
	}
}

func (c *conn) sayWhy(err error) {
	if e, ok := err.(net.Error); ok && e.Timeout() { //nolint:errorlint // gorilla returns it bare
		c.part(wire.CloseSilent, "no answer to pings")
	}
}

// part closes the connection and waits until that has been said, by whoever says it: for
// the reader, with whose end all ends.
func (c *conn) part(code int, text string) {
	c.close(code, text)
	patience := time.NewTimer(farewellWait)
	defer patience.Stop()
	select {
	case <-c.ctx.Done():
	case <-patience.C:
	}
}
