package link

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

var errGone = errors.New("gone")

// wires is a connection whose other end the test holds.
type wires struct {
	in   chan string
	mu   sync.Mutex
	said []string
	err  chan error
}

func newWires() *wires { return &wires{in: make(chan string, 64), err: make(chan error, 4)} }

func (w *wires) Read() ([]byte, error) {
	select {
	case text := <-w.in:
		return []byte(text), nil
	case err := <-w.err:
		w.err <- err
		return nil, err
	}
}

func (w *wires) Write(text []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, string(text))
	return nil
}

func (w *wires) Close() error {
	select {
	case w.err <- errGone:
	default:
	}
	return nil
}

func (w *wires) kinds() (out []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, text := range w.said {
		var m struct{ Type string }
		_ = json.Unmarshal([]byte(text), &m)
		out = append(out, m.Type)
	}
	return out
}

// bubble is a client whose calls the test answers.
type bubble struct {
	*Client
	mu     sync.Mutex
	events []Event
	calls  []string
	answer func(n int, address string) (Conn, error)
}

func inBubble(t *testing.T, controllers []string, answer func(n int, address string) (Conn, error), act func(*bubble), change ...func(*Config)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{answer: answer}
		config := Config{
			Controllers: controllers, Since: time.Now(), Agent: wire.Agent{ID: "a", Seats: []string{"7"}},
			Status: func() wire.Status { return wire.Status{} },
			Event: func(_ context.Context, e Event) {
				b.mu.Lock()
				defer b.mu.Unlock()
				b.events = append(b.events, e)
			},
			Dial: func(_ context.Context, address string) (Conn, error) {
				b.mu.Lock()
				defer b.mu.Unlock()
				b.calls = append(b.calls, address)
				return b.answer(len(b.calls), address)
			},
		}
		for _, one := range change {
			one(&config)
		}
		client, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		b.Client = client
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- client.Run(ctx) }()
		synctest.Wait()
		act(b)
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

func (b *bubble) called() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.calls)
}

func (b *bubble) lost() (out []*Lost) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.Lost != nil {
			out = append(out, e.Lost)
		}
	}
	return out
}

const hello = `{"type":"hello","protocol":"rostrum.v1","boot":"A"}`

func TestClientGreetsAndBeats(t *testing.T) {
	var w *wires
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) {
		w = newWires() // in the bubble, whose clock must know what is waited for
		return w, nil
	}, func(b *bubble) {
		w.in <- hello
		if got := w.kinds(); !slices.Equal(got, []string{"hello", "sync"}) {
			t.Errorf("at once it says %q", got)
		}
		time.Sleep(500 * time.Millisecond)
		w.in <- hello
		if n := len(w.kinds()); n != 1+burst {
			t.Errorf("in the burst it says %d things", n)
		}
		b.Report(wire.Report{Seat: "7"})
		b.Talk(wire.Talk{Seat: "7"})
		time.Sleep(10 * time.Millisecond)
		if got := w.kinds(); !slices.Equal(got[len(got)-2:], []string{"report", "talk"}) {
			t.Errorf("it says %q", got)
		}
		time.Sleep(time.Second)
		if got := w.kinds(); !slices.Equal(got[len(got)-2:], []string{"status", "sync"}) {
			t.Errorf("after a second it says %q", got)
		}
	})
}

func TestClientMeasuresTrips(t *testing.T) {
	var w *wires
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) {
		w = newWires() // in the bubble, whose clock must know what is waited for
		return w, nil
	}, func(b *bubble) {
		var asked struct{ T0 float64 }
		w.mu.Lock()
		err := json.Unmarshal([]byte(w.said[1]), &asked)
		w.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(30 * time.Millisecond)
		w.in <- fmt.Sprintf(`{"type":"sync","t0":%v,"t1":5000.5,"t2":5001.5,"boot":"A"}`, asked.T0)
		w.in <- fmt.Sprintf(`{"type":"sync","t0":%v,"t1":1,"t2":1,"boot":"A"}`, asked.T0) // twice
		w.in <- `{"type":"sync","t0":-5,"t1":1,"t2":1,"boot":"A"}`                        // never asked
		w.in <- `not JSON`
		w.in <- `{"type":"tick"}`
		synctest.Wait()
		if len(b.events) != 1 || b.events[0].Exchange == nil {
			t.Fatalf("heard %+v", b.events)
		}
		if x := b.events[0].Exchange; x.Boot != "A" || x.Trip() != 29*time.Millisecond || x.Sent != 0 {
			t.Errorf("measured %+v, a trip of %v", x, x.Trip())
		}
	})
}

