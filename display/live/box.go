package live

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

// box holds what is to be sent: the newest state and tick, never a queue of
// them.
type box struct {
	replies   [][]byte
	course    *websocket.PreparedMessage
	seats     *websocket.PreparedMessage
	screens   *websocket.PreparedMessage
	state     *websocket.PreparedMessage
	version   uint64
	tick      *websocket.PreparedMessage
	ping      bool
	check     bool
	out       chan<- struct{} // told when this has been written
	closeCode int
	closeText string
}

// put takes what the hub sends to all. A state that the connection was welcomed
// with is not sent to it again. out, where there is one, is told when it has been
// written; it has room.
func (c *conn) put(m *mail, out chan<- struct{}) {
	c.mu.Lock()
	c.box.out = out
	agent := c.light.is != nil
	if state := m.states[c.is.Role]; state != nil && m.version > c.box.version && !agent {
		c.box.state, c.box.version = state, m.version
	}
	if m.tick != nil && !agent {
		c.box.tick = m.tick
	}
	if m.seats != nil && wire.Operates(c.is.Role) {
		c.box.seats = m.seats
	}
	c.box.ping = c.box.ping || m.ping || m.beat && agent
	c.box.check = c.box.check || m.check
	c.mu.Unlock()
	c.ring()
}

func (c *conn) putState(state *websocket.PreparedMessage, version uint64) {
	c.mu.Lock()
	if version >= c.box.version {
		c.box.state, c.box.version = state, version
	}
	c.mu.Unlock()
	c.ring()
}

// putScreens tells a page how the public screens are; an agent has none.
func (c *conn) putScreens(screens *websocket.PreparedMessage) {
	c.mu.Lock()
	if c.light.is == nil {
		c.box.screens = screens
	}
	c.mu.Unlock()
	c.ring()
}

// reply sends an answer to this client only. Who asks faster than it reads waits
// for room; who does not read at all is closed.
func (c *conn) reply(message any) {
	text, err := json.Marshal(message)
	if err != nil {
		return
	}
	patience := time.NewTimer(writeWait)
	defer patience.Stop()
	for !c.putReply(text) {
		select {
		case <-c.room:
		case <-c.ctx.Done():
			return
		case <-patience.C:
			c.close(wire.CloseSlow, "answers were not read")
			return
		}
	}
	c.ring()
}

func (c *conn) putReply(text []byte) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.box.replies) >= maxReplies {
		return false
	}
	c.box.replies = append(c.box.replies, text)
	return true
}

// close lets the writer say why, and then end.
func (c *conn) close(code int, text string) {
	c.mu.Lock()
	if c.box.closeCode == 0 {
		c.box.closeCode, c.box.closeText = code, text
	}
	c.mu.Unlock()
	c.ring()
}
