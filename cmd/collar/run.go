package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"rostrum/cmd/internal/program"
)

// The exit codes: something refused or failed; a command line that is not
// understood.
const (
	exitFailed = 1
	exitUsage  = 2
)

type subCommand struct {
	name, help string
	run        func(context.Context, program.Environment) error
}

// subCommands in the order of the help text; the first one is the default.
func subCommands() []subCommand {
	return []subCommand{
		{"run", "follow a controller and drive the lights (the default)", follow},
		{"test", "walk the lights: each flashes for three seconds, then all together", walk},
		{"off", "make every light dark and exit (the service's stop action)", off},
		{"version", "say in one line which build this is", collar().Version},
	}
}

// run runs one sub-command and returns the exit code.
func run(ctx context.Context, env program.Environment) int {
	name, rest := subCommands()[0].name, env.Args
	if len(rest) > 0 && len(rest[0]) > 0 && rest[0][0] != '-' {
		name, rest = rest[0], rest[1:]
	}
	env.Args = rest
	if name == "help" {
		usage(env.Stdout)
		return 0
	}
	for _, c := range subCommands() {
		if c.name == name {
			return exitCode(c.run(ctx, env), env)
		}
	}
	fmt.Fprintf(env.Stderr, "collar: there is no sub-command %q; `collar help` lists them\n", name)
	return exitUsage
}

func exitCode(err error, env program.Environment) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		usage(env.Stdout)
		return 0
	case errors.Is(err, program.ErrUsage):
		fmt.Fprintln(env.Stderr, "collar:", err)
		return exitUsage
	default:
		fmt.Fprintln(env.Stderr, "collar:", err)
		return exitFailed
	}
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "collar drives the lights at the microphones.")
	fmt.Fprintln(w)
	for _, c := range subCommands() {
		fmt.Fprintf(w, "  collar %-8s %s\n", c.name, c.help)
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "Options (each also as COLLAR_… in the environment, or in the file of --config):")
	fmt.Fprintln(w)
	collar().PrintOptions(w)
}
