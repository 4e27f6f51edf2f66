package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/gpio"
)

// edges is what is measured in a minute.
const edges = int(time.Minute / gpio.EdgePeriod)

const probeUsage = `rostrum probe [--light SEAT=PIN] [--active-low] [--config FILE]
measures for a minute, in the dark, how late this machine writes its lights, or without one how
late it would; the options are those of serve`

// probe measures how late this machine writes its lights, in the dark; without a
// light, how late it would.
func probe(ctx context.Context, env program.Environment) (err error) {
	c, err := readConfig(env)
	if err != nil {
		return err
	}
	what := strings.Join(c.Light, ", ")
	if len(c.Light) == 0 {
		c.Light, what = program.Words{"none=dry"}, "no light is named, so how late one would be"
	}
	c.Trace = "" // the controller's
	log, _ := program.NewLog(env.Stderr)
	lights, err := openLights(c, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lights.Halt()) }()
	fmt.Fprintln(env.Stdout, "for a minute, in the dark:", what)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(spareSlots, runtime.NumCPU())))
	m, err := lights.Measure(ctx, edges, log)
	if err != nil {
		return err
	}
	return m.Print(env.Stdout)
}
