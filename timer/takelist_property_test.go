package timer_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
)

// For any two lists and any state of the debate: taking the second leaves alone who was
// heard or has the floor, and all that a hand has done; and what no hand has touched is as
// the second list says, in its order.
func TestTakenListIsTheFile(t *testing.T) { rapid.Check(t, takenList) }

// The same, of lists and debates that the fuzzer makes up.
func FuzzTakenList(f *testing.F) { f.Fuzz(rapid.MakeFuzz(takenList)) }

func takenList(t *rapid.T) {
	rules, _ := timer.Preset(timer.DefaultRules)
	h := &hands{T: t, now: time.Hour, placed: make(map[timer.EntryID]bool), amended: make(map[timer.EntryID]string)}
	first := h.file()
	if err := h.do(timer.OpenMeeting{Rules: rules, List: first.Rows}); err != nil {
		t.Fatal(err)
	}
	for range rapid.IntRange(0, 12).Draw(t, "acts") {
		h.act()
	}
	for range rapid.IntRange(1, 3).Draw(t, "files") {
		h.take(h.file())
		for range rapid.IntRange(0, 6).Draw(t, "acts") {
			h.act()
		}
	}
}

// hands is a meeting, and what people have done to its list.
type hands struct {
	*rapid.T
	m       timer.Meeting
	now     time.Duration
	placed  map[timer.EntryID]bool
	amended map[timer.EntryID]string // the speaker that somebody has written
}

func (h *hands) do(c timer.Command) error {
	h.now += time.Second
	events, err := h.m.Decide(chair, c, at(h.now))
	for _, e := range events {
		h.m = h.m.Apply(e)
	}
	return err
}

func (h *hands) file() timer.ListFile {
	f := timer.ListFile{Says: timer.FiledFields()}
	if rapid.Bool().Draw(h.T, "levels are guessed") {
		f.Says = slices.DeleteFunc(f.Says, func(field string) bool { return field == "level" })
	}
	for i := range rapid.IntRange(1, 12).Draw(h.T, "rows") {
		f.Rows = append(f.Rows, timer.Inscription{
			Seq: i + 1, Delegation: rapid.SampledFrom([]string{"A", "B", "C", "D", "E", "F", "G"}).Draw(h.T, "delegation"),
			Kind:    rapid.SampledFrom([]timer.Kind{timer.State, timer.State, timer.State, timer.Group}).Draw(h.T, "kind"),
			Speaker: rapid.SampledFrom([]string{"", "Ms. K", "Mr. L"}).Draw(h.T, "speaker"),
		})
		row := &f.Rows[i]
		row.Level = rapid.SampledFrom([]timer.Level{"", timer.Minister, timer.Charge}).Draw(h.T, "level")
		row.Title = string(row.Level)
		row.LevelGuessed = row.Level != "" && (!slices.Contains(f.Says, "level") || rapid.Bool().Draw(h.T, "guessed"))
	}
	return f
}

func (h *hands) line() *timer.Entry {
	return h.m.List[rapid.IntRange(0, len(h.m.List)-1).Draw(h.T, "line")]
}

// act does something to the debate or to its list.
func (h *hands) act() {
	switch rapid.IntRange(0, 8).Draw(h.T, "act") {
	case 0, 1:
		if h.m.Floor == nil {
			_ = h.do(timer.GiveFloor{Entry: h.line().ID})
		}
		_ = h.do(timer.Start{})
	case 2, 3:
		_ = h.do(timer.End{})
	case 4:
		e := h.line()
		if h.do(timer.Move{Entry: e.ID, Before: h.line().ID}) == nil {
			h.placed[e.ID] = true
		}
	case 5:
		e, speaker := h.line(), fmt.Sprint("hand ", h.now)
		if h.do(timer.Amend{Entry: e.ID, Speaker: &speaker}) == nil {
			h.amended[e.ID] = speaker
		}
	case 6:
		_ = h.do(timer.Withdraw{Entry: h.line().ID})
	case 7:
		e := h.line()
		if h.do(timer.MarkAbsent{Entry: e.ID, Then: timer.ToTheEnd}) == nil {
			h.placed[e.ID] = true
		}
	case 8:
		in := timer.Inscription{Delegation: rapid.SampledFrom([]string{"A", "H"}).Draw(h.T, "by hand"), Kind: timer.State}
		before := h.m.List
		_ = h.do(timer.Inscribe{Inscription: in, Before: h.line().ID})
		for _, e := range h.m.List {
			if before.Find(e.ID) == nil {
				h.placed[e.ID] = true
			}
		}
	}
}

