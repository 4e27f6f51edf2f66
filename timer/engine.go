package timer

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Config is what an engine is made of.
type Config struct {
	Run     string  // identity of the process
	Clock   *Clock  // the steady clock
	Journal Journal // where records are kept
	History History // what the journal told when it was opened
	Seats   []string
	Notices []Notice
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
	clock    *Clock
	journal  Journal
	orders   chan order
	reports  chan Observation
	stopped  chan struct{}
	subs     subscribers
	history  History
	snapshot Snapshot // the next one to be published

	pending  *order        // the command that is with the journal
	record   Record        // what the journal is writing
	writing  bool          // the journal's goroutine is at work
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
		orders: make(chan order), reports: make(chan Observation, 256),
		stopped: make(chan struct{}),
		snapshot: Snapshot{
			Run: c.Run, Meeting: c.History.Meeting, Notices: c.Notices,
			Version: 1, Public: 1, Saving: Saving{State: Saved},
		},
	}
	for _, name := range c.Seats {
		e.snapshot.Seats = append(e.snapshot.Seats, Seat{Name: name})
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
	select {
	case e.orders <- o:
	case <-wait.C:
		return Receipt{}, &Refusal{Reason: ErrNotSaved,
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

// Report takes what a light was seen to do. It never blocks: where too much
// comes at once the report is lost.
func (e *Engine) Report(o Observation) {
	select {
	case e.reports <- o:
	default:
	}
}

// Subscribe delivers the present snapshot and every newer one.
func (e *Engine) Subscribe() *Subscription { return e.subs.subscribe() }

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
		if e.writing {
			orders = nil // one command at a time is with the journal
		}
		select {
		case <-wake.C:
		case o := <-orders:
			e.take(o, writer)
		case o := <-e.reports:
			e.observe(o)
		case err := <-writer.results:
			e.settle(err)
		case <-ctx.Done():
			return e.stop(writer)
		}
		if !e.writing && len(e.observed) > 0 && e.snapshot.Saving.State == Saved {
			e.write(writer, Record{Observed: e.observed})
			e.observed = nil
		}
	}
}

// adoptClock carries the meeting over to this clock where the journal was
// written by another one.
func (e *Engine) adoptClock(now Stamp) error {
	last := e.history.Last
	if last == (Stamp{}) || last.Boot == now.Boot && last.Steady <= now.Steady {
		return nil
	}
	events, err := e.history.Meeting.Decide(Actor{Role: Program}, adoptClock{last: last}, now)
	if err != nil {
		return err
	}
	r := Record{Events: events}
	if err := e.journal.Append(r); err != nil {
		return fmt.Errorf("timer: the new clock could not be written to the journal: %w", err)
	}
	e.notify(adoptionNotice(events[0]))
	return e.enter(r, now)
}

func adoptionNotice(e Event) Notice {
	if e.Fact.(ClockAdopted).Held {
		return Notice{Code: "clock-held", Message: "The controller was away and its wall clock is not plausible: " +
			"the statement is paused where the record knows it was; correct it if need be and resume."}
	}
	return Notice{Code: "clock-adopted", Message: "The machine was started again since the last record: " +
		"the time between was taken from the wall clock."}
}

func (e *Engine) notify(n Notice) {
	e.snapshot.Notices = append(e.snapshot.Notices[:len(e.snapshot.Notices):len(e.snapshot.Notices)], n)
	e.snapshot.Version++
}

// take decides a command and hands what follows from it to the journal.
func (e *Engine) take(o order, w *writer) {
	receipt, repeated, err := e.history.answer(o.request)
	if repeated || err != nil {
		o.reply <- outcome{receipt, e.explain(err)}
		return
	}
	if err := e.history.Meeting.guard(o.request); err != nil {
		o.reply <- outcome{err: e.explain(err)}
		return
	}
	command, notice := e.snapshot.Seats.assign(o.request.Command, e.history.Meeting.List)
	events, err := e.history.Meeting.Decide(o.by, command, e.clock.Now())
	if err != nil {
		o.reply <- outcome{err: e.explain(err)}
		return
	}
	r := Record{Events: events, Notice: notice}
	if o.request.ID != "" {
		r.Command = &CommandRef{ID: o.request.ID, Digest: o.request.Digest}
	}
	e.pending = &o
	e.write(w, r)
}

// explain adds to a refusal what the meeting knows of it.
func (e *Engine) explain(err error) error {
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	told := *refusal
	told.Message = err.Error()
	told.Rev = e.history.Meeting.Rev
	if told.By == (Actor{}) && (errors.Is(err, ErrNotNow) || errors.Is(err, ErrStale)) {
		told.By = e.history.Meeting.Changed.By
	}
	return &told
}

func (e *Engine) write(w *writer, r Record) {
	e.record, e.writing, e.since = r, true, e.clock.Steady()
	w.records <- r
}

// settle takes the journal's answer: only now the command has happened.
func (e *Engine) settle(err error) {
	e.writing = false
	now := e.clock.Now()
	e.advance(now) // what was due before comes before
	if err != nil {
		e.saving(Saving{State: SaveFailed, Since: e.since}, now)
		e.observed = append(e.record.Observed, e.observed...)
		if len(e.observed) > cap(e.reports) {
			e.observed = e.observed[len(e.observed)-cap(e.reports):]
		}
	} else {
		e.saving(Saving{State: Saved}, now)
		err = e.enter(e.record, now)
	}
	if e.pending == nil {
		return
	}
	if err != nil {
		err = &Refusal{Reason: ErrNotSaved, Rev: e.history.Meeting.Rev,
			Message: "the disk did not take it; nothing happened: " + err.Error()}
		e.pending.reply <- outcome{err: err}
	} else {
		e.pending.reply <- outcome{receipt: e.record.Receipt()}
	}
	e.pending = nil
}

// enter applies what is durable and publishes the meeting as it is now.
func (e *Engine) enter(r Record, now Stamp) error {
	if err := e.history.Add(r); err != nil {
		return err
	}
	if len(r.Events) == 0 {
		return nil
	}
	e.snapshot.Meeting = e.history.Meeting
	e.changedForAll()
	e.phase, _ = e.snapshot.Phase(now.Steady)
	e.grid = gridOf(&e.snapshot.Meeting, now.Steady)
	e.publish(now)
	return nil
}

func (e *Engine) observe(o Observation) {
	e.snapshot.Seats = e.snapshot.Seats.observe(o)
	e.snapshot.Version++
	e.observed = append(e.observed, o)
	e.publish(e.clock.Now())
}

func (e *Engine) saving(s Saving, now Stamp) {
	if e.snapshot.Saving.State == s.State {
		return
	}
	e.snapshot.Saving = s
	e.snapshot.Version++
	e.publish(now)
}

func (e *Engine) changedForAll() {
	e.snapshot.Version++
	e.snapshot.Public = e.snapshot.Version
}

func (e *Engine) publish(now Stamp) {
	e.snapshot.At = now
	latest := e.snapshot
	e.subs.publish(&latest)
}

// advance publishes what has become due: marks, ticks and a slow disk.
func (e *Engine) advance(now Stamp) {
	due := false
	if phase, _ := e.snapshot.Phase(now.Steady); phase != e.phase {
		e.phase = phase
		e.changedForAll()
		due = true
	}
	if at, ok := e.grid.take(now.Steady); ok {
		e.snapshot.Tick++
		e.snapshot.TickAt = at
		due = true
	}
	if e.writing && now.Steady.Sub(e.since) >= SlowWrite && e.snapshot.Saving.State == Saved {
		e.snapshot.Saving = Saving{State: SavingSlow, Since: e.since}
		e.snapshot.Version++
		due = true
	}
	if due {
		e.publish(now)
	}
}

// next returns the next deadline after now.
func (e *Engine) next(now Instant) Instant {
	next := e.grid.due
	if f := e.snapshot.Meeting.Floor; f != nil {
		if mark, ok := f.NextMark(now); ok {
			next = min(next, mark)
		}
	}
	if e.writing && e.snapshot.Saving.State == Saved {
		next = min(next, e.since.Add(SlowWrite))
	}
	return next
}

// stop lets a write that is under way end, and writes what lights reported
// last. A disk that hangs is not waited for.
func (e *Engine) stop(w *writer) error {
	wait := time.NewTimer(stopWait)
	defer wait.Stop()
	for {
		for more := true; more; {
			select {
			case o := <-e.reports:
				e.observe(o)
			default:
				more = false
			}
		}
		if !e.writing {
			if len(e.observed) == 0 || e.snapshot.Saving.State == SaveFailed {
				return nil
			}
			e.write(w, Record{Observed: e.observed})
			e.observed = nil
		}
		select {
		case err := <-w.results:
			e.settle(err)
		case <-wait.C:
			w.hung = true
			return fmt.Errorf("%w: the disk did not answer before the stop", ErrNotSaved)
		}
	}
}
