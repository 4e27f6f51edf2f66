package gpio

import "time"

// Sleeper is where one player sleeps: until an edge, or until there is news.
type Sleeper interface {
	// Until returns at t or as soon after it as the sleeper can; of the zero time,
	// never. It returns sooner when it is woken, at once where that was since it
	// last returned; it may do so for no reason too. It is for one goroutine.
	Until(t time.Time)
	// Wake lets Until return. Any goroutine may call it.
	Wake()
}

// TimerSleep sleeps with package time: half a millisecond late by nature, but
// the same on every system, and exact under testing/synctest. Made by
// [NewTimerSleep].
type TimerSleep struct {
	woken chan struct{}
	alarm *time.Timer
}

// NewTimerSleep returns a sleeper of package time.
func NewTimerSleep() *TimerSleep {
	return &TimerSleep{woken: make(chan struct{}, 1), alarm: time.NewTimer(0)}
}

// Until implements [Sleeper].
func (s *TimerSleep) Until(t time.Time) {
	if t.IsZero() {
		<-s.woken
		return
	}
	s.alarm.Reset(max(0, time.Until(t)))
	select {
	case <-s.woken:
	case <-s.alarm.C:
	}
}

// Wake implements [Sleeper].
func (s *TimerSleep) Wake() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// BestSleep returns a sleeper of the most punctual kind of this system: the
// kernel's own on Linux, else package time. It must not be used under
// testing/synctest, whose time the kernel does not know.
func BestSleep() Sleeper { return bestSleep() }
