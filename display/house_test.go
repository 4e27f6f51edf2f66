package display_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/record"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// origin is what the steady clock reads when a house is opened: far from a
// whole second of package time, so that one is not taken for the other.
const origin = timer.Instant(7_000_000_345 * time.Microsecond)

var speakers = []timer.Inscription{
	{Delegation: "Japan", Speaker: "Ms. Abe", Kind: timer.State, Seat: "7", ISO3: "JPN", Language: "ja", Remarks: "early"},
	{Delegation: "Côte d’Ivoire", Kind: timer.Group, OnBehalfOf: "the A3"},
	{Delegation: "Peru", Kind: timer.State},
}

// house is a server with a real engine, a journal in memory and a door.
type house struct {
	t        testing.TB
	recorder *timertest.Recorder
	engine   *engine.Engine
	server   *display.Server
	clock    *timer.Clock
	store    *access.Store
	chair    string // keys
	light    string
	door     door
	public   door         // without TLS, or nil
	close    func() error // ends the server as SIGTERM does, and returns what Run returned
	endAll   func()

	stopEngine func() // and waits for it
}

// door is where clients come in.
type door interface {
	net.Listener
	dial() (net.Conn, error)
}

// tcpDoor is a real one, on the loopback interface.
type tcpDoor struct{ net.Listener }

func newTCPDoor(t testing.TB) tcpDoor {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return tcpDoor{l}
}

func (d tcpDoor) dial() (net.Conn, error) {
	return net.Dial("tcp", d.Addr().String())
}

// pipeDoor needs no sockets, so that it can stand in a bubble of synctest. A
// pipe has no buffer: who does not read is felt at once.
type pipeDoor struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (d *pipeDoor) Accept() (net.Conn, error) {
	select {
	case c := <-d.conns:
		return c, nil
	case <-d.done:
		return nil, net.ErrClosed
	}
}

func (d *pipeDoor) Close() error {
	d.once.Do(func() { close(d.done) })
	return nil
}

func (*pipeDoor) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

func (d *pipeDoor) dial() (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case d.conns <- theirs:
		return ours, nil
	case <-d.done:
		return nil, net.ErrClosed
	}
}

// open opens a house with three speakers on the list.
func open(t testing.TB) *house {
	t.Helper()
	return openAt(t, newTCPDoor(t), t.TempDir())
}

// openInBubble opens one in a bubble; the folder is made outside.
func openInBubble(t testing.TB, dir string, change ...func(*display.Config)) *house {
	t.Helper()
	return openAt(t, newPipeDoor(), dir, change...)
}

func newPipeDoor() *pipeDoor {
	return &pipeDoor{conns: make(chan net.Conn), done: make(chan struct{})}
}

func openAt(t testing.TB, d door, dir string, change ...func(*display.Config)) *house {
	t.Helper()
	return openDoors(t, d, nil, dir, change...)
}

// openDoors opens one with a public door beside the other, or nil.
func openDoors(t testing.TB, d, public door, dir string, change ...func(*display.Config)) *house {
	t.Helper()
	h := &house{t: t, recorder: &timertest.Recorder{}, door: d, public: public}
	h.clock = timer.NewClock("boot-1", time.Now(), origin)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	h.store, err = access.Open(dir, map[string]access.Grant{})
	must(err)
	h.chair, _, err = h.store.NewKey(access.Grant{Role: string(timer.Chair), Name: "tablet"})
	must(err)
	h.light, _, err = h.store.NewKey(access.Grant{Role: string(timer.LightRole), Name: "desk", Seats: []string{"7"}})
	must(err)
	desk := new(record.Desk)
	h.engine, err = engine.New(engine.Config{Run: "run-1", Clock: h.clock, Journal: h.recorder, Seats: []string{"7"}, Doubted: timer.Doubted{doubted}, Keep: desk.Keep})
	must(err)
	config := display.Config{
		Engine: h.engine, Clock: h.clock, Access: h.store, Log: zerolog.Nop(), Version: "test", Desk: desk,
	}
	for _, c := range change {
		c(&config)
	}
	server, err := display.New(config)
	must(err)
	h.server = server

	engineCtx, stopEngine := context.WithCancel(context.Background())
	engineEnded := make(chan error, 1)
	go func() { engineEnded <- h.engine.Run(engineCtx) }()
	h.stopEngine = sync.OnceFunc(func() {
		stopEngine()
		<-engineEnded // what it says of the journal is for its own tests
	})
	serverCtx, stopServer := context.WithCancel(context.Background())
	serverEnded := make(chan error, 1)
	var more []net.Listener
	if public != nil {
		more = append(more, public)
	}
	go func() { serverEnded <- server.Run(serverCtx, d, more...) }()
	h.close = sync.OnceValue(func() error {
		stopServer()
		return <-serverEnded
	})
	h.endAll = sync.OnceFunc(func() {
		if err := h.close(); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Errorf("the server ended with %v", err)
		}
		h.stopEngine()
	})
	t.Cleanup(h.endAll)
	rules, _ := timer.Preset(timer.DefaultRules)
	h.do(timer.OpenMeeting{Symbol: "S/PV.8539", Title: "Working methods", Rules: rules, List: speakers, ListDigest: "1"})
	return h
}

// do carries out a command as the chair, past the server.
func (h *house) do(c timer.Command) timer.Receipt {
	h.t.Helper()
	r, err := h.engine.Do(context.Background(), timer.Actor{Role: timer.Chair, Name: "tablet"}, timer.Request{Command: c})
	if err != nil {
		h.t.Fatalf("%s: %v", timer.ActOf(c).Name, err)
	}
	return r
}

// identify lets the light of a seat be found, past the server; lookFor says why not.
func (h *house) identify(seat string) timer.Receipt {
	h.t.Helper()
	r, err := h.engine.Identify(context.Background(), timer.Request{}, seat)
	if err != nil {
		h.t.Fatalf("identify %s: %v", seat, err)
	}
	return r
}

func (h *house) lookFor(seat string) error {
	_, err := h.engine.Identify(context.Background(), timer.Request{}, seat)
	return err
}

// speak gives the first speaker the floor and starts the clock.
func (h *house) speak() {
	h.t.Helper()
	h.do(timer.GiveFloor{Entry: "e1"})
	h.do(timer.Start{})
}

func (h *house) rev() uint64 { return h.engine.Snapshot().Meeting.Rev }
