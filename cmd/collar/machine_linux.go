package main

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"

	"rostrum/display/wire"
)

// clockKept says whether somebody keeps the clock right. A service that filters its calls
// ends for this one unless its unit lets it, and says so.
func clockKept() string {
	if os.Getenv("COLLAR_READS_CLOCK") != "yes" && !strings.Contains(fact("/proc/self/status"), "Seccomp:\t0") {
		return wire.ClockUnknown
	}
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	switch {
	case err != nil:
		return wire.ClockUnknown
	case state == unix.TIME_ERROR || t.Status&unix.STA_UNSYNC != 0:
		return wire.ClockNotKept
	}
	return wire.ClockKept
}

// mayRealTime says whether this process may have a priority of real time.
func mayRealTime() bool {
	var l unix.Rlimit
	return unix.Getrlimit(unix.RLIMIT_RTPRIO, &l) == nil && l.Cur > 0 || os.Geteuid() == 0
}

// freeBytes is what is left of a disk to those who are not root.
func freeBytes(path string) *int64 {
	var s unix.Statfs_t
	if unix.Statfs(path, &s) != nil {
		return nil
	}
	free := int64(s.Bavail) * int64(s.Bsize) //nolint:unconvert // of another size elsewhere
	return &free
}
