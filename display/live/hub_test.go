package live

import (
	"context"
	"net"
	"testing"
	"time"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// emptyHub is one without connections, of an engine that is not at work.
func emptyHub(t *testing.T) *Hub {
	t.Helper()
	clock := timer.NewClock("boot-1", time.Now(), 0)
	e, err := engine.New(engine.Config{Run: "run-1", Clock: clock, Journal: &timertest.Recorder{}})
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{Engine: e, Clock: clock})
}

// late is a connection of the public whose reader is behind: what it is to be told
// stays where it waits.
func late(h *Hub) *conn {
	ctx, cancel := context.WithCancel(context.Background())
	c := &conn{
		hub: h, ctx: ctx, cancel: cancel, is: Anybody(false),
		told: &wire.Told{Snapshot: &timer.Snapshot{}}, behind: &behind{room: make(chan struct{}, 1)},
	}
	c.line.open(nobody{})
	h.enter(c)
	return c
}

// nobody is the other end of no connection.
type nobody struct{ net.Conn }

func (nobody) Close() error { return nil }

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
		h := emptyHub(t)
		now := timer.Snapshot{Tick: 5, TickAt: due, Meeting: timer.Meeting{Floor: c.floor}}
		h.Broadcast(&now, &timer.Snapshot{Tick: 4})
		for _, s := range h.shards {
			if got := s.next.tick != nil; got != c.want {
				t.Errorf("%s: the tick is sent: %v", c.says, got)
			}
		}
	}
}

func TestWhoIsBehindIsToldTheNewestOnly(t *testing.T) {
	h := emptyHub(t)
	c := late(h)
	seen := timer.Snapshot{}
	var before news
	for n := uint64(1); n <= 3; n++ {
		now := timer.Snapshot{Version: n, Public: n, Tick: n}
		h.Broadcast(&now, &seen)
		seen = now
		c.put(c.shard.next, nil, nil)
		is := c.behind.news
		if is.state == nil || is.state.to.Version != n || string(is.tick) == string(before.tick) || len(c.behind.frames) != 0 {
			t.Errorf("after change %d there waits %+v", n, is)
		}
		before = is
	}
	if frames := c.frames(&c.behind.news, nil); len(frames) != 2 || c.told.Version != 3 {
		t.Errorf("a state and a tick make %d frames, and it was told %d", len(frames), c.told.Version)
	}
	c.put(c.shard.next, nil, nil) // it was told this state already
	if f := c.stateOf(c.behind.news.state); f != nil {
		t.Errorf("a state that is known already is told again: %s", f)
	}
}

// An agent may come before the hub has told anything: what it is welcomed with is not told
// again as the first news, and what has changed meanwhile follows it.
func TestAgentThatComesBeforeTheFirstNews(t *testing.T) {
	h := emptyHub(t)
	c := late(h)
	h.promote(c, WhoOf(access.Grant{Role: "light", Seats: []string{"7"}}))
	c.becomeAgent(&wire.Agent{ID: "a", Seats: []string{"7"}})
	h.welcome(c, false)
	if c.behind.news.course == nil {
		t.Fatal("it is welcomed with nothing to play")
	}
	first := timer.Snapshot{Version: 1, Public: 1}
	c.behind.news = news{}
	h.Broadcast(&first, &timer.Snapshot{})
	if c.behind.news.course != nil {
		t.Errorf("it is told again: %s", c.behind.news.course)
	}
	given := timer.Snapshot{Version: 2, Public: 2, Meeting: timer.Meeting{Floor: &timer.Statement{ID: 1, Seat: "7"}}}
	h.Broadcast(&given, &first)
	if c.behind.news.course == nil {
		t.Error("it is not told what has changed")
	}
}

// What a part of the gallery was not told yet is not lost in what comes later.
func TestMailThatFollows(t *testing.T) {
	state, tick := &mail{to: &wire.Told{Snapshot: &timer.Snapshot{Version: 7}}}, &mail{tick: []byte("tick"), beat: true, ping: 3}
	var none *mail
	if none.follow(tick) != tick || state.follow(state) != state {
		t.Error("what follows nothing, or brings all anew, is as it is")
	}
	if both := state.follow(tick); both.to != state.to || string(both.tick) != "tick" || both.ping != 3 || !both.beat {
		t.Errorf("a tick that follows a state is %+v", both)
	}
	if both := tick.follow(state); both.to != state.to || string(both.tick) != "tick" {
		t.Errorf("a state that follows a tick is %+v", both)
	}
	if tick.to != nil || state.tick != nil {
		t.Error("what others are told was changed")
	}
}

// Who says a key while the hub is ending is told farewell too: a hub that has lost
// sight of a connection would wait for it for ever.
func TestKeyThatIsSaidWhileTheHubEnds(t *testing.T) {
	h := emptyHub(t)
	h.Access = new(access.Store)
	c := late(h)
	other := late(h)
	h.closed = true
	h.promote(c, WhoOf(access.Grant{Role: "chair"}))
	told := 0
	h.each(func(*conn) { told++ })
	if n := h.Connected(); told != 2 || n[timer.Chair] != 1 || n[timer.Public] != 1 {
		t.Errorf("%d connections are told that the hub ends, of %v; want 2", told, n)
	}
	h.remove(other)
	h.remove(c)
	if n := h.Connected(); n[timer.Chair] != 0 || n[timer.Public] != 0 {
		t.Errorf("with all gone there are %v", n)
	}
}
