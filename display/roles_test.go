package display_test

import (
	"fmt"
	"testing"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// A secretary's key does everything but what the chair alone may do, and undoes
// nothing of that.
func TestSecretary(t *testing.T) {
	h := open(t)
	secretary, _, err := h.store.NewKey(access.Grant{Role: string(timer.Secretary), Name: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	asks := func(key, body string) answer {
		n++
		return h.ask(call{method: "POST", path: "/api/v1/commands", key: key, body: fmt.Sprintf(`{"id":"%d",%s}`, n, body)})
	}
	undo := func(key string) answer { return asks(key, fmt.Sprintf(`"do":"undo","of":%d`, h.rev())) }
	forbidden := func(a answer) bool {
		e := a.refusal()
		return a.status == 403 && e.Code == wire.Forbidden && e.Why == "not-of-role"
	}
	for _, body := range []string{`"do":"close-list"`, `"do":"note","text":"quorum"`, `"do":"inscribe","delegation":"Kenya","kind":"state"`} {
		for _, doer := range []string{secretary, h.chair} { // hers is also what the chair did
			if a := asks(doer, body); a.status != 200 {
				t.Errorf("%s: got %d %s", body, a.status, a.body)
			}
			if a := undo(secretary); a.status != 200 {
				t.Errorf("%s cannot be undone: %d %s", body, a.status, a.body)
			}
		}
	}
	if a := asks(secretary, `"do":"identify","seat":"7"`); a.status != 200 {
		t.Errorf("to find a light: %d %s", a.status, a.body)
	}
	if a := h.ask(call{method: "PUT", path: "/api/v1/screens", key: secretary, body: hourglass}); a.status != 200 {
		t.Errorf("to set the public screens: %d %s", a.status, a.body)
	}
	for _, body := range []string{`"do":"set-rules","preset":"note-507"`, `"do":"close-debate"`, `"do":"reopen-debate"`} {
		before := h.rev()
		if a := asks(secretary, body); !forbidden(a) || h.rev() != before {
			t.Errorf("%s by the secretary: got %d %s", body, a.status, a.body)
		}
		if a := asks(h.chair, body); a.status != 200 {
			t.Errorf("%s by the chair: got %d %s", body, a.status, a.body)
		}
		if a := undo(secretary); !forbidden(a) || h.rev() != before+1 {
			t.Errorf("%s undone by the secretary: got %d %s", body, a.status, a.body)
		}
	}
	if a := undo(h.chair); a.status != 200 {
		t.Errorf("undone by the chair: got %d %s", a.status, a.body)
	}
	if a := asks(secretary, `"do":"open-meeting","list":[{"delegation":"Peru"}]`); !forbidden(a) {
		t.Errorf("another meeting opened by the secretary: got %d %s", a.status, a.body)
	}
}
