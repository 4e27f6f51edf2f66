package display_test

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display"
	"rostrum/display/wire"
	"rostrum/timer"
)

// inBubble runs a test with a house whose time is invented: a minute costs
// nothing, and every instant is exact.
func inBubble(t *testing.T, test func(t *testing.T, h *house), change ...func(*display.Config)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openInBubble(t, dir, change...)
		test(t, h)
	})
}

func number(ms float64) string { return strconv.FormatFloat(ms, 'f', -1, 64) }

func TestTicksComeOnTheWholeSecondsOfTheStatement(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c := h.welcomed(nil)
		time.Sleep(1234 * time.Millisecond)
		h.do(timer.GiveFloor{Entry: "e1"})
		time.Sleep(777 * time.Millisecond)
		h.do(timer.Start{})
		zero := wire.Millis(h.engine.Snapshot().Meeting.Floor.Zero)
		var n uint64
		for second := int64(1); second <= 5; second++ {
			m := c.await("tick", func(m message) bool { return m.ElapsedMS != nil && *m.ElapsedMS > 0 })
			if *m.ElapsedMS != second*1000 || m.ClockMS != zero+float64(second*1000) || m.N <= n {
				t.Fatalf("second %d: got %s after tick %d, the clock began at %v", second, m.text, n, zero)
			}
			if late := wire.Millis(h.clock.Steady()) - m.ClockMS; late != 0 {
				t.Errorf("the tick of second %d came %v ms late", second, late)
			}
			n = m.N
		}
		time.Sleep(333 * time.Millisecond)
		h.do(timer.Pause{})
		for range 3 {
			m := c.await("tick", func(m message) bool { return m.Paused })
			if *m.ElapsedMS != 5333 || int64(m.ClockMS)%1000 != 0 || m.N <= n {
				t.Errorf("paused: got %s", m.text)
			}
			n = m.N
		}
		time.Sleep(250 * time.Millisecond)
		h.do(timer.Resume{})
		if m := c.await("tick", func(m message) bool { return !m.Paused }); *m.ElapsedMS != 6000 || m.N <= n {
			t.Errorf("resumed: got %s", m.text)
		}
	})
}

func TestStateComesAtEachMark(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.speak()
		c := h.welcomed(nil)
		for _, want := range []struct {
			phase   string
			elapsed string
		}{{"warning", "150000"}, {"over", "180000"}, {"overrun", "210000"}} {
			m := c.expect("state")
			if !contains(m, `"phase":"`+want.phase+`"`) || !contains(m, `"elapsed_ms":`+want.elapsed) {
				t.Errorf("want %s at %s, got %s", want.phase, want.elapsed, m.text)
			}
		}
	})
}

// The gallery gets its tick as soon as the chair has it, and does not wait for long.
func TestChairIsServedBeforeTheGallery(t *testing.T) {
	for name, c := range map[string]struct{ asleep, late time.Duration }{
		"a chair that reads":         {0, 0},
		"one that reads late":        {2 * time.Millisecond, 2 * time.Millisecond},
		"one that does not read":     {100 * time.Millisecond, 5 * time.Millisecond},
		"one that is behind already": {1500 * time.Millisecond, 5 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, h *house) {
				screen, chair := h.welcomed(nil), h.welcomed(withKey(h.chair))
				h.speak()
				from := h.engine.Snapshot().Tick
				var reader sync.WaitGroup
				reader.Go(func() {
					chair.await("tick", func(m message) bool { return m.N > from })
					time.Sleep(time.Second + c.asleep - time.Duration(h.clock.Steady()-h.engine.Snapshot().TickAt))
					chair.await("tick", func(m message) bool { return m.N > from+1 })
				})
				m := screen.await("tick", func(m message) bool { return m.N > from+1 })
				if late := wire.Millis(h.clock.Steady()) - m.ClockMS; late != float64(c.late)/1e6 {
					t.Errorf("the screen got its tick %v ms late, not %v", late, c.late)
				}
				reader.Wait()
			})
		})
	}
}

// A reader that stops gets what is newest when it reads again, not what it
// missed, and delays nobody.
func TestNewestWinsForASlowReader(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		slow, quick := h.welcomed(nil), h.welcomed(nil)
		synctest.Wait()
		from := h.engine.Snapshot().Tick
		h.speak() // two changes that the slow one does not read
		for range 3 {
			m := quick.await("tick", func(m message) bool { return m.N > from })
			if late := wire.Millis(h.clock.Steady()) - m.ClockMS; late != 0 {
				t.Errorf("the quick one got tick %d %v ms late", m.N, late)
			}
			from = m.N
		}
		h.do(timer.Pause{})
		synctest.Wait()
		// What was being written when it stopped reading, and then one state and
		// one tick: of what came between there is no queue.
		var got []message
		for len(got) == 0 || got[len(got)-1].Type != "tick" || got[len(got)-1].N < from {
			got = append(got, slow.next())
		}
		states, ticks := 0, 0
		for _, m := range got {
			switch m.Type {
			case "state":
				states++
			case "tick":
				ticks++
			}
		}
		if states > 2 || ticks > 2 {
			t.Errorf("the slow one got %d states and %d ticks", states, ticks)
		}
		if !contains(got[len(got)-2], `"paused":true`) {
			t.Errorf("the newest state is %s", got[len(got)-2].text)
		}
	})
}

