package engine

import (
	"errors"
	"fmt"

	"rostrum/timer"
)

// ErrLead is how [Engine.Run] ends when its process does not lead the room any more.
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

// follows takes down whose lead it is from now on; nil is nobody's.
func (e *Engine) follows(lead Lead) {
	if lead != nil {
		e.lead.Store(&lead)
		e.snapshot.Lead = lead.Revision()
	}
}

// reply answers who waits. Behind a lead that is over neither a receipt nor a refusal says
// anything: who leads now knows.
func (e *Engine) reply(to chan<- outcome, out outcome) {
	if !e.leads() {
		out = outcome{err: errNotHere}
	}
	to <- out
}

// leave ends an engine whose lead is over. What is with the journal may be durable or not,
// which is not waited for: who leads now has it or not.
func (e *Engine) leave() error {
	if waits := e.saving.pending; waits != nil {
		e.saving.pending = nil
		waits <- outcome{err: errNotHere}
	}
	return ErrLead
}
