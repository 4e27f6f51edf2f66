package engine_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// lease is a lead until an instant, which is never if it is zero.
type lease struct {
	mu    sync.Mutex
	until time.Time
}

func (l *lease) Holds() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.until.IsZero() || time.Now().Before(l.until)
}

func (l *lease) Revision() int64 { return 7 }

// lapse ends it in a while.
func (l *lease) lapse(in time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = time.Now().Add(in)
}

// renew makes it a lead without an end, as the next one.
func (l *lease) renew() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = time.Time{}
}

// led is a debate of one of several controllers, whose statement began at the instant
// that is returned, a while ago; told is each snapshot that went out.
func led(t *testing.T, j engine.Journal) (r *room, l *lease, told *[]*timer.Snapshot) {
	t.Helper()
	l, told = &lease{}, new([]*timer.Snapshot)
	clock := timer.NewClock(boot, time.Now(), 0)
	live, err := engine.New(engine.Config{Run: "run", Clock: clock, Standby: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r = &room{T: t, engine: live, clock: clock, ended: make(chan error, 1)}
	go func() { r.ended <- live.Run(ctx) }()
	r.stop = func() error { cancel(); return <-r.ended }
	if err := live.Reign(ctx, engine.Reign{Lead: l, Journal: j}); err != nil {
		t.Fatal(err)
	}
	rules, _ := timer.Preset(timer.DefaultRules)
	r.do(timer.OpenMeeting{Rules: rules, List: []timer.Inscription{{Delegation: "Japan", Kind: timer.State}}})
	r.do(timer.GiveFloor{Entry: "e1"})
	r.do(timer.Start{})
	live.Follow(func(s *timer.Snapshot) {
		if s.Standby == nil && !l.Holds() || s.Standby != nil && s.Lead != 0 {
			t.Errorf("revision %d, tick %d, lead %d is told by who does not lead", s.Meeting.Rev, s.Tick, s.Lead)
		}
		*told = append(*told, s)
	})
	return r, l, told
}

func TestLeadsForGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _, told := led(t, &timertest.Recorder{})
		pass(3500 * time.Millisecond)
		r.do(timer.Pause{})
		synctest.Wait()
		if last := (*told)[len(*told)-1]; last.Lead != 7 || last.Tick != 4 || !last.Meeting.Floor.Paused() {
			t.Errorf("the last that is told: lead %d, tick %d", last.Lead, last.Tick)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// Lights do not run ahead of the majority: another controller may lead by the time that
// it is taken.
func TestNothingAheadOfTheMajority(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		r, _, _ := led(t, disk)
		disk.Set(40*time.Millisecond, false)
		done := make(chan timer.Receipt, 1)
		go func() { done <- r.do(timer.Pause{}) }()
		synctest.Wait()
		if s := r.engine.Snapshot(); s.Intended != nil || s.ForLights().Floor.Paused() {
			t.Error("lights are paused before it is durable")
		}
		<-done
		synctest.Wait()
		if !r.floor().Paused() {
			t.Error("it is durable, and nothing is paused")
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// standsByAgain wants an engine that stands by, and says so to whoever asks.
func (r *room) standsByAgain() {
	r.Helper()
	synctest.Wait()
	if s := r.engine.Snapshot(); s.Standby == nil || s.Lead != 0 || s.Intended != nil {
		r.Errorf("the lead is over, and lead %d is shown", s.Lead)
	}
	sub := r.engine.Subscribe()
	defer sub.Close()
	if s := <-sub.C(); s.Standby == nil {
		r.Error("who asks now is told that it leads")
	}
	if _, err := r.request(timer.Request{Command: timer.End{}}); !refusedFor(err, "standby-alone") {
		r.Errorf("a command after it: %v", err)
	}
	if err := r.stop(); err != nil {
		r.Error(err)
	}
}

// A tick that is due when the lead is over is told by nobody who leads.
func TestNoTickBehindTheLead(t *testing.T) {
	for _, in := range []time.Duration{2 * time.Second, 2*time.Second + 1, 0} { // at the very tick, just after it, now
		synctest.Test(t, func(t *testing.T) {
			r, l, told := led(t, &timertest.Recorder{})
			l.lapse(in)
			pass(in)
			if r.engine.Snapshot().Standby == nil { // before the engine has looked
				t.Error("who asks is told that it leads")
			}
			pass(1500 * time.Millisecond)
			synctest.Wait()
			want := map[time.Duration]uint64{2 * time.Second: 2, 2*time.Second + 1: 3, 0: 1}[in] // one as it began to lead
			last := uint64(0)
			for _, s := range *told {
				if s.Standby == nil {
					last = max(last, s.Tick)
				}
			}
			if last != want {
				t.Errorf("the lead was over after %v, and tick %d is the last; want %d", in, last, want)
			}
			r.standsByAgain()
		})
	}
}

// A phase that changes, with a lead that was over at that instant or before.
func TestNoMarkBehindTheLead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, l, told := led(t, &timertest.Recorder{})
		pass(149500 * time.Millisecond)
		l.lapse(500 * time.Millisecond)
		pass(time.Second)
		synctest.Wait()
		for _, s := range *told {
			if phase, _ := s.Phase(s.At.Steady); s.Standby == nil && phase != timer.Speaking {
				t.Errorf("phase %v is told", phase)
			}
		}
		r.standsByAgain()
	})
}

// A write that comes back when the lead is over: whoever leads may have it or not, so it is
// neither acknowledged nor refused, nor shown.
func TestNoReceiptBehindTheLead(t *testing.T) {
	for _, fails := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			disk := &timertest.Recorder{}
			r, l, _ := led(t, disk)
			disk.Set(300*time.Millisecond, fails)
			l.lapse(200 * time.Millisecond)
			_, err := r.request(timer.Request{ID: "a", Command: timer.Pause{}})
			if !errors.Is(err, timer.ErrUnsettled) || !errors.Is(err, engine.ErrLead) {
				t.Errorf("fails %v: a write that came late: %v", fails, err)
			}
			if r.floor().Paused() {
				t.Error("it is shown")
			}
			has, err := r.engine.StandBy(t.Context())
			if err != nil || has.Number != 3 {
				t.Errorf("it has %d records, %v", has.Number, err)
			}
			r.standsByAgain()
		})
	}
}

