package checker_test

import (
	"slices"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
)

// A checker that finds nothing proves nothing: it finds every kind of fault.
func TestChecker(t *testing.T) {
	start := time.Date(2026, 3, 11, 10, 0, 0, 0, time.UTC)
	second := func(s float64) time.Time { return start.Add(time.Duration(s * float64(time.Second))) }
	heard := func(from, to float64) testbed.Contact { return testbed.Contact{From: second(from), To: second(to)} }
	exact := checker.Tolerance{Off: 5 * time.Millisecond, News: 5 * time.Millisecond, Settle: time.Second}
	speaking := checker.Piece{From: second(10), Plays: true, Zero: second(10), Warning: time.Second, Steady: 3 * time.Second}
	facts := []checker.Piece{speaking, {From: second(14.2)}}
	right := []checker.Movement{
		checker.Edge(second(11), true), checker.Edge(second(11.5), false), checker.Edge(second(12), true), checker.Edge(second(12.5), false), checker.Edge(second(13), true), checker.Edge(second(14.202), false),
	}
	whole := []testbed.Contact{heard(0, 20)}
	for name, c := range map[string]struct {
		contacts []testbed.Contact
		moved    []checker.Movement
		faults   int
	}{
		"as it should be":                        {whole, right, 0},
		"as late as may be":                      {whole, slices.Concat([]checker.Movement{checker.Edge(second(11.0049), true)}, right[1:]), 0},
		"an edge is late":                        {whole, slices.Concat([]checker.Movement{checker.Edge(second(11.006), true)}, right[1:]), 2},
		"an edge is early":                       {whole, slices.Concat([]checker.Movement{checker.Edge(second(10.9), true)}, right[1:]), 2},
		"a flash is missing":                     {whole, slices.Concat(right[:2], right[4:]), 2},
		"one too many":                           {whole, slices.Concat(right[:4], []checker.Movement{checker.Edge(second(12.7), true), checker.Edge(second(12.8), false)}, right[4:]), 2},
		"never":                                  {whole, nil, 5},
		"the machine stood still":                {whole, slices.Concat([]checker.Movement{{second(11), second(11.3), true}}, right[1:]), 0},
		"not dark at the end":                    {whole, right[:5], 1},
		"flashes in nobody's statement":          {whole, slices.Concat(right, []checker.Movement{checker.Edge(second(16), true), checker.Edge(second(17), false)}), 2},
		"cut within, and it goes on":             {[]testbed.Contact{heard(0, 11.2), heard(15, 20)}, slices.Concat(right[:5], []checker.Movement{checker.Edge(second(15.1), false)}), 0},
		"cut within, and it stops":               {[]testbed.Contact{heard(0, 11.2), heard(15, 20)}, right[:2], 3},
		"cut within, and back too early to know": {[]testbed.Contact{heard(0, 11.2), heard(12.1, 12.4), heard(15, 20)}, slices.Concat(right[:5], []checker.Movement{checker.Edge(second(15.1), false)}), 0},
		"back, and still lit":                    {[]testbed.Contact{heard(0, 11.2), heard(15, 20)}, right[:5], 1},
		"came late, and shows it":                {[]testbed.Contact{heard(10.5, 20)}, slices.Concat([]checker.Movement{checker.Edge(second(11.1), true)}, right[1:]), 0},
		"lit, and told to end":                   {[]testbed.Contact{heard(0, 14)}, slices.Concat(right[:5], []checker.Movement{checker.Edge(second(20.001), false)}), 0},
		"lit, and told to end, it flashes":       {[]testbed.Contact{heard(0, 14)}, slices.Concat(right[:5], []checker.Movement{checker.Edge(second(20.001), false), checker.Edge(second(20.1), true)}), 1},
		"came late, and does not":                {[]testbed.Contact{heard(10.5, 20)}, nil, 3},
	} {
		all := checker.Beliefs(second(0), second(20), facts, c.contacts, exact)
		if v := checker.Judge("7", all, second(20), c.moved, exact); len(v.Faults) != c.faults {
			t.Errorf("%s: found %q; want %d", name, v.Faults, c.faults)
		}
	}
	// An agent that begins within a flash and hears of it at once: what it then shows was due
	// before it began, and it was dark all the same.
	within := slices.Concat([]checker.Movement{{second(11), second(11.21), true}}, right[1:])
	born := checker.Beliefs(second(11.2), second(20), facts, []testbed.Contact{heard(11.206, 20)}, exact)
	if v := checker.Judge("7", born, second(20), within, exact); len(v.Faults) != 0 {
		t.Errorf("begun within a flash: found %q", v.Faults)
	}
	within[0].At = second(11.2)
	if v := checker.Judge("7", born, second(20), within, exact); len(v.Faults) == 0 {
		t.Error("lit as it began, before it heard of anything: found nothing")
	}
	// A clock that is off by less than it may be, where the checker is just sure, and where
	// something else holds from just before the next edge.
	off := 30 * time.Millisecond
	for name, change := range map[string]struct {
		by   time.Duration
		sure float64 // from when on the agent is sure of the first piece
		ends float64
		n    int
	}{
		"late, sure within it":            {off, 11.01, 14.2, 5},
		"early, and it ends before":       {-off, 10.01, 11.99, 3},
		"late by more, and sure before":   {4 * off, 10.01, 11.6, 2},
		"as it should be, sure within it": {0, 11, 14.2, 5},
	} {
		moved := slices.Clone(right[:change.n])
		for i := range moved {
			moved[i] = checker.Edge(moved[i].Due.Add(change.by), moved[i].Lit)
		}
		if moved[change.n-1].Lit { // it is lit, until it hears of the end
			moved = append(moved, checker.Edge(second(change.ends+0.002), false))
		}
		all := []checker.Belief{{From: second(0), Sure: second(0)}, {second(10), second(change.sure), speaking}, {second(change.ends), second(change.ends + 1), checker.Piece{}}}
		v := checker.Judge("7", all, second(20), moved, checker.Tolerance{Off: 100 * time.Millisecond, News: time.Second})
		if wrong := change.by > 3*off; (len(v.Faults) > 0) != wrong {
			t.Errorf("%s: found %q", name, v.Faults)
		}
	}
	// It is just sure that the light is dark as what is next begins, by its clock a little
	// earlier; and it is sure for longer.
	resumed := checker.Piece{From: second(11), Plays: true, Zero: second(10), Warning: time.Second}
	for sure, wrong := range map[float64]bool{10.995: false, 10.5: true} {
		moved := []checker.Movement{checker.Edge(second(10.99), true), checker.Edge(second(11.49), false)}
		if wrong {
			moved[0] = checker.Edge(second(10.3), true)
		}
		all := []checker.Belief{{From: second(0), Sure: second(0)}, {second(10), second(sure), checker.Piece{}}, {second(11), second(11), resumed}}
		v := checker.Judge("7", all, second(11.6), moved, checker.Tolerance{Off: 100 * time.Millisecond, News: 100 * time.Millisecond})
		if (len(v.Faults) > 0) != wrong {
			t.Errorf("sure that it is dark at %v: found %q", sure, v.Faults)
		}
	}
	// On a machine that does nothing else, a pin that moves late is a fault too.
	exact.Late = exact.Off
	late := slices.Concat([]checker.Movement{{second(11), second(11.006), true}}, right[1:])
	if v := checker.Judge("7", checker.Beliefs(second(0), second(20), facts, whole, exact), second(20), late, exact); len(v.Faults) != 1 {
		t.Errorf("a pin that moves late: found %q", v.Faults)
	}
}
