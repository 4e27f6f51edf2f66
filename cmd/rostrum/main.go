// Rostrum keeps the speaking time of a debate: it runs the limits, drives the
// lights at the microphones and shows the same time on every screen.
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

func rostrum() program.Program[config] {
	return program.Program[config]{Name: "rostrum", Options: newConfig, Once: []string{"new-meeting"}}
}
