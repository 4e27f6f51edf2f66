package display_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestAgentNeedsTheRightToEverySeat(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agentWith(h.keyFor("8"), wire.Agent{ID: "a", Version: "1", Seats: []string{"8", "9"}})
		if e := d.lastRefusal(); e.Code != wire.Forbidden || !strings.Contains(e.Message, "9") {
			t.Errorf("refused with %+v", e)
		}
		if s := h.engine.Snapshot().Seats; s.Has("8") || s.Has("9") {
			t.Errorf("the roster is %+v", s)
		}
		chair := h.agentWith(h.chair, wire.Agent{ID: "a", Version: "1", Seats: []string{"8"}})
		if e := chair.lastRefusal(); e.Code != wire.Forbidden {
			t.Errorf("the chair drives a light: %+v", e)
		}
	})
}

// A Pi whose cable was pulled comes back before its old connection is found dead.
func TestSameAgentTakesOverAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		old := h.agent("a", "8", "9")
		old.freeze()
		begun := time.Now()
		back := h.agent("a", "8", "9")
		if back.newest().Type != "course" || time.Since(begun) != 0 {
			t.Errorf("its own old connection kept it waiting for %v", time.Since(begun))
		}
		if code, at := old.away(); code != wire.CloseReplaced || at != begun {
			t.Errorf("the old connection was closed with %d after %v", code, at.Sub(begun))
		}
		if s := h.seat("8"); !s.Connected || s.Rival != "" {
			t.Errorf("the seat is %+v", s)
		}
		time.Sleep(time.Minute)
		if !back.there() || !h.seat("9").Connected {
			t.Errorf("after a minute the seat is %+v", h.seat("9"))
		}
	})
}

func TestAnotherAgentIsTurnedAwayByALivingOne(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		chair := h.welcomed(withKey(h.chair))
		d := h.agent("a", "8")
		begun := time.Now()
		rival := h.agent("b", "8", "9")
		if code, at := rival.away(); code != wire.CloseTaken || at != begun {
			t.Errorf("closed with %d after %v", code, at.Sub(begun))
		}
		chair.await("seats", func(m message) bool { return contains(m, `"rival":"127.0.0.1"`) || contains(m, `"rival":"pipe"`) })
		if s := h.seat("8"); s.Agent != "a" || !s.Connected || !d.there() {
			t.Errorf("the seat is %+v", s)
		}
		if h.engine.Snapshot().Seats.Has("9") {
			t.Error("a seat that nobody else wants is said to be taken")
		}
		// The warning is there as long as it tries, and a minute longer.
		time.Sleep(50 * time.Second)
		again := h.agent("b", "8", "9")
		again.away()
		time.Sleep(59 * time.Second)
		if h.seat("8").Rival == "" {
			t.Error("the rival is forgotten before a minute")
		}
		time.Sleep(3 * time.Second)
		if s := h.seat("8"); s.Rival != "" {
			t.Errorf("after a minute without a try the rival is %q", s.Rival)
		}
	})
}

func TestDeadAgentLosesItsSeatToAnother(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		dead := h.agent("a", "8")
		dead.freeze()
		begun := time.Now()
		other := h.agent("b", "8")
		time.Sleep(time.Second)
		if other.newest().Type != "course" || h.seat("8").Agent != "b" {
			t.Errorf("a second later the seat is %+v", h.seat("8"))
		}
		if _, at := dead.away(); at.Sub(begun) != time.Second {
			t.Errorf("the dead one went after %v", at.Sub(begun))
		}
		time.Sleep(10 * time.Second)
		if s := h.seat("8"); !s.Connected || s.Agent != "b" || s.Rival != "" {
			t.Errorf("the seat is %+v", s)
		}
	})
}

// An answer is for one who asks: of several, none may take a living agent for dead.
func TestSeveralRivalsAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		d.mu.Lock()
		d.slow = 400 * time.Millisecond
		d.mu.Unlock()
		key := h.keyFor("8")
		rivals := []*client{h.welcomed(withKey(key)), h.welcomed(withKey(key)), h.welcomed(withKey(key))}
		for i, c := range rivals {
			c.send(`{"type":"hello","agent":"rival ` + strconv.Itoa(i) + `","version":"1","seats":["8"],"holdover_ms":0}`)
		}
		for i, c := range rivals {
			if code := c.closed(); code != wire.CloseTaken {
				t.Errorf("rival %d was closed with %d", i, code)
			}
		}
		if s := h.seat("8"); s.Agent != "a" || !d.there() {
			t.Errorf("the seat is %+v", s)
		}
	})
}

// The light of the controller itself is never another's.
func TestLocalLightIsNotTakenOver(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		if code, _ := h.agent("a", "7").away(); code != wire.CloseTaken {
			t.Errorf("closed with %d", code)
		}
		if s := h.seat("7"); !s.Local || s.Agent != "" || s.Rival == "" {
			t.Errorf("the seat is %+v", s)
		}
	})
}

