package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rostrum/timer"
)

// Run owns the meeting until ctx ends, or what was done here stands apart ([ErrParted]).
// Each deadline is an absolute instant, so that no wake-up's lateness adds to the next.
func (e *Engine) Run(ctx context.Context) error {
	defer close(e.stopped)
	defer e.subs.end()
	defer e.closeWriters()

	wake := time.NewTimer(0)
	defer wake.Stop()
	for {
		if e.writer == nil && e.journal != nil {
			e.writer = newWriter(e.journal)
			go e.writer.run()
		}
		e.look()
		if e.failed != nil {
			return e.failed
		}
		now := e.clock.Now()
		e.advance(now)
		wake.Reset(time.Until(e.clock.Time(e.next(now.Steady))))

		orders := e.orders
		if e.saving.busy() {
			orders = nil // one command at a time is with the journal
		}
		select {
		case <-wake.C:
		case o := <-orders:
			e.look() // it may have stood still for a while
			e.decide(o)
		case a := <-e.asks:
			e.look()
			e.reply(a.reply, a.answer(e.clock.Now()))
		case o := <-e.reports.queue:
			e.see(o)
		case err := <-e.writer.answers():
			e.settle(err)
		case <-ctx.Done():
			return e.stop()
		}
		e.feed()
	}
}

// closeWriters ends what writes to a journal, this one and those of leads that are over.
func (e *Engine) closeWriters() {
	if e.writer != nil {
		e.writer.close()
	}
	for _, w := range e.left {
		<-w.done
	}
}

// stop lets a write that is under way end, and writes what has not been written:
// what lights reported last, what was done unrecorded. A disk that hangs or fails
// is not waited for.
func (e *Engine) stop() error {
	e.look()
	w := e.writer
	if w == nil {
		if len(e.saving.unsaved) > 0 && e.failed == nil {
			e.keepApart(e.saving.unsaved)
		}
		return nil
	}
	wait := time.NewTimer(stopWait)
	defer wait.Stop()
	for {
		for more := true; more; {
			select {
			case o := <-e.reports.queue:
				e.see(o)
			default:
				more = false
			}
		}
		now := e.clock.Steady()
		e.saving.rest(now)
		e.write(now)
		if !e.saving.writing {
			return nil
		}
		select {
		case err := <-w.results:
			e.settle(err)
			if n := len(e.saving.unsaved); err != nil && n > 0 {
				e.keepUnsaved()
				return fmt.Errorf("%w: %d actions that were done unrecorded are lost: %w", timer.ErrNotSaved, n, err)
			}
			if err != nil {
				return nil // all that was acknowledged is on the disk
			}
		case <-wait.C:
			w.hung = true
			if n := len(e.saving.unsaved); n > 0 {
				e.keepUnsaved()
				return fmt.Errorf("%w: the disk did not answer before the stop; %d actions that were done unrecorded are lost", timer.ErrNotSaved, n)
			}
			return fmt.Errorf("%w: the disk did not answer before the stop", timer.ErrNotSaved)
		}
	}
}

// keepUnsaved keeps apart what was done unrecorded by one of several, and will not be
// recorded.
func (e *Engine) keepUnsaved() {
	if e.lead.Load() != nil && e.failed == nil {
		e.keepApart(e.saving.unsaved)
	}
}

