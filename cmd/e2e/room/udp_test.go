package room_test

import (
	"bytes"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/outward/osc"
	"rostrum/display/wire"
	"rostrum/timer"
)

// receiver is a display, or a panel: it keeps all packets that it gets.
type receiver struct {
	testing.TB
	conn net.PacketConn
	mu   sync.Mutex
	all  [][]byte
}

func newReceiver(t testing.TB) *receiver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &receiver{TB: t, conn: conn}
	done := make(chan struct{})
	go func() {
		defer close(done)
		packet := make([]byte, 4096)
		for {
			n, _, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			r.mu.Lock()
			r.all = append(r.all, bytes.Clone(packet[:n]))
			r.mu.Unlock()
		}
	}()
	t.Cleanup(func() {
		_ = conn.Close()
		<-done
	})
	return r
}

func (r *receiver) address() string { return r.conn.LocalAddr().String() }

// await waits for a packet.
func (r *receiver) await(what string, is func([]byte) bool) {
	r.Helper()
	from := 0
	for until := time.Now().Add(testbed.Patience); ; <-time.After(10 * time.Millisecond) {
		r.mu.Lock()
		news := r.all[from:]
		from = len(r.all)
		r.mu.Unlock()
		for _, p := range news {
			if is(p) {
				return
			}
		}
		if time.Now().After(until) {
			r.Fatalf("never came: %s", what)
		}
	}
}

func (r *receiver) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return string(bytes.Join(r.all, nil))
}

// says is a message of OSC with one argument.
func says(address string, arg any) func([]byte) bool {
	want := osc.Message{Address: address, Args: []any{arg}}.Append(nil)
	return func(p []byte) bool { return bytes.Equal(p, want) }
}

// A panel leads a debate by OSC, in a secretary's name, and sees what it does; displays of
// both versions show it.
func TestPanelAndDisplays(t *testing.T) {
	t.Parallel()
	panel, old, young := newReceiver(t), newReceiver(t), newReceiver(t)
	p := controller(t)
	key := p.Dir + "/panel.key"
	p.Run("key", "new", "--role", "secretary", "--name", "panel", "--file", key)
	p.Stop()
	p.Args = append(p.Args, "--osc", panel.address(), "--tsl", "3.1="+old.address(), "--tsl", "5.0="+young.address(), "--osc-in", "0", "--osc-key-file", key)
	p.Restart()
	const taken = `"message":"the acts of the clock are taken by OSC"`
	if !p.Process().Says(taken) {
		t.Fatalf("the log does not say where acts are taken: %s", p.Process().Log)
	}
	_, in, _ := strings.Cut(p.Process().Log.String(), `"udp":"`)
	in, _, _ = strings.Cut(in, `"`)
	panel.await("nobody", says("/rostrum/phase", "none"))
	panel.await("who is next", says("/rostrum/next", "Japan"))

	hand, err := net.Dial("udp", in)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hand.Close() }()
	press := func(what, address string, holds func(*wire.State) bool, args ...any) {
		t.Helper()
		if _, err := hand.Write(osc.Message{Address: address, Args: args}.Append(nil)); err != nil {
			t.Fatal(err)
		}
		p.Await(what, holds)
	}
	press("the floor", "/rostrum/give-floor", func(s *wire.State) bool { return s.Floor != nil && s.Floor.Delegation == "Japan" }, float32(1))
	press("the start", "/rostrum/start", func(s *wire.State) bool { return s.Floor.Phase == "speaking" })
	panel.await("who speaks", says("/rostrum/delegation", "Japan"))
	panel.await("a second", func(b []byte) bool {
		m, err := osc.Parse(b)
		return err == nil && m[0].Address == "/rostrum/elapsed" && m[0].Args[0].(int32) >= 1
	})
	old.await("who speaks", func(b []byte) bool { return string(b) == "\x81\x32Japan           " })
	old.await("who is next", func(b []byte) bool { return string(b) == "\x83\x30Peru            " })
	young.await("who speaks", func(b []byte) bool {
		return len(b) > 6 && bytes.Contains(b[6:], []byte("\x01\x00\xea\x00\x05\x00Japan"))
	})
	press("the pause", "/rostrum/pause", func(s *wire.State) bool { return s.Floor.Paused })
	panel.await("the pause", says("/rostrum/paused", int32(1)))
	press("going on", "/rostrum/resume", func(s *wire.State) bool { return !s.Floor.Paused })
	press("thirty seconds more", "/rostrum/extend", func(s *wire.State) bool { return *s.Floor.LimitMS == 210_000 }, int32(30))
	press("please conclude", "/rostrum/urge", func(s *wire.State) bool { return s.Floor.Urged == 1 })
	press("the end", "/rostrum/end", func(s *wire.State) bool { return s.Floor == nil })

	s := p.State()
	if by := s.Operator.Latest.By; by != (timer.Actor{Role: timer.Secretary, Name: "panel"}).String() {
		t.Errorf("it was done by %q", by)
	}
	for _, r := range []*receiver{panel, old, young} {
		if strings.Contains(r.text(), "PRIVATE") {
			t.Error("the room was told what is private")
		}
	}

	// The key is revoked: from then on nothing is taken, and the log says why.
	id := strings.Fields(p.Run("key", "list"))
	for i, word := range id {
		if word == "panel" {
			p.Run("key", "revoke", id[i-3])
		}
	}
	if _, err := hand.Write(osc.Message{Address: "/rostrum/give-floor"}.Append(nil)); err != nil {
		t.Fatal(err)
	}
	if !p.Process().Says("may have been revoked") {
		t.Errorf("the log does not say that the key was revoked: %s", p.Process().Log)
	}
	if s := p.State(); s.Floor != nil {
		t.Error("a revoked key gave the floor")
	}
	p.Stop()
}

// Without an address nothing is listened on; with a chair's key nothing is started.
func TestActsByOSCAreAskedFor(t *testing.T) {
	t.Parallel()
	p := controller(t)
	if strings.Contains(p.Process().Log.String(), "OSC") {
		t.Errorf("OSC is listened for unasked: %s", p.Process().Log)
	}
	p.Run("key", "new", "--role", "chair", "--file", p.Dir+"/chairs.key")
	p.Stop()
	log := testbed.Launch(t, nil, nil, append([]string{testbed.Binary(t, testbed.Rostrum)}, append(p.Args, "--osc-in", "0", "--osc-key-file", p.Dir+"/chairs.key")...)...)
	if code := log.Exit(); code == 0 || !strings.Contains(log.Log.String(), "not a secretary's key") {
		t.Errorf("with the chair's key it ends with %d: %s", code, log.Log)
	}
}
