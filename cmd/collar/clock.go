package main

import (
	"io/fs"
	"path"
	"strings"
)

// clockKeepers are the services that set a clock from elsewhere, by the names of their
// units in Debian and its relatives, the most exact first: of two that run the others
// yield. An asterisk stands for the network's interface.
var clockKeepers = []string{
	"phc2sys@*.service", "phc2sys.service", "chrony.service", "chronyd.service",
	"ntpsec.service", "ntp.service", "ntpd.service", "openntpd.service", "systemd-timesyncd.service",
}

// runningUnits are where systemd has a folder for each service that runs: a folder of
// control groups is there to be seen by whoever may see no processes. The second is that
// of a kernel that was told to keep the first version of these.
var runningUnits = []string{"sys/fs/cgroup/system.slice", "sys/fs/cgroup/systemd/system.slice"}

// The clock of the board, by its driver's name and device, "rtc-pcf85063a 1-0051".
const boardClock = "sys/class/rtc/rtc0/name"

// clockSource is what this machine has its time from: the service that keeps it, else the
// clock of its own that a battery keeps while it is off, else nothing.
func clockSource(root fs.FS) string {
	for _, unit := range clockKeepers {
		for _, dir := range runningUnits {
			if found, _ := fs.Glob(root, path.Join(dir, unit)); len(found) > 0 {
				name, _, _ := strings.Cut(strings.TrimSuffix(path.Base(found[0]), ".service"), "@")
				return name
			}
		}
	}
	text, _ := fs.ReadFile(root, boardClock)
	name, _, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	return name
}
