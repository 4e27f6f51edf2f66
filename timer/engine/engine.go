// Package engine owns the one live meeting. An [Engine] makes each command durable
// in a [Journal] before it acknowledges it, and publishes a [timer.Snapshot] to every
// [Subscription]; a slow subscriber misses intermediate snapshots, never the newest.
// Lights are told first ([Engine.Follow]). The loop never waits for the disk.
//
// What is decided is decided by package timer, which is a calculation; here are the
// goroutines, of which there are two: the loop and the journal's writer.
package engine

import (
	"context"
	"sync/atomic"
	"time"

	"rostrum/timer"
)

// Config is what an engine is made of.
type Config struct {
	Run     string        // identity of the process
	Clock   *timer.Clock  // the steady clock
	Journal Journal       // where records are kept
	History timer.History // what the journal told when it was opened
	Seats   []string      // whose lights this process drives
	Notices []timer.Notice
	Doubted timer.Doubted // the doubts that are known about lists
	// Keep, where there is one, is told of each record that has come into force; of one
	// that was written later than it happened once more, with when. The loop waits for it:
	// it must not block.
	Keep func(timer.Kept)
	// Standby begins an engine that follows ([Engine.Take]) until it leads
	// ([Engine.Reign]), and again when its lead is over: it has no journal of its own,
	// decides nothing, and shows what happened on its own clock.
	Standby bool
	// Measured, where there is one, says by how much this clock is ahead of that of a boot,
	// or false where it is not known.
	Measured func(boot string) (timer.Measured, bool)
	// Apart, where there is one, is asked when the chair wants to go on without the majority:
	// by which lead, or why not.
	Apart func(context.Context) (lead int64, err error)
	// KeepApart, where there is one, is handed what was done without the majority and is in
	// no journal, the oldest first. The loop waits for it.
	KeepApart func([]timer.Record)
	// TickLate and EdgeLate, where there are any, are told how late each tick was, and
	// each light at a change of signal that it reports. Here too the loop waits.
	TickLate, EdgeLate func(time.Duration)
}

// Journal keeps the records of a meeting: in one file, or by a majority of machines. The
// engine calls it from one goroutine at a time, and asks nothing else of it; what every
// journal owes is held by package journaltest.
type Journal interface {
	// Append makes a record durable before it returns, whole and as the next one. It
	// waits for a bounded time. After an error nothing is known of the record until
	// Recover.
	Append(timer.Record) error
	// Recover reopens the journal after a failed Append, reads it again, and
	// discards what was never acknowledged: no part of that is in it any more, and
	// nothing of it can come into it later.
	Recover() error
}

// How long the engine waits, in words of a person: a command that has not been
// looked at after queueWait has not happened; a stop waits stopWait for a write
// that is under way.
const (
	queueWait = 5 * time.Second
	stopWait  = time.Second
)

// Engine owns the live meeting. Its methods may be called by any goroutine.
type Engine struct {
	clock    *timer.Clock
	journal  Journal    // nil while another one leads
	orders   chan order // taken while the journal is not at work
	asks     chan ask   // taken at any time
	reports  *reports
	stopped  chan struct{}
	subs     subscribers
	keep     func(timer.Kept)
	measured func(boot string) (timer.Measured, bool)
	lead     atomic.Pointer[Lead] // nil where only one could
	heard    atomic.Int64         // the highest lead that others have heard

	mayGoApart func(context.Context) (int64, error)
	keepApart  func([]timer.Record)

	tickLate, edgeLate func(time.Duration)

	// Of the loop.
	writer   *writer       // nil while another one leads
	left     []*writer     // of leads that are over
	followed Followed      // where several could lead
	failed   error         // why it is to end
	carried  time.Duration // by how much a standby's meeting was carried over to this clock
	history  timer.History
	doubted  timer.Doubted
	snapshot timer.Snapshot // the next one to be published
	saving   saving
	phase    timer.Phase // as published
	grid     grid        // of the ticks
}

// order is a command that is to be decided, ask what is answered at once.
type (
	order struct {
		by      timer.Actor
		request timer.Request
		reply   chan outcome
	}
	ask struct {
		answer func(now timer.Stamp) outcome
		reply  chan outcome
	}
	outcome struct {
		receipt timer.Receipt
		err     error
	}
)

