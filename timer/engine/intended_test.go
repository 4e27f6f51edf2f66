package engine_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// A pause just before the warning, with a disk that takes its time: the lights
// follow at once, so that none comes on that the record says was dark; everybody
// else waits until it is durable.
func TestLightsFollowAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		zero := r.do(timer.Start{}).At.Steady
		pass(150*time.Second - time.Millisecond)
		r.disk.Set(40*time.Millisecond, false)
		done := make(chan timer.Receipt, 1)
		go func() { done <- r.do(timer.Pause{}) }()
		synctest.Wait()
		mark := zero.Add(150 * time.Second)
		s := r.engine.Snapshot()
		if f := s.ForLights().Floor; f == nil || f.LitAt(mark) || !f.Paused() {
			t.Errorf("before the pause is durable the lights follow %+v", f)
		}
		if f := s.Meeting.Floor; f.Paused() || s.Meeting.Rev != 3 {
			t.Errorf("before the pause is durable everybody sees revision %d, paused %v", s.Meeting.Rev, f.Paused())
		}
		receipt := <-done
		synctest.Wait()
		s = r.engine.Snapshot()
		if s.Intended != nil || !s.Meeting.Floor.Paused() || s.Meeting.Changed.At != receipt.At {
			t.Errorf("when the pause is durable the floor is %+v", s.Meeting.Floor)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A disk that does not take the command: the lights take it back.
func TestLightsTakeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		pass(160 * time.Second)
		sub := r.engine.Subscribe()
		<-sub.C()
		r.disk.Set(time.Millisecond, true)
		if _, err := r.request(timer.Request{Command: timer.End{}}); !errors.Is(err, timer.ErrNotSaved) {
			t.Fatal(err)
		}
		synctest.Wait()
		s := <-sub.C()
		if f := s.ForLights().Floor; f == nil || f.SignalAt(s.At.Steady) != timer.Flash {
			t.Errorf("after the disk refused the end the lights follow %+v", f)
		}
		r.disk.Set(0, false)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// While the disk takes its time something else becomes due, and the console is
// told that it is slow, and that it is not: the lights stay with the command from
// the moment it is decided, through the snapshot in which it happens.
func TestLightsStayWithTheCommand(t *testing.T) {
	for _, delay := range []time.Duration{time.Second, 2500 * time.Millisecond} { // to the very tick; slow, and not on a tick
		for range 20 { // of two things that are due at once either may come first
			synctest.Test(t, func(t *testing.T) {
				r := debate(t)
				r.do(timer.GiveFloor{Entry: "e1"})
				r.do(timer.Start{})
				pass(149 * time.Second)
				r.disk.Set(delay, false)
				paused := false
				leave := r.engine.Follow(func(s *timer.Snapshot) {
					is := s.ForLights().Floor.Paused()
					if paused && !is {
						t.Errorf("with a disk that takes %v the lights leave the pause again at revision %d, %v", delay, s.Meeting.Rev, s.Saving.State)
					}
					paused = is
				})
				r.do(timer.Pause{})
				synctest.Wait()
				leave()
				if !paused || r.engine.Snapshot().Intended != nil {
					t.Errorf("in the end the lights follow paused %v", paused)
				}
				if err := r.stop(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}
