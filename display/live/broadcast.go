package live

import (
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

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

// headStart is how long the gallery waits at most for operators and lights.
const headStart = 5 * time.Millisecond

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
