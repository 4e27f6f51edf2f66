package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/timer/journal"
)

// A backup is known by its first bytes, whatever it is called, and becomes the journal of
// an empty folder alone; what is refused is refused in one sentence, and touches nothing.
func TestRestoredWhereNothingIs(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	j, err := journal.Open(filepath.Join(data, journalFile))
	if err == nil {
		err = j.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "backup.jsonl")
	if said, err := say(t, "backup", "--data", data, file); err != nil || !strings.Contains(said, "private") {
		t.Fatalf("backup says %q, %v", said, err)
	}
	text := filepath.Join(dir, "list.csv")
	made := filepath.Join(dir, "made")
	top := filepath.Join(dir, "top")
	if err := errors.Join(os.WriteFile(text, []byte("delegation\nJapan\n"), 0o600), os.Mkdir(made, 0o700), os.MkdirAll(filepath.Join(top, "lost+found"), 0o700)); err != nil {
		t.Fatal(err)
	}
	for _, into := range []string{filepath.Join(dir, "not", "there"), made, top} {
		if said, err := say(t, "restore", "--data", into, file); err != nil || !strings.Contains(said, "is the journal of "+into) {
			t.Errorf("into %s: %q, %v", into, said, err)
		}
		if _, err := os.Stat(filepath.Join(into, journalFile)); err != nil {
			t.Error(err)
		}
	}
	whole, err := os.ReadFile(filepath.Join(made, journalFile))
	if err != nil {
		t.Fatal(err)
	}
	alone := filepath.Join(dir, "alone") // without a journal, and with what stands beside one
	if err := errors.Join(os.Mkdir(alone, 0o700), os.WriteFile(filepath.Join(alone, "screens.json"), []byte("{}"), 0o600)); err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(dir, "cut")
	if err := os.WriteFile(cut, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ into, file, says string }{
		{made, file, "a backup wants an empty folder, and " + made + " has journal.db in it"},
		{alone, file, "a backup wants an empty folder, and " + alone + " has screens.json in it"},
		{filepath.Join(dir, "new"), cut, cut + " was refused: journal: damaged"},
		{filepath.Join(dir, "new"), text, "neither a backup nor an archive"},
		{filepath.Join(dir, "new"), filepath.Join(dir, "nothing"), "no such file"},
	} {
		_, err := say(t, "restore", "--data", c.into, c.file)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s into %s: %v; want it to say %q", c.file, c.into, err, c.says)
		}
	}
	if after, err := os.ReadFile(filepath.Join(made, journalFile)); err != nil || string(after) != string(whole) {
		t.Errorf("the journal that was there was touched: %v", err)
	}
	if found, err := os.ReadDir(alone); err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
	if found, err := os.ReadDir(filepath.Join(dir, "new")); len(found) != 0 {
		t.Errorf("%v was left, %v", found, err)
	}
	if _, err := say(t, "backup", "--data", data, file); !errors.Is(err, journal.ErrExists) {
		t.Errorf("over a file that is there: %v", err)
	}
}
