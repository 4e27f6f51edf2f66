package engine_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// "The clock was held at 1:20; by my watch she has spoken 2:05."
func TestSetElapsedOfAHeldClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		pass(80 * time.Second)
		r.do(timer.Note{Text: "the last record"})
		if _, err := r.request(give("too early", timer.SetElapsed{To: 125 * time.Second})); !errors.Is(err, timer.ErrNotNow) {
			t.Errorf("on the clock that counted it: %v", err)
		}
		r = r.reboot(-5 * time.Hour)
		if got := r.elapsed(); got != 80*time.Second || !r.floor().Paused() {
			t.Fatalf("the clock is held at %v, paused %v", got, r.floor().Paused())
		}
		set := r.do(timer.SetElapsed{To: 125 * time.Second})
		if got := r.elapsed(); got != 125*time.Second || !r.floor().Paused() || set.Statement != 1 {
			t.Errorf("it was set to 2:05 and stands at %v, paused %v (%+v)", got, r.floor().Paused(), set)
		}
		events := r.disk.Records()
		last := events[len(events)-1].Events[0].Fact
		if want := (timer.ElapsedSet{Statement: 1, Was: 80 * time.Second, Elapsed: 125 * time.Second}); last != want {
			t.Errorf("the record has %+v; want %+v", last, want)
		}
		resumed := r.do(timer.Resume{})
		pass(10 * time.Second)
		if got := r.elapsed(); got != 135*time.Second {
			t.Errorf("ten seconds after it was resumed it stands at %v", got)
		}
		r.do(timer.SetElapsed{To: 100 * time.Second}) // a word can be corrected, also while it runs
		pass(time.Second)
		if got := r.elapsed(); got != 101*time.Second {
			t.Errorf("a second after it was set to 1:40 it stands at %v", got)
		}
		r.do(timer.Undo{Of: resumed.Rev + 1})
		if got := r.elapsed(); got != 136*time.Second {
			t.Errorf("after the undo of that it stands at %v", got)
		}
		r.do(timer.Undo{Of: resumed.Rev})
		r.do(timer.Undo{Of: set.Rev})
		if got := r.elapsed(); got != 80*time.Second {
			t.Errorf("after the undo of all it stands at %v", got)
		}
		r.do(timer.End{})
		r.do(timer.GiveFloor{Entry: "e2"})
		r.do(timer.Start{})
		if _, err := r.request(give("another", timer.SetElapsed{To: time.Second})); !errors.Is(err, timer.ErrNotNow) {
			t.Errorf("on a statement of this clock: %v", err)
		}
		r.sameAsReplay()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// Where the wall clock was believed it may have been wrong by as much as it
// likes, in both directions; an undo of what was before does not take the way
// away.
func TestSetElapsedOfAnAdoptedClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		pass(80 * time.Second)
		urged := r.do(timer.Urge{})
		r = r.reboot(40 * time.Second)
		if got := r.elapsed(); got != 120*time.Second {
			t.Fatalf("by the wall clock it stands at %v", got)
		}
		r.do(timer.Undo{Of: urged.Rev})
		for _, to := range []time.Duration{100 * time.Second, 170 * time.Second} {
			r.do(timer.SetElapsed{To: to})
			pass(time.Second)
			if got := r.elapsed(); got != to+time.Second || r.floor().Paused() {
				t.Errorf("a second after it was set to %v it stands at %v, paused %v", to, got, r.floor().Paused())
			}
		}
		r.do(timer.Pause{})
		r.do(timer.Suspend{})
		if _, err := r.request(give("suspended", timer.SetElapsed{To: time.Minute})); !errors.Is(err, timer.ErrNotNow) {
			t.Errorf("while the meeting is suspended: %v", err)
		}
		r.do(timer.Reconvene{})
		for _, to := range []time.Duration{-1, timer.LongestLimit + 1} {
			_, err := r.request(give(to.String(), timer.SetElapsed{To: to}))
			var refusal *timer.Refusal
			if !errors.As(err, &refusal) || !errors.Is(err, timer.ErrInvalid) || refusal.Field != "elapsed_ms" {
				t.Errorf("to %v: %v", to, err)
			}
		}
		r.sameAsReplay()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// The floor was given and the clock not started when the controller went away; she
// began all the same.
func TestSetElapsedBeforeTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		pass(3 * time.Second)
		r = r.reboot(-5 * time.Hour)
		pass(2 * time.Second)
		r.do(timer.SetElapsed{To: 90 * time.Second})
		f, now := r.floor(), r.clock.Steady()
		if !f.Running || f.ElapsedAt(now) != 90*time.Second || now.Sub(f.BegunAt) != 90*time.Second || f.GivenAt > f.BegunAt {
			t.Errorf("running %v at %v, begun %v ago, given %v ago", f.Running, f.ElapsedAt(now), now.Sub(f.BegunAt), now.Sub(f.GivenAt))
		}
		if want := time.Now().Add(-90 * time.Second); !f.StartedAt.Wall.Equal(want) {
			t.Errorf("the record says that it was started at %v; want %v", f.StartedAt.Wall, want)
		}
		r.sameAsReplay()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

func (r *room) elapsed() time.Duration { return r.floor().ElapsedAt(r.clock.Steady()) }
