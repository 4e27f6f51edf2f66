package timer_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"rostrum/timer"
)

func TestDoubtsArePutAway(t *testing.T) {
	told := &timer.Doubts{Notice: "list-doubts:1", Count: 3}
	s := timer.Snapshot{Doubts: told}
	put := &timer.PutAway{By: "secretary (desk 2)", At: time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)}
	if err := s.PutNotice("list-doubts:1", put); err != nil || s.Doubts.PutAway != put || told.PutAway != nil || s.Doubts.Count != 3 {
		t.Errorf("put away: %v, %+v; what was told is %+v", err, s.Doubts, told)
	}
	if err := s.PutNotice("list-doubts:1", nil); err != nil || s.Doubts.PutAway != nil {
		t.Errorf("opened again: %v, %+v", err, s.Doubts)
	}
	if err := s.PutNotice("list-doubts:2", put); !errors.Is(err, timer.ErrUnknown) {
		t.Errorf("of another list: %v", err)
	}
}

// Each list has the doubts about its own file; those that were read first are forgotten.
func TestDoubtsOfSeveralLists(t *testing.T) {
	about := func(digest string, count int) *timer.Doubts {
		return &timer.Doubts{Notice: timer.DoubtsOf + digest, Count: count}
	}
	one := timer.Doubted(nil).With(about("a", 1)).With(nil)
	two := one.With(about("b", 2)).With(about("a", 3))
	if len(one) != 1 || one.Of("a").Count != 1 || one.Of("b") != nil {
		t.Errorf("of one list there are %+v", one)
	}
	if len(two) != 2 || two.Of("a").Count != 3 || two.Of("b").Count != 2 || two.Of("") != nil {
		t.Errorf("of two lists there are %+v", two)
	}
	for i := range timer.MostDoubted - 1 {
		two = two.With(about(fmt.Sprint(i), 1))
	}
	if len(two) != timer.MostDoubted || two.Of("b") != nil || two.Of("a") == nil {
		t.Errorf("of many lists there are %d", len(two))
	}
}
