package engine_test

import (
	"context"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// What is seen of a seat is a new roster; the one before stays as it was, for
// whoever draws it.
func TestSightings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		roster := func() timer.Seats {
			synctest.Wait()
			return r.engine.Snapshot().Seats
		}
		seat := func() timer.Seat {
			s := roster().Find("8")
			if s == nil {
				t.Fatal("the seat is not on the roster")
			}
			return *s
		}
		now := r.clock.Steady()
		version := r.engine.Snapshot().Version
		r.engine.Report(timer.Presence{Seat: "8", Connected: true, Agent: "a", Version: "1", Address: "10.0.0.8", At: now})
		first := roster()
		before := append(timer.Seats{}, first...)
		want := timer.Seat{Name: "8", Connected: true, Agent: "a", Version: "1", Address: "10.0.0.8", Since: now, LastSeen: now}
		if got := seat(); got != want {
			t.Errorf("connected it is %+v", got)
		}
		news := r.engine.Snapshot().SeatsVersion
		health := timer.Health{Seat: "8", Synchronised: true, Error: 400 * time.Microsecond, Trip: time.Millisecond, At: now.Add(1)}
		r.engine.Report(health)
		if s := seat(); s.Error != health.Error || r.engine.Snapshot().SeatsVersion == news {
			t.Errorf("healthy it is %+v, version %d", s, news)
		}
		news = r.engine.Snapshot().SeatsVersion
		health.At = health.At.Add(1)
		r.engine.Report(health) // as before: nobody is disturbed
		synctest.Wait()
		if v := r.engine.Snapshot().SeatsVersion; v != news {
			t.Errorf("without news the version went from %d to %d", news, v)
		}
		r.engine.Report(timer.Talk{Seat: "8", Open: true, At: now.Add(2)})
		if s := seat(); !s.Contact || !s.Talking || s.TalkAt != now.Add(2) {
			t.Errorf("with its microphone open it is %+v", s)
		}
		r.engine.Report(timer.Observation{Seat: "8", Signal: timer.Flash, Statement: 4, At: now.Add(3), Late: 9, Error: 5})
		if s := seat(); s.Signal != timer.Flash || s.Statement != 4 || s.Late != 9 || s.Error != 5 || s.LastSeen != now.Add(3) {
			t.Errorf("flashing it is %+v", s)
		}
		r.engine.Report(timer.Presence{Seat: "8", At: now.Add(99), MayShow: now.Add(500)})
		if s := seat(); s.Connected || s.Agent != "a" || s.Since != now.Add(99) || s.LastSeen != now.Add(3) || s.MayShow != now.Add(500) || s.Talking || s.Synchronised {
			t.Errorf("lost it is %+v", s)
		}
		if !reflect.DeepEqual(first, before) {
			t.Errorf("an earlier roster was changed to %+v", first)
		}
		if v := r.engine.Snapshot().Version; v != version {
			t.Errorf("seats have raised the version from %d to %d", version, v)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		// Of all that, only what the light showed is kept, with its lateness.
		var kept []timer.Observation
		for _, record := range r.disk.Records() {
			kept = append(kept, record.Observed...)
		}
		if len(kept) != 1 || kept[0].Statement != 4 || kept[0].Late != 9 || kept[0].Error != 5 {
			t.Errorf("the journal keeps %+v", kept)
		}
	})
}

// Whoever gives the floor is told that its light cannot be counted on; the floor is
// given all the same.
func TestFloorAtASeatWithoutALight(t *testing.T) {
	for _, c := range []struct {
		says string
		seen []timer.Sighting
		seat string
		want string
	}{
		{"no seat is named and several are known", []timer.Sighting{
			timer.Presence{Seat: "8", Connected: true}, timer.Presence{Seat: "9", Connected: true}}, "", "no seat was named: no light shows this statement"},
		{"nobody knows it", []timer.Sighting{timer.Presence{Seat: "8", Connected: true}}, "9", "no light is known at seat 9"},
		{"it is away", []timer.Sighting{timer.Presence{Seat: "8"}}, "8", "the light at seat 8 cannot be reached"},
		{"it has no clock", []timer.Sighting{timer.Presence{Seat: "8", Connected: true}}, "8", "the light at seat 8 does not show what it should"},
		{"it is well", []timer.Sighting{timer.Presence{Seat: "8", Connected: true}, timer.Health{Seat: "8", Synchronised: true}}, "8", ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := debate(t)
			for _, s := range c.seen {
				r.engine.Report(s)
			}
			synctest.Wait()
			time.Sleep(time.Second)
			receipt, err := r.engine.Do(context.Background(), chair, timer.Request{Command: timer.GiveFloor{Entry: "e1", Seat: c.seat}})
			if err != nil || receipt.Notice != c.want {
				t.Errorf("%s: the receipt says %q, %v", c.says, receipt.Notice, err)
			}
			if err := r.stop(); err != nil {
				t.Error(err)
			}
		})
	}
}

// A room with one microphone needs no seat on its list, unless there is said to be none; a
// seat without a light is accepted with a notice.
func TestSeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := debate(t)
		if receipt := r.do(timer.GiveFloor{Entry: "e1"}); r.floor().Seat != "7" || receipt.Notice != "" {
			t.Errorf("the floor was given at seat %q with the notice %q", r.floor().Seat, receipt.Notice)
		}
		r.do(timer.End{})
		if receipt := r.do(timer.GiveFloor{Entry: "e1", Seat: "12"}); r.floor().Seat != "12" || receipt.Notice == "" {
			t.Errorf("the floor was given at seat %q with the notice %q", r.floor().Seat, receipt.Notice)
		}
		r.do(timer.End{})
		for _, none := range []timer.Command{timer.GiveFloor{Entry: "e1", NoSeat: true}, timer.RaisePoint{Delegation: "China", NoSeat: true}} {
			if receipt := r.do(none); r.floor().Seat != "" || receipt.Notice != "" {
				t.Errorf("%+v: the seat is %q, with the notice %q", none, r.floor().Seat, receipt.Notice)
			}
		}
		r.do(timer.RuleOnPoint{Then: timer.ThenEnd})
		r.engine.Report(timer.Observation{Seat: "7", Signal: timer.Steady, At: r.clock.Steady()})
		synctest.Wait()
		s := r.engine.Snapshot()
		if len(s.Seats) != 1 || !s.Seats[0].Connected || s.Seats[0].Signal != timer.Steady {
			t.Errorf("the seats are %+v", s.Seats)
		}
		if rev := s.Meeting.Rev; rev != 8 {
			t.Errorf("the revision is %d; an observation does not raise it", rev)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}
