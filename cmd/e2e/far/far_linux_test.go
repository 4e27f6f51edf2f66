package far_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// What is held: of any number of screens 19 of 20 have the time to within this, and each
// sees an act.
const (
	within   = 150.0 // ms
	actSeen  = 6 * time.Second
	mostAsks = 2.0 // a second, of the controller
)

// Screens of the world, one or thousands, have the time from the stamps of what nginx hands
// them; and the controller hears of them twice a second at most. They have a minute for it;
// where browsers have the machine too, they have until it is so.
func TestFarScreens(t *testing.T) {
	testbed.Asked(t, testbed.Far)
	worlds, playing := []int{1, 300}, 30*time.Second
	if testbed.Long() {
		worlds, playing = []int{1, 100, 5000}, 65*time.Second
	}
	for _, screens := range worlds {
		t.Run(fmt.Sprint(screens), func(t *testing.T) {
			if !testbed.Long() {
				t.Parallel()
			}
			farScreens(t, screens, playing)
		})
	}
}

func farScreens(t *testing.T, screens int, playing time.Duration) {
	h := newHouse(t)
	c := &crowd{TB: t, address: h.front.address, begun: time.Now(), saw: make(map[uint64][]time.Time)}
	c.ahead = aheadOf(t, h.public, c.begun)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var all sync.WaitGroup
	before, opened := len(h.gate.all()), h.front.used()
	begun := time.Now()
	every := make([]*screen, screens)
	for i := range every {
		every[i] = c.screen(uint64(i))
		all.Go(func() { every[i].live(ctx, milliseconds(3000*every[i].dice.Float64())) })
	}
	acts := map[uint64]time.Time{}
	for i, do := range []string{"close-list", "reopen-list"} {
		pause(ctx, playing/3)
		at := time.Now()
		acts[h.Do(fmt.Sprint("act ", i), do, nil).Rev] = at
	}
	pause(ctx, time.Until(begun.Add(playing)))
	if !testbed.Long() {
		for until := begun.Add(4 * playing); good(every)*20 < screens*19 && time.Now().Before(until); {
			pause(ctx, time.Second)
		}
	}
	stop()
	all.Wait()
	end := time.Now()
	took := end.Sub(begun).Seconds()
	cost := h.front.used() - opened

	off := offBy(every, end)
	p95 := off[(len(off)*95+99)/100-1]
	if n := good(every); n*20 < screens*19 {
		t.Errorf("%d of %d screens have the time to %v ms; the last are off by %.0f", n, screens, within, off[max(0, screens-5):])
	}
	longest := time.Duration(0)
	for rev, at := range acts {
		if n := len(c.saw[rev]); n != screens {
			t.Errorf("%d of %d screens saw revision %d", n, screens, rev)
		}
		for _, saw := range c.saw[rev] {
			longest = max(longest, saw.Sub(at))
		}
	}
	// Of the two questions that it takes each may have been late, for the machine was busy, and
	// so may the one by which the copy was renewed.
	slices.Sort(c.late)
	late, late95 := c.late[len(c.late)-1], c.late[len(c.late)*95/100]
	if longest > actSeen+2*late+h.gate.slowest() {
		t.Errorf("an act was seen after %v; no answer was later than %v", longest, late)
	}
	asks := float64(len(h.gate.all())-before) / took
	if asks > mostAsks {
		t.Errorf("the controller was asked %.2f times a second", asks)
	}
	if failed := c.failed.Load(); failed > int64(screens/50) {
		t.Errorf("%d questions had no answer", failed)
	}
	answers := float64(c.answers.Load())
	t.Logf("| screens | asked of nginx /s | asked of the controller /s | 19 of 20 within ms | an act seen within s | nginx, CPU µs an answer | bytes an answer | answers late ms, 19 of 20 and all |")
	t.Logf("| %d | %.1f | %.2f | %.0f | %.1f | %.0f | %.0f | %d, %d |", screens, answers/took, asks, p95, longest.Seconds(),
		float64(cost.Microseconds())/answers, float64(c.bytes.Load())/answers, late95.Milliseconds(), late.Milliseconds())
}

