// Package journaltest says what every journal owes the engine and the program, wherever
// it keeps its records: one file, or a majority of three machines.
package journaltest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/journal"
	"rostrum/timer/timertest"
)

// Journal is what is called of a journal.
type Journal interface {
	engine.Journal
	// Replay hands over every record that there was when the journal was opened, the
	// oldest first, once. It ends with the first error of take, and says which record
	// that was about.
	Replay(take func(timer.Record) error) error
	// Close lets go of the journal. Nothing is taken any more.
	Close() error
}

// Place makes a place where there is no journal yet. What it returns opens the one that
// is kept there, each time anew; the one before has been closed.
type Place func(t testing.TB) (open func() (Journal, error))

// debates are those that have something of all that is kept: two meetings, lists that were
// taken, what is private, what was written later than it happened.
var debates = []string{"clock-not-set", "list-taken", "notes", "power-cuts", "prepared", "put-right", "registered", "unrecorded"}

// Conform holds a kind of journal to what it owes. Debates are read in the folder of
// those of package timer.
func Conform(t *testing.T, folder string, make Place) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *place)
	}{
		{"nothing in it", nothing},
		{"what was taken is kept in order", inOrder},
		{"it goes on after each opening", again},
		{"told once", once},
		{"a record that is refused", refused},
		{"a record that does not follow", gap},
		{"every size", sizes},
		{"recovered without need", recovered},
		{"closed", closed},
		{"more than is read at once", many},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, &place{T: t, open: make(t)}) })
	}
	t.Run("debates and their archives", func(t *testing.T) {
		for _, debate := range debates {
			t.Run(debate, func(t *testing.T) {
				archived(t, filepath.Join(folder, debate+".txt"), &place{T: t, open: make(t)})
			})
		}
	})
}

// place is where a test's journal is kept.
type place struct {
	*testing.T
	open func() (Journal, error)
}

// use opens the journal, and closes it again.
func (p *place) use(do func(j Journal, found []timer.Record)) {
	p.Helper()
	j, err := p.open()
	if err != nil {
		p.Fatalf("it is not opened: %v", err)
	}
	defer func() {
		if err := j.Close(); err != nil {
			p.Errorf("it is not closed: %v", err)
		}
	}()
	var found []timer.Record
	if err := j.Replay(func(r timer.Record) error { found = append(found, r); return nil }); err != nil {
		p.Fatalf("it is not read: %v", err)
	}
	do(j, found)
}

// holds wants exactly these records in the journal.
func (p *place) holds(want []timer.Record) {
	p.Helper()
	p.use(func(_ Journal, found []timer.Record) { p.same(found, want) })
}

func (p *place) same(got, want []timer.Record) {
	p.Helper()
	if len(got) != len(want) {
		p.Fatalf("%d records came back of %d", len(got), len(want))
	}
	for i := range want {
		if a, b := text(p, got[i]), text(p, want[i]); !bytes.Equal(a, b) {
			p.Fatalf("record %d came back as %.300s, and was %.300s", i+1, a, b)
		}
	}
}

func text(t testing.TB, r timer.Record) []byte {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func appendAll(t testing.TB, j Journal, records ...timer.Record) {
	t.Helper()
	for i, r := range records {
		if err := j.Append(r); err != nil {
			t.Fatalf("record %d of %d is not taken: %v", i+1, len(records), err)
		}
	}
}

func nothing(_ *testing.T, p *place) {
	p.holds(nil)
	p.holds(nil)
}

func inOrder(_ *testing.T, p *place) {
	want := Records(40)
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, want...) })
	p.holds(want)
	p.holds(want)
}

func again(_ *testing.T, p *place) {
	want := Records(9)
	for i, r := range want {
		p.use(func(j Journal, found []timer.Record) {
			p.same(found, want[:i])
			appendAll(p, j, r)
		})
	}
	p.holds(want)
}

func once(_ *testing.T, p *place) {
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, Records(3)...) })
	p.use(func(j Journal, _ []timer.Record) {
		if err := j.Replay(func(timer.Record) error { return errors.New("told again") }); err != nil {
			p.Error(err)
		}
	})
}

