package engine_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

const boot = "a boot"

var chair = timer.Actor{Role: timer.Chair, Name: "tablet"}

// room is an engine at work inside a bubble.
type room struct {
	*testing.T
	engine *engine.Engine
	clock  *timer.Clock
	disk   *timertest.Recorder
	begin  time.Time
	ended  chan error
	stop   func() error
}

func newRoom(t *testing.T, disk *timertest.Recorder, boot string, origin timer.Instant) *room {
	t.Helper()
	history, err := disk.History()
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	clock := timer.NewClock(boot, begin, origin)
	engine, err := engine.New(engine.Config{Run: "run", Clock: clock, Journal: disk, History: history, Seats: []string{"7"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &room{T: t, engine: engine, clock: clock, disk: disk, begin: begin, ended: make(chan error, 1)}
	go func() { r.ended <- engine.Run(ctx) }()
	r.stop = func() error { cancel(); return <-r.ended }
	return r
}

// debate opens a meeting and gives the floor to its first State.
func debate(t *testing.T) *room {
	t.Helper()
	r := newRoom(t, &timertest.Recorder{}, "first boot", 0)
	rules, _ := timer.Preset(timer.DefaultRules)
	r.do(timer.OpenMeeting{Rules: rules, List: []timer.Inscription{
		{Delegation: "Japan", Kind: timer.State}, {Delegation: "South Africa", Kind: timer.Group},
	}})
	return r
}

func (r *room) do(c timer.Command) timer.Receipt {
	r.Helper()
	receipt, err := r.engine.Do(context.Background(), chair, timer.Request{Command: c})
	if err != nil {
		r.Fatalf("%s: %v", timer.ActOf(c).Name, err)
	}
	return receipt
}

// pass lets time go by in the bubble.
func pass(d time.Duration) { <-time.After(d) }

func (r *room) request(q timer.Request) (timer.Receipt, error) {
	return r.engine.Do(context.Background(), chair, q)
}

func (r *room) floor() *timer.Statement { return r.engine.Snapshot().Meeting.Floor }

// Ticks come on the whole seconds of the statement, whatever the second of the
// clock at which it was started, and none is missing or twice.
func TestTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		sub := r.engine.Subscribe()
		var elapsed []time.Duration
		var idle []timer.Instant
		done := make(chan struct{})
		go func() {
			defer close(done)
			last := uint64(0)
			for s := range sub.C() {
				if s.Tick == last {
					continue
				}
				if s.Tick != last+1 {
					t.Errorf("tick %d follows tick %d", s.Tick, last)
				}
				last = s.Tick
				if f := s.Meeting.Floor; f != nil && f.Running {
					elapsed = append(elapsed, f.ElapsedAt(s.TickAt))
				} else {
					idle = append(idle, s.TickAt)
				}
			}
		}()
		pass(2345 * time.Millisecond)
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		pass(4 * time.Minute)
		r.do(timer.End{})
		pass(2 * time.Second)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		<-done
		if len(elapsed) != 240 {
			t.Errorf("%d ticks in four minutes", len(elapsed))
		}
		for i, e := range elapsed {
			if want := time.Duration(i+1) * time.Second; e != want {
				t.Fatalf("tick %d is at %v of the statement", i, e)
			}
		}
		for _, at := range idle {
			if at%timer.Instant(time.Second) != 0 {
				t.Errorf("a tick with nobody speaking is at %v of the clock", time.Duration(at))
			}
		}
	})
}

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
		if s := r.engine.Snapshot(); s.Saving.State != timer.SavingSlow || r.floor().Urges != 0 {
			t.Errorf("after two seconds of waiting the disk is called %s; the urge counts %d", s.Saving.State, r.floor().Urges)
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
		if s := r.engine.Snapshot(); s.Saving.State != timer.Saved || r.floor().Urges != 1 || r.floor().Paused() {
			t.Errorf("after the write: %s, urged %d, paused %v", s.Saving.State, r.floor().Urges, r.floor().Paused())
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
		if got := len(r.disk.Records()) - kept; got != 2 { // the end, and what the light did meanwhile
			t.Errorf("%d records were kept since the disk failed; want 2", got)
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

// A command is carried out once, however often it comes, also across a restart.
func TestRepeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		rev := r.engine.Snapshot().Meeting.Rev
		give := timer.Request{ID: "tap", Digest: "give e1", Rev: &rev, Command: timer.GiveFloor{Entry: "e1"}}
		first, err := r.request(give)
		if err != nil || first.Repeated || first.Statement != 1 || first.Entry != "e1" || !first.Durable {
			t.Fatalf("the first: %+v, %v", first, err)
		}
		refused := timer.Request{ID: "refused", Digest: "x", Command: timer.Resume{}}
		if _, err := r.request(refused); !errors.Is(err, timer.ErrNotNow) {
			t.Fatal(err)
		}
		check := func(r *room) {
			t.Helper()
			again, err := r.request(give)
			if err != nil || !again.Repeated {
				t.Fatalf("the repeat: %+v, %v", again, err)
			}
			again.Repeated = false
			if !reflect.DeepEqual(first, again) {
				t.Errorf("the repeat is answered %+v; the first was %+v", again, first)
			}
			other := give
			other.Digest = "give e2"
			var refusal *timer.Refusal
			if _, err := r.request(other); !errors.As(err, &refusal) || refusal.Field != "id" || !errors.Is(err, timer.ErrInvalid) {
				t.Errorf("a used id with another body: %v", err)
			}
		}
		check(r)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r = newRoom(t, r.disk, "first boot", timer.Instant(time.Hour))
		check(r)
		// A refused id may be used again, for anything.
		refused.Command = timer.Start{}
		if _, err := r.request(refused); err != nil {
			t.Errorf("a refused id used again: %v", err)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestGuards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		old := r.engine.Snapshot().Meeting.Rev
		r.do(timer.GiveFloor{Entry: "e1"})
		r.do(timer.Start{})
		other := 9
		for name, request := range map[string]timer.Request{
			"rev":       {Rev: &old, Command: timer.CloseList{}},
			"statement": {Statement: &other, Command: timer.End{}},
		} {
			_, err := r.request(request)
			var refusal *timer.Refusal
			if !errors.As(err, &refusal) || !errors.Is(err, timer.ErrStale) || refusal.Field != name ||
				refusal.By != chair || refusal.Rev != old+2 || !strings.Contains(refusal.Message, "statement-started") {
				t.Errorf("%s: %+v", name, err)
			}
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A room with one microphone needs no seat on its list; a seat without a light
// is accepted with a notice.
func TestSeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		if receipt := r.do(timer.GiveFloor{Entry: "e1"}); r.floor().Seat != "7" || receipt.Notice != "" {
			t.Errorf("the floor was given at seat %q with the notice %q", r.floor().Seat, receipt.Notice)
		}
		r.do(timer.End{})
		if receipt := r.do(timer.GiveFloor{Entry: "e1", Seat: "12"}); r.floor().Seat != "12" || receipt.Notice == "" {
			t.Errorf("the floor was given at seat %q with the notice %q", r.floor().Seat, receipt.Notice)
		}
		r.engine.Report(timer.Observation{Seat: "7", Signal: timer.Steady, At: r.clock.Steady()})
		synctest.Wait()
		s := r.engine.Snapshot()
		if len(s.Seats) != 1 || !s.Seats[0].Connected || s.Seats[0].Signal != timer.Steady {
			t.Errorf("the seats are %+v", s.Seats)
		}
		if rev := s.Meeting.Rev; rev != 4 {
			t.Errorf("the revision is %d; an observation does not raise it", rev)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A subscriber that does not read has the newest snapshot, and only that.
func TestSubscriptionConflates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		sub := r.engine.Subscribe()
		pass(10 * time.Second)
		synctest.Wait()
		if s := <-sub.C(); s != r.engine.Snapshot() {
			t.Errorf("tick %d was delivered; the newest is %d", s.Tick, r.engine.Snapshot().Tick)
		}
		select {
		case s := <-sub.C():
			t.Errorf("another snapshot waited, of tick %d", s.Tick)
		default:
		}
		sub.Close()
		sub.Close()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		late := r.engine.Subscribe()
		if _, ok := <-late.C(); !ok {
			t.Error("a late subscriber does not see the last snapshot")
		}
		if _, ok := <-late.C(); ok {
			t.Error("a late subscription is not closed")
		}
	})
}
