package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/wire"
)

// machineEvery is how often the agent says how its machine does.
const machineEvery = time.Minute

// Where a Raspberry Pi says it.
const (
	modelFile = "/proc/device-tree/model"
	bootFile  = "/proc/stat"
	heatFile  = "/sys/class/thermal/thermal_zone0/temp"
	voltFiles = "/sys/class/hwmon/hwmon*/in0_lcrit_alarm"
)

// debianArch is what Debian calls the processors that there are packages for.
var debianArch = map[string]string{"amd64": "amd64", "arm64": "arm64", "arm": "armhf"}

// longestFact is how many bytes of a file are looked at.
const longestFact = 16 << 10

// machineNow is how this machine does, but for what became of its last upgrade.
func machineNow(is program.Build) wire.Machine {
	m := wire.Machine{
		Version: is.Version, Built: is.At.UTC(), Package: is.Package, Source: there(sourceFile),
		Arch: debianArch[runtime.GOARCH], Model: fact(modelFile), Clock: clockKept(), ClockSource: clockSource(os.DirFS("/")), RealTime: mayRealTime(), FreeBytes: freeBytes("/"),
	}
	m.Host, _ = os.Hostname()
	m.Booted = bootedAt(fact(bootFile))
	if milli, err := strconv.Atoi(fact(heatFile)); err == nil {
		degrees := float64(milli) / 1000
		m.TemperatureC = &degrees
	}
	if files, _ := filepath.Glob(voltFiles); len(files) > 0 {
		low := fact(files[0]) == "1"
		m.UnderVoltage = &low
	}
	for _, text := range []*string{&m.Model, &m.Host, &m.ClockSource} {
		*text = (*text)[:min(len(*text), wire.MaxIdentity)]
	}
	return m
}

// bootedAt reads when the machine was started, of what the kernel says, or nothing.
func bootedAt(stat string) time.Time {
	for line := range strings.SplitSeq(stat, "\n") {
		if rest, ok := strings.CutPrefix(line, "btime "); ok {
			if seconds, err := strconv.ParseInt(strings.TrimSpace(rest), 10, 64); err == nil {
				return time.Unix(seconds, 0).UTC()
			}
		}
	}
	return time.Time{}
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// fact is what a small file says, without what ends it; nothing where it says nothing.
func fact(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	text := make([]byte, longestFact)
	n, _ := f.Read(text)
	return strings.Trim(string(text[:n]), "\x00\n ")
}
