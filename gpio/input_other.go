//go:build !linux

package gpio

func openInput(name string) (input, error) { return nil, noPin(name, nil, nil, "") }
