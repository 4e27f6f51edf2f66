package program_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"rostrum/cmd/internal/program"
)

func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fifo.toml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A pipe into which nobody writes does not keep a run from ending.
func TestStoppedWhileItReads(t *testing.T) {
	path := fifo(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var said bytes.Buffer
	env := from(nil, "ring", "--config", path)
	env.Stdout, env.Stderr = &said, &said
	if code := carillon().Run(ctx, env); code == 0 {
		t.Errorf("the exit code is %d", code)
	}
	if want := "carillon: usage: " + path + ": stopped before it was read\n"; said.String() != want {
		t.Errorf("it says %q; want %q", &said, want)
	}
	if w, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil { // lets the one go that waits
		_ = w.Close()
	}
}

// What comes through a pipe is read to its end, and no further than a file may be long.
func TestReadFromAPipe(t *testing.T) {
	for _, c := range []struct {
		size int
		err  error
	}{{0, nil}, {program.MaxFile, nil}, {program.MaxFile + 1, program.ErrTooLarge}} {
		path := fifo(t)
		go func() {
			if w, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
				_, _ = w.Write(make([]byte, c.size))
				_ = w.Close()
			}
		}()
		text, err := program.ReadFile(from(nil), path)
		if !errors.Is(err, c.err) || err == nil && len(text) != c.size {
			t.Errorf("%d bytes: %d, %v; want %v", c.size, len(text), err, c.err)
		}
	}
}
