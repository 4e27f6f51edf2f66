package timer_test

import (
	"testing"
	"time"

	"rostrum/timer"
)

// The two replies of a delegation are its first and its second, whichever kind is
// named for them and whoever names it.
func TestRepliesAreCounted(t *testing.T) {
	first, second := string(timer.RightOfReply), string(timer.SecondReply)
	reply := func(k timer.Kind) timer.Command {
		return timer.Inscribe{Inscription: timer.Inscription{Delegation: "China", Kind: k}}
	}
	for _, c := range []struct {
		name string
		do   []timer.Command
		want []timer.Kind // of the lines after the first, of a State
	}{
		{"the command", []timer.Command{timer.Reply{Delegation: "China"}, timer.Reply{Delegation: "China"}}, []timer.Kind{timer.RightOfReply, timer.SecondReply}},
		{"inscribed", []timer.Command{reply(timer.RightOfReply), reply(timer.RightOfReply)}, []timer.Kind{timer.RightOfReply, timer.SecondReply}},
		{"the second alone: the first was in another meeting", []timer.Command{reply(timer.SecondReply)}, []timer.Kind{timer.SecondReply}},
		{"the second, and then another one", []timer.Command{reply(timer.SecondReply), reply(timer.SecondReply)}, []timer.Kind{timer.SecondReply, timer.RightOfReply}},
		{"one of each", []timer.Command{reply(timer.SecondReply), timer.Reply{Delegation: "China"}}, []timer.Kind{timer.SecondReply, timer.RightOfReply}},
		{"withdrawn does not count", []timer.Command{reply(timer.RightOfReply), timer.Withdraw{Entry: "e2"}, reply(timer.RightOfReply)}, []timer.Kind{timer.RightOfReply, timer.RightOfReply}},
		{"absent counts", []timer.Command{reply(timer.RightOfReply), timer.MarkAbsent{Entry: "e2", Then: timer.ToTheEnd}, reply(timer.RightOfReply)}, []timer.Kind{timer.RightOfReply, timer.SecondReply}},
		{"not heard counts, also when the debate is reopened", []timer.Command{reply(timer.RightOfReply), timer.CloseDebate{}, timer.ReopenDebate{}, reply(timer.RightOfReply)},
			[]timer.Kind{timer.RightOfReply, timer.SecondReply}},
		{"heard counts, also when the statement is reopened", []timer.Command{reply(timer.RightOfReply), timer.GiveFloor{Entry: "e2"}, timer.Start{}, timer.End{}, reply(timer.RightOfReply), timer.Reopen{Statement: 1}, timer.End{}},
			[]timer.Kind{timer.RightOfReply, timer.SecondReply}},
		{"corrected into one", []timer.Command{timer.Inscribe{Inscription: timer.Inscription{Delegation: "China", Kind: timer.State}}, reply(timer.RightOfReply), timer.Amend{Entry: "e2", Kind: &first}},
			[]timer.Kind{timer.SecondReply, timer.RightOfReply}},
		{"the only one becomes the second", []timer.Command{reply(timer.RightOfReply), timer.Amend{Entry: "e2", Kind: &second}}, []timer.Kind{timer.SecondReply}},
		{"a correction of the speaker is none of the kind", []timer.Command{reply(timer.RightOfReply), reply(timer.RightOfReply), timer.Amend{Entry: "e2", Speaker: &first}},
			[]timer.Kind{timer.RightOfReply, timer.SecondReply}},
	} {
		m := opened(t, 1)
		for i, command := range c.do {
			m = must(t, m, command, time.Duration(i)*time.Second)
		}
		for i, e := range m.List[1:] {
			if i >= len(c.want) || e.Kind != c.want[i] {
				t.Errorf("%s: line %d is %s; want %v", c.name, i+2, e.Kind, c.want)
			}
		}
		if len(m.List) != 1+len(c.want) {
			t.Errorf("%s: there are %d lines", c.name, len(m.List))
		}
	}
}

// A list that is drawn up with replies is counted as it is read.
func TestRepliesOfAList(t *testing.T) {
	rules, _ := timer.Preset(timer.DefaultRules)
	list := []timer.Inscription{
		{Delegation: "China", Kind: timer.State}, {Delegation: "China", Kind: timer.RightOfReply},
		{Delegation: "Peru", Kind: timer.RightOfReply}, {Delegation: "China", Kind: timer.RightOfReply},
	}
	m := must(t, timer.Meeting{}, timer.OpenMeeting{Rules: rules, List: list}, 0)
	for i, want := range []timer.Kind{timer.State, timer.RightOfReply, timer.RightOfReply, timer.SecondReply} {
		if got := m.List[i].Kind; got != want {
			t.Errorf("line %d is %s; want %s", i+1, got, want)
		}
	}
	if list[3].Kind != timer.RightOfReply {
		t.Error("the command itself was changed")
	}
}
