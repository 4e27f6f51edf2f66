package display_test

import (
	"errors"
	"fmt"
	"testing"

	"rostrum/display"
	"rostrum/display/wire"
	"rostrum/timer"
)

// doubted is what each house here doubts of its list.
var doubted = &timer.Doubts{Notice: "list-doubts:1", File: "speakers.csv", Count: 1, Groups: []timer.DoubtGroup{{
	Code: "twice", Message: "“Peru” is on the list already", Count: 1, Lines: []timer.DoubtLine{{Line: 4, Column: 1, Message: "“Peru” is on the list already"}},
}}}

// What is put away is put away for everybody, whoever it was, and nobody else is told
// of it.
func TestNoticesArePutAwayForAll(t *testing.T) {
	var kept []string
	h := openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) {
		c.KeepAway = func(notice string, away *timer.PutAway) error {
			kept = append(kept, fmt.Sprint(notice, away != nil))
			return nil
		}
	})
	put := func(id, more string) answer {
		return h.ask(call{method: "POST", path: "/api/v1/commands", key: h.chair, body: `{"id":"` + id + `","do":"put-away",` + more + `}`})
	}
	doubts := func(key string) *timer.Doubts {
		var s wire.State
		h.read(call{method: "GET", path: "/api/v1/state", key: key}, &s)
		if s.Operator == nil {
			return nil
		}
		return s.Doubts
	}
	if d := doubts(h.chair); d == nil || d.PutAway != nil || d.Groups[0].Lines[0].Line != 4 {
		t.Fatalf("at first there are %+v", d)
	}
	if d := doubts(""); d != nil {
		t.Errorf("the public is told %+v", d)
	}
	before := h.rev()
	if a := put("away", `"notice":"list-doubts:1"`); a.status != 200 {
		t.Fatalf("got %d %s", a.status, a.body)
	}
	if d := doubts(h.chair); d.PutAway == nil || d.PutAway.By != "chair (tablet)" || d.PutAway.At.IsZero() || h.rev() != before {
		t.Errorf("put away they are %+v at revision %d, before %d", d, h.rev(), before)
	}
	if a := put("again", `"notice":"list-doubts:1","again":true`); a.status != 200 || doubts(h.chair).PutAway != nil {
		t.Errorf("opened again: %d %s", a.status, a.body)
	}
	if a := put("other", `"notice":"list-doubts:2"`); a.status != 422 || a.refusal().Why != "no-such-notice" {
		t.Errorf("of another list: %d %s", a.status, a.body)
	}
	if got := fmt.Sprint(kept); got != "[list-doubts:1true list-doubts:1false]" {
		t.Errorf("kept is %s", got)
	}
}

func TestNoticesStayWhereTheyCannotBePutAway(t *testing.T) {
	h := openAt(t, newTCPDoor(t), t.TempDir(), func(c *display.Config) {
		c.KeepAway = func(string, *timer.PutAway) error { return errors.New("the disk is full") }
	})
	for _, c := range []struct {
		key    string
		status int
		code   wire.Code
	}{{"", 401, wire.Unauthenticated}, {h.light, 403, wire.Forbidden}, {h.chair, 503, wire.NotSaved}} {
		a := h.ask(call{method: "POST", path: "/api/v1/commands", key: c.key, body: `{"id":"away","do":"put-away","notice":"list-doubts:1"}`})
		if a.status != c.status || a.refusal().Code != c.code {
			t.Errorf("got %d %s, not %d", a.status, a.body, c.status)
		}
	}
	if d := h.engine.Snapshot().Doubts; d.PutAway != nil {
		t.Errorf("the doubts are %+v", d)
	}
}
