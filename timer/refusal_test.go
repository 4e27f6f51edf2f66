package timer_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
)

// refusal is a command that a meeting refuses, with the reason and the field.
type refusal struct {
	name    string
	meeting timer.Meeting
	command timer.Command
	reason  error
	field   string
}

func (c refusal) check(t *testing.T) {
	t.Helper()
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

func TestRefusals(t *testing.T) {
	waiting := opened(t, 3)
	ready := must(t, waiting, timer.GiveFloor{Entry: "e1"}, time.Second)
	running := must(t, ready, timer.Start{}, 2*time.Second)
	paused := must(t, running, timer.Pause{}, 3*time.Second)
	heard := must(t, running, timer.End{}, 4*time.Second)
	gone := must(t, waiting, timer.Withdraw{Entry: "e2"}, time.Second)
	closed := must(t, waiting, timer.CloseList{}, time.Second)
	somebody := timer.Inscription{Delegation: "Japan", Kind: timer.State}
	for _, c := range []refusal{
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
		{"an inscription that isolates a part of the line", waiting, timer.Inscribe{Inscription: timer.Inscription{Delegation: "a\u2067b\u2069", Kind: timer.State}}, timer.ErrInvalid, "delegation"},
		{"an inscription that paints over its neighbours", waiting, timer.Inscribe{Inscription: timer.Inscription{Delegation: "Japan", Speaker: "Z\u0335\u0335\u0335\u0335\u0335\u0335", Kind: timer.State}}, timer.ErrInvalid, "speaker"},
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
		{"an undo of the opening", waiting, timer.Undo{Of: 1}, timer.ErrNotNow, "of"},
		{"an undo of what is not the last", running, timer.Undo{Of: 2}, timer.ErrNotNow, "of"},
		{"another meeting while somebody speaks", running, timer.OpenMeeting{Rules: waiting.Rules}, timer.ErrNotNow, ""},
	} {
		c.check(t)
	}
}

// What the procedure of a debate does not allow, each with the reason.
func TestProcedureRefusals(t *testing.T) {
	waiting := opened(t, 3)
	ready := must(t, waiting, timer.GiveFloor{Entry: "e1"}, time.Second)
	running := must(t, ready, timer.Start{}, 2*time.Second)
	paused := must(t, running, timer.Pause{}, 3*time.Second)
	heard := must(t, running, timer.End{}, 4*time.Second)
	interrupted := must(t, running, timer.RaisePoint{Delegation: "China"}, 3*time.Second)
	point := must(t, waiting, timer.RaisePoint{Delegation: "China"}, time.Second)
	unnamed := must(t, running, timer.RaisePoint{}, 3*time.Second)
	reminded := must(t, must(t, running, timer.Remind{Line: timer.Slower}, 3*time.Second), timer.Remind{Line: timer.Slower}, 4*time.Second)
	longAgo := time.Date(1918, time.November, 11, 11, 0, 0, 0, time.UTC)
	ruled := must(t, point, timer.RuleOnPoint{Then: timer.ThenResume}, 2*time.Second)
	suspended := must(t, running, timer.Suspend{}, 5*time.Second)
	recess := must(t, heard, timer.Suspend{}, 5*time.Second)
	unstarted := must(t, ready, timer.Suspend{}, 5*time.Second)
	during := must(t, interrupted, timer.Suspend{}, 5*time.Second)
	closed := must(t, heard, timer.CloseDebate{}, 5*time.Second)
	replied := must(t, must(t, waiting, timer.Reply{Delegation: "China"}, 1), timer.Reply{Delegation: "China"}, 2)
	nothing, king, china, replying := "", "king", "China", "right-of-reply"
	far := timer.LongestLimit + 1
	far100 := 101
	none, quarter := time.Duration(0), 25
	rules := func(r timer.Rule) timer.SetRules {
		return timer.SetRules{Change: []timer.RuleChange{{Kind: timer.Group, Limit: r.Limit, Warning: &r.Warning, Grace: &r.Grace}}}
	}
	for _, c := range []refusal{
		{"a point of order on a point of order", point, timer.RaisePoint{Delegation: "Peru"}, timer.ErrNotNow, ""},
		{"a point of order of a space", running, timer.RaisePoint{Delegation: "\u00a0 "}, timer.ErrInvalid, "delegation"},
		{"a point of order on one of which it is not known whose it is", unnamed, timer.RaisePoint{Delegation: "Peru"}, timer.ErrNotNow, ""},
		{"a point of order that is nobody's after all", unnamed, timer.Correct{Statement: 2, Reason: "it was asked", Delegation: &nothing}, timer.ErrInvalid, "delegation"},
		{"an end of interpretation in another age", waiting, timer.SetEnd{At: &longAgo}, timer.ErrInvalid, "at"},
		{"a point of order at a seat with a line break", running, timer.RaisePoint{Delegation: "China", Seat: "3\n"}, timer.ErrInvalid, "seat"},
		{"a point of order while the meeting is suspended", suspended, timer.RaisePoint{Delegation: "China"}, timer.ErrNotNow, ""},
		{"a point of order in a closed debate", closed, timer.RaisePoint{Delegation: "China"}, timer.ErrNotNow, ""},
		{"a ruling without a point of order", running, timer.RuleOnPoint{Then: timer.ThenEnd}, timer.ErrNotNow, ""},
		{"a ruling that there is not", point, timer.RuleOnPoint{Then: "expel"}, timer.ErrInvalid, "then"},
		{"a ruling while the meeting is suspended", during, timer.RuleOnPoint{Then: timer.ThenEnd}, timer.ErrNotNow, ""},
		{"an end of the point of order without a ruling", interrupted, timer.End{}, timer.ErrNotNow, ""},
		{"the floor during a point of order", point, timer.GiveFloor{Entry: "e1"}, timer.ErrNotNow, ""},
		{"a second suspension", suspended, timer.Suspend{}, timer.ErrNotNow, ""},
		{"a suspension until a year that nobody can write", running, timer.Suspend{Until: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, timer.ErrInvalid, "until"},
		{"a suspension until before all years", running, timer.Suspend{Until: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}, timer.ErrInvalid, "until"},
		{"a reconvening of what sits", running, timer.Reconvene{}, timer.ErrNotNow, ""},
		{"the floor while the meeting is suspended", recess, timer.GiveFloor{Entry: "e2"}, timer.ErrNotNow, ""},
		{"a start while the meeting is suspended", unstarted, timer.Start{}, timer.ErrNotNow, ""},
		{"a back-dated start while the meeting is suspended", unstarted, timer.BackDate{By: 1}, timer.ErrNotNow, ""},
		{"a resumption while the meeting is suspended", suspended, timer.Resume{}, timer.ErrNotNow, ""},
		{"a restart while the meeting is suspended", suspended, timer.Restart{}, timer.ErrNotNow, ""},
		{"a reopening while the meeting is suspended", recess, timer.Reopen{Statement: 1}, timer.ErrNotNow, ""},
		{"a debate closed while somebody has the floor", ready, timer.CloseDebate{}, timer.ErrNotNow, ""},
		{"a debate closed twice", closed, timer.CloseDebate{}, timer.ErrNotNow, ""},
		{"a debate reopened that is open", waiting, timer.ReopenDebate{}, timer.ErrNotNow, ""},
		{"the floor in a closed debate", closed, timer.GiveFloor{Entry: "e2"}, timer.ErrNotNow, ""},
		{"an inscription in a closed debate", closed, timer.Inscribe{Inscription: timer.Inscription{Delegation: "X", Kind: timer.State}}, timer.ErrNotNow, ""},
		{"a withdrawal of one who is not heard", closed, timer.Withdraw{Entry: "e2"}, timer.ErrNotNow, ""},
		{"an absence in a closed debate", closed, timer.MarkAbsent{Entry: "e2", Then: timer.ToTheEnd}, timer.ErrNotNow, ""},
		{"a reply in a closed debate", closed, timer.Reply{Delegation: "Peru"}, timer.ErrNotNow, ""},
		{"a list reopened in a closed debate", must(t, closed, timer.CloseList{}, 6*time.Second), timer.ReopenList{}, timer.ErrNotNow, ""},
		{"a third reply", replied, timer.Reply{Delegation: "China"}, timer.ErrNotNow, ""},
		{"a third reply by an inscription", replied, timer.Inscribe{Inscription: timer.Inscription{Delegation: "China", Kind: timer.RightOfReply}}, timer.ErrNotNow, ""},
		{"a third reply by an inscription in front of another", replied, timer.Inscribe{Inscription: timer.Inscription{Delegation: "China", Kind: timer.SecondReply}, Before: "e1"}, timer.ErrNotNow, ""},
		{"a third reply by a correction", must(t, replied, timer.Inscribe{Inscription: timer.Inscription{Delegation: "China", Kind: timer.State}}, 3), timer.Amend{Entry: "e6", Kind: &replying}, timer.ErrNotNow, ""},
		{"a third reply by a correction of whose it is", must(t, replied, timer.Reply{Delegation: "Peru"}, 3), timer.Amend{Entry: "e6", Delegation: &china}, timer.ErrNotNow, ""},
		{"a second reply that is to be the first, which there is", replied, timer.Amend{Entry: "e5", Kind: &replying}, timer.ErrInvalid, "kind"},
		{"a meeting with a third reply on line 3", waiting, timer.OpenMeeting{Rules: waiting.Rules, List: []timer.Inscription{
			{Delegation: "China", Kind: timer.SecondReply}, {Delegation: "China", Kind: timer.SecondReply}, {Delegation: "China", Kind: timer.RightOfReply},
		}}, timer.ErrInvalid, "list[2].kind"},
		{"a reply of nobody", waiting, timer.Reply{}, timer.ErrInvalid, "delegation"},
		{"a back-dating with nobody there", waiting, timer.BackDate{By: 1}, timer.ErrNotNow, ""},
		{"a back-dating by nothing", ready, timer.BackDate{}, timer.ErrInvalid, "by_ms"},
		{"a back-dating into the future", ready, timer.BackDate{By: -1}, timer.ErrInvalid, "by_ms"},
		{"a start before the floor was given", ready, timer.BackDate{By: time.Minute}, timer.ErrInvalid, "by_ms"},
		{"a start before the floor was given, while the clock runs", running, timer.BackDate{By: time.Second + 1}, timer.ErrInvalid, "by_ms"},
		{"a back-dated point of order", point, timer.BackDate{By: 1}, timer.ErrInvalid, "by_ms"},
		{"a time set with nobody there", waiting, timer.SetElapsed{To: time.Second}, timer.ErrNotNow, ""},
		{"a time set that the clock has counted", running, timer.SetElapsed{To: time.Second}, timer.ErrNotNow, ""},
		{"a restart of what was not started", ready, timer.Restart{}, timer.ErrNotNow, ""},
		{"a restart with nobody there", waiting, timer.Restart{}, timer.ErrNotNow, ""},
		{"a statement reopened that there is not", heard, timer.Reopen{Statement: 7}, timer.ErrUnknown, "statement"},
		{"a statement reopened that has the floor", running, timer.Reopen{Statement: 1}, timer.ErrUnknown, "statement"},
		{"a statement reopened while somebody has the floor", must(t, heard, timer.GiveFloor{Entry: "e2"}, 5*time.Second), timer.Reopen{Statement: 1}, timer.ErrNotNow, ""},
		{"a point of order reopened", ruled, timer.Reopen{Statement: 1}, timer.ErrNotNow, ""},
		{"a correction of who is not there", waiting, timer.Amend{Entry: "e9"}, timer.ErrUnknown, "entry"},
		{"a correction to nobody", waiting, timer.Amend{Entry: "e1", Delegation: &nothing}, timer.ErrInvalid, "delegation"},
		{"a correction to an unknown kind", waiting, timer.Amend{Entry: "e1", Kind: &king}, timer.ErrInvalid, "kind"},
		{"an absence of who is not there", waiting, timer.MarkAbsent{Entry: "e9", Then: timer.ToTheEnd}, timer.ErrUnknown, "entry"},
		{"an absence without a choice", waiting, timer.MarkAbsent{Entry: "e1"}, timer.ErrInvalid, "then"},
		{"an absence of who speaks", running, timer.MarkAbsent{Entry: "e1", Then: timer.ToTheEnd}, timer.ErrNotNow, ""},
		{"an absence of who is interrupted", interrupted, timer.MarkAbsent{Entry: "e1", Then: timer.ToTheEnd}, timer.ErrNotNow, ""},
		{"an absence of who was heard", heard, timer.MarkAbsent{Entry: "e1", Then: timer.ThenWithdraw}, timer.ErrNotNow, ""},
		{"a hand-over with nobody there", waiting, timer.HandOver{Speaker: "Mr. Lind"}, timer.ErrNotNow, ""},
		{"a hand-over to nobody", running, timer.HandOver{}, timer.ErrInvalid, "speaker"},
		{"a hand-over to a seat without an end", running, timer.HandOver{Speaker: "Mr. Lind", Seat: string(make([]byte, 99))}, timer.ErrInvalid, "seat"},
		{"a note of nothing", waiting, timer.Note{Text: " "}, timer.ErrInvalid, "text"},
		{"rules for the running statement where there is none", waiting, timer.SetRules{Running: true}, timer.ErrNotNow, ""},
		{"rules with a negative limit", paused, rules(timer.Rule{Limit: -1}), timer.ErrInvalid, "rules[0].limit_ms"},
		{"rules with an absurd limit", paused, rules(timer.Rule{Limit: far}), timer.ErrInvalid, "rules[0].limit_ms"},
		{"rules with a warning after the limit", paused, rules(timer.Rule{Limit: 1, Warning: timer.Mark{Offset: 2}}), timer.ErrInvalid, "rules[0].warning_ms"},
		{"rules with a grace beyond a day", paused, rules(timer.Rule{Limit: 1, Grace: far}), timer.ErrInvalid, "rules[0].grace_ms"},
		{"a line that no screen has", running, timer.Remind{Line: "louder"}, timer.ErrInvalid, "line"},
		{"a line for a seat with a line break", running, timer.Remind{Line: timer.Slower, Seat: "7\n"}, timer.ErrInvalid, "seat"},
		{"a line for nobody", waiting, timer.Remind{Line: timer.Slower}, timer.ErrNotNow, ""},
		{"a third time in a minute", reminded, timer.Remind{Line: timer.Slower}, timer.ErrNotNow, ""},
		{"rules with more than all of the limit as a grace", waiting, timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Limit: time.Minute, Warning: &timer.Mark{}, Share: &far100}}}, timer.ErrInvalid, "rules[0].grace_percent"},
		{"rules with a grace that is a time and a share", waiting, timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Grace: &none, Share: &quarter}}}, timer.ErrInvalid, "rules[0].grace_percent"},
		{"rules with a name that cannot be shown", paused, timer.SetRules{Called: "\x00"}, timer.ErrInvalid, "name"},
		{"a meeting with a title that cannot be shown", waiting, timer.OpenMeeting{Rules: waiting.Rules, Title: "\x00"}, timer.ErrInvalid, "title"},
		{"a meeting with a symbol without an end", waiting, timer.OpenMeeting{Rules: waiting.Rules, Symbol: strings.Repeat("S", 201)}, timer.ErrInvalid, "symbol"},
		{"a meeting with nobody on line 2", waiting, timer.OpenMeeting{Rules: waiting.Rules, List: []timer.Inscription{{Delegation: "X", Kind: timer.State}, {}}}, timer.ErrInvalid, "list[1].delegation"},
		{"a prepared meeting that there is not", waiting, timer.OpenMeeting{Prepared: 1}, timer.ErrUnknown, "prepared"},
		{"a prepared meeting while somebody speaks", running, timer.OpenMeeting{Prepared: 1}, timer.ErrNotNow, ""},
		{"what is not prepared, discarded", waiting, timer.DiscardPrepared{Prepared: 1}, timer.ErrUnknown, "prepared"},
		{"a meeting prepared with a title that cannot be shown", waiting, timer.PrepareMeeting{Opening: timer.Opening{Rules: waiting.Rules, Title: "\x00"}}, timer.ErrInvalid, "title"},
		{"a meeting prepared without a name", waiting, timer.PrepareMeeting{Opening: timer.Opening{Title: " ", Rules: waiting.Rules}}, timer.ErrInvalid, "title"},
		{"a meeting prepared in a zone without an end", waiting, timer.PrepareMeeting{Opening: timer.Opening{Title: "T", Rules: waiting.Rules, Zone: strings.Repeat("Z", 201)}}, timer.ErrInvalid, "zone"},
		{"a meeting prepared with nobody on line 1", waiting, timer.PrepareMeeting{Opening: timer.Opening{Title: "T", Rules: waiting.Rules, List: []timer.Inscription{{Kind: timer.State}}}}, timer.ErrInvalid, "list[0].delegation"},
		{"another meeting during a point of order", point, timer.OpenMeeting{Rules: waiting.Rules}, timer.ErrNotNow, ""},
		{"an undo that would leave the floor to one who withdrew", must(t, must(t, ready, timer.End{}, 2*time.Second), timer.Withdraw{Entry: "e1"}, 3*time.Second), timer.Undo{Of: 3}, timer.ErrNotNow, "of"},
		{"an undo that would let a clock run in a recess", recess, timer.Undo{Of: 4}, timer.ErrNotNow, "of"},
		{"an undo that would give the floor in a closed debate", closed, timer.Undo{Of: 4}, timer.ErrNotNow, "of"},
	} {
		c.check(t)
	}
}
