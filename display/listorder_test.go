package display_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"

	"rostrum/display/wire"
	"rostrum/timer"
)

// What putting the list in order would do is told to operators, changes nothing, and is
// what the act does then.
func TestOrderIsProposed(t *testing.T) {
	h := open(t)
	for key, want := range map[string]int{"": http.StatusUnauthorized, h.light: http.StatusForbidden, "nobody's": http.StatusUnauthorized} {
		c := get("/api/v1/list/order?by=level")
		c.key = key
		if a := h.ask(c); a.status != want {
			t.Errorf("%q is answered with %d", key, a.status)
		}
	}
	for _, by := range []string{"", "size"} {
		if a := h.ask(keyed("/api/v1/list/order?by="+by, h.chair)); a.status != http.StatusUnprocessableEntity || a.refusal().Why != "not-an-order" {
			t.Errorf("%q is answered with %d %s", by, a.status, a.body)
		}
	}
	level := string(timer.Minister)
	h.do(timer.Amend{Entry: "e3", Level: &level})
	var proposed wire.ProposedOrder
	h.read(keyed("/api/v1/list/order?by=level", h.chair), &proposed)
	want := []wire.ProposedMove{
		{Change: "moved", Entry: "e3", Delegation: "Peru", State: "PER", Was: wire.Place{Place: 3}, Now: wire.Place{Place: 1}},
		{Change: "moved", Entry: "e1", Delegation: "Japan", State: "JPN", Was: wire.Place{Place: 1}, Now: wire.Place{Place: 2}},
		{Change: "moved", Entry: "e2", Delegation: "Côte d’Ivoire", State: "CIV", Was: wire.Place{Place: 2}, Now: wire.Place{Place: 3}},
	}
	m := h.engine.Snapshot().Meeting
	if proposed.Rev != m.Rev || proposed.By != timer.ByLevel || !reflect.DeepEqual(proposed.Changes, want) || m.List[0].ID != "e1" {
		t.Errorf("at revision %d it is proposed: %+v", m.Rev, proposed)
	}
	h.do(timer.OrderList{By: timer.ByLevel})
	if m = h.engine.Snapshot().Meeting; m.List[0].ID != "e3" || m.List[2].ID != "e2" {
		t.Errorf("it is %v first, and last %v", m.List[0].ID, m.List[2].ID)
	}
	h.read(keyed("/api/v1/list/order?by=level", h.chair), &proposed)
	if len(proposed.Changes) != 0 {
		t.Errorf("in order it is proposed: %+v", proposed)
	}
	h.do(timer.CloseDebate{})
	if a := h.ask(keyed("/api/v1/list/order?by=level", h.chair)); a.status != http.StatusConflict {
		t.Errorf("in a closed debate: %d", a.status)
	}
}

// Names of States are everybody's, in each language of the pages, and are asked for once.
func TestNamesOfStates(t *testing.T) {
	h := open(t)
	a := h.ask(get("/api/v1/states?language=fr"))
	var names wire.NamesOfStates
	if err := json.Unmarshal(a.body, &names); err != nil || a.status != http.StatusOK || names.Names["JPN"] != "Japon" || names.Habits != nil {
		t.Errorf("%d %s, %v", a.status, a.body, err)
	}
	if a = h.ask(with(get("/api/v1/states?language=fr"), "If-None-Match", a.header.Get("ETag"))); a.status != http.StatusNotModified {
		t.Errorf("who has them is answered with %d", a.status)
	}
	h.read(get("/api/v1/states?language=zh&habits=true"), &names)
	if names.Names["JPN"] != "日本" || names.Habits["ivory coast"] != "CIV" {
		t.Errorf("in Chinese they are %v, %v", names.Names, names.Habits)
	}
	for _, language := range []string{"", "de"} {
		if a := h.ask(get("/api/v1/states?language=" + language)); a.status != http.StatusUnprocessableEntity {
			t.Errorf("in %q they are answered with %d", language, a.status)
		}
	}
}
