package live

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
	"rostrum/timer"
)

// mail is what goes to all connections at once; nil is nothing new.
type mail struct {
	version     uint64
	states      map[timer.Role]*websocket.PreparedMessage
	tick        *websocket.PreparedMessage
	seats       *websocket.PreparedMessage // for operators
	beat        bool                       // a second has gone by: agents are asked whether they live
	ping, check bool
}

// onGrid says whether the latest tick was due on a whole second of the statement
// that runs. It was not where a change has overtaken it on its way here.
func onGrid(s *timer.Snapshot) bool {
	f := s.Meeting.Floor
	return f == nil || !f.Running || f.ElapsedAt(s.TickAt)%time.Second == 0
}

// prepareStates encodes what has changed since seen, for each role that is here
// and sees it.
func (h *Hub) prepareStates(s, seen *timer.Snapshot, now timer.Stamp) map[timer.Role]*websocket.PreparedMessage {
	states := make(map[timer.Role]*websocket.PreparedMessage)
	for role, n := range h.Connected() {
		if n > 0 && (s.Public != seen.Public || wire.Operates(role)) {
			states[role] = h.prepareState(s, now, role)
		}
	}
	return states
}

func (h *Hub) prepareState(s *timer.Snapshot, now timer.Stamp, role timer.Role) *websocket.PreparedMessage {
	state := wire.StateOf(s, now, role)
	state.Type = "state"
	return prepare(state)
}

func (h *Hub) prepareSeats(s *timer.Snapshot, now timer.Stamp) *websocket.PreparedMessage {
	if n := h.Connected(); n[timer.Chair]+n[timer.Secretary] == 0 {
		return nil
	}
	return prepare(wire.SeatsOf(s, now))
}

// prepare encodes a message once for all connections. The messages are plain
// values of this program, so that encoding cannot fail; if it did, there would
// be nothing to send.
func prepare(message any) *websocket.PreparedMessage {
	text, err := json.Marshal(message)
	if err != nil {
		return nil
	}
	p, err := websocket.NewPreparedMessage(websocket.TextMessage, text)
	if err != nil {
		return nil
	}
	return p
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
	defer h.mu.Unlock()
	h.screens = screens
	screens.Type = "screens"
	text := prepare(screens)
	for c := range h.first {
		c.putScreens(text)
	}
	for c := range h.rest {
		c.putScreens(text)
	}
}
