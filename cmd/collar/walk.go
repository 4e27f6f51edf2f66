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
	"rostrum/timer"
)

// flashes is how often a light flashes while it is tried.
const flashes = 3

// edges is what is measured in a minute.
const edges = int(time.Minute / gpio.EdgePeriod)

// walk tries one light after the other, then all together; or measures how late
// they are.
func walk(ctx context.Context, env program.Environment) (err error) {
	c, err := readConfig(env)
	if err == nil {
		err = c.someLight()
	}
	if err != nil {
		return err
	}
	bank, err := c.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bank.Halt()) }()
	if c.Latency {
		return measure(ctx, env, bank)
	}
	stdout := program.NewOutlet(env.Stdout)
	defer stdout.Close()
	for _, seat := range bank.Seats() {
		fmt.Fprintf(stdout, "seat %s: %s flashes %d times\n", seat, bank.Light(seat), flashes)
		if err := flash(ctx, bank.Light(seat)); err != nil || ctx.Err() != nil {
			return err
		}
	}
	if len(bank.Seats()) > 1 {
		fmt.Fprintf(stdout, "all of them: flash %d times\n", flashes)
		var all []*gpio.Light
		for _, seat := range bank.Seats() {
			all = append(all, bank.Light(seat))
		}
		if err := flash(ctx, all...); err != nil || ctx.Err() != nil {
			return err
		}
	}
	fmt.Fprintln(stdout, "all dark")
	return nil
}

func measure(ctx context.Context, env program.Environment, bank *gpio.Bank) error {
	fmt.Fprintln(env.Stdout, "for a minute, in the dark: seats", strings.Join(bank.Seats(), ", "))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(spareSlots, runtime.NumCPU())))
	log, _ := program.NewLog(env.Stderr)
	m, err := bank.Measure(ctx, edges, log)
	if err != nil {
		return err
	}
	return m.Print(env.Stdout)
}

func flash(ctx context.Context, lights ...*gpio.Light) error {
	half := time.NewTicker(timer.FlashLit)
	defer half.Stop()
	for n := range 2 * flashes {
		for _, light := range lights {
			if err := light.Set(n%2 == 0); err != nil {
				return err
			}
		}
		select {
		case <-half.C:
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}
