package door

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"sync/atomic"
	"syscall"
	"time"
)

// ErrTooFast refuses a request of whoever asks faster than is answered.
var ErrTooFast = errors.New("door: more is asked than is answered")

// standing is what a visitor is to the house.
type standing int

const (
	guest    standing = iota // has a place of the public
	unplaced                 // is heard, and has none
	known                    // has shown a key
	gone
)

// Visitor is a connection: of a guest, until it has shown a key.
type Visitor struct {
	net.Conn
	house     *House
	addr      netip.Addr
	computing atomic.Bool // holds the house's turn to compute
	shown     atomic.Bool // a key
	inside    atomic.Bool // it is no newcomer any more
	enters    *time.Timer

	said Bucket // bytes, of a guest; the reader's

	// The house's, under its lock.
	standing standing
	asks     Bucket
	leaves   *time.Timer // of one that is heard
}

// Known says that this visitor has shown a key: it has a place of its own from now on.
func (v *Visitor) Known() {
	if v == nil {
		return
	}
	v.house.mu.Lock()
	defer v.house.mu.Unlock()
	if v.standing == guest || v.standing == unplaced {
		v.house.depart(v)
		v.standing = known
		v.shown.Store(true)
	}
}

// Placed says whether it has a place, or has shown a key.
func (v *Visitor) Placed() bool {
	if v == nil {
		return true
	}
	v.house.mu.Lock()
	defer v.house.mu.Unlock()
	return v.standing != unplaced
}

// Heard says that somebody hears this visitor now, who has no place, and ends the visit
// within the two seconds and what it takes to say goodbye. Whoever does not read what it is
// told is gone a while later.
func (v *Visitor) Heard() {
	if v == nil {
		return
	}
	v.house.mu.Lock()
	defer v.house.mu.Unlock()
	if v.standing == unplaced {
		v.leaves.Reset(2 * hearing)
	}
}

// Pace returns when a request may be answered, or ctx has ended. Where that would be too
// late it is [ErrTooFast], a while later. Whoever would have to wait is asked for a key
// first: shown says whether the request has one.
func (v *Visitor) Pace(ctx context.Context, shown func() bool) error {
	if v == nil {
		return nil
	}
	wait := v.house.pace(v, time.Now())
	if wait == 0 || shown() {
		return nil
	}
	pause := time.NewTimer(min(wait, longestWait))
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
	}
	if wait > longestWait {
		return ErrTooFast
	}
	return nil
}

// Compute waits for the turn to compute a handshake, one at a time, so that a storm of
// them leaves a processor to the clock and the lights. The turn ends with the first
// answer, or with the connection.
func (v *Visitor) Compute(ctx context.Context) error {
	select {
	case v.house.compute <- struct{}{}:
		v.computing.Store(true)
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// entered lets the next newcomer in.
func (v *Visitor) entered() {
	v.enters.Stop()
	v.makeWay()
}

func (v *Visitor) makeWay() {
	if v.inside.CompareAndSwap(false, true) {
		<-v.house.entry
	}
}

func (v *Visitor) computed() {
	if v.computing.CompareAndSwap(true, false) {
		<-v.house.compute
	}
}

// How much a guest may say, in bytes: a page says what it needs in a tenth of that.
// What is said faster is heard later, and fills the sender's own buffers meanwhile.
const (
	sayBurst  = 256 << 10
	sayRate   = 16 << 10
	longestOf = time.Second // that a reader is held back at once
)

// Read hears what is said.
func (v *Visitor) Read(p []byte) (int, error) {
	n, err := v.Conn.Read(p)
	if n > 0 && !v.shown.Load() {
		if wait := v.said.Take(time.Now(), float64(n), sayBurst, sayRate); wait > 0 {
			v.house.slowed()
			time.Sleep(min(wait, longestOf))
		}
	}
	return n, err
}

// An answer is sent in pieces. Whoever takes any of one has time again, so that a slow
// tablet gets all of it, and whoever does not read is gone after writeWait.
const (
	piece     = 16 << 10
	writeWait = 10 * time.Second
)

// Write sends an answer.
func (v *Visitor) Write(p []byte) (sent int, err error) {
	v.computed()
	v.entered()
	for {
		waits := unsent(v.Conn)
		if err := v.Conn.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
			return sent, err
		}
		n, err := v.Conn.Write(p[:min(piece, len(p))])
		sent += n
		p = p[n:]
		slow := errors.Is(err, os.ErrDeadlineExceeded) && (n > 0 || unsent(v.Conn) < waits)
		if err != nil && !slow || len(p) == 0 {
			return sent, err
		}
	}
}

// SetWriteDeadline does nothing: each piece has its own.
func (v *Visitor) SetWriteDeadline(time.Time) error { return nil }

// SetDeadline is that of reading.
func (v *Visitor) SetDeadline(t time.Time) error { return v.Conn.SetReadDeadline(t) }

// SyscallConn is the kernel's side of it.
func (v *Visitor) SyscallConn() (syscall.RawConn, error) {
	if c, ok := v.Conn.(syscall.Conn); ok {
		return c.SyscallConn()
	}
	return nil, syscall.EINVAL
}

// Close ends the visit.
func (v *Visitor) Close() error {
	v.computed()
	v.entered()
	v.house.mu.Lock()
	v.house.depart(v)
	v.house.mu.Unlock()
	return v.Conn.Close()
}

// dismiss ends the visit of one that is heard. The house's lock is held.
func (v *Visitor) dismiss() {
	v.entered()
	v.house.depart(v)
	_ = v.Conn.Close()
}

// expire ends it where it has shown nothing.
func (v *Visitor) expire() {
	v.house.mu.Lock()
	defer v.house.mu.Unlock()
	if v.standing == unplaced {
		v.dismiss()
	}
}
