// Rostrum keeps the speaking time of a debate: it runs the limits, drives the
// lights at the microphones and shows the same time on every screen.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(untilSignalled()) }

func untilSignalled() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, environment{
		args:   os.Args[1:],
		lookup: os.LookupEnv,
		stdin:  os.Stdin,
		stdout: os.Stdout,
		stderr: os.Stderr,
	})
}
