package gpio

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	pgpio "periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/pin"

	"rostrum/timer"
)

// writeOnly panics where a Linux line would put the light out.
type writeOnly struct {
	pgpio.PinIO // whatever else is called fails
	name        string
}

func newTracingPin() *tracingPin {
	return &tracingPin{writeOnly: writeOnly{PinIO: pgpio.INVALID, name: "GPIO17"}}
}

func (p *writeOnly) Name() string    { return p.name }
func (*writeOnly) Read() pgpio.Level { panic("the pin was read back") }
func (*writeOnly) Func() pin.Func    { panic("the pin was asked for its function") }
func (*writeOnly) Function() string  { panic("the pin was asked for its function") }
func (*writeOnly) String() string    { panic("the pin was asked for its description") }

// tracingPin keeps what was written to it and when; it fails while told to.
type tracingPin struct {
	writeOnly
	clock *timer.Clock

	mu     sync.Mutex
	fail   int // how many writes are still to fail
	writes []write
}

type write struct {
	at    timer.Instant
	level pgpio.Level
}

var errFail = errors.New("the wire is cut")

func (p *tracingPin) Out(l pgpio.Level) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail > 0 {
		p.fail--
		return errFail
	}
	var at timer.Instant
	if p.clock != nil {
		at = p.clock.Steady()
	}
	p.writes = append(p.writes, write{at, l})
	return nil
}

func (p *tracingPin) failNext(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail = n
}

func (p *tracingPin) level() pgpio.Level {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.writes[len(p.writes)-1].level
}

// edges lists the movements of the pin after the first write, as the golden
// files do.
func (p *tracingPin) edges(lit pgpio.Level) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for i, w := range p.writes {
		if i > 0 && w.level != p.writes[i-1].level {
			out = append(out, edgeText(w.at, w.level == lit))
		}
	}
	return out
}

// notebook keeps what a player said.
type notebook struct {
	mu       sync.Mutex
	traced   []Edge
	observed []timer.Observation
	logged   bytes.Buffer
}

func (n *notebook) trace(e Edge) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.traced = append(n.traced, e)
}

// moves returns what was traced.
func (n *notebook) moves() []Edge {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.traced)
}

func (n *notebook) report(o timer.Observation) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.observed = append(n.observed, o)
}

func (n *notebook) Write(line []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.logged.Write(line)
}

func (n *notebook) log() zerolog.Logger { return zerolog.New(n) }

// signals lists the observations: signal, deadline and lateness.
func (n *notebook) signals() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []string
	for _, o := range n.observed {
		out = append(out, signalText(o.Signal, o.Deadline, o.Late))
	}
	return out
}

// movements lists the traced edges after the first line, by their deadline.
func (n *notebook) movements() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []string
	for _, e := range n.traced[1:] {
		out = append(out, edgeText(e.Deadline, e.Lit))
	}
	return out
}

func (n *notebook) logLines() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Split(strings.TrimSpace(n.logged.String()), "\n")
}

func signalText(s timer.Signal, deadline timer.Instant, late time.Duration) string {
	text := fmt.Sprintf("%.3f %v", deadline.Sub(zero).Seconds(), s)
	if late != 0 {
		text += " late " + late.String()
	}
	return text
}

func newLight(t testing.TB, p pgpio.PinOut, opts Options) *Light {
	t.Helper()
	l, err := New(p, opts)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
