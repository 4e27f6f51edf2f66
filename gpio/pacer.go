package gpio

import (
	"context"
	"time"

	"rostrum/timer"
)

const (
	// stretch is the last stretch before an edge, slept in the Sleeper. A program
	// that arrives within it waits for its end, so it is short; the wait before
	// it is late by 1.1 ms in one case of a hundred (1.8 ms with every core busy),
	// and by more than this so rarely that the edge it then delays, still by less
	// than 3 ms, matters less than a command that always may have to wait.
	stretch = 2 * time.Millisecond

	// look is the longest that a wait lasts before the clock is read again. It
	// bounds three things: the slack of the kernel's wait below Go's timers
	// (0.1 %, which for two and a half minutes would be 100 ms), the time until
	// a clock that was corrected (the machine slept) is followed, and the time
	// until a failed write is tried again.
	look = time.Second
)

// pacer waits for absolute instants and for programs.
type pacer struct {
	clock    *timer.Clock
	sleep    Sleeper
	programs <-chan Program
	wake     *time.Timer
}

// wait returns when due has come (where timed), when a newer program is there
// or when ctx has ended, and where timed after a look in any case.
func (w *pacer) wait(ctx context.Context, due timer.Instant, timed bool) (Program, bool) {
	var wake <-chan time.Time
	if timed {
		left := due.Sub(w.clock.Steady()) - stretch
		if left <= 0 {
			w.sleep.Until(w.clock.Time(due))
			return w.glance()
		}
		w.wake.Reset(min(left, look))
		wake = w.wake.C
	}
	select {
	case p, ok := <-w.programs:
		return w.received(p, ok)
	case <-wake:
	case <-ctx.Done():
	}
	return Program{}, false
}

// glance looks whether a newer program has come during the sleep: then that one
// decides.
func (w *pacer) glance() (Program, bool) {
	select {
	case p, ok := <-w.programs:
		return w.received(p, ok)
	default:
		return Program{}, false
	}
}

// received leaves a closed channel alone: the program that is played goes on.
func (w *pacer) received(p Program, ok bool) (Program, bool) {
	if !ok {
		w.programs = nil
	}
	return p, ok
}
