package engine

import (
	"context"
	"errors"
	"fmt"

	"rostrum/timer"
)

// ErrLead is a process that does not lead the room any more.
var ErrLead = errors.New("engine: this controller does not lead any more")

// errNotHere is told to whom an act was that was under way when the lead was over.
var errNotHere = fmt.Errorf("%w: %w", ErrLead, timer.ErrUnsettled)

// Lead is the right to speak for the room while other processes wait for it. Its methods
// may be called by any goroutine.
type Lead interface {
	// Holds says whether it is this process's for sure now, by a clock that goes on while
	// the process stands still or the machine sleeps: that of the debate may not know of a
	// sleep yet, and may be put to the clock of another machine. Once it is not, it never
	// is again.
	Holds() bool
	// Revision rises from each lead of the room to the next.
	Revision() int64
}

// leads is asked before each thing that is shown or acknowledged, and as late as it can
// be: behind a lead that is over the meeting may be another one.
func (e *Engine) leads() bool {
	lead := e.lead.Load()
	return lead == nil || (*lead).Holds()
}

// reply answers who waits. Behind a lead that is over neither a receipt nor a refusal says
// anything: who leads now knows.
func (e *Engine) reply(to chan<- outcome, out outcome) {
	if !e.leads() {
		out = outcome{err: errNotHere}
	}
	to <- out
}

// StandBy makes a standby again of an engine whose lead is over, where it has not seen so
// itself, and says what it has of the journal. One that goes on without the majority goes
// on.
func (e *Engine) StandBy(ctx context.Context) (has Followed, err error) {
	_, err = e.now(ctx, func(now timer.Stamp) outcome {
		if e.lead.Load() != nil && !e.isApart() {
			e.depose(now)
		}
		has = e.followed
		return outcome{}
	})
	return has, err
}

// look looks whether this process leads still, where it did.
func (e *Engine) look() {
	if !e.leads() {
		e.depose(e.clock.Now())
	}
}

// depose ends the lead of this process. What is with the journal may be durable or not,
// which is not waited for: who leads next has it or not, and from them it comes.
func (e *Engine) depose(now timer.Stamp) {
	if waits := e.saving.pending; waits != nil {
		waits <- outcome{err: errNotHere}
	}
	if len(e.saving.unsaved) > 0 {
		e.part()
	}
	e.saving = saving{told: timer.Saving{State: timer.Saved}}
	if e.writer != nil {
		close(e.writer.records)
		e.left = append(e.left, e.writer)
	}
	e.writer, e.journal = nil, nil
	e.snapshot.Lead, e.snapshot.Standby = 0, &timer.Standby{}
	e.snapshot.Test, e.snapshot.Proposal = nil, nil
	e.show(now)
	e.lead.Store(nil) // after it was shown: nobody's lead is what everybody has who is alone
}

// asOfNow is a snapshot as it holds now: where the lead is over by which it was published,
// it is not that of who leads any more.
func (e *Engine) asOfNow(s *timer.Snapshot) *timer.Snapshot {
	if s.Standby != nil || e.leads() {
		return s
	}
	is := *s
	is.Lead, is.Standby, is.Intended = 0, &timer.Standby{}, nil
	return &is
}