func TestAgentThatNamesOtherSeatsLeavesTheFirst(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agentWith(h.keyFor("8", "9"), wire.Agent{ID: "a", Version: "1", Seats: []string{"8", "9"}})
		d.hello(wire.Agent{ID: "a", Version: "1", Seats: []string{"8"}})
		if s := h.seat("9"); s.Connected || !h.seat("8").Connected {
			t.Errorf("the seats are %+v and %+v", h.seat("8"), s)
		}
		other := h.agent("b", "9")
		if s := h.seat("9"); s.Agent != "b" || !other.there() {
			t.Errorf("the seat it has left is %+v", s)
		}
		_ = d.ws.Close()
		if s := h.seat("9"); !s.Connected || h.seat("8").Connected {
			t.Errorf("when it has gone the seats are %+v and %+v", h.seat("8"), s)
		}
		if s := h.agent("c", "8"); !s.there() || h.seat("8").Agent != "c" {
			t.Errorf("the seat is %+v", h.seat("8"))
		}
	})
}

func TestSilentAgentIsLostAfterThreeSeconds(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		time.Sleep(10*time.Second + 300*time.Millisecond)
		if s := h.seat("8"); !s.Connected || h.clock.Steady().Sub(s.LastSeen) > 2*time.Second {
			t.Errorf("while it speaks the seat is %+v", s)
		}
		d.freeze()
		if code, _ := d.away(); code != wire.CloseSilent {
			t.Errorf("closed with %d", code)
		}
		s := h.seat("8")
		if s.Connected || s.Since != h.clock.Steady() || s.Since.Sub(s.LastSeen) != 3*time.Second || s.MayShow != 0 {
			t.Errorf("the seat is %+v", s)
		}
	})
}

func TestRevokedAgentIsClosed(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		key := h.keyFor("8")
		d := h.agentWith(key, wire.Agent{ID: "a", Version: "1", Seats: []string{"8"}})
		other := h.agent("b", "9")
		grant, err := h.store.Key(key)
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		if _, err := h.store.Revoke(grant.ID); err != nil {
			t.Fatal(err)
		}
		if code, at := d.away(); code != wire.CloseRevoked || at.Sub(begun) > 5*time.Second {
			t.Errorf("closed with %d after %v", code, at.Sub(begun))
		}
		if h.seat("8").Connected || !other.there() {
			t.Errorf("the seats are %+v and %+v", h.seat("8"), h.seat("9"))
		}
	})
}

// What a connection says of a light that another one drives by now is not believed.
func TestOnlyWhoDrivesALightSpeaksOfIt(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		key := h.keyFor("8", "9")
		d := h.agentWith(key, wire.Agent{ID: "a", Version: "1", Seats: []string{"8"}})
		h.agentWith(key, wire.Agent{ID: "b", Version: "1", Seats: []string{"9"}})
		for says, text := range map[string]string{
			"report": `{"type":"report","seat":"9","signal":"steady","deadline_ms":1,"at_ms":1}`,
			"talk":   `{"type":"talk","seat":"9","open":true,"at_ms":1}`,
			"status": `{"type":"status","synchronised":true,"lights":[{"seat":"9","signal":"steady"}]}`,
		} {
			before := h.seat("9")
			d.say([]byte(text))
			if e := d.lastRefusal(); e.Code != wire.Forbidden || h.seat("9") != before {
				t.Errorf("%s of another's light: refused with %+v, the seat is %+v", says, e, h.seat("9"))
			}
			d.mu.Lock()
			d.refused = nil
			d.mu.Unlock()
		}
	})
}

// The clock of a light may be a little before ours. What is kept is not: a restart would
// take ours for one that has gone back.
func TestReportIsNotFromTheFuture(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		for i, c := range []struct {
			ahead, want time.Duration
			refused     bool
		}{
			{-2 * time.Second, -2 * time.Second, false}, {0, 0, false},
			{300 * time.Millisecond, 0, false}, {time.Second, 0, false}, {1001 * time.Millisecond, 0, true},
		} {
			now := h.clock.Steady()
			before := h.seat("8")
			text, err := wire.EncodeReport(wire.Report{
				Seat: "8", Signal: timer.Flash, Statement: i + 1, DeadlineMS: wire.Millis(now.Add(-3 * time.Second)), AtMS: wire.Millis(now.Add(c.ahead)),
			})
			if err != nil {
				t.Fatal(err)
			}
			d.say(text)
			switch s := h.seat("8"); {
			case c.refused && (s != before || d.lastRefusal().Field != "at_ms"):
				t.Errorf("%v ahead: the seat is %+v, refused with %+v", c.ahead, s, d.lastRefusal())
			case !c.refused && (s.At != now.Add(c.want) || s.Late != c.want+3*time.Second):
				t.Errorf("%v ahead: it is kept as of %v from now, %v late", c.ahead, s.At.Sub(now), s.Late)
			}
		}
	})
}

