package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

func doubt(code, field string, line int, about ...string) doubted {
	return doubted{code, field, timer.DoubtLine{Line: line, Column: 3, About: about, Message: fmt.Sprint(code, " of ", about)}}
}

// Thirty doubts are a few things to be known: what was misread as a whole first.
func TestDoubtsAreGrouped(t *testing.T) {
	all := []doubted{doubt("no-heading", "", 1)}
	for line := 2; line < 27; line++ {
		all = append(all, doubt("unknown-kind", "kind", line, "unknown", "state"))
	}
	all = append(all, doubt("unknown-kind", "kind", 30, "Stat", "state"), doubt("twice", "delegation", 31, "Peru"), doubt("twice", "delegation", 32, "Fiji"))
	got := ""
	for _, g := range grouped(all) {
		got += fmt.Sprintln(g.Code, g.Field, g.About, g.Count, len(g.Lines), g.Lines[0].Line, g.Lines[g.Count-1].About, g.Message)
	}
	want := `unknown-kind kind [unknown state] 25 25 2 [] unknown-kind of [unknown state]
twice delegation [] 2 2 31 [Fiji] twice of [Peru]
no-heading  [] 1 1 1 [] no-heading of []
unknown-kind kind [Stat state] 1 1 30 [] unknown-kind of [Stat state]
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A list of ten thousand odd lines is told in some lines, and with how many there are.
func TestDoubtsOfALongListAreCut(t *testing.T) {
	var all []doubted
	for line := range 10_000 {
		all = append(all, doubt("bad-iso3", "iso3", line, "XX"), doubt(fmt.Sprint("code-", line), "", line))
	}
	groups := grouped(all)
	if len(groups) != mostGroups || groups[0].Count != 10_000 || len(groups[0].Lines) != mostLines {
		t.Errorf("%d groups, the first of %d with %d lines", len(groups), groups[0].Count, len(groups[0].Lines))
	}
}

// What is doubted of a list is named by its bytes: of another list nothing was put away.
func TestDoubtsOfAList(t *testing.T) {
	list, err := listfile.Read([]byte("delegation,kind\nPeru,what\nFiji,what\n"))
	if err != nil {
		t.Fatal(err)
	}
	d := doubtsOf(list, "/some/where/speakers.csv")
	if d.File != "speakers.csv" || d.Count != 2 || len(d.Groups) != 1 || d.Groups[0].Count != 2 || d.Notice != doubtsName+list.Digest {
		t.Errorf("got %+v", d)
	}
	list.Doubts = nil
	if d := doubtsOf(list, "speakers.csv"); d != nil {
		t.Errorf("without doubts there are %+v", d)
	}
}

func TestWhatIsPutAwayOutlivesTheController(t *testing.T) {
	path := filepath.Join(t.TempDir(), awayFile)
	a, err := readAway(path)
	if err != nil || a.of(doubtsName+"1") != nil {
		t.Fatalf("without a file: %v", err)
	}
	put := timer.PutAway{By: "secretary (desk 2)", At: time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)}
	for name, what := range map[string]*timer.PutAway{doubtsName + "1": &put, doubtsName + "2": nil, "clock-fallback": &put} {
		if err := a.keep(name, what); err != nil {
			t.Fatal(err)
		}
	}
	a, err = readAway(path)
	if err != nil || a.of(doubtsName+"1") == nil || *a.of(doubtsName + "1") != put || a.of(doubtsName+"2") != nil || a.of("clock-fallback") != nil {
		t.Errorf("read is %+v, %v", a.kept, err)
	}
	for i := range 2 * mostAway {
		at := timer.PutAway{By: "chair", At: put.At.Add(time.Duration(i) * time.Minute)}
		if err := a.keep(fmt.Sprint(doubtsName, "of many ", i), &at); err != nil {
			t.Fatal(err)
		}
	}
	if len(a.kept) != mostAway || a.of(fmt.Sprint(doubtsName, "of many ", 2*mostAway-1)) == nil {
		t.Errorf("%d are kept", len(a.kept))
	}
	if err := a.keep(doubtsName+"of many 99", nil); err != nil || a.of(doubtsName+"of many 99") != nil {
		t.Errorf("opened again it is kept, %v", err)
	}
	for _, text := range []string{"{", "null", "7"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err := readAway(path); err == nil || a.of(doubtsName+"1") != nil || a.keep(doubtsName+"1", &put) != nil {
			t.Errorf("a file that is none, %s: %v", text, err)
		}
	}
}
