package display_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display"
	"rostrum/display/wire"
	"rostrum/timer"
)

func TestAgentIsSentCoursesAndNothingElse(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		if c := d.newest(); c.Statement != 0 || c.Test != nil || c.Run != "run-1" || c.Boot != "boot-1" {
			t.Errorf("at first the course is %+v", c)
		}
		h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
		if c := d.newest(); c.Statement != 1 || c.Seat != "8" || c.Started || c.ZeroMS != nil {
			t.Errorf("with the floor given the course is %+v", c)
		}
		zero := wire.Millis(h.do(timer.Start{}).At.Steady)
		c := d.newest()
		if c.ZeroMS == nil || *c.ZeroMS != zero || c.SinceMS == nil || *c.SinceMS != zero || *c.LimitMS != 180_000 || *c.WarningMS != 150_000 {
			t.Errorf("with the clock started at %v the course is %+v", zero, c)
		}
		n := d.count()
		time.Sleep(10 * time.Second)
		h.do(timer.Urge{})
		h.do(timer.Inscribe{Inscription: timer.Inscription{Delegation: "Ghana", Kind: timer.State}})
		time.Sleep(4 * time.Minute)
		if again := d.count(); again != n {
			t.Errorf("%d courses were sent of what lights do not follow", again-n)
		}
		h.do(timer.End{})
		if c := d.newest(); c.Statement != 0 {
			t.Errorf("at the end the course is %+v", c)
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if len(d.others) != 0 {
			t.Errorf("it was sent %v", d.others)
		}
	})
}

// A light follows at decision; everybody else waits for the disk.
func TestCourseComesBeforeTheDisk(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d, chair := h.agent("a", "8"), h.welcomed(withKey(h.chair))
		h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
		h.recorder.Set(700*time.Millisecond, false)
		begun := h.clock.Steady()
		done := make(chan timer.Receipt, 1)
		go func() { done <- h.do(timer.Start{}) }()
		if c := d.newest(); c.ZeroMS == nil || *c.ZeroMS != wire.Millis(begun) {
			t.Errorf("at decision the course is %+v", c)
		}
		if f := h.engine.Snapshot().Meeting.Floor; f.Started {
			t.Error("everybody else was told before it was durable")
		}
		n := d.count()
		if r := <-done; r.At.Steady != begun {
			t.Errorf("the receipt names %v, the course %v", r.At.Steady, begun)
		}
		if again := d.count(); again != n {
			t.Errorf("when it was durable %d more courses came", again-n)
		}
		chair.await("state", func(m message) bool { return contains(m, `"phase":"speaking"`) })
		h.recorder.Set(0, false)
	})
}

func TestCourseIsTakenBackWhenTheDiskRefuses(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
		h.do(timer.Start{})
		time.Sleep(160 * time.Second)
		before := d.newest()
		h.recorder.Set(time.Millisecond, true)
		failed := make(chan error, 1)
		go func() {
			_, err := h.engine.Do(context.Background(), timer.Actor{Role: timer.Chair}, timer.Request{Command: timer.End{}})
			failed <- err
		}()
		if c := d.newest(); c.Statement != 0 {
			t.Errorf("at decision the course is %+v", c)
		}
		if err := <-failed; !errors.Is(err, timer.ErrNotSaved) {
			t.Fatal(err)
		}
		c := d.newest()
		if c.Statement != 1 || c.ZeroMS == nil || *c.ZeroMS != *before.ZeroMS {
			t.Errorf("taken back the course is %+v, before it was %+v", c, before)
		}
		if c.SinceMS != nil {
			t.Errorf("what is taken back is as of now, and not of %v", *c.SinceMS)
		}
		h.recorder.Set(0, false)
	})
}

