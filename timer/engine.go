package timer

import (
	"context"
	"fmt"
	"time"
)

// Config is what an engine is made of.
type Config struct {
	Run     string   // identity of the process
	Clock   *Clock   // the steady clock
	Journal Journal  // where records are kept
	History History  // what the journal told when it was opened
	Seats   []string // whose lights this process drives
	Notices []Notice
}

// How long the engine waits, in words of a person: a command that has not been
// looked at after queueWait has not happened; a stop waits stopWait for a write
// that is under way.
const (
	queueWait = 5 * time.Second
	stopWait  = time.Second
)

// retryAfter is how long a disk that failed is left alone.
const retryAfter = 2 * time.Second

// Engine owns the live meeting. Its methods may be called by any goroutine.
type Engine struct {
	clock    *Clock
	journal  Journal
	orders   chan order
	urgent   chan order // to go on unrecorded: taken also while the disk is awaited
	reports  chan Sighting
	stopped  chan struct{}
	subs     subscribers
	history  History
	snapshot Snapshot // the next one to be published

	pending  *order        // the command that is with the journal
	record   Record        // what the journal is writing
	writing  bool          // the journal's goroutine is at work
	ahead    bool          // what it writes has been applied already
	unsaved  []Record      // applied and not yet written, the oldest first
	retry    Instant       // when a failed disk is tried again
	since    Instant       // of the write
	observed []Observation // not yet written
	phase    Phase         // as published
	grid     grid          // of the ticks
}

type order struct {
	by      Actor
	request Request
	reply   chan outcome
}

type outcome struct {
	receipt Receipt
	err     error
}

// New returns an engine that has not been started. Where the journal was
// written by another steady clock it first carries the meeting over to this
// one, which is itself a record: so nothing is ever published on a clock that
// has gone.
func New(c Config) (*Engine, error) {
	e := &Engine{
		clock: c.Clock, journal: c.Journal, history: c.History,
		orders: make(chan order), urgent: make(chan order), reports: make(chan Sighting, 256),
		stopped: make(chan struct{}),
		snapshot: Snapshot{
			Run: c.Run, Meeting: c.History.Meeting, Notices: c.Notices,
			Version: 1, Public: 1, Saving: Saving{State: Saved},
		},
	}
	for _, name := range c.Seats {
		e.snapshot.Seats = append(e.snapshot.Seats, Seat{Name: name, Local: true, Connected: true})
	}
	now := c.Clock.Now()
	if err := e.adoptClock(now); err != nil {
		return nil, err
	}
	e.phase, _ = e.snapshot.Phase(now.Steady)
	e.grid = gridOf(&e.snapshot.Meeting, now.Steady)
	e.publish(now)
	return e, nil
}

// Do carries out a command and returns when it is durable, or with a [*Refusal]
// when nothing happened. When ctx ends first the outcome is not known; the same
// request may be given again.
func (e *Engine) Do(ctx context.Context, by Actor, r Request) (Receipt, error) {
	o := order{by: by, request: r, reply: make(chan outcome, 1)}
	wait := time.NewTimer(queueWait)
	defer wait.Stop()
	orders := e.orders
	if _, ok := r.Command.(GoOnUnrecorded); ok {
		orders = e.urgent
	}
	select {
	case orders <- o:
	case <-wait.C:
		return Receipt{}, &Refusal{Reason: ErrNotSaved, Why: "disk-does-not-answer",
			Message: "the disk has not answered for some seconds; nothing happened: try again"}
	case <-ctx.Done():
		return Receipt{}, ctx.Err()
	case <-e.stopped:
		return Receipt{}, ErrStopped
	}
	select {
	case out := <-o.reply:
		return out.receipt, out.err
	case <-ctx.Done():
		return Receipt{}, ctx.Err()
	case <-e.stopped:
		select {
		case out := <-o.reply:
			return out.receipt, out.err
		default:
			return Receipt{}, ErrStopped
		}
	}
}

// Report takes what was seen of a seat. It never blocks: where too much comes at
// once the report is lost.
func (e *Engine) Report(s Sighting) {
	select {
	case e.reports <- s:
	default:
	}
}

// Subscribe delivers the present snapshot and every newer one.
func (e *Engine) Subscribe() *Subscription { return e.subs.subscribe() }

// Follow tells the present snapshot and every newer one on the goroutine that
// publishes it, before any subscription has it: for lights, where what was decided
// before an edge must be there before it, and a goroutine that is woken first may
// come too late. The function must neither block nor ask the engine anything; once
// leave has returned it is not called any more.
func (e *Engine) Follow(tell func(*Snapshot)) (leave func()) { return e.subs.follow(tell) }

// Snapshot returns the newest snapshot.
func (e *Engine) Snapshot() *Snapshot { return e.subs.current() }

// Run owns the meeting until ctx ends. Each deadline is an absolute instant, so
// that no wake-up's lateness adds to the next.
func (e *Engine) Run(ctx context.Context) error {
	defer close(e.stopped)
	defer e.subs.end()
	writer := newWriter(e.journal)
	go writer.run()
	defer writer.close()

	wake := time.NewTimer(0)
	defer wake.Stop()
	for {
		now := e.clock.Now()
		e.advance(now)
		wake.Reset(time.Until(e.clock.Time(e.next(now.Steady))))

		orders := e.orders
		if e.writing && !e.snapshot.Saving.GoingOn {
			orders = nil // one command at a time is with the journal
		}
		select {
		case <-wake.C:
		case o := <-orders:
			e.take(o, writer)
		case o := <-e.urgent:
			e.goOn(o)
		case o := <-e.reports:
			e.see(o)
		case err := <-writer.results:
			e.settle(err)
		case <-ctx.Done():
			return e.stop(writer)
		}
		e.feed(writer)
	}
}

// stop lets a write that is under way end, and writes what has not been written:
// what lights reported last, what was done unrecorded. A disk that hangs or fails
// is not waited for.
func (e *Engine) stop(w *writer) error {
	wait := time.NewTimer(stopWait)
	defer wait.Stop()
	for {
		for more := true; more; {
			select {
			case o := <-e.reports:
				e.see(o)
			default:
				more = false
			}
		}
		if !e.writing {
			e.retry = min(e.retry, e.clock.Steady())
			e.feed(w)
		}
		if !e.writing {
			return nil
		}
		select {
		case err := <-w.results:
			e.settle(err)
			if n := len(e.unsaved); err != nil && n > 0 {
				return fmt.Errorf("%w: %d actions that were done unrecorded are lost: %w", ErrNotSaved, n, err)
			}
			if err != nil {
				return nil // all that was acknowledged is on the disk
			}
		case <-wait.C:
			w.hung = true
			if n := len(e.unsaved); n > 0 {
				return fmt.Errorf("%w: the disk did not answer before the stop; %d actions that were done unrecorded are lost", ErrNotSaved, n)
			}
			return fmt.Errorf("%w: the disk did not answer before the stop", ErrNotSaved)
		}
	}
}
