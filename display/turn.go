package display

import (
	"errors"
	"time"

	"rostrum/display/access"
	"rostrum/display/wire"
)

// keysPatience is how long whoever asks for the people waits for the disk of the keys.
const keysPatience = 2 * time.Second

// errKeysDisk is a disk of the keys that does not answer, or does not take it.
var errKeysDisk = &wire.Error{Code: wire.NotSaved, Why: "keys-disk", Message: "the disk of the keys did not answer; look at the list of people before you try again"}

// turn lets one at a time have the disk of the keys: where that hangs, so does one
// goroutine, and no one more for each who asks.
type turn chan struct{}

// has says whether something could be done in time. What was begun goes on.
func (t turn) has(do func()) bool {
	patience := time.NewTimer(keysPatience)
	defer patience.Stop()
	select {
	case t <- struct{}{}:
	case <-patience.C:
		return false
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { <-t }()
		do()
	}()
	select {
	case <-done:
		return true
	case <-patience.C:
		return false
	}
}

// keysDo does something with the keys, in turn.
func (s *Server) keysDo(do func() error) error {
	answered := make(chan error, 1)
	if !s.keys.has(func() { answered <- do() }) {
		return errKeysDisk
	}
	err := <-answered
	var told *wire.Error
	if err == nil || errors.As(err, &told) || errors.Is(err, access.ErrExpired) {
		return err
	}
	s.Log.Warn().Err(err).Msg("the keys could not be read or written")
	return errKeysDisk
}
