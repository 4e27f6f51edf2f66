package testbed

import (
	"bytes"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// Relay is a cable to a controller, for a page or an agent. It can be held: what is sent
// then arrives nowhere, and nobody is told. (A browser's own "offline" does not touch a
// websocket that is open.) It can be cut, be slow, let through that a connection is
// opened and nothing after it, strand the connections that there are, and be a proxy that
// changes what is said. It notes when there was contact.
type Relay struct {
	listener net.Listener
	all      sync.WaitGroup

	mu       sync.Mutex
	moving   *sync.Cond
	to       string
	held     bool
	headOnly bool // of what the controller says, only the head of an answer passes
	severed  bool // nobody is let through
	slowness time.Duration
	delay    func(fromController bool) time.Duration // of the next message, besides
	old, new []byte
	pairs    map[*pair]struct{}
	contacts []Contact
}

// Contact is a time in which all that was said was heard.
type Contact struct {
	From, To time.Time
}

// pair is one connection, both sides of it.
type pair struct {
	near, far *net.TCPConn
	stranded  bool // of Relay.mu
	gone      bool // of Relay.mu
}

// NewRelay lays a cable to an address, with or without its scheme.
func NewRelay(t testing.TB, to string) *Relay {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &Relay{listener: l, pairs: make(map[*pair]struct{})}
	r.moving = sync.NewCond(&r.mu)
	r.To(to)
	r.all.Go(r.accept)
	t.Cleanup(func() {
		_ = l.Close()
		r.Sever(true)
		r.all.Wait()
	})
	return r
}

// Address is where the cable begins, with the scheme.
func (r *Relay) Address() string { return "http://" + r.listener.Addr().String() }

// To lays the cable to another address, for those who come from now on.
func (r *Relay) To(address string) {
	r.with(func() { r.to = strings.TrimPrefix(address, "http://") })
}

// with changes how the cable is, for what is under way too.
func (r *Relay) with(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
	if r.severed {
		r.cut()
	}
	r.moving.Broadcast()
}

// Hold lets nothing through and ends nothing, until it is let go.
func (r *Relay) Hold(held bool) {
	r.with(func() {
		r.end()
		r.held = held
		if len(r.pairs) > 0 {
			r.begin()
		}
	})
}

// HoldBodies lets nothing of the controller through but the heads of its answers.
func (r *Relay) HoldBodies(held bool) { r.with(func() { r.headOnly = held }) }

// Sever ends all connections, and lets nobody through until it is mended.
func (r *Relay) Sever(severed bool) { r.with(func() { r.severed = severed }) }

// Cut ends all connections; who comes anew gets through.
func (r *Relay) Cut() { r.with(r.cut) }

// Slow delays all that is said.
func (r *Relay) Slow(each time.Duration) { r.with(func() { r.slowness = each }) }

// Delay delays each message by what is asked for it; the order of what it carries stays,
// as over a network that delays, loses and reorders under TCP.
func (r *Relay) Delay(each func(fromController bool) time.Duration) {
	r.with(func() { r.delay = each })
}

// Swap replaces a text by another of the same length, and cuts what is open.
func (r *Relay) Swap(old, new string) {
	r.with(func() {
		r.cut()
		r.old, r.new = []byte(old), []byte(new)
	})
}

// Strand ends contact on the connections that there are, and ends none of them: who comes
// anew gets through.
func (r *Relay) Strand() {
	r.with(func() {
		r.end()
		for p := range r.pairs {
			p.stranded = true
		}
	})
}

// Heard returns the contacts so far; the last one may still last.
func (r *Relay) Heard() (all []Contact) {
	r.with(func() { all = append(all, r.contacts...) })
	if n := len(all); n > 0 && all[n-1].To.IsZero() {
		all[n-1].To = time.Now()
	}
	return all
}

// begin, end and cut are called with r.mu held.
func (r *Relay) begin() {
	r.end()
	if !r.held {
		r.contacts = append(r.contacts, Contact{From: time.Now()})
	}
}

func (r *Relay) end() {
	if n := len(r.contacts); n > 0 && r.contacts[n-1].To.IsZero() {
		r.contacts[n-1].To = time.Now()
	}
}

// cut ends the connections as a cable that is pulled out does, with no good-bye.
func (r *Relay) cut() {
	r.end()
	for p := range r.pairs {
		p.gone = true
		for _, c := range []*net.TCPConn{p.near, p.far} {
			_ = c.SetLinger(0)
			_ = c.Close()
		}
	}
	clear(r.pairs)
}

func (r *Relay) accept() {
	for {
		near, err := r.listener.Accept()
		if err != nil {
			return
		}
		var to string
		r.with(func() { to = r.to })
		far, err := (&net.Dialer{}).Dial("tcp", to)
		if err != nil {
			_ = near.Close()
			continue
		}
		p := &pair{near: near.(*net.TCPConn), far: far.(*net.TCPConn)}
		r.with(func() { // which cuts it again where nobody is let through
			r.pairs[p] = struct{}{}
			r.begin()
			r.all.Go(func() { r.pass(p, p.far, p.near, false) })
			r.all.Go(func() { r.pass(p, p.near, p.far, true) })
		})
	}
}

// chunk is a piece of what is said, and when it is to arrive.
type chunk struct {
	text []byte
	at   time.Time
}

// pass carries what is said one way until a side ends.
func (r *Relay) pass(p *pair, to, from *net.TCPConn, fromController bool) {
	chunks := make(chan chunk, 256)
	r.all.Go(func() { r.write(p, to, chunks, fromController) })
	defer close(chunks)
	for {
		buffer := make([]byte, 16<<10)
		n, err := from.Read(buffer)
		r.mu.Lock()
		text, wait, delay := buffer[:n], r.slowness, r.delay
		if len(r.old) > 0 {
			text = bytes.ReplaceAll(text, r.old, r.new)
		}
		r.mu.Unlock()
		if delay != nil {
			wait += delay(fromController)
		}
		chunks <- chunk{text, time.Now().Add(wait)}
		if err != nil {
			return
		}
	}
}

func (r *Relay) write(p *pair, to *net.TCPConn, chunks <-chan chunk, fromController bool) {
	broken := false
	for c := range chunks {
		if broken {
			continue
		}
		<-time.After(time.Until(c.at))
		r.mu.Lock()
		if end := bytes.Index(c.text, []byte("\r\n\r\n")); fromController && end >= 0 && r.headOnly && !p.gone {
			_, err := to.Write(c.text[:end+4])
			broken = err != nil
			c.text = c.text[end+4:]
		}
		for (r.held || p.stranded || fromController && r.headOnly) && !p.gone {
			r.moving.Wait()
		}
		r.mu.Unlock()
		if _, err := to.Write(c.text); err != nil {
			broken = true
			r.close(p)
		}
	}
	r.close(p)
}

// close ends both sides of a connection of which one has ended.
func (r *Relay) close(p *pair) {
	r.with(func() {
		if p.gone {
			return
		}
		p.gone = true
		_ = p.near.Close()
		_ = p.far.Close()
		if delete(r.pairs, p); len(r.pairs) == 0 {
			r.end()
		}
	})
}
