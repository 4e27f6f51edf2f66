package etcd

import (
	"golang.org/x/sys/unix"

	"rostrum/timer"
)

// Steady returns the clock by which a lease is counted: the time since the machine was
// started, sleep included (CLOCK_BOOTTIME). It goes on while the process is stopped. Where
// the kernel does not tell it, it is what it is on other systems.
func Steady() func() timer.Instant {
	other := fasterClock()
	return func() timer.Instant {
		var t unix.Timespec
		if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
			return other()
		}
		return timer.Instant(t.Nano())
	}
}
