package timer

import (
	"fmt"
	"time"
)

// plausibleAbsence is how long a controller can have been away in mid-statement
// for the wall clock to be believed about it.
const plausibleAbsence = time.Hour

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

func (c adoptClock) decide(m *Meeting, now Stamp) (Fact, error) {
	absent := now.Wall.Sub(c.last.Wall)
	fact := ClockAdopted{From: c.last.Boot}
	// The instant at which the old clock would stand now, had it gone on.
	fact.Shift = now.Steady.Sub(c.last.Steady.Add(absent))
	if f := m.Floor; f != nil && f.Running && (absent < 0 || absent > plausibleAbsence) {
		fact.Held, fact.Elapsed = true, f.ElapsedAt(c.last.Steady)
	}
	return fact, nil
}

func (f ClockAdopted) apply(m *Meeting, _ Stamp) {
	if f.Held {
		m.edit(m.floorID(), func(s *Statement) {
			s.Running, s.Zero, s.Held = false, 0, f.Elapsed
			s.PauseReason = "the controller restarted and its clock was not plausible"
		})
		m.done = nil // what was done before cannot be placed on this clock
		return
	}
	m.shift(f.Shift)
}

// shift carries every running clock, also those that an undo would bring back,
// over to another steady clock.
func (m *Meeting) shift(by time.Duration) {
	m.edit(m.floorID(), func(s *Statement) {
		if s.Running {
			s.Zero = s.Zero.Add(by)
		}
	})
	m.done = m.done.shift(by)
}
