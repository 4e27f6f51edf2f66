package cluster_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
)

// answerWithin is how long a client waits before it takes a question for lost.
const answerWithin = 1500 * time.Millisecond

// history is what clients did and were told.
type history struct {
	begun time.Time

	mu     sync.Mutex
	acts   []checker.Act
	faults []string
}

func (h *history) now() time.Duration { return time.Since(h.begun) }

func (h *history) add(a checker.Act) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.acts = append(h.acts, a)
}

func (h *history) fault(format string, values ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.faults = append(h.faults, fmt.Sprintf(format, values...))
}

// acknowledged is how many acts were.
func (h *history) acknowledged() (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, a := range h.acts {
		if a.ID != "" && a.Fate == checker.Acknowledged {
			n++
		}
	}
	return n
}

// client is an operator's program: it knows both controllers, and turns to the other one
// when one does not answer, or does not lead.
type client struct {
	*history
	number  int
	both    [2]*machine
	to      int // whom it speaks to
	sockets bool
	ws      *websocket.Conn
	said    int
}

// receipt is what an act is answered with.
type receipt struct {
	ID        string
	Rev       uint64
	At        time.Time
	ClockMS   float64 `json:"clock_ms"`
	Entry     string
	Statement int
}

// refusal is the other answer.
type refusal struct{ Code, Why, Message string }

// The outcomes of one question.
var (
	errAgain   = errors.New("nobody knows, or it was not who leads")
	errRefused = errors.New("refused")
)

// settled says what a refusal means: whether the act may still be done by asking again.
func (r refusal) settled() error {
	switch {
	case r.Code == "not-saved", r.Code == "full", strings.HasPrefix(r.Why, "standby"):
		return fmt.Errorf("%w: %s", errAgain, r.Message)
	default:
		return fmt.Errorf("%w: %s: %s", errRefused, r.Code, r.Message)
	}
}

// insist does an act once, however often it has to be sent; who gives up does not know.
func (c *client) insist(do string, more map[string]any, givesUp bool) (receipt, error) {
	c.said++
	a := checker.Act{Client: c.number, ID: fmt.Sprintf("%d/%d", c.number, c.said), Asked: c.now()}
	a.Adds, _ = more["delegation"].(string)
	body := map[string]any{"id": a.ID, "do": do}
	maps.Copy(body, more)
	var said [2]error // by each
	for patience := newPatience(); ; <-time.After(50 * time.Millisecond) {
		got, err := c.ask(body)
		said[c.to] = err
		switch {
		case err == nil:
			a.Answered, a.Fate, a.Rev = c.now(), checker.Acknowledged, got.Rev
		case errors.Is(err, errRefused):
			a.Answered, a.Fate = c.now(), checker.Refused
		case givesUp:
		case patience.over():
			c.fault("client %d never learnt what became of act %q: %v", c.number, a.ID, said)
		default:
			c.to = 1 - c.to
			continue
		}
		c.add(a)
		return got, err
	}
}

// ask sends an act to whom it speaks to.
func (c *client) ask(body map[string]any) (got receipt, err error) {
	if c.sockets {
		return c.askBySocket(body)
	}
	text, err := json.Marshal(body)
	if err != nil {
		return got, err
	}
	answer, err := c.both[c.to].get(http.MethodPost, "/api/v1/commands", text)
	if err != nil {
		return got, err
	}
	return got, json.Unmarshal(answer, &got)
}

// look reads the state of who leads.
func (c *client) look() {
	a := checker.Act{Client: c.number, Asked: c.now()}
	text, err := c.both[c.to].get(http.MethodGet, "/api/v1/state?list=next", nil)
	var s struct {
		Rev     uint64
		Lead    int64
		Standby *struct{}
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil || s.Lead == 0 || s.Standby != nil {
		c.to = 1 - c.to // what a standby shows may be a little old
		return
	}
	a.Answered, a.Fate, a.Rev = c.now(), checker.Acknowledged, s.Rev
	c.add(a)
}

// get sends a request to a controller, and returns the answer where it is one.
func (m *machine) get(method, path string, body []byte) ([]byte, error) {
	ctx, done := context.WithTimeout(context.Background(), answerWithin)
	defer done()
	request, err := http.NewRequestWithContext(ctx, method, m.Address()+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+m.Key())
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errAgain, err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errAgain, err)
	}
	if answer.StatusCode == http.StatusOK {
		return text, nil
	}
	var no struct{ Error refusal }
	if err := json.Unmarshal(text, &no); err != nil {
		return nil, fmt.Errorf("%w: %d %s", errAgain, answer.StatusCode, text)
	}
	return nil, no.Error.settled()
}

