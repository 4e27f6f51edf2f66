package timer_test

import (
	"testing"
	"time"

	"rostrum/timer"
)

// What a change of the rules in force leaves as it is.
func TestSetRules(t *testing.T) {
	const half = 30 * time.Second
	end := timer.Mark{Offset: half, BeforeLimit: true}
	ring := timer.Signals{Speaking: timer.Steady, Warning: timer.Flash, Over: timer.Flash, Overrun: timer.Flash}
	m := must(t, timer.Meeting{}, timer.OpenMeeting{Rules: timer.Rules{
		Name: "of the file", Source: "a note", Signals: ring,
		Default: timer.Rule{Limit: 3 * time.Minute, Warning: end, Grace: half},
		ByKind:  map[timer.Kind]timer.Rule{timer.Group: {Limit: 9 * time.Minute, Warning: end, Grace: half}},
	}}, 0)
	short := timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Limit: time.Minute}}}
	for _, c := range []struct {
		name               string
		do                 []timer.SetRules
		called, source     string
		state, group, rest time.Duration
	}{
		{"one kind", []timer.SetRules{short}, timer.OwnRules, "", time.Minute, 9 * time.Minute, 3 * time.Minute},
		{"one kind and then another", []timer.SetRules{short, {Change: []timer.RuleChange{{Kind: timer.Group, Limit: 8 * time.Minute}}}},
			timer.OwnRules, "", time.Minute, 8 * time.Minute, 3 * time.Minute},
		{"with a name", []timer.SetRules{{Change: short.Change, Called: "short"}}, "short", "", time.Minute, 9 * time.Minute, 3 * time.Minute},
		{"the name of what was", []timer.SetRules{{Change: short.Change, Called: "short"}, short}, timer.OwnRules, "", time.Minute, 9 * time.Minute, 3 * time.Minute},
		{"all that have no rule of their own", []timer.SetRules{short, {Change: []timer.RuleChange{{Kind: timer.Otherwise, Limit: 2 * time.Minute}}}},
			timer.OwnRules, "", time.Minute, 9 * time.Minute, 2 * time.Minute},
		{"a name alone", []timer.SetRules{{Called: "the same"}}, "the same", "a note", 3 * time.Minute, 9 * time.Minute, 3 * time.Minute},
		{"a preset", []timer.SetRules{short, {Preset: "note-507"}}, "note-507", preset(t, "note-507").Source, 5 * time.Minute, 5 * time.Minute, 5 * time.Minute},
		{"a preset with one kind", []timer.SetRules{{Preset: "note-507", Change: short.Change}}, timer.OwnRules, "", time.Minute, 5 * time.Minute, 5 * time.Minute},
	} {
		now := m
		for _, command := range c.do {
			now = must(t, now, command, time.Second)
		}
		r := now.Rules
		if r.Name != c.called || r.Source != c.source {
			t.Errorf("%s: the rules are %q, of %q", c.name, r.Name, r.Source)
		}
		if r.Signals != ring {
			t.Errorf("%s: the lights show %+v", c.name, r.Signals)
		}
		for kind, limit := range map[timer.Kind]time.Duration{timer.State: c.state, timer.Group: c.group, timer.Briefer: c.rest} {
			if want := (timer.Rule{Limit: limit, Warning: end, Grace: half}); r.For(kind) != want {
				t.Errorf("%s: the rule of %s is %+v; want %+v", c.name, kind, r.For(kind), want)
			}
		}
	}
	if m.Rules.For(timer.State).Limit != 3*time.Minute {
		t.Error("the meeting before was changed")
	}
}

func preset(t *testing.T, name string) timer.Rules {
	t.Helper()
	r, ok := timer.Preset(name)
	if !ok {
		t.Fatalf("there is no preset %s", name)
	}
	return r
}
