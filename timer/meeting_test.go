package timer_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
)

const boot = "a boot"

var chair = timer.Actor{Role: timer.Chair, Name: "tablet"}

func at(d time.Duration) timer.Stamp {
	return timer.Stamp{Wall: time.Date(2024, 3, 11, 10, 0, 0, 0, time.UTC).Add(d), Steady: timer.Instant(d), Boot: boot}
}

// opened returns a meeting of n States on their list, which is at revision 1.
func opened(t testing.TB, n int) timer.Meeting {
	t.Helper()
	rules, _ := timer.Preset(timer.DefaultRules)
	open := timer.OpenMeeting{Rules: rules}
	for i := range n {
		open.List = append(open.List, timer.Inscription{Delegation: fmt.Sprintf("Country %d", i+1), Kind: timer.State})
	}
	return must(t, timer.Meeting{}, open, 0)
}

func must(t testing.TB, m timer.Meeting, c timer.Command, when time.Duration) timer.Meeting {
	t.Helper()
	events, err := m.Decide(chair, c, at(when))
	if err != nil {
		t.Fatalf("%s: %v", c.Name(), err)
	}
	for _, e := range events {
		m = m.Apply(e)
	}
	return m
}

func TestRefusals(t *testing.T) {
	waiting := opened(t, 3)
	ready := must(t, waiting, timer.GiveFloor{Entry: "e1"}, time.Second)
	running := must(t, ready, timer.Start{}, 2*time.Second)
	paused := must(t, running, timer.Pause{}, 3*time.Second)
	heard := must(t, running, timer.End{}, 4*time.Second)
	gone := must(t, waiting, timer.Withdraw{Entry: "e2"}, time.Second)
	closed := must(t, waiting, timer.CloseList{}, time.Second)
	somebody := timer.Inscription{Delegation: "Japan", Kind: timer.State}
	for _, c := range []struct {
		name    string
		meeting timer.Meeting
		command timer.Command
		reason  error
		field   string
	}{
		{"the floor to an entry that is not there", waiting, timer.GiveFloor{Entry: "e9"}, timer.ErrUnknown, "entry"},
		{"the floor while somebody has it", ready, timer.GiveFloor{Entry: "e2"}, timer.ErrNotNow, ""},
		{"the floor to one who was heard", heard, timer.GiveFloor{Entry: "e1"}, timer.ErrNotNow, ""},
		{"the floor to one who withdrew", gone, timer.GiveFloor{Entry: "e2"}, timer.ErrNotNow, ""},
		{"a seat with a line break", waiting, timer.GiveFloor{Entry: "e1", Seat: "7\n"}, timer.ErrInvalid, "seat"},
		{"a start with nobody there", waiting, timer.Start{}, timer.ErrNotNow, ""},
		{"a second start", running, timer.Start{}, timer.ErrNotNow, ""},
		{"a pause with nobody there", waiting, timer.Pause{}, timer.ErrNotNow, ""},
		{"a pause before the start", ready, timer.Pause{}, timer.ErrNotNow, ""},
		{"a second pause", paused, timer.Pause{}, timer.ErrNotNow, ""},
		{"a reason without an end", running, timer.Pause{Reason: string(make([]byte, 1000))}, timer.ErrInvalid, "reason"},
		{"a resumption of what runs", running, timer.Resume{}, timer.ErrNotNow, ""},
		{"an extension with nobody there", waiting, timer.Extend{By: time.Second}, timer.ErrNotNow, ""},
		{"an extension by nothing", running, timer.Extend{}, timer.ErrInvalid, "by_ms"},
		{"an extension by a year", running, timer.Extend{By: 8760 * time.Hour}, timer.ErrInvalid, "by_ms"},
		{"a limit of nothing", running, timer.Extend{By: -3 * time.Minute}, timer.ErrInvalid, "by_ms"},
		{"an urge before the start", ready, timer.Urge{}, timer.ErrNotNow, ""},
		{"an end with nobody there", waiting, timer.End{}, timer.ErrNotNow, ""},
		{"an inscription on a closed list", closed, timer.Inscribe{Inscription: somebody}, timer.ErrNotNow, ""},
		{"an inscription in front of nobody", waiting, timer.Inscribe{Inscription: somebody, Before: "e9"}, timer.ErrUnknown, "before"},
		{"an inscription without a delegation", waiting, timer.Inscribe{Inscription: timer.Inscription{Kind: timer.State}}, timer.ErrInvalid, "delegation"},
		{"an inscription of a space", waiting, timer.Inscribe{Inscription: timer.Inscription{Delegation: "\u00a0 ", Kind: timer.State}}, timer.ErrInvalid, "delegation"},
		{"an inscription that turns the line round", waiting, timer.Inscribe{Inscription: timer.Inscription{Delegation: "a\u202eb", Kind: timer.State}}, timer.ErrInvalid, "delegation"},
		{"an inscription of an unknown kind", waiting, timer.Inscribe{Inscription: timer.Inscription{Delegation: "Japan", Kind: "State"}}, timer.ErrInvalid, "kind"},
		{"a withdrawal of who is not there", waiting, timer.Withdraw{Entry: "e9"}, timer.ErrUnknown, "entry"},
		{"a withdrawal of who has the floor", running, timer.Withdraw{Entry: "e1"}, timer.ErrNotNow, ""},
		{"a second withdrawal", gone, timer.Withdraw{Entry: "e2"}, timer.ErrNotNow, ""},
		{"a move of who was heard", heard, timer.Move{Entry: "e1"}, timer.ErrNotNow, ""},
		{"a move in front of oneself", waiting, timer.Move{Entry: "e1", Before: "e1"}, timer.ErrInvalid, "before"},
		{"a move in front of nobody", waiting, timer.Move{Entry: "e1", Before: "e9"}, timer.ErrUnknown, "before"},
		{"a second closing", closed, timer.CloseList{}, timer.ErrNotNow, ""},
		{"a reopening of what is open", waiting, timer.ReopenList{}, timer.ErrNotNow, ""},
		{"an undo of the future", waiting, timer.Undo{Of: 9}, timer.ErrUnknown, "of"},
		{"an undo of the opening", waiting, timer.Undo{Of: 1}, timer.ErrNotNow, ""},
		{"an undo of what is not the last", running, timer.Undo{Of: 2}, timer.ErrNotNow, "of"},
		{"another meeting while somebody speaks", running, timer.OpenMeeting{Rules: waiting.Rules}, timer.ErrNotNow, ""},
	} {
		before := c.meeting
		_, err := c.meeting.Decide(chair, c.command, at(time.Minute))
		var refusal *timer.Refusal
		switch {
		case !errors.As(err, &refusal):
			t.Errorf("%s: %v is not a refusal", c.name, err)
		case !errors.Is(err, c.reason) || refusal.Field != c.field || refusal.Message == "":
			t.Errorf("%s: %v (%v, field %q); want %v, field %q", c.name, err, refusal.Reason, refusal.Field, c.reason, c.field)
		case !reflect.DeepEqual(before, c.meeting):
			t.Errorf("%s: the meeting was changed", c.name)
		}
	}
}

