package far_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// since is an instant of this test, in milliseconds.
func since(begun, at time.Time) float64 { return float64(at.Sub(begun)) / float64(time.Millisecond) }

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }

// crowd is all the screens behind one nginx.
type crowd struct {
	testing.TB
	address string
	begun   time.Time
	ahead   float64 // by which the controller's clock is, of this test's
	answers atomic.Int64
	bytes   atomic.Int64
	failed  atomic.Int64
	mu      sync.Mutex
	late    []time.Duration        // by which questions were answered later than they were to be asked
	saw     map[uint64][]time.Time // a revision, or a later one
}

// screen is a device with a clock of its own, at the end of a network of its own.
type screen struct {
	*crowd
	clock       *clock
	zero, rate  float64 // its clock when the test began, and how fast that is
	there, back float64 // what the network takes
	dice        *rand.Rand
	seen        uint64

	mu sync.Mutex // of the clock
}

// local is what the screen's clock shows.
func (s *screen) local(at time.Time) float64 { return s.zero + since(s.begun, at)*s.rate }

// off is how far the screen's estimate is from the controller's clock.
func (s *screen) off(at time.Time) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	local := s.local(at)
	return local + s.clock.offsetAt(local) - (since(s.begun, at) + s.ahead)
}

func (c *crowd) screen(seed uint64) *screen {
	dice := rand.New(rand.NewPCG(seed, 507))
	return &screen{
		crowd: c, clock: newClock(), zero: 1e6 * dice.Float64(), rate: 1 + (2*dice.Float64()-1)*5e-5,
		there: 1 + 39*dice.Float64(), back: 1 + 39*dice.Float64(), dice: dice,
	}
}

// live opens the page and asks, until ctx ends.
func (s *screen) live(ctx context.Context, first time.Duration) {
	if !pause(ctx, first) {
		return
	}
	var way net.Conn
	var from *bufio.Reader
	due := time.Now()
	defer func() {
		if way != nil {
			_ = way.Close()
		}
	}()
	for _, page := range []string{"/gallery?far", "/api/v1/state?list=next"} {
		for again := true; again; again = page != "/gallery?far" {
			if way == nil {
				var err error
				if way, err = (&net.Dialer{}).DialContext(ctx, "tcp", s.address); err != nil {
					s.failed.Add(1)
					if !pause(ctx, time.Second) {
						return
					}
					continue
				}
				from = bufio.NewReaderSize(way, 4096)
			}
			asked := time.Now()
			header, body, err := get(way, from, page)
			came := time.Now()
			if err != nil {
				_ = way.Close()
				if way = nil; ctx.Err() != nil {
					return
				}
				s.failed.Add(1)
			}
			s.answers.Add(1)
			s.bytes.Add(int64(len(body)))
			if page == "/gallery?far" {
				due = came
				continue
			}
			s.crowd.mu.Lock()
			s.late = append(s.late, came.Sub(due))
			s.crowd.mu.Unlock()
			if err == nil {
				s.heed(header, body, asked, came)
			}
			due = came.Add(s.wait(came))
			if !pause(ctx, time.Until(due)) {
				return
			}
		}
	}
}

// wait is how long it is until the next question is with nginx; a network takes longer now
// and then.
func (s *screen) wait(came time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return milliseconds(s.back + s.clock.wait(s.local(came)+s.back, s.dice.Float64()) + s.there + 4*s.dice.ExpFloat64())
}

var revision = regexp.MustCompile(`^\{"rev":(\d+),`)

func (s *screen) heed(header http.Header, body []byte, asked, came time.Time) {
	stamp, err := strconv.ParseFloat(header.Get("Rostrum-Clock"), 64)
	rev := revision.FindSubmatch(body)
	if err != nil || rev == nil {
		s.Errorf("an answer is no state: %v %.100s", header, body)
		return
	}
	if now := since(s.begun, came) + s.ahead; stamp > now+5 { // what is known of the controller's clock is not exact
		s.Errorf("a stamp is %v ms later than the controller's clock", stamp-now)
	}
	s.mu.Lock()
	s.clock.take(stamp, s.local(asked)-s.there, s.local(came)+s.back)
	s.mu.Unlock()
	if n, _ := strconv.ParseUint(string(rev[1]), 10, 64); n > s.seen {
		s.crowd.mu.Lock()
		defer s.crowd.mu.Unlock()
		for ; s.seen < n; s.seen++ {
			s.saw[s.seen+1] = append(s.saw[s.seen+1], came.Add(milliseconds(s.back)))
		}
	}
}

// get asks as a browser does, on a connection that stays.
func get(way net.Conn, from *bufio.Reader, address string) (http.Header, []byte, error) {
	if err := way.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return nil, nil, err
	}
	if _, err := io.WriteString(way, "GET "+address+" HTTP/1.1\r\nHost: far.example\r\nUser-Agent: far\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: visited=1\r\nCache-Control: no-cache\r\n\r\n"); err != nil {
		return nil, nil, err
	}
	answer, err := http.ReadResponse(from, nil)
	if err != nil {
		return nil, nil, err
	}
	var body bytes.Buffer
	_, err = body.ReadFrom(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, answer.Status)
	}
	return answer.Header, body.Bytes(), err
}

// pause waits; false where ctx ended.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// aheadOf is by how much a controller's clock is ahead of this test's: of many questions
// that which took least counts.
func aheadOf(t testing.TB, address string, begun time.Time) float64 {
	t.Helper()
	ahead, least := 0.0, math.Inf(1)
	for range 200 {
		asked := time.Now()
		answer, err := http.Get(address + "/api/v1/state?list=next")
		came := time.Now()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		stamp, err := strconv.ParseFloat(answer.Header.Get("Rostrum-Clock"), 64)
		if err != nil {
			t.Fatal(err)
		}
		if trip := since(asked, came); trip < least {
			least, ahead = trip, stamp-(since(begun, asked)+trip/2)
		}
	}
	t.Logf("the controller's clock is known to %.2f ms", least/2)
	return ahead
}
