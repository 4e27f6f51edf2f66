package main

import (
	"testing"
	"testing/fstest"
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
	if got, err := wire.ParseMessage(text); err != nil || got.Machine == nil || got.Machine.Clock != m.Clock || got.Machine.Package != m.Package || got.Machine.Arch != m.Arch || m.Arch == "" || got.Machine.ClockSource != m.ClockSource || got.Machine.Update != m.Update {
		t.Errorf("%s is read as %+v, %v", text, got, err)
	}
	if at := bootedAt("cpu 1\nbtime 1700000000\nprocesses 2\n"); at.Unix() != 1_700_000_000 {
		t.Errorf("it was started at %v", at)
	}
	if at := bootedAt("nothing"); !at.IsZero() {
		t.Errorf("it was started at %v", at)
	}
}

// What keeps the clock is told by the services that run, and without one by the board.
func TestClockSource(t *testing.T) {
	const units = "sys/fs/cgroup/system.slice/"
	for _, c := range []struct {
		there []string
		board string
		want  string
	}{
		{nil, "", ""},
		{nil, "rtc-pcf85063a 1-0051\n", "rtc-pcf85063a"},
		{nil, "rtc_cmos 00:03\n", "rtc_cmos"},
		{[]string{"ssh.service"}, "rtc_cmos\n", "rtc_cmos"},
		{[]string{units + "ssh.service", units + "systemd-timesyncd.service"}, "rtc_cmos\n", "systemd-timesyncd"},
		{[]string{units + "systemd-timesyncd.service", units + "chrony.service"}, "", "chrony"},
		{[]string{"sys/fs/cgroup/systemd/system.slice/chronyd.service"}, "", "chronyd"},
		{[]string{units + "chrony-wait.service"}, "", ""},
		{[]string{units + "phc2sys@eth0.service", units + "chrony.service"}, "", "phc2sys"},
	} {
		root := fstest.MapFS{}
		for _, dir := range c.there {
			root[dir+"/cgroup.procs"] = &fstest.MapFile{}
		}
		if c.board != "" {
			root[boardClock] = &fstest.MapFile{Data: []byte(c.board)}
		}
		if got := clockSource(root); got != c.want {
			t.Errorf("with %q and the board's %q the clock's source is %q, want %q", c.there, c.board, got, c.want)
		}
	}
}
