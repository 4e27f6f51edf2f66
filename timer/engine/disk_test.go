package engine_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// A disk that is slow or hangs delays receipts and nothing else.
func TestSlowDiskDelaysNoDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		zero := r.do(timer.Start{}).At.Steady
		pass(time.Until(r.clock.Time(zero.Add(149 * time.Second))))
		r.disk.Set(30*time.Second, false)
		urged := make(chan timer.Receipt, 1)
		go func() { urged <- r.do(timer.Urge{}) }()

		pass(time.Second) // 2:30
		synctest.Wait()
		s := r.engine.Snapshot()
		if phase, _ := s.Phase(s.At.Steady); phase != timer.Warning || s.At.Steady != zero.Add(150*time.Second) {
			t.Errorf("at 2:30 the phase is %v, published at %v", phase, s.At.Steady.Sub(zero))
		}
		if s.Saving.State != timer.Saved {
			t.Errorf("after one second of waiting the disk is called %s", s.Saving.State)
		}
		pass(time.Second)
		synctest.Wait()
		if s := r.engine.Snapshot(); s.Saving.State != timer.SavingSlow || len(r.floor().Urged) != 0 {
			t.Errorf("after two seconds of waiting the disk is called %s; the urge counts %d", s.Saving.State, len(r.floor().Urged))
		}
		_, err := r.request(timer.Request{ID: "in line", Command: timer.Pause{}})
		if !errors.Is(err, timer.ErrNotSaved) {
			t.Errorf("a command that waited behind a hanging disk: %v", err)
		}
		receipt := <-urged
		synctest.Wait()
		if receipt.At.Steady != zero.Add(149*time.Second) {
			t.Errorf("the urge is recorded at %v of the statement; it was given at 2:29", receipt.At.Steady.Sub(zero))
		}
		if s := r.engine.Snapshot(); s.Saving.State != timer.Saved || len(r.floor().Urged) != 1 || r.floor().Paused() {
			t.Errorf("after the write: %s, urged %d, paused %v", s.Saving.State, len(r.floor().Urged), r.floor().Paused())
		}
		r.disk.Set(0, false)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A disk that fails: nothing happened, the clock goes on, and when the disk is
// back the same request is taken.
func TestFailedDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		kept := len(r.disk.Records())
		r.disk.Set(0, true)
		request := timer.Request{ID: "end it", Digest: "d", Command: timer.End{}}
		_, err := r.request(request)
		if !errors.Is(err, timer.ErrNotSaved) {
			t.Fatalf("an end that was not saved: %v", err)
		}
		r.engine.Report(timer.Observation{Seat: "7", Signal: timer.Flash})
		pass(151 * time.Second)
		synctest.Wait()
		s := r.engine.Snapshot()
		if phase, _ := s.Phase(s.At.Steady); phase != timer.Warning || s.Saving.State != timer.SaveFailed {
			t.Errorf("with a dead disk the phase is %v and saving %s", phase, s.Saving.State)
		}
		r.disk.Set(0, false)
		if receipt, err := r.request(request); err != nil || receipt.Repeated {
			t.Fatalf("the same end when the disk is back: %+v, %v", receipt, err)
		}
		synctest.Wait()
		since := r.disk.Records()[kept:]
		if len(since) != 1 || len(since[0].Events) != 1 || len(since[0].Observed) != 1 {
			t.Errorf("since the disk failed %+v was kept; want the end, and with it what the light did meanwhile", since)
		}
		if s := r.engine.Snapshot(); s.Saving.State != timer.Saved {
			t.Errorf("saving is %s", s.Saving.State)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A stop does not wait for a disk that hangs for longer than a second.
func TestStopWithHangingDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		r.disk.Set(time.Hour, false)
		refused := make(chan error, 1)
		go func() {
			_, err := r.request(timer.Request{Command: timer.CloseList{}})
			refused <- err
		}()
		synctest.Wait()
		before := time.Now()
		if err := r.stop(); !errors.Is(err, timer.ErrNotSaved) {
			t.Errorf("the stop says %v", err)
		}
		if err := <-refused; !errors.Is(err, timer.ErrStopped) {
			t.Errorf("the command that was with the disk: %v", err)
		}
		if took := time.Since(before); took > time.Second {
			t.Errorf("the stop took %v", took)
		}
		if _, err := r.request(timer.Request{Command: timer.CloseList{}}); !errors.Is(err, timer.ErrStopped) {
			t.Errorf("a command after the stop: %v", err)
		}
		pass(time.Hour) // the disk answers at last, and the writer ends
	})
}
