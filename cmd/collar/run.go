package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/term"
)

// environment is what a run of the program gets from outside.
type environment struct {
	args   []string
	lookup func(string) (string, bool)
	stdout io.Writer
	stderr io.Writer
}

// The exit codes: something refused or failed; a command line that is not
// understood.
const (
	exitFailed = 1
	exitUsage  = 2
)

// errUsage is a command line, an environment or a configuration that cannot be
// meant.
var errUsage = errors.New("usage")

type subCommand struct {
	name, help string
	run        func(context.Context, environment) error
}

// subCommands in the order of the help text; the first one is the default.
func subCommands() []subCommand {
	return []subCommand{
		{"run", "follow a controller and drive the lights (the default)", follow},
		{"test", "walk the lights: each flashes for three seconds, then all together", walk},
		{"off", "make every light dark and exit (the service's stop action)", off},
	}
}

// run runs one sub-command and returns the exit code.
func run(ctx context.Context, env environment) int {
	name, rest := subCommands()[0].name, env.args
	if len(rest) > 0 && len(rest[0]) > 0 && rest[0][0] != '-' {
		name, rest = rest[0], rest[1:]
	}
	env.args = rest
	if name == "help" {
		usage(env.stdout)
		return 0
	}
	for _, c := range subCommands() {
		if c.name == name {
			return exitCode(c.run(ctx, env), env.stderr)
		}
	}
	fmt.Fprintf(env.stderr, "collar: there is no sub-command %q; `collar help` lists them\n", name)
	return exitUsage
}

func exitCode(err error, stderr io.Writer) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, "collar:", err)
		return exitUsage
	default:
		fmt.Fprintln(stderr, "collar:", err)
		return exitFailed
	}
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "collar drives the lights at the microphones.")
	fmt.Fprintln(w)
	for _, c := range subCommands() {
		fmt.Fprintf(w, "  collar %-5s %s\n", c.name, c.help)
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "Options (each also as COLLAR_… in the environment, or in the file of --config):")
	fmt.Fprintln(w)
	_, fs := newConfig()
	fs.SetOutput(w)
	fs.PrintDefaults()
}

// newLog writes for a person at a terminal, and JSON for everybody else.
func newLog(w io.Writer) zerolog.Logger {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: time.TimeOnly}
	}
	return zerolog.New(w).With().Timestamp().Logger()
}

// writtenAt is when this program was written, for a build that does not say when
// it was made: no clock that is right reads less.
var writtenAt = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

// build says what this program is, and when it was built.
func build() (version string, at time.Time) {
	version, at = "unknown", writtenAt
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, at
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			version = s.Value[:min(len(s.Value), 12)]
		case "vcs.time":
			if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
				at = t
			}
		}
	}
	return version, at
}