func TestReaderThatNeverReadsIsClosed(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		quick := h.welcomed(nil)
		h.welcomed(nil) // and reads no more
		begun := time.Now()
		for connected := 2; connected != 1; {
			quick.await("tick", func(message) bool { return true })
			var lobby struct{ Connected map[string]int }
			h.read(get("/api/v1/lobby"), &lobby)
			connected = lobby.Connected["public"]
		}
		// Its first tick was due within a second, and is not waited for longer.
		if d := time.Since(begun); d > 12*time.Second {
			t.Errorf("it was closed after %v", d)
		}
	})
}

// A client that asks and does not read the answers has a bounded box too.
func TestAnswersThatAreNotReadAreBounded(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c := h.welcomed(nil)
		for range 200 {
			if c.ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"sync","t0":1}`)) != nil {
				break
			}
		}
		answers := 0
		c.wait()
		for {
			m, err := c.read()
			if err != nil {
				break
			}
			if m.Type == "sync" {
				answers++
			}
		}
		if answers > 2*64 { // 64 in the box, and as many that were being written
			t.Errorf("%d answers were kept", answers)
		}
	})
}

// Who operates is found to be gone sooner than a screen.
func TestSilentConnectionIsClosed(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		for says, one := range map[string]struct {
			header http.Header
			want   time.Duration
		}{"the chair": {withKey(h.chair), 15 * time.Second}, "a screen": {nil, 150 * time.Second}} {
			c := h.welcomed(one.header)
			c.ws.SetPingHandler(func(string) error { return nil }) // a dead one does not answer
			begun := time.Now()
			if code := c.closed(); code != wire.CloseSilent {
				t.Errorf("%s was closed with %d", says, code)
			}
			if d := time.Since(begun); d != one.want {
				t.Errorf("%s was closed after %v", says, d)
			}
		}
		for _, header := range []http.Header{withKey(h.chair), nil} {
			live := h.welcomed(header) // answers pings while it reads
			for begun := time.Now(); time.Since(begun) < 5*time.Minute; {
				live.next()
			}
		}
	})
}

func TestRevokedKeyLosesItsConnection(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		grant, err := h.store.Key(h.chair)
		if err != nil {
			t.Fatal(err)
		}
		byKey := h.welcomed(withKey(h.chair))
		bySession := h.welcomed(http.Header{"Cookie": {"rostrum_session=" + h.session()}})
		light, public := h.welcomed(withKey(h.light)), h.welcomed(nil)
		if _, err := h.store.Revoke(grant.ID); err != nil {
			t.Fatal(err)
		}
		if code := byKey.closed(); code != wire.CloseRevoked {
			t.Errorf("closed with %d", code)
		}
		for _, c := range []*client{bySession, light, public} {
			c.send(`{"type":"sync","t0":1}`)
			c.await("sync", func(message) bool { return true })
		}
	})
}

func TestJoinSendsNothingToOthers(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		others := []*client{h.welcomed(withKey(h.chair)), h.welcomed(withKey(h.light)), h.welcomed(nil)}
		joined := h.welcomed(nil)
		joined.send(`{"type":"hello","key":"` + h.chair + `"}`)
		joined.expect("state")
		// With the next change what was sent before it would have come.
		h.do(timer.CloseList{})
		for _, c := range others {
			if m := c.expect("state"); m.Rev != h.rev() {
				t.Errorf("got %s", m.text)
			}
		}
	})
}

// The server's patience with a request that is being sent must not end a
// command that waits for the disk: it may yet happen.
func TestCommandWaitsForASlowDisk(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.recorder.Set(30*time.Second, false)
		var receipt wire.Receipt
		h.read(h.post(`{"id":"a","do":"close-list"}`), &receipt)
		if receipt.Rev != h.rev() || !receipt.Durable {
			t.Errorf("got %+v", receipt)
		}
		h.recorder.Set(0, false)
	})
}

func TestCommandBehindAHangingDiskIsNotSaved(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		c := h.welcomed(withKey(h.chair))
		h.recorder.Set(30*time.Second, false)
		var both sync.WaitGroup
		both.Go(func() {
			if a := h.ask(h.post(`{"id":"a","do":"close-list"}`)); a.status != 200 {
				t.Errorf("the first got %d %s", a.status, a.body)
			}
		})
		synctest.Wait()
		both.Go(func() {
			begun := time.Now()
			a := h.ask(h.post(`{"id":"b","do":"give-floor","entry":"e1"}`))
			if e := a.refusal(); a.status != 503 || e.Code != wire.NotSaved || time.Since(begun) != 5*time.Second {
				t.Errorf("the second got %d %+v after %v", a.status, e, time.Since(begun))
			}
		})
		c.await("state", func(m message) bool { return contains(m, `"saving":{"state":"slow"`) })
		c.await("state", func(m message) bool { return contains(m, `"list_closed":true`) })
		both.Wait()
		h.recorder.Set(0, false)
	})
}
