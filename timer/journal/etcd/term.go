package etcd

import (
	"math"
	"sync/atomic"
	"time"

	"rostrum/timer"
)

// sure is how much of a lease a controller counts on. The rest is for clocks that do not
// go alike: one that is being put right by chrony goes up to a twelfth faster.
func sure(ttl time.Duration) time.Duration { return ttl - ttl/10 }

// How a lease is kept alive: the next time when a quarter of it has gone, so that three may
// fail. Where one is not answered within a tenth, another is sent beside it; where one
// fails, after a twentieth; none is waited for longer than a third.
func every(ttl time.Duration) time.Duration    { return ttl / 4 }
func beside(ttl time.Duration) time.Duration   { return ttl / 10 }
func soon(ttl time.Duration) time.Duration     { return ttl / 20 }
func patience(ttl time.Duration) time.Duration { return ttl / 3 }

// term is until when a lead is sure. Once it was not, it never is again.
type term struct{ until atomic.Int64 }

const lapsed = math.MinInt64

func (t *term) begin(sent timer.Instant, ttl time.Duration) {
	t.until.Store(int64(sent.Add(sure(ttl))))
}

// holds says whether the lead is sure at the instant now.
func (t *term) holds(now timer.Instant) bool {
	for {
		until := t.until.Load()
		switch {
		case int64(now) < until:
			return true
		case until == lapsed || t.until.CompareAndSwap(until, lapsed):
			return false
		}
	}
}

// renew prolongs it by a keep-alive that was sent at the one instant, and of which the
// answer came at the other: what comes after the end prolongs nothing. It says whether
// the lead is still sure.
func (t *term) renew(sent, answered timer.Instant, ttl time.Duration) bool {
	for t.holds(answered) {
		until := t.until.Load()
		next := max(until, int64(sent.Add(sure(ttl))))
		if until != lapsed && t.until.CompareAndSwap(until, next) {
			return true
		}
	}
	return false
}

// end ends it.
func (t *term) end() { t.until.Store(lapsed) }

// left is how long it is sure from the instant now.
func (t *term) left(now timer.Instant) time.Duration {
	if until := t.until.Load(); until > int64(now) {
		return timer.Instant(until).Sub(now)
	}
	return 0
}
