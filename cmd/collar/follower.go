package main

import (
	"time"

	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/timer"
)

// mostClocks is how many controllers are measured at once: those of a room, and the one
// that was before a restart.
const mostClocks = 4

// follower makes of sync exchanges a clock that players can follow: that of the controller
// which is obeyed. What the clocks of others read is measured meanwhile, so that the next
// one can be followed at its first word.
type follower struct {
	start   time.Time               // of the local clock
	clocks  map[string]*wire.Offset // that are measured, by boot
	boot    string                  // of the one that is followed
	clock   *timer.Clock            // as far as it was brought; of another boot until this one is known
	applied time.Duration           // the offset that the clock has
	steered time.Duration           // local time of the last correction
}

func (f *follower) local() time.Duration { return time.Since(f.start) }

// known says whether the clock of a boot can be followed.
func (f *follower) known(boot string) bool { return f.clock != nil && f.clock.Boot() == boot }

// offset is what was measured of the clock that is followed.
func (f *follower) offset() *wire.Offset {
	if measured := f.clocks[f.boot]; measured != nil {
		return measured
	}
	return &wire.Offset{}
}

// add takes an exchange, and says whether there is a clock where there was none. Before a
// controller has said what is to be played, whichever is heard is followed.
func (f *follower) add(x *link.Exchange) (begins bool) {
	if f.clocks == nil {
		f.clocks = make(map[string]*wire.Offset)
	}
	if f.boot == "" {
		f.boot = x.Boot
	}
	if f.clocks[x.Boot] == nil {
		for boot := range f.clocks {
			if boot != f.boot && len(f.clocks) >= mostClocks {
				delete(f.clocks, boot)
			}
		}
		f.clocks[x.Boot] = &wire.Offset{}
	}
	f.clocks[x.Boot].Add(x.Exchange)
	return x.Boot == f.boot && f.begins()
}

// turn follows the clock of a boot from now on, and says whether there is one at once.
func (f *follower) turn(boot string) (begins bool) {
	if f.boot == boot {
		return false
	}
	f.boot = boot
	return f.begins()
}

func (f *follower) begins() bool {
	if f.known(f.boot) {
		return false
	}
	f.begin()
	return f.known(f.boot)
}

// begin makes a clock as of the present estimate.
func (f *follower) begin() {
	if offset, _, known := f.offset().At(f.local()); known {
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
	offset, _, known := f.offset().At(local)
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
	offset, bound, known := f.offset().At(f.local())
	if !known {
		return 0
	}
	return (offset - f.applied).Abs() + bound
}