func TestClientFindsSilence(t *testing.T) {
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) {
		w := newWires()
		w.in <- hello
		return w, nil
	}, func(b *bubble) {
		time.Sleep(Silence - time.Millisecond)
		if n := len(b.called()); n != 1 {
			t.Fatalf("it has called %d times", n)
		}
		time.Sleep(2 * time.Millisecond)
		if l := b.lost(); len(l) != 1 || !errors.Is(l[0].Err, ErrSilent) || !l[0].Was || l[0].Again > firstWait {
			t.Errorf("lost: %+v", l)
		}
		time.Sleep(firstWait)
		if n := len(b.called()); n != 2 {
			t.Errorf("it has called %d times", n)
		}
	})
}

// Controllers are tried in order, one at a time; the one that was lost is tried
// first.
func TestClientTriesControllersInOrder(t *testing.T) {
	var w *wires
	up := "two"
	inBubble(t, []string{"one", "two", "three"}, func(_ int, address string) (Conn, error) {
		if address != up {
			return nil, errGone
		}
		w = newWires()
		w.in <- hello
		return w, nil
	}, func(b *bubble) {
		if got := b.called(); !slices.Equal(got, []string{"one", "two"}) {
			t.Fatalf("called %q", got)
		}
		up = "one"
		_ = w.Close()
		time.Sleep(2 * firstWait)
		if got := b.called(); !slices.Equal(got, []string{"one", "two", "two", "three", "one"}) {
			t.Errorf("called %q", got)
		}
	})
}

func TestClientBacksOff(t *testing.T) {
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) { return nil, errGone }, func(b *bubble) {
		time.Sleep(10 * time.Minute)
		if n := len(b.called()); n < 50 || n > 600 {
			t.Errorf("in ten minutes it has called %d times", n)
		}
		for i, l := range b.lost() {
			if most := min(longestWait, firstWait<<min(i, 10)); l.Again > most || l.Was {
				t.Errorf("attempt %d: %+v", i, l)
			}
		}
	})
}

func TestClientHeedsTheCloseCode(t *testing.T) {
	for code, least := range map[int]time.Duration{wire.CloseTaken: leastTaken, wire.CloseRevoked: longestWait / 2, wire.CloseGoingAway: 0} {
		inBubble(t, []string{"one"}, func(n int, _ string) (Conn, error) {
			w := newWires()
			w.in <- hello
			w.err <- &websocket.CloseError{Code: code}
			return w, nil
		}, func(b *bubble) {
			time.Sleep(time.Millisecond)
			if l := b.lost(); len(l) == 0 || l[0].Code != code || l[0].Again < least {
				t.Errorf("%d: %+v", code, l)
			}
		})
	}
}

func TestClientOfAnotherVersion(t *testing.T) {
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) {
		w := newWires()
		w.in <- `{"type":"hello","protocol":"rostrum.v2"}`
		return w, nil
	}, func(b *bubble) {
		if l := b.lost(); len(l) == 0 || !strings.Contains(l[0].Err.Error(), "another version") || l[0].Was {
			t.Errorf("lost: %+v", l)
		}
	})
}

func TestNewRefuses(t *testing.T) {
	if _, err := New(Config{}); err == nil {
		t.Error("a client without a controller was made")
	}
	if _, err := New(Config{Controllers: []string{"x"}}); err == nil {
		t.Error("a client without a way to call was made")
	}
}

