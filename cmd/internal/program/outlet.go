package program

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"
)

// How much an outlet holds for a reader that stands still, in bytes; and how long it
// waits for one at the end. The latter is longer than a machine may stand.
const (
	mostHeld    = 1 << 20
	lastMoments = 400 * time.Millisecond
)

// Outlet is a way out for what a program says while it must not wait: a terminal on
// which somebody pressed Ctrl-S, and a pipe that nobody reads, take nothing for hours. It
// holds a megabyte; what comes then is dropped, and counted. Its methods may be called by
// several goroutines.
type Outlet struct {
	out  io.Writer // of run alone
	wake chan struct{}
	done chan struct{} // closed when all is written after Close

	mu      sync.Mutex
	held    []said
	size    int               // of what is held, and of what is being written
	dropped int               // lines, since the last that found room
	tell    func(dropped int) // writes to out that lines were dropped
	closed  bool
}

type said struct {
	text    []byte
	dropped int // lines that found no room before it
}

// NewOutlet returns an outlet whose goroutine writes to out until Close.
func NewOutlet(out io.Writer) *Outlet {
	o := &Outlet{out: out, wake: make(chan struct{}, 1), done: make(chan struct{})}
	o.tell = func(dropped int) { fmt.Fprintf(out, "%d lines were dropped, since nobody read them\n", dropped) }
	go o.run()
	return o
}

// Write hands on what is said. It never waits, and never fails: who speaks can do
// nothing about it.
func (o *Outlet) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed || o.size+len(p) > mostHeld {
		o.dropped += max(1, bytes.Count(p, []byte("\n")))
		return len(p), nil
	}
	o.held = append(o.held, said{bytes.Clone(p), o.dropped})
	o.size += len(p)
	o.dropped = 0
	o.stir()
	return len(p), nil
}

// Close has the rest written, as far as somebody takes it within a moment.
func (o *Outlet) Close() {
	o.mu.Lock()
	o.closed = true
	o.stir()
	o.mu.Unlock()
	patience := time.NewTimer(lastMoments)
	defer patience.Stop()
	select {
	case <-o.done:
	case <-patience.C:
	}
}

func (o *Outlet) stir() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// run writes. A write that nobody takes cannot be ended: the goroutine ends then with
// the process.
func (o *Outlet) run() {
	defer close(o.done)
	for range o.wake {
		next, tell, more := o.take()
		for ; more; next, tell, more = o.take() {
			if next.dropped > 0 {
				tell(next.dropped)
			}
			_, _ = o.out.Write(next.text) // whoever has gone reads nothing
			o.mu.Lock()
			o.size -= len(next.text)
			o.mu.Unlock()
		}
		if next.dropped > 0 {
			tell(next.dropped)
		}
		if o.ended() {
			return
		}
	}
}

// take returns what is to be written next; when all is, how many lines were dropped
// since.
func (o *Outlet) take() (next said, tell func(dropped int), more bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.held) > 0 {
		next, o.held = o.held[0], o.held[1:]
		return next, o.tell, true
	}
	o.held = nil // and with it the array
	next.dropped, o.dropped = o.dropped, 0
	return next, o.tell, false
}

func (o *Outlet) ended() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.closed && len(o.held) == 0
}
