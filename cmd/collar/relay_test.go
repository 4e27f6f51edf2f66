package main

import (
	"io"
	"net"
	"slices"
	"sync"
	"testing"
	"time"
)

// relay is the cable between an agent and its controller: it can be pulled, and it
// can fall silent. It notes when there was contact.
type relay struct {
	testing.TB
	listener net.Listener
	to       string
	delay    func(toAgent bool) time.Duration // of the next message, or nil
	all      sync.WaitGroup

	mu       sync.Mutex
	moving   *sync.Cond
	silent   bool // bytes are not passed on
	pulled   bool // nobody is let through
	closed   bool
	pairs    map[*pair]struct{}
	contacts []contact
}

// contact is a time in which all that was said was heard.
type contact struct {
	from, to time.Time // to is zero while it lasts
}

// pair is one connection, both sides of it.
type pair struct {
	agent, controller net.Conn
	stranded          bool // of relay.mu
}

func newRelay(t testing.TB, to string) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{TB: t, listener: l, to: to, pairs: make(map[*pair]struct{})}
	r.moving = sync.NewCond(&r.mu)
	r.all.Go(r.accept)
	t.Cleanup(func() {
		_ = l.Close()
		r.with(func() { r.closed, r.silent = true, false })
		r.cut()
		r.all.Wait()
	})
	return r
}

func (r *relay) address() string { return r.listener.Addr().String() }

func (r *relay) with(do func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do()
	r.moving.Broadcast()
}

func (r *relay) accept() {
	for {
		agent, err := r.listener.Accept()
		if err != nil {
			return
		}
		controller, err := net.Dial("tcp", r.to)
		if err != nil {
			_ = agent.Close()
			continue
		}
		p := &pair{agent: agent, controller: controller}
		r.with(func() {
			if r.pulled || r.closed {
				p.close()
				return
			}
			r.pairs[p] = struct{}{}
			r.begin()
			r.all.Go(func() { r.pass(p, agent, r.through(false, controller)) })
			r.all.Go(func() { r.pass(p, controller, r.through(true, agent)) })
		})
	}
}

func (p *pair) close() {
	_ = p.agent.Close()
	_ = p.controller.Close()
}

// pass carries bytes one way until a side ends; then both do.
func (r *relay) pass(p *pair, from net.Conn, to io.WriteCloser) {
	defer func() { _ = to.Close() }()
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		r.with(func() {
			for (r.silent || p.stranded) && !r.closed {
				r.moving.Wait()
			}
		})
		if err == nil {
			_, err = to.Write(buffer[:n])
		}
		if err != nil {
			r.with(func() {
				delete(r.pairs, p)
				if len(r.pairs) == 0 {
					r.end()
				}
			})
			p.close()
			return
		}
	}
}

// begin and end note contact; r.mu is held.
func (r *relay) begin() {
	r.end()
	if !r.silent {
		r.contacts = append(r.contacts, contact{from: time.Now()})
	}
}

func (r *relay) end() {
	if n := len(r.contacts); n > 0 && r.contacts[n-1].to.IsZero() {
		r.contacts[n-1].to = time.Now()
	}
}

// cut ends all connections, as a switch does that is restarted.
func (r *relay) cut() {
	r.with(func() {
		r.end()
		for p := range r.pairs {
			p.close()
		}
		clear(r.pairs)
	})
}

// pull ends all connections, and lets nobody through until it is put back.
func (r *relay) pull() {
	r.with(func() { r.pulled = true })
	r.cut()
}

func (r *relay) putBack() { r.with(func() { r.pulled = false }) }

// strand ends contact on the connections that there are, and ends none of them: who
// comes anew gets through.
func (r *relay) strand() {
	r.with(func() {
		r.end()
		for p := range r.pairs {
			p.stranded = true
		}
	})
}

// hush lets nothing through and ends nothing, until it is told to speak.
func (r *relay) hush() {
	r.with(func() {
		r.end()
		r.silent = true
	})
}

func (r *relay) speak() {
	r.with(func() {
		r.silent = false
		if len(r.pairs) > 0 {
			r.begin()
		}
	})
}

// heard returns the contacts so far.
func (r *relay) heard() (all []contact) {
	r.with(func() { all = append(all, r.contacts...) })
	now := time.Now()
	for i := range all {
		if all[i].to.IsZero() {
			all[i].to = now
		}
	}
	return all
}

// through is the way to one side: straight, or a slow one that keeps the order of
// what it carries, as TCP does over a network that delays, loses and reorders.
func (r *relay) through(toAgent bool, to net.Conn) io.WriteCloser {
	if r.delay == nil {
		return to
	}
	s := &slowWay{to: to, delay: func() time.Duration { return r.delay(toAgent) }, queue: make(chan delayed, 1000)}
	r.all.Go(s.run)
	return s
}

type slowWay struct {
	to    net.Conn
	delay func() time.Duration
	queue chan delayed
}

type delayed struct {
	text []byte
	due  time.Time
}

func (s *slowWay) Write(text []byte) (int, error) {
	s.queue <- delayed{slices.Clone(text), time.Now().Add(s.delay())}
	return len(text), nil
}

func (s *slowWay) Close() error {
	close(s.queue)
	return s.to.Close()
}

func (s *slowWay) run() {
	for d := range s.queue {
		<-time.After(time.Until(d.due))
		_, _ = s.to.Write(d.text) // whoever has gone is found by reading
	}
}
