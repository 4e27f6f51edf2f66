package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// A light can be looked for while the disk hangs: nothing of it is recorded. Guards, ids
// and the light that shows a statement, or is about to, hold all the same.
func TestIdentifyWhileTheDiskHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		closed := give("close", timer.CloseList{})
		rev := r.taken(closed).Rev
		records := len(r.disk.Records())
		r.disk.Set(20*time.Second, false)
		waited := make(chan timer.Receipt, 1)
		go func() { waited <- r.taken(give("give", timer.GiveFloor{Entry: "e1", Seat: "8"})) }()
		pass(10 * time.Second)

		receipt, err := r.engine.Identify(context.Background(), timer.Request{ID: "a", Rev: &rev}, "7")
		want := timer.Receipt{Rev: rev, At: r.clock.Now()}
		if err != nil || receipt != want {
			t.Errorf("the receipt is %+v, %v; want %+v", receipt, err, want)
		}
		s := r.engine.Snapshot()
		if p := s.Play().At("7"); p.Test == nil || p.Since != want.At.Steady || p.Course.SignalAt(p.Since) != timer.Flash {
			t.Errorf("the light has %+v", p)
		}
		if s.Intended == nil || len(r.disk.Records()) != records {
			t.Errorf("%d records are kept, and the floor waits: %v", len(r.disk.Records()), s.Intended != nil)
		}

		// The floor is not given yet, and its light follows already.
		r.engine.Report(timer.Presence{Seat: "8", Connected: true})
		synctest.Wait()
		stale := rev - 1
		for _, c := range []struct {
			says    string
			request timer.Request
			seat    string
			reason  error
			why     string
		}{
			{"the light shows a statement", timer.Request{}, "8", timer.ErrNotNow, "light-in-use"},
			{"of all lights one does", timer.Request{}, "", timer.ErrNotNow, "light-in-use"},
			{"nobody knows it", timer.Request{}, "12", timer.ErrUnknown, "no-light-at-seat"},
			{"the meeting has moved on", timer.Request{Rev: &stale}, "7", timer.ErrStale, "changed-since"},
			{"the id was another command's", timer.Request{ID: closed.ID, Digest: "another"}, "7", timer.ErrInvalid, "id-used"},
		} {
			_, err := r.engine.Identify(context.Background(), c.request, c.seat)
			var refusal *timer.Refusal
			if !errors.As(err, &refusal) || !errors.Is(err, c.reason) || refusal.Why != c.why || refusal.Rev != rev {
				t.Errorf("%s: %#v", c.says, err)
			}
		}
		if given := <-waited; given.Rev != rev+1 || !given.Durable {
			t.Errorf("the floor was given by %+v", given)
		}
		r.disk.Set(0, false)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if _, err := r.engine.Identify(context.Background(), timer.Request{}, "7"); !errors.Is(err, timer.ErrStopped) {
			t.Errorf("after the stop: %v", err)
		}
	})
}
