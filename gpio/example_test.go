package gpio_test

import (
	"context"
	"fmt"
	"sync"
	"time"

	"rostrum/gpio"
	"rostrum/timer"
)

// A light is played beside whatever decides what it shows.
func Example() {
	binding, err := gpio.ParseBinding("7=dry")
	if err != nil {
		fmt.Println(err)
		return
	}
	light, err := binding.Open(gpio.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}

	clock := timer.NewClock("boot", time.Now(), timer.Instant(time.Hour))
	desk := gpio.NewDesk(nil)
	shown := make(chan timer.Signal, 3)
	player, err := gpio.NewPlayer(gpio.PlayerConfig{
		Seat: binding.Seat, Light: light, Clock: clock, Desk: desk,
		Report: func(o timer.Observation) { shown <- o.Signal },
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	ctx, cancel := context.WithCancel(context.Background())
	var players sync.WaitGroup
	players.Go(func() {
		if err := player.Run(ctx); err != nil {
			fmt.Println(err)
		}
	})
	fmt.Println("seat", binding.Seat, <-shown)

	now := clock.Steady()
	desk.Put(gpio.Program{Since: now, Course: &timer.Course{ // ten minutes into three
		Rule:    timer.Rule{Limit: 3 * time.Minute, Warning: timer.Mark{Offset: 150 * time.Second}},
		Signals: timer.DefaultSignals, Started: true, Running: true, Zero: now.Add(-10 * time.Minute),
	}})
	fmt.Println("seat", binding.Seat, <-shown)

	cancel()
	players.Wait()
	fmt.Println("seat", binding.Seat, <-shown)
	// Output:
	// seat 7 dark
	// seat 7 steady
	// seat 7 dark
}

func ExampleNext() {
	course := timer.Course{
		Rule: timer.Rule{
			Limit:   3 * time.Minute,
			Warning: timer.Mark{Offset: 150 * time.Second},
			Grace:   30 * time.Second,
		},
		Signals: timer.DefaultSignals, Started: true, Running: true,
	}
	var at timer.Instant
	for range 4 {
		lit, edge, more := gpio.Next(course, at)
		fmt.Println(time.Duration(at), "lit:", lit, "until:", time.Duration(edge), more)
		at = edge
	}
	lit, _, more := gpio.Next(course, timer.Instant(4*time.Minute))
	fmt.Println(4*time.Minute, "lit:", lit, more)
	// Output:
	// 0s lit: false until: 2m30s true
	// 2m30s lit: true until: 2m30.5s true
	// 2m30.5s lit: false until: 2m31s true
	// 2m31s lit: true until: 2m31.5s true
	// 4m0s lit: true false
}

func ExampleParseBinding() {
	b, err := gpio.ParseBinding("7=GPIO17")
	fmt.Println(b.Seat, b.Pin, b.Dry(), err)
	_, err = gpio.ParseBinding("GPIO17")
	fmt.Println(err)
	// Output:
	// 7 GPIO17 false <nil>
	// gpio: "GPIO17" is not a light; write SEAT=PIN, as in "7=GPIO17", or "7=dry" without hardware
}
