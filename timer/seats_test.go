package timer_test

import (
	"errors"
	"testing"
	"time"

	"rostrum/timer"
)

func TestStartAtTheMicrophonesWord(t *testing.T) {
	const given, now = 10 * time.Second, 11500 * time.Millisecond
	for _, c := range []struct {
		says    string
		at, now time.Duration
		want    time.Duration // elapsed zero; -1 = refused
	}{
		{"nothing is said", 0, now, now},
		{"just now", now, now, now},
		{"a little ago", now - 40*time.Millisecond, now, now - 40*time.Millisecond},
		{"two seconds ago", 28 * time.Second, 30 * time.Second, 28 * time.Second},
		{"more than two seconds ago", 28*time.Second - 1, 30 * time.Second, -1},
		{"before the floor was given", given - 100*time.Millisecond, now, given},
		{"in the future", now + time.Second, now, now},
	} {
		m := opened(t, 1)
		m = must(t, m, timer.GiveFloor{Entry: "e1", Seat: "7"}, given)
		events, err := m.Decide(chair, timer.Start{At: timer.Instant(c.at)}, at(c.now))
		if c.want < 0 {
			if !errors.Is(err, timer.ErrNotNow) {
				t.Errorf("%s: %v", c.says, err)
			}
			continue
		}
		if err != nil || len(events) != 1 {
			t.Fatalf("%s: %v, %v", c.says, events, err)
		}
		// The event is of now; the statement began when it began.
		if got := events[0].At; got != at(c.now) {
			t.Errorf("%s: the event is of %v", c.says, got)
		}
		f := m.Apply(events[0]).Floor
		if want := at(c.want); f.Zero != want.Steady || f.StartedAt != want || f.BegunAt != want.Steady {
			t.Errorf("%s: it began at %v, %v, %v; want %v", c.says, f.Zero, f.StartedAt, f.BegunAt, want)
		}
	}
}

func TestAcknowledged(t *testing.T) {
	const warning = 150 * time.Second // after the start at zero
	running := must(t, opened(t, 1), timer.GiveFloor{Entry: "e1", Seat: "7"}, 0)
	running = must(t, running, timer.Start{}, 0)
	ended := must(t, running, timer.End{}, 160*time.Second)
	well := timer.Seat{Name: "7", Connected: true, Synchronised: true}
	with := func(change func(*timer.Seat)) *timer.Seat {
		s := well
		change(&s)
		return &s
	}
	flash := with(func(s *timer.Seat) { s.Signal = timer.Flash })
	for _, c := range []struct {
		says    string
		meeting timer.Meeting
		seat    *timer.Seat
		at      time.Duration
		want    bool
	}{
		{"dark before the warning", running, &well, warning - 1, true},
		{"flash before the warning", running, flash, warning - 1, false},
		{"dark at the warning, on its way", running, &well, warning, true},
		{"dark just within its time", running, &well, warning + 500*time.Millisecond - 1, true},
		{"dark after its time", running, &well, warning + 500*time.Millisecond, false},
		{"flash at the warning", running, flash, warning, true},
		{"flash after the end, on its way", ended, flash, 160*time.Second + 499*time.Millisecond, true},
		{"flash after the end", ended, flash, 160*time.Second + 500*time.Millisecond, false},
		{"dark after the end", ended, &well, 170 * time.Second, true},
		{"another seat, dark", running, with(func(s *timer.Seat) { s.Name = "8" }), warning + time.Second, true},
		{"another seat, flash", running, with(func(s *timer.Seat) { s.Name, s.Signal = "8", timer.Flash }), warning + time.Second, false},
		{"not connected", running, with(func(s *timer.Seat) { s.Connected = false }), time.Second, false},
		{"without a clock", running, with(func(s *timer.Seat) { s.Synchronised = false }), time.Second, false},
		{"without a clock, of this process", running, with(func(s *timer.Seat) { s.Synchronised, s.Local = false, true }), time.Second, true},
		{"that cannot be set", running, with(func(s *timer.Seat) { s.Failing = "no such line" }), time.Second, false},
		{"that nobody knows", running, nil, time.Second, false},
	} {
		s := timer.Snapshot{Meeting: c.meeting}
		if got := s.Acknowledged(c.seat, at(c.at)); got != c.want {
			t.Errorf("%s: %v", c.says, got)
		}
	}
}