// A controller that does not know the key says so once.
func TestWebsocketRefused(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			t.Errorf("the key is said as %q", r.Header.Get("Authorization"))
		}
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer s.Close()
	dial := Websocket(func() (Key, error) { return Key{Secret: "secret"}, nil }, made)
	if _, err := dial(t.Context(), s.URL); !errors.Is(err, ErrRefused) {
		t.Errorf("refused: %v", err)
	}
	if _, err := dial(t.Context(), "http://192.0.2.1"); !errors.Is(err, ErrAddress) {
		t.Errorf("in clear: %v", err)
	}
}

// A program that follows a controller.
func Example() {
	upgrader := websocket.Upgrader{Subprotocols: []string{wire.Protocol}}
	controller := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		_ = ws.WriteMessage(websocket.TextMessage, []byte(hello))
		_, _, _ = ws.ReadMessage()
	}))
	defer controller.Close()

	ctx, stop := context.WithCancel(context.Background())
	client, err := New(Config{
		Controllers: []string{controller.URL}, Since: time.Now(),
		Dial:   Websocket(func() (Key, error) { return Key{Secret: "secret"}, nil }, time.Time{}),
		Agent:  wire.Agent{ID: "example", Seats: []string{"7"}},
		Status: func() wire.Status { return wire.Status{} },
		Event: func(_ context.Context, e Event) {
			if e.Connected != nil {
				fmt.Println("connected, boot", e.Connected.Hello.Boot)
				stop()
			}
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.Run(ctx))
	// Output:
	// connected, boot A
	// <nil>
}

// Who has taken the call and stands still is not waited for when the call is over.
func TestCallEndsBeforeItIsAnswered(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		if c, err := l.Accept(); err == nil {
			_, _ = c.Read(make([]byte, 1)) // it has called, and waits
			stop()
			<-t.Context().Done()
			_ = c.Close()
		}
	}()
	dial := Websocket(func() (Key, error) { return Key{}, nil }, time.Now())
	if _, err := dial(ctx, "http://"+l.Addr().String()); !errors.Is(err, context.Canceled) {
		t.Errorf("the call ended with %v", err)
	}
}

// A controller that led before another one which was heard is left at its greeting: it may
// not know yet that it leads no more.
func TestClientLeavesWhoLedBefore(t *testing.T) {
	var w *wires
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) {
		w = newWires()
		return w, nil
	}, func(b *bubble) {
		say := func(text string) {
			b.mu.Lock()
			conn := w
			b.mu.Unlock()
			conn.in <- text
			synctest.Wait()
		}
		greets := func(lead int) string {
			return fmt.Sprintf(`{"type":"hello","protocol":"rostrum.v1","boot":"A","lead":%d}`, lead)
		}
		say(greets(9))
		say(`{"type":"course","lead":9,"rev":3}`)
		say(`{"type":"course","lead":7,"rev":4}`) // as if something stood between
		time.Sleep(firstWait)
		say(greets(7))
		time.Sleep(Silence / 2)
		say(hello) // one machine again
		var connected, courses, overruled int
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, e := range b.events {
			switch {
			case e.Connected != nil:
				connected++
			case e.Course != nil:
				courses++
			case e.Lost != nil && errors.Is(e.Lost.Err, ErrOverruled):
				overruled++
			}
		}
		if connected != 2 || courses != 1 || overruled != 2 {
			t.Errorf("%d greetings and %d courses are heeded, %d times it is left; want 2, 1 and 2: %v", connected, courses, overruled, b.calls)
		}
	})
}

// Who drives no light and has nothing to say only asks what the clock reads.
func TestClientThatOnlyMeasures(t *testing.T) {
	var w *wires
	inBubble(t, []string{"one"}, func(int, string) (Conn, error) {
		w = newWires()
		return w, nil
	}, func(b *bubble) {
		w.in <- hello
		time.Sleep(2*Heartbeat + Heartbeat/2)
		for _, kind := range w.kinds() {
			if kind != "sync" {
				t.Errorf("it says %q", kind)
			}
		}
		if len(w.kinds()) < burst {
			t.Errorf("it asks %d times", len(w.kinds()))
		}
	}, func(c *Config) { c.Status = nil })
}
