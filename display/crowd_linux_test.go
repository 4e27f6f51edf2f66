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
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// crowdOf names the variable that makes the test program the clients of an
// address: "ws" or "bare", and where.
const crowdOf = "ROSTRUM_TEST_CROWD_OF"

type crowdReport struct {
	Clients int
	Ticks   int           // delivered
	Spread  time.Duration // p50 of the time between the first and the last client
}

// arrivals is when each tick came to its first and to its last client.
type arrivals struct {
	mu          sync.Mutex
	first, last map[uint64]time.Time
	ticks       int
}

func (a *arrivals) note(n uint64, at time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, there := a.first[n]; !there {
		a.first[n] = at
	}
	a.last[n] = at
	a.ticks++
}

// beCrowd connects all, says so, reads to the end and reports what it saw.
func beCrowd(address string) error {
	kind, address, _ := strings.Cut(address, " ")
	seen := arrivals{first: make(map[uint64]time.Time), last: make(map[uint64]time.Time)}
	var all sync.WaitGroup
	for range crowd {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		from := bufio.NewReaderSize(c, 512)
		if kind == "ws" {
			if err := shakeHands(c, from); err != nil {
				return err
			}
		}
		all.Go(func() { seen.follow(from) })
	}
	fmt.Println("ready")
	all.Wait()
	spreads := make([]time.Duration, 0, len(seen.first))
	for n, first := range seen.first {
		spreads = append(spreads, seen.last[n].Sub(first))
	}
	report := crowdReport{Clients: crowd, Ticks: seen.ticks}
	if len(spreads) > 0 {
		slices.Sort(spreads)
		report.Spread = spreads[len(spreads)/2]
	}
	return json.NewEncoder(os.Stdout).Encode(report)
}

func shakeHands(c net.Conn, from *bufio.Reader) error {
	_, err := io.WriteString(c, "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
	for line := "-"; err == nil && strings.TrimSpace(line) != ""; {
		line, err = from.ReadString('\n')
	}
	return err
}

// follow reads frames to the end of the connection; it answers no pings, which
// come later than the benchmark lasts.
func (a *arrivals) follow(from *bufio.Reader) {
	for {
		var head [2]byte
		if _, err := io.ReadFull(from, head[:]); err != nil {
			return
		}
		size := int(head[1])
		if size == 126 {
			var long [2]byte
			if _, err := io.ReadFull(from, long[:]); err != nil {
				return
			}
			size = int(binary.BigEndian.Uint16(long[:]))
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(from, text); err != nil {
			return
		}
		if rest, ok := bytes.CutPrefix(text, []byte(`{"type":"tick","n":`)); ok {
			digits, _, _ := bytes.Cut(rest, []byte(","))
			if n, err := strconv.ParseUint(string(digits), 10, 64); err == nil {
				a.note(n, time.Now())
			}
		}
	}
}
