package door

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// What the kernel keeps of an answer that is not read, and of what is said faster than
// it is heard, in bytes; it takes twice as much.
const (
	sendBuffer    = 64 << 10
	receiveBuffer = 32 << 10
)

func limit(c net.Conn) {
	direct, ok := c.(syscall.Conn)
	if !ok {
		return
	}
	if raw, err := direct.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) { // both only wishes
			_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_SNDBUF, sendBuffer)
			_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_RCVBUF, receiveBuffer)
		})
	}
}

// unsent is how many bytes the kernel keeps that the other side has not taken, or -1
// where it does not say.
func unsent(c net.Conn) (n int) {
	n = -1
	if direct, ok := c.(syscall.Conn); ok {
		if raw, err := direct.SyscallConn(); err == nil {
			_ = raw.Control(func(fd uintptr) {
				if waits, err := unix.IoctlGetInt(int(fd), unix.SIOCOUTQ); err == nil {
					n = waits
				}
			})
		}
	}
	return n
}

// descriptors is how many the system gives this process, or 0 where it does not say.
func descriptors() int {
	var r unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &r) != nil || r.Cur > 1<<30 {
		return 0
	}
	return int(r.Cur)
}
