package gpio

import (
	"errors"
	"fmt"
	"sync"

	"periph.io/x/conn/v3"
	pgpio "periph.io/x/conn/v3/gpio"
)

// Options say how a light is wired.
type Options struct {
	// ActiveLow: the light is lit while the pin is low.
	ActiveLow bool
}

// dark returns the level at which the light is dark.
func (o Options) dark() pgpio.Level { return pgpio.Level(o.ActiveLow) }

// Light is a collar light on one output pin. Its methods may be called by
// several goroutines.
//
// The pin is only ever written: reading an output back through periph's driver
// turns it into an input, and the light goes off.
type Light struct {
	// Immutable.
	pin  pgpio.PinOut
	dark pgpio.Level

	// Mutable.
	mu     sync.Mutex
	halted bool
}

// New returns the light on pin, after driving it dark.
func New(pin pgpio.PinOut, opts Options) (*Light, error) {
	if pin == nil {
		return nil, errors.New("gpio: a light needs a pin")
	}
	l := &Light{pin: pin, dark: opts.dark()}
	if err := l.drive(l.dark); err != nil {
		return nil, err
	}
	return l, nil
}

// Level returns the electrical level of the pin that shows lit.
func (l *Light) Level(lit bool) pgpio.Level { return l.dark != pgpio.Level(lit) }

// Set lights the light or puts it out. The pin is written whether or not its
// level changes.
func (l *Light) Set(lit bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.halted {
		return ErrHalted
	}
	return l.drive(l.Level(lit))
}

// Halt leaves the light dark for good. It may be called again, and tries again
// where it failed. The pin's own Halt is not relied on: on a Linux line it
// leaves an output as it is.
func (l *Light) Halt() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.halted {
		return nil
	}
	if err := l.drive(l.dark); err != nil {
		return err
	}
	l.halted = true
	return nil
}

// String returns the name of the light's pin.
func (l *Light) String() string { return l.pin.Name() }

func (l *Light) drive(level pgpio.Level) error {
	if err := l.pin.Out(level); err != nil {
		return fmt.Errorf("gpio: pin %s could not be driven %s: %w", l.pin.Name(), levelName(level), err)
	}
	return nil
}

func levelName(level pgpio.Level) string {
	if level == pgpio.High {
		return "high"
	}
	return "low"
}

var _ conn.Resource = (*Light)(nil)
