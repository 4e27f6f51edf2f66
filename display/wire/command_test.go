package wire_test

import (
	"reflect"
	"slices"
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
		{"resume", `{"id":"a","do":"resume"}`, timer.Resume{}},
		{"extend", `{"id":"a","do":"extend","by_ms":30000}`, timer.Extend{By: 30 * time.Second}},
		{"a negative extension shortens", `{"id":"a","do":"extend","by_ms":-1500}`, timer.Extend{By: -1500 * time.Millisecond}},
		{"nothing is for the meeting to refuse", `{"id":"a","do":"extend","by_ms":0}`, timer.Extend{}},
		{"what no duration can hold stays out of every bound", `{"id":"a","do":"extend","by_ms":9223372036854775807}`, timer.Extend{By: 48 * time.Hour}},
		{"and so does its opposite", `{"id":"a","do":"extend","by_ms":-9223372036854775808}`, timer.Extend{By: -48 * time.Hour}},
		{"urge", `{"id":"a","do":"urge"}`, timer.Urge{}},
		{"end", `{"id":"a","do":"end"}`, timer.End{}},
		{"inscribe needs a delegation and a kind", `{"id":"a","do":"inscribe","delegation":"Peru","kind":"state"}`,
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "Peru", Kind: timer.State}}},
		{"inscribe with all it can have",
			`{"id":"a","do":"inscribe","delegation":"Peru","speaker":"Mr. Vega","kind":"group","on_behalf_of":"GRULAC","before":"e2"}`,
			timer.Inscribe{Inscription: timer.Inscription{Delegation: "Peru", Speaker: "Mr. Vega", Kind: timer.Group, OnBehalfOf: "GRULAC"}, Before: "e2"}},
		{"withdraw", `{"id":"a","do":"withdraw","entry":"e7"}`, timer.Withdraw{Entry: "e7"}},
		{"move to the end", `{"id":"a","do":"move","entry":"e7"}`, timer.Move{Entry: "e7"}},
		{"move in front of another", `{"id":"a","do":"move","entry":"e7","before":"e2"}`, timer.Move{Entry: "e7", Before: "e2"}},
		{"close-list", `{"id":"a","do":"close-list"}`, timer.CloseList{}},
		{"reopen-list", `{"id":"a","do":"reopen-list"}`, timer.ReopenList{}},
		{"undo", `{"id":"a","do":"undo","of":12}`, timer.Undo{Of: 12}},
	} {
		r, err := wire.ParseCommand([]byte(c.body))
		if err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		taken[r.Command.Name()] = true
		if !reflect.DeepEqual(r.Command, c.want) || r.ID != "a" || r.Rev != nil || r.Statement != nil || r.Digest == "" {
			t.Errorf("%s: got %+v, want %+v", c.says, r, c.want)
		}
	}
	for _, name := range wire.Commands() {
		if !taken[name] {
			t.Errorf("no case here is for %s", name)
		}
	}
}

func TestCommandsAreInAlphabeticalOrder(t *testing.T) {
	names := wire.Commands()
	if len(names) == 0 || !slices.IsSorted(names) {
		t.Errorf("got %q", names)
	}
}

func TestParseCommandTakesGuards(t *testing.T) {
	for _, do := range []string{`"start"`, `"pause"`, `"resume"`, `"extend","by_ms":1`, `"urge"`, `"end"`} {
		r, err := wire.ParseCommand([]byte(`{"id":"a","rev":0,"statement":3,"do":` + do + `}`))
		if err != nil {
			t.Errorf("%s: %v", do, err)
			continue
		}
		if r.Rev == nil || *r.Rev != 0 || r.Statement == nil || *r.Statement != 3 {
			t.Errorf("%s: the guards are %v and %v, want revision 0 and statement 3", do, r.Rev, r.Statement)
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
