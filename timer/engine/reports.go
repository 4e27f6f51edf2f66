package engine

import (
	"sync"

	"rostrum/timer"
)

// mostReports is how many reports can wait to be looked at.
const mostReports = 1024

// reports is what was seen of seats and waits to be looked at: no more of it than lights
// have to say, whoever says it.
type reports struct {
	queue chan timer.Sighting

	mu       sync.Mutex
	measures timer.Measures
}

func newReports(local []string) *reports {
	return &reports{queue: make(chan timer.Sighting, mostReports), measures: timer.MeasuresOf(local)}
}

// take puts a report into the queue, and says whether it did. It never blocks.
func (r *reports) take(what timer.Sighting, now timer.Instant) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.measures.Take(what, now) {
		return false
	}
	select {
	case r.queue <- what:
		return true
	default:
		r.measures.Lost(what)
		return false
	}
}

// hurry says whether operators may be told of a report at once.
func (r *reports) hurry(what timer.Sighting, now timer.Instant) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.measures.Hurry(what, now)
}

// count returns a roster that says how much was left out.
func (r *reports) count(s timer.Seats) (timer.Seats, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.measures.Count(s)
}
