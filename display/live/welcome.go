package live

import (
	"time"

	"rostrum/display/wire"
)

// presentAge is how old what a newcomer is told may be: made once, it serves all who
// come within a second and find nothing changed.
const presentAge = time.Second

// now is the present state. h.mu is held.
func (h *Hub) now() *mail {
	s, now := h.Engine.Snapshot(), h.Clock.Now()
	if p := h.present; p == nil || p.to.Version != s.Version || p.to.Run != s.Run || p.to.Lead != s.Lead || now.Steady.Sub(p.to.At.Steady) >= presentAge {
		h.present = &mail{to: &wire.Told{Snapshot: s, At: now}}
	}
	return h.present
}

// welcome tells one connection the present state: a join costs the others nothing. The
// connection has been added before, so that no change can fall between; at first it is
// greeted too.
func (h *Hub) welcome(c *conn, first bool) {
	var greeting []byte
	h.mu.Lock()
	if first {
		greeting = h.greeting()
	}
	if c.agent() != nil {
		h.welcomeAgent(c)
		h.mu.Unlock()
		return
	}
	m := h.now()
	h.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told != nil && c.told.Version > m.to.Version {
		m = &mail{to: c.told} // what it has been told already is newer
	}
	c.told = m.to
	if c.quiet {
		if first {
			c.push(greeting)
		}
		return
	}
	if wire.Operates(c.is.Role) {
		seats := wire.SeatsOf(m.to.Snapshot, m.to.At)
		c.seats = &seats
	}
	state := m.whole(c.view())
	c.push(append(greeting[:len(greeting):len(greeting)], state...))
}

// greeting is the first frame on every connection. h.mu is held.
func (h *Hub) greeting() []byte {
	now := h.Engine.Snapshot()
	if h.hello == nil || h.greeted != now.Lead {
		h.greeted = now.Lead
		h.hello = encode(wire.Hello{
			Type: "hello", Protocol: wire.Protocol, Run: now.Run, Lead: now.Lead, Standby: now.Standby != nil, Boot: h.Clock.Boot(),
			Version: h.Version, Pages: h.Pages, Screens: &h.screens,
		})
	}
	return h.hello
}

// welcomeAgent tells an agent what the others were told last, and not what is newest:
// so that what follows, follows in order, and nothing is told twice, also where it comes
// before the hub is at work. h.mu is held.
func (h *Hub) welcomeAgent(c *conn) {
	if h.play == nil || h.Engine.Snapshot().Standby != nil { // which the hub was not told yet
		return
	}
	now := h.Clock.Now()
	course := wire.CourseOf(*h.play, h.Engine.Snapshot().Run, now)
	c.putCourse(&course, encode(course), now.Steady)
}
