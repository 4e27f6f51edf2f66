package gpio

import (
	"fmt"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
	pgpio "periph.io/x/conn/v3/gpio"
)

// lineInput is a line of a chip that hears both edges.
type lineInput struct {
	name string
	file *os.File
}

func openInput(name string) (input, error) {
	l, err := find(name)
	if err != nil {
		return nil, err
	}
	file, err := request(l.chip, []uint32{l.offset}, lineConfig{flags: flagInput | flagPullUp | flagRising | flagFalling})
	if err != nil {
		return nil, inUse(name, err)
	}
	return &lineInput{name: name, file: file}, nil
}

func (l *lineInput) level() (pgpio.Level, error) {
	raw, err := l.file.SyscallConn()
	if err != nil {
		return pgpio.High, err
	}
	v := lineValues{mask: 1}
	var failed error
	err = raw.Control(func(fd uintptr) { failed = ioctl(fd, getValues, unsafe.Pointer(&v)) })
	if err == nil {
		err = failed
	}
	return pgpio.Level(v.bits&1 == 1), err
}

// next reads one event. The kernel says when the edge came, however late this
// program hears of it.
func (l *lineInput) next() (pgpio.Level, time.Time, error) {
	var e lineEvent
	text := unsafe.Slice((*byte)(unsafe.Pointer(&e)), unsafe.Sizeof(e))
	n, err := l.file.Read(text)
	if err != nil {
		return pgpio.High, time.Time{}, err
	}
	if n != len(text) {
		return pgpio.High, time.Time{}, fmt.Errorf("gpio: an event of %s has %d bytes", l.name, n)
	}
	at, err := fromMonotonic(time.Duration(e.at))
	return pgpio.Level(e.id == eventRising), at, err
}

func (l *lineInput) close() error { return l.file.Close() }

// fromMonotonic returns package time's reading at a time of CLOCK_MONOTONIC, on
// which both count.
func fromMonotonic(at time.Duration) (time.Time, error) {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return time.Time{}, err
	}
	return time.Now().Add(at - time.Duration(now.Nano())), nil
}