// What is only written to see whether the journal is back is no record of it: who counted it
// would follow from one too far.
func TestTrialIsNoRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		r, l, _ := led(t, disk)
		disk.Set(0, true)
		if _, err := r.request(timer.Request{ID: "a", Command: timer.Pause{}}); !errors.Is(err, timer.ErrNotSaved) {
			t.Errorf("a journal that takes nothing: %v", err)
		}
		disk.Set(0, false)
		pass(10 * time.Second)
		if s := r.engine.Snapshot().Saving; s.State != timer.Saved {
			t.Errorf("the journal is back, and saving is %+v", s)
		}
		l.lapse(0)
		pass(time.Second)
		has, err := r.engine.StandBy(t.Context())
		if n := len(disk.Records()); err != nil || int(has.Number) != n {
			t.Errorf("it has %d records of %d, %v", has.Number, n, err)
		}
		r.standsByAgain()
	})
}

// One that waits for another when the lead is over has not been looked at.
func TestWhoWaitsBehindTheLead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		r, l, _ := led(t, disk)
		kept := len(disk.Records())
		disk.Set(3*time.Second, false)
		l.lapse(2500 * time.Millisecond)
		go func() { _, _ = r.request(timer.Request{Command: timer.Pause{}}) }()
		synctest.Wait()
		if _, err := r.request(timer.Request{Command: timer.Urge{}}); !refusedFor(err, "standby-alone") {
			t.Error(err)
		}
		r.standsByAgain()
		if n := len(disk.Records()) - kept; n != 1 {
			t.Errorf("%d records are written", n)
		}
	})
}