// askBySocket sends an act over the websocket.
func (c *client) askBySocket(body map[string]any) (got receipt, err error) {
	defer func() {
		if err != nil && !errors.Is(err, errRefused) {
			c.hangUp()
		}
	}()
	if c.ws == nil {
		if c.ws, err = c.both[c.to].listen(c.both[c.to].Key()); err != nil {
			return got, fmt.Errorf("%w: %w", errAgain, err)
		}
	}
	body = maps.Clone(body)
	body["type"] = "do"
	_ = c.ws.SetWriteDeadline(time.Now().Add(answerWithin))
	_ = c.ws.SetReadDeadline(time.Now().Add(answerWithin))
	if err := c.ws.WriteJSON(body); err != nil {
		return got, fmt.Errorf("%w: %w", errAgain, err)
	}
	for {
		_, text, err := c.ws.ReadMessage()
		if err != nil {
			return got, fmt.Errorf("%w: %w", errAgain, err)
		}
		var m struct {
			Type, ID string
			Error    refusal
		}
		switch err := json.Unmarshal(text, &m); {
		case err != nil:
			return got, err
		case m.ID != body["id"]: // what everybody is told
		case m.Type == "receipt":
			return got, json.Unmarshal(text, &got)
		case m.Type == "refusal":
			return got, m.Error.settled()
		}
	}
}

// sync asks what the controller's clock reads, over the websocket.
func (c *client) sync() error {
	c.said++
	if err := c.ws.WriteJSON(map[string]any{"type": "sync", "t0": c.said}); err != nil {
		return err
	}
	for {
		var m struct {
			Type string
			T0   int
		}
		if err := c.ws.ReadJSON(&m); err != nil {
			return err
		}
		if m.Type == "sync" && m.T0 == c.said {
			return nil
		}
	}
}

func (c *client) hangUp() {
	if c.ws != nil {
		_ = c.ws.Close()
		c.ws = nil
	}
}

// listen opens a websocket to a controller, with a key or as a guest.
func (m *machine) listen(key string) (*websocket.Conn, error) {
	ctx, done := context.WithTimeout(context.Background(), answerWithin)
	defer done()
	header := http.Header{}
	if key != "" {
		header.Set("Authorization", "Bearer "+key)
	}
	dialer := websocket.Dialer{Subprotocols: []string{"rostrum.v1"}}
	ws, answer, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(m.Address(), "http")+"/ws", header)
	if answer != nil {
		_ = answer.Body.Close()
	}
	return ws, err
}

// work does what operators do beside who guides the debate, until it is over.
func (c *client) work(dice *rand.Rand, over <-chan struct{}) {
	defer c.hangUp()
	var mine []string // entries
	for between(dice, 2*time.Millisecond, 60*time.Millisecond, over) {
		givesUp := dice.IntN(6) == 0
		switch n := dice.IntN(10); {
		case n < 4:
			c.look()
		case n < 6:
			got, err := c.insist("inscribe", map[string]any{"delegation": fmt.Sprintf("Delegation %d/%d", c.number, c.said+1), "kind": "state"}, givesUp)
			if err == nil {
				mine = append(mine, got.Entry)
			}
		case n < 7 && len(mine) > 0:
			_, _ = c.insist("withdraw", map[string]any{"entry": mine[len(mine)-1]}, givesUp)
			mine = mine[:len(mine)-1]
		case n < 8:
			_, _ = c.insist("extend", map[string]any{"by_ms": 1000}, givesUp) // refused where nobody speaks
		default:
			_, _ = c.insist("note", map[string]any{"text": "as it was said"}, givesUp)
		}
	}
}

// patience is what a test that fails waits, and of which a machine that stands still for
// minutes takes little.
type patience struct {
	left time.Duration
	last time.Time
}

func newPatience() *patience { return &patience{2 * testbed.Patience, time.Now()} }

// over is asked again and again, and says whether it is.
func (p *patience) over() bool {
	now := time.Now()
	p.left, p.last = p.left-min(now.Sub(p.last), 2*answerWithin), now
	return p.left < 0
}

// between waits for a random time, and says whether it goes on.
func between(dice *rand.Rand, least, most time.Duration, over <-chan struct{}) bool {
	wait := time.NewTimer(least + time.Duration(dice.Int64N(int64(most-least))))
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-over:
		return false
	}
}
