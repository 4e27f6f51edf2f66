package live

import (
	"maps"
	"slices"

	"rostrum/display/wire"
)

// Whose keys and sessions the connections have, and what becomes of these when a key is
// no more.

// revokeEvery is after how many seconds keys are looked at.
const revokeEvery = 5

// inspect ends the connections whose key was revoked, and takes down whose hold. The disk
// is asked by a goroutine of its own, one at a time, for it may take long.
func (h *Hub) inspect() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.inspecting || h.closed || len(h.first) == 0 {
		return
	}
	h.inspecting = true
	keyed := slices.Collect(maps.Keys(h.first))
	h.conns.Add(1) // which is more than none already: those that are inspected
	go func() {
		defer h.conns.Done()
		for _, c := range keyed {
			switch is := c.who(); {
			case is.grant == nil:
			case h.Access.Holds(*is.grant):
				h.Access.Saw(*is.grant)
			default:
				c.close(wire.CloseRevoked, "the key was revoked")
			}
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.inspecting = false
	}()
}

// Here says whose keys and sessions are connected now, by their public names.
func (h *Hub) Here() map[string]bool {
	here := make(map[string]bool)
	for _, c := range h.holders() {
		if id := c.who().ID(); id != "" {
			here[id] = true
		}
	}
	return here
}

// Dismiss ends the connections of a session that was ended, at once.
func (h *Hub) Dismiss(id string) {
	for _, c := range h.holders() {
		if c.who().ID() == id {
			c.close(wire.CloseRevoked, "the session was ended")
		}
	}
}

// holders are the connections that said a key.
func (h *Hub) holders() []*conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.first))
}
