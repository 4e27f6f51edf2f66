package engine

import (
	"sync"
	"sync/atomic"

	"rostrum/timer"
)

// Subscription delivers snapshots and keeps only the newest: a reader that is
// slow misses intermediate ones and delays nobody.
type Subscription struct {
	c     chan *timer.Snapshot
	close func()
}

// C delivers snapshots; the first one at once. It is closed when the engine
// stops.
func (s *Subscription) C() <-chan *timer.Snapshot { return s.c }

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() { s.close() }

// subscribers are those who are told of each snapshot: lights first, on the goroutine
// that publishes it, and then the subscriptions.
type subscribers struct {
	latest atomic.Pointer[timer.Snapshot]        // read by anybody, who then cannot hold up a publication
	seen   func(*timer.Snapshot) *timer.Snapshot // as whoever comes later sees it

	mu    sync.Mutex
	set   map[*Subscription]struct{}
	ended bool
	first map[*follower]struct{} // the lights
}

// follower is a light, or what stands for several.
type follower struct{ tell func(*timer.Snapshot) }

func (p *subscribers) follow(tell func(*timer.Snapshot)) (leave func()) {
	f := &follower{tell}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.first == nil {
		p.first = make(map[*follower]struct{})
	}
	p.first[f] = struct{}{}
	tell(p.current())
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.first, f)
	}
}

func (p *subscribers) subscribe() *Subscription {
	s := &Subscription{c: make(chan *timer.Snapshot, 1)}
	s.close = func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.set, s)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if latest := p.current(); latest != nil {
		s.c <- latest
	}
	if p.ended {
		close(s.c)
		return s
	}
	if p.set == nil {
		p.set = make(map[*Subscription]struct{})
	}
	p.set[s] = struct{}{}
	return s
}

func (p *subscribers) publish(latest *timer.Snapshot) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest.Store(latest)
	for f := range p.first {
		f.tell(latest)
	}
	for s := range p.set {
		select {
		case <-s.c: // the reader did not come for the one before
		default:
		}
		s.c <- latest
	}
}

// current is the newest one, or nil before the first.
func (p *subscribers) current() *timer.Snapshot {
	if s := p.latest.Load(); s != nil {
		return p.seen(s)
	}
	return nil
}

func (p *subscribers) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	for s := range p.set {
		close(s.c)
	}
	clear(p.set)
}