// offBy is by how many milliseconds screens are off, the least first.
func offBy(screens []*screen, at time.Time) (off []float64) {
	for _, s := range screens {
		off = append(off, math.Abs(s.off(at)))
	}
	slices.Sort(off)
	return off
}

// good counts those that have the time.
func good(screens []*screen) int {
	n, _ := slices.BinarySearch(offBy(screens, time.Now()), within)
	return n
}

// fetched is what a browser or a program got.
type fetched struct {
	status int
	header http.Header
	body   string
}

// role is whose a state is.
func (f fetched) role() string {
	var state struct{ Role string }
	_ = json.Unmarshal([]byte(f.body), &state)
	return state.Role
}

func fetch(t testing.TB, address string, header http.Header) fetched {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		request.Header = header
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fetched{answer.StatusCode, answer.Header, string(body)}
}

// session is a cookie of the chair's.
func (h *house) session() http.Header {
	h.Helper()
	body := strings.NewReader(`{"invite":"` + h.Invitation("tablet") + `"}`)
	answer, err := http.Post(h.Address()+"/api/v1/session", "application/json", body)
	if err != nil {
		h.Fatal(err)
	}
	_ = answer.Body.Close()
	for _, c := range answer.Cookies() {
		return http.Header{"Cookie": {"visited=1; " + c.Name + "=" + c.Value}}
	}
	h.Fatalf("signing in is answered %s", answer.Status)
	return nil
}

// An operator who comes to the far screens' door is refused with a key, and is the public
// without: nothing that tells who asks is passed on, and nothing but what is meant for all.
func TestOperatorsAtTheFarDoor(t *testing.T) {
	testbed.Asked(t, testbed.Far)
	h := newHouse(t)
	cookie, key := h.session(), http.Header{"Authorization": {"Bearer " + h.Key()}}
	far := "http://" + h.front.address
	if role := fetch(t, h.Address()+"/api/v1/state", cookie).role(); role != "chair" {
		t.Fatalf("with the cookie somebody is %q", role)
	}
	h.Do("note", "note", map[string]any{"text": "for the chair alone"})
	for _, path := range []string{
		"/api/v1/state?list=next", "/api/v1/state", "/api/v1/screens", "/api/v1/states?language=fr", "/gallery?far", "/gallery/old",
		"/chair", "/record", "/api/v1/record", "/api/v1/people", "/api/v1/lobby", "/api/v1/forecast", "/api/v1/commands", "/ws", "/none",
	} {
		for range 2 { // the first fills the cache
			was := len(h.gate.all())
			if a := fetch(t, far+path, key); a.status != http.StatusForbidden || len(h.gate.all()) != was {
				t.Errorf("%s with a key is %d %.100s, and passed on %d times", path, a.status, a.body, len(h.gate.all())-was)
			}
			signed, public := fetch(t, far+path, cookie), fetch(t, far+path, nil)
			if signed.status != public.status || signed.header.Get("Set-Cookie") != "" || public.header.Get("Set-Cookie") != "" {
				t.Errorf("%s with a cookie is %d, without %d", path, signed.status, public.status)
			}
			for says, a := range map[string]fetched{"with a cookie": signed, "without": public} {
				if role := a.role(); role != "" && role != "public" || strings.Contains(a.body, "for the chair alone") || strings.Contains(a.body, `"undoable"`) {
					t.Errorf("%s %s is %s", path, says, a.body)
				}
			}
		}
	}
	passed := map[string]bool{}
	for _, r := range h.gate.all() {
		for name := range r.Header {
			if !slices.Contains([]string{"Accept-Encoding", "Connection"}, name) {
				t.Errorf("%s is asked with %s: %v", r.URL, name, r.Header[name])
			}
		}
		passed[r.URL.String()] = true
	}
	for address := range passed {
		if !slices.Contains([]string{"/api/v1/state?list=next", "/api/v1/state", "/api/v1/screens", "/api/v1/states?language=fr", "/gallery", "/gallery/old"}, address) {
			t.Errorf("the controller was asked for %s", address)
		}
	}
	// Whatever is put behind an address makes no copy of its own.
	was := len(h.gate.all())
	for i := range 50 {
		fetch(t, fmt.Sprintf("%s/gallery?far&%d", far, i), nil)
		fetch(t, fmt.Sprintf("%s/api/v1/screens?%d", far, i), nil)
	}
	if n := len(h.gate.all()) - was; n > 20 {
		t.Errorf("a hundred addresses of two things were asked for %d times", n)
	}
}

