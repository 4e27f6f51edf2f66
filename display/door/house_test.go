package door

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

// line is one end of a connection of a given address; the other end is a pipe's.
type line struct {
	net.Conn
	from netip.AddrPort
}

func (l line) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(l.from) }

// queue is a listener to which a test brings visitors.
type queue chan net.Conn

func (q queue) Accept() (net.Conn, error) { return <-q, nil }
func (queue) Close() error                { return nil }
func (queue) Addr() net.Addr              { return &net.TCPAddr{} }

// come brings a visitor of an address, and returns it and the other end.
func come(t *testing.T, h *House, address string) (*Visitor, net.Conn) {
	t.Helper()
	theirs, ours := net.Pipe()
	q := make(queue, 1)
	q <- line{ours, netip.MustParseAddrPort(address + ":4000")}
	c, err := h.Door(q).Accept()
	if err != nil {
		t.Fatal(err)
	}
	return Of(c), theirs
}

func heardNow(h *House) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.heard)
}

// closed says whether the other end sees the connection closed.
func closed(c net.Conn) bool {
	_ = c.SetReadDeadline(time.Now().Add(time.Millisecond))
	_, err := c.Read(make([]byte, 1))
	return errors.Is(err, io.EOF)
}

func TestPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{Guests: 3, GuestsPerAddress: 2})
		one, _ := come(t, h, "10.0.0.1")
		two, _ := come(t, h, "10.0.0.1")
		full, far := come(t, h, "10.0.0.1") // its address has two
		three, _ := come(t, h, "10.0.0.2")
		late, _ := come(t, h, "10.0.0.3") // all are taken
		for says, c := range map[string]struct {
			v    *Visitor
			want bool
		}{"the first": {one, true}, "the second": {two, true}, "one too many of its address": {full, false}, "another address": {three, true}, "one too many": {late, false}} {
			if c.v.Placed() != c.want {
				t.Errorf("%s has a place: %v", says, !c.want)
			}
		}
		if n := h.Counts(); n.Here != 3 || n.Places != 3 || n.Refused != 2 {
			t.Errorf("the counts are %+v", n)
		}
		// Who shows a key has a place of its own, and leaves that of a guest to another.
		late.Known()
		one.Known()
		if n := h.Counts(); !late.Placed() || n.Here != 2 {
			t.Errorf("with two known the counts are %+v", n)
		}
		next, _ := come(t, h, "10.0.0.1")
		if !next.Placed() {
			t.Error("a place that was left is not given again")
		}
		time.Sleep(hearing + time.Second)
		if closed(far) != true || !late.Placed() {
			t.Error("who was heard and showed no key is still there, or who did is not")
		}
		for _, v := range []*Visitor{one, two, full, three, late, next, next} {
			_ = v.Close()
		}
		if n := h.Counts(); n.Here != 0 || heardNow(h) != 0 {
			t.Errorf("with all gone the counts are %+v", n)
		}
	})
}

// A newcomer is heard whatever others do who show nothing: the one that was heard for
// longest makes room.
func TestNewcomerIsHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{Guests: 1})
		place, _ := come(t, h, "10.0.0.1")
		first, far := come(t, h, "10.0.0.1")
		var others []*Visitor
		for range mostHear {
			v, _ := come(t, h, "10.0.0.1")
			others = append(others, v)
		}
		if !closed(far) {
			t.Error("the one that was heard for longest did not make room")
		}
		first.Known() // too late: it has gone
		if n := h.Counts(); n.Here != 1 {
			t.Errorf("the counts are %+v", n)
		}
		others[mostHear-1].Known()
		time.Sleep(hearing + time.Second)
		if n := heardNow(h); n != 0 || !others[mostHear-1].Placed() {
			t.Errorf("%d are heard for ever", n)
		}
		_ = place.Close()
		_ = others[mostHear-1].Close()
	})
}

// Whoever hears a newcomer ends the visit, and has time for that, but not for ever.
func TestHeardBySomebody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{Guests: 1})
		place, _ := come(t, h, "10.0.0.1")
		place.Heard() // has a place anyway
		v, far := come(t, h, "10.0.0.1")
		v.Heard()
		time.Sleep(hearing + time.Second)
		if closed(far) || v.Placed() || heardNow(h) != 1 {
			t.Error("it was cut off")
		}
		time.Sleep(hearing)
		if !closed(far) || heardNow(h) != 0 {
			t.Error("nobody has ended its visit, and it is still there")
		}
		_, _ = v.Close(), place.Close()
		if n := h.Counts(); n.Here != 0 || heardNow(h) != 0 {
			t.Errorf("with all gone the counts are %+v", n)
		}
	})
}

func TestRateOfArrival(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{GuestRate: 10})
		placed := func(address string, n int) (got int) {
			for range n {
				if v, _ := come(t, h, address); v.Placed() {
					got++
				}
			}
			return got
		}
		if got := placed("10.0.0.1", 30); got != 10 {
			t.Errorf("of 30 at once %d found a place", got)
		}
		if got := placed("10.0.0.2", 5); got != 5 {
			t.Errorf("of 5 of another address %d found a place", got)
		}
		time.Sleep(500 * time.Millisecond)
		if got := placed("10.0.0.1", 30); got != 5 {
			t.Errorf("half a second later %d found a place", got)
		}
		time.Sleep(hearing + time.Second)
	})
}

