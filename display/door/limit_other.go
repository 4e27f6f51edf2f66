//go:build !linux

package door

import "net"

func limit(net.Conn) {}

func unsent(net.Conn) int { return -1 }

func descriptors() int { return 0 }
