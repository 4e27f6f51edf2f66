package outward_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"rostrum/display/outward"
	"rostrum/timer"
)

var noon = time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)

// at is a moment of the debate.
func at(d time.Duration) timer.Stamp {
	return timer.Stamp{Wall: noon.Add(d), Steady: timer.Instant(time.Hour + d), Boot: "boot"}
}

// act is a command at a moment.
type act struct {
	at time.Duration
	do timer.Command
}

// played is the meeting after acts of the chair.
func played(t *testing.T, list []timer.Inscription, acts ...act) timer.Meeting {
	t.Helper()
	rules, _ := timer.Preset(timer.DefaultRules)
	var m timer.Meeting
	acts = append([]act{{-time.Minute, timer.OpenMeeting{Symbol: "S/PV.8539", Title: "Working methods", Rules: rules, List: list}}}, acts...)
	for _, a := range acts {
		events, err := m.Decide(timer.Actor{Role: timer.Chair, Name: "PRIVATE tablet"}, a.do, at(a.at))
		if err != nil {
			t.Fatalf("%T at %v: %v", a.do, a.at, err)
		}
		for _, e := range events {
			m = m.Apply(e)
		}
	}
	return m
}

var list = []timer.Inscription{{Delegation: "Japan", Kind: timer.State}, {Delegation: "Peru", Kind: timer.State}, {Delegation: "Fiji", Kind: timer.State}}

func TestShown(t *testing.T) {
	given := []act{{0, timer.GiveFloor{Entry: "e1"}}}
	started := append(given[:1:1], act{time.Second, timer.Start{}})
	paused := append(started[:2:2], act{11500 * time.Millisecond, timer.Pause{}})
	base := outward.Shown{Meeting: "S/PV.8539", Title: "Working methods", Phase: outward.NoPhase}
	with := func(change func(*outward.Shown)) outward.Shown {
		s := base
		change(&s)
		return s
	}
	japan := with(func(s *outward.Shown) {
		s.Floor, s.Delegation, s.Code, s.Kind, s.Limited, s.Limit = true, "Japan", "JPN", timer.State, true, 180
		s.Next, s.Waiting = "Peru", 2
	})
	of := func(phase string, signal timer.Signal, running bool, elapsed, remaining int64) outward.Shown {
		s := japan
		s.Phase, s.Signal, s.Running, s.Elapsed, s.Remaining = phase, signal, running, elapsed, remaining
		return s
	}
	for _, c := range []struct {
		says   string
		acts   []act
		at     time.Duration
		want   outward.Shown
		digits string
	}{
		{"nobody", nil, 0, with(func(s *outward.Shown) { s.Next, s.Waiting = "Japan", 3 }), ""},
		{"ready", given, 500 * time.Millisecond, of("ready", timer.Dark, false, 0, 180), "3:00"},
		{"half a second", started, 1500 * time.Millisecond, of("speaking", timer.Dark, true, 0, 180), "3:00"},
		{"a second", started, 2 * time.Second, of("speaking", timer.Dark, true, 1, 179), "2:59"},
		{"the warning", started, 151 * time.Second, of("warning", timer.Flash, true, 150, 30), "0:30"},
		{"the limit", started, 181 * time.Second, of("over", timer.Flash, true, 180, 0), "0:00"},
		{"past it", started, 193900 * time.Millisecond, of("over", timer.Flash, true, 192, -12), "+0:12"},
		{"far past it", started, 2 * time.Hour, of("overrun", timer.Steady, true, 7199, -7019), "+1:56:59"},
		{"paused", paused, time.Hour, func() outward.Shown {
			s := of("speaking", timer.Dark, false, 10, 170)
			s.Paused = true
			return s
		}(), "2:50"},
	} {
		m := played(t, list, c.acts...)
		got := outward.At(&timer.Snapshot{Meeting: m}, at(c.at))
		if got.Code != "" { // told only where a name is missing in some language
			c.want.Code = got.Code
		} else {
			c.want.Code = ""
		}
		if got != c.want || got.Digits() != c.digits {
			t.Errorf("%s:\n%+v %q; want\n%+v %q", c.says, got, got.Digits(), c.want, c.digits)
		}
	}
}

// Whatever is private of a debate, and every name of a person, stays inside.
func TestNothingPrivateGoesOut(t *testing.T) {
	secret := []timer.Inscription{
		{
			Delegation: "Japan", Speaker: "PRIVATE Ms. Abe", Kind: timer.State, Seat: "PRIVATE 7", Language: "PRIVATE ja", Remarks: "PRIVATE wishes to speak early",
			Registration: timer.Registration{Title: "PRIVATE title", Allowance: 12321 * time.Millisecond, RegisteredAt: noon.AddDate(-1, 0, 0)},
		},
		{
			Delegation: "Peru", Speaker: "PRIVATE Mr. Vega", Kind: timer.State, Seat: "PRIVATE 8", Remarks: "PRIVATE late",
			Registration: timer.Registration{Title: "PRIVATE title", Allowance: 12321 * time.Millisecond},
		},
	}
	m := played(t, secret,
		act{0, timer.GiveFloor{Entry: "e1"}}, act{time.Second, timer.Start{}},
		act{2 * time.Second, timer.Note{Text: "PRIVATE note"}},
		act{3 * time.Second, timer.Remind{Line: timer.Slower}},
		act{4 * time.Second, timer.Urge{}}, act{5 * time.Second, timer.Pause{Reason: "PRIVATE reason"}},
	)
	s := &timer.Snapshot{
		Run: "PRIVATE run", Meeting: m, Request: "PRIVATE request", Notices: []timer.Notice{{Code: "PRIVATE", Message: "PRIVATE notice"}},
		Proposal: &timer.Proposal{Name: "PRIVATE file"}, Seats: timer.Seats{{Name: "PRIVATE seat"}},
	}
	shown := outward.At(s, at(6*time.Second))
	text, err := json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	if all := string(text) + shown.Code + shown.Digits(); strings.Contains(all, "PRIVATE") || strings.Contains(all, "12321") {
		t.Errorf("it tells %s", all)
	}
	if shown.Delegation != "Japan" || shown.Next != "Peru" || !shown.Paused {
		t.Errorf("it does not tell what is public: %s", text)
	}
}
