package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"rostrum/cmd/internal/program"
	"rostrum/display/link"
	"rostrum/display/wire"
	"rostrum/gpio"
	"rostrum/timer"
)

// zero is elapsed zero of the statement that is played, on the first clock.
const zero = timer.Instant(1000 * time.Second)

// house is a controller as an agent sees it, in a synctest bubble.
type house struct {
	t     *testing.T
	clock *timer.Clock

	mu       sync.Mutex
	course   wire.Course
	lines    map[*line]bool
	down     bool // nobody answers a call
	deaf     bool // sync questions are not answered
	reports  []wire.Report
	statuses int
	talks    []wire.Talk
	updates  []string        // what it said of its upgrades, and is something else
	request  string          // the file by which it asks for one
	swept    []time.Duration // when garbage was collected
	calls    int
}

// line is a connection; what is sent arrives after a delay and in order, unless it was cut.
type line struct {
	house   *house
	toAgent chan []byte
	closed  chan error
	once    sync.Once

	// Of house.mu.
	cut         bool
	there, back [][]byte // on their way
}

const delay = 2 * time.Millisecond // each way

var errGone = errors.New("the other side has gone")

func (h *house) collect() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.swept = append(h.swept, time.Since(h.began()))
}

func (h *house) dial(context.Context, string) (link.Conn, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls++
	if h.down {
		return nil, errGone
	}
	l := &line{house: h, toAgent: make(chan []byte, 100), closed: make(chan error, 1)}
	h.lines[l] = true
	return l, nil
}

func (l *line) Read() ([]byte, error) {
	select {
	case text := <-l.toAgent:
		return text, nil
	case err := <-l.closed:
		l.closed <- err
		return nil, err
	}
}

func (l *line) Write(text []byte) error {
	l.house.mu.Lock()
	defer l.house.mu.Unlock()
	l.later(&l.there, text, func(text []byte) { l.house.answer(l, text) })
	return nil
}

// later has a text arrive behind those that are on their way already. It is called with
// house.mu held, and so is arrives.
func (l *line) later(way *[][]byte, text []byte, arrives func(text []byte)) {
	*way = append(*way, text)
	time.AfterFunc(delay, func() { // of two at one instant either may come first
		l.house.mu.Lock()
		defer l.house.mu.Unlock()
		first := (*way)[0]
		*way = (*way)[1:]
		if !l.cut {
			arrives(first)
		}
	})
}

func (l *line) Close() error {
	l.end(errGone)
	return nil
}

func (l *line) end(err error) {
	l.once.Do(func() { l.closed <- err })
}

// send is called with house.mu held.
func (l *line) send(message any) {
	text, err := json.Marshal(message)
	if err != nil {
		l.house.t.Error(err)
	}
	l.later(&l.back, text, func(text []byte) { l.toAgent <- text })
}

// answer is called with mu held.
func (h *house) answer(l *line, text []byte) {
	m, err := wire.ParseMessage(text)
	now := h.clock.Steady()
	switch {
	case err != nil:
		h.t.Errorf("the agent says %s: %v", text, err)
	case m.Hello != nil:
		if m.Agent == nil || m.Agent.ID == "" || m.Agent.HoldoverMS != 60_000 {
			h.t.Errorf("the agent says hello as %+v", m.Agent)
		}
		l.send(wire.Hello{Type: "hello", Protocol: wire.Protocol, Boot: h.clock.Boot()})
		l.send(h.present())
	case m.Sync != nil && !h.deaf:
		l.send(wire.Sync{Type: "sync", T0: m.Sync, T1: wire.Millis(now), T2: wire.Millis(now), Boot: h.clock.Boot()})
	case m.Report != nil:
		h.reports = append(h.reports, *m.Report)
	case m.Status != nil:
		h.statuses++
	case m.Talk != nil:
		h.talks = append(h.talks, *m.Talk)
	case m.Machine != nil:
		if n := len(h.updates); n == 0 || h.updates[n-1] != m.Machine.Update {
			h.updates = append(h.updates, m.Machine.Update)
		}
	}
}

func (h *house) present() wire.Course {
	c := h.course
	c.Type, c.Boot, c.ClockMS = "course", h.clock.Boot(), wire.Millis(h.clock.Steady())
	return c
}

// put gives the lights another course.
func (h *house) put(c wire.Course) {
	h.mu.Lock()
	defer h.mu.Unlock()
	since := wire.Millis(h.clock.Steady())
	c.SinceMS = &since
	h.course = c
	for l := range h.lines {
		l.send(h.present())
	}
}