func TestIdentify(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d, chair := h.agent("a", "8", "9"), h.welcomed(withKey(h.chair))
		records := len(h.recorder.Records())
		rev := h.rev()
		r := h.identify("8")
		if r.Durable || r.Rev != rev {
			t.Errorf("the receipt is %+v", r)
		}
		c := d.newest()
		if c.Test.Course("8") == nil || c.Test.Course("9") != nil || c.Test.UntilMS-c.Test.FromMS != 5000 {
			t.Errorf("the course is %+v, the test %+v", c, c.Test)
		}
		chair.await("seats", func(m message) bool { return contains(m, `"test":{"seats":["8"]`) })
		if h.lookFor("12") == nil {
			t.Error("a light that nobody knows is looked for")
		}
		// A statement is shown before any test, and no test lies about it.
		h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
		if c := d.newest(); c.Statement != 1 || c.Seat != "8" {
			t.Errorf("in a statement the course is %+v", c)
		}
		if err := h.lookFor("8"); !errors.Is(err, timer.ErrNotNow) {
			t.Errorf("a test of the light that shows the statement: %v", err)
		}
		if err := h.lookFor(""); !errors.Is(err, timer.ErrNotNow) {
			t.Errorf("a test of all lights in a statement: %v", err)
		}
		h.identify("9")
		if c := d.newest(); c.Statement != 1 || c.Test.Course("9") == nil {
			t.Errorf("another light is looked for by %+v", c)
		}
		h.do(timer.End{})
		h.identify("")
		if c := d.newest(); c.Test.Course("8") == nil || c.Test.Course("9") == nil {
			t.Errorf("all lights are looked for by %+v", c.Test)
		}
		if n := len(h.recorder.Records()) - records; n != 2 {
			t.Errorf("%d records were kept, for two acts that are any", n)
		}
	})
}

// What a microphone's contact does, and what it never does.
func TestStartByMicrophone(t *testing.T) {
	microphone := func(c *display.Config) { c.StartByMicrophone = true }
	const ready = 10 * time.Second // after the floor was given
	for _, c := range []struct {
		says      string
		by        func(*display.Config)
		seat      string
		open      bool
		ago       time.Duration // how old the word is
		want      time.Duration // elapsed zero before now; -1 = not started
		statement bool          // it runs already
	}{
		{says: "the seat that has the floor", by: microphone, seat: "8", open: true, ago: 30 * time.Millisecond, want: 30 * time.Millisecond},
		{says: "as old as it may be", by: microphone, seat: "8", open: true, ago: 2 * time.Second, want: 2 * time.Second},
		{says: "too old", by: microphone, seat: "8", open: true, ago: 2*time.Second + time.Millisecond, want: -1},
		{says: "from the future, by little", by: microphone, seat: "8", open: true, ago: -300 * time.Millisecond, want: 0},
		{says: "another seat", by: microphone, seat: "9", open: true, want: -1},
		{says: "closed", by: microphone, seat: "8", want: -1},
		{says: "the chair starts", by: func(*display.Config) {}, seat: "8", open: true, want: -1},
	} {
		inBubble(t, func(t *testing.T, h *house) {
			d := h.agent("a", "8", "9")
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			time.Sleep(ready)
			now := h.clock.Steady()
			d.talk(c.seat, c.open, now.Add(-c.ago))
			f := h.engine.Snapshot().Meeting.Floor
			switch {
			case c.want < 0 && f.Started:
				t.Errorf("%s: the clock was started", c.says)
			case c.want >= 0 && (!f.Running || f.Zero != now.Add(-c.want)):
				t.Errorf("%s: the clock is %+v, it should begin at %v", c.says, f.Course, now.Add(-c.want))
			}
			if s := h.seat(c.seat); !s.Contact || s.Talking != c.open || s.TalkAt != min(now, now.Add(-c.ago)) {
				t.Errorf("%s: the seat is %+v", c.says, s)
			}
		}, c.by)
	}
	t.Run("twice", func(t *testing.T) {
		inBubble(t, func(t *testing.T, h *house) {
			d := h.agent("a", "8")
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			zero := h.do(timer.Start{}).At.Steady
			time.Sleep(time.Second)
			d.talk("8", true, h.clock.Steady())
			if f := h.engine.Snapshot().Meeting.Floor; f.Zero != zero {
				t.Errorf("a clock that runs was started again: %+v", f.Course)
			}
		}, microphone)
	})
	t.Run("before the floor was given", func(t *testing.T) {
		inBubble(t, func(t *testing.T, h *house) {
			d := h.agent("a", "8")
			d.talk("8", true, h.clock.Steady())
			time.Sleep(time.Second)
			h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
			synctest.Wait()
			if f := h.engine.Snapshot().Meeting.Floor; f.Started {
				t.Errorf("an open microphone took the floor's clock along: %+v", f.Course)
			}
		}, microphone)
	})
	t.Run("the word outlived the giving", func(t *testing.T) {
		inBubble(t, func(t *testing.T, h *house) {
			d := h.agent("a", "8")
			opened := h.clock.Steady()
			time.Sleep(time.Second)
			given := h.do(timer.GiveFloor{Entry: "e1", Seat: "8"}).At.Steady
			d.talk("8", true, opened)
			if f := h.engine.Snapshot().Meeting.Floor; !f.Running || f.Zero != given {
				t.Errorf("nobody speaks before the floor is given, at %v: %+v", given, f.Course)
			}
		}, microphone)
	})
}

