package timer

import (
	"fmt"
	"time"
)

// Signal is what a collar light shows.
type Signal uint8

// The signals. Dark is the zero value: a light that knows nothing is dark.
const (
	Dark Signal = iota
	Flash
	Steady
)

var signalNames = [...]string{"dark", "flash", "steady"}

// String returns the signal's name as other programs see it.
func (s Signal) String() string {
	if int(s) < len(signalNames) {
		return signalNames[s]
	}
	return fmt.Sprintf("signal(%d)", uint8(s))
}

// ParseSignal is the inverse of [Signal.String].
func ParseSignal(name string) (Signal, error) {
	for i, n := range signalNames {
		if n == name {
			return Signal(i), nil
		}
	}
	return Dark, fmt.Errorf("timer: %q is not a signal; use dark, flash or steady", name)
}

// MarshalText writes the signal's name.
func (s Signal) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the signal's name.
func (s *Signal) UnmarshalText(text []byte) error {
	parsed, err := ParseSignal(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// Signals says what the light shows in each phase of a running statement.
// Before the start, while paused and after the end it is always dark.
type Signals struct {
	Speaking Signal `json:"speaking"`
	Warning  Signal `json:"warning"`
	Over     Signal `json:"over"`
	Overrun  Signal `json:"overrun"`
}

// DefaultSignals flash from the warning on and turn steady in overrun.
var DefaultSignals = Signals{Speaking: Dark, Warning: Flash, Over: Flash, Overrun: Steady}

// In returns the signal of a phase.
func (s Signals) In(p Phase) Signal {
	switch p {
	case Speaking:
		return s.Speaking
	case Warning:
		return s.Warning
	case Over:
		return s.Over
	case Overrun:
		return s.Overrun
	default:
		return Dark
	}
}

// A flashing light is lit for the first FlashLit of each FlashPeriod, counted
// in elapsed time from the warning mark. One flash a second stays well below
// the three of WCAG 2.3.1.
const (
	FlashPeriod = time.Second
	FlashLit    = 500 * time.Millisecond
)