// Who has a light's key may say as much as it likes: the roster changes for it a few times
// a second, and whoever else is there has his seat as before.
func TestFloodOfAnAgent(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		honest, bad := h.agent("a", "8"), h.agent("b", "9")
		before := h.engine.Snapshot().Sighted
		now := wire.Millis(h.clock.Steady())
		for n := range 45 { // four messages each: as many as are heard at once
			signal := []string{"dark", "flash", "steady"}[n%3]
			for _, text := range []string{
				`{"type":"report","seat":"9","signal":"` + signal + `","deadline_ms":` + number(now) + `,"at_ms":` + number(now) + `,"statement":` + strconv.Itoa(n) + `}`,
				`{"type":"status","synchronised":true,"lights":[{"seat":"9","signal":"` + signal + `"},{"seat":"9","signal":"dark"}]}`,
				`{"type":"talk","seat":"9","open":true,"at_ms":` + number(now) + `}`,
				`{"type":"hello","agent":"b` + strconv.Itoa(n) + `","version":"1","seats":["9"],"holdover_ms":0}`,
			} {
				// Past say, which would keep its own hearing from what is refused.
				if err := bad.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
		}
		synctest.Wait()
		s := h.engine.Snapshot()
		if seen := s.Sighted - before; seen > 2*64+8 {
			t.Errorf("of a flood %d sightings were looked at", seen)
		}
		if e := bad.lastRefusal(); e.Code != wire.NotNow || e.Field != "agent" {
			t.Errorf("hellos without end are refused with %+v", e)
		}
		time.Sleep(time.Second)
		if s := h.shown("9"); s.Dropped < 60 {
			t.Errorf("the seat says that %d were left out", s.Dropped)
		}
		if s := h.shown("8"); s.Dropped != 0 || !s.Connected || s.Agent != "a" || !honest.there() {
			t.Errorf("the other seat is %+v", s)
		}
	})
}

// Until when a light may show a signal that nobody can take back.
func TestMayShow(t *testing.T) {
	// Limit 3:00, grace 0:30, holdover 1:00.
	const end = 4*time.Minute + 30*time.Second
	for _, c := range []struct {
		says string
		do   func(h *house) (zero timer.Instant)
		want time.Duration // after zero; 0 = dark
	}{
		{"nobody has the floor", func(*house) timer.Instant { return 0 }, 0},
		{"the clock has not been started", func(h *house) timer.Instant {
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			return 0
		}, 0},
		{"the statement runs", func(h *house) timer.Instant {
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			return h.do(timer.Start{}).At.Steady
		}, end},
		{"it was extended", func(h *house) timer.Instant {
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			zero := h.do(timer.Start{}).At.Steady
			time.Sleep(time.Minute)
			h.do(timer.Extend{By: time.Minute})
			return zero
		}, end + time.Minute},
		{"it runs at another seat", func(h *house) timer.Instant {
			h.do(timer.GiveFloor{Entry: "e1", Seat: "9"})
			return h.do(timer.Start{}).At.Steady
		}, 0},
		{"it ended long ago", func(h *house) timer.Instant {
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			h.do(timer.Start{})
			time.Sleep(time.Minute)
			h.do(timer.End{})
			time.Sleep(10 * time.Second)
			return 0
		}, 0},
	} {
		inBubble(t, func(t *testing.T, h *house) {
			d := h.agent("a", "8")
			zero := c.do(h)
			synctest.Wait()
			time.Sleep(5 * time.Second)
			d.freeze()
			<-d.ended
			want := timer.Instant(0)
			if c.want != 0 {
				want = zero.Add(c.want)
			}
			if s := h.seat("8"); s.Connected || s.MayShow != want {
				t.Errorf("%s: may show until %v, want %v", c.says, s.MayShow, want)
			}
			shown := h.shown("8")
			if (shown.MayShowMS != nil) != (want != 0) || (shown.MayShowUntil != nil) != (want != 0) {
				t.Errorf("%s: operators are shown %+v", c.says, shown)
			}
			if want != 0 {
				time.Sleep(want.Sub(h.clock.Steady()))
				if s := h.shown("8"); s.MayShowMS != nil {
					t.Errorf("%s: then operators are shown %+v", c.says, s)
				}
			}
		})
	}
}

// It may not have heard of what was done while it was silent already.
func TestMayShowWhatWasEndedInTheSilence(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
		zero := h.do(timer.Start{}).At.Steady
		time.Sleep(10 * time.Second)
		d.freeze()
		time.Sleep(time.Second)
		h.do(timer.End{})
		<-d.ended
		if s := h.seat("8"); s.MayShow != zero.Add(4*time.Minute+30*time.Second) {
			t.Errorf("may show until %v", s.MayShow)
		}
	})
}
