package gpio

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The kernel's interface to lines, version 2 (include/uapi/linux/gpio.h, Linux
// 5.10). Periph's driver for it finds lines by name and is used for that; its
// requests give an output no level, so that an active-low light would blink when
// the program starts, set lines one by one, and hide when an edge came.
const (
	flagInput   = 1 << 2
	flagOutput  = 1 << 3
	flagRising  = 1 << 4
	flagFalling = 1 << 5
	flagPullUp  = 1 << 8

	attributeValues = 2

	getLine   = 0xc250b407 // _IOWR(0xB4, 0x07, lineRequest)
	getValues = 0xc010b40e // _IOWR(0xB4, 0x0E, lineValues)
	setValues = 0xc010b40f // _IOWR(0xB4, 0x0F, lineValues)

	eventRising = 1

	mostLines = 64
)

type lineAttribute struct {
	id, _ uint32
	value uint64
	mask  uint64
}

type lineConfig struct {
	flags      uint64
	attributes uint32
	_          [5]uint32
	attribute  [10]lineAttribute
}

type lineRequest struct {
	offsets  [mostLines]uint32
	consumer [32]byte
	config   lineConfig
	lines    uint32
	_        uint32 // size of the event buffer: the kernel's choice
	_        [5]uint32
	fd       int32
}

type lineValues struct{ bits, mask uint64 }

// lineEvent is an edge of an input; at is on CLOCK_MONOTONIC, in nanoseconds.
type lineEvent struct {
	at uint64
	id uint32
	_  [9]uint32 // which line, and how many events there were
}

// consumer is who holds a line, as gpioinfo shows it.
const consumer = "rostrum"

// request asks a chip for lines; the answer is the file through which they are
// used, and held until it is closed.
func request(chip string, offsets []uint32, config lineConfig) (*os.File, error) {
	if len(offsets) == 0 || len(offsets) > mostLines {
		return nil, fmt.Errorf("gpio: %d lines cannot be used together", len(offsets))
	}
	c, err := os.OpenFile(chip, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("gpio: %w", err)
	}
	defer func() { _ = c.Close() }()
	r := lineRequest{config: config, lines: uint32(len(offsets))}
	copy(r.offsets[:], offsets)
	copy(r.consumer[:], consumer)
	if err := ioctl(c.Fd(), getLine, unsafe.Pointer(&r)); err != nil {
		return nil, fmt.Errorf("gpio: %s: %w", chip, err)
	}
	unix.CloseOnExec(int(r.fd))
	if err := unix.SetNonblock(int(r.fd), true); err != nil {
		_ = unix.Close(int(r.fd))
		return nil, fmt.Errorf("gpio: %s: %w", chip, err)
	}
	return os.NewFile(uintptr(r.fd), chip), nil
}

func ioctl(fd uintptr, number uint, argument unsafe.Pointer) error {
	for {
		_, _, e := unix.Syscall(unix.SYS_IOCTL, fd, uintptr(number), uintptr(argument))
		switch e {
		case 0:
			return nil
		case unix.EINTR:
		default:
			return e
		}
	}
}
