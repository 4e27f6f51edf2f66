package cluster_test

import (
	"slices"
	"sync"
	"time"

	"rostrum/cmd/internal/checker"
)

// witness hears every tick of both controllers, as a guest of each, over no cable that fails.
type witness struct {
	*history
	all  sync.WaitGroup
	stop chan struct{}

	mu    sync.Mutex
	ticks []checker.Tick
}

func newWitness(h *history, both [2]*machine) *witness {
	w := &witness{history: h, stop: make(chan struct{})}
	for _, m := range both {
		w.all.Go(func() { w.hear(m) })
	}
	return w
}

func (w *witness) end() {
	close(w.stop)
	w.all.Wait()
}

// hear listens to a controller, and again when it was gone.
func (w *witness) hear(m *machine) {
	for {
		ws, err := m.listen("")
		if err == nil {
			ended := make(chan struct{})
			w.all.Go(func() { // a read ends with the connection
				select {
				case <-w.stop:
				case <-ended:
				}
				_ = ws.Close()
			})
			for {
				_, text, err := ws.ReadMessage()
				if err != nil {
					break
				}
				if t, is := checker.TickOf(text); is {
					t.Controller, t.Came = m.member.name, w.now()
					w.mu.Lock()
					w.ticks = append(w.ticks, t)
					w.mu.Unlock()
				}
			}
			close(ended)
		}
		select {
		case <-w.stop:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// heard returns the ticks so far, as they came.
func (w *witness) heard() []checker.Tick {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.ticks)
}

// last is the newest tick; the zero one where none has come.
func (w *witness) last() (newest checker.Tick) {
	for _, t := range w.heard() {
		if t.ClockMS >= newest.ClockMS {
			newest = t
		}
	}
	return newest
}

// stalls is how long the machine stood still, by one who looks at the clock all the time.
type stalls struct {
	mu   sync.Mutex
	late []stall
	stop chan struct{}
	done chan struct{}
}

type stall struct {
	at   time.Time // when it was over
	long time.Duration
}

// look is how often, and at most how late that is without being one.
const (
	look   = 5 * time.Millisecond
	inTime = 15 * time.Millisecond
)

func newStalls() *stalls {
	s := &stalls{stop: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(s.done)
		for last := time.Now(); ; {
			select {
			case <-s.stop:
				return
			case <-time.After(look):
			}
			now := time.Now()
			if long := now.Sub(last); long > inTime {
				s.mu.Lock()
				s.late = append(s.late, stall{now, long})
				s.mu.Unlock()
			}
			last = now
		}
	}()
	return s
}

func (s *stalls) end() {
	close(s.stop)
	<-s.done
}

// within is how much of a stretch it stood still.
func (s *stalls) within(from, to time.Time) (sum time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.late {
		begun, ended := one.at.Add(-one.long), one.at
		if begun.Before(from) {
			begun = from
		}
		if ended.After(to) {
			ended = to
		}
		sum += max(0, ended.Sub(begun))
	}
	return sum
}
