package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rostrum/timer"
	"rostrum/timer/journal"
)

// archived is the archive of a recorded debate, and its records as they go out.
func archived(t *testing.T, debate string) ([]byte, []timer.Record) {
	t.Helper()
	var f fixture
	for _, k := range kept(t) {
		if k.debate == debate {
			f = k
		}
	}
	records, _ := read(t, f.unpacked(t), func(*timer.History, timer.Record) {})
	meetings := journal.Meetings(records)
	last := meetings[len(meetings)-1]
	var out bytes.Buffer
	if err := journal.WriteArchive(&out, last); err != nil {
		t.Fatal(err)
	}
	outgoing := make([]timer.Record, len(last))
	for i, r := range last {
		outgoing[i] = r.Outgoing()
	}
	return out.Bytes(), outgoing
}

func TestArchiveRoundTrip(t *testing.T) {
	for _, debate := range []string{"put-right", "notes", "clock-not-set", "power-cuts"} { // the third has two meetings
		text, want := archived(t, debate)
		again, _ := archived(t, debate)
		if !bytes.Equal(text, again) {
			t.Errorf("%s: made twice it is another file", debate)
		}
		got, err := journal.ReadArchive(bytes.NewReader(text))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: it came back with %d records of %d, %v", debate, len(got), len(want), err)
		}
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := journal.Restore(path, got); err != nil {
			t.Fatal(err)
		}
		j := open(t, path)
		if back := replay(t, j); !reflect.DeepEqual(back, want) {
			t.Errorf("%s: as a journal it has %d records", debate, len(back))
		}
		next := want[len(want)-1].Events
		if err := j.Append(timer.Record{}); err != nil {
			t.Errorf("%s: the journal does not go on: %v, after %v", debate, err, next)
		}
		if err := journal.Restore(path, got); !errors.Is(err, journal.ErrExists) {
			t.Errorf("%s: a journal was written anew: %v", debate, err)
		}
	}
}

// Of many who restore at the same time one makes the journal, and each other one is told.
func TestRestoredOnce(t *testing.T) {
	text, _ := archived(t, "put-right")
	records, err := journal.ReadArchive(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	told := make(chan error, 8)
	for range cap(told) {
		go func() { told <- journal.Restore(path, records) }()
	}
	made := 0
	for range cap(told) {
		switch err := <-told; {
		case err == nil:
			made++
		case !errors.Is(err, journal.ErrExists):
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("%d of %d made the journal", made, cap(told))
	}
}

// Whatever is changed in an archive, it is refused with the first record that does not
// fit.
func TestChangedArchive(t *testing.T) {
	text, _ := archived(t, "put-right")
	lines := strings.SplitAfter(string(text), "\n")
	for name, c := range map[string]struct{ text, says string }{
		"a figure":                  {strings.Replace(string(text), `"used":200000000000`, `"used":100000000000`, 1), "revision 6, statement-ended"},
		"a record that is left out": {strings.Join(append(append([]string{}, lines[:4]...), lines[5:]...), ""), "record 4 of"},
		"two that were swapped":     {lines[0] + lines[2] + lines[1] + strings.Join(lines[3:], ""), "record 1 of"},
		"an end that is missing":    {strings.Join(lines[:9], ""), "8 records of"},
		"a title":                   {strings.Replace(string(text), "Working methods", "Walking methods", 1), "record 1 of"},
		"a line that is none":       {string(text) + "{}\n", "does not fit"},
		"half a line":               {string(text[:len(text)/2]), "does not fit"},
	} {
		_, err := journal.ReadArchive(strings.NewReader(c.text))
		if !errors.Is(err, journal.ErrDamaged) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want it to say %q", name, err, c.says)
		}
	}
	for name, text := range map[string]string{"nothing": "", "a list": "seq;delegation\n", "another object": `{"archive":"zip"}`} {
		if _, err := journal.ReadArchive(strings.NewReader(text)); !errors.Is(err, journal.ErrNoArchive) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := journal.ReadArchive(strings.NewReader(`{"archive":"rostrum archive 2"}`)); !errors.Is(err, journal.ErrNewer) {
		t.Errorf("an archive of a newer program: %v", err)
	}
}

// A journal can be read while another one writes it; nothing of it is locked or changed.
func TestReadWhileItIsWritten(t *testing.T) {
	path := filled(t, 50)
	j := open(t, path)
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := uint64(51); ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := j.Append(record(n)); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 20 {
		rev := uint64(0)
		err := journal.Read(path, func(r timer.Record) error {
			if r.Events[0].Rev != rev+1 {
				t.Errorf("revision %d follows %d", r.Events[0].Rev, rev)
			}
			rev = r.Events[0].Rev
			return nil
		})
		if err != nil || rev < 50 {
			t.Errorf("%d records were read: %v", rev, err)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A journal that a newer program wrote in is newer, not damaged, and is left alone.
func TestNewerJournal(t *testing.T) {
	path := filled(t, 3)
	raise(t, path, fmt.Sprint("rostrum journal ", timer.NewestFormat+1))
	if _, err := journal.Open(path); !errors.Is(err, journal.ErrNewer) || errors.Is(err, journal.ErrDamaged) {
		t.Errorf("a newer journal: %v", err)
	}
	if err := journal.Read(path, func(timer.Record) error { return nil }); !errors.Is(err, journal.ErrNewer) {
		t.Errorf("read, a newer journal: %v", err)
	}
}

// With the first fact that an older program could not read the format rises, not before.
func TestFormatRises(t *testing.T) {
	path := filled(t, 3)
	j := open(t, path)
	if got := formatIn(t, path, j); got != "rostrum journal 1" {
		t.Errorf("it is %q", got)
	}
	j = open(t, path)
	newer := record(4)
	newer.Events[0].Fact = timer.NoteTakenBack{Note: 2}
	if err := j.Append(newer); err != nil {
		t.Fatal(err)
	}
	if got := formatIn(t, path, j); got != "rostrum journal 2" {
		t.Errorf("with a newer fact it is %q", got)
	}
}

func FuzzReadArchive(f *testing.F) {
	f.Add([]byte(`{"archive":"rostrum archive 1","symbol":"","title":"","records":1}` + "\n" + `{"sum":"00","record":{"events":[]}}` + "\n"))
	f.Add([]byte(`{"archive":"rostrum archive 2"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		records, err := journal.ReadArchive(bytes.NewReader(text))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := journal.WriteArchive(&out, records); err != nil {
			t.Fatal(err)
		}
	})
}
