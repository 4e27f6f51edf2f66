package live

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/door"
	"rostrum/display/wire"
	"rostrum/timer"
)

var upgrader = websocket.Upgrader{
	Subprotocols:    []string{wire.Protocol},
	ReadBufferSize:  256,
	WriteBufferSize: 256,
	WriteBufferPool: &sync.Pool{},
	CheckOrigin:     func(*http.Request) bool { return true }, // whoever calls Join has checked it
}

// Upgrades says whether a request asks for a websocket.
func Upgrades(r *http.Request) bool { return websocket.IsWebSocketUpgrade(r) }

// Join makes a websocket of a request. The connection belongs to the hub from then on,
// and ends with it.
func (h *Hub) Join(w http.ResponseWriter, r *http.Request, is Who) {
	all := r.URL.Query().Get("list") == "all"
	quiet := r.URL.Query().Get("only") == "lead"
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	visitor := door.From(r.Context())
	var first []byte // of what was said before there was a place
	if is.Role == timer.Public && !visitor.Placed() {
		visitor.Heard()
		if first = h.hear(ws, &is); first == nil {
			refuseFull(ws)
			return
		}
		visitor.Known()
	}
	// Nothing of the request: it is over, and a connection may stay for days.
	ctx, cancel := context.WithCancel(context.Background())
	c := &conn{hub: h, ws: ws, ctx: ctx, cancel: cancel, list: all, quiet: quiet, is: is}
	c.line.open(ws.NetConn())
	if !h.add(c) {
		c.abandon()
		return
	}
	h.welcome(c, true)
	// It ends before the hub does; the handler returns, which frees its buffers.
	go c.read(first)
}

// hearWait is how long a newcomer for whom there is no place may take to say a key, from
// when it has a websocket.
const hearWait = 2 * time.Second

// hear waits for the right key of a newcomer, and returns the message that said it, or
// nil.
func (h *Hub) hear(ws *websocket.Conn, is *Who) []byte {
	if is.maySayKey() != nil || ws.SetReadDeadline(time.Now().Add(hearWait)) != nil {
		return nil
	}
	ws.SetReadLimit(wire.MaxGuestMessage)
	_, text, err := ws.ReadMessage()
	if err != nil {
		return nil
	}
	m, err := wire.ParseMessage(text)
	if err != nil || m.Hello == nil || *m.Hello == "" {
		return nil
	}
	if g, err := h.Access.Key(*m.Hello); err != nil || g.Role == string(timer.Metrics) {
		return nil
	}
	return text
}

// refuseFull tells a guest to come again.
func refuseFull(ws *websocket.Conn) {
	again := strconv.Itoa(int(door.RetryAfter.Seconds()))
	_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(wire.CloseFull, again), time.Now().Add(time.Second))
	_ = ws.Close()
}
