package main

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"rostrum/timer"
)

// steadyClock is the time since the machine was started, sleep included, under
// the identity that the kernel gives each start.
func steadyClock() *timer.Clock {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if _, ok := bootTime(); err != nil || !ok {
		return wallSteadyClock()
	}
	var start time.Time
	var origin, closest time.Duration
	for n := range 16 { // the closest pair of readings: what lies between them is the error
		before, _ := bootTime()
		now := time.Now()
		after, _ := bootTime()
		if gap := after - before; n == 0 || gap < closest {
			start, origin, closest = now, before+gap/2, gap
		}
	}
	return timer.NewClock(strings.TrimSpace(string(id)), start, timer.Instant(origin))
}

func bootTime() (time.Duration, bool) { return read(unix.CLOCK_BOOTTIME) }

// slept is how long the machine has slept since it was started: what the clock
// of Go does not count.
func slept() (time.Duration, bool) {
	boot, ok := bootTime()
	monotonic, ok2 := read(unix.CLOCK_MONOTONIC)
	return boot - monotonic, ok && ok2
}

func read(clock int32) (time.Duration, bool) {
	var t unix.Timespec
	if err := unix.ClockGettime(clock, &t); err != nil {
		return 0, false
	}
	return time.Duration(t.Nano()), true
}