func refused(t *testing.T, p *place) {
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, Records(7)...) })
	j, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	wrong, told := errors.New("not that one"), 0
	err = j.Replay(func(timer.Record) error {
		if told++; told == 5 {
			return wrong
		}
		return nil
	})
	if !errors.Is(err, wrong) || !strings.Contains(err.Error(), "record 5") || told != 5 {
		t.Errorf("after %d records: %v", told, err)
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}

// The journal numbers its records, and does not look at revisions; whoever reads it does.
func gap(t *testing.T, p *place) {
	all := Records(3)
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, all[0], all[2]) })
	j, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	var history timer.History
	if err := j.Replay(history.Add); !errors.Is(err, timer.ErrDamaged) || !strings.Contains(err.Error(), "record 2") {
		t.Errorf("a revision that is missing: %v", err)
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}

// A list of 10,000 rows is 2.2 MB. What is kept in pieces has its seams at powers of two.
func sizes(_ *testing.T, p *place) {
	var want []timer.Record
	add := func(r timer.Record) { want = append(want, r) }
	add(List(1, 10_000))
	add(timer.Record{Observed: []timer.Observation{{Seat: "7", Signal: timer.Steady, Boot: "b", Late: 61}}})
	add(timer.Record{})
	add(Noted(uint64(len(want)), strings.Repeat("x", 300<<10)))
	for _, size := range []int{1<<20 - 1, 1 << 20, 1<<20 + 1, 2<<20 + 1} {
		rev := uint64(len(want))
		add(Noted(rev, strings.Repeat("x", size-len(text(p, Noted(rev, ""))))))
	}
	add(Noted(uint64(len(want)), "<اليابان> & 日本\u2028\"\\"))
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, want...) })
	p.holds(want)
}

func recovered(_ *testing.T, p *place) {
	want := Records(4)
	p.use(func(j Journal, _ []timer.Record) {
		for _, r := range want {
			if err := j.Recover(); err != nil {
				p.Fatal(err)
			}
			appendAll(p, j, r)
		}
		if err := j.Recover(); err != nil {
			p.Fatal(err)
		}
	})
	p.holds(want)
}

func closed(t *testing.T, p *place) {
	want := Records(2)
	j, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, j, want[0])
	if err := errors.Join(j.Close(), j.Close()); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if err := j.Append(want[1]); err == nil {
		t.Error("a closed journal took a record")
	}
	p.holds(want[:1])
}

func many(_ *testing.T, p *place) {
	want := Records(300)
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, want...) })
	p.holds(want)
}

// archived plays a debate into a journal. The archive of each of its meetings is the one
// that the records themselves make, to the byte.
func archived(t *testing.T, debate string, p *place) {
	script, err := os.ReadFile(debate)
	if err != nil {
		t.Fatal(err)
	}
	var want []timer.Record
	synctest.Test(t, func(*testing.T) { _, want, err = timertest.Replay(string(script)) })
	if err != nil {
		t.Fatal(err)
	}
	p.use(func(j Journal, _ []timer.Record) { appendAll(p, j, want...) })
	p.use(func(_ Journal, found []timer.Record) {
		p.same(found, want)
		for i, meeting := range journal.Meetings(want) {
			kept := journal.Meetings(found)
			if len(kept) <= i {
				t.Fatalf("there are %d meetings", len(kept))
			}
			var wanted, got bytes.Buffer
			wrong := journal.WriteArchive(&wanted, meeting)
			if err := journal.WriteArchive(&got, kept[i]); (err == nil) != (wrong == nil) || !bytes.Equal(got.Bytes(), wanted.Bytes()) {
				t.Errorf("meeting %d: its archive is another: %v, %v", i+1, err, wrong)
			}
			if wrong != nil {
				continue
			}
			back, err := journal.ReadArchive(bytes.NewReader(got.Bytes()))
			if err != nil {
				t.Errorf("meeting %d: its archive is not read: %v", i+1, err)
			}
			outgoing := slices.Clone(kept[i])
			for n, r := range outgoing {
				outgoing[n] = r.Outgoing()
			}
			p.same(back, outgoing)
		}
	})
}
