package display_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

// What everybody may know is made once a second, and a proxy may keep it for as long;
// what was asked with a key is nobody else's.
func TestStateForEverybody(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		first := h.ask(get("/api/v1/state"))
		time.Sleep(400 * time.Millisecond)
		again := h.ask(get("/api/v1/state"))
		if first.header.Get("ETag") == "" || again.header.Get("ETag") != first.header.Get("ETag") || string(again.body) != string(first.body) {
			t.Errorf("0.4 s later the state is %s, tagged %s; it was %s", again.body, again.header.Get("ETag"), first.header.Get("ETag"))
		}
		known := get("/api/v1/state")
		known.header = map[string]string{"If-None-Match": `"other", W/` + first.header.Get("ETag")}
		a := h.ask(known)
		if a.status != 304 || len(a.body) != 0 {
			t.Errorf("who has it is answered %d with %d bytes", a.status, len(a.body))
		}
		// The body may be a second old; when it was sent is said beside it.
		if sent, then := clockOf(t, a), clockOf(t, first); sent-then != 400 {
			t.Errorf("0.4 s later the clock is %v ms on", sent-then)
		}
		h.do(timer.CloseList{})
		if a := h.ask(known); a.status != 200 || !strings.Contains(string(a.body), `"list_closed":true`) {
			t.Errorf("after a change the state is %d %s", a.status, a.body)
		}
		time.Sleep(time.Second)
		if a := h.ask(get("/api/v1/state")); a.header.Get("ETag") == again.header.Get("ETag") {
			t.Error("a second later the stamp is another, and the tag is not")
		}
		for says, c := range map[string]call{
			"with a key":    {method: "GET", path: "/api/v1/state", key: h.chair},
			"with a cookie": {method: "GET", path: "/api/v1/state", header: map[string]string{"Cookie": "rostrum_session=ended"}},
			"by anybody":    get("/api/v1/state"),
			"the screens":   get("/api/v1/screens"),
		} {
			a, want := h.ask(c), "public, max-age=1, stale-if-error=5"
			if strings.HasPrefix(says, "with") {
				want = "private, no-store"
			}
			if got := a.header.Get("Cache-Control"); got != want || a.header.Get("Vary") != "Authorization, Cookie" || a.header.Get("ETag") == "" {
				t.Errorf("%s: Cache-Control is %q, Vary %q, ETag %q", says, got, a.header.Get("Vary"), a.header.Get("ETag"))
			}
		}
	})
}

// clockOf is the steady clock by which an answer was sent, in milliseconds.
func clockOf(t *testing.T, a answer) float64 {
	t.Helper()
	ms, err := strconv.ParseFloat(a.header.Get("Rostrum-Clock"), 64)
	if err != nil {
		t.Fatalf("the clock of an answer: %v", err)
	}
	return ms
}

// A screen needs no more than who is next.
func TestStateWithoutTheList(t *testing.T) {
	h := open(t)
	for i := range 20 {
		h.do(timer.Inscribe{Inscription: timer.Inscription{Delegation: fmt.Sprint("State ", i), Kind: timer.State}})
	}
	for _, key := range []string{"", h.chair} {
		c := get("/api/v1/state?list=next")
		c.key = key
		var whole, next wire.State
		h.read(c, &next)
		c.path = "/api/v1/state"
		h.read(c, &whole)
		waiting := len(whole.List)
		if next.List != nil || len(next.Next) != wire.MostNextTold || next.Waiting == nil || *next.Waiting != waiting || next.Next[9].Entry != whole.List[9].Entry {
			t.Errorf("with key %q the next are %+v of %v, the list has %d", key, next.Next, next.Waiting, waiting)
		}
		if whole.Next != nil || whole.Waiting != nil {
			t.Errorf("the whole state has the next too: %+v", whole.Next)
		}
	}
}

// On the socket it is the same: a screen has the next, and follows the changes; who
// asks for the list, and who operates, has all of it.
func TestSocketWithAndWithoutTheList(t *testing.T) {
	h := open(t)
	type told struct {
		List       []wire.Entry     `json:"list"`
		Next       []wire.Entry     `json:"next"`
		Waiting    *int             `json:"waiting"`
		ListChange *wire.ListChange `json:"list_change"`
		NextChange *wire.ListChange `json:"next_change"`
	}
	read := func(m message) (s told) {
		if err := json.Unmarshal(m.text, &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	lines := len(h.engine.Snapshot().Meeting.List)
	screen, all := h.join(nil), h.joinAt("/ws?list=all", nil)
	screen.expect("hello")
	if s := read(screen.expect("state")); s.List != nil || len(s.Next) != lines || *s.Waiting != lines {
		t.Errorf("a screen is told %+v", s)
	}
	all.expect("hello")
	if s := read(all.expect("state")); len(s.List) != lines || s.Next != nil || s.Waiting != nil {
		t.Errorf("who asks for the list is told %+v", s)
	}
	before := h.rev()
	h.do(timer.GiveFloor{Entry: "e1"})
	if s := read(screen.expect("state")); s.NextChange == nil || s.NextChange.From != before || len(s.NextChange.Gone) != 1 || *s.Waiting != lines-1 {
		t.Errorf("a screen is told %+v", s)
	}
	if s := read(all.expect("state")); s.ListChange == nil || s.ListChange.From != before || len(s.ListChange.Rows) != 1 || s.NextChange != nil || s.List != nil {
		t.Errorf("who asked for the list is told %+v", s)
	}
	screen.send(`{"type":"hello","key":"` + h.chair + `"}`)
	if s := read(screen.expect("state")); len(s.List) != lines || s.Next != nil {
		t.Errorf("a chair that a screen has become is told %+v", s)
	}
}
