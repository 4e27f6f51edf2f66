package gpio

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
	"periph.io/x/conn/v3"
	pgpio "periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
)

// outputs are lines of one chip that always have the same level. They are set
// together, in one call.
type outputs struct {
	name   string
	number int
	file   *os.File // holds the lines; never closed, for they may be lit
	fd     uintptr  // of the file
	all    uint64
}

// openOutputs makes lines outputs of a level, at once: there is no moment at which
// they have the other one.
func openOutputs(names []string, level pgpio.Level) (pgpio.PinOut, error) {
	o := &outputs{name: strings.Join(names, together)}
	var chip string
	var offsets []uint32
	for i, name := range names {
		l, err := find(name)
		if err != nil {
			return nil, err
		}
		if i > 0 && l.chip != chip {
			return nil, fmt.Errorf("gpio: %s and %s are not on the same chip: they cannot be set together", names[0], name)
		}
		chip = l.chip
		if i == 0 {
			o.number = int(l.offset)
		}
		offsets = append(offsets, l.offset)
		o.all |= 1 << i
	}
	config := lineConfig{flags: flagOutput, attributes: 1}
	config.attribute[0] = lineAttribute{id: attributeValues, value: o.bits(level), mask: o.all}
	file, err := request(chip, offsets, config)
	if err != nil {
		return nil, inUse(o.name, err)
	}
	o.file, o.fd = file, file.Fd()
	return o, nil
}

// inUse says what a refusal of the kernel means.
func inUse(name string, err error) error {
	switch {
	case errors.Is(err, unix.EBUSY):
		return fmt.Errorf("gpio: %s is used by another program, or twice by this one; gpioinfo says by whom: %w", name, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("gpio: %s may not be used by this user; put the user into the group gpio: %w", name, err)
	}
	return fmt.Errorf("gpio: %s cannot be used: %w", name, err)
}

func (o *outputs) bits(level pgpio.Level) uint64 {
	if level {
		return o.all
	}
	return 0
}

// Out sets every line to the level.
func (o *outputs) Out(level pgpio.Level) error {
	v := lineValues{bits: o.bits(level), mask: o.all}
	return ioctl(o.fd, setValues, unsafe.Pointer(&v))
}

// Halt leaves the lines as they are: it is the light that knows what dark is.
func (o *outputs) Halt() error { return nil }

// String returns the names of the lines.
func (o *outputs) String() string { return o.name }

// Name returns the names of the lines.
func (o *outputs) Name() string { return o.name }

// Number returns the offset of the first line on its chip.
func (o *outputs) Number() int { return o.number }

// Function returns the only function that these lines have here.
func (o *outputs) Function() string { return "Out" }

// PWM is not offered.
func (o *outputs) PWM(pgpio.Duty, physic.Frequency) error {
	return errors.New("gpio: a light is not dimmed")
}

var (
	_ pgpio.PinOut  = (*outputs)(nil)
	_ conn.Resource = (*outputs)(nil)
)
