package main

import (
	"context"
	"errors"
	"fmt"

	"rostrum/cmd/internal/program"
)

// off makes every light of the configuration dark: the last resort when the agent
// was killed and is not started again.
func off(_ context.Context, env program.Environment) error {
	c, err := readConfig(env)
	if err != nil {
		return err
	}
	// One line that cannot be had must not keep the others lit, nor a terminal that
	// stands still.
	stdout := program.NewOutlet(env.Stdout)
	defer stdout.Close()
	var failed error
	for _, one := range c.Seat {
		alone := *c
		alone.Seat = program.Words{one}
		bank, err := alone.open()
		if err == nil {
			err = bank.Halt()
		}
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		fmt.Fprintln(stdout, "dark:", one)
	}
	return failed
}