// Whatever is commanded, in whatever order, the invariants of a meeting hold.
func TestMeetingInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, _ := timer.Preset(timer.DefaultRules)
		open := timer.OpenMeeting{Rules: rules, List: []timer.Inscription{
			{Delegation: "A", Kind: timer.State}, {Delegation: "B", Kind: timer.Group}, {Delegation: "C", Kind: timer.Briefer},
		}}
		var history timer.History
		var records []timer.Record
		now := time.Duration(0)
		do := func(c timer.Command) bool {
			before := history.Meeting
			events, err := history.Meeting.Decide(chair, c, at(now))
			if err != nil {
				return false
			}
			r := timer.Record{Events: events}
			records = append(records, r)
			if err := history.Add(r); err != nil {
				t.Fatal(err)
			}
			check(t, &before, &history.Meeting, c, now)
			return true
		}
		do(open)
		for range rapid.IntRange(1, 60).Draw(t, "commands") {
			now += time.Duration(rapid.Int64Range(0, int64(4*time.Minute)).Draw(t, "later"))
			c := drawCommand(t, &history.Meeting)
			before := history.Meeting
			if !do(c) || !rapid.Bool().Draw(t, "and undo it") {
				continue
			}
			if _, undone := c.(timer.Undo); undone {
				continue
			}
			if !do(timer.Undo{Of: history.Meeting.Rev}) {
				t.Fatalf("%s cannot be undone", c.Name())
			}
			same(t, before, history.Meeting, c)
		}
		var again timer.History
		for _, r := range records {
			if err := again.Add(r); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(again.Meeting, history.Meeting) {
			t.Fatal("replay gives another meeting")
		}
	})
}

func drawCommand(t *rapid.T, m *timer.Meeting) timer.Command {
	entry := func(name string) timer.EntryID {
		return timer.EntryID(fmt.Sprintf("e%d", rapid.IntRange(0, len(m.List)+1).Draw(t, name)))
	}
	before := func() timer.EntryID {
		if rapid.Bool().Draw(t, "at the end") {
			return ""
		}
		return entry("before")
	}
	switch rapid.IntRange(0, 13).Draw(t, "command") {
	case 0, 1:
		return timer.GiveFloor{Entry: entry("entry")}
	case 2, 3:
		return timer.Start{}
	case 4:
		return timer.Pause{}
	case 5:
		return timer.Resume{}
	case 6:
		return timer.Extend{By: time.Duration(rapid.IntRange(-300, 300).Draw(t, "by")) * time.Second}
	case 7:
		return timer.Urge{}
	case 8:
		return timer.End{}
	case 9:
		return timer.Inscribe{Inscription: timer.Inscription{Delegation: "D", Kind: timer.State}, Before: before()}
	case 10:
		return timer.Withdraw{Entry: entry("entry")}
	case 11:
		return timer.Move{Entry: entry("entry"), Before: before()}
	case 12:
		if m.ListClosed {
			return timer.ReopenList{}
		}
		return timer.CloseList{}
	default:
		u, _ := m.Undoable()
		return timer.Undo{Of: u.Of}
	}
}

