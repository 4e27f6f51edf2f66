package timer_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"rostrum/timer"
)

// So many at once, then one in each interval, and after a rest as many at once again.
func TestAllowance(t *testing.T) {
	const start = timer.Instant(time.Hour)
	rate := timer.Rate{Burst: 3, Every: 100 * time.Millisecond}
	var a timer.Allowance
	for i, c := range []struct {
		after time.Duration // of the start
		want  bool
	}{
		{0, true}, {0, true}, {0, true}, {0, false},
		{99 * time.Millisecond, false}, {100 * time.Millisecond, true}, {100 * time.Millisecond, false},
		{350 * time.Millisecond, true}, {350 * time.Millisecond, true}, {350 * time.Millisecond, false},
		{time.Hour, true}, {time.Hour, true}, {time.Hour, true}, {time.Hour, false},
	} {
		if got := a.Take(rate, start.Add(c.after)); got != c.want {
			t.Errorf("%d, %v after the start: taken %v, want %v", i+1, c.after, got, c.want)
		}
	}
	var none timer.Allowance
	if none.Take(timer.Rate{Every: time.Second}, start) {
		t.Error("of a rate of nothing something was taken")
	}
}

// change is the nth change that the light of a seat reports.
func change(seat string, n int, at timer.Instant) timer.Observation {
	return timer.Observation{Seat: seat, Signal: timer.Signal(n % 3), Statement: n, Deadline: timer.Instant(n), At: at, Boot: "boot"}
}

// However much is reported of a seat and when, no more of it is taken than may come:
// the burst, and four a second. What is left out is counted, and nobody else pays.
func TestMeasuresHoldAFlood(t *testing.T) {
	dice := rand.New(rand.NewPCG(507, 8539))
	for range 50 {
		var m timer.Measures
		now, begun := timer.Instant(time.Hour), timer.Instant(time.Hour)
		taken, left := 0, 0
		for n := range 3000 {
			now = now.Add(time.Duration(dice.Int64N(int64(20 * time.Millisecond))))
			if m.Take(change("8", n, now), now) {
				taken++
			} else {
				left++
			}
			if n%100 == 0 && !m.Take(change("9", n, now), now) {
				t.Fatalf("change %d of another seat was left out", n)
			}
			m.Take(timer.Rivalry{Seat: "9", Address: "10.0.0.9", At: now}, now)
		}
		if most := 64 + int(now.Sub(begun)/(250*time.Millisecond)); taken > most || taken < most-1 {
			t.Fatalf("%d were taken in %v; as many as %d may be", taken, now.Sub(begun), most)
		}
		roster, _ := m.Count(timer.Seats{{Name: "8"}, {Name: "9"}})
		if roster[0].Dropped != left || roster[1].Dropped != 0 {
			t.Fatalf("%d were left out; the roster says %+v", left, roster)
		}
	}
}

// A light reports each change once: in a debate, and all at once after a link that was
// lost. None of it is left out.
func TestMeasuresTakeAnHonestLight(t *testing.T) {
	var m timer.Measures
	now, n := timer.Instant(time.Hour), 0
	report := func(what string) {
		t.Helper()
		n++
		if !m.Take(change("8", n, now), now) {
			t.Errorf("%s: change %d was left out", what, n)
		}
		if !m.Take(timer.Health{Seat: "8", At: now}, now) {
			t.Errorf("%s: its health was left out", what)
		}
	}
	for range 200 { // statements that are ended in the warning, one after the other
		for range 3 {
			report("statements")
			now = now.Add(time.Second)
		}
	}
	for range 64 {
		report("after a link that was lost")
	}
	now = now.Add(16 * time.Second)
	for range 64 {
		report("after another one")
	}
	if _, news := m.Count(timer.Seats{{Name: "8"}}); news {
		t.Error("something of an honest light is said to be left out")
	}
}

func TestMeasuresTakeAChangeOnce(t *testing.T) {
	const now = timer.Instant(time.Hour)
	flash := timer.Observation{Seat: "8", Signal: timer.Flash, Statement: 4, Deadline: now - 5, At: now, Late: 5, Boot: "boot"}
	but := func(change func(*timer.Observation)) timer.Observation {
		o := flash
		change(&o)
		return o
	}
	for _, c := range []struct {
		says string
		next timer.Observation
		want bool
	}{
		{"the same", flash, false},
		{"the same, seen later", but(func(o *timer.Observation) { o.At, o.Late = now+9, 14 }), false},
		{"another signal", but(func(o *timer.Observation) { o.Signal = timer.Steady }), true},
		{"another statement", but(func(o *timer.Observation) { o.Statement = 5 }), true},
		{"another deadline", but(func(o *timer.Observation) { o.Deadline++ }), true},
		{"on another clock", but(func(o *timer.Observation) { o.Boot = "another" }), true},
		{"of another seat", but(func(o *timer.Observation) { o.Seat = "9" }), true},
	} {
		var m timer.Measures
		if !m.Take(flash, now) {
			t.Fatal("the first was left out")
		}
		if got := m.Take(c.next, now); got != c.want {
			t.Errorf("%s: taken %v", c.says, got)
		}
		if _, news := m.Count(timer.Seats{{Name: "8"}, {Name: "9"}}); news {
			t.Errorf("%s: it counts as too much", c.says)
		}
		if !m.Take(timer.Observation{Seat: "8", Boot: "boot"}, now) || !m.Take(flash, now) {
			t.Errorf("%s: after another change it is none", c.says)
		}
	}
}

// A light of this process may change as often as it is told to; who comes and who goes
// is never too much, and a rival counts for nobody.
func TestMeasuresWithoutEnd(t *testing.T) {
	const now = timer.Instant(time.Hour)
	m := timer.MeasuresOf([]string{"7"})
	hurried := 0
	for n := range 1000 {
		if !m.Take(change("7", n, now), now) {
			t.Fatalf("change %d of a light of this process was left out", n)
		}
		if !m.Take(timer.Presence{Seat: "8", Connected: n%2 == 0, At: now}, now) {
			t.Fatalf("presence %d was left out", n)
		}
		if m.Hurry(timer.Presence{Seat: "8", At: now}, now) {
			hurried++
		}
		if !m.Hurry(timer.Health{Seat: "8", At: now}, now) {
			t.Fatal("what was taken of a light may wait")
		}
		m.Take(timer.Rivalry{Seat: "8", At: now}, now)
	}
	seats := timer.Seats{{Name: "7"}, {Name: "8"}}
	if _, news := m.Count(seats); news {
		t.Error("something is said to be left out")
	}
	if hurried != 64 {
		t.Errorf("of a thousand comings and goings operators are told %d at once", hurried)
	}
	for range 100 {
		m.Take(timer.Talk{Seat: "8", At: now}, now)
	}
	m.Lost(timer.Talk{Seat: "8", At: now})
	counted, news := m.Count(seats)
	if !news || counted[1].Dropped != 100-64+1 || seats[1].Dropped != 0 {
		t.Errorf("of a hundred words and one that was lost %+v are left out", counted)
	}
	if _, again := m.Count(counted); again {
		t.Error("the same count is news again")
	}
}