// decide decides a command and hands what follows from it to the journal.
func (e *Engine) decide(o order) {
	receipt, repeated, err := e.answered(o.request)
	if repeated || err != nil {
		e.reply(o.reply, outcome{receipt, e.history.Meeting.Explain(err)})
		return
	}
	now := e.clock.Now()
	command, notice := e.snapshot.Assign(o.request.Command, now)
	events, err := e.history.Meeting.Decide(o.by, command, now)
	if err != nil {
		e.reply(o.reply, outcome{err: e.history.Meeting.Explain(err)})
		return
	}
	r := timer.Record{Command: o.request.Ref(), Events: events, Notice: notice, Doubt: doubt(e.history.Last, now)}
	if r.Doubt != "" {
		e.notify(timer.Notice{Code: "wall-clock", Message: "Wall times in the record are not to be trusted: " + r.Doubt +
			". The clocks of the debate do not depend on it."})
	}
	if e.saving.told.GoingOn {
		e.reply(o.reply, e.apply(r))
		return
	}
	if e.lead.Load() == nil { // of one of several the majority may yet take another
		intended := e.history.Meeting
		for _, event := range events {
			intended = intended.Apply(event)
		}
		e.snapshot.Intended = &intended
		e.publish(e.clock.Now())
	}
	e.saving.pending = o.reply
	e.writer.records <- e.saving.give(e.saving.along(r), e.clock.Steady())
}

// answered says whether a request was carried out before, or refuses it where its
// guards do not hold, or another controller leads.
func (e *Engine) answered(r timer.Request) (timer.Receipt, bool, error) {
	if s := e.snapshot.Standby; s != nil {
		return timer.Receipt{}, false, RefusedBy(*s)
	}
	receipt, repeated, err := e.history.Answered(r)
	if err == nil && !repeated {
		err = e.history.Meeting.CheckGuards(r)
	}
	return receipt, repeated, err
}

// feed gives the journal what it has to write next. A command that waits goes before
// what is only to be kept: so it waits for no more than the one write that is under way.
func (e *Engine) feed() {
	if e.writer == nil {
		return
	}
	now := e.clock.Steady()
	if !e.saving.ready(now) {
		return
	}
	orders := e.orders
	if e.saving.told.GoingOn {
		orders = nil // they do not wait for it
	}
	select {
	case o := <-orders:
		e.decide(o)
	default:
		e.write(now)
	}
}

func (e *Engine) write(now timer.Instant) {
	if r, ok := e.saving.next(now); ok {
		if e.saving.ahead {
			r.Written = e.clock.Now().Wall
			e.saving.record = r
		}
		e.writer.records <- r
	}
}

// settle takes the journal's answer: only now a command has happened, unless the
// chair goes on unrecorded. One that comes when the lead is over is nobody's any more.
func (e *Engine) settle(err error) {
	if !e.leads() {
		return
	}
	now := e.clock.Now()
	r, ahead := e.saving.settle(err, now.Steady)
	e.advance(now) // what was due before comes before
	state := timer.Saved
	switch {
	case err != nil:
		state = timer.SaveFailed
	case ahead:
		e.history.SetDurable(r, true)
		e.followed.add(r)
		e.kept(r, false)
	default:
		err = e.enter(r, now, false)
	}
	e.tell(state, now)
	if err != nil && e.snapshot.Intended != nil {
		e.snapshot.Intended = nil
		e.publish(now) // the lights take it back
	}
	reply := e.saving.pending
	if reply == nil {
		return
	}
	e.saving.pending = nil
	if err != nil {
		e.reply(reply, outcome{err: e.notTaken(err)})
		return
	}
	e.reply(reply, outcome{receipt: r.Receipt()})
}

// notTaken is what is told to whom a command was, of which the journal says err.
func (e *Engine) notTaken(err error) error {
	switch rev := e.history.Meeting.Rev; {
	case errors.Is(err, timer.ErrUnsettled):
		return err
	case e.lead.Load() != nil:
		return &timer.Refusal{Reason: timer.ErrNotSaved, Rev: rev, Why: "majority-did-not-take-it",
			Message: "the majority of the machines did not take it; nothing happened: " + err.Error()}
	default:
		return &timer.Refusal{Reason: timer.ErrNotSaved, Rev: rev, Why: "disk-did-not-take-it",
			Message: "the disk did not take it; nothing happened: " + err.Error()}
	}
}

// kept tells of a record that is in force.
func (e *Engine) kept(r timer.Record, unsaved bool) {
	after := e.history.Meeting
	e.keep(timer.Kept{Record: r, After: &after, Unsaved: unsaved})
}

