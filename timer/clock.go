package timer

import (
	"sync/atomic"
	"time"
)

// Instant is a point on the steady clock, in nanoseconds from that clock's
// origin (on Linux the start of the machine). Instants of different clocks
// ([Stamp.Boot]) must not be compared.
type Instant int64

// Add returns the instant d later.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d) }

// Sub returns the time from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i - j) }

// Stamp is one moment on both clocks.
type Stamp struct {
	Wall   time.Time // UTC, for records and people
	Steady Instant   // for every calculation
	Boot   string    // identity of the steady clock
}

// WallClock is the boot identity of a steady clock that is in truth the wall
// clock, on systems that tell no better one.
const WallClock = "wall-clock"

// Clock turns readings of package time into instants of the steady clock:
// instant = origin + reading − start. It may be used by several goroutines.
type Clock struct {
	boot   string
	start  time.Time
	origin atomic.Int64
}

// NewClock returns the steady clock of the given boot, which read origin when
// package time read start. The caller reads both as close together as it can.
func NewClock(boot string, start time.Time, origin Instant) *Clock {
	c := &Clock{boot: boot, start: start}
	c.origin.Store(int64(origin))
	return c
}

// Boot returns the identity of the clock: equal identities count from the
// same origin.
func (c *Clock) Boot() string { return c.boot }

// Now reads both clocks.
func (c *Clock) Now() Stamp {
	now := time.Now()
	return Stamp{Wall: now.Round(0).UTC(), Steady: c.at(now), Boot: c.boot}
}

// Steady reads the steady clock.
func (c *Clock) Steady() Instant { return c.at(time.Now()) }

// Instant returns the instant at which package time read t.
func (c *Clock) Instant(t time.Time) Instant { return c.at(t) }

// Time returns package time's reading at instant i, for timers and sleeps.
func (c *Clock) Time(i Instant) time.Time {
	return c.start.Add(i.Sub(Instant(c.origin.Load())))
}

// Wall returns the wall time at instant i, if the wall clock is not stepped
// between i and now.
func (c *Clock) Wall(i Instant) time.Time {
	now := c.Now()
	return now.Wall.Add(i.Sub(now.Steady))
}

// Shift moves the clock: forward by the time that the machine slept and that
// package time therefore did not count, or, where it follows the clock of another
// machine, by what it was found to be off.
func (c *Clock) Shift(d time.Duration) { c.origin.Add(int64(d)) }

func (c *Clock) at(t time.Time) Instant {
	return Instant(c.origin.Load()).Add(t.Sub(c.start))
}
