package gpio

import "time"

// Sleeper sleeps the last stretch before an edge.
type Sleeper interface {
	// Until returns at t or as soon after it as the sleeper can, and at once
	// where t has passed. It cannot be interrupted.
	Until(t time.Time)
}

// TimerSleep sleeps with package time: half a millisecond late by nature, but
// the same on every system, and exact under testing/synctest.
type TimerSleep struct{}

// Until implements [Sleeper].
func (TimerSleep) Until(t time.Time) { time.Sleep(time.Until(t)) }

// BestSleep returns the most punctual sleeper of this system: the kernel's own
// on Linux, else package time. It must not be used under testing/synctest,
// whose time the kernel does not know.
func BestSleep() Sleeper { return bestSleep() }