// plain is a cache of somebody who has not read the runbook: all of the controller is behind
// it, and it goes by what the answers say.
const plain = `proxy_cache_path %s/cache keys_zone=all:1m;
server {
	listen 127.0.0.1:%s;
	location / {
		proxy_pass %s;
		proxy_cache all;
		add_header X-Cache $upstream_cache_status;
	}
}
`

// A cache that knows nothing but HTTP never hands an operator's answer to the public, nor
// the reverse.
func TestPlainCacheMixesNobody(t *testing.T) {
	testbed.Asked(t, testbed.Far)
	p := testbed.Start(t, t.TempDir(), "--public-record")
	f := startFront(t, func(dir, port string) string { return fmt.Sprintf(plain, dir, port, p.Address()) })
	h := &house{Controller: p, front: f}
	cookie, key := h.session(), http.Header{"Authorization": {"Bearer " + p.Key()}}
	for _, path := range []string{"/api/v1/state", "/api/v1/state?list=next", "/api/v1/screens", "/api/v1/forecast", "/api/v1/record", "/api/v1/lobby", "/gallery", "/chair", "/api/v1/people"} {
		for range 3 {
			public := fetch(t, "http://"+f.address+path, nil)
			if role := public.role(); role != "" && role != "public" {
				t.Errorf("%s: the public is handed what is for the %s", path, role)
			}
			for says, header := range map[string]http.Header{"key": key, "cookie": cookie} {
				a := fetch(t, "http://"+f.address+path, header)
				if role := a.role(); strings.HasPrefix(path, "/api/v1/state") && role != "chair" {
					t.Errorf("%s: with a %s the chair is handed what is for the %s", path, says, role)
				}
				if kept := a.header.Get("X-Cache"); kept == "HIT" && path != "/gallery" {
					t.Errorf("%s: with a %s a copy is handed out", path, says)
				}
			}
		}
	}
	for _, path := range []string{"/api/v1/state", "/gallery"} { // it does keep what it may
		h.eventually("a copy is handed out of "+path, func() bool { return fetch(t, "http://"+f.address+path, nil).header.Get("X-Cache") == "HIT" })
	}
}

// A controller that is away leaves its last copies for a moment, with their old stamps; then
// there is nothing, until it is back.
func TestControllerIsAway(t *testing.T) {
	testbed.Asked(t, testbed.Far)
	h := newHouse(t)
	address := "http://" + h.front.address + "/api/v1/state?list=next"
	first := fetch(t, address, nil)
	if first.status != http.StatusOK {
		t.Fatalf("the state is %d %s", first.status, first.body)
	}
	h.Kill()
	last, kept := "", false
	h.eventually("nothing is handed out", func() bool {
		a := fetch(t, address, nil)
		if a.status == http.StatusOK {
			stamp := a.header.Get("Rostrum-Clock")
			if last != "" && stamp != last {
				t.Errorf("a controller that is away says %s after %s", stamp, last)
			}
			last, kept = stamp, kept || a.header.Get("X-Cache") == "STALE"
		}
		return a.status == http.StatusBadGateway || a.status == http.StatusGatewayTimeout
	})
	if !kept {
		t.Error("nothing was left of a controller that is away for a moment")
	}
	h.Restart()
	h.eventually("the state is there again", func() bool {
		a := fetch(t, address, nil)
		return a.status == http.StatusOK && a.header.Get("Rostrum-Clock") != last
	})
}

func (h *house) eventually(what string, holds func() bool) {
	h.Helper()
	for until := time.Now().Add(testbed.Patience); !holds(); <-time.After(100 * time.Millisecond) {
		if time.Now().After(until) {
			h.Fatalf("it never came to pass: %s", what)
		}
	}
}
