//go:build !linux

package gpio

import pgpio "periph.io/x/conn/v3/gpio"

func openOutputs(names []string, _ pgpio.Level) (pgpio.PinOut, error) {
	return nil, noPin(names[0], nil, nil, "")
}
