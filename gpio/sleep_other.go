//go:build !linux

package gpio

func bestSleep() Sleeper { return NewTimerSleep() }
