//go:build !linux

package gpio

import pgpio "periph.io/x/conn/v3/gpio"

func open(name string) (pgpio.PinOut, error) { return nil, noPin(name, nil, nil, "") }
