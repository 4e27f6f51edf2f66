package engine_test

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// After a restart on the same boot elapsed is exact, although the wall clock may
// show anything; nobody asks it.
func TestRestartOnTheSameBoot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		zero := r.do(timer.Start{}).At.Steady
		pass(100 * time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		// The new process reads the steady clock, 20 s later: the bubble's own
		// wall clock goes on by an hour meanwhile, as if it had been stepped.
		pass(time.Hour)
		r = newRoom(t, r.disk, "first boot", zero.Add(120*time.Second))
		if got := r.floor().ElapsedAt(r.clock.Steady()); got != 120*time.Second {
			t.Errorf("elapsed is %v after the restart; want 2m0s", got)
		}
		if rev := r.engine.Snapshot().Meeting.Rev; rev != 3 {
			t.Errorf("the revision is %d; a restart on the same boot is no event", rev)
		}
		pass(30 * time.Second)
		synctest.Wait()
		if s := r.engine.Snapshot(); r.floor().SignalAt(s.At.Steady) != timer.Flash || s.At.Steady != zero.Add(150*time.Second) {
			t.Errorf("the flash does not begin at 2:30 but is published at %v", s.At.Steady.Sub(zero))
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// On another boot the wall clock tells how long the controller was away; where
// that is not plausible the statement is held and the chair asked.
func TestRestartOnAnotherBoot(t *testing.T) {
	for _, c := range []struct {
		name    string
		away    time.Duration
		held    bool
		elapsed time.Duration
	}{
		{"away for 40 s", 40 * time.Second, false, 100*time.Second + 40*time.Second},
		{"away for two hours", 2 * time.Hour, true, 100 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := debate(t)
				r.do(timer.GiveFloor{Entry: "e1"})
				r.do(timer.Start{})
				pass(100 * time.Second)
				r.do(timer.Urge{}) // the last record, at 1:40
				if err := r.stop(); err != nil {
					t.Fatal(err)
				}
				pass(c.away)
				r = newRoom(t, r.disk, "second boot", timer.Instant(7*time.Second))
				f := r.floor()
				if got := f.ElapsedAt(r.clock.Steady()); got != c.elapsed || f.Paused() != c.held {
					t.Errorf("elapsed %v, paused %v; want %v, %v", got, f.Paused(), c.elapsed, c.held)
				}
				if n := r.engine.Snapshot().Notices; len(n) != 1 || n[0].Message == "" {
					t.Errorf("the notices are %v", n)
				}
				if !c.held {
					r.do(timer.Undo{Of: 4}) // the urge: what it restores runs on the new clock too
					if got := r.floor().ElapsedAt(r.clock.Steady()); got != c.elapsed {
						t.Errorf("after an undo across the boot elapsed is %v", got)
					}
				}
				history, err := r.disk.History()
				if err != nil || !reflect.DeepEqual(history.Meeting, r.engine.Snapshot().Meeting) {
					t.Errorf("replay gives another meeting (%v)", err)
				}
				if err := r.stop(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// The machine slept: the clock goes on, and the next second shows it.
func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		pass(10 * time.Second)
		r.clock.Shift(150 * time.Second)
		pass(time.Second)
		synctest.Wait()
		s := r.engine.Snapshot()
		if phase, _ := s.Phase(s.At.Steady); phase != timer.Warning {
			t.Errorf("after 11 s awake and 150 s asleep the phase is %v", phase)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}
