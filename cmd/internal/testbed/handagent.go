package testbed

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

// HandAgent speaks an agent's part of the protocol, written by hand: its lights
// show what it is told to say, so that a test can let it lie, fall silent, or fail.
type HandAgent struct {
	testing.TB
	ws    *websocket.Conn
	ended chan struct{} // closed when the controller is not heard any more
	said  chan wire.Answer

	mu     sync.Mutex
	status wire.Status
	code   int // by which the controller closed the connection
}

// Come connects an agent whose lights are dark and whose clock is right.
func Come(t testing.TB, address, key string, is wire.Agent) *HandAgent {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{wire.Protocol}}
	ws, _, err := dialer.Dial("ws"+strings.TrimPrefix(address, "http")+"/ws", http.Header{"Authorization": {"Bearer " + key}})
	if err != nil {
		t.Fatal(err)
	}
	a := &HandAgent{TB: t, ws: ws, ended: make(chan struct{}), said: make(chan wire.Answer, 64)}
	a.status = wire.Status{Synchronised: true, ErrorMS: 0.4, TripMS: 0.9}
	for _, seat := range is.Seats {
		a.status.Lights = append(a.status.Lights, wire.LightStatus{Seat: seat})
	}
	hello, err := wire.EncodeHello(is)
	if err != nil {
		t.Fatal(err)
	}
	a.send(hello)
	var both sync.WaitGroup
	both.Go(a.read)
	both.Go(a.beat)
	t.Cleanup(func() {
		_ = ws.Close()
		both.Wait()
	})
	return a
}

func (a *HandAgent) read() {
	defer close(a.ended)
	for {
		_, text, err := a.ws.ReadMessage()
		if err != nil {
			a.mu.Lock()
			defer a.mu.Unlock()
			if closed, ok := err.(*websocket.CloseError); ok { //nolint:errorlint // gorilla returns it bare
				a.code = closed.Code
			}
			return
		}
		if answer, err := wire.ParseAnswer(text); err == nil {
			select {
			case a.said <- answer:
			default: // a test that does not ask does not want to know
			}
		}
	}
}

// beat says once a second how the lights do.
func (a *HandAgent) beat() {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		select {
		case <-a.ended:
			return
		case <-beat.C:
			a.tell()
		}
	}
}

// tell says how the lights do, now.
func (a *HandAgent) tell() {
	a.mu.Lock()
	text, err := wire.EncodeStatus(a.status)
	a.mu.Unlock()
	if err == nil {
		a.send(text)
	}
}

// Become changes what the agent says of its lights, and says it at once.
func (a *HandAgent) Become(change func(*wire.Status)) {
	a.mu.Lock()
	change(&a.status)
	a.status.Lights = append([]wire.LightStatus{}, a.status.Lights...)
	a.mu.Unlock()
	a.tell()
}

// Talks says that a microphone was opened or closed.
func (a *HandAgent) Talks(seat string, open bool, at float64) {
	a.Helper()
	text, err := wire.EncodeTalk(wire.Talk{Seat: seat, Open: open, AtMS: at})
	if err != nil {
		a.Fatal(err)
	}
	a.send(text)
}

// Reports says what a light is to have done.
func (a *HandAgent) Reports(r wire.Report) {
	a.Helper()
	text, err := wire.EncodeReport(r)
	if err != nil {
		a.Fatal(err)
	}
	a.send(text)
}

// Tells says how the machine of the agent does.
func (a *HandAgent) Tells(m wire.Machine) {
	a.Helper()
	text, err := wire.EncodeMachine(m)
	if err != nil {
		a.Fatal(err)
	}
	a.send(text)
}

func (a *HandAgent) send(text json.RawMessage) {
	a.mu.Lock()
	defer a.mu.Unlock()
	_ = a.ws.WriteMessage(websocket.TextMessage, text) // who is cut off finds out by reading
}

// Cut ends the connection without a word, as a cable that is pulled.
func (a *HandAgent) Cut() {
	_ = a.ws.UnderlyingConn().Close()
	<-a.ended
}

// TurnedAway waits until the controller has closed the connection, and says how.
func (a *HandAgent) TurnedAway() int {
	a.Helper()
	patience := time.NewTimer(Patience)
	defer patience.Stop()
	select {
	case <-a.ended:
	case <-patience.C:
		a.Fatal("the controller has kept the connection")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.code
}

// Course returns the next course that holds.
func (a *HandAgent) Course(holds func(*wire.Course) bool) *wire.Course {
	a.Helper()
	return a.Told("course", func(said *wire.Answer) bool { return said.Course != nil && holds(said.Course) }).Course
}

// Told waits until the controller says something that is meant.
func (a *HandAgent) Told(what string, meant func(*wire.Answer) bool) *wire.Answer {
	a.Helper()
	patience := time.NewTimer(Patience)
	defer patience.Stop()
	for {
		select {
		case answer := <-a.said:
			if meant(&answer) {
				return &answer
			}
		case <-a.ended:
			a.Fatal("the controller has closed the connection")
		case <-patience.C:
			a.Fatalf("the %s never came", what)
		}
	}
}
