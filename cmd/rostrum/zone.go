package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // a Raspberry Pi may have none, and the room's is not always the machine's

	"rostrum/cmd/internal/program"
)

// zone returns where the debate is held: the zone that was chosen, else the machine's own.
func zone(env program.Environment, chosen string) (*time.Location, error) {
	if chosen == "" {
		return machineZone(env), nil
	}
	at, err := time.LoadLocation(chosen)
	if err != nil || chosen == "Local" {
		return nil, fmt.Errorf("%w: there is no time zone %q; --zone wants a name such as America/New_York", program.ErrUsage, chosen)
	}
	return at, nil
}

// machineZone is the machine's zone by its name, which people can read in a record: what
// package time calls it is "Local".
func machineZone(env program.Environment) *time.Location {
	var names []string
	if name, ok := env.Lookup("TZ"); ok {
		names = append(names, strings.TrimPrefix(name, ":"))
	}
	if link, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		_, name, _ := strings.Cut(link, "zoneinfo/")
		names = append(names, name)
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil {
		names = append(names, strings.TrimSpace(string(text)))
	}
	for _, name := range names {
		if at, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
			return at
		}
	}
	return time.UTC
}
