package display_test

import (
	"sync"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// desk is an agent at the microphones, written by hand: it is heard once a second
// and answers pings, until it is told not to.
type desk struct {
	*client
	ended chan struct{} // closed when the connection has ended
	all   sync.WaitGroup

	mu      sync.Mutex
	status  wire.Status
	mute    bool
	slow    time.Duration // to answer a ping
	courses []wire.Course
	refused []*wire.Error
	asked   []wire.Update
	others  []string // types of messages that are not an agent's
	code    int      // by which the connection was closed
	at      time.Time
}

// keyFor makes the key of an agent.
func (h *house) keyFor(seats ...string) string {
	h.t.Helper()
	key, _, err := h.store.NewKey(access.Grant{Role: string(timer.LightRole), Name: "agent", Seats: seats})
	if err != nil {
		h.t.Fatal(err)
	}
	return key
}

// agent connects one, whose key is for the seats that it names.
func (h *house) agent(id string, seats ...string) *desk {
	h.t.Helper()
	return h.agentWith(h.keyFor(seats...), wire.Agent{ID: id, Version: "1.2.3", Seats: seats, HoldoverMS: 60_000})
}

func (h *house) agentWith(key string, is wire.Agent) *desk {
	h.t.Helper()
	d := &desk{client: h.welcomed(withKey(key)), ended: make(chan struct{})}
	d.ws.SetPingHandler(func(data string) error {
		d.mu.Lock()
		mute, slow := d.mute, d.slow
		d.mu.Unlock()
		if mute {
			return nil
		}
		time.Sleep(slow)
		return d.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second))
	})
	d.status.Synchronised = true
	for _, seat := range is.Seats {
		d.status.Lights = append(d.status.Lights, wire.LightStatus{Seat: seat})
	}
	d.hello(is)
	d.all.Go(d.hear)
	d.all.Go(d.beat)
	h.t.Cleanup(func() {
		_ = d.ws.Close()
		d.all.Wait()
	})
	synctest.Wait()
	return d
}

func (d *desk) hello(is wire.Agent) {
	d.t.Helper()
	text, err := wire.EncodeHello(is)
	if err != nil {
		d.t.Fatal(err)
	}
	d.say(text)
}

// say sends; who is cut off finds out by hearing.
func (d *desk) say(text []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.mute {
		_ = d.ws.WriteMessage(websocket.TextMessage, text)
	}
}

func (d *desk) hear() {
	defer close(d.ended)
	_ = d.ws.SetReadDeadline(time.Time{})
	for {
		m, err := d.read()
		d.mu.Lock()
		if err != nil {
			if told, ok := err.(*websocket.CloseError); ok { //nolint:errorlint // gorilla returns it bare
				d.code = told.Code
			}
			d.at = time.Now()
			d.mu.Unlock()
			return
		}
		answer, err := wire.ParseAnswer(m.text)
		switch {
		case err != nil:
			d.t.Errorf("an agent cannot read %s: %v", m.text, err)
		case answer.Course != nil:
			d.courses = append(d.courses, *answer.Course)
		case answer.Refusal != nil:
			d.refused = append(d.refused, answer.Refusal.Error)
		case answer.Update != nil:
			d.asked = append(d.asked, *answer.Update)
		case m.Type != "sync" && m.Type != "hello":
			d.others = append(d.others, m.Type)
		}
		d.mu.Unlock()
	}
}

func (d *desk) beat() {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for {
		select {
		case <-beat.C:
			d.tell()
		case <-d.ended:
			return
		}
	}
}

// tell says how the lights do.
func (d *desk) tell() {
	d.mu.Lock() // until it is sent: what it was before is never told after
	defer d.mu.Unlock()
	if text, err := wire.EncodeStatus(d.status); err == nil && !d.mute {
		_ = d.ws.WriteMessage(websocket.TextMessage, text)
	}
}

// become changes what the agent says of its lights, and says it.
func (d *desk) become(change func(*wire.Status)) {
	d.mu.Lock()
	change(&d.status)
	d.mu.Unlock()
	d.tell()
	synctest.Wait()
}

// freeze makes the connection half open: nothing comes from it, and it is not closed.
func (d *desk) freeze() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.mute = true
}

// talk says that a microphone is open, or not, since a moment.
func (d *desk) talk(seat string, open bool, at timer.Instant) {
	d.t.Helper()
	text, err := wire.EncodeTalk(wire.Talk{Seat: seat, Open: open, AtMS: wire.Millis(at)})
	if err != nil {
		d.t.Fatal(err)
	}
	d.say(text)
	synctest.Wait()
}

// newest is the course that came last.
func (d *desk) newest() wire.Course {
	d.t.Helper()
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.courses) == 0 {
		d.t.Fatal("no course came")
	}
	return d.courses[len(d.courses)-1]
}

func (d *desk) count() int {
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.courses)
}

// away waits for the end of the connection, and returns its close code and instant.
func (d *desk) away() (code int, at time.Time) {
	<-d.ended
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.code, d.at
}

// there says whether the connection goes on.
func (d *desk) there() bool {
	synctest.Wait()
	select {
	case <-d.ended:
		return false
	default:
		return true
	}
}

// lastRefusal is what was refused last, or an empty one.
func (d *desk) lastRefusal() wire.Error {
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.refused) == 0 {
		return wire.Error{}
	}
	return *d.refused[len(d.refused)-1]
}

// seat is what the engine knows of one.
func (h *house) seat(name string) timer.Seat {
	h.t.Helper()
	synctest.Wait()
	if known := h.engine.Snapshot().Seats.Find(name); known != nil {
		return *known
	}
	return timer.Seat{}
}

// shown is what operators are shown of a seat.
func (h *house) shown(name string) wire.Seat {
	h.t.Helper()
	synctest.Wait()
	for _, s := range wire.SeatsOf(h.engine.Snapshot(), h.clock.Now()).Seats {
		if s.Seat == name {
			return s
		}
	}
	return wire.Seat{}
}