// Who asks too fast waits; nobody else does, nor who shows a key.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{})
		guest, _ := come(t, h, "10.0.0.1")
		other, _ := come(t, h, "10.0.0.1")
		no, yes := func() bool { return false }, func() bool { return true }
		ask := func(v *Visitor, shown func() bool) (time.Duration, error) {
			begun := time.Now()
			err := v.Pace(context.Background(), shown)
			return time.Since(begun), err
		}
		for range askBurst {
			if d, err := ask(guest, no); d != 0 || err != nil {
				t.Fatalf("within the measure it waited %v, %v", d, err)
			}
		}
		if d, err := ask(guest, no); d != time.Second/askRate || err != nil {
			t.Errorf("beyond it it waited %v, %v", d, err)
		}
		if d, err := ask(other, no); d != 0 || err != nil {
			t.Errorf("another one waited %v, %v", d, err)
		}
		if d, err := ask(guest, yes); d != 0 || err != nil {
			t.Errorf("who shows a key waited %v, %v", d, err)
		}
		for range 200 {
			go func() { _ = guest.Pace(context.Background(), no) }()
		}
		synctest.Wait()
		if d, err := ask(guest, no); d != longestWait || !errors.Is(err, ErrTooFast) {
			t.Errorf("far beyond it it waited %v, %v", d, err)
		}
		if h.Counts().Slowed == 0 {
			t.Error("nobody counts who was slowed")
		}
		_, _ = guest.Close(), other.Close()
	})
}

// What is said too fast is heard later.
func TestReadingIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{})
		v, far := come(t, h, "10.0.0.1")
		go func() {
			for {
				if _, err := far.Write(make([]byte, 4096)); err != nil {
					return
				}
			}
		}()
		begun, heard := time.Now(), 0
		for time.Since(begun) < 10*time.Second {
			n, err := v.Read(make([]byte, 4096))
			if err != nil {
				t.Fatal(err)
			}
			heard += n
		}
		if most := sayBurst + 12*sayRate; heard > most {
			t.Errorf("in ten seconds %d bytes were heard, at most %d are", heard, most)
		}
		_ = v.Close()
	})
}

// A reader that takes pieces slowly gets all of an answer; one that takes none is gone.
func TestAnswerThatIsReadSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{})
		v, far := come(t, h, "10.0.0.1")
		const size = 10 * piece
		done := make(chan error, 1)
		go func() {
			n, err := v.Write(make([]byte, size))
			if n != size && err == nil {
				err = io.ErrShortWrite
			}
			done <- err
		}()
		for range 20 { // half a piece in nine seconds: three minutes in all
			time.Sleep(writeWait - time.Second)
			if _, err := io.ReadFull(far, make([]byte, piece/2)); err != nil {
				t.Fatal(err)
			}
		}
		if err := <-done; err != nil {
			t.Errorf("the slow one got %v", err)
		}
		begun := time.Now()
		if _, err := v.Write(make([]byte, size)); err == nil || time.Since(begun) != writeWait {
			t.Errorf("who takes nothing was waited for %v, %v", time.Since(begun), err)
		}
		_ = v.Close()
	})
}

// Handshakes are computed one at a time, and a visitor that goes gives its turn on.
func TestHandshakesTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{})
		one, far := come(t, h, "10.0.0.1")
		two, _ := come(t, h, "10.0.0.2")
		three, _ := come(t, h, "10.0.0.3")
		if err := one.Compute(context.Background()); err != nil {
			t.Fatal(err)
		}
		short, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := two.Compute(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("two compute at once: %v", err)
		}
		turn := make(chan error, 1)
		go func() { turn <- two.Compute(context.Background()) }()
		go func() { _, _ = io.ReadAll(far) }()
		if _, err := one.Write([]byte("the server's part")); err != nil {
			t.Fatal(err)
		}
		if err := <-turn; err != nil {
			t.Errorf("after the answer: %v", err)
		}
		_ = two.Close()
		if err := three.Compute(context.Background()); err != nil {
			t.Errorf("after who had the turn went: %v", err)
		}
		_, _ = one.Close(), three.Close()
	})
}

// Addresses that have gone are not kept for ever.
func TestAddressesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{})
		stays, _ := come(t, h, "192.0.2.1")
		for i := range mostAddresses + 10 {
			v, _ := come(t, h, netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}).String())
			_ = v.Close()
		}
		time.Sleep(2 * forgetAfter)
		v, _ := come(t, h, "192.0.2.2")
		if n := len(h.addresses); n != 2 || h.addresses[stays.addr].guests != 1 {
			t.Errorf("%d addresses are remembered", n)
		}
		_, _ = v.Close(), stays.Close()
	})
}

// Packets of an address are kept to the measure of one connection, and those of another are
// not held up by them.
func TestPackets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Measure{})
		one, other := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
		looked := 0
		for range 2 * askBurst {
			if h.Packet(one) {
				looked++
			}
		}
		if n := h.Counts().Refused; looked != askBurst || n != askBurst {
			t.Errorf("%d were looked at, and %d refused", looked, n)
		}
		if !h.Packet(other) {
			t.Error("another address is held up")
		}
		time.Sleep(time.Second)
		for looked = 0; h.Packet(one); looked++ {
		}
		if looked != askRate {
			t.Errorf("a second later %d are looked at", looked)
		}
		h.Refuse()
		if n := h.Counts(); n.Refused != askBurst+2 || n.Here != 0 {
			t.Errorf("the counts are %+v", n)
		}
	})
}

func TestMeasureBelowNothing(t *testing.T) {
	if err := Hall().Check(); err != nil {
		t.Error(err)
	}
	for _, m := range []Measure{{Guests: -1}, {GuestsPerAddress: -1}, {GuestRate: -1}} {
		if m.Check() == nil {
			t.Errorf("%+v is taken", m)
		}
	}
}
