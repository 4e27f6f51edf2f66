package engine

import (
	"fmt"
	"time"

	"rostrum/timer"
)

// adoptClock carries the meeting over to this clock where the journal was
// written by another one.
func (e *Engine) adoptClock(now timer.Stamp) error {
	last := e.history.Last
	if last == (timer.Stamp{}) || last.Boot == now.Boot && last.Steady <= now.Steady {
		return nil
	}
	event := e.history.Meeting.Event(timer.Actor{Role: timer.Program}, now, e.adoption(now))
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

// adoption is how the meeting is carried over to this clock: by what was measured, else by
// wall time.
func (e *Engine) adoption(now timer.Stamp) timer.ClockAdopted {
	last := e.history.Last
	if m, known := e.measured(last.Boot); known {
		return timer.AdoptMeasured(last, m)
	}
	return e.history.Meeting.Adopt(last, now)
}

func adoptionNotice(e timer.Event, running bool) timer.Notice {
	if fact := e.Fact.(timer.ClockAdopted); fact.Held && !running {
		return timer.Notice{Code: "clock-not-plausible", Message: "The controller was away and its wall clock went back: " +
			"wall times in the record are not to be trusted; nothing from before can be undone."}
	} else if fact.Held {
		return timer.Notice{Code: "clock-held", Message: "The controller was away and its wall clock is not plausible: " +
			"the statement is paused where the record knows it was; set the time that was spoken, if need be, and resume."}
	} else if fact.Bound > 0 {
		within := fmt.Sprint(fact.Bound.Round(10 * time.Microsecond))
		return timer.Notice{Code: "clock-measured", About: within, Message: "Another controller led until now; " +
			"its clock was measured while it did, and what was spoken is right to within " + within + "."}
	}
	return timer.Notice{Code: "clock-adopted", Message: "The machine was started again since the last record: " +
		"the time between was taken from the wall clock."}
}
