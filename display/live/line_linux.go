package live

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

const canTry = true

// limit bounds what the kernel keeps for a reader, and how long it waits for the other
// side to acknowledge anything: a machine that was switched off says nothing. Both are
// only wishes.
func limit(c syscall.Conn) {
	raw, err := c.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_SNDBUF, sendBuffer)
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(unheardWait.Milliseconds()))
	})
}

// send writes what the kernel takes at once. It does not tell Go's scheduler that it is
// away, which would cost a third of the write: it never waits.
func send(fd int, p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		n, _, errno := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(fd), uintptr(unsafe.Pointer(&p[0])), uintptr(len(p)),
			unix.MSG_DONTWAIT|unix.MSG_NOSIGNAL, 0, 0)
		switch errno {
		case 0:
			return int(n), nil
		case unix.EINTR:
		case unix.EAGAIN:
			return 0, errBusy
		default:
			return 0, errno
		}
	}
}