// Who does not operate is not told of seats; who does is not sent states for them.
func TestSeatsAreForOperators(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		chair, public := h.welcomed(withKey(h.chair)), h.welcomed(nil)
		version := h.engine.Snapshot().Version
		d := h.agent("a", "8")
		chair.await("seats", func(m message) bool { return contains(m, `"seat":"8","connected":true`) })
		d.become(func(s *wire.Status) { s.Lights[0].Failing = "line GPIO17 is used" })
		chair.await("seats", func(m message) bool { return contains(m, `"failing":"line GPIO17 is used"`) })
		if v := h.engine.Snapshot().Version; v != version {
			t.Errorf("seats have raised the version from %d to %d", version, v)
		}
		h.do(timer.CloseList{})
		if m := public.expect("state"); m.Rev != h.rev() || contains(m, "seats") {
			t.Errorf("the public got %s", m.text)
		}
	})
}

// A light that does not follow is said so within two seconds, without any event.
func TestLightThatDoesNotFollowIsNotAcknowledged(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		d := h.agent("a", "8")
		d.tell()
		if s := h.shown("8"); !s.Acknowledged || !s.Synchronised {
			t.Errorf("dark, with nobody on the floor, the seat is %+v", s)
		}
		h.do(timer.GiveFloor{Entry: "e1", Seat: "8"})
		h.do(timer.Start{})
		time.Sleep(149 * time.Second)
		chair := h.welcomed(withKey(h.chair))
		if !h.shown("8").Acknowledged {
			t.Errorf("before the warning the seat is %+v", h.shown("8"))
		}
		time.Sleep(1400 * time.Millisecond)
		if !h.shown("8").Acknowledged {
			t.Errorf("0.4 s after the warning, on the way, the seat is %+v", h.shown("8"))
		}
		begun := h.clock.Steady()
		chair.await("seats", func(m message) bool {
			return contains(m, `"signal":"dark","acknowledged":false,"late_us":0,"synchronised":true`)
		})
		if waited := h.clock.Steady().Sub(begun); waited > 2*time.Second {
			t.Errorf("the console was told after %v", waited)
		}
		d.become(func(s *wire.Status) { s.Lights[0].Signal = timer.Flash })
		if !h.shown("8").Acknowledged {
			t.Errorf("it flashes, and the seat is %+v", h.shown("8"))
		}
		d.become(func(s *wire.Status) { s.Synchronised = false })
		if h.shown("8").Acknowledged {
			t.Errorf("without a clock the seat is %+v", h.shown("8"))
		}
	})
}
