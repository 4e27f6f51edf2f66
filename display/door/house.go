package door

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"
)

// How newcomers are heard where there is no place: for how long before somebody hears what
// they say, and how many.
const (
	hearing  = 2*time.Second + 500*time.Millisecond
	mostHear = 64
)

// RetryAfter is when a guest who found no place may come again, beside a jitter of the
// guest's own.
const RetryAfter = 15 * time.Second

// House is who has come in, by all doors. Its methods may be called by any goroutine.
type House struct {
	measure Measure
	compute chan struct{} // held by the handshake that is being computed
	entry   chan struct{} // held by newcomers

	mu        sync.Mutex
	guests    int
	addresses map[netip.Addr]*address
	heard     []*Visitor // those without a place, the oldest first
	counts    Counts
}

// Counts are of guests since the start.
type Counts struct {
	Here    int `json:"here"`    // guests that have a place now
	Places  int `json:"places"`  // 0 = no ceiling
	Refused int `json:"refused"` // came, and found no place; or packets that were not looked at
	Slowed  int `json:"slowed"`  // answers that were late, for more was asked than the measure allows
}

// address is what is known of one.
type address struct {
	guests  int
	arrival Bucket
	asks    Bucket
	packets Bucket // that came without a connection
	seen    time.Time
}

// New returns an empty house. Of the descriptors that the system gives, some are kept
// for files, operators and lights.
func New(m Measure) *House {
	if most := descriptors(); most > 0 {
		free := max(1, most-kept)
		if m.Guests == 0 || m.Guests > free {
			m.Guests = free
		}
	}
	return &House{measure: m, compute: make(chan struct{}, 1), entry: make(chan struct{}, mostEntering), addresses: make(map[netip.Addr]*address)}
}

// kept are the descriptors that no guest has: the journal's and the log's, of operators
// and lights, of newcomers that are heard.
const kept = 256 + mostHear

// Counts returns the counts of now.
func (h *House) Counts() Counts {
	if h == nil {
		return Counts{}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	c := h.counts
	c.Here, c.Places = h.guests, h.measure.Guests
	return c
}

// forgetAfter is how long an address without guests is remembered, and mostAddresses
// how many are before that is looked at.
const (
	forgetAfter   = time.Minute
	mostAddresses = 4096
)

// of returns what is known of an address. h.mu is held.
func (h *House) of(addr netip.Addr, now time.Time) *address {
	a := h.addresses[addr]
	if a == nil {
		if len(h.addresses) >= mostAddresses {
			for other, is := range h.addresses {
				if is.guests == 0 && now.Sub(is.seen) > forgetAfter {
					delete(h.addresses, other)
				}
			}
		}
		a = &address{}
		h.addresses[addr] = a
	}
	a.seen = now
	return a
}

// arrive counts a newcomer: with a place, or heard without.
func (h *House) arrive(v *Visitor, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m := h.measure
	a := h.of(v.addr, now)
	rushed := m.GuestRate > 0 && a.arrival.Take(now, 1, float64(m.GuestRate), float64(m.GuestRate)) > 0
	if rushed {
		a.arrival.PutBack(1)
	}
	if rushed || m.Guests > 0 && h.guests >= m.Guests || m.GuestsPerAddress > 0 && a.guests >= m.GuestsPerAddress {
		v.standing = unplaced
		h.counts.Refused++
		if len(h.heard) >= mostHear {
			h.heard[0].dismiss() // it has been heard for longest
		}
		h.heard = append(h.heard, v)
		v.leaves = time.AfterFunc(hearing, v.expire)
		return
	}
	v.standing = guest
	h.guests++
	a.guests++
}

// depart takes a visitor out of the counts, as whoever it is now. h.mu is held.
func (h *House) depart(v *Visitor) {
	switch v.standing {
	case guest:
		h.guests--
		if a := h.addresses[v.addr]; a != nil {
			a.guests--
		}
	case unplaced:
		for i, other := range h.heard {
			if other == v {
				h.heard = append(h.heard[:i], h.heard[i+1:]...)
				break
			}
		}
		v.leaves.Stop()
	}
	v.standing = gone
}

// pace returns how long a request of a guest has to wait.
func (h *House) pace(v *Visitor, now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	if v.standing == known {
		return 0
	}
	wait := max(v.asks.Take(now, 1, askBurst, askRate), h.of(v.addr, now).asks.Take(now, 1, addressAskBurst, addressAskRate))
	if wait > 0 {
		h.counts.Slowed++
	}
	return wait
}

// slowed counts one that was answered or heard later.
func (h *House) slowed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.counts.Slowed++
}

// Door lets visitors in by a listener.
func (h *House) Door(l net.Listener) net.Listener { return &listener{l, h} }

type listener struct {
	net.Listener
	house *House
}

// How many newcomers are looked at at once, and how long one can hold up the others.
// All that come at once would be ready to run at once, and the light would have to wait
// for its turn among them; so they wait in the kernel. Six thousand a second come in,
// be they as slow as they like.
const (
	mostEntering = 32
	entering     = 5 * time.Millisecond
)

// Accept returns the next visitor.
func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.house.entry <- struct{}{} // others give theirs back in any case
	v := &Visitor{Conn: c, house: l.house}
	v.enters = time.AfterFunc(entering, v.makeWay)
	if at, err := netip.ParseAddrPort(c.RemoteAddr().String()); err == nil {
		v.addr = at.Addr().Unmap()
	}
	l.house.arrive(v, time.Now())
	limit(c)
	return v, nil
}

type visiting struct{}

// Context lets requests know whose they are; it is for http.Server's ConnContext.
func Context(ctx context.Context, c net.Conn) context.Context {
	if v := Of(c); v != nil {
		return context.WithValue(ctx, visiting{}, v)
	}
	return ctx
}

// From returns who sends a request, or nil where it came by no door of a house.
func From(ctx context.Context) *Visitor {
	v, _ := ctx.Value(visiting{}).(*Visitor)
	return v
}

// Of returns the visitor at the other end of a connection, whatever is wrapped around
// it, or nil.
func Of(c net.Conn) *Visitor {
	for {
		switch is := c.(type) {
		case *Visitor:
			return is
		case interface{ NetConn() net.Conn }:
			c = is.NetConn()
		default:
			return nil
		}
	}
}
