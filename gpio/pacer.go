package gpio

import (
	"time"

	"rostrum/timer"
)

// look is the longest that a wait for an edge lasts before the clock is read again.
// It bounds two things: the time until a clock that was corrected (the machine
// slept) is followed, and the time until a failed write is tried again.
const look = time.Second

// pacer waits for absolute instants and for programs.
type pacer struct {
	clock *timer.Clock
	desk  *Desk
}

// wait returns when due has come (where timed), when a newer program is there or
// when the desk's sleeper was woken, and where timed after a look in any case.
func (w *pacer) wait(due timer.Instant, timed bool) (Program, bool) {
	var until time.Time // none
	if timed {
		until = w.clock.Time(min(due, w.clock.Steady().Add(look)))
	}
	w.desk.sleep.Until(until)
	return w.desk.collect()
}
