package timer

import "errors"

// What one turn of the engine's loop can bring: a command, the journal's answer,
// a light's report, a deadline.

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
	now := e.clock.Now()
	if c, ok := o.request.Command.(Identify); ok {
		o.reply <- e.identify(c, now)
		return
	}
	command, notice := e.snapshot.assign(o.request.Command, now)
	events, err := e.history.Meeting.Decide(o.by, command, now)
	if err != nil {
		o.reply <- outcome{err: e.explain(err)}
		return
	}
	r := Record{Events: events, Notice: notice, Doubt: e.history.doubt(now)}
	if r.Doubt != "" {
		e.notify(Notice{Code: "wall-clock", Message: "Wall times in the record are not to be trusted: " + r.Doubt +
			". The clocks of the debate do not depend on it."})
	}
	if o.request.ID != "" {
		r.Command = &CommandRef{ID: o.request.ID, Digest: o.request.Digest}
	}
	if e.snapshot.Saving.GoingOn {
		e.apply(r, o)
		return
	}
	intended := e.history.Meeting
	for _, event := range events {
		intended = intended.Apply(event)
	}
	e.snapshot.Intended = &intended
	e.publish(e.clock.Now())
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
	if f := e.history.Meeting.Floor; told.By == (Actor{}) && f != nil && errors.Is(err, ErrNotNow) {
		told.By = f.by // who did last what stands in the way
	}
	return &told
}

func (e *Engine) write(w *writer, r Record) {
	e.record, e.writing, e.since = r, true, e.clock.Steady()
	w.records <- r
}

// feed gives the journal what it has to write next.
func (e *Engine) feed(w *writer) {
	rested := e.clock.Steady() >= e.retry
	switch {
	case e.writing:
	case len(e.unsaved) > 0:
		if rested {
			e.ahead = true
			e.write(w, e.unsaved[0])
		}
	case e.snapshot.Saving.State == SaveFailed:
		if rested {
			e.write(w, Record{}) // only tries whether the disk is back
		}
	case len(e.observed) > 0:
		e.write(w, Record{Observed: e.observed})
		e.observed = nil
	}
}

// settle takes the journal's answer: only now a command has happened, unless the
// chair goes on unrecorded.
func (e *Engine) settle(err error) {
	ahead := e.ahead
	e.writing, e.ahead = false, false
	now := e.clock.Now()
	e.advance(now) // what was due before comes before
	switch {
	case err != nil:
		e.retry = now.Steady.Add(retryAfter)
		e.saving(SaveFailed, now)
		e.observed = append(e.record.Observed, e.observed...)
		if len(e.observed) > cap(e.reports) {
			e.observed = e.observed[len(e.observed)-cap(e.reports):]
		}
	case ahead:
		e.unsaved = e.unsaved[1:]
		e.history.saved(e.record)
		e.saving(Saved, now)
	default:
		err = e.enter(e.record, now)
		e.saving(Saved, now)
	}
	if err != nil && e.snapshot.Intended != nil {
		e.snapshot.Intended = nil
		e.publish(now) // the lights take it back
	}
	if e.pending == nil {
		return
	}
	if err != nil {
		err = &Refusal{Reason: ErrNotSaved, Rev: e.history.Meeting.Rev, Why: "disk-did-not-take-it",
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
	// In one step, so that the lights never see the meeting without it.
	e.snapshot.Meeting, e.snapshot.Intended = e.history.Meeting, nil
	e.changedForAll()
	e.phase, _ = e.snapshot.Phase(now.Steady)
	e.grid = gridOf(&e.snapshot.Meeting, now.Steady)
	e.publish(now)
	return nil
}

func (e *Engine) see(what Sighting) {
	seats, news := e.snapshot.Seats.see(what)
	e.snapshot.Seats = seats
	e.snapshot.Sighted++
	if o, ok := what.(Observation); ok {
		e.observed = append(e.observed, o)
	}
	if news {
		e.snapshot.SeatsVersion++
		e.publish(e.clock.Now())
	}
}

// identify lets lights flash; the receipt says what was not recorded.
func (e *Engine) identify(c Identify, now Stamp) outcome {
	test, err := e.snapshot.test(c, now.Steady)
	if err != nil {
		return outcome{err: e.explain(err)}
	}
	e.snapshot.Test = test
	e.snapshot.SeatsVersion++
	e.publish(now)
	return outcome{receipt: Receipt{Rev: e.history.Meeting.Rev, At: now}}
}

// saving tells operators how the journal does.
func (e *Engine) saving(state SavingState, now Stamp) {
	s := e.snapshot.Saving
	if s.State != state {
		s.State, s.Since = state, e.since
	}
	s.Unrecorded = len(e.unsaved)
	s.GoingOn = s.GoingOn && (state != Saved || s.Unrecorded > 0)
	if s == e.snapshot.Saving {
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
		if seats, gone := e.snapshot.Seats.forget(now.Steady); gone {
			e.snapshot.Seats = seats
			e.snapshot.SeatsVersion++
		}
	}
	if e.writing && now.Steady.Sub(e.since) >= SlowWrite && e.snapshot.Saving.State == Saved {
		e.snapshot.Saving.State, e.snapshot.Saving.Since = SavingSlow, e.since
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
	if !e.writing && e.snapshot.Saving.State != Saved {
		next = min(next, e.retry)
	}
	return next
}
