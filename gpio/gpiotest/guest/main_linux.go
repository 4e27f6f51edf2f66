// Guest is the first program of an emulated Raspberry Pi: it mounts what a Linux
// needs, and carries out what the test outside writes on a serial line, one JSON
// object a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

func main() {
	fmt.Fprintln(os.Stderr, "guest:", serve())
	_ = unix.Reboot(unix.LINUX_REBOOT_CMD_RESTART) // the emulator ends
}

// serve answers until it cannot, and says why.
func serve() error {
	for _, m := range []struct{ kind, at string }{
		{"proc", "/proc"}, {"sysfs", "/sys"}, {"devtmpfs", "/dev"}, {"tmpfs", "/tmp"},
		{"debugfs", "/sys/kernel/debug"}, {"tracefs", "/sys/kernel/tracing"},
	} {
		if err := os.MkdirAll(m.at, 0o755); err != nil {
			return err
		}
		if err := unix.Mount(m.kind, m.at, m.kind, 0, ""); err != nil {
			return fmt.Errorf("mounting %s: %w", m.at, err)
		}
	}
	if err := link(true); err != nil {
		return err
	}
	if err := seed(); err != nil {
		return err
	}
	line, err := os.OpenFile("/dev/ttyS1", os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := raw(int(line.Fd())); err != nil {
		return err
	}
	p := &pi{running: make(map[string]*child)}
	say := func(a answer) error {
		text, err := json.Marshal(a)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(line, "\n@@%s\n", text) // the kernel may be in the middle of a line
		return err
	}
	if err := say(answer{Text: "up"}); err != nil {
		return err
	}
	asked := bufio.NewReaderSize(line, 1<<16)
	for {
		text, err := asked.ReadBytes('\n')
		if err != nil {
			return err
		}
		var q question
		if err := json.Unmarshal(text, &q); err != nil {
			continue // noise
		}
		if err := say(p.do(q)); err != nil {
			return err
		}
	}
}

// seed gives the kernel's random numbers a beginning. Nothing in a machine that
// counts time in instructions is random, so that whoever asked would wait for ever;
// nobody's secret is kept here.
func seed() error {
	const addEntropy = 0x40085203 // RNDADDENTROPY, linux/random.h
	pool := struct {
		bits, size int32
		bytes      [32]byte
	}{256, 32, [32]byte{'a', ' ', 't', 'e', 's', 't'}}
	f, err := os.OpenFile("/dev/urandom", os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if _, _, failed := unix.Syscall(unix.SYS_IOCTL, f.Fd(), addEntropy, uintptr(unsafe.Pointer(&pool))); failed != 0 {
		return fmt.Errorf("seeding: %w", failed)
	}
	return nil
}

// raw lets bytes through as they are.
func raw(fd int) error {
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
	t.Cflag = unix.CS8 | unix.CREAD | unix.CLOCAL | unix.B115200
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	return unix.IoctlSetTermios(fd, unix.TCSETS, t)
}

// link takes the loopback interface up or down.
func link(up bool) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer func() { _ = unix.Close(fd) }()
	r, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	r.SetUint16(0)
	if up {
		r.SetUint16(unix.IFF_UP)
	}
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, r)
}
