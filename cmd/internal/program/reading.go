package program

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// MaxFile is the size of the largest file of settings that is read, in bytes.
const MaxFile = 64 << 10

// What can be wrong with reading a file, beside what the system says.
var (
	// ErrStopped is a run that was asked to end while it waited for a file.
	ErrStopped = errors.New("stopped before it was read")
	// ErrTooLarge is a file that is none of settings.
	ErrTooLarge = fmt.Errorf("it is larger than %d KiB; that is no file of settings", MaxFile>>10)
)

// Reading reads something that may keep one waiting, a pipe or a disk that hangs, until
// the run is to end.
func Reading[T any](env Environment, read func() (T, error)) (T, error) {
	type result struct {
		read T
		err  error
	}
	done := make(chan result, 1)
	go func() {
		got, err := read()
		done <- result{got, err}
	}()
	select {
	case r := <-done:
		return r.read, r.err
	case <-env.Done:
		// What waits for the file cannot be ended, and the process, which is about to,
		// takes it along.
		var nothing T
		return nothing, ErrStopped
	}
}

// ReadFile reads a file of settings, of MaxFile bytes at most.
func ReadFile(env Environment, path string) ([]byte, error) {
	return Reading(env, func() (text []byte, err error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		// One byte more than allowed tells a file that is too large, without trusting a
		// size: a pipe has none.
		text, err = io.ReadAll(io.LimitReader(f, MaxFile+1))
		if len(text) > MaxFile {
			return nil, ErrTooLarge
		}
		return text, err
	})
}