func check(t *rapid.T, before, after *timer.Meeting, c timer.Command, now time.Duration) {
	if after.Rev != before.Rev+1 {
		t.Fatalf("%s: revision %d follows %d", c.Name(), after.Rev, before.Rev)
	}
	speaking, ids := 0, map[timer.EntryID]bool{}
	for _, e := range after.List {
		if ids[e.ID] {
			t.Fatalf("%s: entry %s stands twice on the list", c.Name(), e.ID)
		}
		ids[e.ID] = true
		if e.Status == timer.HasFloor {
			speaking++
			if after.Floor == nil || after.Floor.Entry != e.ID {
				t.Fatalf("%s: %s speaks without the floor", c.Name(), e.ID)
			}
		}
	}
	if (after.Floor != nil) != (speaking == 1) || speaking > 1 {
		t.Fatalf("%s: %d speak at once", c.Name(), speaking)
	}
	f, g := before.Floor, after.Floor
	if _, undo := c.(timer.Undo); undo || f == nil || g == nil || f.ID != g.ID {
		return
	}
	if a, b := f.ElapsedAt(timer.Instant(now)), g.ElapsedAt(timer.Instant(now)); a != b {
		t.Fatalf("%s: elapsed jumped from %v to %v", c.Name(), a, b)
	}
	if g.SignalAt(timer.Instant(now)) != timer.Dark && (g.Paused() || !g.Started) {
		t.Fatalf("%s: a clock that stands shows a light", c.Name())
	}
}

// same compares what people see of two meetings.
func same(t *rapid.T, want, got timer.Meeting, c timer.Command) {
	if !reflect.DeepEqual(want.List, got.List) || !reflect.DeepEqual(want.Floor, got.Floor) ||
		!reflect.DeepEqual(want.Last, got.Last) || want.ListClosed != got.ListClosed {
		t.Fatalf("the undo of %s does not restore the meeting", c.Name())
	}
	was, _ := want.Undoable()
	is, _ := got.Undoable()
	if was != is {
		t.Fatalf("after the undo of %s the next undo would be %v, not %v", c.Name(), is, was)
	}
}

// Undoing goes back at least 64 actions, and what it cannot reach any more is
// let go.
func TestUndoDepth(t *testing.T) {
	m := opened(t, 1)
	for range 300 {
		m = must(t, m, timer.Inscribe{Inscription: timer.Inscription{Delegation: "X", Kind: timer.State}}, 0)
	}
	n := 0
	for ; ; n++ {
		u, ok := m.Undoable()
		if !ok {
			break
		}
		m = must(t, m, timer.Undo{Of: u.Of}, 0)
	}
	if n < 64 || n > 128 {
		t.Errorf("%d actions could be undone; want 64 to 128", n)
	}
	if want := 301 - n; len(m.List) != want {
		t.Errorf("%d speakers are left; want %d", len(m.List), want)
	}
}

// A number that was given is not given again, also after an undo.
func TestNumbersAreGivenOnce(t *testing.T) {
	m := opened(t, 2)
	m = must(t, m, timer.GiveFloor{Entry: "e1"}, 0)
	m = must(t, m, timer.Undo{Of: m.Rev}, 0)
	m = must(t, m, timer.GiveFloor{Entry: "e1"}, 0)
	if m.Floor.ID != 2 {
		t.Errorf("the second statement has number %d", m.Floor.ID)
	}
	somebody := timer.Inscribe{Inscription: timer.Inscription{Delegation: "X", Kind: timer.State}}
	m = must(t, m, somebody, 0)
	m = must(t, m, timer.Undo{Of: m.Rev}, 0)
	m = must(t, m, somebody, 0)
	if id := m.List[2].ID; id != "e4" {
		t.Errorf("the second inscription is %s; want e4", id)
	}
}

func BenchmarkDecideApply(b *testing.B) {
	m := opened(b, 200)
	b.Run("give the floor", func(b *testing.B) { benchmarkCommand(b, m, timer.GiveFloor{Entry: "e150"}) })
	m = must(b, m, timer.GiveFloor{Entry: "e150"}, 0)
	b.Run("start", func(b *testing.B) { benchmarkCommand(b, m, timer.Start{}) })
	b.Run("inscribe", func(b *testing.B) {
		benchmarkCommand(b, m, timer.Inscribe{Inscription: timer.Inscription{Delegation: "Japan", Kind: timer.State}})
	})
}

func benchmarkCommand(b *testing.B, m timer.Meeting, c timer.Command) {
	b.ReportAllocs()
	for b.Loop() {
		events, err := m.Decide(chair, c, at(time.Second))
		if err != nil {
			b.Fatal(err)
		}
		_ = m.Apply(events[0])
	}
}
