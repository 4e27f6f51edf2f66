package gpio

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
	pgpio "periph.io/x/conn/v3/gpio"

	"rostrum/timer"
)

func someEdge(seat string, late time.Duration) Edge {
	return Edge{
		Seat: seat, Level: pgpio.High, Lit: true, Signal: timer.Flash, Phase: "warning",
		Deadline: timer.Instant(7_972_222_700_000),
		At: timer.Stamp{
			Wall:   time.Date(2026, 11, 3, 10, 2, 30, 0, time.FixedZone("EST", -5*3600)).Add(late),
			Steady: timer.Instant(7_972_222_700_000).Add(late), Boot: "b1",
		},
	}
}

const someLine = `{"seat":"7","level":"high","lit":true,"signal":"flash","phase":"warning",` +
	`"deadline":"2026-11-03T15:02:30.000000000Z","at":"2026-11-03T15:02:30.000083412Z","late_us":83,` +
	`"deadline_ms":7972222.7,"at_ms":7972222.783412,"boot":"b1"}` + "\n"

func TestTraceAppends(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trace.jsonl")
	if err := os.WriteFile(path, []byte("what was there\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	trace, err := OpenTrace(path, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	trace.Record(someEdge("7", 83_412))
	trace.Record(Edge{Seat: `<"7">`, At: timer.Stamp{Wall: time.Unix(0, 0)}})
	trace.Close()
	trace.Close()
	if err := trace.Run(); err != nil { // what is queued is written even when Close came first
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := "what was there\n" + someLine +
		`{"seat":"<\"7\">","level":"low","lit":false,"signal":"dark","phase":"",` +
		`"deadline":"1970-01-01T00:00:00.000000000Z","at":"1970-01-01T00:00:00.000000000Z","late_us":0,` +
		`"deadline_ms":0,"at_ms":0,"boot":""}` + "\n"
	if string(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestOpenTraceSaysWhy(t *testing.T) {
	_, err := OpenTrace(filepath.Join(t.TempDir(), "no", "such", "folder"), zerolog.Nop())
	if !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "gpio: ") {
		t.Errorf("got %v", err)
	}
}

// disk is a file that may fail, in the middle of a line too.
type disk struct {
	mu     sync.Mutex
	file   bytes.Buffer
	writes int
	fails  int // how many writes are still to fail
	half   int // bytes that a failing write still writes
	closed bool
}

var errFull = errors.New("no space left")

func (d *disk) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.writes++
	if d.fails > 0 {
		d.fails--
		d.file.Write(b[:d.half])
		return d.half, errFull
	}
	return d.file.Write(b)
}

func (d *disk) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	return nil
}

func (d *disk) fail(n, half int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fails, d.half = n, half
}

func TestTraceWritesEachLineAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &disk{}
		trace := newTrace(d, zerolog.Nop())
		ended := make(chan error)
		go func() { ended <- trace.Run() }()
		for n := range 3 {
			trace.Record(someEdge("7", 83_412))
			synctest.Wait()
			if d.writes != n+1 || d.file.String() != strings.Repeat(someLine, n+1) {
				t.Fatalf("after %d edges: %d writes, %q", n+1, d.writes, d.file.String())
			}
		}
		trace.Close()
		if err := <-ended; err != nil || !d.closed {
			t.Errorf("Run: %v, closed: %v", err, d.closed)
		}
	})
}

func TestTraceCountsWhatItLost(t *testing.T) {
	d := &disk{}
	trace := newTrace(d, zerolog.Nop())
	for range traceQueue + 3 {
		trace.Record(someEdge("7", 83_412))
	}
	first := <-trace.edges // room for one
	trace.write(first)
	trace.Record(someEdge("8", 83_412)) // says that three were lost before it
	for range 2 {
		trace.Record(someEdge("9", 83_412))
	}
	trace.Close()
	if err := trace.Run(); err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat(someLine, traceQueue) + `{"lost":3}` + "\n" +
		strings.Replace(someLine, `"7"`, `"8"`, 1) + `{"lost":2}` + "\n"
	if got := d.file.String(); got != want {
		t.Errorf("the end of %d bytes: %q", len(got), got[max(0, len(got)-600):])
	}
}

func TestTraceOnAFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &disk{}
		var notes notebook
		trace := newTrace(d, notes.log())
		ended := make(chan error)
		go func() { ended <- trace.Run() }()
		record := func() {
			trace.Record(someEdge("7", 83_412))
			synctest.Wait()
		}
		record()
		d.fail(3, 5) // the first leaves half a line; then an edge, and the lost line before it
		record()
		record()
		d.fail(0, 0)
		record()
		trace.Close()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(d.file.String(), "\n")
		whole := 0
		for _, line := range lines {
			if line+"\n" == someLine {
				whole++
			}
		}
		if whole != 2 || !strings.Contains(d.file.String(), "\n"+`{"lost":`) {
			t.Errorf("%d whole lines in %q", whole, d.file.String())
		}
		if got := notes.logLines(); len(got) != 1 || !strings.Contains(got[0], "no space left") {
			t.Errorf("logged: %q", got)
		}
	})
}

func TestTraceRecordAllocatesNothing(t *testing.T) {
	trace := newTrace(&disk{}, zerolog.Nop())
	edge := someEdge("7", 0)
	if n := testing.AllocsPerRun(2*traceQueue, func() { trace.Record(edge) }); n != 0 {
		t.Errorf("%v allocations per edge", n)
	}
}
