package engine

import (
	"errors"
	"testing"
	"time"

	"rostrum/timer"
)

// The disk's bookkeeping, step by step, without a disk: what it is given next, when,
// and what operators are told.
func TestSaving(t *testing.T) {
	failure := errors.New("full")
	seen := func(seat string) timer.Observation { return timer.Observation{Seat: seat} }
	note := func(rev uint64) timer.Record { return timer.Record{Events: []timer.Event{{Rev: rev}}} }
	const at = timer.Instant(time.Hour)
	waits := make(chan outcome, 1)

	s := saving{told: timer.Saving{State: timer.Saved}}
	expect := func(says string, now timer.Instant, wants *timer.Record) {
		t.Helper()
		r, ok := s.next(now)
		if ok != (wants != nil) {
			t.Fatalf("%s: something is to be written: %v", says, ok)
		}
		if ok && (len(r.Events) != len(wants.Events) || len(r.Observed) != len(wants.Observed) || len(r.Events) > 0 && r.Events[0].Rev != wants.Events[0].Rev) {
			t.Fatalf("%s: %+v is to be written; want %+v", says, r, *wants)
		}
	}

	expect("nothing waits", at, nil)
	s.observed = append(s.observed, seen("7"), seen("8"))
	expect("what was seen waits", at, &timer.Record{Observed: []timer.Observation{seen("7"), seen("8")}})
	expect("one at a time", at, nil)
	if due, ok := s.due(); !ok || due != at.Add(timer.SlowWrite) || s.slow(due-1) || !s.slow(due) {
		t.Errorf("a write is slow at %v", due)
	}
	s.observed = append(s.observed, seen("9"))
	if _, ahead := s.settle(failure, at); ahead || !s.is(timer.SaveFailed) || s.is(timer.SaveFailed) {
		t.Error("a failure is news, once")
	}
	if len(s.observed) != 3 || s.observed[0].Seat != "7" {
		t.Errorf("what was not written is %+v", s.observed)
	}
	expect("a disk that failed is left alone", at.Add(retryAfter-1), nil)
	if due, ok := s.due(); !ok || due != at.Add(retryAfter) {
		t.Errorf("it is tried again at %v", due)
	}
	expect("then it is tried", at.Add(retryAfter), &timer.Record{})
	if r, ahead := s.settle(nil, at); ahead || len(r.Events) != 0 || !s.is(timer.Saved) || s.busy() {
		t.Errorf("it is back: %+v", s.told)
	}
	if _, ok := s.due(); ok {
		t.Error("while all is well nothing is due")
	}

	// A command is with the disk, which hangs; the chair goes on.
	s.observed = nil
	s.give(note(1), at)
	s.pending = waits
	s.is(timer.SavingSlow)
	if !s.busy() {
		t.Error("another command does not wait")
	}
	r, who := s.goOn()
	if len(r.Events) != 1 || who == nil || s.pending != nil || s.busy() || !s.told.GoingOn {
		t.Fatalf("it happens now: %+v", s)
	}
	s.happened(r)
	s.happened(note(2))
	if s.told.Unrecorded != 2 {
		t.Errorf("%d are unrecorded", s.told.Unrecorded)
	}
	if r, ahead := s.settle(nil, at); !ahead || r.Events[0].Rev != 1 || !s.is(timer.Saved) || !s.told.GoingOn || s.told.Unrecorded != 1 {
		t.Errorf("the first was taken: %+v", s.told)
	}
	second, later := note(2), at.Add(time.Minute)
	expect("the second follows", later, &second)
	s.settle(failure, later)
	s.is(timer.SaveFailed)
	expect("it failed", later, nil)
	s.rest(later)
	expect("at a stop nobody waits", later, &second)
	if s.settle(nil, later); !s.is(timer.Saved) || s.told.GoingOn || len(s.unsaved) != 0 {
		t.Errorf("all is written: %+v", s.told)
	}
}

// Of what lights did while the disk was away the newest is kept, and not without end.
func TestSavingKeepsTheNewestObservations(t *testing.T) {
	s := saving{told: timer.Saving{State: timer.Saved}}
	for i := range 3 * mostReports {
		s.observed = append(s.observed, timer.Observation{At: timer.Instant(i)})
		if _, ok := s.next(timer.Instant(time.Hour) * timer.Instant(i)); ok {
			s.settle(errors.New("full"), 0)
			s.is(timer.SaveFailed)
		}
	}
	if n := len(s.observed); n != mostReports || s.observed[n-1].At != 3*mostReports-1 {
		t.Errorf("%d observations are kept", n)
	}
}
