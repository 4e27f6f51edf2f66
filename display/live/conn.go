package live

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
	"rostrum/timer"
)

// The patience with a connection. A reader that is dead is found by its
// silence; the kernel's buffers would hide it for hours.
const (
	writeWait   = 5 * time.Second
	silenceWait = 15 * time.Second
	maxReplies  = 64       // answers that wait for a reader who does not read them
	sendBuffer  = 64 << 10 // of the kernel, so that old ticks do not pile up there
)

var upgrader = websocket.Upgrader{
	Subprotocols:    []string{wire.Protocol},
	ReadBufferSize:  512,
	WriteBufferSize: 1024,
	WriteBufferPool: &sync.Pool{},
	CheckOrigin:     func(*http.Request) bool { return true }, // whoever calls Join has checked it
}

// conn is one websocket: a goroutine that reads and one that writes.
type conn struct {
	hub     *Hub
	ws      *websocket.Conn
	address string        // of the other side
	ponged  chan struct{} // a ping was answered
	wake    chan struct{} // there is something in the box
	room    chan struct{} // the box was emptied
	done    chan struct{} // closed when reading has ended
	ctx     context.Context
	cancel  context.CancelFunc

	mu    sync.Mutex
	is    Who
	light agentSide // of an agent
	box   box
}

// Upgrades says whether a request asks for a websocket.
func Upgrades(r *http.Request) bool { return websocket.IsWebSocketUpgrade(r) }

// Join makes a websocket of a request. The connection belongs to the hub from then on,
// and ends with it.
func (h *Hub) Join(w http.ResponseWriter, r *http.Request, is Who) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	if tcp, ok := ws.NetConn().(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(sendBuffer) // only a wish
	}
	// Nothing of the request: it is over, and a connection may stay for days.
	ctx, cancel := context.WithCancel(context.Background())
	c := &conn{
		hub: h, ws: ws, address: host(ws.RemoteAddr()), is: is, ctx: ctx, cancel: cancel, ponged: make(chan struct{}, 1),
		wake: make(chan struct{}, 1), room: make(chan struct{}, 1), done: make(chan struct{}),
	}
	if !h.add(c) {
		cancel()
		_ = ws.Close()
		return
	}
	shown := h.Screens()
	c.reply(wire.Hello{
		Type: "hello", Protocol: wire.Protocol, Run: h.Engine.Snapshot().Run, Boot: h.Clock.Boot(), Version: h.Version, Pages: h.Pages, Screens: &shown,
	})
	h.welcome(c)
	// Both end before the hub does; the handler returns, which frees its buffers.
	go c.write()
	go c.read()
}

// host is the address without the port, which says nothing to a person.
func host(a net.Addr) string {
	if host, _, err := net.SplitHostPort(a.String()); err == nil {
		return host
	}
	return a.String()
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

func (c *conn) ring() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// abandon ends both sides at once.
func (c *conn) abandon() {
	c.cancel()
	_ = c.ws.Close()
}

// write owns the sending side.
func (c *conn) write() {
	defer c.hub.conns.Done()
	defer c.abandon() // also ends the reader
	for {
		select {
		case <-c.done:
			return
		case <-c.wake:
		}
		c.mu.Lock()
		b := c.box
		c.box = box{version: b.version}
		c.mu.Unlock()
		select {
		case c.room <- struct{}{}:
		default:
		}
		if b.check && c.revoked() {
			b.closeCode, b.closeText = wire.CloseRevoked, "the key was revoked"
		}
		if !c.send(&b) {
			return
		}
		if b.out != nil {
			b.out <- struct{}{}
		}
	}
}

// send writes the contents of a box and says whether the connection goes on.
func (c *conn) send(b *box) bool {
	deadline := time.Now().Add(writeWait)
	if err := c.ws.SetWriteDeadline(deadline); err != nil {
		return false
	}
	for _, text := range b.replies {
		if err := c.ws.WriteMessage(websocket.TextMessage, text); err != nil {
			return false
		}
	}
	for _, message := range []*websocket.PreparedMessage{b.course, b.screens, b.state, b.seats, b.tick} {
		if message == nil {
			continue
		}
		if err := c.ws.WritePreparedMessage(message); err != nil {
			return false
		}
	}
	if b.ping {
		if err := c.ws.WriteControl(websocket.PingMessage, nil, deadline); err != nil {
			return false
		}
	}
	if b.closeCode != 0 {
		_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(b.closeCode, b.closeText), deadline)
		return false
	}
	return true
}

func (c *conn) revoked() bool {
	is := c.who()
	return is.Role != timer.Public && !c.hub.Access.Holds(is.grant)
}

// read owns the receiving side, and with it the connection's life.
func (c *conn) read() {
	defer c.hub.conns.Done()
	defer c.hub.remove(c)
	defer c.hub.agents.leave(c)
	defer close(c.done)
	defer c.abandon() // also ends a write that nobody reads
	c.ws.SetReadLimit(wire.MaxBody)
	c.ws.SetPongHandler(func(string) error {
		select {
		case c.ponged <- struct{}{}:
		default:
		}
		return c.ws.SetReadDeadline(time.Now().Add(c.patience()))
	})
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
		c.answer(text, came)
	}
}

// patience is how long the other side may say nothing.
func (c *conn) patience() time.Duration {
	if c.agent() != nil {
		return agentSilence
	}
	return silenceWait
}

func (c *conn) sayWhy(err error) {
	if e, ok := err.(net.Error); ok && e.Timeout() { //nolint:errorlint // gorilla returns it bare
		_ = c.ws.WriteControl(websocket.CloseMessage,
			websocket.FormatCloseMessage(wire.CloseSilent, "no answer to pings"), time.Now().Add(writeWait))
	}
}
