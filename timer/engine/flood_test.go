package engine_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// flood reports changes of the light of seat 8 without end, from many goroutines, until
// the test stops them.
func (r *room) flood() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := i; ; n += 8 {
				select {
				case <-ctx.Done():
					return
				case <-time.After(time.Millisecond):
				}
				at := r.clock.Steady()
				r.engine.Report(timer.Observation{Seat: "8", Signal: timer.Signal(n % 3), Statement: n, Deadline: at, At: at})
			}
		})
	}
	return func() {
		cancel()
		all.Wait()
	}
}

// Whoever has got hold of a light's key can report as much as the network takes. On a
// disk that takes 30 ms a command waits for one write beside its own at most, and the
// disk has little to do.
func TestFloodOfReportsDelaysNoCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const disk = 30 * time.Millisecond
		r := debate(t)
		r.disk.Set(disk, false)
		stop := r.flood()
		pass(20 * time.Second) // what may come at once has come
		before := len(r.disk.Records())
		for i := range 50 {
			begun := time.Now()
			r.do(timer.Note{Text: "on time"})
			if took := time.Since(begun); took < disk || took > 2*disk {
				t.Errorf("command %d took %v on a disk that takes %v", i+1, took, disk)
			}
			pass(time.Duration(i) * 7 * time.Millisecond)
		}
		pass(10 * time.Second)
		observed, alone := 0, 0
		for _, record := range r.disk.Records()[before:] {
			observed += len(record.Observed)
			if len(record.Events) == 0 {
				alone++
			}
		}
		whole := 10*time.Second + 50*49/2*7*time.Millisecond + 50*2*disk
		if most := int(whole / time.Second); alone > most {
			t.Errorf("%d writes in %v are of reports alone", alone, whole)
		}
		if most := 4*int(whole/time.Second) + 8; observed > most {
			t.Errorf("%d reports were kept in %v; at most %d may be", observed, whole, most)
		}
		synctest.Wait()
		s := r.engine.Snapshot()
		if seat := s.Seats.Find("8"); seat == nil || seat.Dropped < 20_000 {
			t.Errorf("the seat is %+v", seat)
		}
		if seat := s.Seats.Find("7"); seat.Dropped != 0 {
			t.Errorf("the honest one is %+v", seat)
		}
		stop()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// What is left out is told once a second, however much it is.
func TestFloodOfReportsIsToldOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		stop := r.flood()
		pass(20*time.Second + 500*time.Millisecond) // between two ticks
		told := make(map[int]bool)
		sub := r.engine.Subscribe()
		until := time.After(10 * time.Second)
		for more := true; more; {
			select {
			case s := <-sub.C():
				told[s.Seats.Find("8").Dropped] = true
			case <-until:
				more = false
			}
		}
		sub.Close()
		if len(told) != 11 { // with the one before
			t.Errorf("in ten seconds %d counts were told", len(told))
		}
		stop()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// An agent that comes and goes without end is told of a few times at once, and then once a
// second as it is.
func TestAgentThatComesAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		told := 0
		leave := r.engine.Follow(func(*timer.Snapshot) { told++ })
		for n := range 2001 {
			r.engine.Report(timer.Presence{Seat: "8", Connected: n%2 == 0, Agent: "a", At: r.clock.Steady()})
			pass(time.Millisecond)
		}
		synctest.Wait()
		leave()
		if most := 64 + 2*4 + 3 + 1; told > most { // with the ticks, and the first
			t.Errorf("in two seconds it was told %d times; at most %d may be", told, most)
		}
		pass(time.Second)
		synctest.Wait()
		if seat := r.engine.Snapshot().Seats.Find("8"); seat == nil || !seat.Connected || seat.Dropped != 0 {
			t.Errorf("a second later the seat is %+v", seat)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// What a light did last is kept at a stop, however short a while ago reports were
// written; and a change that is reported twice is kept once.
func TestReportsAreKeptAtAStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		pass(time.Second)
		kept := len(r.disk.Records())
		for i, signal := range []timer.Signal{timer.Flash, timer.Steady, timer.Steady, timer.Dark} {
			seen := timer.Observation{Seat: "7", Signal: signal, Deadline: timer.Instant(i), At: timer.Instant(i)}
			r.engine.Report(seen)
			r.engine.Report(seen)
			synctest.Wait()
		}
		if n := len(r.disk.Records()) - kept; n != 1 {
			t.Errorf("%d records were written at once; want 1", n)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		var signals []timer.Signal
		for _, record := range r.disk.Records()[kept:] {
			for _, o := range record.Observed {
				signals = append(signals, o.Signal)
			}
		}
		if len(signals) != 4 || signals[0] != timer.Flash || signals[3] != timer.Dark {
			t.Errorf("the journal has %v", signals)
		}
	})
}

// What lights did goes with the next command, which costs the disk no write of its own.
func TestReportsGoWithTheNextCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		report := func(n int) {
			r.engine.Report(timer.Observation{Seat: "7", Signal: timer.Flash, Deadline: timer.Instant(n)})
			synctest.Wait()
		}
		report(1)
		kept := len(r.disk.Records())
		report(2)
		report(3)
		r.do(timer.CloseList{})
		pass(10 * time.Second)
		synctest.Wait()
		if since := r.disk.Records()[kept:]; len(since) != 1 || len(since[0].Events) != 1 || len(since[0].Observed) != 2 {
			t.Errorf("kept was %+v", since)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A command that waits for the disk goes before what was reported while it waited.
func TestCommandThatWaitsGoesBeforeReports(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const disk = 30 * time.Millisecond
		r := debate(t)
		pass(time.Second)
		r.disk.Set(disk, false)
		begun := time.Now()
		first := make(chan timer.Receipt, 1)
		go func() { first <- r.do(timer.CloseList{}) }()
		synctest.Wait()
		r.engine.Report(timer.Observation{Seat: "7", Signal: timer.Flash})
		synctest.Wait()
		r.do(timer.ReopenList{})
		if took := time.Since(begun); took != 2*disk {
			t.Errorf("two commands took %v on a disk that takes %v for each", took, disk)
		}
		<-first
		records := r.disk.Records()
		if last := records[len(records)-1]; len(last.Events) != 1 || len(last.Observed) != 1 {
			t.Errorf("the last record is %+v", last)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}
