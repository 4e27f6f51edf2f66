package live_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"
	"golang.org/x/sys/unix"

	"rostrum/display/access"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// BenchmarkTick10000Screens measures what a tick a second to ten thousand screens costs
// the hub, beside the limit: a loop that writes a prepared frame to as many plain
// connections of the same machine, in the same run. An iteration is one tick of each.
// The screens are another process, whose work is not counted. Absolute figures drift;
// the ratios are what counts:
//
//	x-cpu     processor time of the hub, of which 1 is the bare loop
//	x-spread  time from the first screen that has a tick to the last, of which 1 is the bare loop
//	B/screen  heap and stacks of one screen
func BenchmarkTick10000Screens(b *testing.B) {
	const screens = 10_000
	bare := measured(b, screens, "bare", newBareLoop(b))
	hub := measured(b, screens, "ws", newHub(b))
	b.ReportMetric(hub.cpu, "µs-cpu/tick")
	b.ReportMetric(hub.cpu/bare.cpu, "x-cpu")
	b.ReportMetric(hub.spread/bare.spread, "x-spread")
	b.ReportMetric(hub.memory, "B/screen")
	b.ReportMetric(hub.delivered, "delivered")
	b.ReportMetric(0, "ns/op") // the pace is given
}

// fan is what is compared.
type fan interface {
	addr() string
	connected() int
	tick()
	stop()
}

// fewestTicks are those that figures are of.
const fewestTicks = 4

// figures are those of a fan: microseconds and bytes of each screen, seconds.
type figures struct{ cpu, memory, spread, delivered float64 }

func measured(b *testing.B, screens int, kind string, f fan) figures {
	before := inUse()
	crowd := newCrowd(b, kind, f.addr(), screens)
	for f.connected() < screens {
		runtime.Gosched()
	}
	memory := inUse() - before
	f.tick() // the first one, so that every other finds its way warm
	time.Sleep(time.Second)
	cpu, begun := cpuTime(b), time.Now()
	ticks := max(b.N, fewestTicks) // also where the benchmark is run once, which has one crowd come less often
	for i := range ticks {
		f.tick()
		time.Sleep(time.Until(begun.Add(time.Duration(i+1) * time.Second))) // the pace of the load, not of a test
	}
	cpu = cpuTime(b) - cpu
	f.stop()
	seen := crowd.end()
	n := float64(screens)
	return figures{
		cpu: float64(cpu.Microseconds()) / n / float64(ticks), memory: memory / n,
		spread: seen.Spread.Seconds(), delivered: float64(seen.Ticks) / n / float64(ticks+1),
	}
}

// hubFan is the hub; its engine does not run, the benchmark ticks.
type hubFan struct {
	hub      *live.Hub
	listener net.Listener
	server   *http.Server
	cancel   func()
	ended    chan struct{}
	snapshot timer.Snapshot
}

func newHub(b testing.TB) *hubFan {
	b.Helper()
	clock := timer.NewClock("boot-1", time.Now(), 0)
	store, err := access.Open(b.TempDir(), nil)
	if err != nil {
		b.Fatal(err)
	}
	engine, err := engine.New(engine.Config{Run: "run-1", Clock: clock, Journal: &timertest.Recorder{}})
	if err != nil {
		b.Fatal(err)
	}
	hub := live.New(live.Config{Engine: engine, Clock: clock, Access: store, Log: zerolog.Nop(), Screens: wire.DefaultScreens()})
	ctx, cancel := context.WithCancel(context.Background())
	f := &hubFan{hub: hub, listener: listen(b, "127.0.0.2:0"), cancel: cancel, ended: make(chan struct{}), snapshot: *engine.Snapshot()}
	f.server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hub.Join(w, r, live.Anybody(false))
	})}
	go func() { _ = f.server.Serve(f.listener) }()
	go func() {
		defer close(f.ended)
		hub.Run(ctx)
	}()
	return f
}

func (f *hubFan) addr() string   { return f.listener.Addr().String() }
func (f *hubFan) connected() int { return f.hub.Connected()[timer.Public] }

func (f *hubFan) tick() {
	seen := f.snapshot
	f.snapshot.Tick++
	f.hub.Broadcast(&f.snapshot, &seen)
}

func (f *hubFan) stop() {
	f.cancel()
	<-f.ended
	_ = f.server.Close()
}

// bareLoop writes a frame to each plain connection, and nothing else.
type bareLoop struct {
	listener *os.File
	fds      []int
	n        uint64
}

func newBareLoop(b testing.TB) *bareLoop {
	b.Helper()
	l := listen(b, "127.0.0.3:0")
	file, err := l.(*net.TCPListener).File()
	if err != nil {
		b.Fatal(err)
	}
	_ = l.Close()
	return &bareLoop{listener: file}
}

func (f *bareLoop) addr() string {
	name, err := unix.Getsockname(int(f.listener.Fd()))
	if at, ok := name.(*unix.SockaddrInet4); ok && err == nil {
		return net.JoinHostPort(net.IP(at.Addr[:]).String(), strconv.Itoa(at.Port))
	}
	return ""
}

// connected takes one connection more.
func (f *bareLoop) connected() int {
	if fd, _, err := unix.Accept4(int(f.listener.Fd()), unix.SOCK_CLOEXEC); err == nil {
		f.fds = append(f.fds, fd)
	}
	return len(f.fds)
}

func (f *bareLoop) tick() {
	f.n++
	text, _ := json.Marshal(wire.TickOf(&timer.Snapshot{Tick: f.n}))
	frame := append([]byte{0x80 | websocket.TextMessage, 126, byte(len(text) >> 8), byte(len(text))}, text...)
	for _, fd := range f.fds {
		// Not even Go's scheduler is told. A short write would show as a tick that is missing.
		_, _, _ = unix.RawSyscall(unix.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(&frame[0])), uintptr(len(frame)))
	}
}

func (f *bareLoop) stop() {
	_ = f.listener.Close()
	for _, fd := range f.fds {
		_ = unix.Close(fd)
	}
}

func listen(b testing.TB, address string) net.Listener {
	b.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	return l
}

func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// inUse is the memory of heap and stacks.
func inUse() float64 {
	runtime.GC()
	runtime.GC() // what the first one finds in pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) + float64(m.StackInuse)
}