// enter applies what is durable, or what the chair lets happen before it is, and publishes
// the meeting as it is now.
func (e *Engine) enter(r timer.Record, now timer.Stamp, unsaved bool) error {
	if err := e.history.Add(r); err != nil {
		return err
	}
	if !unsaved && !isEmpty(r) { // which only tried whether the journal is back
		e.followed.add(r)
	}
	e.kept(r, unsaved)
	if len(r.Events) == 0 {
		return nil
	}
	// In one step, so that the lights never see the meeting without it.
	e.snapshot.Meeting, e.snapshot.Intended, e.snapshot.Request = e.history.Meeting, nil, ""
	e.snapshot.Doubts = e.doubted.Of(e.history.Meeting.ListDigest)
	if r.Command != nil {
		e.snapshot.Request = r.Command.ID
	}
	e.changedForAll()
	e.phase, _ = e.snapshot.Phase(now.Steady)
	e.grid = gridOf(&e.snapshot.Meeting, now.Steady)
	e.publish(now)
	return nil
}

func (e *Engine) see(what timer.Sighting) {
	seats, news := e.snapshot.Seats.See(what)
	e.snapshot.Seats = seats
	e.snapshot.Sighted++
	if o, ok := what.(timer.Observation); ok {
		if e.journal != nil || e.isApart() { // a standby keeps nothing
			e.saving.saw(o)
		}
		e.edgeLate(o.Late)
	}
	if now := e.clock.Now(); news && e.reports.hurry(what, now.Steady) {
		e.snapshot.SeatsVersion++
		e.publish(now)
	}
}

// tell tells operators how the journal does, where that is news.
func (e *Engine) tell(state timer.SavingState, now timer.Stamp) {
	if e.saving.is(state) {
		e.snapshot.Version++
		e.publish(now)
	}
}

func (e *Engine) changedForAll() {
	e.snapshot.Version++
	e.snapshot.Public = e.snapshot.Version
}

func (e *Engine) publish(now timer.Stamp) {
	if e.snapshot.Standby == nil && !e.leads() {
		return
	}
	e.snapshot.At, e.snapshot.Saving = now, e.saving.told
	latest := e.snapshot
	e.subs.publish(&latest)
}

// advance publishes what has become due: marks, ticks and a slow disk.
func (e *Engine) advance(now timer.Stamp) {
	due := false
	if phase, _ := e.snapshot.Phase(now.Steady); phase != e.phase {
		e.phase = phase
		e.changedForAll()
		due = true
	}
	was := e.grid.due
	if at, ok := e.grid.tick(now.Steady); ok {
		e.tickLate(now.Steady.Sub(was)) // also where later ones were missed with it
		e.snapshot.Tick++
		e.snapshot.TickAt = at
		due = true
		if seats, gone := e.snapshot.Seats.Forget(now.Steady); gone {
			e.snapshot.Seats = seats
			e.snapshot.SeatsVersion++
		}
		if seats, more := e.reports.count(e.snapshot.Seats); more {
			e.snapshot.Seats = seats
			e.snapshot.Sighted++
		}
	}
	if e.saving.slow(now.Steady) {
		e.saving.is(timer.SavingSlow)
		e.snapshot.Version++
		due = true
	}
	if due {
		e.publish(now)
	}
}

// tickNow publishes the tick of the second that runs: who looks on has waited for somebody
// to lead, and would wait for the next one.
func (e *Engine) tickNow(now timer.Stamp) {
	e.snapshot.Tick++
	e.snapshot.TickAt = e.grid.due.Add(-e.grid.period)
	e.publish(now)
}

// next returns the next deadline after now.
func (e *Engine) next(now timer.Instant) timer.Instant {
	next := e.grid.due
	if f := e.snapshot.Meeting.Floor; f != nil {
		if mark, ok := f.NextMark(now); ok {
			next = min(next, mark)
		}
	}
	if at, ok := e.saving.due(); ok && e.writer != nil {
		next = min(next, at)
	}
	return next
}
