package crash_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.etcd.io/bbolt"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
)

// ways are how the program before an upgrade may end.
var ways = []struct {
	name string
	end  func(*testbed.Controller)
}{
	{"asked to end", (*testbed.Controller).Stop},
	{"killed", (*testbed.Controller).Kill},
}

// However the program before ends in the middle of a statement, the one after it goes on
// from the same zero with all that was acknowledged, and the first that a screen is told,
// and the first tick, are right.
func TestUpgradeInMidStatement(t *testing.T) {
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			p := testbed.Start(t, dir)
			give := p.Do("give", "give-floor", map[string]any{"entry": "e1"})
			begun := p.Do("start", "start", map[string]any{"statement": give.Statement})
			last := p.Do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"})
			way.end(p)
			p.Restart()

			s := comeAsScreen(t, p.Address())
			state := s.until(t, "state")
			right := func(what string, elapsed *int64, clock float64) {
				t.Helper()
				// Rounded down on the way, and to what a number in JSON can hold.
				if is := clock - begun.ClockMS; elapsed == nil || math.Abs(float64(*elapsed)-is) > 1.001 {
					t.Errorf("%s shows %v; %.3f ms have passed", what, elapsed, is)
				}
			}
			if f := state.Floor; f == nil || f.Statement != give.Statement || f.Paused || f.Delegation == "" {
				t.Fatalf("the floor is %+v", f)
			}
			right("the state", state.Floor.ElapsedMS, state.ClockMS)
			tick := s.until(t, "tick")
			right("the first tick", tick.ElapsedMS, tick.ClockMS)
			if tick.Rev != last.Rev {
				t.Errorf("the tick is of revision %d; %d was acknowledged", tick.Rev, last.Rev)
			}
			if again := p.Do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"}); !again.Repeated || again.Rev != last.Rev {
				t.Errorf("what was acknowledged is answered %+v; it was %+v", again, last)
			}
			p.Do("end", "end", map[string]any{"statement": give.Statement})
			p.Stop()
		})
	}
}

// shown is what of a message a screen shows.
type shown struct {
	Type      string  `json:"type"`
	Rev       uint64  `json:"rev"`
	ClockMS   float64 `json:"clock_ms"`
	ElapsedMS *int64  `json:"elapsed_ms"` // of a tick
	Floor     *struct {
		Statement  int    `json:"statement"`
		Delegation string `json:"delegation"`
		Paused     bool   `json:"paused"`
		ElapsedMS  *int64 `json:"elapsed_ms"`
	} `json:"floor"` // of a state
}

// screen is the other end of a page's socket.
type screen struct{ *websocket.Conn }

func comeAsScreen(t testing.TB, address string) screen {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{wire.Protocol}}
	ws, answer, err := dialer.Dial("ws"+strings.TrimPrefix(address, "http")+"/ws", http.Header{})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	return screen{ws}
}

// until reads on to the next message of a type.
func (s screen) until(t testing.TB, what string) (m shown) {
	t.Helper()
	if err := s.SetReadDeadline(time.Now().Add(testbed.Patience)); err != nil {
		t.Fatal(err)
	}
	for m.Type != what {
		m = shown{}
		if err := s.ReadJSON(&m); err != nil {
			t.Fatalf("no %s came: %v", what, err)
		}
	}
	return m
}

// BenchmarkUpgradeInMidStatement measures, for a list of two hundred, how long the
// program before takes to end, and from the start of the next process how long until it
// serves and until a screen has the right time. No test asserts these.
func BenchmarkUpgradeInMidStatement(b *testing.B) {
	for _, way := range ways {
		b.Run(strings.ReplaceAll(way.name, " ", "-"), func(b *testing.B) {
			dir := b.TempDir()
			p := testbed.Start(b, dir, rehearsal(b, dir, 200)...)
			p.Do("give", "give-floor", map[string]any{"entry": "e1"})
			begun := p.Do("start", "start", nil)
			var ends, serves, shows []time.Duration
			for b.Loop() {
				at := time.Now()
				way.end(p)
				ends = append(ends, time.Since(at))
				at = time.Now()
				p.Restart()
				serves = append(serves, time.Since(at))
				state := comeAsScreen(b, p.Address()).until(b, "state")
				shows = append(shows, time.Since(at))
				if f := state.Floor; f == nil || math.Abs(float64(*f.ElapsedMS)-(state.ClockMS-begun.ClockMS)) > 1.001 {
					b.Fatalf("the floor is %+v", f)
				}
			}
			for name, of := range map[string][]time.Duration{"end": ends, "serves": serves, "shows": shows} {
				longest, sum := time.Duration(0), time.Duration(0)
				for _, d := range of {
					longest, sum = max(longest, d), sum+d
				}
				b.ReportMetric(float64(sum.Microseconds())/1000/float64(len(of)), name+"-ms")
				b.ReportMetric(float64(longest.Microseconds())/1000, name+"-max-ms")
			}
			b.ReportMetric(0, "ns/op") // of all three together, and of the test itself
		})
	}
}

// A program that is given a journal in which a newer one has written says so in one
// sentence, whatever it was asked for, and stops; no file is touched, and none is made.
func TestOlderProgramLeavesANewerJournalAlone(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Stop()
	data := filepath.Join(dir, "data")
	path := filepath.Join(data, testbed.JournalFile)
	backup := filepath.Join(dir, "backup")
	writeAsTomorrow(t, path)
	before := filesOf(t, data)
	text, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(backup, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(dir, "into")
	for _, words := range [][]string{
		{"serve", "--listen", "127.0.0.1:0", "--data", data},
		{"serve", "--listen", "127.0.0.1:0", "--data", data, "--new-meeting"},
		{"report", "--data", data},
		{"journal", "verify", "--data", data},
		{"archive", "--data", data, filepath.Join(dir, "archive")},
		{"backup", "--data", data, filepath.Join(dir, "another")},
		{"restore", "--data", into, backup},
	} {
		said := run(t, 1, words...)
		if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "rostrum: ") || !strings.Contains(said, "written by a newer rostrum") ||
			!strings.Contains(said, "start the newer program") {
			t.Errorf("%v: %s", words, said)
		}
		if after := filesOf(t, data); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Fatalf("%v: the files were %v, and are %v", words, names(before), names(after))
		}
	}
	for _, name := range []string{"archive", "another", "into/" + testbed.JournalFile} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s was made: %v", name, err)
		}
	}
}

// writeAsTomorrow writes what a program of tomorrow might: a format that this one does
// not know, and a part of the file that has no name yet.
func writeAsTomorrow(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("tomorrow"))
		return errors.Join(err, tx.Bucket([]byte("meta")).Put([]byte("format"), fmt.Appendf(nil, "rostrum journal %d", timer.NewestFormat+1)))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// filesOf are the contents of all files below a folder, by their names.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func names(files map[string]string) (all []string) {
	for name, text := range files {
		all = append(all, fmt.Sprintf("%s of %d bytes", name, len(text)))
	}
	return all
}
