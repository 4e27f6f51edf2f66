package timer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
)

// preparation is a meeting that can be prepared, with a list of so many lines.
func preparation(symbol string, lines int) timer.PrepareMeeting {
	rules, _ := timer.Preset("note-507")
	o := timer.Opening{Symbol: symbol, Rules: rules}
	for i := range lines {
		o.List = append(o.List, timer.Inscription{Delegation: fmt.Sprint("State ", i+1), Kind: timer.State})
	}
	return timer.PrepareMeeting{Opening: o}
}

// Whatever is prepared, given up, opened and taken back, also over a restart: those that
// wait are those that a plain list has, each as it was prepared, under a number that no
// other one has had.
func TestWhatIsPreparedOutlivesMeetings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type kept struct {
			number int
			symbol string
		}
		var (
			h       timer.History
			records []timer.Record
			want    []kept
			back    = make(map[uint64][]kept) // what there was before a revision that can be undone
			numbers int
			now     = time.Hour
		)
		do := func(c timer.Command) error {
			events, err := h.Meeting.Decide(chair, c, at(now))
			if err != nil {
				return err
			}
			r := timer.Record{Events: events}
			records = append(records, r)
			if err := h.Add(r); err != nil {
				t.Fatal(err)
			}
			return nil
		}
		if err := do(timer.OpenMeeting{Rules: timer.Presets()[0]}); err != nil {
			t.Fatal(err)
		}
		for i := range rapid.IntRange(1, 40).Draw(t, "acts") {
			now += time.Second
			number := rapid.IntRange(1, numbers+1).Draw(t, "which")
			there := slices.IndexFunc(want, func(k kept) bool { return k.number == number })
			before := slices.Clone(want)
			var err error
			should := true
			switch rapid.IntRange(0, 4).Draw(t, "act") {
			case 0:
				symbol := fmt.Sprint("S/PV.", i)
				if should = len(want) < timer.MaxPrepared; should {
					numbers++
					want = append(want, kept{numbers, symbol})
				}
				err = do(preparation(symbol, 2))
			case 1:
				if should = there >= 0; should {
					want = slices.Delete(want, there, there+1)
				}
				err = do(timer.DiscardPrepared{Prepared: number})
			case 2:
				symbol := ""
				if should = there >= 0; should {
					symbol = want[there].symbol
					want = slices.Delete(want, there, there+1)
					clear(back)
				}
				if err = do(timer.OpenMeeting{Prepared: number}); err == nil && (h.Meeting.Symbol != symbol || len(h.Meeting.List) != 2) {
					t.Fatalf("opened is %s with %d lines; prepared was %s", h.Meeting.Symbol, len(h.Meeting.List), symbol)
				}
			case 3:
				clear(back)
				err = do(timer.OpenMeeting{Rules: timer.Presets()[0]})
			case 4:
				undo, ok := h.Meeting.Undoable()
				if should = ok; ok {
					want = back[undo.Of]
				}
				err = do(timer.Undo{Of: undo.Of})
			}
			if (err == nil) != should {
				t.Fatalf("it was taken: %v; a plain list says %v", err, should)
			}
			if err == nil {
				back[h.Meeting.Rev] = before
			}
			var is []kept
			for _, p := range h.Meeting.Prepared {
				is = append(is, kept{p.Number, p.Symbol})
			}
			if !slices.Equal(is, want) {
				t.Fatalf("prepared are %v; a plain list has %v", is, want)
			}
		}
		var again timer.History
		for _, r := range records {
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			var read timer.Record
			if err := errors.Join(json.Unmarshal(text, &read), again.Add(read)); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(again.Meeting.Prepared, h.Meeting.Prepared) {
			t.Fatalf("read again there are %+v; there were %+v", again.Meeting.Prepared, h.Meeting.Prepared)
		}
	})
}

func TestPreparingChangesNothingElse(t *testing.T) {
	m := opened(t, 3)
	m = must(t, m, timer.GiveFloor{Entry: "e1"}, time.Second)
	m = must(t, m, timer.Start{}, 2*time.Second)
	was := m
	m = must(t, m, preparation("S/PV.2", 5), time.Minute)
	if m.Floor != was.Floor || !reflect.DeepEqual(m.List, was.List) || m.Symbol != was.Symbol || !reflect.DeepEqual(m.Rules, was.Rules) {
		t.Errorf("the meeting is %+v; it was %+v", m, was)
	}
	if u, ok := m.Undoable(); !ok || u.About != "S/PV.2" {
		t.Errorf("what can be undone is %+v, %v", u, ok)
	}
}

