package live

import (
	"testing"
	"time"

	"rostrum/display/access"
	"rostrum/timer"
)

// A hub with one connection whose writer is asleep.
func sleeper() (*Hub, *conn) {
	h := New(Config{Clock: timer.NewClock("boot-1", time.Now(), 0)})
	c := &conn{wake: make(chan struct{}, 1), is: Anybody(false)}
	h.rest[c] = struct{}{}
	return h, c
}

// A change can overtake a tick on its way to the hub: of the clock's second in
// which a statement resumes, no whole second of the statement is known.
func TestTickThatAChangeHasOvertakenIsLeftOut(t *testing.T) {
	const due = timer.Instant(10 * time.Second)
	for _, c := range []struct {
		says  string
		floor *timer.Statement
		want  bool
	}{
		{"nobody has the floor", nil, true},
		{"the clock stands at a fraction", &timer.Statement{Course: timer.Course{Started: true, Held: 2500 * time.Millisecond}}, true},
		{"a whole second of the statement", &timer.Statement{Course: timer.Course{Started: true, Running: true, Zero: due.Add(-7 * time.Second)}}, true},
		{"the clock began after the tick was due", &timer.Statement{Course: timer.Course{Started: true, Running: true, Zero: due.Add(time.Millisecond)}}, true},
		{"it resumed meanwhile", &timer.Statement{Course: timer.Course{Started: true, Running: true, Zero: due.Add(-2500 * time.Millisecond)}}, false},
	} {
		h, sleeping := sleeper()
		now := timer.Snapshot{Tick: 5, TickAt: due, Meeting: timer.Meeting{Floor: c.floor}}
		h.Broadcast(&now, &timer.Snapshot{Tick: 4})
		if got := sleeping.box.tick != nil; got != c.want {
			t.Errorf("%s: the tick is sent: %v", c.says, got)
		}
		if !sleeping.box.ping {
			t.Errorf("%s: the fifth tick brings no ping", c.says)
		}
	}
}

func TestBoxHoldsTheNewestOnly(t *testing.T) {
	h, c := sleeper()
	seen := timer.Snapshot{}
	var before box
	for n := uint64(1); n <= 3; n++ {
		now := timer.Snapshot{Version: n, Public: n, Tick: n}
		h.Broadcast(&now, &seen)
		seen = now
		if c.box.version != n || c.box.state == nil || c.box.state == before.state || c.box.tick == before.tick || len(c.box.replies) != 0 {
			t.Errorf("after change %d the box holds %+v", n, c.box)
		}
		before = c.box
	}
	h.Broadcast(&seen, &timer.Snapshot{}) // it was welcomed with this state already
	if c.box.state != before.state {
		t.Error("a state that is there already was put again")
	}
}

// Who says a key while the hub is ending is told farewell too: a hub that has lost
// sight of a connection would wait for it for ever.
func TestKeyThatIsSaidWhileTheHubEnds(t *testing.T) {
	h, c := sleeper()
	h.closed = true
	h.promote(c, WhoOf(access.Grant{Role: "chair"}))
	told := 0
	h.each(func(*conn) { told++ })
	if told != 1 {
		t.Errorf("%d connections are told that the hub ends; want 1", told)
	}
}
