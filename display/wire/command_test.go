package wire_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestParseCommandTakesEveryCommand(t *testing.T) {
	taken := make(map[string]bool)
	for _, c := range []struct {
		says string
		body string
		want timer.Command
	}{
		{"the seat may be left out", `{"id":"a","do":"give-floor","entry":"e7"}`, timer.GiveFloor{Entry: "e7"}},
		{"a seat goes along", `{"id":"a","do":"give-floor","entry":"e7","seat":"3"}`, timer.GiveFloor{Entry: "e7", Seat: "3"}},
		{"null counts as absent", `{"id":"a","do":"give-floor","entry":"e7","seat":null}`, timer.GiveFloor{Entry: "e7"}},
		{"start has no fields of its own", `{"id":"a","do":"start"}`, timer.Start{}},
		{"a pause needs no reason", `{"id":"a","do":"pause"}`, timer.Pause{}},
		{"a reason in any script", `{"id":"a","do":"pause","reason":"口译中断"}`, timer.Pause{Reason: "口译中断"}},
		{"extend", `{"id":"a","do":"extend","by_ms":30000}`, timer.Extend{By: 30 * time.Second}},
		{"a negative extension shortens", `{"id":"a","do":"extend","by_ms":-1500}`, timer.Extend{By: -1500 * time.Millisecond}},
		{"nothing is for the meeting to refuse", `{"id":"a","do":"extend","by_ms":0}`, timer.Extend{}},
		{"what no duration can hold stays out of every bound", `{"id":"a","do":"extend","by_ms":9223372036854775807}`, timer.Extend{By: 48 * time.Hour}},
		{"and so does its opposite", `{"id":"a","do":"extend","by_ms":-9223372036854775808}`, timer.Extend{By: -48 * time.Hour}},
		{"inscribe needs a delegation and a kind", `{"id":"a","do":"inscribe","delegation":"Peru","kind":"state"}`,
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "Peru", ISO3: "PER", Kind: timer.State}}},
		{"inscribe with all it can have",
			`{"id":"a","do":"inscribe","delegation":"Peru","speaker":"Mr. Vega","kind":"group","on_behalf_of":"GRULAC","before":"e2"}`,
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "Peru", ISO3: "PER", Speaker: "Mr. Vega", Kind: timer.Group, OnBehalfOf: "GRULAC"}, Before: "e2"}},
		{"withdraw", `{"id":"a","do":"withdraw","entry":"e7"}`, timer.Withdraw{Entry: "e7"}},
		{"move to the end", `{"id":"a","do":"move","entry":"e7"}`, timer.Move{Entry: "e7"}},
		{"move in front of another", `{"id":"a","do":"move","entry":"e7","before":"e2"}`, timer.Move{Entry: "e7", Before: "e2"}},
		{"undo", `{"id":"a","do":"undo","of":12}`, timer.Undo{Of: 12}},
		{"a point of order needs no seat", `{"id":"a","do":"point-of-order","delegation":"China"}`, timer.RaisePoint{Delegation: "China"}},
		{"a point of order at its own seat", `{"id":"a","do":"point-of-order","delegation":"China","seat":"3"}`, timer.RaisePoint{Delegation: "China", Seat: "3"}},
		{"a ruling", `{"id":"a","do":"rule","then":"resume"}`, timer.RuleOnPoint{Then: timer.ThenResume}},
		{"another ruling is for the meeting to refuse", `{"id":"a","do":"rule","then":"expel"}`, timer.RuleOnPoint{Then: "expel"}},
		{"hand-over at the same seat", `{"id":"a","do":"hand-over","speaker":"Mr. Lind"}`, timer.HandOver{Speaker: "Mr. Lind"}},
		{"hand-over to another seat", `{"id":"a","do":"hand-over","speaker":"Mr. Lind","seat":"3"}`, timer.HandOver{Speaker: "Mr. Lind", Seat: "3"}},
		{"absent", `{"id":"a","do":"absent","entry":"e7","then":"end"}`, timer.MarkAbsent{Entry: "e7", Then: timer.ToTheEnd}},
		{"what amend does not name stays", `{"id":"a","do":"amend","entry":"e7","speaker":null}`, timer.Amend{Entry: "e7"}},
		{"an empty text is not an absent one",
			`{"id":"a","do":"amend","entry":"e7","delegation":"Peru","speaker":"","kind":"group","on_behalf_of":"GRULAC","seat":"3"}`,
			timer.Amend{Entry: "e7", Delegation: ptr("Peru"), ISO3: ptr("PER"), Speaker: ptr(""), Kind: ptr("group"), OnBehalfOf: ptr("GRULAC"), SeatAt: ptr("3")}},
		{"back-date", `{"id":"a","do":"back-date","by_ms":20000}`, timer.BackDate{By: 20 * time.Second}},
		{"set-elapsed", `{"id":"a","do":"set-elapsed","elapsed_ms":125000}`, timer.SetElapsed{To: 125 * time.Second}},
		{"reopen", `{"id":"a","do":"reopen","statement":3}`, timer.Reopen{Statement: 3}},
		{"right-of-reply", `{"id":"a","do":"right-of-reply","delegation":"Peru","speaker":"Mr. Vega","seat":"3"}`,
			timer.Reply{Delegation: "Peru", Speaker: "Mr. Vega", Seat: "3", ISO3: "PER"}},
		{"suspend without an end", `{"id":"a","do":"suspend"}`, timer.Suspend{}},
		{"suspend until a time, in UTC", `{"id":"a","do":"suspend","until":"2019-11-04T10:00:00.5-05:00"}`,
			timer.Suspend{Until: time.Date(2019, 11, 4, 15, 0, 0, 500_000_000, time.UTC)}},
		{"a preset, without the lights, which are the room's", `{"id":"a","do":"set-rules","preset":"note-507"}`, timer.SetRules{Preset: "note-507"}},
		{"a preset for the running statement too", `{"id":"a","do":"set-rules","preset":"spain-2015","running":true}`,
			timer.SetRules{Preset: "spain-2015", Running: true}},
		{"what is not named is left to the rules in force", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000}]}`,
			timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Limit: time.Minute}}}},
		{"the rules in force for the running statement too", `{"id":"a","do":"set-rules","rules":[],"running":true}`, timer.SetRules{Running: true}},
		{"a grace that is a share", `{"id":"a","do":"set-rules","rules":[{"kind":"state","limit_ms":60000,"grace_percent":25}]}`,
			timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Limit: time.Minute, Share: ptr(25)}}}},
		{"a reminder", `{"id":"a","do":"remind","line":"slower"}`, timer.Remind{Line: timer.Slower}},
		{"a reminder of another seat", `{"id":"a","do":"remind","line":"microphone","seat":"9"}`, timer.Remind{Line: timer.Microphone, Seat: "9"}},
		{"a limit with which the light moves", `{"id":"a","do":"extend","by_ms":30000,"light":true}`, timer.Extend{By: 30 * time.Second, Light: ptr(true)}},
		{"a limit with which the light does not", `{"id":"a","do":"extend","by_ms":30000,"light":false}`, timer.Extend{By: 30 * time.Second, Light: ptr(false)}},
		{"a preset, with some kinds changed",
			`{"id":"a","do":"set-rules","preset":"note-507","name":"short","rules":[
				{"kind":"state","limit_ms":60000,"warning_ms":45000},
				{"kind":"group","limit_ms":90000,"warning_before_ms":15000,"grace_ms":5000},
				{"kind":"briefer","limit_ms":null},
				{"kind":"default","limit_ms":120000,"warning_ms":0}]}`,
			timer.SetRules{Preset: "note-507", Called: "short", Change: []timer.RuleChange{
				{Kind: timer.State, Limit: time.Minute, Warning: &timer.Mark{Offset: 45 * time.Second}},
				{Kind: timer.Group, Limit: 90 * time.Second, Warning: &timer.Mark{Offset: 15 * time.Second, BeforeLimit: true}, Grace: ptr(5 * time.Second)},
				{Kind: timer.Briefer},
				{Kind: timer.Otherwise, Limit: 2 * time.Minute, Warning: &timer.Mark{}},
			}}},
		{"what is registered of a speaker",
			`{"id":"a","do":"inscribe","delegation":"Peru","kind":"state","seat":"7","language":"es","capacity":"rule-37","level":"minister",
				"title":"Minister","registered_at":"2024-03-11T09:00:00-04:00","letter":"on-file","allowance_ms":60000}`,
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "Peru", ISO3: "PER", Kind: timer.State, Seat: "7", Language: "es", Registration: timer.Registration{
				Capacity: timer.Rule37, Level: timer.Minister, Title: "Minister", RegisteredAt: time.Date(2024, 3, 11, 13, 0, 0, 0, time.UTC),
				Letter: timer.LetterOnFile, Allowance: time.Minute}}}},
		{"what is registered of a speaker, corrected",
			`{"id":"a","do":"amend","entry":"e1","language":"","capacity":"member","level":"","title":"","registered_at":"","letter":"missing","allowance_ms":0}`,
			timer.Amend{Entry: "e1", Language: ptr(""), Capacity: ptr("member"), Level: ptr(""), Title: ptr(""), RegisteredAt: ptr(time.Time{}),
				Letter: ptr("missing"), Allowance: ptr(time.Duration(0))}},
		{"a list that comes again", `{"id":"a","do":"take-list","digest":"d"}`, timer.TakeList{File: timer.ListFile{Digest: "d"}}},
		{"some of a list", `{"id":"a","do":"take-list","digest":"d","only":[0,12]}`, timer.TakeList{File: timer.ListFile{Digest: "d"}, Only: []int{0, 12}}},
		{"nothing of a list", `{"id":"a","do":"take-list","digest":"d","only":[]}`, timer.TakeList{File: timer.ListFile{Digest: "d"}, Only: []int{}}},
		{"a State by its code", `{"id":"a","do":"inscribe","delegation":"The friends","kind":"state","iso3":"JPN"}`,
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "The friends", ISO3: "JPN", Kind: timer.State}}},
		{"a State by its code, corrected", `{"id":"a","do":"amend","entry":"e1","delegation":"Ivory Coast","iso3":""}`,
			timer.Amend{Entry: "e1", Delegation: ptr("Ivory Coast"), ISO3: ptr("")}},
		{"an order of the list", `{"id":"a","do":"order-list","by":"level"}`, timer.OrderList{By: timer.ByLevel}},
		{"when the list opened", `{"id":"a","do":"set-list-opening","at":"2024-03-08T09:00:00-05:00"}`,
			timer.SetListOpening{At: ptr(time.Date(2024, 3, 8, 14, 0, 0, 0, time.UTC))}},
		{"that it is not known when the list opened", `{"id":"a","do":"set-list-opening"}`, timer.SetListOpening{}},
		{"when interpretation ends", `{"id":"a","do":"set-end","at":"2024-03-11T18:00:00-04:00"}`,
			timer.SetEnd{At: ptr(time.Date(2024, 3, 11, 22, 0, 0, 0, time.UTC))}},
		{"that it is not known when interpretation ends", `{"id":"a","do":"set-end","at":null}`, timer.SetEnd{}},
		{"a point of order of which it is not yet known whose it is", `{"id":"a","do":"point-of-order"}`, timer.RaisePoint{}},
		{"a point of order without a seat", `{"id":"a","do":"point-of-order","delegation":"China","seat":""}`, timer.RaisePoint{Delegation: "China", NoSeat: true}},
		{"the floor without a seat", `{"id":"a","do":"give-floor","entry":"e1","seat":""}`, timer.GiveFloor{Entry: "e1", NoSeat: true}},
		{"the floor with nothing said of a seat", `{"id":"a","do":"give-floor","entry":"e1","seat":null}`, timer.GiveFloor{Entry: "e1"}},
		{"a hand-over without a seat", `{"id":"a","do":"hand-over","speaker":"Ms. K","seat":""}`, timer.HandOver{Speaker: "Ms. K", NoSeat: true}},
		{"what a State is called", `{"id":"a","do":"name-state","iso3":"CIV","language":"ru","name":"Кот-д’Ивуар"}`,
			timer.NameState{ISO3: "CIV", Language: "ru", Name: "Кот-д’Ивуар"}},
		{"a note", `{"id":"a","do":"note","text":"会议于 13:05 散会"}`, timer.Note{Text: "会议于 13:05 散会"}},
		{"a meeting with the least that it needs", `{"id":"a","do":"open-meeting","list":[]}`, timer.OpenMeeting{Rules: preset("working-methods-2024")}},
		{"what is put right",
			`{"id":"a","do":"correct","statement":3,"reason":"a late end","started_at":"2024-03-11T10:00:00-04:00","ended_at":"2024-03-11T14:03:00.5Z","paused_ms":0,
				"entry":"e3","delegation":"Peru","seat":"","kind":"group","speaker":"Ms. K","on_behalf_of":"A3"}`,
			timer.Correct{Statement: 3, Reason: "a late end", StartedAt: ptr(time.Date(2024, 3, 11, 14, 0, 0, 0, time.UTC)),
				EndedAt: ptr(time.Date(2024, 3, 11, 14, 3, 0, 500_000_000, time.UTC)), Paused: ptr(time.Duration(0)), Entry: "e3",
				Delegation: ptr("Peru"), SeatAt: ptr(""), Kind: ptr("group"), Speaker: ptr("Ms. K"), OnBehalfOf: ptr("A3")}},
		{"what is put right, in one thing", `{"id":"a","do":"correct","statement":3,"reason":"so","paused_ms":null,"kind":"group"}`,
			timer.Correct{Statement: 3, Reason: "so", Kind: ptr("group")}},
		{"a note with all it can have", `{"id":"a","do":"note","text":"asks","statement":2,"paragraph":"para. 22","proposal":true}`,
			timer.Note{Text: "asks", Statement: 2, Paragraph: "para. 22", Proposal: true}},
		{"a note that is changed", `{"id":"a","do":"change-note","note":12,"text":"asked","statement":0,"paragraph":"","proposal":false}`,
			timer.ChangeNote{Note: 12, Text: ptr("asked"), Statement: ptr(0), Paragraph: ptr(""), Proposal: ptr(false)}},
		{"a note that is changed in one thing", `{"id":"a","do":"change-note","note":12,"proposal":true}`, timer.ChangeNote{Note: 12, Proposal: ptr(true)}},
		{"a note that is taken back", `{"id":"a","do":"take-back-note","note":12}`, timer.TakeBackNote{Note: 12}},
		{"a meeting with all it can have",
			`{"id":"a","do":"open-meeting","symbol":"S/PV.1","title":"T","preset":"note-507","list":[{"delegation":"Peru"},
				{"delegation":"Mali","speaker":"Mr. K","kind":"group","on_behalf_of":"A3","seat":"3"}]}`,
			timer.OpenMeeting{Symbol: "S/PV.1", Title: "T", Rules: preset("note-507"), List: []timer.Inscription{
				{Delegation: "Peru", ISO3: "PER", Kind: timer.State},
				{Delegation: "Mali", ISO3: "MLI", Speaker: "Mr. K", Kind: timer.Group, OnBehalfOf: "A3", Seat: "3"}}}},
		{"a meeting that was prepared", `{"id":"a","do":"open-meeting","prepared":2}`, timer.OpenMeeting{Prepared: 2}},
		{"a meeting that is prepared with the least that it needs", `{"id":"a","do":"prepare-meeting","title":"T"}`,
			timer.PrepareMeeting{Opening: timer.Opening{Title: "T", Rules: preset("working-methods-2024")}}},
		{"a rehearsal that is prepared with a list of its own",
			`{"id":"a","do":"prepare-meeting","symbol":"S/PV.2","title":"T","preset":"note-507","zone":"Asia/Tokyo","rehearsal":true,"list":[{"delegation":"Peru"}]}`,
			timer.PrepareMeeting{Opening: timer.Opening{Symbol: "S/PV.2", Title: "T", Rules: preset("note-507"), Zone: "Asia/Tokyo", Rehearsal: true,
				List: []timer.Inscription{{Delegation: "Peru", ISO3: "PER", Kind: timer.State}}}}},
		{"a prepared meeting that is changed", `{"id":"a","do":"change-prepared","prepared":2,"symbol":"","title":"T","zone":"Asia/Tokyo","preset":"note-507","rehearsal":false}`,
			timer.ChangePrepared{Prepared: 2, Symbol: ptr(""), Title: ptr("T"), Zone: ptr("Asia/Tokyo"), Preset: "note-507", Rehearsal: ptr(false)}},
		{"a prepared meeting that is given up", `{"id":"a","do":"discard-prepared","prepared":2}`, timer.DiscardPrepared{Prepared: 2}},
	} {
		r, err := wire.ParseCommand([]byte(c.body))
		if err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		taken[timer.ActOf(r.Command).Name] = true
		if !reflect.DeepEqual(r.Command, c.want) || r.ID != "a" || r.Rev != nil || r.Statement != nil || r.Digest == "" {
			t.Errorf("%s: got %+v, want %+v", c.says, r, c.want)
		}
	}
	for _, a := range timer.Acts() {
		if !a.Plain() {
			continue
		}
		r, err := wire.ParseCommand([]byte(`{"id":"a","do":"` + a.Name + `"}`))
		if taken[a.Name] = true; err != nil || r.Command != a.Command {
			t.Errorf("%s: got %+v, %v", a.Name, r.Command, err)
		}
	}
	for body, want := range map[string]wire.Order{
		`{"id":"a","do":"identify","seat":"7"}`:                             {Identify: &wire.Identify{Seat: "7"}},
		`{"id":"a","do":"identify"}`:                                        {Identify: &wire.Identify{}},
		`{"id":"a","do":"go-on-unrecorded"}`:                                {GoOn: &wire.GoOnUnrecorded{}},
		`{"id":"a","do":"put-away","notice":"clock-fallback"}`:              {PutAway: &wire.PutAway{Notice: "clock-fallback"}},
		`{"id":"a","do":"put-away","notice":"clock-fallback","again":true}`: {PutAway: &wire.PutAway{Notice: "clock-fallback", Again: true}},
	} {
		got, err := wire.ParseCommand([]byte(body))
		if err != nil || !reflect.DeepEqual(got.Identify, want.Identify) || !reflect.DeepEqual(got.GoOn, want.GoOn) || !reflect.DeepEqual(got.PutAway, want.PutAway) || got.Command != nil {
			t.Errorf("%s: got %+v, %v", body, got, err)
		}
		for name, is := range map[string]bool{"identify": got.Identify != nil, "go-on-unrecorded": got.GoOn != nil, "put-away": got.PutAway != nil} {
			taken[name] = taken[name] || is
		}
	}
	for _, c := range wire.Commands() {
		if !taken[c.Name] {
			t.Errorf("no case here is for %s", c.Name)
		}
	}
}

// What only the controller can find is named beside the command.
func TestSourcesOfAPreparedMeeting(t *testing.T) {
	for body, want := range map[string]wire.Sources{
		`"from":2`:                           {From: 2, Rules: true, List: true},
		`"from":2,"preset":"note-507"`:       {From: 2, List: true},
		`"from":2,"list":[]`:                 {From: 2, Rules: true},
		`"digest":"abc"`:                     {Digest: "abc", Rules: true, List: true},
		`"digest":"abc","from":1`:            {Digest: "abc", From: 1, Rules: true, List: true},
		`"digest":"abc","preset":"note-507"`: {Digest: "abc", List: true},
	} {
		o, err := wire.ParseCommand([]byte(`{"id":"a","do":"prepare-meeting","title":"T",` + body + `}`))
		if err != nil || o.Sources == nil || *o.Sources != want {
			t.Errorf("%s: %+v, %v; want %+v", body, o.Sources, err, want)
		}
	}
	if o, err := wire.ParseCommand([]byte(`{"id":"a","do":"prepare-meeting","title":"T","list":[]}`)); err != nil || o.Sources != nil {
		t.Errorf("with a list of its own: %+v, %v", o.Sources, err)
	}
}

func ptr[T any](value T) *T { return &value }

func preset(name string) timer.Rules {
	r, _ := timer.Preset(name)
	return r
}

func TestCommandsAreInAlphabeticalOrder(t *testing.T) {
	all := wire.Commands()
	if len(all) == 0 || !slices.IsSortedFunc(all, func(a, b wire.Command) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("got %+v", all)
	}
}

func TestParseCommandTakesGuards(t *testing.T) {
	fields := map[string]string{
		"extend": `,"by_ms":1`, "remind": `,"line":"slower"`, "rule": `,"then":"end"`, "hand-over": `,"speaker":"Mr. Lind"`, "back-date": `,"by_ms":1`, "set-elapsed": `,"elapsed_ms":1`,
	}
	for _, a := range timer.Acts() {
		if a.Guard != timer.ByStatement {
			continue
		}
		r, err := wire.ParseCommand([]byte(`{"id":"a","rev":0,"statement":3,"do":"` + a.Name + `"` + fields[a.Name] + `}`))
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
			continue
		}
		if r.Rev == nil || *r.Rev != 0 || r.Statement == nil || *r.Statement != 3 {
			t.Errorf("%s: the guards are %v and %v, want revision 0 and statement 3", a.Name, r.Rev, r.Statement)
		}
	}
	r, err := wire.ParseCommand([]byte(`{"id":"a","rev":12,"do":"close-list"}`))
	if err != nil || r.Rev == nil || *r.Rev != 12 {
		t.Errorf("a command on the list is guarded by the revision: %+v, %v", r, err)
	}
	r, err = wire.ParseCommand([]byte(`{"id":"a","rev":null,"statement":null,"do":"start"}`))
	if err != nil || r.Rev != nil || r.Statement != nil {
		t.Errorf("a guard that is null is no guard: %+v, %v", r, err)
	}
	// A number beyond 32 bits must not come round to statement 3.
	r, err = wire.ParseCommand([]byte(`{"id":"a","statement":4294967299,"do":"start"}`))
	if err != nil || r.Statement == nil || *r.Statement == 3 {
		t.Errorf("got %+v, %v", r, err)
	}
}
