package display_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"rostrum/display/access"
	entry "rostrum/display/door"
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

// A booth asks for a slower speech, and nothing else of anybody; it reads what a seat screen
// and the list show, in which language and at which seat, and nothing of what operators see.
func TestBooth(t *testing.T) {
	h := open(t)
	booth, _, err := h.store.NewKey(access.Grant{Role: string(timer.Booth), Name: "French"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	asks := func(key, body string) answer {
		n++
		return h.ask(call{method: "POST", path: "/api/v1/commands", key: key, body: fmt.Sprintf(`{"id":"b%d",%s}`, n, body)})
	}
	for _, body := range []string{
		`"do":"inscribe","delegation":"Kenya","kind":"state","language":"en","seat":"7"`, `"do":"give-floor","entry":"e1"`, `"do":"start"`,
	} {
		if a := asks(h.chair, body); a.status != 200 {
			t.Fatalf("%s: got %d %s", body, a.status, a.body)
		}
	}
	before := h.rev()
	for _, body := range []string{
		`"do":"end"`, `"do":"urge"`, `"do":"remind","line":"microphone"`, `"do":"identify"`, `"do":"put-away","notice":"n"`, `"do":"go-on-unrecorded"`,
		`"do":"take-list","digest":"d"`, `"do":"prepare-meeting","title":"T"`, fmt.Sprintf(`"do":"undo","of":%d`, before),
	} {
		if a := asks(booth, body); a.status != 403 || a.refusal().Code != wire.Forbidden || h.rev() != before {
			t.Errorf("%s by a booth: got %d %s", body, a.status, a.body)
		}
	}
	for _, path := range []string{"/api/v1/people", "/api/v1/record", "/api/v1/list/order?by=level"} {
		if a := h.ask(call{method: "GET", path: path, key: booth}); a.status != 403 {
			t.Errorf("%s: got %d %s", path, a.status, a.body)
		}
	}
	for i, want := range []int{200, 200, 409} {
		if a := asks(booth, `"do":"remind","line":"slower"`); a.status != want {
			t.Errorf("reminder %d: got %d %s", i+1, a.status, a.body)
		}
	}
	var state wire.State
	h.read(call{method: "GET", path: "/api/v1/state", key: booth}, &state)
	last := state.List[len(state.List)-1]
	if state.Operator != nil || last.Language != "en" || last.Seat != "7" || last.ISO3 != "" {
		t.Errorf("a booth reads %+v", last)
	}
	if f := state.Floor; f == nil || len(f.Reminded) != 1 || f.Reminded[0].Line != timer.Slower || f.Reminded[0].UntilMS == nil || f.Reminded[0].By == "" {
		t.Errorf("a booth reads of the floor %+v", f)
	}
	var public wire.State
	h.read(get("/api/v1/state"), &public)
	if r := public.Floor.Reminded; len(r) != 1 || r[0].By != "" {
		t.Errorf("the public reads of the floor %+v", r)
	}
}

// A key for metrics is none here: nothing is read by it that anybody could not read, no
// act is done, and it raises nobody on a socket.
func TestKeyForMetrics(t *testing.T) {
	h := open(t)
	key, _, err := h.store.NewKey(access.Grant{Role: string(timer.Metrics), Name: "prometheus"})
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, a answer) {
		t.Helper()
		if e := a.refusal(); a.status != 403 || e.Code != wire.Forbidden || !strings.Contains(e.Message, "metrics") {
			t.Errorf("%s: got %d %s", what, a.status, a.body)
		}
	}
	for _, path := range []string{"/api/v1/state", "/api/v1/people", "/api/v1/record", "/api/v1/forecast", "/api/v1/meetings", "/ws"} {
		refused(path, h.ask(call{method: "GET", path: path, key: key}))
	}
	before := h.rev()
	for _, body := range []string{`"do":"close-list"`, `"do":"note","text":"x"`, `"do":"remind","line":"slower"`, `"do":"identify","seat":"7"`} {
		refused(body, h.ask(call{method: "POST", path: "/api/v1/commands", key: key, body: `{"id":"m",` + body + `}`}))
	}
	if h.rev() != before {
		t.Errorf("revision %d follows %d", h.rev(), before)
	}
	c := h.welcomed(nil)
	c.send(`{"type":"hello","key":"` + key + `"}`)
	if e := c.await("refusal", func(message) bool { return true }); e.Error.Code != wire.Forbidden {
		t.Errorf("on a socket: got %s", e.text)
	}
	c.send(`{"type":"hello"}`)
	if state := c.await("state", func(message) bool { return true }); state.Role != "public" {
		t.Errorf("after it: got %s", state.text)
	}
}

// Where all places are taken, a key for metrics has none either.
func TestKeyForMetricsFindsNoPlace(t *testing.T) {
	forGuests(t, entry.Measure{Guests: 1}, keyForMetricsFindsNoPlace)
}

func keyForMetricsFindsNoPlace(t *testing.T, h *house) {
	key, _, err := h.store.NewKey(access.Grant{Role: string(timer.Metrics)})
	if err != nil {
		t.Fatal(err)
	}
	h.welcomed(nil) // has the place
	c := h.join(nil)
	c.send(`{"type":"hello","key":"` + key + `"}`)
	var told *websocket.CloseError
	for err = nil; err == nil; {
		_, _, err = c.ws.ReadMessage()
	}
	if !errors.As(err, &told) || told.Code != wire.CloseFull {
		t.Errorf("it was closed with %v", err)
	}
	if a := h.ask(call{method: "GET", path: "/api/v1/state", key: key}); a.status != 503 {
		t.Errorf("by header it got %d %s", a.status, a.body)
	}
}