// New returns an engine that has not been started. Where the journal was
// written by another steady clock it first carries the meeting over to this
// one, which is itself a record: so nothing is ever published on a clock that
// has gone.
func New(c Config) (*Engine, error) {
	e := &Engine{
		clock: c.Clock, journal: c.Journal, history: c.History,
		orders: make(chan order), asks: make(chan ask), reports: newReports(c.Seats),
		stopped: make(chan struct{}), keep: c.Keep, tickLate: c.TickLate, edgeLate: c.EdgeLate, doubted: c.Doubted, saving: saving{told: timer.Saving{State: timer.Saved}},
		snapshot: timer.Snapshot{
			Run: c.Run, Meeting: c.History.Meeting, Doubts: c.Doubted.Of(c.History.Meeting.ListDigest),
			Version: 1, Public: 1,
		},
	}
	e.subs.seen = e.asOfNow
	if c.Standby {
		e.journal, e.snapshot.Standby = nil, &timer.Standby{}
	}
	for _, n := range c.Notices {
		e.notify(n)
	}
	if e.measured = c.Measured; e.measured == nil {
		e.measured = func(string) (timer.Measured, bool) { return timer.Measured{}, false }
	}
	if e.mayGoApart = c.Apart; e.mayGoApart == nil {
		e.mayGoApart = func(context.Context) (int64, error) { return 0, MajorityDecides() }
	}
	if e.keepApart = c.KeepApart; e.keepApart == nil {
		e.keepApart = func([]timer.Record) {}
	}
	if e.keep == nil {
		e.keep = func(timer.Kept) {}
	}
	if e.tickLate == nil {
		e.tickLate = func(time.Duration) {}
	}
	if e.edgeLate == nil {
		e.edgeLate = func(time.Duration) {}
	}
	for _, name := range c.Seats {
		e.snapshot.Seats = append(e.snapshot.Seats, timer.Seat{Name: name, Local: true, Connected: true})
	}
	now := c.Clock.Now()
	if c.Standby {
		e.snapshot.Meeting = e.shown(now)
	} else if err := e.adoptClock(now); err != nil {
		return nil, err
	}
	e.phase, _ = e.snapshot.Phase(now.Steady)
	e.grid = gridOf(&e.snapshot.Meeting, now.Steady)
	e.publish(now)
	return e, nil
}

// Do carries out a command and returns when it is durable, or with a [*timer.Refusal]
// when nothing happened. When ctx ends first the outcome is not known; the same
// request may be given again.
func (e *Engine) Do(ctx context.Context, by timer.Actor, r timer.Request) (timer.Receipt, error) {
	o := order{by: by, request: r, reply: make(chan outcome, 1)}
	wait := time.NewTimer(queueWait)
	defer wait.Stop()
	select {
	case e.orders <- o:
	case <-wait.C:
		return timer.Receipt{}, &timer.Refusal{Reason: timer.ErrNotSaved, Why: "disk-does-not-answer",
			Message: "the disk has not answered for some seconds; nothing happened: try again"}
	case <-ctx.Done():
		return timer.Receipt{}, ctx.Err()
	case <-e.stopped:
		return timer.Receipt{}, timer.ErrStopped
	}
	return e.await(ctx, o.reply)
}

// Repeated returns the receipt of a request that was carried out before. It is for who
// cannot say any more what the request was to do; whoever can, gives it again ([Engine.Do]).
func (e *Engine) Repeated(ctx context.Context, r timer.Request) (receipt timer.Receipt, repeated bool) {
	receipt, err := e.now(ctx, func(timer.Stamp) outcome {
		receipt, _, err := e.history.Answered(r)
		return outcome{receipt, err}
	})
	return receipt, err == nil && receipt.Repeated
}

// now answers between two turns of the loop, also while the disk is awaited.
func (e *Engine) now(ctx context.Context, answer func(now timer.Stamp) outcome) (timer.Receipt, error) {
	a := ask{answer: answer, reply: make(chan outcome, 1)}
	select {
	case e.asks <- a:
	case <-ctx.Done():
		return timer.Receipt{}, ctx.Err()
	case <-e.stopped:
		return timer.Receipt{}, timer.ErrStopped
	}
	return e.await(ctx, a.reply)
}

func (e *Engine) await(ctx context.Context, reply <-chan outcome) (timer.Receipt, error) {
	select {
	case out := <-reply:
		return out.receipt, out.err
	case <-ctx.Done():
		return timer.Receipt{}, ctx.Err()
	case <-e.stopped:
		select {
		case out := <-reply:
			return out.receipt, out.err
		default:
			return timer.Receipt{}, timer.ErrStopped
		}
	}
}

// Report takes what was seen of a seat. It never blocks. It says whether the report was
// taken: one that says nothing new is not, nor is what is more than a light has to say
// ([timer.Measures]), which the roster counts.
func (e *Engine) Report(s timer.Sighting) (taken bool) { return e.reports.take(s, e.clock.Steady()) }

// Subscribe delivers the present snapshot and every newer one.
func (e *Engine) Subscribe() *Subscription { return e.subs.subscribe() }

// Follow tells the present snapshot and every newer one on the goroutine that
// publishes it, before any subscription has it: for lights, where what was decided
// before an edge must be there before it, and a goroutine that is woken first may
// come too late. The function must neither block nor ask the engine anything; once
// leave has returned it is not called any more.
func (e *Engine) Follow(tell func(*timer.Snapshot)) (leave func()) { return e.subs.follow(tell) }

// Snapshot returns the newest snapshot. Of a lead that is over it says so, whether the
// engine has seen it or not: the process may have stood still.
func (e *Engine) Snapshot() *timer.Snapshot { return e.subs.current() }
