package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"rostrum/timer"
	"rostrum/timer/journal"
)

func record(rev uint64) timer.Record {
	return timer.Record{
		Command: &timer.CommandRef{ID: fmt.Sprint("id ", rev), Digest: "d"},
		Events: []timer.Event{{
			Rev: rev, By: timer.Actor{Role: timer.Chair},
			At:   timer.Stamp{Wall: time.Unix(1_700_000_000, 5).UTC(), Steady: timer.Instant(rev), Boot: "b"},
			Fact: timer.SpeakerUrged{Statement: int(rev)},
		}},
	}
}

func open(t testing.TB, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func replay(t testing.TB, j *journal.Journal) []timer.Record {
	t.Helper()
	var all []timer.Record
	if err := j.Replay(func(r timer.Record) error { all = append(all, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// filled writes n records and closes the journal.
func filled(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "deep", "journal.db")
	j := open(t, path)
	for i := range n {
		if err := j.Append(record(uint64(i + 1))); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAppendAndReplay(t *testing.T) {
	path := filled(t, 300)
	j := open(t, path)
	got := replay(t, j)
	if len(got) != 300 {
		t.Fatalf("%d records came back", len(got))
	}
	for i, r := range got {
		if want := record(uint64(i + 1)); !reflect.DeepEqual(r, want) {
			t.Fatalf("record %d came back as %+v", i+1, r)
		}
	}
	if err := j.Append(record(301)); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if got := replay(t, open(t, path)); len(got) != 301 {
		t.Errorf("%d records came back after a second session", len(got))
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRefusedAndUntouched(t *testing.T) {
	sound, err := os.ReadFile(filled(t, 20))
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(other, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"an empty file", nil, journal.ErrForeign},
		{"a text", []byte("seq;delegation\n1;Japan\n"), journal.ErrForeign},
		{"a long text", bytes.Repeat([]byte("speakers' list\n"), 9000), journal.ErrForeign},
		{"a database of another program", foreign, journal.ErrForeign},
		{"half of a journal", sound[:len(sound)/2], journal.ErrDamaged},
		{"the first pages of a journal", sound[:3*os.Getpagesize()], journal.ErrDamaged},
		{"a changed record", bytes.ReplaceAll(sound, []byte("id 17"), []byte("id 71")), journal.ErrDamaged},
		{"a changed number", bytes.ReplaceAll(sound, []byte{0, 0, 0, 0, 0, 0, 0, 17}, []byte{0, 0, 0, 0, 0, 0, 0, 99}), journal.ErrDamaged},
	} {
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := os.WriteFile(path, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := journal.Open(path)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", c.name, err, c.want)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, c.file) {
			t.Errorf("%s was changed (%v)", c.name, err)
		}
	}
	if _, err := journal.Open(t.TempDir()); !errors.Is(err, journal.ErrForeign) {
		t.Errorf("a folder: %v", err)
	}
}

// Whatever bytes are damaged, the journal is refused and left as it was, or the
// records that it gives are those that were written.
func TestRandomDamage(t *testing.T) {
	sound, err := os.ReadFile(filled(t, 200))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(8, 539))
	path := filepath.Join(t.TempDir(), "journal.db")
	refused := 0
	for range 150 {
		file := bytes.Clone(sound)
		for range 1 + random.IntN(8) {
			file[random.IntN(len(file))] ^= byte(1 + random.IntN(255))
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := journal.Open(path)
		if err != nil {
			refused++
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, file) {
				t.Fatalf("a damaged file was changed (%v)", err)
			}
			continue
		}
		for i, r := range replay(t, j) {
			if !reflect.DeepEqual(r, record(uint64(i+1))) {
				t.Fatalf("damage gave another record %d: %+v", i+1, r)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if refused == 0 {
		t.Error("no damage was ever noticed")
	}
}

func TestSecondProcess(t *testing.T) {
	if path := os.Getenv("ROSTRUM_TEST_JOURNAL"); path != "" {
		_, err := journal.Open(path)
		fmt.Println(errors.Is(err, journal.ErrInUse), err)
		return
	}
	path := filled(t, 1)
	j := open(t, path)
	second := exec.Command(os.Args[0], "-test.run=^TestSecondProcess$")
	second.Env = append(os.Environ(), "ROSTRUM_TEST_JOURNAL="+path)
	out, err := second.Output()
	if err != nil || !bytes.HasPrefix(out, []byte("true ")) {
		t.Errorf("the second process said %q, %v", out, err)
	}
	if err := j.Append(record(2)); err != nil {
		t.Errorf("the first process was disturbed: %v", err)
	}
}

// A file that was removed under the program is written anew, with all that it
// held, from what is still open.
func TestRemovedFile(t *testing.T) {
	path := filled(t, 2)
	j := open(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(record(3)); !errors.Is(err, journal.ErrGone) {
		t.Errorf("an append to a file without a name: %v", err)
	}
	if err := j.Recover(); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(record(3)); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if got := replay(t, open(t, path)); len(got) != 3 {
		t.Errorf("%d records came back; want 3", len(got))
	}
}

// A folder that is another one is that below a disk which was taken out: nothing is
// written there, where it would be hidden when the disk is back.
func TestDiskThatWasTakenOut(t *testing.T) {
	path := filled(t, 2)
	j := open(t, path)
	disk, below := filepath.Dir(path), filepath.Dir(path)+".out"
	if err := errors.Join(os.Rename(disk, below), os.Mkdir(disk, 0o700)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := j.Append(record(3)); !errors.Is(err, journal.ErrGone) {
			t.Errorf("an append without a disk: %v", err)
		}
		if err := j.Recover(); !errors.Is(err, journal.ErrGone) {
			t.Errorf("recovered without a disk: %v", err)
		}
	}
	if files, err := os.ReadDir(disk); err != nil || len(files) > 0 {
		t.Errorf("below the disk there is %v, %v", files, err)
	}
	if err := errors.Join(os.Remove(disk), os.Rename(below, disk), j.Recover(), j.Append(record(3))); err != nil {
		t.Errorf("the disk is back: %v", err)
	}
}

// What was put in the place of the file is left alone, and what was there before
// is not lost.
func TestReplacedFile(t *testing.T) {
	path := filled(t, 2)
	j := open(t, path)
	aside := path + ".aside"
	if err := os.Rename(path, aside); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("minutes"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := j.Append(record(3)); !errors.Is(err, journal.ErrGone) {
			t.Errorf("an append to a replaced file: %v", err)
		}
		if err := j.Recover(); !errors.Is(err, journal.ErrGone) {
			t.Errorf("recovered on a foreign file: %v", err)
		}
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "minutes" {
		t.Errorf("the foreign file is now %q, %v", text, err)
	}
	if err := os.Rename(aside, path); err != nil {
		t.Fatal(err)
	}
	if err := j.Recover(); err != nil {
		t.Fatalf("the file is back: %v", err)
	}
	if err := j.Append(record(3)); err != nil {
		t.Fatal(err)
	}
}

func Example() {
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	j, err := journal.Open(filepath.Join(dir, "journal.db"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = j.Close() }()
	var history timer.History
	if err := j.Replay(history.Add); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("a meeting in it:", history.Meeting.IsOpen())
	// Output: a meeting in it: false
}

// What a receipt waits for, beside the least that a durable write can cost: the
// same bytes appended to a file and synced, on the same disk, in turn.
func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	b.Run("journal", func(b *testing.B) {
		j := open(b, filepath.Join(dir, "journal.db"))
		n := uint64(0)
		for b.Loop() {
			n++
			if err := j.Append(record(n)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		f, err := os.Create(filepath.Join(dir, "bare"))
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		line := bytes.Repeat([]byte("x"), 250) // as long as a record of one command
		for b.Loop() {
			if _, err := f.Write(line); err != nil {
				b.Fatal(err)
			}
			if err := syncData(f); err != nil {
				b.Fatal(err)
			}
		}
	})
}
