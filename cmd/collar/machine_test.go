package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
)

// It tells at each connection, and once a minute.
func TestMachineIsToldOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		connected, told := make(chan struct{}, 1), 0
		go tellMachine(ctx, connected, func() { told++ })
		connected <- struct{}{}
		time.Sleep(time.Second)
		if told != 1 {
			t.Errorf("connected, it told %d times", told)
		}
		time.Sleep(10 * time.Minute)
		if told != 11 {
			t.Errorf("in ten minutes it told %d times", told)
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
