package engine

import (
	"context"

	"rostrum/timer"
)

// GoOnUnrecorded lets commands be taken at once while the disk does not answer.
// Their receipts say that they are not durable; what was done is written, in
// order, when the disk is back. It is the chair's choice: what is not written is
// lost if the controller stops before that. Of the request it looks at id and guards.
// A standby goes on without the majority of the machines, where nobody says that another
// one leads; what was done is recorded when they answer again, unless another one has led.
func (e *Engine) GoOnUnrecorded(ctx context.Context, by timer.Actor, r timer.Request) (timer.Receipt, error) {
	if e.Snapshot().Standby != nil {
		return e.goApart(ctx, by, r)
	}
	return e.now(ctx, func(now timer.Stamp) outcome { return e.goOn(by, r, now) })
}

// goOn lets commands be taken without the disk from now on. What is with the
// disk at this moment happens now; whether the disk takes it is seen later.
func (e *Engine) goOn(by timer.Actor, r timer.Request, now timer.Stamp) outcome {
	receipt, repeated, err := e.answered(r)
	if repeated || err != nil {
		return outcome{receipt, e.history.Meeting.Explain(err)}
	}
	switch s := e.saving.told; {
	case e.lead.Load() != nil && !s.GoingOn:
		err = MajorityDecides()
	case s.GoingOn:
		err = &timer.Refusal{Reason: timer.ErrNotNow, Why: "unrecorded-already", Message: "the meeting goes on unrecorded already"}
	case s.State == timer.Saved:
		err = &timer.Refusal{Reason: timer.ErrNotNow, Why: "recorded", Message: "the disk answers: everything is being recorded"}
	}
	if err != nil {
		return outcome{err: e.history.Meeting.Explain(err)}
	}
	waiting, waits := e.saving.goOn()
	e.snapshot.Version++
	if waits != nil {
		e.snapshot.Intended = nil // what was intended happens now
		waits <- e.apply(waiting)
	}
	went := e.history.Meeting.Event(by, now, timer.WentUnrecorded{})
	return e.apply(timer.Record{Command: r.Ref(), Events: []timer.Event{went}})
}

// MajorityDecides refuses to go on without the majority where there is one.
func MajorityDecides() *timer.Refusal {
	return &timer.Refusal{Reason: timer.ErrNotNow, Why: "majority-decides", Message: "the machines answer, and decide by majority who leads: the debate does not go on here without them"}
}

// apply lets a record happen before it is written.
func (e *Engine) apply(r timer.Record) outcome {
	e.saving.happened(r)
	if err := e.enter(r, e.clock.Now(), true); err != nil {
		return outcome{err: err}
	}
	receipt := r.Receipt()
	receipt.Durable = false
	e.history.SetDurable(r, false)
	return outcome{receipt: receipt}
}
