package gpio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	pgpio "periph.io/x/conn/v3/gpio"

	"rostrum/timer"
)

// Edge is one movement of a pin, or its dark level when a player starts.
type Edge struct {
	Seat     string
	Level    pgpio.Level // electrical
	Lit      bool
	Signal   timer.Signal
	Phase    string // of the statement, empty where nobody has the floor at the seat
	Deadline timer.Instant
	At       timer.Stamp // when the pin had been written
}

// traceQueue is how many edges may wait for the disk: 8 minutes of one flashing
// light, 2 minutes of four.
const traceQueue = 1024

// Trace appends edges to a file, one JSON object a line.
type Trace struct {
	// Immutable.
	out   io.WriteCloser
	log   zerolog.Logger
	edges chan traced
	done  chan struct{}
	close sync.Once
	lost  atomic.Int64 // since the last edge that found room

	// Mutable, by Run alone.
	line     bytes.Buffer
	broken   bool // the file ends in the middle of a line
	failures int  // writes that failed since one succeeded
}

type traced struct {
	edge Edge
	lost int64 // edges that found no room before this one
}

// OpenTrace opens the file at path for appending; it is made where there is
// none, and never truncated.
func OpenTrace(path string, log zerolog.Logger) (*Trace, error) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("gpio: opening the trace: %w", err)
	}
	return newTrace(f, log), nil
}

func newTrace(out io.WriteCloser, log zerolog.Logger) *Trace {
	return &Trace{out: out, log: log, edges: make(chan traced, traceQueue), done: make(chan struct{})}
}

// Record queues an edge. It never blocks, and may be called by several
// goroutines: where the disk is too slow the edge is lost, and counted.
func (t *Trace) Record(e Edge) {
	lost := t.lost.Swap(0)
	select {
	case t.edges <- traced{edge: e, lost: lost}:
	default:
		t.lost.Add(lost + 1)
	}
}

// Run writes until [Trace.Close], then what is still queued, and closes the
// file. It takes no context on purpose: it has to outlive the players, whose
// last act is a dark edge.
func (t *Trace) Run() error {
	for {
		select {
		case e := <-t.edges:
			t.write(e)
			continue
		case <-t.done:
		}
		t.drain()
		if err := t.out.Close(); err != nil {
			return fmt.Errorf("gpio: closing the trace: %w", err)
		}
		return nil
	}
}

// Close lets Run end. The owner calls it when the players have ended; it does
// not wait for Run.
func (t *Trace) Close() { t.close.Do(func() { close(t.done) }) }

func (t *Trace) drain() {
	for {
		select {
		case e := <-t.edges:
			t.write(e)
		default:
			t.writeLost(t.lost.Swap(0))
			return
		}
	}
}

func (t *Trace) write(e traced) {
	t.writeLost(e.lost)
	t.writeLine(newTraceLine(e.edge))
}

func (t *Trace) writeLost(n int64) {
	if n > 0 {
		t.writeLine(lostLine{Lost: n})
	}
}

// writeLine gives the line to the system in one call, so that no kill of this
// process loses or halves it. A line that the disk does not take is counted as
// lost.
func (t *Trace) writeLine(line any) {
	t.line.Reset()
	if t.broken {
		t.line.WriteByte('\n')
	}
	enc := json.NewEncoder(&t.line)
	enc.SetEscapeHTML(false)
	err := enc.Encode(line)
	if err == nil {
		var n int
		n, err = t.out.Write(t.line.Bytes())
		t.broken = err != nil && (n > 0 || t.broken)
	}
	if err == nil {
		t.failures = 0
		return
	}
	if lost, ok := line.(lostLine); ok {
		t.lost.Add(lost.Lost)
	} else {
		t.lost.Add(1)
	}
	t.failures++
	if t.failures == 1 {
		t.log.Error().Err(err).Msg("the trace cannot be written; it is tried again with the next edge")
	}
}

// traceTime is RFC 3339 with all nine digits of the nanoseconds.
const traceTime = "2006-01-02T15:04:05.000000000Z07:00"

// traceLine is the outside interface: names may be added, none changed.
type traceLine struct {
	Seat       string  `json:"seat"`
	Level      string  `json:"level"`
	Lit        bool    `json:"lit"`
	Signal     string  `json:"signal"`
	Phase      string  `json:"phase"`
	Deadline   string  `json:"deadline"`
	At         string  `json:"at"`
	LateUS     int64   `json:"late_us"`
	DeadlineMS float64 `json:"deadline_ms"` // steady
	AtMS       float64 `json:"at_ms"`       // steady
	Boot       string  `json:"boot"`        // identity of the steady clock
}

type lostLine struct {
	Lost int64 `json:"lost"`
}

func newTraceLine(e Edge) traceLine {
	late := e.At.Steady.Sub(e.Deadline)
	wall := e.At.Wall.UTC()
	return traceLine{
		Seat: e.Seat, Level: levelName(e.Level), Lit: e.Lit,
		Signal: e.Signal.String(), Phase: e.Phase,
		Deadline: wall.Add(-late).Format(traceTime), At: wall.Format(traceTime), LateUS: late.Microseconds(),
		DeadlineMS: milliseconds(e.Deadline), AtMS: milliseconds(e.At.Steady), Boot: e.At.Boot,
	}
}

func milliseconds(i timer.Instant) float64 { return float64(i) / float64(time.Millisecond) }
