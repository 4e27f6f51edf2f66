package engine

import (
	"slices"
	"time"

	"rostrum/timer"
)

// retryAfter is how long a disk that failed is left alone.
const retryAfter = 2 * time.Second

// What was observed is written with the next command, else by itself, but not so often
// that commands have to wait for it: after each such write a slow disk is theirs for
// observedPause. While the disk takes nothing, mostObserved of it is kept.
const (
	observedPause = time.Second
	mostObserved  = 1024
)

// saving is what is known of the disk: what the journal is writing, what waits for
// it, and what operators are told of it. It is a calculation; the loop hands on what
// it says.
type saving struct {
	writing bool          // the journal is at work
	record  timer.Record  // what it is writing
	ahead   bool          // that has happened already
	since   timer.Instant // of the write
	retry   timer.Instant // when a disk that failed is tried again

	pending  chan<- outcome      // who waits for the command that the journal is writing, or nil
	unsaved  []timer.Record      // happened and not yet written, the oldest first
	observed []timer.Observation // not yet written
	pause    timer.Instant       // until when that is not written by itself

	told timer.Saving // as operators were told last
}

// busy says whether commands have to wait for the journal.
func (s *saving) busy() bool { return s.writing && !s.told.GoingOn }

// give hands a record to the journal.
func (s *saving) give(r timer.Record, now timer.Instant) timer.Record {
	s.record, s.writing, s.since = r, true, now
	return r
}

// ready says whether the journal has something to write now that no command waits for.
func (s *saving) ready(now timer.Instant) bool {
	if len(s.unsaved) > 0 || s.told.State == timer.SaveFailed {
		return !s.writing && now >= s.retry
	}
	return !s.writing && len(s.observed) > 0 && now >= s.pause
}

// next hands that on, if there is any: first what has happened already, then what was
// observed. An empty record only tries whether the disk is back.
func (s *saving) next(now timer.Instant) (timer.Record, bool) {
	switch {
	case !s.ready(now):
		return timer.Record{}, false
	case len(s.unsaved) > 0:
		s.ahead = true
		return s.give(s.unsaved[0], now), true
	case s.told.State == timer.SaveFailed:
		return s.give(timer.Record{}, now), true
	default:
		return s.give(s.along(timer.Record{}), now), true
	}
}

// along adds to a record what was observed and is not yet written.
func (s *saving) along(r timer.Record) timer.Record {
	r.Observed, s.observed = s.observed, nil
	return r
}

// saw keeps what was observed until it is written. Where the disk has taken nothing for
// long, the oldest goes of the seat that has most: nobody pushes out what others saw.
func (s *saving) saw(seen ...timer.Observation) {
	s.observed = append(s.observed, seen...)
	for len(s.observed) > mostObserved {
		of := make(map[string]int)
		most := ""
		for _, o := range s.observed {
			if of[o.Seat]++; of[o.Seat] > of[most] {
				most = o.Seat
			}
		}
		oldest := slices.IndexFunc(s.observed, func(o timer.Observation) bool { return o.Seat == most })
		s.observed = slices.Delete(s.observed, oldest, oldest+1)
	}
}

// settle takes the journal's answer about what it was given, which it returns, and
// whether that had happened already: then all of it is kept, else of what was not written
// only what was observed.
func (s *saving) settle(err error, now timer.Instant) (r timer.Record, ahead bool) {
	r, ahead = s.record, s.ahead
	s.record, s.writing, s.ahead = timer.Record{}, false, false
	switch {
	case err != nil:
		s.retry = now.Add(retryAfter)
		if !ahead {
			since := s.observed
			s.observed = nil
			s.saw(append(r.Observed, since...)...)
		}
	case ahead:
		s.unsaved = s.unsaved[1:]
	}
	if len(r.Observed) > 0 {
		s.pause = now.Add(observedPause)
	}
	return r, ahead
}

// rest lets all that waits be written at once.
func (s *saving) rest(now timer.Instant) {
	s.retry, s.pause = min(s.retry, now), min(s.pause, now)
}

// goOn lets commands happen without the disk from now on. What the journal is writing
// for somebody happens now too, whatever the disk makes of it, and is returned.
func (s *saving) goOn() (r timer.Record, waits chan<- outcome) {
	s.told.GoingOn = true
	waits, s.pending = s.pending, nil
	if waits == nil {
		return timer.Record{}, nil
	}
	s.ahead = true
	return s.record, waits
}

// happened keeps what is to be written when the disk is back.
func (s *saving) happened(r timer.Record) {
	s.unsaved = append(s.unsaved, r)
	s.told.Unrecorded = len(s.unsaved)
}

// is takes down how the journal does, and says whether that is news.
func (s *saving) is(state timer.SavingState) (news bool) {
	before := s.told
	if s.told.State != state {
		s.told.State, s.told.Since = state, s.since
	}
	s.told.Unrecorded = len(s.unsaved)
	s.told.GoingOn = s.told.GoingOn && (state != timer.Saved || s.told.Unrecorded > 0)
	return s.told != before
}

// slow says whether the write that is under way has become slow, and nobody knows.
func (s *saving) slow(now timer.Instant) bool {
	return s.writing && now.Sub(s.since) >= timer.SlowWrite && s.told.State == timer.Saved
}

// due returns when there is something to be done that no answer brings, or false.
func (s *saving) due() (timer.Instant, bool) {
	switch well := s.told.State == timer.Saved; {
	case s.writing && well:
		return s.since.Add(timer.SlowWrite), true
	case !s.writing && !well:
		return s.retry, true
	case !s.writing && len(s.observed) > 0:
		return s.pause, true
	default:
		return 0, false
	}
}
