package main

import (
	"net"
	"strings"
	"sync"
	"testing"
)

// relay is a cable between a page and the controller that can be held: what is
// sent through it then arrives nowhere, and nobody is told. (A browser's own
// "offline" does not touch a websocket that is open.)
type relay struct {
	listener net.Listener
	to       string

	mu   sync.Mutex
	flow *sync.Cond
	held bool
	ends []net.Conn
}

func newRelay(t testing.TB, to string) *relay {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{listener: l, to: strings.TrimPrefix(to, "http://")}
	r.flow = sync.NewCond(&r.mu)
	var ended sync.WaitGroup
	ended.Go(func() { r.accept(&ended) })
	t.Cleanup(func() {
		_ = l.Close()
		r.hold(false)
		r.mu.Lock()
		for _, c := range r.ends {
			_ = c.Close()
		}
		r.mu.Unlock()
		ended.Wait()
	})
	return r
}

func (r *relay) address() string { return "http://" + r.listener.Addr().String() }

func (r *relay) hold(held bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held = held
	r.flow.Broadcast()
}

func (r *relay) accept(ended *sync.WaitGroup) {
	for {
		near, err := r.listener.Accept()
		if err != nil {
			return
		}
		far, err := (&net.Dialer{}).Dial("tcp", r.to)
		if err != nil {
			_ = near.Close()
			continue
		}
		r.mu.Lock()
		r.ends = append(r.ends, near, far)
		r.mu.Unlock()
		ended.Go(func() { r.copy(near, far) })
		ended.Go(func() { r.copy(far, near) })
	}
}

func (r *relay) copy(to, from net.Conn) {
	defer func() { _, _ = to.Close(), from.Close() }()
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer)
		r.mu.Lock()
		for r.held {
			r.flow.Wait()
		}
		r.mu.Unlock()
		if _, werr := to.Write(buffer[:n]); err != nil || werr != nil {
			return
		}
	}
}
