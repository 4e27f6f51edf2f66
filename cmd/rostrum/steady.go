package main

import (
	"context"
	"time"

	"rostrum/timer"
)

// wallSteadyClock counts from the wall clock as it is now: steady while the
// process lives, but not from one process to the next.
func wallSteadyClock() *timer.Clock {
	now := time.Now()
	return timer.NewClock(timer.WallClock, now, timer.Instant(now.UnixNano()))
}

// noticeable is the sleep of the machine that is not just the time between two
// readings.
const noticeable = 5 * time.Millisecond

// followSleep tells the clock what the machine has slept, until ctx ends.
func followSleep(ctx context.Context, clock *timer.Clock) {
	before, ok := slept()
	if !ok {
		return
	}
	every := time.NewTicker(time.Second)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			if now, ok := slept(); ok && now-before > noticeable {
				clock.Shift(now - before)
				before = now
			}
		}
	}
}
