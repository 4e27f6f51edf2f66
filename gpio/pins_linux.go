package gpio

import (
	"bytes"
	"fmt"
	"log"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
	"periph.io/x/conn/v3/driver/driverreg"
	"periph.io/x/host/v3/gpioioctl"
)

// loadDriver loads the driver once and returns what it said on the way.
var loadDriver = sync.OnceValues(func() (said string, err error) {
	var heard bytes.Buffer
	stop := overhear(&heard)
	defer stop()
	var failed error
	if err := keepStdin(func() { _, failed = driverreg.Init() }); err != nil {
		return "", err
	}
	return strings.Join(strings.Fields(heard.String()), " "), failed
})

// line is a line of a chip.
type line struct {
	chip   string // its device file
	offset uint32
}

// find looks for a line by the name that the kernel gives it, "GPIO17", by its
// number on the 40-pin header, "17", or by chip and offset, "gpiochip0:17".
func find(name string) (line, error) {
	said, err := loadDriver()
	if err != nil {
		return line{}, fmt.Errorf("gpio: loading the driver of the pins: %w", err)
	}
	if chip, number, ok := strings.Cut(name, ":"); ok {
		if offset, err := strconv.ParseUint(number, 10, 32); err == nil {
			for _, c := range gpioioctl.Chips {
				if c.Name() == chip && offset < uint64(c.LineCount()) {
					return line{c.Path(), uint32(offset)}, nil
				}
			}
		}
	}
	if offset, err := strconv.ParseUint(name, 10, 32); err == nil {
		if c := header(); c != nil && offset < uint64(c.LineCount()) {
			return line{c.Path(), uint32(offset)}, nil
		}
	}
	var names []string
	for _, c := range gpioioctl.Chips {
		if l := c.ByName(name); l != nil && name != "" {
			return line{c.Path(), uint32(l.Number())}, nil
		}
		for _, l := range c.Lines() {
			if l.Name() != "" {
				names = append(names, l.Name())
			}
		}
	}
	chips, _ := filepath.Glob("/dev/gpiochip*") // the pattern is well formed
	return line{}, noPin(name, names, chips, said)
}

// header returns the chip whose lines are on the 40-pin header: the pin controller
// of every Raspberry Pi (pinctrl-bcm2835, pinctrl-bcm2711, pinctrl-rp1), on which
// the line's offset is the number that is printed on pinouts.
func header() *gpioioctl.GPIOChip {
	for _, c := range gpioioctl.Chips {
		if strings.HasPrefix(c.Label(), "pinctrl-") {
			return c
		}
	}
	return nil
}

// overhear collects what periph writes to the standard logger, until stop.
func overhear(heard *bytes.Buffer) (stop func()) {
	out, flags := log.Writer(), log.Flags()
	log.SetOutput(heard)
	log.SetFlags(0)
	return func() {
		log.SetOutput(out)
		log.SetFlags(flags)
	}
}

// keepStdin runs f and puts standard input back afterwards. Where one chip has
// two device files, as on a Pi 5 (gpiochip4 is a link to gpiochip0), periph
// v3.8.5 closes file descriptor 0 with the second. The next file that the
// program opens would become its standard input; were it a line, periph would
// take it for one that was never requested.
func keepStdin(f func()) error {
	const stdin = 0
	saved, err := unix.FcntlInt(stdin, unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return fmt.Errorf("gpio: keeping standard input: %w", err)
	}
	defer func() { _ = unix.Close(saved) }()
	f()
	if err := unix.Dup3(saved, stdin, 0); err != nil {
		return fmt.Errorf("gpio: putting standard input back: %w", err)
	}
	return nil
}
