package timer_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
)

// What can be undone says what it changed, and by which act; of many it names nobody.
func TestUndoableTellsWhatWasChanged(t *testing.T) {
	waiting := opened(t, 3)
	running := must(t, must(t, waiting, timer.GiveFloor{Entry: "e1", Seat: "7"}, time.Second), timer.Start{}, 2*time.Second)
	moves, then := true, at(time.Hour).Wall
	noted := must(t, waiting, timer.Note{Text: "quorum"}, time.Second)
	note, long, speaker := noted.Rev, strings.Repeat("é", 100), "Ms. Abe"
	for _, c := range []struct {
		says    string
		meeting timer.Meeting
		do      timer.Command
		act     string
		about   string
		details []timer.Detail
	}{
		{"a shorter limit", running, timer.Extend{By: -time.Minute}, "extend", "Country 1", []timer.Detail{
			{"allotted_ms", "180000", "120000"}, {"warning_ms", "150000", "120000"}}},
		{"a longer one, with its light", running, timer.Extend{By: time.Minute, Light: &moves}, "extend", "Country 1", []timer.Detail{
			{"allotted_ms", "180000", "240000"}, {"warning_ms", "150000", "210000"}}},
		{"a reason", running, timer.Pause{Reason: "interpretation"}, "pause", "Country 1", []timer.Detail{{"reason", "", "interpretation"}}},
		{"another representative elsewhere", running, timer.HandOver{Speaker: speaker, Seat: "9"}, "hand-over", "Country 1", []timer.Detail{
			{"speaker", "", speaker}, {"seat", "7", "9"}}},
		{"the limits of several kinds", waiting, timer.SetRules{Preset: "note-507"}, "set-rules", "", []timer.Detail{
			{"allotted_ms", "180000", "300000"}, {"allotted_ms", "240000", "300000"}}},
		{"a note", waiting, timer.Note{Text: long}, "note", "", []timer.Detail{{"text", "", strings.Repeat("é", 79) + "…"}}},
		{"a note that is taken back", noted, timer.TakeBackNote{Note: note}, "take-back-note", "", []timer.Detail{{"text", "quorum", ""}}},
		{"which of two buttons", waiting, timer.MarkAbsent{Entry: "e2", Then: timer.ThenWithdraw}, "absent", "Country 2", []timer.Detail{{"then", "", "withdraw"}}},
		{"what the list says", waiting, timer.Amend{Entry: "e2", Speaker: &speaker}, "amend", "Country 2", []timer.Detail{{"speaker", "", speaker}}},
		{"what really was", running, timer.Correct{Statement: 1, Reason: "so", Entry: "e3"}, "correct", "Country 3", []timer.Detail{{"delegation", "Country 1", "Country 3"}}},
		{"the end of interpretation", waiting, timer.SetEnd{At: &then}, "set-end", "", []timer.Detail{{"ends_at", "", "2024-03-11T11:00:00Z"}}},
		{"the end of the debate, of nobody in particular", waiting, timer.CloseDebate{}, "close-debate", "", nil},
	} {
		m := must(t, c.meeting, c.do, 10*time.Second)
		u, _ := m.Undoable()
		if u.Act != c.act || u.About != c.about || !reflect.DeepEqual(u.Details, c.details) {
			t.Errorf("%s: got %s about %q, %q; want %s about %q, %q", c.says, u.Act, u.About, u.Details, c.act, c.about, c.details)
		}
	}
}
