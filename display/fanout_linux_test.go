package display_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

const (
	crowd  = 1000
	period = time.Second / 10
)

// BenchmarkTick1000Clients measures what a tick costs the server; an iteration
// is one tick, at 10 Hz. The clients are another process, so that their work is
// not counted. "bare" is the limit: a loop that writes a prepared frame to plain
// connections. Compare the two of one run; absolute figures drift.
func BenchmarkTick1000Clients(b *testing.B) {
	b.Run("bare", func(b *testing.B) { fanOut(b, newBareServer(b)) })
	b.Run("rostrum", func(b *testing.B) { fanOut(b, newTickServer(b)) })
}

// fan is what is compared.
type fan interface {
	addr() string
	connected() int
	send()
	stop()
}

func fanOut(b *testing.B, f fan) {
	before := memory()
	crowd := startCrowd(b, f)
	perConn := (memory() - before) / float64(f.connected())

	b.ResetTimer()
	cpu, begun := cpuTime(b), time.Now()
	for i := range b.N {
		f.send()
		time.Sleep(time.Until(begun.Add(time.Duration(i+1) * period))) // the pace of the load, not of a test
	}
	cpu = cpuTime(b) - cpu
	b.StopTimer()

	seen := crowd.end(f)
	b.ReportMetric(float64(cpu.Nanoseconds())/1e3/float64(seen.Ticks), "µs-cpu/msg")
	b.ReportMetric(float64(seen.Spread.Microseconds())/1e3, "ms-spread-p50")
	b.ReportMetric(float64(seen.Ticks)/float64(b.N)/float64(seen.Clients), "delivered")
	b.ReportMetric(perConn, "B/conn")
	b.ReportMetric(0, "ns/op") // the pace is given
}

// crowdProcess is the other process.
type crowdProcess struct {
	b   *testing.B
	cmd *exec.Cmd
	out *bufio.Reader
}

func startCrowd(b *testing.B, f fan) *crowdProcess {
	b.Helper()
	cmd := exec.Command(os.Args[0]) // this program, which TestMain makes the clients
	cmd.Env = append(os.Environ(), crowdOf+"="+f.addr())
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	c := &crowdProcess{b, cmd, bufio.NewReader(out)}
	if line, err := c.out.ReadString('\n'); err != nil || line != "ready\n" {
		b.Fatalf("the clients say %q, %v", line, err)
	}
	for f.connected() < crowd {
		runtime.Gosched()
	}
	return c
}

func (c *crowdProcess) end(f fan) (seen crowdReport) {
	c.b.Helper()
	f.stop()
	if err := json.NewDecoder(c.out).Decode(&seen); err != nil {
		c.b.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		c.b.Fatal(err)
	}
	return seen
}

// tickServer is Rostrum's server; its engine does not run, the benchmark ticks.
type tickServer struct {
	server   *display.Server
	listener net.Listener
	cancel   func()
	ended    chan error
	snapshot timer.Snapshot
}

func newTickServer(b *testing.B) *tickServer {
	b.Helper()
	clock := timer.NewClock("boot-1", time.Now(), origin)
	store, err := access.Open(b.TempDir(), nil)
	if err != nil {
		b.Fatal(err)
	}
	engine, err := engine.New(engine.Config{Run: "run-1", Clock: clock, Journal: &timertest.Recorder{}})
	if err != nil {
		b.Fatal(err)
	}
	server, err := display.New(display.Config{Engine: engine, Clock: clock, Access: store, Log: zerolog.Nop()})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &tickServer{
		server: server, listener: newTCPDoor(b).Listener, cancel: cancel,
		ended: make(chan error, 1), snapshot: *engine.Snapshot(),
	}
	go func() { s.ended <- server.Run(ctx, s.listener) }()
	return s
}

func (s *tickServer) addr() string   { return "ws " + s.listener.Addr().String() }
func (s *tickServer) connected() int { return s.server.Connected() }

func (s *tickServer) send() {
	seen := s.snapshot
	s.snapshot.Tick++
	s.server.Broadcast(&s.snapshot, &seen)
}

func (s *tickServer) stop() {
	s.cancel()
	<-s.ended
}

// bareServer writes a frame to each plain connection, and nothing else.
type bareServer struct {
	listener net.Listener
	accepted chan net.Conn
	conns    []*os.File
	n        uint64
}

func newBareServer(b *testing.B) *bareServer {
	b.Helper()
	s := &bareServer{listener: newTCPDoor(b).Listener, accepted: make(chan net.Conn, crowd)}
	go func() {
		for {
			c, err := s.listener.Accept()
			if err != nil {
				return
			}
			s.accepted <- c
		}
	}()
	return s
}

func (s *bareServer) addr() string { return "bare " + s.listener.Addr().String() }

func (s *bareServer) connected() int {
	for len(s.accepted) > 0 {
		c := <-s.accepted
		if file, err := c.(*net.TCPConn).File(); err == nil { // blocking: a bare write()
			s.conns = append(s.conns, file)
		}
		_ = c.Close()
	}
	return len(s.conns)
}

func (s *bareServer) send() {
	s.n++
	text, _ := json.Marshal(wire.TickOf(&timer.Snapshot{Tick: s.n, TickAt: origin}))
	frame := append([]byte{0x80 | websocket.TextMessage, 126, byte(len(text) >> 8), byte(len(text))}, text...)
	for _, c := range s.conns {
		_, _ = syscall.Write(int(c.Fd()), frame) // a short write would show as a tick that is missing
	}
}

func (s *bareServer) stop() {
	_ = s.listener.Close()
	for _, c := range s.conns {
		_ = c.Close()
	}
}

func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memory is what is in use of heap and stacks.
func memory() float64 {
	runtime.GC()
	runtime.GC() // what the first one finds in pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) + float64(m.StackInuse)
}

// TestMain makes this program the clients of the benchmark where it is told to.
func TestMain(m *testing.M) {
	for name, be := range map[string]func(string) error{crowdOf: beCrowd, hammerOf: beHammer} {
		if address, told := os.LookupEnv(name); told {
			if err := be(address); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			return
		}
	}
	os.Exit(m.Run())
}
