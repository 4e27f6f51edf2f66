package live

import (
	"context"
	"runtime"
	"slices"
	"sync"
)

// shard is a part of the gallery, which one goroutine tells what is new: as many parts
// as there are processors. What comes while it is at work waits, the newest of it.
type shard struct {
	wake chan struct{}

	mu    sync.Mutex
	conns []*conn
	next  *mail
}

func newShard() *shard { return &shard{wake: make(chan struct{}, 1)} }

// breath is after how many screens a shard lets others have the processor: at 5 µs a
// screen nobody waits for longer than a third of a millisecond.
const breath = 64

func (s *shard) run(ctx context.Context) {
	var all []*conn // kept, so that a tick allocates nothing
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		s.mu.Lock()
		m := s.next
		s.next = nil
		all = append(all[:0], s.conns...)
		s.mu.Unlock()
		if m == nil {
			continue
		}
		for i, c := range all {
			if i%breath == breath-1 {
				runtime.Gosched()
			}
			c.put(m, nil, nil)
		}
		clear(all) // who has gone is not kept
	}
}

func (s *shard) post(m *mail) {
	s.mu.Lock()
	s.next = s.next.follow(m)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// add takes a connection. The hub's lock is held.
func (s *shard) add(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.shard, c.place = s, len(s.conns)
	s.conns = append(s.conns, c)
}

// remove gives the place of a connection to the last one. The hub's lock is held.
func (s *shard) remove(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.conns[len(s.conns)-1]
	s.conns[c.place], last.place = last, c.place
	s.conns = slices.Delete(s.conns, len(s.conns)-1, len(s.conns))
	c.shard = nil
}

func (s *shard) all() []*conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.conns)
}
