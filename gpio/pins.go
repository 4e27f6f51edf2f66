package gpio

import (
	"fmt"
	"strings"

	pgpio "periph.io/x/conn/v3/gpio"
)

// Open finds a real pin by the name that the kernel gives its line ("GPIO17"),
// or fails with [ErrNoPin]. It is to be called at the start of a program,
// before other goroutines open files.
//
// It uses periph's driver for Linux's character devices and no other. What
// periph's host package loads besides would map the registers of an older
// Raspberry Pi when run by root on a Pi 5, where they are ordinary memory.
//
// Through that driver the first write of a high level drives the line low for
// about a millisecond: the kernel is told to make it an output before it is
// told the level, and periph v3.8.5 offers no way to give both at once, nor the
// kernel's own inversion. So an active-low light blinks once when a program
// that has just started drives it dark; wire active-high where that matters.
func Open(name string) (pgpio.PinOut, error) { return open(name) }

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
