package engine

import (
	"time"

	"rostrum/timer"
)

// retryAfter is how long a disk that failed is left alone.
const retryAfter = 2 * time.Second

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

	told timer.Saving // as operators were told last
}

// busy says whether commands have to wait for the journal.
func (s *saving) busy() bool { return s.writing && !s.told.GoingOn }

// give hands a record to the journal.
func (s *saving) give(r timer.Record, now timer.Instant) timer.Record {
	s.record, s.writing, s.since = r, true, now
	return r
}

// next hands on what the journal has to write now, if it has: first what has happened
// already, then what was observed. An empty record only tries whether the disk is back.
func (s *saving) next(now timer.Instant) (timer.Record, bool) {
	failed := len(s.unsaved) > 0 || s.told.State == timer.SaveFailed
	switch {
	case s.writing || failed && now < s.retry:
		return timer.Record{}, false
	case len(s.unsaved) > 0:
		s.ahead = true
		return s.give(s.unsaved[0], now), true
	case failed:
		return s.give(timer.Record{}, now), true
	case len(s.observed) > 0:
		observed := s.observed
		s.observed = nil
		return s.give(timer.Record{Observed: observed}, now), true
	default:
		return timer.Record{}, false
	}
}

// settle takes the journal's answer about what it was given, which it returns, and
// whether that had happened already. What was observed and not written is kept, the
// newest of it.
func (s *saving) settle(err error, now timer.Instant) (r timer.Record, ahead bool) {
	r, ahead = s.record, s.ahead
	s.record, s.writing, s.ahead = timer.Record{}, false, false
	switch {
	case err != nil:
		s.retry = now.Add(retryAfter)
		s.observed = append(r.Observed, s.observed...)
		s.observed = s.observed[max(0, len(s.observed)-mostReports):]
	case ahead:
		s.unsaved = s.unsaved[1:]
	}
	return r, ahead
}

// rest lets a disk that failed be tried at once.
func (s *saving) rest(now timer.Instant) { s.retry = min(s.retry, now) }

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
	default:
		return 0, false
	}
}
