package etcd

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

const ms = timer.Instant(time.Millisecond)

// What a lead is sure of, step by step: at an instant, what happens, and whether it holds
// just then.
func TestTerm(t *testing.T) {
	type step struct {
		now   timer.Instant // when it is asked, or a keep-alive is answered
		sent  timer.Instant // the keep-alive, or 0
		holds bool
	}
	for _, c := range []struct {
		name  string
		steps []step
	}{
		{"nothing is sent", []step{{0, 0, true}, {1799 * ms, 0, true}, {1800 * ms, 0, false}, {1700 * ms, 0, false}}},
		{"counted from before it was sent", []step{{900 * ms, 500 * ms, true}, {2299 * ms, 0, true}, {2300 * ms, 0, false}}},
		{"one that was answered late changes nothing", []step{{1801 * ms, 500 * ms, false}, {1802 * ms, 1802 * ms, false}}},
		{"answered at the last moment", []step{{1799 * ms, 1000 * ms, true}, {2799 * ms, 0, true}, {2800 * ms, 0, false}}},
		{"one sent earlier is answered later", []step{{1000 * ms, 900 * ms, true}, {1100 * ms, 400 * ms, true}, {2699 * ms, 0, true}, {2700 * ms, 0, false}}},
		{"stopped, and continued", []step{{600 * ms, 500 * ms, true}, {60_000 * ms, 0, false}, {60_001 * ms, 60_000 * ms, false}}},
		{"sent before the stop, answered after it", []step{{60_000 * ms, 600 * ms, false}, {60_001 * ms, 0, false}}},
	} {
		var held term
		held.begin(0, 2*time.Second)
		for i, s := range c.steps {
			got := held.holds(s.now)
			if s.sent != 0 {
				got = held.renew(s.sent, s.now, 2*time.Second)
			}
			if got != s.holds {
				t.Errorf("%s, step %d, at %v: holds is %v", c.name, i+1, time.Duration(s.now), got)
			}
		}
	}
}

// Whoever has seen that it is over never sees anybody for whom it is not.
func TestOnceOverItStaysSo(t *testing.T) {
	for range 200 {
		var held term
		held.begin(0, 10*time.Millisecond)
		var wg sync.WaitGroup
		wg.Go(func() { held.renew(8*ms, 8*ms, time.Second) })
		over := make([]bool, 8)
		for i := range over {
			wg.Go(func() { over[i] = !held.holds(9 * ms) })
		}
		wg.Wait()
		for _, was := range over {
			if was && held.holds(9*ms) {
				t.Fatal("it holds again")
			}
		}
	}
}

// leading is a lead in a bubble whose keep-alives are answered as a test says.
func leading(ttl time.Duration) (*Lead, func() timer.Instant) {
	began := time.Now()
	now := func() timer.Instant { return timer.Instant(time.Since(began)) }
	l := &Lead{cluster: &Cluster{config: Config{Now: now}}, ttl: ttl}
	l.term.begin(now(), ttl)
	return l, now
}

func TestKeptAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, now := leading(2 * time.Second)
		ctx, stop := context.WithCancel(t.Context())
		asked := 0
		done := make(chan error, 1)
		go func() {
			done <- l.keep(ctx, func(context.Context) (time.Duration, error) {
				asked++
				time.Sleep(20 * time.Millisecond)
				return 2 * time.Second, nil
			})
		}()
		time.Sleep(time.Minute)
		synctest.Wait()
		if !l.Holds(now()) {
			t.Error("it lapsed though each keep-alive was answered")
		}
		if asked != 119 && asked != 120 {
			t.Errorf("%d keep-alives in a minute; want one each half second", asked)
		}
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// A keep-alive that nobody answers is given up in time for another one, and where none is
// answered the lead is over when it is: not earlier, and not later.
func TestNotKeptAlive(t *testing.T) {
	for _, c := range []struct {
		name  string
		renew func(context.Context) (time.Duration, error)
		tries int64 // at least
		at    time.Duration
	}{
		{"silence", func(ctx context.Context) (time.Duration, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		}, 7, 1800 * time.Millisecond},
		{"refused", func(context.Context) (time.Duration, error) { return 0, errors.New("no leader") }, 10, 1800 * time.Millisecond},
		{"the lease is over already", func(context.Context) (time.Duration, error) { return 0, ErrLead }, 1, 500 * time.Millisecond},
		{"answered when it was over", func(context.Context) (time.Duration, error) {
			time.Sleep(3 * time.Second) // as where the process was stopped
			return 2 * time.Second, nil
		}, 1, 4700 * time.Millisecond}, // the last of them was sent at 1.7 s
	} {
		synctest.Test(t, func(t *testing.T) {
			l, now := leading(2 * time.Second)
			var tries atomic.Int64
			err := l.keep(t.Context(), func(ctx context.Context) (time.Duration, error) {
				tries.Add(1)
				return c.renew(ctx)
			})
			if at := time.Duration(now()); !errors.Is(err, ErrLead) || at != c.at || tries.Load() < c.tries {
				t.Errorf("%s: %v at %v after %d tries", c.name, err, at, tries.Load())
			}
			if l.Holds(now()) {
				t.Errorf("%s: it still holds", c.name)
			}
		})
	}
}

// Two of three keep-alives go to members that do not answer: the third is enough.
func TestKeptAliveByOneOfThree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, now := leading(time.Second)
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		n := 0
		err := l.keep(ctx, func(ctx context.Context) (time.Duration, error) {
			if n++; n%3 != 0 {
				return 0, errors.New("no leader")
			}
			return time.Second, nil
		})
		if !errors.Is(err, context.DeadlineExceeded) || !l.Holds(now()) {
			t.Errorf("after %v: %v", time.Duration(now()), err)
		}
	})
}

// The members have lost their leader: what is asked before they have another one waits for
// the one that is lost, for ever, and what is asked after that is answered. It is asked in
// time, wherever in that the next keep-alive falls.
func TestKeptAliveThroughAnElection(t *testing.T) {
	for lost := time.Second; lost < 1250*time.Millisecond; lost += 10 * time.Millisecond {
		const election = 500 * time.Millisecond
		synctest.Test(t, func(t *testing.T) {
			l, now := leading(time.Second)
			ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
			defer stop()
			err := l.keep(ctx, func(ctx context.Context) (time.Duration, error) {
				if at := time.Duration(now()); at >= lost && at < lost+election {
					<-ctx.Done()
					return 0, ctx.Err()
				}
				return time.Second, nil
			})
			if !errors.Is(err, context.DeadlineExceeded) || !l.Holds(now()) {
				t.Errorf("lost at %v: at %v: %v", lost, time.Duration(now()), err)
			}
		})
	}
}
