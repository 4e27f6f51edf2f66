package engine_test

import (
	"errors"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// reboot ends the engine and begins another one on another steady clock, away
// later by the wall clock; one that went back is a record from the future.
func (r *room) reboot(away time.Duration) *room {
	r.Helper()
	if err := r.stop(); err != nil {
		r.Fatal(err)
	}
	if away > 0 {
		pass(away)
	} else {
		r.disk.Date(-away)
	}
	return newRoom(r.T, r.disk, "second boot", timer.Instant(7*time.Second))
}

func (r *room) sameAsReplay() {
	r.Helper()
	history, err := r.disk.History()
	if err != nil || !reflect.DeepEqual(history.Meeting, r.engine.Snapshot().Meeting) {
		r.Errorf("replay gives another meeting (%v)", err)
	}
}

// A meeting that is suspended for days, on a machine that is switched off
// meanwhile: the statement stands where it stood, the list is what it was.
func TestSuspendedAcrossBoots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		pass(5 * time.Second)
		r.do(timer.Start{})
		pass(70 * time.Second)
		r.do(timer.Suspend{Until: time.Now().Add(144 * time.Hour)})
		r = r.reboot(6 * 24 * time.Hour)
		f := r.floor()
		if got := f.ElapsedAt(r.clock.Steady()); got != 70*time.Second || !f.Paused() || !r.engine.Snapshot().Meeting.Suspended {
			t.Errorf("after six days elapsed is %v, paused %v", got, f.Paused())
		}
		if n := r.engine.Snapshot().Notices; len(n) != 1 || n[0].Code != "clock-adopted" {
			t.Errorf("the notices are %+v", n)
		}
		r.do(timer.Reconvene{})
		r.do(timer.Resume{})
		pass(10 * time.Second)
		if got := r.floor().ElapsedAt(r.clock.Steady()); got != 80*time.Second {
			t.Errorf("ten seconds after it was resumed elapsed is %v", got)
		}
		// The floor was given 5 s before the start: that bound holds here too.
		if _, err := r.request(give("6 s", timer.BackDate{By: 6 * time.Second})); !errors.Is(err, timer.ErrInvalid) {
			t.Errorf("back-dated by 6 s: %v", err)
		}
		r.do(timer.BackDate{By: 5 * time.Second})
		if got := r.floor().ElapsedAt(r.clock.Steady()); got != 85*time.Second {
			t.Errorf("back-dated by 5 s elapsed is %v", got)
		}
		r.sameAsReplay()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// The floor was given, the machine started anew: the reminder and the bound of a
// back-dated start count from when it was given.
func TestBackDateAcrossBoots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		pass(3 * time.Second)
		r = r.reboot(40 * time.Second)
		if got := r.clock.Steady().Sub(r.floor().GivenAt); got != 43*time.Second {
			t.Errorf("the floor was given %v ago", got)
		}
		if _, err := r.request(give("44 s", timer.BackDate{By: 44 * time.Second})); !errors.Is(err, timer.ErrInvalid) {
			t.Errorf("back-dated by 44 s: %v", err)
		}
		r.do(timer.BackDate{By: 43 * time.Second})
		if got := r.floor().ElapsedAt(r.clock.Steady()); got != 43*time.Second {
			t.Errorf("elapsed is %v", got)
		}
		r.sameAsReplay()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// The wall clock went back, by hours or to 1970, while the machine was off: no
// clock moves, no instant lies in the future, and what was done before cannot be
// undone into nonsense.
func TestWallClockWentBack(t *testing.T) {
	for _, c := range []struct {
		name string
		do   []timer.Command
		code string
		held time.Duration
	}{
		{"nobody has the floor", nil, "clock-not-plausible", 0},
		{"the floor was given", []timer.Command{timer.GiveFloor{Entry: "e1"}}, "clock-not-plausible", 0},
		{"a clock ran", []timer.Command{timer.GiveFloor{Entry: "e1"}, timer.Start{}}, "clock-held", 0},
		{"a clock was paused", []timer.Command{timer.GiveFloor{Entry: "e1"}, timer.Start{}, timer.Pause{Reason: "microphone"}}, "clock-not-plausible", time.Second},
		{"a point of order ran", []timer.Command{timer.GiveFloor{Entry: "e1"}, timer.Start{}, timer.RaisePoint{Delegation: "China"}}, "clock-held", 0},
	} {
		for _, back := range []time.Duration{5 * time.Hour, 56 * 8766 * time.Hour} {
			t.Run(c.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := debate(t)
					for _, command := range c.do {
						r.do(command)
						pass(time.Second)
					}
					r = r.reboot(-back)
					s := r.engine.Snapshot()
					if len(s.Notices) != 1 || s.Notices[0].Code != c.code {
						t.Errorf("the notices are %+v", s.Notices)
					}
					now := r.clock.Steady()
					for _, f := range []*timer.Statement{s.Meeting.Floor, s.Meeting.Interrupted} {
						if f == nil {
							continue
						}
						if f.Running || f.GivenAt > now || f.BegunAt > now {
							t.Errorf("%s: running %v, given at %v, begun at %v; now is %v", f.Delegation, f.Running, f.GivenAt, f.BegunAt, now)
						}
					}
					if f := s.Meeting.Floor; f != nil {
						if got := f.ElapsedAt(now); got != c.held {
							t.Errorf("elapsed is %v; the record knows %v", got, c.held)
						}
						if !f.Started && f.Paused() || f.PauseReason == "" && f.Paused() {
							t.Errorf("paused for %q", f.PauseReason)
						}
					}
					if all := s.Meeting.AllUndoable(9); len(all) != 0 {
						t.Errorf("what was done on another clock can be undone: %+v", all)
					}
					r.sameAsReplay()
					if err := r.stop(); err != nil {
						t.Error(err)
					}
				})
			})
		}
	}
}

// A statement that was ended before the machine was started anew can be reopened,
// and its instants are those of this clock.
func TestReopenAcrossBoots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		pass(20 * time.Second)
		r.do(timer.End{})
		r = r.reboot(time.Minute)
		r.do(timer.Reopen{Statement: 1})
		r.do(timer.Resume{})
		pass(time.Second)
		f, now := r.floor(), r.clock.Steady()
		if got := f.ElapsedAt(now); got != 21*time.Second || now.Sub(f.BegunAt) != 81*time.Second {
			t.Errorf("elapsed is %v, begun %v ago", got, now.Sub(f.BegunAt))
		}
		r.sameAsReplay()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}
