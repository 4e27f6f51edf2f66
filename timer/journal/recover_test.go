package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"rostrum/timer"
)

// Recover takes out what is on the disk and was never acknowledged: after a
// failed sync nobody knows of it, and its sender was told that nothing happened.
func TestRecoverDiscards(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	note := func(text string) timer.Record {
		return timer.Record{Events: []timer.Event{{Rev: 1, Fact: timer.Noted{Text: text}}}}
	}
	if err := j.Append(note("acknowledged")); err != nil {
		t.Fatal(err)
	}
	before := j.acknowledged
	if err := j.Append(note("written, but its sync failed")); err != nil {
		t.Fatal(err)
	}
	j.acknowledged = before // as it is after such a failure
	if err := j.Recover(); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(note("the next")); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if j, err = Open(path); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	var texts []string
	err = j.Replay(func(r timer.Record) error {
		texts = append(texts, r.Events[0].Fact.(timer.Noted).Text)
		return nil
	})
	if err != nil || len(texts) != 2 || texts[0] != "acknowledged" || texts[1] != "the next" {
		t.Errorf("after the recovery there are %q, %v", texts, err)
	}
}

// Of a journal that is too large to be kept in memory, a file that was removed is written
// anew from what is still open; one that was let go of has to be put back.
func TestRecoverOfALargeJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	j.size = mostKept
	appendOne := func() error {
		return j.Append(timer.Record{Events: []timer.Event{{Rev: 1, Fact: timer.Noted{Text: "x"}}}})
	}
	if err := appendOne(); err != nil {
		t.Fatal(err)
	}
	if _, ok := j.all(); ok || j.records != nil {
		t.Error("it is kept")
	}
	if err := errors.Join(os.Remove(path), j.Recover(), appendOne()); err != nil {
		t.Fatal(err)
	}
	j.abandon()
	aside := path + ".aside"
	if err := os.Rename(path, aside); err != nil {
		t.Fatal(err)
	}
	if err := j.Recover(); !errors.Is(err, ErrGone) {
		t.Errorf("it is said: %v", err)
	}
	if err := errors.Join(os.Rename(aside, path), j.Recover(), appendOne()); err != nil {
		t.Errorf("it was put back: %v", err)
	}
	if j.last != 3 {
		t.Errorf("there are %d records", j.last)
	}
}
