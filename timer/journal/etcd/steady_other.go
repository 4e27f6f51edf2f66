//go:build !linux

package etcd

import "rostrum/timer"

// Steady returns the clock by which a lease is counted. Here none is known that counts the
// machine's sleep and is never set: it goes on by whichever of the monotonic clock and the
// wall clock went further since it was read last. So a sleep is counted, as the wall clock
// counts it; a wall clock that is put forward ends the lead early, and one that is put
// back changes nothing, unless that happens in the very sleep.
func Steady() func() timer.Instant { return fasterClock() }
