package account

import (
	"fmt"
	"time"

	"rostrum/timer"
)

// Verify computes all of a journal anew from its events, and says in a sentence each what
// is not as the journal says: figures of events that do not follow from those before, and
// statements whose times do not add up.
func Verify(records []timer.Record) (found []string, err error) {
	var history timer.History
	for _, r := range records {
		m := history.Meeting
		for _, e := range r.Events {
			if wrong := m.Verify(e); wrong != "" {
				found = append(found, wrong)
			}
			m = m.Apply(e)
		}
		if err := history.Add(r); err != nil {
			return found, err
		}
	}
	book, err := Read(records)
	if err != nil {
		return found, err
	}
	for n := 1; n <= book.Meetings(); n++ {
		a, _ := book.Account(n, timer.Stamp{})
		for i := range a.Statements {
			if wrong := a.Statements[i].fits(a.At); wrong != "" {
				found = append(found, fmt.Sprintf("meeting %d, statement %d, %s: %s", n, a.Statements[i].ID, a.Statements[i].Delegation, wrong))
			}
		}
	}
	return found, nil
}

// fits says how the times of a statement do not fit between its start and its end, on one
// steady clock. Where one was set by hand, or carried over a boot, nothing can be held.
func (s *Statement) fits(now timer.Stamp) string {
	end := now
	if s.Ended() {
		end = s.EndedAt
	}
	if s.ByHand || end.Boot != s.StartedAt.Boot {
		return ""
	}
	lasted := end.Steady.Sub(s.StartedAt.Steady)
	gone := time.Duration(0)
	for _, stop := range s.Stops {
		if stop.Why == timer.EndedOnce {
			gone += stop.Took
		}
	}
	sum := s.Used + s.Paused + s.Interrupted + s.Suspended + gone
	if sum > lasted || lasted-sum > 6*time.Millisecond { // each of them is rounded down
		return fmt.Sprintf("used %v, paused %v, interrupted %v, suspended %v do not fill the %v from its start to its end", s.Used, s.Paused, s.Interrupted, s.Suspended, lasted)
	}
	return ""
}
