//go:build !linux

package live

import "syscall"

const canTry = false

func limit(syscall.Conn) {}

func send(int, []byte) (int, error) { return 0, errBusy }
