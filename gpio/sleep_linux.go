package gpio

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// KernelSleep sleeps in the kernel to an absolute instant of CLOCK_MONOTONIC,
// from which Go takes its monotonic time too. Made by [NewKernelSleep].
type KernelSleep struct {
	start time.Time // package time ...
	mono  int64     // ... and CLOCK_MONOTONIC in nanoseconds, read together
}

// NewKernelSleep returns a sleeper of the kernel. Both readings of the clock
// are taken here, once: taken at each sleep, a thread that loses the processor
// between them would sleep that much too long.
func NewKernelSleep() (KernelSleep, error) {
	var best KernelSleep
	gap := int64(-1)
	for range 16 { // the closest pair: what lies between the readings is the error
		before, err := monotonic()
		if err != nil {
			return KernelSleep{}, err
		}
		start := time.Now()
		after, err := monotonic()
		if err != nil {
			return KernelSleep{}, err
		}
		if gap < 0 || after-before < gap {
			gap = after - before
			best = KernelSleep{start: start, mono: before + gap/2}
		}
	}
	return best, nil
}

// Until implements [Sleeper].
func (k KernelSleep) Until(t time.Time) {
	at := unix.NsecToTimespec(k.mono + int64(t.Sub(k.start)))
	for {
		err := unix.ClockNanosleep(unix.CLOCK_MONOTONIC, unix.TIMER_ABSTIME, &at, nil)
		if errors.Is(err, unix.EINTR) {
			continue // a signal; the deadline is absolute, so nothing adds up
		}
		if err != nil { // a sandbox that forbids the call
			time.Sleep(time.Until(t))
		}
		return
	}
}

func monotonic() (int64, error) {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return 0, fmt.Errorf("gpio: reading the kernel's monotonic clock: %w", err)
	}
	return now.Nano(), nil
}

func bestSleep() Sleeper {
	if k, err := NewKernelSleep(); err == nil {
		return k
	}
	return TimerSleep{}
}
