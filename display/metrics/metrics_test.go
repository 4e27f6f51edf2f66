package metrics_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/display/access"
	"rostrum/display/metrics"
	"rostrum/timer"
)

// house is what is watched: as it is now.
type house struct {
	figures *metrics.Figures
	now     timer.Snapshot
}

// door opens a door; nil keys are those of the loopback interface.
func (h *house) door(t testing.TB, keys *access.Store) *metrics.Door {
	t.Helper()
	d, err := metrics.NewDoor(metrics.Config{
		Figures: h.figures, Snapshot: func() *timer.Snapshot { return &h.now }, Now: func() timer.Stamp { return h.now.At },
		Connected: func() map[timer.Role]int { return map[timer.Role]int{timer.Public: 120, timer.Chair: 1} },
		Version:   "0eadb064636e", GoVersion: "go1.26", Keys: keys, Log: zerolog.Nop(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ask asks a door as it is asked over the network.
func ask(d *metrics.Door, method, path, host, authorization string) (status int, text string) {
	r := httptest.NewRequest(method, path, nil)
	r.Host = host
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	w := httptest.NewRecorder()
	d.Handler().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// What is told is exactly what is agreed, to the letter: other programs depend on it.
func TestFigures(t *testing.T) {
	h := house{figures: metrics.New()}
	h.now = timer.Snapshot{
		At:     timer.Stamp{Steady: timer.Instant(time.Minute), Boot: "b"},
		Saving: timer.Saving{State: timer.Saved},
		Seats: timer.Seats{
			{Name: "7", Connected: true, Synchronised: true, Error: 400 * time.Microsecond},
			{Name: "8", Connected: true, Synchronised: true, Error: time.Millisecond, Signal: timer.Steady}, // it ought to be dark
			{Name: "9", Error: time.Second},
			{Name: `"1\`, Local: true, Connected: true},
			{Name: "\xff", Local: true, Connected: true},
		},
	}
	h.figures.EdgeLate(60 * time.Microsecond)
	h.figures.EdgeLate(-2 * time.Millisecond)
	h.figures.EdgeLate(3 * time.Second)
	h.figures.TickLate(700 * time.Microsecond)
	h.figures.Appended(1500 * time.Microsecond)
	h.figures.Appended(7 * time.Millisecond)
	status, text := ask(h.door(t, nil), "GET", "/metrics", "127.0.0.1:9464", "")
	if status != http.StatusOK {
		t.Fatalf("%d: %s", status, text)
	}
	golden := filepath.Join("testdata", "figures.txt")
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("it is told\n%s\nand not what is in %s", text, golden)
	}
	h.now.Saving.State = timer.SaveFailed
	if _, text := ask(h.door(t, nil), "GET", "/metrics", "localhost", ""); !strings.Contains(text, "\nrostrum_saving 0\n") {
		t.Errorf("a disk that fails:\n%s", text)
	}
}

// On the machine itself no key is asked for, and no name but its own is answered to;
// elsewhere a key for metrics opens the door, and no other.
func TestWhoMayAsk(t *testing.T) {
	synctest.Test(t, whoMayAsk) // a wrong key is answered a second later
}

func whoMayAsk(t *testing.T) {
	keys, err := access.Open(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	bearer := func(role string) string {
		key, _, err := keys.NewKey(access.Grant{Role: role, Seats: []string{"7"}})
		if err != nil {
			t.Fatal(err)
		}
		return "Bearer " + key
	}
	right := bearer(string(timer.Metrics))
	h := house{figures: metrics.New()}
	near, far := h.door(t, nil), h.door(t, keys)
	for _, c := range []struct {
		door                              *metrics.Door
		method, path, host, authorization string
		status                            int
	}{
		{near, "GET", "/metrics", "localhost:9464", "", 200},
		{near, "HEAD", "/metrics", "127.0.0.1", "", 200},
		{near, "GET", "/metrics", "[::1]:9464", "", 200},
		{near, "GET", "/metrics", "rebound.example.org:9464", "", 403},
		{near, "GET", "/metrics", "10.0.0.7:9464", "", 403},
		{near, "GET", "/", "localhost:9464", "", 404},
		{near, "GET", "/debug/pprof/", "localhost:9464", "", 404},
		{near, "GET", "/api/v1/state", "localhost:9464", "", 404},
		{near, "POST", "/metrics", "localhost:9464", "", 404},

		{far, "GET", "/metrics", "chamber.local:9464", right, 200},
		{far, "GET", "/metrics", "localhost:9464", "", 401},
		{far, "GET", "/metrics", "chamber.local:9464", "", 401},
		{far, "GET", "/metrics", "chamber.local:9464", "Basic Y2hhaXI6", 401},
		{far, "GET", "/metrics", "chamber.local:9464", "Bearer " + access.NewSecret(), 401},
		{far, "GET", "/metrics", "chamber.local:9464", bearer(string(timer.Chair)), 403},
		{far, "GET", "/metrics", "chamber.local:9464", bearer(string(timer.LightRole)), 403},
		{far, "GET", "/", "chamber.local:9464", right, 404},
		{far, "GET", "/", "chamber.local:9464", "", 401},
	} {
		status, text := ask(c.door, c.method, c.path, c.host, c.authorization)
		if status != c.status || status != 200 && strings.Contains(text, "rostrum_") {
			t.Errorf("%s %s as %s with %.9q: %d %s", c.method, c.path, c.host, c.authorization, status, text)
		}
		if status != 200 && (!strings.HasPrefix(text, "rostrum: ") || strings.Count(text, "\n") != 1) {
			t.Errorf("%d is said as %q", status, text)
		}
	}
	all, err := keys.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range all {
		if g.Role == string(timer.Metrics) {
			if _, err := keys.Revoke(g.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if status, _ := ask(far, "GET", "/metrics", "chamber.local:9464", right); status != 401 {
		t.Errorf("a key that was revoked is answered %d", status)
	}
}

// Whoever asks keeps no one from counting, and what is told is whole however many count.
func TestCountedWhileItIsAsked(t *testing.T) {
	h := house{figures: metrics.New()}
	d := h.door(t, nil)
	const counters, each = 4, 5000
	var all sync.WaitGroup
	for range counters {
		all.Go(func() {
			for i := range each {
				h.figures.TickLate(time.Duration(i) * time.Microsecond)
			}
		})
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	for asked := false; !asked; {
		select {
		case <-done:
			asked = true
		default:
		}
		if status, text := ask(d, "GET", "/metrics", "localhost", ""); status != 200 {
			t.Fatalf("%d: %s", status, text)
		}
	}
	if _, text := ask(d, "GET", "/metrics", "localhost", ""); !strings.Contains(text, fmt.Sprintf("\nrostrum_tick_lateness_seconds_count %d\n", counters*each)) {
		t.Errorf("of %d are told\n%s", counters*each, text)
	}
}

// A door ends with its context, also while somebody keeps a connection open.
func TestDoorEnds(t *testing.T) {
	h := house{figures: metrics.New()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.door(t, nil).Run(ctx, metrics.House().Door(l)) }()
	answer, err := http.Get("http://" + l.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	if err != nil || answer.StatusCode != 200 || !strings.Contains(string(text), "rostrum_build_info") {
		t.Errorf("%s: %s, %v", answer.Status, text, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// BenchmarkObserve is what the clock's loop pays for a tick, alone and while somebody
// asks without a pause.
func BenchmarkObserve(b *testing.B) {
	h := house{figures: metrics.New()}
	b.Run("alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			h.figures.TickLate(70 * time.Microsecond)
		}
	})
	b.Run("asked", func(b *testing.B) {
		d := h.door(b, nil)
		stop, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			for {
				select {
				case <-stop:
					return
				default:
					ask(d, "GET", "/metrics", "localhost", "")
					runtime.Gosched()
				}
			}
		}()
		for b.Loop() {
			h.figures.TickLate(70 * time.Microsecond)
		}
		close(stop)
		<-done
	})
}
