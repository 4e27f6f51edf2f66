package main

import (
	"context"

	"rostrum/cmd/internal/program"
)

const offUsage = `rostrum off [--light SEAT=PIN] [--active-low] [--config FILE]
makes the lights that are named dark, and exits; the options are those of serve`

// off makes every light of the configuration dark: the last resort when the
// controller was killed and is not started again.
func off(_ context.Context, env program.Environment) error {
	c, err := readConfig(env)
	if err != nil {
		return err
	}
	c.Trace = "" // the controller's
	log, _ := program.NewLog(env.Stderr)
	lights, err := openLights(c, log)
	if err != nil {
		return err
	}
	return lights.Halt()
}
