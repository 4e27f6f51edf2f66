package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer/journal"
)

// say runs a sub-command on a folder, and returns what it says.
func say(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, log bytes.Buffer
	env := program.Environment{Args: args[1:], Stdout: &out, Stderr: &log, Lookup: func(string) (string, bool) { return "", false }}
	for _, c := range rostrum().SubCommands {
		if c.Name == args[0] {
			err := c.Run(t.Context(), env)
			return out.String(), err
		}
	}
	t.Fatalf("there is no %s", args[0])
	return "", nil
}

// While the controller runs its journal is verified, reported of and archived, and nothing
// of it is touched; an archive becomes a journal in an empty folder, and counts in the
// totals of another.
func TestRecordOnTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(list, []byte("delegation\nJapan\nChina\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, "--list", list, "--symbol", "S/PV.9571", "--zone", "Asia/Tokyo")
	p.Do("1", "give-floor", map[string]any{"entry": "e1"})
	p.Do("2", "start", nil)
	p.Do("3", "end", nil)
	data := filepath.Join(dir, "data")
	before, err := os.ReadFile(filepath.Join(data, journalFile))
	if err != nil {
		t.Fatal(err)
	}

	said, err := say(t, "journal", "verify", "--data", data)
	if err != nil || !strings.Contains(said, "every figure follows") {
		t.Errorf("verify says %q, %v", said, err)
	}
	said, err = say(t, "report", "--data", data)
	var reported, served wire.Recorded
	if err := errors.Join(err, json.Unmarshal([]byte(said), &reported)); err != nil {
		t.Fatal(err)
	}
	if status, err := p.Ask("GET", "/api/v1/record", nil, &served); status != 200 || err != nil {
		t.Fatal(status, err)
	}
	one, _ := json.Marshal(reported)
	other, _ := json.Marshal(served)
	if !bytes.Equal(one, other) || reported.Meeting.Zone != "Asia/Tokyo" {
		t.Errorf("the report is\n%s\nand what is served\n%s", one, other)
	}
	for _, form := range []string{"csv", "xlsx", "docx", "svg", "html", "summary"} {
		file := filepath.Join(dir, "record."+form)
		if _, err := say(t, "report", "--data", data, "--as", form, "--language", "ar", "--out", file); err != nil {
			t.Errorf("%s: %v", form, err)
		}
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, %v", form, info, err)
		}
	}
	for _, wrong := range [][]string{
		{"report", "--data", data, "--as", "pdf"}, {"report", "--data", data, "--language", "xx"}, {"report", "more"},
		{"archive"}, {"restore"}, {"journal"}, {"report", "--data", data, "--zone", "Mars/Olympus"},
	} {
		if said, err := say(t, wrong...); !errors.Is(err, program.ErrUsage) {
			t.Errorf("%q: %q, %v", wrong, said, err)
		}
	}
	if _, err := say(t, "report", "--data", data, "--meeting", "2"); err == nil || !strings.Contains(err.Error(), "no meeting 2") {
		t.Errorf("a meeting that there is not: %v", err)
	}

	archive := filepath.Join(dir, "meeting.jsonl")
	if said, err := say(t, "archive", "--data", data, archive); err != nil || !strings.Contains(said, "meeting 1 of 1") {
		t.Fatalf("archive says %q, %v", said, err)
	}
	if _, err := say(t, "archive", "--data", data, archive); err == nil {
		t.Error("a file that is there was written anew")
	}
	if after, err := os.ReadFile(filepath.Join(data, journalFile)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the journal was touched (%v)", err)
	}
	p.Stop()

	empty := filepath.Join(dir, "empty")
	if said, err := say(t, "restore", "--data", empty, archive); err != nil || !strings.Contains(said, "is the journal") {
		t.Fatalf("restore says %q, %v", said, err)
	}
	if again, err := say(t, "report", "--data", empty); err != nil || again != reportOf(t, data) {
		t.Errorf("from the archive it is reported\n%s, %v", again, err)
	}
	if said, err := say(t, "restore", "--data", data, archive); err != nil || !strings.Contains(said, "counts in the totals") {
		t.Errorf("restore says %q, %v", said, err)
	}
	if said, err := say(t, "restore", "--data", data, archive); err != nil || !strings.Contains(said, "already") {
		t.Errorf("once more, restore says %q, %v", said, err)
	}
	text, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(dir, "changed.jsonl")
	if err := os.WriteFile(changed, bytes.Replace(text, []byte("Japan"), []byte("Nepal"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := say(t, "restore", "--data", data, changed); !errors.Is(err, journal.ErrDamaged) || !strings.Contains(err.Error(), "record 1 of") {
		t.Errorf("a changed archive: %v", err)
	}
}

// reportOf is the report of a folder.
func reportOf(t *testing.T, data string) string {
	t.Helper()
	said, err := say(t, "report", "--data", data)
	if err != nil {
		t.Fatal(err)
	}
	return said
}