// What is answered without the disk is not answered either; a stop is nothing else.
func TestNoAnswerBehindTheLead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		r, l, _ := led(t, disk)
		request := timer.Request{ID: "again", Digest: "d", Command: timer.Pause{}}
		if _, err := r.request(request); err != nil {
			t.Fatal(err)
		}
		l.lapse(0)
		if receipt, err := r.request(request); !refusedFor(err, "standby-alone") {
			t.Errorf("a repeated request: %+v, %v", receipt, err)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		r, l, _ := led(t, &timertest.Recorder{})
		l.lapse(0)
		if receipt, err := r.engine.Identify(t.Context(), timer.Request{}, ""); err == nil {
			t.Errorf("a test of lights: %+v", receipt)
		}
		r.standsByAgain()
	})
}

// unsure is a journal that does not know of what it is given, as often as it is told.
type unsure struct {
	timertest.Recorder
	times int
}

func (u *unsure) Append(r timer.Record) error {
	if u.times > 0 {
		u.times--
		return fmt.Errorf("cluster: %w", timer.ErrUnsettled)
	}
	return u.Recorder.Append(r)
}

func (u *unsure) Recover() error {
	if u.times > 0 {
		u.times--
		return fmt.Errorf("cluster: %w", timer.ErrUnsettled)
	}
	return nil
}

// Where the majority does not say whether it has it, that is what is told; and the same
// request is taken when it answers again.
func TestNobodyKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &unsure{}
		r, _, _ := led(t, j)
		j.times = 2
		request := timer.Request{ID: "a", Digest: "d", Command: timer.Pause{}}
		if _, err := r.request(request); !errors.Is(err, timer.ErrUnsettled) {
			t.Errorf("nobody knows, and it is told %v", err)
		}
		if receipt, err := r.request(request); err != nil || receipt.Repeated {
			t.Errorf("the same again: %+v, %v", receipt, err)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// The majority does not take it: that is said, and the chair may not go on without it.
func TestMajorityDoesNotTakeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		r, _, _ := led(t, disk)
		disk.Set(0, true)
		_, err := r.request(timer.Request{Command: timer.Pause{}})
		if refusal := (*timer.Refusal)(nil); !errors.As(err, &refusal) || refusal.Why != "majority-did-not-take-it" {
			t.Error(err)
		}
		_, err = r.engine.GoOnUnrecorded(t.Context(), chair, timer.Request{ID: "on"})
		if refusal := (*timer.Refusal)(nil); !errors.As(err, &refusal) || refusal.Why != "majority-decides" {
			t.Error(err)
		}
		disk.Set(0, false)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// What leads, loses the lead and leads again is one engine: the records that others have
// written meanwhile come to it like to every standby.
func TestLeadsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &timertest.Recorder{}
		r, l, _ := led(t, disk)
		l.lapse(0)
		pass(time.Second)
		has, err := r.engine.StandBy(t.Context())
		if err != nil || has.Number != 3 {
			t.Fatalf("it has %d records, %v", has.Number, err)
		}
		other := standsBy(t, boot, 0)
		other.clock = r.clock
		if err := other.engine.Reign(t.Context(), engine.Reign{Lead: &lease{}, Journal: disk, Rest: disk.Records()}); err != nil {
			t.Fatal(err)
		}
		other.do(timer.Pause{})
		if err := other.stop(); err != nil {
			t.Error(err)
		}
		rest := disk.Records()[has.Number:]
		l.renew()
		r.take(rest[:1]...)
		if err := r.engine.Reign(t.Context(), engine.Reign{Lead: l, Journal: disk, Rest: rest[1:]}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if s := r.engine.Snapshot(); s.Standby != nil || s.Lead != 7 || !s.Meeting.Floor.Paused() {
			t.Errorf("it leads again with lead %d, and the floor is %+v", s.Lead, s.Meeting.Floor)
		}
		r.do(timer.Resume{})
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}
