package live

import (
	"encoding/binary"
	"errors"
	"net"
	"sync"
	"syscall"
	"time"
)

// The patience with a reader: each piece of what it is sent renews it.
const (
	writeWait   = 10 * time.Second
	unheardWait = 15 * time.Second // until a system that acknowledges nothing is gone
	piece       = 16 << 10         // bytes
	sendBuffer  = 8 << 10          // bytes of the kernel, which takes twice as much: some ten ticks
)

// errBusy is a reader whose buffers are full.
var errBusy = errors.New("live: the reader is behind")

// line is the sending side of a connection. Frames are written whole by one goroutine
// at a time.
type line struct {
	mu   sync.Mutex
	fd   int // of the kernel, where frames go straight to it; -1 otherwise, and when it is closed
	conn net.Conn
}

func (l *line) open(conn net.Conn) {
	l.conn, l.fd = conn, -1
	if secret, ok := conn.(interface{ NetConn() net.Conn }); ok { // what TLS is given it turns into something else
		if under, ok := secret.NetConn().(syscall.Conn); ok {
			limit(under)
		}
		return
	}
	if direct, ok := conn.(syscall.Conn); ok {
		limit(direct)
		if raw, err := direct.SyscallConn(); err == nil && canTry {
			_ = raw.Control(func(fd uintptr) { l.fd = int(fd) }) // or it stays without
		}
	}
}

// try writes what the kernel takes at once, which may be a part.
func (l *line) try(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fd < 0 {
		return 0, errBusy
	}
	return send(l.fd, p)
}

// write writes all of it, and waits while the reader takes any.
func (l *line) write(p []byte) error {
	for len(p) > 0 {
		if err := l.conn.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
			return err
		}
		n, err := l.conn.Write(p[:min(piece, len(p))])
		if err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

// close closes the connection: nothing is written to a number that is another's by
// then.
func (l *line) close() {
	l.mu.Lock()
	l.fd = -1
	l.mu.Unlock()
	_ = l.conn.Close()
}

// frame is a message as it goes over the wire, unmasked (RFC 6455, section 5.2).
func frame(kind int, text []byte) []byte {
	out := make([]byte, 0, len(text)+10)
	out = append(out, 0x80|byte(kind))
	switch n := len(text); {
	case n < 126:
		out = append(out, byte(n))
	case n < 1<<16:
		out = binary.BigEndian.AppendUint16(append(out, 126), uint16(n))
	default:
		out = binary.BigEndian.AppendUint64(append(out, 127), uint64(n))
	}
	return append(out, text...)
}
