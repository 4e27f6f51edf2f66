package timer_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
)

// allSaid is a file that has a column for everything.
var allSaid = append(timer.FiledFields(), "delegation_fr")

// file writes a file of lines such as "Japan/group/Ms. Abe", numbered from 1.
func file(lines ...string) timer.ListFile {
	f := timer.ListFile{Digest: strings.Join(lines, " "), Says: allSaid}
	for i, line := range lines {
		f.Rows = append(f.Rows, rowOf(line, i+1))
	}
	return f
}

func rowOf(line string, seq int) timer.Inscription {
	parts := append(strings.Split(line, "/"), "", "")
	in := timer.Inscription{Seq: seq, Delegation: parts[0], Kind: timer.State, Speaker: parts[2]}
	if parts[1] != "" {
		in.Kind = timer.Kind(parts[1])
	}
	return in
}

// chamber is a meeting in which things are done.
type chamber struct {
	testing.TB
	timer.Meeting
	now time.Duration
}

func newChamber(t testing.TB, list timer.ListFile) *chamber {
	rules, _ := timer.Preset(timer.DefaultRules)
	c := &chamber{TB: t, now: time.Hour}
	c.do(timer.OpenMeeting{Rules: rules, List: list.Rows})
	return c
}

func (c *chamber) try(command timer.Command) error {
	c.now += time.Second
	events, err := c.Decide(chair, command, at(c.now))
	for _, e := range events {
		c.Meeting = c.Apply(e)
	}
	return err
}

func (c *chamber) do(commands ...timer.Command) {
	c.Helper()
	for _, command := range commands {
		if err := c.try(command); err != nil {
			c.Fatalf("%+v: %v", command, err)
		}
	}
}

// entry is the line of a delegation that is not withdrawn, or the last.
func (c *chamber) entry(delegation string) timer.EntryID {
	c.Helper()
	var found *timer.Entry
	for _, e := range c.List {
		if e.Delegation == delegation && (found == nil || found.Status == timer.Withdrawn) {
			found = e
		}
	}
	if found == nil {
		c.Fatalf("%s is not on the list", delegation)
	}
	return found.ID
}

