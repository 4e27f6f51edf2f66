package journal

import (
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
	acknowledged := j.newest
	if err := j.Append(note("written, but its sync failed")); err != nil {
		t.Fatal(err)
	}
	j.newest = acknowledged // as it is after such a failure
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
