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

// debate opens a meeting of a State, e1, and a group, e2.
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

// A command is carried out once, however often it comes, also across a restart.
func TestRepeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		rev := r.engine.Snapshot().Meeting.Rev
		give := timer.Request{ID: "tap", Digest: "give e1", Rev: &rev, Command: timer.GiveFloor{Entry: "e1"}}
		first, err := r.request(give)
		if s := r.engine.Snapshot(); s.Request != "tap" || s.Meeting.Rev != first.Rev {
			t.Errorf("revision %d is said to be made by %q", s.Meeting.Rev, s.Request)
		}
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

// What was done is known again by its request alone, also where nobody can say any more
// what it was to do.
func TestRepeatedRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		defer func() { _ = r.stop() }()
		q := timer.Request{ID: "a", Digest: "close", Command: timer.CloseList{}}
		first, err := r.request(q)
		if err != nil {
			t.Fatal(err)
		}
		q.Command = nil
		if again, repeated := r.engine.Repeated(context.Background(), q); !repeated || again.Rev != first.Rev {
			t.Errorf("asked again: %+v, %v; it was %+v", again, repeated, first)
		}
		for _, other := range []timer.Request{{ID: "a", Digest: "another"}, {ID: "b", Digest: "close"}, {}} {
			if again, repeated := r.engine.Repeated(context.Background(), other); repeated {
				t.Errorf("%+v is known: %+v", other, again)
			}
		}
	})
}