// shown is the list in words: "Japan, Peru heard, Chile/group/Mr. Vega".
func (c *chamber) shown() string {
	var out []string
	for _, e := range c.List {
		text := e.Delegation
		if e.Kind != timer.State || e.Speaker != "" {
			text += "/" + strings.TrimSuffix(string(e.Kind)+"/"+e.Speaker, "/")
		}
		if e.Status != timer.Waiting {
			text += " " + string(e.Status)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// told is a difference in words.
func (c *chamber) told(f timer.ListFile) string {
	var out []string
	d := c.Difference(f)
	for _, change := range d.Changes {
		text := string(change.What)
		switch change.What {
		case timer.Added:
			text += " " + change.Now.Delegation
		case timer.Changed:
			text += fmt.Sprint(" ", c.List.Find(change.Entry).Delegation, " ", change.Fields)
		default:
			text += " " + c.List.Find(change.Entry).Delegation
		}
		if change.Conflict {
			text += " (conflict)"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func (c *chamber) give(delegation string) {
	c.Helper()
	c.do(timer.GiveFloor{Entry: c.entry(delegation)}, timer.Start{})
}

func (c *chamber) hear(delegation string) {
	c.Helper()
	c.give(delegation)
	c.do(timer.End{})
}

func text(s string) *string { return &s }

func TestTakeList(t *testing.T) {
	for _, test := range []struct {
		name   string
		first  timer.ListFile
		hand   func(*chamber)
		second timer.ListFile
		told   string
		list   string
	}{
		{"the same again", file("A", "B"), nil, file("A", "B"), "", "A, B"},
		{"added, in their places", file("A", "B"), nil, file("X", "A", "Y", "B", "Z"), "added X, added Y, added Z", "X, A, Y, B, Z"},
		{"left out", file("A", "B", "C"), nil, file("A", "C"), "withdrawn B", "A, B withdrawn, C"},
		{"moved, as few as can be", file("A", "B", "C", "D"), nil, file("D", "A", "B", "C"), "moved D", "D, A, B, C"},
		{"another speaker", file("A//Ms. K"), nil, file("A//Mr. L"), "changed A [speaker]", "A/state/Mr. L"},
		{"now for a group", file("A", "B"), nil, file("A/group", "B"), "changed A [kind]", "A/group, B"},
		{"in one's own name beside a group", file("A/group"), nil, file("A/group", "A"), "added A", "A/group, A"},
		{"under another name", file("Turkey//Ms. K", "B"), nil, file("Türkiye//Ms. K", "B"), "changed Turkey [delegation]", "Türkiye/state/Ms. K, B"},
		{"who was heard stays", file("A", "B", "C"), func(c *chamber) { c.hear("A") }, file("C", "B"), "moved C", "A heard, C, B"},
		{"who has the floor stays", file("A", "B"), func(c *chamber) { c.give("B") }, file("A//Mr. L"), "changed A [speaker]", "A/state/Mr. L, B speaking"},
		{"a heard delegation that is to speak for a group too", file("A", "B"), func(c *chamber) { c.hear("A") }, file("A", "B", "A/group"), "added A", "A heard, B, A/group"},
		{
			"what was moved by hand stays", file("A", "B", "C", "D"),
			func(c *chamber) { c.do(timer.Move{Entry: c.entry("D"), Before: c.entry("A")}) },
			file("A", "X", "C", "B", "D"), "added X, moved C", "D, A, X, C, B",
		},
		{
			"what was corrected by hand stays", file("A//Ms. K", "B"),
			func(c *chamber) { c.do(timer.Amend{Entry: c.entry("A"), Speaker: text("Ms. L")}) },
			file("A//Ms. K", "B//Mr. M"), "changed B [speaker]", "A/state/Ms. L, B/state/Mr. M",
		},
		{
			"what file and hand corrected alike is none", file("A//Ms. K"),
			func(c *chamber) { c.do(timer.Amend{Entry: c.entry("A"), Speaker: text("Ms. L")}) },
			file("A//Ms. L"), "", "A/state/Ms. L",
		},
		{
			"what file and hand corrected otherwise is asked", file("A//Ms. K"),
			func(c *chamber) { c.do(timer.Amend{Entry: c.entry("A"), Speaker: text("Ms. L")}) },
			file("A/group/Ms. M"), "changed A [kind], changed A [speaker] (conflict)", "A/group/Ms. L",
		},
		{
			"who was withdrawn by hand stays so", file("A", "B"), func(c *chamber) { c.do(timer.Withdraw{Entry: c.entry("A")}) },
			file("A//Mr. L", "B"), "", "A withdrawn, B",
		},
		{
			"who was put to the end stays there", file("A", "B", "C"), func(c *chamber) { c.do(timer.MarkAbsent{Entry: c.entry("A"), Then: timer.ToTheEnd}) },
			file("A", "C", "B"), "moved C", "C, B, A absent",
		},
		{
			"who was inscribed by hand stays", file("A", "B"),
			func(c *chamber) { c.do(timer.Inscribe{Inscription: rowOf("H", 0), Before: c.entry("B")}) },
			file("B", "A"), "moved B", "B, H, A",
		},
		{
			"who was inscribed by hand is found in the file", file("A"),
			func(c *chamber) { c.do(timer.Inscribe{Inscription: rowOf("H", 0)}) },
			file("A", "H//Ms. K"), "changed H [speaker]", "A, H/state/Ms. K",
		},
		{
			"a right of reply stays", file("A", "B"), func(c *chamber) { c.do(timer.Reply{Delegation: "B"}) },
			file("A", "B", "C"), "added C", "A, B, C, B/right-of-reply",
		},
		{
			"what a hand touched is left out only by a tap of its own", file("A", "B", "C"),
			func(c *chamber) { c.do(timer.Amend{Entry: c.entry("B"), Speaker: text("Ms. L")}) },
			file("A"), "withdrawn B (conflict), withdrawn C", "A, B/state/Ms. L, C withdrawn",
		},
		{
			"moved by file and hand", file("A", "B", "C", "D"),
			func(c *chamber) { c.do(timer.Move{Entry: c.entry("D"), Before: c.entry("A")}) },
			file("A", "D", "B", "C"), "moved D (conflict)", "D, A, B, C",
		},
		{
			"moved by file and hand alike", file("A", "B", "C", "D"),
			func(c *chamber) { c.do(timer.Move{Entry: c.entry("D"), Before: c.entry("A")}) },
			file("D", "A", "B", "C"), "", "D, A, B, C",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newChamber(t, test.first)
			if test.hand != nil {
				test.hand(c)
			}
			if told := c.told(test.second); told != test.told {
				t.Errorf("the difference is %q, want %q", told, test.told)
			}
			before := c.Meeting
			err := c.try(timer.TakeList{File: test.second})
			if err != nil && !errors.Is(err, timer.ErrNotNow) {
				t.Fatal(err)
			}
			if list := c.shown(); list != test.list {
				t.Errorf("the list is %q, want %q", list, test.list)
			}
			if again := c.try(timer.TakeList{File: test.second}); !errors.Is(again, timer.ErrNotNow) {
				t.Errorf("the same once more: %v", again)
			}
			if err == nil {
				c.do(timer.Undo{Of: c.Rev})
				if !reflect.DeepEqual(c.List, before.List) || c.ListDigest != before.ListDigest {
					t.Errorf("after the undo: %q", c.shown())
				}
			}
		})
	}
}

func TestTakeListRefuses(t *testing.T) {
	c := newChamber(t, file("A", "B"))
	f := file("A", "B//Mr. M", "X")
	seen := c.Difference(f)
	refused := func(says string, take timer.TakeList, want error, field string) {
		t.Helper()
		before := c.Meeting
		err := c.try(take)
		var told *timer.Refusal
		if !errors.Is(err, want) || !errors.As(err, &told) || told.Field != field {
			t.Errorf("%s: %v", says, err)
		}
		if !reflect.DeepEqual(c.Meeting, before) {
			t.Errorf("%s: something happened", says)
		}
	}
	refused("a file that is gone", timer.TakeList{}, timer.ErrUnknown, "digest")
	refused("no such change", timer.TakeList{File: f, Only: []int{2}}, timer.ErrInvalid, "only[0]")
	refused("nothing", timer.TakeList{File: f, Only: []int{}}, timer.ErrNotNow, "")
	bad := file("A", "B", strings.Repeat("x", timer.MaxName+1))
	refused("a line that no list can have", timer.TakeList{File: bad}, timer.ErrInvalid, "rows[2].delegation")
	c.do(timer.Amend{Entry: c.entry("B"), Speaker: text("Ms. L")})
	refused("another difference than was seen", timer.TakeList{File: f, Seen: seen.ID()}, timer.ErrStale, "digest")
	c.do(timer.Undo{Of: c.Rev}, timer.CloseList{})
	refused("an addition to a closed list", timer.TakeList{File: f, Seen: seen.ID()}, timer.ErrNotNow, "rows[2]")
	c.do(timer.TakeList{File: f, Seen: seen.ID(), Only: []int{0}})
	if list := c.shown(); list != "A, B/state/Mr. M" {
		t.Errorf("the list is %q", list)
	}
}

// What is not taken is proposed again; a conflict only until all the rest is taken: then
// it has been decided.
func TestTakeListInParts(t *testing.T) {
	c := newChamber(t, file("A//Ms. K", "B", "C", "D"))
	c.do(timer.Amend{Entry: c.entry("A"), Speaker: text("Ms. L")})
	f := file("X", "D", "A//Ms. M", "B//Mr. N")
	if told, want := c.told(f), "added X, moved D, changed A [speaker] (conflict), changed B [speaker], withdrawn C"; told != want {
		t.Fatalf("the difference is %q, want %q", told, want)
	}
	c.do(timer.TakeList{File: f, Only: []int{3}})
	if told, want := c.told(f), "added X, moved D, changed A [speaker] (conflict), withdrawn C"; told != want {
		t.Errorf("then the difference is %q, want %q", told, want)
	}
	c.do(timer.TakeList{File: f, Only: []int{0, 3}})
	if list, want := c.shown(), "X, A/state/Ms. L, B/state/Mr. N, C withdrawn, D"; list != want {
		t.Errorf("the list is %q, want %q", list, want)
	}
	c.do(timer.TakeList{File: f})
	if list, want := c.shown(), "X, D, A/state/Ms. L, C withdrawn, B/state/Mr. N"; list != want {
		t.Errorf("the list is %q, want %q", list, want)
	}
	if told := c.told(f); told != "" {
		t.Errorf("in the end the difference is %q", told)
	}
}

func TestTakeListConflictByName(t *testing.T) {
	c := newChamber(t, file("A//Ms. K", "B", "C"))
	c.do(timer.Amend{Entry: c.entry("A"), Speaker: text("Ms. L")}, timer.Move{Entry: c.entry("C"), Before: c.entry("A")})
	f := file("A//Ms. M", "C", "B")
	if told, want := c.told(f), "changed A [speaker] (conflict), moved C (conflict)"; told != want {
		t.Fatalf("the difference is %q, want %q", told, want)
	}
	c.do(timer.TakeList{File: f, Only: []int{0, 1}})
	if list, want := c.shown(), "A/state/Ms. M, C, B"; list != want {
		t.Errorf("the list is %q, want %q", list, want)
	}
}

// A column that a file does not have takes nothing away, and changes no line into another.
func TestTakeListWithoutColumns(t *testing.T) {
	first := file("A/group/Ms. K", "B//Mr. L")
	first.Rows[0].Seat, first.Rows[0].Capacity = "7", timer.CouncilMember
	c := newChamber(t, first)
	c.hear("A")
	second := file("A", "B", "C")
	second.Says = []string{"delegation"}
	if told := c.told(second); told != "added C" {
		t.Errorf("the difference is %q", told)
	}
	c.do(timer.TakeList{File: second})
	if told := c.told(first); told != "withdrawn C" {
		t.Errorf("back to the first, the difference is %q", told)
	}
}

// A level that is guessed of a post goes with the post, though the file has no column for
// it; what a person, or an earlier file, has said of it stays.
func TestTakeListGuessesLevels(t *testing.T) {
	guess := func(title string, level timer.Level) timer.ListFile {
		f := file("Japan", "Peru//Ms. Vega")
		f.Says = []string{"delegation", "title", "speaker"}
		f.Rows[0].Title, f.Rows[0].Level, f.Rows[0].LevelGuessed = title, level, level != ""
		return f
	}
	c := newChamber(t, guess("Minister", timer.Minister))
	want := func(level timer.Level, guessed bool) {
		t.Helper()
		if e := c.List.Find(c.entry("Japan")); e.Level != level || e.LevelGuessed != guessed {
			t.Errorf("the level is %q, guessed %t; want %q, %t", e.Level, e.LevelGuessed, level, guessed)
		}
	}
	charge := guess("Chargé d’affaires", timer.Charge)
	if got := c.told(charge); got != "changed Japan [level title]" {
		t.Errorf("the difference is %s", got)
	}
	c.do(timer.TakeList{File: charge})
	want(timer.Charge, true)
	if got := c.told(charge); got != "" {
		t.Errorf("taken, the file still says %s", got)
	}
	if d := c.Difference(file("Peru//Ms. Vega")); len(d.Changes) != 1 || d.Changes[0].What != timer.WithdrawnIn || d.Changes[0].Conflict {
		t.Errorf("left out, it is as if a hand had been there: %+v", d.Changes)
	}
	chancellor := guess("Chancellor", "")
	c.do(timer.TakeList{File: chancellor})
	want("", false)
	c.do(timer.TakeList{File: charge}, timer.Amend{Entry: c.entry("Japan"), Level: text("permanent-representative")})
	if got := c.told(guess("Minister", timer.Minister)); got != "changed Japan [title]" {
		t.Errorf("after a hand it is %s", got)
	}
	c.do(timer.TakeList{File: guess("Minister", timer.Minister)})
	want(timer.PermanentRepresentative, false)
}

func TestTakeListNumbers(t *testing.T) {
	c := newChamber(t, file("A", "B"))
	c.do(timer.Inscribe{Inscription: rowOf("H", 0)}) // number 3
	c.do(timer.TakeList{File: file("X", "A", "B")})
	var got []string
	for _, e := range c.List {
		got = append(got, fmt.Sprint(e.Delegation, e.Seq))
	}
	if want := []string{"X1", "A2", "B3", "H4"}; !slices.Equal(got, want) {
		t.Errorf("the numbers are %v, want %v", got, want)
	}
}

// One delegation, spelled in two ways, is one where the file knows its code.
func TestTakeListKnowsCountries(t *testing.T) {
	first := file("Turkey", "B")
	first.Rows[0].ISO3 = "TUR"
	c := newChamber(t, first)
	second := file("Türkiye", "B")
	second.Rows[0].ISO3 = "TUR"
	if told := c.told(second); told != "changed Turkey [delegation]" {
		t.Errorf("the difference is %q", told)
	}
}

// What was done before a list was taken, and does not concern what it changed, can still
// be undone.
func TestUndoBehindATakenList(t *testing.T) {
	c := newChamber(t, file("A", "B", "C", "D"))
	c.give("A")
	begun := c.Rev
	c.do(timer.TakeList{File: file("A", "B", "D", "C", "E")})
	taken := c.Rev
	c.do(timer.Undo{Of: begun})
	if list, want := c.shown(), "A speaking, B, D, C, E"; list != want || c.Floor.Started {
		t.Errorf("the list is %q, want %q", list, want)
	}
	c.do(timer.Move{Entry: c.entry("D")})
	if err := c.try(timer.Undo{Of: taken}); !errors.Is(err, timer.ErrNotNow) {
		t.Errorf("taken back below what depends on it: %v", err)
	}
}

// The list to rehearse with is gone once another is taken, but for who was heard; one
// undo brings it back.
func TestSampleListGivesWay(t *testing.T) {
	c := newChamber(t, file("A", "B", "C"))
	c.Sample = true
	c.hear("A")
	before, opened := c.shown(), c.Rev
	next := file("B", "D")
	c.do(timer.TakeList{File: next, Only: everything(c.Difference(next))})
	if got := c.shown(); got != "A heard, B, D" || c.SampleList() || !c.Sample {
		t.Errorf("the list is %s; the sample's: %v; a rehearsal: %v", got, c.SampleList(), c.Sample)
	}
	third := file("D")
	c.do(timer.TakeList{File: third, Only: everything(c.Difference(third))})
	if got := c.shown(); got != "A heard, B withdrawn, D" {
		t.Errorf("whom a file leaves out of the list of a file: %s", got)
	}
	c.do(timer.Undo{Of: c.Rev}, timer.Undo{Of: opened + 1})
	if got := c.shown(); got != before || !c.SampleList() {
		t.Errorf("taken back, the list is %s", got)
	}
}

// everything is all of a difference, by its indices.
func everything(d timer.ListDifference) []int {
	only := make([]int, len(d.Changes))
	for i := range only {
		only[i] = i
	}
	return only
}
