package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// give is a request that can be repeated.
func give(id string, c timer.Command) timer.Request {
	return timer.Request{ID: id, Digest: id, Command: c}
}

// taken carries out a request that must be taken.
func (r *room) taken(q timer.Request) timer.Receipt {
	r.Helper()
	receipt, err := r.request(q)
	if err != nil {
		r.Fatalf("%s: %v", q.ID, err)
	}
	return receipt
}

// goOn goes on unrecorded, which must be taken.
func (r *room) goOn(id string) timer.Receipt {
	r.Helper()
	receipt, err := r.engine.GoOnUnrecorded(context.Background(), chair, give(id, nil))
	if err != nil {
		r.Fatalf("%s: %v", id, err)
	}
	return receipt
}

func (r *room) saving(state timer.SavingState, unrecorded int, goingOn bool) {
	r.Helper()
	synctest.Wait()
	s := r.engine.Snapshot().Saving
	if s.State != state || s.Unrecorded != unrecorded || s.GoingOn != goingOn {
		r.Errorf("saving is %s, %d unrecorded, going on %v; want %s, %d, %v", s.State, s.Unrecorded, s.GoingOn, state, unrecorded, goingOn)
	}
}

// The disk hangs for 30 s. The chair goes on: the command that waits happens now,
// others at once, and nothing is told to be durable that is not. When the disk is
// back all is written, in order, once.
func TestGoOnWhileTheDiskHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		zero := r.do(timer.Start{}).At.Steady
		before := r.engine.Snapshot().Meeting.Rev
		_, err := r.engine.GoOnUnrecorded(t.Context(), chair, give("too early", nil))
		if !errors.Is(err, timer.ErrNotNow) {
			t.Fatalf("going on while the disk answers: %v", err)
		}
		r.disk.Set(30*time.Second, false)
		waited := make(chan timer.Receipt, 1)
		go func() { waited <- r.taken(give("urge", timer.Urge{})) }()
		pass(3 * time.Second)
		r.saving(timer.SavingSlow, 0, false)

		stale := before - 1
		if _, err := r.engine.GoOnUnrecorded(t.Context(), chair, timer.Request{ID: "stale", Rev: &stale}); !errors.Is(err, timer.ErrStale) {
			t.Errorf("going on with a guard that does not hold: %v", err)
		}
		first := r.goOn("go on")
		if urged := <-waited; urged.Durable || urged.Rev != before+1 || first.Durable || first.Rev != before+2 {
			t.Errorf("the urge that waited: %+v; going on: %+v", urged, first)
		}
		if again := r.goOn("go on"); !again.Repeated || again.Rev != first.Rev {
			t.Errorf("the repeat of going on: %+v", again)
		}
		if _, err := r.engine.GoOnUnrecorded(t.Context(), chair, give("twice", nil)); !errors.Is(err, timer.ErrNotNow) {
			t.Errorf("going on twice: %v", err)
		}
		r.taken(give("pause", timer.Pause{}))
		if again := r.taken(give("pause", timer.Pause{})); again.Durable || !again.Repeated {
			t.Errorf("the repeat of what is not written: %+v", again)
		}
		if got := r.floor().ElapsedAt(r.clock.Steady()); got != 3*time.Second || !r.floor().Paused() {
			t.Errorf("the pause at 0:03 holds the clock at %v", got)
		}
		if s := r.engine.Snapshot(); s.ForLights().Rev != s.Meeting.Rev {
			t.Errorf("the lights follow revision %d; the meeting is at %d", s.ForLights().Rev, s.Meeting.Rev)
		}
		r.saving(timer.SavingSlow, 3, true)
		r.taken(give("resume", timer.Resume{}))
		r.disk.Set(0, false) // the write that hangs ends in its time
		pass(28 * time.Second)
		r.saving(timer.Saved, 0, false)
		if again := r.taken(give("pause", timer.Pause{})); !again.Durable || !again.Repeated {
			t.Errorf("the repeat of what was written since: %+v", again)
		}
		history, err := r.disk.History()
		if err != nil || history.Meeting.Rev != before+4 || history.Meeting.Floor.Zero != zero {
			t.Errorf("on the disk is revision %d, %v; want %d", history.Meeting.Rev, err, before+4)
		}
		if receipt := r.do(timer.End{}); !receipt.Durable {
			t.Errorf("with the disk back: %+v", receipt)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// The disk fails. Marks and ticks come as ever while the chair goes on; after a
// crash nothing is there twice and nothing that was not written.
func TestGoOnWhileTheDiskFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		zero := r.do(timer.Start{}).At.Steady
		before := r.engine.Snapshot().Meeting.Rev
		r.disk.Set(0, true)
		if _, err := r.request(give("urge", timer.Urge{})); !errors.Is(err, timer.ErrNotSaved) {
			t.Fatalf("an urge that was not saved: %v", err)
		}
		r.saving(timer.SaveFailed, 0, false)
		r.goOn("go on")
		if again := r.taken(give("urge", timer.Urge{})); again.Repeated || again.Durable {
			t.Errorf("what was refused, asked again: %+v", again)
		}
		tick := r.engine.Snapshot().Tick
		pass(time.Until(r.clock.Time(zero.Add(150 * time.Second))))
		synctest.Wait()
		s := r.engine.Snapshot()
		if phase, _ := s.Phase(s.At.Steady); phase != timer.Warning || s.At.Steady != zero.Add(150*time.Second) || s.Tick != tick+150 {
			t.Errorf("at 2:30 the phase is %v after %d ticks", phase, s.Tick-tick)
		}
		r.taken(give("note", timer.Note{Text: "the disk is full"}))
		r.saving(timer.SaveFailed, 3, true)

		// A crash: another engine has what the disk has.
		history, err := r.disk.History()
		if err != nil || history.Meeting.Rev != before || len(history.Meeting.Floor.Urged) != 0 {
			t.Errorf("before the disk is back it has revision %d, %v; want %d", history.Meeting.Rev, err, before)
		}
		r.disk.Set(0, false)
		pass(3 * time.Second)
		r.saving(timer.Saved, 0, false)
		history, err = r.disk.History()
		if err != nil || history.Meeting.Rev != before+3 || len(history.Meeting.Floor.Urged) != 1 {
			t.Errorf("with the disk back it has revision %d, %v; want %d", history.Meeting.Rev, err, before+3)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		// And one that was stopped in good order goes on where this one was.
		r = newRoom(t, r.disk, "first boot", r.clock.Steady())
		if again := r.taken(give("note", timer.Note{Text: "the disk is full"})); !again.Repeated || !again.Durable {
			t.Errorf("the repeat after a restart: %+v", again)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A stop tells what is lost, and writes what it can.
func TestStopWithUnsaved(t *testing.T) {
	for _, c := range []struct {
		name  string
		delay time.Duration
		fail  bool
		lost  string
	}{
		{"the disk is back at the last moment", 0, false, ""},
		{"the disk fails", 0, true, "2 actions that were done unrecorded are lost"},
		{"the disk hangs", time.Hour, false, "2 actions that were done unrecorded are lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := debate(t)
				before := r.engine.Snapshot().Meeting.Rev
				r.disk.Set(0, true)
				if _, err := r.request(give("close", timer.CloseList{})); !errors.Is(err, timer.ErrNotSaved) {
					t.Fatal(err)
				}
				r.goOn("go on")
				r.taken(give("close", timer.CloseList{}))
				synctest.Wait()
				r.disk.Set(c.delay, c.fail)
				err := r.stop()
				if c.lost == "" {
					history, _ := r.disk.History()
					if err != nil || history.Meeting.Rev != before+2 {
						t.Errorf("the stop says %v; on the disk is revision %d, want %d", err, history.Meeting.Rev, before+2)
					}
				} else if !errors.Is(err, timer.ErrNotSaved) || !strings.Contains(err.Error(), c.lost) {
					t.Errorf("the stop says %v; want %q", err, c.lost)
				}
				pass(2 * time.Hour) // a writer that hangs ends
			})
		})
	}
}