func (h *hands) take(f timer.ListFile) {
	before := h.m
	d := h.m.Difference(f)
	err := h.do(timer.TakeList{File: f, Seen: d.ID()})
	if err != nil {
		if !errors.Is(err, timer.ErrNotNow) || slices.ContainsFunc(d.Changes, func(c timer.ListChange) bool { return !c.Conflict }) {
			h.Fatalf("%v; the changes are %+v", err, d.Changes)
		}
		return
	}
	h.untouched(&before)
	h.inOrder(f, &before)
	for _, c := range h.m.Difference(f).Changes {
		h.Fatalf("once more, the difference is %+v", c)
	}
	after := h.m
	if err := h.do(timer.Undo{Of: h.m.Rev}); err != nil {
		h.Fatal(err)
	}
	if !reflect.DeepEqual(h.m.List, before.List) {
		h.Fatalf("after the undo there is\n%v\nbefore\n%v", words(h.m.List), words(before.List))
	}
	if err := h.do(timer.TakeList{File: f}); err != nil {
		h.Fatal(err)
	}
	if words(h.m.List) != words(after.List) {
		h.Fatalf("once more it is\n%v\nand was\n%v", words(h.m.List), words(after.List))
	}
}

func words(l timer.SpeakersList) string {
	out := ""
	for _, e := range l {
		out += fmt.Sprintf("%s %s %s; ", e.Delegation, e.Kind, e.Status)
	}
	return out
}

// untouched checks that all that has been done stays.
func (h *hands) untouched(before *timer.Meeting) {
	if !reflect.DeepEqual(h.m.Floor, before.Floor) || !reflect.DeepEqual(h.m.Ended, before.Ended) {
		h.Fatal("a statement is another")
	}
	for _, was := range before.List {
		is := h.m.List.Find(was.ID)
		if is == nil {
			h.Fatalf("%s is gone", was.Delegation)
		}
		waits := was.Status == timer.Waiting || was.Status == timer.Absent
		switch {
		case !waits && (is.Status != was.Status || !reflect.DeepEqual(is.Inscription, was.Inscription)):
			h.Fatalf("%+v became %+v", was, is)
		case is.Status != was.Status && is.Status != timer.Withdrawn:
			h.Fatalf("%s became %s", was.Status, is.Status)
		case h.amended[was.ID] != "" && is.Speaker != was.Speaker:
			h.Fatalf("%s was corrected by hand to %s; now it is %s", was.Delegation, was.Speaker, is.Speaker)
		}
	}
	// What a hand has placed keeps its order among what does not move.
	fixed := func(l timer.SpeakersList) (ids []timer.EntryID) {
		for _, e := range l {
			if was := before.List.Find(e.ID); was != nil && (h.placed[e.ID] || was.Status != timer.Waiting) {
				ids = append(ids, e.ID)
			}
		}
		return ids
	}
	if was, is := fixed(before.List), fixed(h.m.List); !slices.Equal(was, is) {
		h.Fatalf("what was placed by hand stands as %v, and stood as %v", is, was)
	}
}

// inOrder checks that who waits and was not touched is who the file says, in its order.
func (h *hands) inOrder(f timer.ListFile, before *timer.Meeting) {
	type speaker struct {
		delegation string
		kind       timer.Kind
		name       string
	}
	var is []speaker
	spoken := make(map[string]int) // rows that are lines which nothing may touch
	for _, e := range h.m.List {
		if e.Status == timer.Waiting && !h.placed[e.ID] && h.amended[e.ID] == "" {
			is = append(is, speaker{e.Delegation, e.Kind, e.Speaker})
			continue
		}
		spoken[e.Delegation]++
	}
	at := 0
	for _, row := range f.Rows {
		if at < len(is) && is[at] == (speaker{row.Delegation, row.Kind, row.Speaker}) {
			at++
			continue
		}
		if spoken[row.Delegation]--; spoken[row.Delegation] < 0 {
			h.Fatalf("row %+v is not on the list, or not in its place: %s; before %s", row, words(h.m.List), words(before.List))
		}
	}
	if at != len(is) {
		h.Fatalf("the file does not say %+v, or not there: %s", is[at:], words(h.m.List))
	}
}
