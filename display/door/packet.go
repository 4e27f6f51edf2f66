package door

import (
	"net/netip"
	"time"
)

// Packet says whether a packet that came without a connection is looked at: of one address
// as many as one connection of a guest may ask, and no more. It is counted as refused where
// it is not, and nobody is told. Call it for addresses that were named only: each is
// remembered.
func (h *House) Packet(from netip.Addr) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	a := h.of(from, now)
	if a.packets.Take(now, 1, askBurst, askRate) > 0 {
		a.packets.PutBack(1)
		h.counts.Refused++
		return false
	}
	return true
}

// Refuse counts what came and was not looked at.
func (h *House) Refuse() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.counts.Refused++
}
