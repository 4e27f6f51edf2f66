package timer

import "sync"

// Subscription delivers snapshots and keeps only the newest: a reader that is
// slow misses intermediate ones and delays nobody.
type Subscription struct {
	c     chan *Snapshot
	close func()
}

// C delivers snapshots; the first one at once. It is closed when the engine
// stops.
func (s *Subscription) C() <-chan *Snapshot { return s.c }

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() { s.close() }

// subscribers publishes to subscriptions.
type subscribers struct {
	mu     sync.Mutex
	set    map[*Subscription]struct{}
	latest *Snapshot
	ended  bool
}

func (p *subscribers) subscribe() *Subscription {
	s := &Subscription{c: make(chan *Snapshot, 1)}
	s.close = func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.set, s)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.latest != nil {
		s.c <- p.latest
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

func (p *subscribers) publish(latest *Snapshot) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest = latest
	for s := range p.set {
		select {
		case <-s.c: // the reader did not come for the one before
		default:
		}
		s.c <- latest
	}
}

func (p *subscribers) current() *Snapshot {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.latest
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
