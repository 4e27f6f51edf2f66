package pages_test

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// cache stands between a controller and the world's screens, and hands out one copy of the
// state for two seconds, as if many had asked for it.
type cache struct {
	*httptest.Server
	sockets  atomic.Int64 // that were asked for
	allowed  atomic.Bool  // sockets
	away     atomic.Bool  // the controller
	mu       sync.Mutex
	copy     []byte
	header   http.Header
	renewed  time.Time
	upstream *url.URL
}

const renewEvery = 2 * time.Second

func newCache(t *testing.T, p *testbed.Controller) *cache {
	t.Helper()
	u, err := url.Parse(p.Address())
	if err != nil {
		t.Fatal(err)
	}
	c := &cache{upstream: u}
	proxy := httputil.NewSingleHostReverseProxy(u)
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/ws" && !c.allowed.Load():
			c.sockets.Add(1)
			http.Error(w, "no sockets here", http.StatusServiceUnavailable)
		case c.away.Load():
			http.Error(w, "the controller is away", http.StatusBadGateway)
		case r.URL.Path == "/api/v1/state":
			c.state(w)
		default:
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(c.Close)
	return c
}

// state answers with the copy, which is renewed at the first question of each two seconds.
func (c *cache) state(w http.ResponseWriter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if turn := time.Now().Truncate(renewEvery); turn.After(c.renewed) {
		c.ask(turn)
	}
	for _, name := range []string{"Rostrum-Clock", "Content-Type", "Cache-Control"} {
		w.Header().Set(name, c.header.Get(name))
	}
	_, _ = w.Write(c.copy)
}

func (c *cache) ask(turn time.Time) {
	answer, err := http.Get(c.upstream.String() + "/api/v1/state?list=next")
	if err != nil {
		return
	}
	defer func() { _ = answer.Body.Close() }()
	var body bytes.Buffer
	if _, err := io.Copy(&body, answer.Body); err == nil {
		c.copy, c.header, c.renewed = body.Bytes(), answer.Header, turn
	}
}

// keepAsking is all the others.
func (c *cache) keepAsking(t *testing.T) {
	done := make(chan struct{})
	var asking sync.WaitGroup
	asking.Go(func() {
		for {
			next := time.NewTimer(time.Until(time.Now().Truncate(renewEvery).Add(renewEvery)))
			select {
			case <-done:
				next.Stop()
				return
			case <-next.C:
				c.state(httptest.NewRecorder())
			}
		}
	})
	t.Cleanup(func() { close(done); asking.Wait() })
}

// The gallery of the world's screens, and that which finds no place for a socket, have the
// time, see what is done, and look as every gallery does; without a socket.
func TestFarGallery(t *testing.T) { detail(t); browser.InEngines(t, testFarGallery) }

func testFarGallery(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	between := newCache(t, p)
	between.keepAsking(t)
	far := d.OpenGallery("far", 1280, 720)
	skewed := skew(far.Browser)
	far.Visit(between.URL + "/gallery?far&lang=en")
	far.Shows(far.Card("nobody"), far.Rehearsal().Shown(), far.Linked("live"))
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	far.Shows(far.Delegation().Says(p.State().Floor.Delegation), far.InPhase("speaking"))
	if n := between.sockets.Load(); n != 0 {
		t.Errorf("it has asked for a socket %d times", n)
	}
	between.allowed.Store(true) // for the script that knows the controller's clock
	rightToTheMoment(t, far, *p.State().Floor.ZeroMS, skewed)

	seenSoon(t, p, far, "pause", far.Paused())
	seenSoon(t, p, far, "resume", browser.Not(far.Paused()))
	p.Show(map[string]any{"theme": "contrast", "languages": []string{"fr"}})
	far.Shows(far.Themed("contrast"))
	p.Show(map[string]any{"card": map[string]any{"says": "resumes", "time": "15:00"}})
	far.Shows(far.Card("notice"), far.Calm().Says("The meeting resumes at 15:00"))
	p.Show(nil)
	far.Shows(far.Stage().Shown())

	// Where nobody answers the clock goes on, and the link is said to be lost; a time that
	// stands may have moved.
	between.away.Store(true)
	far.Shows(far.Linked("holdover"), far.Badge().Mentions("Link lost"))
	far.Moves()
	between.away.Store(false)
	far.Shows(far.Linked("live"))
	p.Do("pause-2", "pause", nil)
	far.Shows(far.Paused())
	between.away.Store(true)
	far.Shows(far.Notice().Mentions("This time is old"))
	far.Shot("old")
	between.away.Store(false)
	far.Shows(far.Linked("live"), far.Notice().Hidden())
	p.Stop()
}

// A gallery that finds no socket goes on by asking, and says nothing of it.
func TestGalleryWithoutAPlace(t *testing.T) {
	d := browser.InChromium(t)
	p := debate(t, fiveMinutes)
	between := newCache(t, p)
	gallery := d.OpenGallery("no-place", 1280, 720)
	gallery.Visit(between.URL + "/gallery?lang=en")
	gallery.Shows(gallery.Card("nobody"), gallery.Linked("live"))
	if n := between.sockets.Load(); n == 0 {
		t.Error("it has asked for no socket")
	}
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	gallery.Shows(gallery.InPhase("speaking"), gallery.Linked("live"))
	gallery.Moves()
	p.Stop()
}

// rightToTheMoment waits until five digits in a row were written within the time that a far
// screen may be off, and the frame that it takes. It has a minute, as all of them.
func rightToTheMoment(t *testing.T, g browser.Gallery, zero float64, skewed string) {
	t.Helper()
	const limit, within, row = 300, 150, 5
	g.WatchDigits(false)
	var last []float64
	for until := time.Now().Add(2 * testbed.Patience); time.Now().Before(until); <-time.After(time.Second) {
		w := g.WatchedDigits()
		last = nil
		for _, flip := range w.Flips[max(0, len(w.Flips)-row):] {
			var minutes, seconds int
			if _, err := fmt.Sscanf(strings.TrimSpace(flip.Text), "%d:%d", &minutes, &seconds); err != nil {
				t.Fatalf("it shows %q", flip.Text)
			}
			due := zero + 1000*float64(limit-60*minutes-seconds)
			last = append(last, flip.At+w.Offset+w.Frame-due)
		}
		good := 0
		for _, off := range last {
			if math.Abs(off) <= within+w.Frame+w.Trip/2 {
				good++
			}
		}
		if good == row {
			t.Logf("a far gallery%s has the time to %.0f ms, the controller's clock known to %.1f", skewed, last, w.Trip/2)
			return
		}
	}
	t.Errorf("after a minute a far gallery%s is off by %.0f ms", skewed, last)
}

// seenSoon does something, and waits until it is seen.
func seenSoon(t *testing.T, p *testbed.Controller, g browser.Gallery, act string, seen browser.Condition) {
	t.Helper()
	const soon, perhaps = 6 * time.Second, 2 * time.Second // a browser on a busy machine
	begun := time.Now()
	p.Do(act+" far", act, nil)
	g.Shows(seen)
	if took := time.Since(begun); took > soon+perhaps {
		t.Errorf("%s was seen after %v", act, took)
	}
}
