package engine

import (
	"context"
	"fmt"
	"time"

	"rostrum/timer"
)

// RefusedBy is what a standby answers to whoever wants something done.
func RefusedBy(s timer.Standby) *timer.Refusal {
	if s.Leader == "" {
		return &timer.Refusal{Reason: timer.ErrNotNow, Why: "standby-alone",
			Message: "this is the standby controller, and it is not known which one leads; nothing happened: try again in some seconds"}
	}
	return &timer.Refusal{Reason: timer.ErrNotNow, Why: "standby", About: []any{s.Leader},
		Message: fmt.Sprintf("this is the standby controller; nothing happened: the one at %s leads, do it there", s.Leader)}
}

// Followed is what an engine has of the journal of a room with several controllers.
type Followed struct {
	Number uint64       // how many records
	Last   timer.Record // the newest of them
}

func (f *Followed) add(r timer.Record) { f.Number, f.Last = f.Number+1, r }

// Take takes what whoever leads has recorded, the next record of the journal, and shows it.
// It is for a standby.
func (e *Engine) Take(ctx context.Context, r timer.Record) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome { return outcome{err: e.take(r, now)} })
	return err
}

func (e *Engine) take(r timer.Record, now timer.Stamp) error {
	if e.isApart() { // somebody else has written it
		e.part()
		return ErrParted
	}
	if err := e.history.Add(r); err != nil {
		return err
	}
	e.followed.add(r)
	e.kept(r, false)
	if len(r.Events) > 0 {
		e.show(now)
	}
	return nil
}

// unseen is by how much another measure of the clock may differ before it is shown anew:
// what no digit shows waits for the next record.
const unseen = time.Millisecond

// Leader takes down where who leads is reached, or empty where nobody does, and looks
// whether its clock is known better by now. It is for a standby.
func (e *Engine) Leader(ctx context.Context, address string) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome {
		if e.snapshot.Standby == nil {
			return outcome{}
		}
		is := timer.Standby{Leader: address}
		m, known := e.measured(e.history.Last.Boot)
		if known {
			is.WithinMS = int((m.Bound + time.Millisecond - 1) / time.Millisecond)
		}
		moved := known && (m.Shift-e.carried).Abs() >= unseen && e.history.Last.Boot != now.Boot
		if is != *e.snapshot.Standby {
			e.snapshot.Standby = &is
			moved = true
		}
		if moved {
			e.show(now)
		}
		return outcome{}
	})
	return err
}

// show publishes the meeting as it is.
func (e *Engine) show(now timer.Stamp) {
	e.snapshot.Meeting, e.snapshot.Intended, e.snapshot.Request = e.shown(now), nil, ""
	e.snapshot.Doubts = e.doubted.Of(e.history.Meeting.ListDigest)
	e.changedForAll()
	e.phase, _ = e.snapshot.Phase(now.Steady)
	e.grid = gridOf(&e.snapshot.Meeting, now.Steady)
	e.publish(now)
}

// shown is the meeting on this clock, where another one has recorded it: as it will be
// carried over when this process leads, but for the revision, which is that of the record.
func (e *Engine) shown(now timer.Stamp) timer.Meeting {
	m, last := e.history.Meeting, e.history.Last
	if last == (timer.Stamp{}) || last.Boot == now.Boot {
		return m
	}
	fact := e.adoption(now)
	e.carried = fact.Shift
	here := m.Apply(m.Event(timer.Actor{Role: timer.Program}, now, fact))
	here.Rev, here.Changed = m.Rev, m.Changed
	return here
}

// Reign is what a standby leads with.
type Reign struct {
	Lead    Lead
	Journal Journal
	Rest    []timer.Record // of the journal, behind those that it took
}

// Reign lets a standby lead, until its lead is over: from now on it decides. First it
// carries the meeting over to its own clock, where that is another one, which is a record.
// After an error it stands by, with what it has by then ([Engine.StandBy]).
func (e *Engine) Reign(ctx context.Context, r Reign) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome {
		err := e.reign(r, now)
		if err != nil {
			e.depose(now)
		}
		return outcome{err: err}
	})
	return err
}

func (e *Engine) reign(r Reign, now timer.Stamp) error {
	if e.isApart() {
		return e.joins(r, now)
	}
	for _, one := range r.Rest {
		if err := e.history.Add(one); err != nil {
			return err
		}
		e.followed.add(one)
		e.kept(one, false)
	}
	e.journal = r.Journal
	e.lead.Store(&r.Lead)
	e.snapshot.Lead = r.Lead.Revision()
	e.snapshot.Standby, e.snapshot.Meeting = nil, e.history.Meeting
	if err := e.adoptClock(now); err != nil {
		return err
	}
	now = e.clock.Now()
	e.show(now)
	e.tickNow(now)
	if !e.leads() {
		return ErrLead
	}
	return nil
}
