package etcd

import (
	"sync"
	"time"

	"rostrum/timer"
)

// faster is a clock that goes on by whichever of two went further between two readings.
type faster struct {
	read func() (monotonic, wall time.Duration)

	mu              sync.Mutex
	at              time.Duration
	monotonic, wall time.Duration // when it was read last
}

// fasterClock is one of the clocks that every system has.
func fasterClock() func() timer.Instant {
	began := time.Now()
	f := &faster{read: func() (monotonic, wall time.Duration) {
		now := time.Now()
		return now.Sub(began), now.Round(0).Sub(began.Round(0))
	}}
	return f.now
}

func (f *faster) now() timer.Instant {
	f.mu.Lock()
	defer f.mu.Unlock()
	monotonic, wall := f.read()
	f.at += max(monotonic-f.monotonic, wall-f.wall, 0)
	f.monotonic, f.wall = monotonic, wall
	return timer.Instant(f.at)
}
