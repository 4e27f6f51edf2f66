package timer_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

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
		t.Fatalf("%s: %v", timer.ActOf(c).Name, err)
	}
	for _, e := range events {
		m = m.Apply(e)
	}
	return m
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

// What an undo does again was done by whoever did it first: a refusal still says who
// gave the floor away.
func TestUndoKeepsWhoActedSince(t *testing.T) {
	m := opened(t, 3)
	m = must(t, m, timer.Withdraw{Entry: "e3"}, 0)
	withdrawn := m.Rev
	m = must(t, m, timer.GiveFloor{Entry: "e1"}, 0)
	m = must(t, m, timer.Undo{Of: withdrawn}, 0)
	_, err := m.Decide(chair, timer.GiveFloor{Entry: "e2"}, at(0))
	var refusal *timer.Refusal
	if err = m.Explain(err); !errors.As(err, &refusal) || refusal.By != chair {
		t.Errorf("refused with %+v; want it to name %s", refusal, chair)
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
