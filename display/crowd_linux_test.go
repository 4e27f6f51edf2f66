package display_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// crowdOf names the variable that makes the test program the clients of an
// address: "ws" or "bare", where, and the key of an operator who joins last.
const crowdOf = "ROSTRUM_TEST_CROWD_OF"

// crowd is how many they are.
const crowd = 1000

// fan is what they come to.
type fan interface {
	addr() string
	connected() int
	stop()
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

type crowdReport struct {
	Clients int
	Ticks   int           // delivered to screens
	Spread  time.Duration // p50 of the time between the first and the last client
	Ahead   []int         // for each tick, the screens that had it before the operator, in order of their number
}

// arrivals is when each tick came to its first and to its last client.
type arrivals struct {
	mu          sync.Mutex
	first, last map[uint64]time.Time
	count       map[uint64]int
	ahead       []int
	ticks       int
}

func (a *arrivals) note(n uint64, at time.Time, operator bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if operator {
		a.ahead = append(a.ahead, a.count[n])
		return
	}
	a.count[n]++
	if _, there := a.first[n]; !there {
		a.first[n] = at
	}
	a.last[n] = at
	a.ticks++
}

// beCrowd connects all, says so, reads to the end and reports what it saw.
func beCrowd(address string) error {
	kind, address, _ := strings.Cut(address, " ")
	address, key, operator := strings.Cut(address, " ")
	seen := arrivals{first: make(map[uint64]time.Time), last: make(map[uint64]time.Time), count: make(map[uint64]int)}
	var all sync.WaitGroup
	clients := crowd
	if operator {
		clients++
	}
	for i := range clients {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		from := bufio.NewReaderSize(c, 512)
		if kind == "ws" {
			header := ""
			if i == crowd {
				header = "Authorization: Bearer " + key + "\r\n"
			}
			if err := shakeHands(c, from, header); err != nil {
				return err
			}
		}
		all.Go(func() { seen.follow(from, c, i == crowd) })
	}
	fmt.Println("ready")
	all.Wait()
	spreads := make([]time.Duration, 0, len(seen.first))
	for n, first := range seen.first {
		spreads = append(spreads, seen.last[n].Sub(first))
	}
	slices.Sort(seen.ahead)
	report := crowdReport{Clients: crowd, Ticks: seen.ticks, Ahead: seen.ahead}
	if len(spreads) > 0 {
		slices.Sort(spreads)
		report.Spread = spreads[len(spreads)/2]
	}
	return json.NewEncoder(os.Stdout).Encode(report)
}

func shakeHands(c net.Conn, from *bufio.Reader, header string) error {
	_, err := io.WriteString(c, "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"+header+"\r\n")
	for line := "-"; err == nil && strings.TrimSpace(line) != ""; {
		line, err = from.ReadString('\n')
	}
	return err
}

// follow reads frames to the end of the connection, and answers pings.
func (a *arrivals) follow(from *bufio.Reader, c net.Conn, operator bool) {
	pong := []byte{0x8a, 0x80, 0, 0, 0, 0} // masked with nothing
	for {
		var head [2]byte
		if _, err := io.ReadFull(from, head[:]); err != nil {
			return
		}
		if head[0] == 0x89 {
			_, _ = c.Write(pong)
		}
		size := int(head[1])
		if long := map[int]int{126: 2, 127: 8}[size]; long > 0 {
			var wide [8]byte
			if _, err := io.ReadFull(from, wide[8-long:]); err != nil {
				return
			}
			size = int(binary.BigEndian.Uint64(wide[:]))
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(from, text); err != nil {
			return
		}
		if rest, ok := bytes.CutPrefix(text, []byte(`{"type":"tick","n":`)); ok {
			digits, _, _ := bytes.Cut(rest, []byte(","))
			if n, err := strconv.ParseUint(string(digits), 10, 64); err == nil {
				a.note(n, time.Now(), operator)
			}
		}
	}
}

// TestMain makes this program the clients of a benchmark where it is told to.
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
