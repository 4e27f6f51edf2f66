package osc

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/door"
	"rostrum/timer"
)

// wire is a connection to which a test brings packets.
type wire struct {
	net.PacketConn
	packets chan sent
	closed  chan struct{}
	once    sync.Once
}

type sent struct {
	text []byte
	from string
}

func (w *wire) ReadFrom(p []byte) (int, net.Addr, error) {
	select {
	case s := <-w.packets:
		return copy(p, s.text), net.UDPAddrFromAddrPort(netip.MustParseAddrPort(s.from)), nil
	case <-w.closed:
		return 0, nil, net.ErrClosed
	}
}

func (w *wire) Close() error {
	w.once.Do(func() { close(w.closed) })
	return nil
}

// chamber is a meeting that writes down what is done, as fast as its disk is.
type chamber struct {
	mu   sync.Mutex
	disk time.Duration
	done []string
}

func (c *chamber) Snapshot() *timer.Snapshot {
	return &timer.Snapshot{Meeting: timer.Meeting{List: timer.SpeakersList{{ID: "e4", Status: timer.Waiting}}}}
}

func (c *chamber) Do(ctx context.Context, by timer.Actor, r timer.Request) (timer.Receipt, error) {
	select {
	case <-time.After(c.disk):
	case <-ctx.Done():
		return timer.Receipt{}, ctx.Err()
	}
	if _, end := r.Command.(timer.End); end {
		return timer.Receipt{}, errors.New("not now")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done = append(c.done, timer.ActOf(r.Command).Name+" by "+by.String())
	return timer.Receipt{}, nil
}

func (c *chamber) did() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.done)
}

// desk runs a desk in a bubble.
func desk(t *testing.T, disk time.Duration) (d *Desk, w *wire, c *chamber, log *bytes.Buffer) {
	t.Helper()
	log = new(bytes.Buffer)
	c, w = &chamber{disk: disk}, &wire{packets: make(chan sent), closed: make(chan struct{})}
	d = &Desk{
		From: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}, House: door.New(door.Measure{}), Meeting: c, Log: zerolog.New(log),
		Who: func() (timer.Actor, error) { return timer.Actor{Role: timer.Secretary, Name: "panel"}, nil },
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx, w) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return d, w, c, log
}

func packet(address string, args ...any) []byte { return Message{address, args}.Append(nil) }

func TestWhoMayAct(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w, c, log := desk(t, 0)
		w.packets <- sent{packet("/rostrum/give-floor"), "10.0.0.7:5000"}
		w.packets <- sent{packet("/rostrum/start"), "10.0.1.7:5000"}          // of another network
		w.packets <- sent{packet("/rostrum/start"), "[::ffff:10.0.0.8]:5000"} // of a dual socket
		w.packets <- sent{packet("/rostrum/close-debate"), "10.0.0.7:5000"}
		w.packets <- sent{[]byte("nothing"), "10.0.0.7:5000"}
		w.packets <- sent{bundled(now, packet("/rostrum/pause"), packet("/rostrum/set-rules")), "10.0.0.7:5000"} // refused whole
		synctest.Wait()
		if got, want := c.did(), []string{"give-floor by secretary (panel)", "start by secretary (panel)"}; !slices.Equal(got, want) {
			t.Errorf("done %q; want %q", got, want)
		}
		if n := d.House.Counts(); n.Refused != 1 {
			t.Errorf("the counts are %+v", n)
		}
		if said := log.String(); !strings.Contains(said, "not listed") {
			t.Errorf("the log says %s", said)
		}
		d.Who = func() (timer.Actor, error) { return timer.Actor{}, errors.New("its key was revoked") }
		time.Sleep(2 * sayEvery)
		w.packets <- sent{packet("/rostrum/pause"), "10.0.0.7:5000"}
		synctest.Wait()
		if got := c.did(); len(got) != 2 {
			t.Errorf("with a key that was revoked: %q", got)
		}
		if said := log.String(); !strings.Contains(said, "revoked") {
			t.Errorf("the log says %s", said)
		}
	})
}

// A flood of acts is kept to a guest's measure, and counted.
func TestActsAreKeptToAMeasure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w, c, _ := desk(t, 0)
		for range 400 { // at once, for all that the reader knows
			w.packets <- sent{packet("/rostrum/urge"), "10.0.0.7:5000"}
			synctest.Wait()
		}
		if got, n := len(c.did()), d.House.Counts(); got != 200 || n.Refused != 200 {
			t.Errorf("%d were done, and the counts are %+v", got, n)
		}
		w.packets <- sent{packet("/rostrum/pause"), "10.0.0.8:5000"} // another panel is not held up
		time.Sleep(time.Second)
		w.packets <- sent{packet("/rostrum/urge"), "10.0.0.7:5000"} // and this one goes on
		synctest.Wait()
		if got := len(c.did()); got != 202 {
			t.Errorf("%d were done", got)
		}
	})
}

// A flood from anywhere is read at a pace, so that it takes no processor; it is counted.
func TestAFloodIsReadAtAPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, w, c, _ := desk(t, 0)
		before := time.Now()
		for range readBurst + 2*readRate {
			w.packets <- sent{packet("/rostrum/start"), "203.0.113.9:5000"}
		}
		if took := time.Since(before); took < 2*time.Second-10*time.Millisecond {
			t.Errorf("%d packets were read in %v", readBurst+2*readRate, took)
		}
		w.packets <- sent{packet("/rostrum/start"), "10.0.0.7:5000"}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := d.House.Counts(); n.Refused != readBurst+2*readRate || len(c.did()) != 1 {
			t.Errorf("the counts are %+v, and done is %q", n, c.did())
		}
	})
}

// What waits for a slow disk is done while it is still what was meant, and not after.
func TestWhatWaitsTooLongIsNotDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, w, c, log := desk(t, 900*time.Millisecond)
		for range 20 {
			w.packets <- sent{packet("/rostrum/urge"), "10.0.0.7:5000"}
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := len(c.did()); got != 3 { // at 0, 0.9 and 1.8 s
			t.Errorf("%d were done", got)
		}
		if said := log.String(); !strings.Contains(said, "has not taken") {
			t.Errorf("the log says %s", said)
		}
	})
}

// An act that is refused ends its packet: what follows was meant to follow it.
func TestARefusalEndsItsPacket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, w, c, _ := desk(t, 0)
		w.packets <- sent{bundled(now, packet("/rostrum/end"), packet("/rostrum/give-floor"), packet("/rostrum/start")), "10.0.0.7:5000"}
		synctest.Wait()
		if got := c.did(); len(got) != 0 {
			t.Errorf("done: %q", got)
		}
	})
}
