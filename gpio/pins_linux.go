package gpio

import (
	"bytes"
	"fmt"
	"log"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
	"periph.io/x/conn/v3/driver/driverreg"
	pgpio "periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/gpio/gpioreg"
	_ "periph.io/x/host/v3/gpioioctl" // the driver registers itself
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

func open(name string) (pgpio.PinOut, error) {
	said, err := loadDriver()
	if err != nil {
		return nil, fmt.Errorf("gpio: loading the driver of the pins: %w", err)
	}
	if pin := gpioreg.ByName(name); pin != nil {
		return pin, nil
	}
	var names []string
	for _, pin := range gpioreg.All() {
		names = append(names, pin.Name())
	}
	chips, _ := filepath.Glob("/dev/gpiochip*") // the pattern is well formed
	return nil, noPin(name, names, chips, said)
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
