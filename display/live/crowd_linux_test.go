package live_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// crowdOf names the variable that makes the test program the screens of an address:
// "ws" or "bare", where, and how many.
const crowdOf = "ROSTRUM_TEST_CROWD_OF"

// TestMain makes this program the screens of the benchmark where it is told to.
func TestMain(m *testing.M) {
	if what, told := os.LookupEnv(crowdOf); told {
		if err := beCrowd(what); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// crowd is the other process.
type crowd struct {
	b   *testing.B
	cmd *exec.Cmd
	out *bufio.Reader
}

// crowdReport is what it saw.
type crowdReport struct {
	Ticks  int
	Spread time.Duration // p50 of the time between the first and the last screen
}

func newCrowd(b *testing.B, kind, address string, screens int) *crowd {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %d", crowdOf, kind, address, screens))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	return &crowd{b, cmd, bufio.NewReader(out)}
}

func (c *crowd) end() (seen crowdReport) {
	c.b.Helper()
	if err := json.NewDecoder(c.out).Decode(&seen); err != nil {
		c.b.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		c.b.Fatal(err)
	}
	return seen
}

// screen is one of the crowd, which looks at no more of a frame than it must.
type screen struct {
	fd   int
	head []byte // of a frame that has not come whole
	skip int    // bytes left of the frame that has begun
}

// beCrowd connects all, reads to the end of each and reports what it saw.
func beCrowd(what string) error {
	words := strings.Fields(what)
	kind, address := words[0], words[1]
	n, err := strconv.Atoi(words[2])
	if err != nil {
		return err
	}
	poll, err := unix.EpollCreate1(0)
	if err != nil {
		return err
	}
	to, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return err
	}
	screens := make(map[int32]*screen, n)
	for range n {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		if err := unix.Connect(fd, &unix.SockaddrInet4{Port: to.Port, Addr: [4]byte(to.IP.To4())}); err != nil {
			return err
		}
		if kind == "ws" {
			if err := shakeHands(fd); err != nil {
				return err
			}
		}
		screens[int32(fd)] = &screen{fd: fd}
		if err := unix.EpollCtl(poll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}); err != nil {
			return err
		}
	}
	return follow(poll, screens)
}

func shakeHands(fd int) error {
	_, err := unix.Write(fd, []byte("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
	var one [1]byte
	for end := 0; err == nil && end < 4; {
		var n int
		if n, err = unix.Read(fd, one[:]); n == 0 && err == nil {
			err = io.ErrUnexpectedEOF
		}
		if one[0] == "\r\n\r\n"[end] {
			end++
		} else {
			end = 0
		}
	}
	return err
}

// follow reads frames to the end of every connection, and answers pings.
func follow(poll int, screens map[int32]*screen) error {
	first, last := make(map[string]time.Time), make(map[string]time.Time)
	ticks := 0
	events, chunk := make([]unix.EpollEvent, 512), make([]byte, 64<<10)
	for len(screens) > 0 {
		n, err := unix.EpollWait(poll, events, -1)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return err
		}
		for _, e := range events[:max(0, n)] {
			s := screens[e.Fd]
			size, err := unix.Read(s.fd, chunk)
			if err != nil || size == 0 {
				_ = unix.Close(s.fd)
				delete(screens, e.Fd)
				continue
			}
			now := time.Now()
			s.take(chunk[:size], func(tick string) {
				if _, there := first[tick]; !there {
					first[tick] = now
				}
				last[tick] = now
				ticks++
			})
		}
	}
	spreads := make([]time.Duration, 0, len(first))
	for n, at := range first {
		spreads = append(spreads, last[n].Sub(at))
	}
	slices.Sort(spreads)
	report := crowdReport{Ticks: ticks}
	if len(spreads) > 0 {
		report.Spread = spreads[len(spreads)/2]
	}
	return json.NewEncoder(os.Stdout).Encode(report)
}

// take goes through what came, and says which ticks began.
func (s *screen) take(p []byte, tick func(n string)) {
	pong := []byte{0x8a, 0x80, 0, 0, 0, 0} // masked with nothing
	for len(p) > 0 {
		if s.skip > 0 {
			n := min(s.skip, len(p))
			s.skip, p = s.skip-n, p[n:]
			continue
		}
		s.head = append(s.head, p[0])
		p = p[1:]
		if len(s.head) < 2 {
			continue
		}
		long := map[byte]int{126: 2, 127: 8}[s.head[1]]
		if len(s.head) < 2+long {
			continue
		}
		size := int(s.head[1])
		if long > 0 {
			size = 0
			for _, b := range s.head[2:] {
				size = size<<8 | int(b)
			}
		}
		if s.head[0] == 0x89 {
			_, _ = unix.Write(s.fd, pong)
		}
		s.skip, s.head = size, s.head[:0]
		if rest, ok := strings.CutPrefix(string(p[:min(len(p), 40)]), `{"type":"tick","n":`); ok {
			n, _, _ := strings.Cut(rest, ",")
			tick(n)
		}
	}
}
