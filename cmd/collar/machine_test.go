package main

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
)

// It tells at each connection, and once a minute.
func TestMachineIsToldOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		connected := make(chan struct{}, 1)
		var told atomic.Int32
		go tellMachine(ctx, connected, func() { told.Add(1) })
		connected <- struct{}{}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := told.Load(); n != 1 {
			t.Errorf("connected, it told %d times", n)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := told.Load(); n != 11 {
			t.Errorf("in ten minutes it told %d times", n)
		}
		cancel()
		synctest.Wait()
	})
}

// What this machine says of itself the controller takes.
func TestMachineComesAcross(t *testing.T) {
	m := machineNow("1.0", time.Unix(1, 0))
	text, err := wire.EncodeMachine(m)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := wire.ParseMessage(text); err != nil || got.Machine == nil || got.Machine.Clock != m.Clock {
		t.Errorf("%s is read as %+v, %v", text, got, err)
	}
	if at := bootedAt("cpu 1\nbtime 1700000000\nprocesses 2\n"); at.Unix() != 1_700_000_000 {
		t.Errorf("it was started at %v", at)
	}
	if at := bootedAt("nothing"); !at.IsZero() {
		t.Errorf("it was started at %v", at)
	}
}
