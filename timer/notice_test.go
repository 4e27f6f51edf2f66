package timer_test

import (
	"errors"
	"testing"
	"time"

	"rostrum/timer"
)

func TestNoticesAreSaidOnce(t *testing.T) {
	one := timer.Notice{Code: "wall-clock", Message: "it was set by an hour"}
	first := timer.Notify(nil, one)
	if again := timer.Notify(first, one); len(again) != 1 || again[0] != first[0] || first[0].Notice != "wall-clock" {
		t.Errorf("said twice: %+v", again)
	}
	two := timer.Notify(first, timer.Notice{Code: "list-resumed", About: "a.csv", Message: "it goes on"})
	if len(two) != 2 || two[1].Notice != "list-resumed:a.csv" {
		t.Errorf("another: %+v", two)
	}
	// What is put away and comes again otherwise is open again.
	s := timer.Snapshot{Notices: two}
	if err := s.PutNotice("wall-clock", &timer.PutAway{By: "chair"}); err != nil || s.Notices[0].PutAway == nil || two[0].PutAway != nil {
		t.Fatalf("put away: %v, %+v; before %+v", err, s.Notices, two)
	}
	if same := timer.Notify(s.Notices, one); same[0].PutAway == nil {
		t.Error("said again it is open again")
	}
	one.Message = "it was set by a day"
	if other := timer.Notify(s.Notices, one); len(other) != 2 || other[0].PutAway != nil || other[0].Message != one.Message || s.Notices[0].PutAway == nil {
		t.Errorf("what is new of it: %+v, before %+v", other, s.Notices)
	}
}

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
