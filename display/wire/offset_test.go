package wire_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/display/wire"
	"rostrum/timer"
)

// apart is a pair of clocks and the path between them.
type apart struct {
	offset time.Duration // of the controller's clock at local zero
	drift  float64       // how much faster it runs
	there  func() time.Duration
	back   func() time.Duration
}

func (a apart) controller(local time.Duration) timer.Instant {
	return timer.Instant(local + a.offset + time.Duration(float64(local)*a.drift))
}

func (a apart) exchange(sent time.Duration) wire.Exchange {
	came := sent + a.there()
	went := came + 50*time.Microsecond
	return wire.Exchange{Sent: sent, Received: went + a.back(), Came: a.controller(came), Went: a.controller(went)}
}

func (a apart) off(o *wire.Offset, local time.Duration) (off, bound time.Duration) {
	estimate, bound, _ := o.At(local)
	return estimate - time.Duration(a.controller(local)-timer.Instant(local)), bound
}

func path(r *rand.Rand, least, jitter time.Duration) func() time.Duration {
	return func() time.Duration {
		return least + time.Duration(r.ExpFloat64()*float64(jitter))
	}
}

// Whatever delay, jitter and loss, and however the clocks drift for hours: the
// truth lies within the bound that is told, and from the second minute on the
// estimate is as good as the best exchange of half a minute.
func TestOffsetHoldsItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		least := time.Duration(rapid.IntRange(0, 5000).Draw(t, "least µs")) * time.Microsecond
		jitter := time.Duration(rapid.IntRange(0, 20000).Draw(t, "jitter µs")) * time.Microsecond
		loss := rapid.Float64Range(0, 0.7).Draw(t, "loss")
		a := apart{
			offset: time.Duration(rapid.Int64Range(-1<<50, 1<<50).Draw(t, "offset")),
			drift:  rapid.Float64Range(-100e-6, 100e-6).Draw(t, "drift"),
			there:  path(r, least, jitter), back: path(r, least, jitter),
		}
		var o wire.Offset
		for local := time.Duration(0); local < 20*time.Minute; local += time.Second {
			if r.Float64() < loss {
				continue
			}
			x := a.exchange(local)
			if !o.Add(x) {
				t.Fatalf("at %v an honest exchange was not believed", local)
			}
			off, bound := a.off(&o, x.Received)
			if off.Abs() > bound+time.Microsecond {
				t.Fatalf("at %v the estimate is off by %v, and says %v at most", local, off, bound)
			}
		}
	})
}

func TestOffsetOnAGoodNetwork(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	a := apart{offset: time.Hour, drift: 60e-6, there: path(r, 200*time.Microsecond, 300*time.Microsecond), back: path(r, 200*time.Microsecond, 300*time.Microsecond)}
	var o wire.Offset
	worst := time.Duration(0)
	for local := time.Duration(0); local < 6*time.Hour; local += time.Second {
		x := a.exchange(local)
		o.Add(x)
		if off, _ := a.off(&o, x.Received); local > time.Minute {
			worst = max(worst, off.Abs())
		}
	}
	if worst > time.Millisecond {
		t.Errorf("over six hours the estimate was off by up to %v", worst)
	}
}

// A path that is slower in one direction cannot be told from a clock that is off:
// the error is half of the difference, and the bound owns up to it.
func TestOffsetOnAnAsymmetricPath(t *testing.T) {
	a := apart{
		there: func() time.Duration { return 9 * time.Millisecond },
		back:  func() time.Duration { return time.Millisecond },
	}
	var o wire.Offset
	for local := time.Duration(0); local < time.Minute; local += time.Second {
		o.Add(a.exchange(local))
	}
	off, bound := a.off(&o, time.Minute)
	if (off-4*time.Millisecond).Abs() > time.Millisecond || bound < 5*time.Millisecond {
		t.Errorf("off by %v, said to be %v at most; half of the difference is 4ms", off, bound)
	}
}

func TestOffsetAfterAJump(t *testing.T) {
	even := func() time.Duration { return 500 * time.Microsecond }
	a := apart{there: even, back: even}
	var o wire.Offset
	for local := time.Duration(0); local < time.Minute; local += time.Second {
		o.Add(a.exchange(local))
	}
	a.offset = 3 * time.Hour // one of the clocks slept, or was set
	for n := range 3 {
		believed := o.Add(a.exchange(time.Minute + time.Duration(n)*time.Second))
		if believed != (n == 2) {
			t.Errorf("exchange %d after the jump: believed %v", n+1, believed)
		}
	}
	if off, _ := a.off(&o, time.Minute+3*time.Second); off.Abs() > time.Millisecond {
		t.Errorf("after a jump the estimate is off by %v", off)
	}
}

func TestOffsetRefusesWhatCannotBe(t *testing.T) {
	var o wire.Offset
	if _, _, known := o.At(0); known {
		t.Error("something is known of nothing")
	}
	for _, x := range []wire.Exchange{
		{Sent: 5, Received: 4, Came: 9, Went: 9},
		{Sent: 0, Received: 10, Came: 100_000, Went: 200_000}, // stayed there for longer than it was away
	} {
		if o.Add(x) {
			t.Errorf("%+v was believed", x)
		}
	}
}

func TestCorrect(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		off, since, shift time.Duration
		step              bool
	}{
		{300 * time.Microsecond, time.Second, 300 * time.Microsecond, false},
		{5 * ms, time.Second, ms, false},
		{-5 * ms, time.Second, -ms, false},
		{-5 * ms, 500 * ms, -ms / 2, false},
		{5 * ms, time.Hour, ms, false},
		{20 * ms, time.Second, ms, false},
		{21 * ms, time.Second, 21 * ms, true},
		{-time.Hour, time.Second, -time.Hour, true},
	} {
		if shift, step := wire.Correct(c.off, c.since); shift != c.shift || step != c.step {
			t.Errorf("off by %v after %v: %v, %v", c.off, c.since, shift, step)
		}
	}
}
