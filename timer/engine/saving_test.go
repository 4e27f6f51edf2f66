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
	if due, ok := s.due(); !ok || due != at.Add(observedPause) {
		t.Errorf("what waits is written at %v", due)
	}

	// A command is with the disk, which hangs, and with it what waited; the chair goes on.
	s.give(s.along(note(1)), at)
	s.pending = waits
	if _, ok := s.due(); len(s.record.Observed) != 3 || len(s.observed) != 0 || !ok {
		t.Errorf("with a command %+v is written", s.record)
	}
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
	s.saw(seen("9"))
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
	expect("what was seen meanwhile follows, alone", later, &timer.Record{Observed: []timer.Observation{seen("9")}})
}

// What was with the disk for somebody when the chair went on happened then, and what was
// observed with it: a disk that fails in the end makes neither twice of it.
func TestSavingKeepsWhatWentAlongOnce(t *testing.T) {
	for _, failed := range []error{nil, errors.New("full")} {
		s := saving{told: timer.Saving{State: timer.Saved}}
		s.saw(timer.Observation{Seat: "8"})
		s.give(s.along(timer.Record{Events: []timer.Event{{Rev: 1}}}), 0)
		s.pending = make(chan outcome, 1)
		s.is(timer.SavingSlow)
		r, _ := s.goOn()
		s.happened(r)
		s.settle(failed, 0)
		kept := len(s.observed)
		for _, r := range s.unsaved {
			kept += len(r.Observed)
		}
		if want := map[bool]int{true: 0, false: 1}[failed == nil]; kept != want {
			t.Errorf("the disk says %v: the observation is kept %d times, want %d", failed, kept, want)
		}
	}
}

// Reports are written by themselves at once, and then once a second.
func TestSavingPausesBetweenObservations(t *testing.T) {
	s := saving{told: timer.Saving{State: timer.Saved}}
	const took = 30 * time.Millisecond // of the disk
	var writes []timer.Instant
	for now := timer.Instant(0); now < timer.Instant(10*time.Second); now = now.Add(10 * time.Millisecond) {
		s.saw(timer.Observation{Seat: "8", At: now})
		if due, ok := s.due(); !ok || !s.writing && due > now && due != s.pause {
			t.Fatalf("at %v the next write is due at %v, %v", now, due, ok)
		}
		if _, ok := s.next(now); ok {
			writes = append(writes, now)
		}
		if s.writing && now.Sub(s.since) >= took {
			s.settle(nil, now)
		}
	}
	if len(writes) != 10 || writes[0] != 0 || writes[1].Sub(writes[0]) != observedPause+took {
		t.Errorf("in ten seconds it writes at %v", writes)
	}
	s.rest(timer.Instant(10 * time.Second))
	if _, ok := s.next(timer.Instant(10 * time.Second)); !ok {
		t.Error("at a stop the last of them waits")
	}
}

// Of what lights did while the disk was away the newest is kept, and not without end;
// the one that has most to say pushes out what it said itself.
func TestSavingKeepsTheNewestObservations(t *testing.T) {
	s := saving{told: timer.Saving{State: timer.Saved}}
	const seen = mostObserved + 300
	for i := range seen {
		s.saw(timer.Observation{Seat: "8", At: timer.Instant(i)})
		if i%100 == 0 {
			s.saw(timer.Observation{Seat: "9", At: timer.Instant(i)})
		}
		if _, ok := s.next(timer.Instant(time.Hour) * timer.Instant(i)); ok {
			s.settle(errors.New("full"), 0)
			s.is(timer.SaveFailed)
		}
	}
	others := 0
	for _, o := range s.observed {
		if o.Seat == "9" {
			others++
		}
	}
	if n := len(s.observed); n != mostObserved || s.observed[n-1].At != seen-1 || others != seen/100+1 {
		t.Errorf("%d observations are kept, %d of them of the other seat", n, others)
	}
}
