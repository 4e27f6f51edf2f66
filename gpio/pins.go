package gpio

import (
	"fmt"
	"strings"

	pgpio "periph.io/x/conn/v3/gpio"
)

// together joins the names of pins that are one light.
const together = "+"

// Open takes hold of a real pin, by the name that the kernel gives its line
// ("GPIO17"), its number on the 40-pin header ("17"), or chip and offset
// ("gpiochip0:17"); or of several pins that are set together ("GPIO17+GPIO27"). It
// is an output of the given level from the first moment on. Where there is no such
// pin the error is [ErrNoPin].
//
// It is to be called at the start of a program, before other goroutines open
// files. Lines are found by periph's driver for Linux's character devices and no
// other: what periph's host package loads besides would map the registers of an
// older Raspberry Pi when run by root on a Pi 5, where they are ordinary memory.
func Open(name string, level pgpio.Level) (pgpio.PinOut, error) {
	names := strings.Split(name, together)
	for i, n := range names {
		for _, other := range names[:i] {
			if n == other {
				return nil, fmt.Errorf("gpio: %q names a pin twice", name)
			}
		}
	}
	return openOutputs(names, level)
}

// mostNames is how many pins an error tells of.
const mostNames = 10

// noPin explains why there is no pin of that name: which pins there are, or why
// there are none.
func noPin(name string, names, chips []string, said string) error {
	const dry = `use "dry" instead of a pin's name for rehearsal`
	switch {
	case len(names) > 0:
		more := ""
		if n := len(names) - mostNames; n > 0 {
			names, more = names[:mostNames], fmt.Sprintf(" and %d more", n)
		}
		return fmt.Errorf("%w: %q; there are %s%s; %s", ErrNoPin, name, strings.Join(names, ", "), more, dry)
	case len(chips) > 0:
		if said != "" {
			said = " (" + said + ")"
		}
		return fmt.Errorf("%w: %q; %s cannot be used%s: is the user in the group gpio? %s",
			ErrNoPin, name, strings.Join(chips, ", "), said, dry)
	default:
		return fmt.Errorf("%w: %q; this machine has no pins at all: is it a Raspberry Pi? %s", ErrNoPin, name, dry)
	}
}
