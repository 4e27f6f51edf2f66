package engine_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// A follower has a snapshot when whoever waits for the receipt has it, and before
// any subscription; after it has left it has none.
func TestFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		var seen []uint64
		leave := r.engine.Follow(func(s *timer.Snapshot) { seen = append(seen, s.Meeting.Rev) })
		receipt := r.do(timer.GiveFloor{Entry: "e1"})
		if n := len(seen); n < 2 || seen[0] != receipt.Rev-1 || seen[n-1] != receipt.Rev {
			t.Errorf("revision %d was acknowledged, a follower has seen %v", receipt.Rev, seen)
		}
		leave()
		n := len(seen)
		r.do(timer.Start{})
		leave()
		if len(seen) != n {
			t.Errorf("a follower that left was told revision %d", seen[n])
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

// BenchmarkToldToLights measures how long after the instant of its event the lights
// have a command: an edge that is due within that time comes all the same.
func BenchmarkToldToLights(b *testing.B) {
	clock := timer.NewClock(boot, time.Now(), 0)
	engine, err := engine.New(engine.Config{Run: "run", Clock: clock, Journal: &timertest.Recorder{}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- engine.Run(ctx) }()
	do := func(c timer.Command) {
		if _, err := engine.Do(ctx, chair, timer.Request{Command: c}); err != nil {
			b.Fatal(err)
		}
	}
	rules, _ := timer.Preset(timer.DefaultRules)
	open := timer.OpenMeeting{Rules: rules}
	for range 200 {
		open.List = append(open.List, timer.Inscription{Delegation: "X", Kind: timer.State})
	}
	do(open)
	do(timer.GiveFloor{Entry: "e100"})
	do(timer.Start{})
	var last uint64 // revision that was told
	var after []time.Duration
	leave := engine.Follow(func(s *timer.Snapshot) {
		m := s.ForLights()
		if m.Rev > last {
			last = m.Rev
			after = append(after, clock.Steady().Sub(m.Changed.At.Steady))
		}
	})
	after = after[:0]
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			do(timer.Pause{})
		} else {
			do(timer.Resume{})
		}
	}
	leave()
	stop()
	if err := <-ended; err != nil {
		b.Error(err)
	}
	slices.Sort(after)
	b.ReportMetric(float64(after[len(after)/2].Nanoseconds()), "ns-p50")
	b.ReportMetric(float64(after[len(after)*999/1000].Nanoseconds()), "ns-p99.9")
}
