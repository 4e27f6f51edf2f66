package live

import (
	"sync"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// mail is what goes to many connections at once. What of a state is to be told depends
// on what was told before; each such difference is encoded once.
type mail struct {
	to   *wire.Told // the state, or nil where nothing of it is new
	tick []byte     // frame, or nil
	// hello is the frame that says who leads, where that is news: for those who ask for nothing else.
	hello []byte
	ping  uint64 // the beat: those whose turn it is are asked whether they live
	beat  bool   // a second has gone by

	mu      sync.Mutex
	changes map[difference][]byte
	wholes  map[wire.View][]byte
}

type difference struct {
	view wire.View
	from *wire.Told
}

// change is the frame for a reader that was told from.
func (m *mail) change(v wire.View, from *wire.Told) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := difference{v, from}
	f, known := m.changes[key]
	if !known {
		f = encode(wire.ChangeOf(from, m.to, v))
		if m.changes == nil {
			m.changes = make(map[difference][]byte)
		}
		m.changes[key] = f
	}
	return f
}

// whole is the frame for a reader that was told nothing.
func (m *mail) whole(v wire.View) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, known := m.wholes[v]
	if !known {
		f = encode(wire.WholeOf(m.to, v))
		if m.wholes == nil {
			m.wholes = make(map[wire.View][]byte)
		}
		m.wholes[v] = f
	}
	return f
}

// follow is what is to be told by whoever was not told m and is to be told later.
func (m *mail) follow(later *mail) *mail {
	if m == nil || (later.to != nil || m.to == nil) && (later.tick != nil || m.tick == nil) && (later.hello != nil || m.hello == nil) {
		return later
	}
	both := &mail{to: later.to, tick: later.tick, hello: later.hello, ping: later.ping, beat: later.beat}
	if both.to == nil {
		both.to = m.to
	}
	if both.tick == nil {
		both.tick = m.tick
	}
	if both.hello == nil {
		both.hello = m.hello
	}
	return both
}

// stateOf is the frame of what of a state is new to this reader, or nil. c.mu is held.
func (c *conn) stateOf(m *mail) []byte {
	if m == nil || m.to == nil || c.told == nil || c.told.Version >= m.to.Version || c.light != nil || c.quiet {
		return nil
	}
	from := c.told
	if !wire.Operates(c.is.Role) && from.Public == m.to.Public {
		return nil
	}
	c.told = m.to
	return m.change(c.view(), from)
}

// onGrid says whether the latest tick was due on a whole second of the statement
// that runs. It was not where a change has overtaken it on its way here.
func onGrid(s *timer.Snapshot) bool {
	f := s.Meeting.Floor
	return f == nil || !f.Running || f.ElapsedAt(s.TickAt)%time.Second == 0
}

// put tells what goes to all. A state that the connection was welcomed with is not
// sent to it again. out, where there is one, is told when it has been written; it has
// room.
func (c *conn) put(m *mail, seats *wire.SeatsNow, out chan<- struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told == nil && c.light == nil { // it is being welcomed
		if out != nil {
			out <- struct{}{}
		}
		return
	}
	n := news{state: m, out: out}
	if c.light != nil {
		n.state, n.ping = nil, m.beat
	} else {
		n.tick = m.tick
		if c.quiet {
			n.hello = m.hello
		}
		n.ping = c.turn(m)
	}
	if wire.Operates(c.is.Role) {
		n.seats, n.fully = seats, m.beat && m.ping%seatsEvery == 0
	}
	c.tell(n)
}

// How often, in seconds, those who operate are asked whether they live, and screens;
// not all of them in the same one.
const (
	pingEvery   = 5
	screensTurn = 60
)

// turn says whether it is this connection's turn to be asked whether it lives.
func (c *conn) turn(m *mail) bool {
	switch {
	case !m.beat:
		return false
	case c.is.Role == timer.Public:
		return m.ping%screensTurn == uint64(c.number)%screensTurn
	default:
		return m.ping%pingEvery == 0
	}
}

// seatsEvery is after how many seconds operators are told also what is something else
// each second.
const seatsEvery = 10

// seatsOf is the frame of what about seats is new to an operator, or nil. c.mu is held.
func (c *conn) seatsOf(now *wire.SeatsNow, fully bool) []byte {
	if now == nil || c.seats == nil {
		return nil
	}
	told, news := now.Since(*c.seats, fully)
	if !news {
		return nil
	}
	c.seats = now
	return encode(told)
}
