package testbed

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// StartUnread starts a controller of which nobody reads what it says: both its outputs are
// a pipe that is full, as a terminal is on which somebody pressed Ctrl-S.
func StartUnread(t testing.TB, dir string, args ...string) *Controller {
	t.Helper()
	c := newController(t, dir, args)
	command := exec.Command(Binary(t, Rostrum), c.Args...)
	pipe := fullPipe(t)
	command.Stdout, command.Stderr = pipe, pipe
	c.process = StartChild(t, command)
	address := filepath.Join(dir, "data", "address")
	served := c.process.Within(Patience, func() bool {
		text, err := os.ReadFile(address)
		c.address = strings.TrimSpace(string(text))
		return err == nil && strings.HasSuffix(string(text), "\n")
	})
	if !served {
		t.Fatal("the controller does not serve")
	}
	c.readKey()
	return c
}

// fullPipe returns the end of a pipe that takes nothing more.
func fullPipe(t testing.TB) *os.File {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = out.Close()
	})
	raw, err := in.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	full := false
	for !full {
		err := raw.Write(func(fd uintptr) bool { // which does not wait yet
			_, err := syscall.Write(int(fd), []byte("x"))
			full = err != nil
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return in
}
