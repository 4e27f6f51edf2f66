// Collar drives the lights at one or several microphones: it follows a controller,
// plays the schedule of each statement on its own clock, and leaves its lights dark
// whatever ends it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"rostrum/cmd/internal/program"
)

func main() { os.Exit(untilSignalled()) }

func untilSignalled() int {
	// Every way out makes the lights dark: a terminal that is closed is one, and a
	// log whose reader has gone must not be.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	return run(ctx, program.Environment{
		Args:   os.Args[1:],
		Lookup: os.LookupEnv,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
	})
}

func collar() program.Program[config] {
	return program.Program[config]{Name: "collar", Options: newConfig}
}
