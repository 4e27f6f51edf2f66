package engine

import (
	"context"
	"errors"
	"sync/atomic"

	"rostrum/timer"
)

// ErrParted is how [Engine.Run] ends where others have led while this process went on
// without them: what was done here is not in the journal, and stands apart
// ([Config.KeepApart]). Who owns the engine begins anew with the journal as it is.
var ErrParted = errors.New("engine: another controller has led meanwhile; what was done here stands apart")

// apart is the lead of a process that goes on without the majority, as long as nobody is
// heard of who leads by a higher one.
type apart struct {
	revision int64
	heard    *atomic.Int64
}

// Holds says whether nobody is.
func (a apart) Holds() bool { return a.heard.Load() <= a.revision }

// Revision is that of the latest lead of which this process knows.
func (a apart) Revision() int64 { return a.revision }

// Heard takes down that somebody, a light or a machine, has heard of a lead.
func (e *Engine) Heard(lead int64) {
	for {
		before := e.heard.Load()
		if lead <= before || e.heard.CompareAndSwap(before, lead) {
			return
		}
	}
}

// isApart says whether this process goes on without the majority.
func (e *Engine) isApart() bool {
	lead := e.lead.Load()
	if lead == nil {
		return false
	}
	_, is := (*lead).(apart)
	return is
}

// goApart lets a standby go on without the majority, which has decided that somebody leads,
// or could.
func (e *Engine) goApart(ctx context.Context, by timer.Actor, r timer.Request) (timer.Receipt, error) {
	if receipt, repeated := e.Repeated(ctx, r); repeated {
		return receipt, nil
	}
	revision, err := e.mayGoApart(ctx)
	if err != nil {
		return timer.Receipt{}, err
	}
	return e.now(ctx, func(now timer.Stamp) outcome { return e.goesApart(by, r, now, revision) })
}

func (e *Engine) goesApart(by timer.Actor, r timer.Request, now timer.Stamp, revision int64) outcome {
	lead := apart{revision, &e.heard}
	m := &e.history.Meeting
	err := m.CheckGuards(r)
	switch {
	case err != nil:
	case e.snapshot.Standby == nil:
		err = &timer.Refusal{Reason: timer.ErrNotNow, Why: "recorded", Message: "this controller leads: everything is being recorded"}
	case !lead.Holds():
		err = AnotherLeads()
	case !m.IsOpen():
		err = &timer.Refusal{Reason: timer.ErrNotNow, Why: "standby-alone", Message: "this controller knows of no meeting, and the machines that keep it do not answer"}
	}
	if err != nil {
		return outcome{err: m.Explain(err)}
	}
	var leads Lead = lead
	e.lead.Store(&leads)
	e.snapshot.Lead, e.snapshot.Standby = revision, nil
	e.saving = saving{since: now.Steady}
	e.saving.is(timer.SaveFailed)
	e.saving.told.GoingOn = true
	e.changedForAll()
	if last := e.history.Last; last.Boot != now.Boot {
		adopted := m.Event(timer.Actor{Role: timer.Program}, now, e.adoption(now))
		e.notify(adoptionNotice(adopted, m.Floor != nil && m.Floor.Running))
		if out := e.apply(timer.Record{Events: []timer.Event{adopted}}); out.err != nil {
			return out
		}
	}
	went := e.history.Meeting.Event(by, now, timer.WentUnrecorded{})
	return e.apply(timer.Record{Command: r.Ref(), Events: []timer.Event{went}})
}

// AnotherLeads refuses to go on without the majority where somebody says that another
// controller leads.
func AnotherLeads() *timer.Refusal {
	return &timer.Refusal{Reason: timer.ErrNotNow, Why: "another-leads",
		Message: "another controller leads the room by now: a light or the third machine says so; go on there"}
}

// joins lets what was done without the majority be recorded, now that this process leads by
// it again. Where others have written meanwhile, it parts.
func (e *Engine) joins(r Reign, now timer.Stamp) error {
	if len(r.Rest) > 0 {
		e.part()
		return ErrParted
	}
	e.journal = r.Journal
	e.lead.Store(&r.Lead)
	e.snapshot.Lead = r.Lead.Revision()
	e.saving.rest(now.Steady)
	e.changedForAll()
	e.publish(now)
	if !e.leads() {
		return ErrLead
	}
	return nil
}

// part ends the engine, whose meeting is not that of the journal.
func (e *Engine) part() {
	if e.failed == nil {
		e.keepApart(e.saving.unsaved)
		e.failed = ErrParted
	}
}
