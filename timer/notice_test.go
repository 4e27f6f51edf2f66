package timer_test

import (
	"testing"

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
