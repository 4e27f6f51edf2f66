package gpio

import (
	"errors"
	"sync"

	pgpio "periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
)

// DryPin is a pin without hardware: it keeps what was written to it. Its
// methods may be called by several goroutines. Made by [Dry].
type DryPin struct {
	name string

	mu     sync.Mutex
	level  pgpio.Level
	writes int
}

// Dry returns a pin without hardware, low.
func Dry(name string) *DryPin { return &DryPin{name: name} }

// Out implements [pgpio.PinOut].
func (p *DryPin) Out(l pgpio.Level) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.level = l
	p.writes++
	return nil
}

// Level returns what was last written.
func (p *DryPin) Level() pgpio.Level {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.level
}

// Writes returns how often the pin was written.
func (p *DryPin) Writes() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.writes
}

// PWM implements [pgpio.PinOut]; it always fails.
func (p *DryPin) PWM(pgpio.Duty, physic.Frequency) error {
	return errors.New("gpio: a dry pin has no PWM")
}

// Name returns the name that was given to [Dry].
func (p *DryPin) Name() string { return p.name }

// String returns the name that was given to [Dry].
func (p *DryPin) String() string { return p.name }

// Number returns -1: the pin is on no chip.
func (p *DryPin) Number() int { return -1 }

// Function implements periph's pin.Pin.
func (p *DryPin) Function() string { return "Out/dry" }

// Halt implements periph's conn.Resource. It leaves the pin as it is, as that
// of a Linux line does.
func (p *DryPin) Halt() error { return nil }

var _ pgpio.PinOut = (*DryPin)(nil)
