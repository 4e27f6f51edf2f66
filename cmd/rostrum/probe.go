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

// probe measures how late this machine writes its lights, in the dark; without a
// light, how late it would.
func probe(ctx context.Context, env program.Environment) (err error) {
	c, err := readConfig(env)
	if err != nil {
		return err
	}
	if len(c.Light) == 0 {
		c.Light = program.Words{"none=dry"}
	}
	c.Trace = "" // the controller's
	log, _ := program.NewLog(env.Stderr)
	lights, err := openLights(c, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lights.Halt()) }()
	fmt.Fprintln(env.Stdout, "for a minute, in the dark:", strings.Join(c.Light, ", "))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(spareSlots, runtime.NumCPU())))
	m, err := lights.Measure(ctx, edges, log)
	if err != nil {
		return err
	}
	return m.Print(env.Stdout)
}
