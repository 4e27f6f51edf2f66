package gpio

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// Bank is the lights that one program drives, by seat.
type Bank struct {
	// Sleep makes what the player of a light sleeps in; nil = [BestSleep].
	Sleep func() Sleeper

	seats  []string
	lights map[string]*Light
}

// ErrBinding is a list of lights that cannot be meant.
var ErrBinding = errors.New("gpio: these lights cannot be meant")

// OpenBank opens the lights of bindings such as "7=GPIO17", each dark. Where one
// fails, those before it are left dark.
func OpenBank(bindings []string, o Options) (*Bank, error) {
	b := &Bank{lights: make(map[string]*Light)}
	for _, text := range bindings {
		binding, err := ParseBinding(text)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%w: %w", ErrBinding, err), b.Halt())
		}
		if b.lights[binding.Seat] != nil {
			return nil, errors.Join(fmt.Errorf("%w: seat %s is named twice", ErrBinding, binding.Seat), b.Halt())
		}
		light, err := binding.Open(o)
		if err != nil {
			return nil, errors.Join(err, b.Halt())
		}
		b.seats = append(b.seats, binding.Seat)
		b.lights[binding.Seat] = light
	}
	return b, nil
}

// Seats returns the seats in the order in which they were named.
func (b *Bank) Seats() []string { return b.seats }

// Light returns the light of a seat.
func (b *Bank) Light(seat string) *Light { return b.lights[seat] }

func (b *Bank) sleep() func() Sleeper {
	if b.Sleep == nil {
		return BestSleep
	}
	return b.Sleep
}

// Halt leaves every light dark, also where nothing was played.
func (b *Bank) Halt() error {
	var all error
	for _, seat := range b.seats {
		all = errors.Join(all, b.lights[seat].Halt())
	}
	return all
}

// Run plays every light as conduct says until ctx ends; every light is dark then.
// The configuration is that of all players, without seat, light and desk; the
// trace may be nil. Conduct puts programs on the desks, by seat, and returns when
// ctx has ended.
func (b *Bank) Run(ctx context.Context, config PlayerConfig, trace *Trace, conduct func(context.Context, map[string]*Desk)) error {
	var players, writer sync.WaitGroup
	var mu sync.Mutex
	var failed error
	keep := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		failed = errors.Join(failed, err)
	}
	if trace != nil {
		config.Trace = trace.Record
		writer.Go(func() { keep(trace.Run()) })
	}
	sleep := b.sleep()
	desks := make(map[string]*Desk)
	for _, seat := range b.seats {
		desks[seat] = NewDesk(sleep())
		c := config
		c.Seat, c.Light, c.Desk = seat, b.lights[seat], desks[seat]
		player, err := NewPlayer(c)
		if err != nil {
			keep(err)
			continue
		}
		players.Go(func() { keep(player.Run(ctx)) })
	}
	conduct(ctx, desks)
	players.Wait()
	if trace != nil {
		trace.Close()
	}
	writer.Wait()
	return failed
}
