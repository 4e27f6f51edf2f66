package gpio

import "errors"

var (
	// ErrHalted is returned by [Light.Set] after [Light.Halt].
	ErrHalted = errors.New("gpio: the light was halted")
	// ErrNoPin is returned by [Open] where there is no such pin.
	ErrNoPin = errors.New("gpio: no such pin")
)
