package timer_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"rostrum/timer"
)

// facts has one of each kind of event, every field set.
var facts = []timer.Fact{
	timer.MeetingOpened{Symbol: "S/PV.8539", Title: "t", Sample: true, Rules: timer.Presets()[0], ListDigest: "l", RulesDigest: "r",
		List: []timer.Inscription{{Seq: 1, Delegation: "Côte d’Ivoire", Names: map[string]string{"fr": "x"}, Kind: timer.Group, OnBehalfOf: "y"}}},
	timer.FloorGiven{Statement: 1, Entry: "e1", Seat: "7", Rule: timer.Presets()[1].Default, Signals: timer.DefaultSignals},
	timer.StatementStarted{Statement: 1, Ago: 30 * time.Millisecond},
	timer.StatementPaused{Statement: 1, Reason: "interpretation"},
	timer.StatementResumed{Statement: 1},
	timer.LimitExtended{Statement: 1, By: -time.Second},
	timer.SpeakerUrged{Statement: 1},
	timer.StatementEnded{Statement: 1, Used: 171*time.Second + 1},
	timer.FloorReturned{Statement: 1, Entry: "e1"},
	timer.SpeakerInscribed{Entry: "e2", Before: "e1", Inscription: timer.Inscription{Delegation: "Japan", Kind: timer.State}},
	timer.SpeakerWithdrawn{Entry: "e2"},
	timer.SpeakerMoved{Entry: "e2", Before: "e1"},
	timer.ListClosed{},
	timer.ListReopened{},
	timer.PointRaised{Statement: 2, Delegation: "China", Seat: "3", Rule: timer.Presets()[0].Default, Signals: timer.DefaultSignals, Interrupted: 1},
	timer.PointRuled{Statement: 2, Used: time.Minute, Then: timer.ThenEnd, Interrupted: 1, Returned: "e1"},
	timer.MeetingSuspended{Until: at(time.Hour).Wall, Statement: 1},
	timer.MeetingReconvened{},
	timer.DebateClosed{NotHeard: []timer.EntryID{"e1", "e2"}},
	timer.DebateReopened{Restored: []timer.EntryID{"e1", "e2"}},
	timer.StartBackDated{Statement: 1, By: 20 * time.Second},
	timer.ElapsedSet{Statement: 1, Was: 20 * time.Second, Elapsed: time.Minute},
	timer.StatementRestarted{Statement: 1, After: 20 * time.Second},
	timer.StatementReopened{Statement: 1, Entry: "e1"},
	timer.SpeakerAmended{Entry: "e1", Now: timer.Inscription{Delegation: "Japan", Speaker: "Ms. Abe", Kind: timer.State}, Was: timer.Inscription{Delegation: "Jpan", Kind: timer.Group}},
	timer.SpeakerAbsent{Entry: "e1", Then: timer.ToTheEnd, Statement: 1},
	timer.HandedOver{Statement: 1, Speaker: "Mr. Lind", Seat: "3"},
	timer.Noted{Text: "The meeting rose at 13:05."},
	timer.RulesSet{Rules: timer.Presets()[1], Statement: 1, Rule: timer.Presets()[1].Default},
	timer.WentUnrecorded{},
	timer.Undone{Of: 3},
	timer.ClockAdopted{From: "a", Shift: -5, Held: true, Elapsed: 7},
}

func TestRecordRoundTrip(t *testing.T) {
	for _, kind := range timer.Facts() {
		if !slices.ContainsFunc(facts, func(f timer.Fact) bool { return timer.FactName(f) == timer.FactName(kind) }) {
			t.Errorf("there is no %s among the facts that are tried", timer.FactName(kind))
		}
	}
	var r timer.Record
	for i, f := range facts {
		r.Events = append(r.Events, timer.Event{Rev: uint64(i + 1), At: at(time.Duration(i)), By: chair, Fact: f})
	}
	r.Command = &timer.CommandRef{ID: "id", Digest: "digest"}
	r.Notice = "notice"
	r.Observed = []timer.Observation{{Seat: "7", Signal: timer.Flash, Deadline: 1, At: 2, Late: 1, Boot: boot, Wall: at(0).Wall, Statement: 3, Error: 4}}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got timer.Record
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, got) {
		t.Errorf("the record came back as\n%+v\nnot\n%+v", got, r)
	}
}

func TestUnknownEventIsDamage(t *testing.T) {
	var r timer.Record
	err := json.Unmarshal([]byte(`{"events":[{"rev":1,"what":"microphone-cut","fact":{}}]}`), &r)
	if !errors.Is(err, timer.ErrDamaged) {
		t.Errorf("an event of another version: %v", err)
	}
	var h timer.History
	if err := h.Add(timer.Record{Events: []timer.Event{{Rev: 2, Fact: timer.ListClosed{}}}}); !errors.Is(err, timer.ErrDamaged) {
		t.Errorf("a gap in the revisions: %v", err)
	}
	if h.Meeting.Rev != 0 || h.Meeting.ListClosed {
		t.Error("a refused record was applied")
	}
}

// Whatever a journal holds, it is read or refused; nothing breaks.
func FuzzRecord(f *testing.F) {
	for i, fact := range facts {
		text, err := json.Marshal(timer.Record{Events: []timer.Event{{Rev: uint64(i + 1), At: at(0), By: chair, Fact: fact}}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for i := range facts { // what fits nothing: no entry, no statement
		f.Add([]byte(`{"events":[{"what":"` + timer.FactName(facts[i]) + `","fact":{}}]}`))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r timer.Record
		if json.Unmarshal(text, &r) != nil {
			return
		}
		h := timer.History{Meeting: opened(t, 3)}
		for i := range r.Events {
			r.Events[i].Rev = h.Meeting.Rev + uint64(i) + 1
		}
		if err := h.Add(r); err != nil && !errors.Is(err, timer.ErrDamaged) {
			t.Fatal(err)
		}
		m := h.Meeting
		_ = m.AllUndoable(20)
		speaking := 0
		for _, e := range m.List {
			if e.Status == timer.HasFloor {
				speaking++
			}
		}
		if speaking > 1 {
			t.Fatalf("%d speak at once", speaking)
		}
		if m.Interrupted != nil && (m.Floor == nil || !m.Floor.Interrupts()) {
			t.Fatalf("a statement is interrupted by %+v", m.Floor)
		}
		if m.Floor != nil {
			_ = m.Floor.LitAt(1)
			_, _ = m.Floor.NextMark(1)
		}
	})
}
