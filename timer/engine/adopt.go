package engine

import (
	"fmt"

	"rostrum/timer"
)

// adoptClock carries the meeting over to this clock where the journal was
// written by another one.
func (e *Engine) adoptClock(now timer.Stamp) error {
	last := e.history.Last
	if last == (timer.Stamp{}) || last.Boot == now.Boot && last.Steady <= now.Steady {
		return nil
	}
	event := e.history.Meeting.Event(timer.Actor{Role: timer.Program}, now, e.history.Meeting.Adopt(last, now))
	r := timer.Record{Events: []timer.Event{event}}
	if !e.leads() {
		return ErrLead
	}
	if err := e.journal.Append(r); err != nil {
		return fmt.Errorf("engine: the new clock could not be written to the journal: %w", err)
	}
	f := e.history.Meeting.Floor
	e.notify(adoptionNotice(event, f != nil && f.Running))
	return e.enter(r, now, false)
}

func adoptionNotice(e timer.Event, running bool) timer.Notice {
	if fact := e.Fact.(timer.ClockAdopted); fact.Held && !running {
		return timer.Notice{Code: "clock-not-plausible", Message: "The controller was away and its wall clock went back: " +
			"wall times in the record are not to be trusted; nothing from before can be undone."}
	} else if fact.Held {
		return timer.Notice{Code: "clock-held", Message: "The controller was away and its wall clock is not plausible: " +
			"the statement is paused where the record knows it was; set the time that was spoken, if need be, and resume."}
	}
	return timer.Notice{Code: "clock-adopted", Message: "The machine was started again since the last record: " +
		"the time between was taken from the wall clock."}
}
