package listfile

import (
	"fmt"
	"testing"

	"rostrum/timer"
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
	list, err := Read([]byte("delegation,kind\nPeru,what\nFiji,what\n"))
	if err != nil {
		t.Fatal(err)
	}
	d := list.Grouped(list.Digest, "speakers.csv")
	if d.File != "speakers.csv" || d.Count != 2 || len(d.Groups) != 1 || d.Groups[0].Count != 2 || d.Notice != timer.DoubtsOf+list.Digest {
		t.Errorf("got %+v", d)
	}
	list.Doubts = nil
	if d := list.Grouped(list.Digest, "speakers.csv"); d != nil {
		t.Errorf("without doubts there are %+v", d)
	}
}