// update asks the machines to upgrade themselves.
func (h *house) update(u wire.Update) {
	h.mu.Lock()
	defer h.mu.Unlock()
	u.Type = "update"
	for l := range h.lines {
		l.send(u)
	}
}

// with changes or reads what the house knows.
func (h *house) with(do func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	do()
}

// pull pulls the cable: nothing arrives any more, nobody is told.
func (h *house) pull() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.down = true
	for l := range h.lines {
		l.cut = true
	}
	clear(h.lines)
}

// kill ends the controller: connections break.
func (h *house) kill(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.down = true
	for l := range h.lines {
		l.end(err)
	}
	clear(h.lines)
}

// back lets the controller be reached again, on another clock where one is named.
func (h *house) back(boot string, origin timer.Instant) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if boot != "" {
		h.clock = timer.NewClock(boot, time.Now(), origin)
	}
	h.down = false
}

// called is how often the agent has called.
func (h *house) called() (n int) {
	h.with(func() { n = h.calls })
	return n
}

// speaking is the course of a statement of three minutes that began at an instant.
func speaking(at timer.Instant) wire.Course {
	ms := func(d time.Duration) *float64 { v := milliseconds(d); return &v }
	began := wire.Millis(at)
	return wire.Course{
		Statement: 1, Seat: "7", Started: true, ZeroMS: &began, Signals: timer.DefaultSignals,
		LimitMS: ms(3 * time.Minute), WarningMS: ms(150 * time.Second), GraceMS: ms(30 * time.Second),
	}
}

func held(c wire.Course, at time.Duration) wire.Course {
	c.ZeroMS, c.HeldMS = nil, milliseconds(at)
	return c
}

// traced is a line of the trace.
type traced struct {
	Lit      bool    `json:"lit"`
	Signal   string  `json:"signal"`
	Deadline float64 `json:"deadline_ms"`
	At       float64 `json:"at_ms"`
	Boot     string  `json:"boot"`
}

// follow runs an agent with a light at seat 7 in a bubble, beside act, and returns
// the movements of its pin: at which second of package time, counted from the
// statement's zero, and whether it was lit.
func followed(t *testing.T, act func(*house)) (edges []string) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "trace.jsonl")
	start := time.Time{}
	synctest.Test(t, func(t *testing.T) {
		start = time.Now()
		h := &house{t: t, clock: timer.NewClock("A", start, zero), lines: make(map[*line]bool), request: filepath.Join(dir, "update")}
		bank, err := gpio.OpenBank([]string{"7=dry"}, gpio.Options{})
		if err != nil {
			t.Fatal(err)
		}
		bank.Sleep = func() gpio.Sleeper { return gpio.NewTimerSleep() }
		trace, err := gpio.OpenTrace(path, zerolog.Nop())
		if err != nil {
			t.Fatal(err)
		}
		contact, err := gpio.OpenContact(gpio.Binding{Seat: "7", Pin: "dry"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- drive(ctx, parts{
				config: &config{Controller: program.Words{"one"}, Holdover: duration(usualHoldover)}, bank: bank, trace: trace,
				contacts: []*gpio.Contact{contact}, log: zerolog.Nop(), dial: h.dial,
				request: h.request, result: filepath.Join(dir, "result"),
				feed: func(bool) time.Duration { return 0 }, collect: h.collect,
			})
		}()
		h.until(time.Second)
		act(h)
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the agent ended with %v", err)
		}
	})
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var l traced
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
		var wall struct{ At time.Time }
		if err := json.Unmarshal(lines.Bytes(), &wall); err != nil {
			t.Fatal(err)
		}
		what := "off"
		if l.Lit {
			what = "on"
		}
		edges = append(edges, fmt.Sprintf("%.3f %s", wall.At.Sub(start).Seconds(), what))
	}
	return edges[1:] // the first is the dark at the start
}

// until waits until it is so late in the statement.
func (h *house) until(d time.Duration) {
	h.t.Helper()
	time.Sleep(d - time.Since(h.began()))
	synctest.Wait()
}

// began is package time's reading at the start of a bubble.
func (h *house) began() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) }

var errClosed = map[string]error{
	"taken":   &websocket.CloseError{Code: wire.CloseTaken},
	"revoked": &websocket.CloseError{Code: wire.CloseRevoked},
}
