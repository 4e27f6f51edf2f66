package main

import (
	"testing"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/wire"
)

// What this machine says of itself the controller takes.
func TestMachineComesAcross(t *testing.T) {
	m := machineNow(program.Build{Version: "1.0", At: time.Unix(1, 0), Package: "1.2.0~rc1+git3.f433d24b1c2d"})
	m.Update = updateNoBegin
	text, err := wire.EncodeMachine(m)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := wire.ParseMessage(text); err != nil || got.Machine == nil || got.Machine.Clock != m.Clock || got.Machine.Package != m.Package || got.Machine.Update != m.Update {
		t.Errorf("%s is read as %+v, %v", text, got, err)
	}
	if at := bootedAt("cpu 1\nbtime 1700000000\nprocesses 2\n"); at.Unix() != 1_700_000_000 {
		t.Errorf("it was started at %v", at)
	}
	if at := bootedAt("nothing"); !at.IsZero() {
		t.Errorf("it was started at %v", at)
	}
}
