//go:build !linux

package main

import (
	"time"

	"rostrum/timer"
)

// steadyClock falls back to the wall clock: these systems tell no identity of
// the machine's start.
func steadyClock() *timer.Clock { return wallSteadyClock() }

func slept() (time.Duration, bool) { return 0, false }