// What a prepared meeting is can be said otherwise, but for its list.
func TestPreparedMeetingIsChanged(t *testing.T) {
	m := opened(t, 3)
	m = must(t, m, preparation("S/PV.2", 5), time.Second)
	yes, symbol, title, zone := true, "", "Working methods", "Asia/Tokyo"
	m = must(t, m, timer.ChangePrepared{Prepared: 1, Symbol: &symbol, Title: &title, Zone: &zone, Preset: "spain-2015", Rehearsal: &yes}, time.Minute)
	p := m.PreparedMeeting(1)
	if p.Symbol != "" || p.Title != title || p.Zone != zone || p.Rules.Name != "spain-2015" || !p.Rehearsal || len(p.List) != 5 || p.Number != 1 {
		t.Errorf("it is %+v", p)
	}
	for _, c := range []struct {
		says  string
		do    timer.ChangePrepared
		want  error
		field string
	}{
		{"what it is already", timer.ChangePrepared{Prepared: 1, Title: &title, Preset: "spain-2015", Rehearsal: &yes}, timer.ErrInvalid, "prepared"},
		{"nothing", timer.ChangePrepared{Prepared: 1}, timer.ErrInvalid, "prepared"},
		{"no name", timer.ChangePrepared{Prepared: 1, Title: &symbol}, timer.ErrInvalid, "title"},
		{"rules that there are not", timer.ChangePrepared{Prepared: 1, Preset: "none"}, timer.ErrInvalid, "preset"},
		{"another", timer.ChangePrepared{Prepared: 2, Title: &zone}, timer.ErrUnknown, "prepared"},
	} {
		var refusal *timer.Refusal
		if _, err := m.Decide(chair, c.do, at(time.Minute)); !errors.As(err, &refusal) || !errors.Is(err, c.want) || refusal.Field != c.field {
			t.Errorf("changed to %s: %v", c.says, err)
		}
	}
	m = must(t, m, timer.Undo{Of: m.Rev}, time.Minute)
	if p := m.PreparedMeeting(1); p.Symbol != "S/PV.2" || p.Rules.Name != "note-507" || p.Rehearsal {
		t.Errorf("after the undo it is %+v", p)
	}
}

func TestPreparedMeetingsAreBounded(t *testing.T) {
	m := opened(t, 1)
	for range timer.MaxPrepared {
		m = must(t, m, preparation("S/PV.2", 1), time.Second)
	}
	if _, err := m.Decide(chair, preparation("S/PV.3", 0), at(time.Minute)); !errors.Is(err, timer.ErrNotNow) {
		t.Errorf("one too many: %v", err)
	}
	m = must(t, m, timer.DiscardPrepared{Prepared: 1}, time.Minute)
	if m = must(t, m, preparation("S/PV.3", 0), time.Minute); m.PreparedMeeting(timer.MaxPrepared+1) == nil {
		t.Error("the number of one that was discarded was given again")
	}

	m = opened(t, 1)
	for range timer.MaxPreparedLines / timer.MaxEntries {
		m = must(t, m, preparation("S/PV.2", timer.MaxEntries), time.Second)
	}
	var refusal *timer.Refusal
	if _, err := m.Decide(chair, preparation("S/PV.3", 1), at(time.Minute)); !errors.As(err, &refusal) || refusal.Field != "list" {
		t.Errorf("a line too many: %v", err)
	}
}

// The same speakers once more: all of them wait, in the order in which they stand now.
func TestTheSameSpeakersAgain(t *testing.T) {
	rules, _ := timer.Preset(timer.DefaultRules)
	open := timer.OpenMeeting{Symbol: "S/PV.1", Title: "Working methods", Sample: true, Zone: "Asia/Tokyo", Rules: rules, ListDigest: "list", RulesDigest: "rules"}
	for _, delegation := range []string{"A", "B", "C", "D"} {
		open.List = append(open.List, timer.Inscription{Delegation: delegation, Kind: timer.State, Seq: 10})
	}
	open.List[3].Allowance = time.Minute
	m := must(t, timer.Meeting{}, open, 0)
	for i, c := range []timer.Command{
		timer.GiveFloor{Entry: "e1"}, timer.Start{}, timer.End{}, timer.MarkAbsent{Entry: "e2", Then: timer.ToTheEnd}, timer.Withdraw{Entry: "e3"},
		timer.Reply{Delegation: "A"}, timer.SetRules{Preset: "note-507"}, timer.CloseDebate{},
	} {
		m = must(t, m, c, time.Duration(i+1)*time.Second)
	}
	again := m.Again()
	var who []string
	for _, in := range again.List {
		who = append(who, in.Delegation)
	}
	if !slices.Equal(who, []string{"A", "D", "B"}) || again.List[1].Allowance != time.Minute {
		t.Errorf("the speakers are %v; %+v", who, again.List)
	}
	if again.Symbol != "" || !again.Sample || again.Zone != "Asia/Tokyo" || again.Rules.Name != "note-507" || again.ListDigest != "list" {
		t.Errorf("it begins with %+v", again)
	}
	again.Title = "Resumed"
	m = must(t, m, timer.PrepareMeeting{Opening: again}, time.Minute)
	m = must(t, m, timer.OpenMeeting{Prepared: 1}, time.Minute)
	for i, e := range m.List {
		if e.Status != timer.Waiting || e.Seq != i+1 || e.Statement != 0 {
			t.Errorf("line %d is %+v", i, e)
		}
	}
}
