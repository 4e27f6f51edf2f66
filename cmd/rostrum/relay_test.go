package main

import (
	"bytes"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// relay is a cable between a page and the controller that can be held: what is
// sent through it then arrives nowhere, and nobody is told. (A browser's own
// "offline" does not touch a websocket that is open.) It can also be cut, be slow,
// let through that a connection is opened and nothing after it, and be a proxy that
// changes what is said.
type relay struct {
	listener net.Listener
	to       string
	ended    sync.WaitGroup

	mu       sync.Mutex
	flow     *sync.Cond
	held     bool
	headOnly bool // of what the controller says, only the head of an answer passes
	severed  bool
	slowness time.Duration
	old, new []byte
	ends     map[*net.TCPConn]bool
}

func newRelay(t testing.TB, to string) *relay {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{listener: l, to: strings.TrimPrefix(to, "http://"), ends: make(map[*net.TCPConn]bool)}
	r.flow = sync.NewCond(&r.mu)
	r.ended.Go(r.accept)
	t.Cleanup(func() {
		_ = l.Close()
		r.set(func() { r.held, r.headOnly, r.severed = false, false, true })
		r.ended.Wait()
	})
	return r
}

func (r *relay) address() string { return "http://" + r.listener.Addr().String() }

// set changes how the cable is, for what is under way too.
func (r *relay) set(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
	if r.severed {
		for c := range r.ends {
			r.reset(c)
		}
	}
	r.flow.Broadcast()
}

func (r *relay) hold(held bool)          { r.set(func() { r.held = held }) }
func (r *relay) holdBodies(held bool)    { r.set(func() { r.headOnly = held }) }
func (r *relay) cut(severed bool)        { r.set(func() { r.severed = severed }) }
func (r *relay) slow(each time.Duration) { r.set(func() { r.slowness = each }) }

// swap replaces a text by another of the same length, and cuts what is open.
func (r *relay) swap(old, new string) {
	r.cut(true)
	r.set(func() { r.old, r.new, r.severed = []byte(old), []byte(new), false })
}

// reset ends a connection as a cable that is pulled out does, with no good-bye.
func (r *relay) reset(c *net.TCPConn) {
	delete(r.ends, c)
	_ = c.SetLinger(0)
	_ = c.Close()
}

func (r *relay) accept() {
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
		r.set(func() { r.ends[near.(*net.TCPConn)], r.ends[far.(*net.TCPConn)] = true, true })
		r.ended.Go(func() { r.copy(near, far, true) })
		r.ended.Go(func() { r.copy(far, near, false) })
	}
}

// chunk is a piece of what is said, and when it is to arrive.
type chunk struct {
	text []byte
	at   time.Time
}

func (r *relay) copy(to, from net.Conn, down bool) {
	chunks := make(chan chunk, 256)
	r.ended.Go(func() { r.write(to, from, chunks, down) })
	defer close(chunks)
	for {
		buffer := make([]byte, 16<<10)
		n, err := from.Read(buffer)
		r.mu.Lock()
		text := buffer[:n]
		if len(r.old) > 0 {
			text = bytes.ReplaceAll(text, r.old, r.new)
		}
		at := time.Now().Add(r.slowness)
		r.mu.Unlock()
		chunks <- chunk{text, at}
		if err != nil {
			return
		}
	}
}

func (r *relay) write(to, from net.Conn, chunks <-chan chunk, down bool) {
	broken := false
	for c := range chunks {
		if broken {
			continue
		}
		<-time.After(time.Until(c.at))
		if end := bytes.Index(c.text, []byte("\r\n\r\n")); down && end >= 0 && r.is(&r.headOnly) {
			_, err := to.Write(c.text[:end+4])
			broken = err != nil
			c.text = c.text[end+4:]
		}
		r.mu.Lock()
		for (r.held || down && r.headOnly) && !r.severed {
			r.flow.Wait()
		}
		r.mu.Unlock()
		if _, err := to.Write(c.text); err != nil {
			broken = true
			_ = from.Close()
		}
	}
	r.set(func() {
		for _, end := range []net.Conn{to, from} {
			delete(r.ends, end.(*net.TCPConn))
			_ = end.Close()
		}
	})
}

func (r *relay) is(what *bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *what
}
