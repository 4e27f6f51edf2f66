package display_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

// How long a test waits for what must come: generous, since only a failing test
// waits so long. In a bubble an hour costs nothing.
const (
	patience         = 20 * time.Second
	patienceInBubble = time.Hour
)

// client is the other end of a websocket.
type client struct {
	*house
	ws *websocket.Conn
}

// message is what came, one JSON object.
type message struct {
	Type string          `json:"type"`
	ID   string          `json:"id"`
	N    uint64          `json:"n"`
	Rev  uint64          `json:"rev"`
	Role string          `json:"role"`
	T0   json.RawMessage `json:"t0"`
	T1   float64         `json:"t1"`
	T2   float64         `json:"t2"`
	Boot string          `json:"boot"`
	Run  string          `json:"run"`

	ElapsedMS *int64      `json:"elapsed_ms"`
	ClockMS   float64     `json:"clock_ms"`
	Paused    bool        `json:"paused"`
	Error     *wire.Error `json:"error"`
	text      []byte
}

// join opens a websocket; the header may be nil.
func (h *house) join(header http.Header) *client {
	h.t.Helper()
	return h.joinAt("/ws", header)
}

// joinAt opens a websocket at an address of the house.
func (h *house) joinAt(path string, header http.Header) *client {
	h.t.Helper()
	ws, response, err := h.tryJoinAt(path, header)
	if err != nil {
		h.t.Fatalf("join: %v, %v", err, response)
	}
	h.t.Cleanup(func() { _ = ws.Close() })
	return &client{h, ws}
}

func (h *house) tryJoin(header http.Header) (*websocket.Conn, *http.Response, error) {
	return h.tryJoinAt("/ws", header)
}

func (h *house) tryJoinAt(path string, header http.Header) (*websocket.Conn, *http.Response, error) {
	dialer := websocket.Dialer{
		Subprotocols: []string{wire.Protocol},
		NetDial:      func(string, string) (net.Conn, error) { return h.door.dial() },
	}
	return dialer.Dial("ws://"+h.door.Addr().String()+path, header)
}

// withKey is a header with a key.
func withKey(key string) http.Header { return http.Header{"Authorization": {"Bearer " + key}} }

// welcomed joins and reads the first two messages.
func (h *house) welcomed(header http.Header) *client {
	h.t.Helper()
	c := h.join(header)
	c.expect("hello")
	c.expect("state")
	return c
}

// next reads one message, which must be one JSON object.
func (c *client) next() message {
	c.t.Helper()
	c.wait()
	return c.must()
}

// wait begins a wait for one or several messages.
func (c *client) wait() {
	d := patience
	if _, ok := c.door.(*pipeDoor); ok {
		d = patienceInBubble
	}
	_ = c.ws.SetReadDeadline(time.Now().Add(d)) // fails where the read will
}

func (c *client) must() message {
	c.t.Helper()
	m, err := c.read()
	if err != nil {
		c.t.Fatalf("no message came: %v", err)
	}
	return m
}

func (c *client) read() (message, error) {
	kind, text, err := c.ws.ReadMessage()
	if err != nil {
		return message{}, err
	}
	m := message{text: text}
	if kind != websocket.TextMessage {
		return m, errors.New("a message that is not text")
	}
	return m, json.Unmarshal(text, &m) // refuses two objects in one message
}

// expect reads the next message that is not a tick, and wants that type.
func (c *client) expect(kind string) message {
	c.t.Helper()
	c.wait()
	for {
		m := c.must()
		if m.Type == kind {
			return m
		}
		if m.Type != "tick" {
			c.t.Fatalf("got %s, want %s", m.text, kind)
		}
	}
}

// await reads on to the first message of that type for which ok holds.
func (c *client) await(kind string, ok func(message) bool) message {
	c.t.Helper()
	c.wait()
	for {
		if m := c.must(); m.Type == kind && ok(m) {
			return m
		}
	}
}

// send sends one message.
func (c *client) send(text string) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		c.t.Fatalf("send: %v", err)
	}
}

// closed reads on to the end, and returns the close code: 0 where there was none.
func (c *client) closed() int {
	c.t.Helper()
	c.wait()
	for {
		_, err := c.read()
		if err == nil {
			continue
		}
		var told *websocket.CloseError
		if errors.As(err, &told) {
			return told.Code
		}
		var slow net.Error
		if errors.As(err, &slow) && slow.Timeout() {
			c.t.Fatal("the connection was not closed")
		}
		return 0
	}
}

func contains(m message, text string) bool { return bytes.Contains(m.text, []byte(text)) }
