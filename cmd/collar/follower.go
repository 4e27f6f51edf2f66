package main

import (
	"time"

	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/timer"
)

// follower makes of sync exchanges a clock that players can follow.
type follower struct {
	start   time.Time // of the local clock
	boot    string    // of the clock that is measured
	offset  wire.Offset
	clock   *timer.Clock  // as far as it was brought; of another boot until this one is known
	applied time.Duration // the offset that the clock has
	steered time.Duration // local time of the last correction
}

func (f *follower) local() time.Duration { return time.Since(f.start) }

// known says whether the clock of a boot can be followed.
func (f *follower) known(boot string) bool { return f.clock != nil && f.clock.Boot() == boot }

// add takes an exchange, and says whether there is a clock where there was none.
func (f *follower) add(x *link.Exchange) (begins bool) {
	if x.Boot != f.boot {
		f.boot, f.offset = x.Boot, wire.Offset{}
	}
	f.offset.Add(x.Exchange)
	if f.known(f.boot) {
		return false
	}
	f.begin()
	return f.known(f.boot)
}

// begin makes a clock as of the present estimate.
func (f *follower) begin() {
	if offset, _, known := f.offset.At(f.local()); known {
		f.clock = timer.NewClock(f.boot, f.start, timer.Instant(offset))
		f.applied, f.steered = offset, f.local()
	}
}

// shown says what the lights do around a correction: whether all are dark for
// good, now and where it leads to; and whether all are out at both moments.
type shown func(now, then timer.Instant) (dark, out bool)

// steer brings the clock to the estimate: at once while no light shows it, slowly
// while one flashes; a jump waits for a moment in which no light is lit. It says
// whether there is another clock now, and whether a jump still waits.
func (f *follower) steer(lights shown) (another, waits bool) {
	local := f.local()
	offset, _, known := f.offset.At(local)
	if !known || !f.known(f.boot) {
		return false, false
	}
	off := offset - f.applied
	shift, step := wire.Correct(off, local-f.steered)
	now := f.clock.Steady()
	dark, out := lights(now, now.Add(off))
	switch {
	case step && !out:
		return false, true
	case step:
		f.begin()
		return true, false
	case dark:
		shift = off
	}
	f.clock.Shift(shift)
	f.applied += shift
	f.steered = local
	return false, false
}

// error bounds how far the clock may be from the controller's.
func (f *follower) error() time.Duration {
	offset, bound, known := f.offset.At(f.local())
	if !known {
		return 0
	}
	return (offset - f.applied).Abs() + bound
}
