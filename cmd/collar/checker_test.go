package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

// The checker reads traces and says what is wrong with them. It shares no code with
// the agent: what a light has to do is written here once more, from the runbook.

const clockTime = "15:04:05.000"

// The rhythm of a flashing light.
const (
	flashOn  = 500 * time.Millisecond
	flashAll = time.Second
)

// piece is what one light has to do from an instant on: nothing, or to flash from
// the warning, counted from zero, to be steady from another mark, and to be dark
// again at the end, where that is known beforehand.
type piece struct {
	from                   time.Time
	plays                  bool
	zero                   time.Time
	warning, steady, until time.Duration
}

func (p piece) lit(at time.Time) bool {
	since := at.Sub(p.zero)
	switch {
	case !p.plays || since < p.warning || p.until > 0 && since >= p.until:
		return false
	case p.steady > 0 && since >= p.steady:
		return true
	default:
		return (since-p.warning)%flashAll < flashOn
	}
}

// edges are the movements that a piece asks for between two instants.
func (p piece) edges(from, to time.Time) (all []movement) {
	if !p.plays {
		return nil
	}
	instants := []time.Duration{p.steady, p.until}
	for at := p.warning; at < to.Sub(p.zero) && at < 10*time.Minute; at += flashOn {
		instants = append(instants, at)
	}
	slices.Sort(instants)
	for _, d := range slices.Compact(instants) {
		at := p.zero.Add(d)
		if lit := p.lit(at); d > 0 && lit != p.lit(at.Add(-time.Microsecond)) && !at.Before(from) && at.Before(to) {
			all = append(all, edge(at, lit))
		}
	}
	return all
}

// movement is an edge of a light: when it was due by the agent's own clock, and when
// the pin moved. A machine that stands still for a while moves it late, and nothing but
// the second instant says so.
type movement struct {
	due, at time.Time
	lit     bool
}

// edge is one that comes just when it is due.
func edge(due time.Time, lit bool) movement { return movement{due, due, lit} }

// belief is a piece that an agent follows: it hears of it between from and sure,
// and until it is sure it may do either.
type belief struct {
	from, sure time.Time
	piece
}

// The patience of the checker.
type tolerance struct {
	off    time.Duration // by which the agent's clock may be wrong
	news   time.Duration // of a message on its way, and of an edge that one may overtake
	settle time.Duration // from a connection until the agent knows clock and course
	late   time.Duration // of the pin after its instant; 0 where the machine may stand still
}

func (m movement) String() string {
	return fmt.Sprint(m.due.Format(clockTime), map[bool]string{true: " on", false: " off"}[m.lit], " at ", m.at.Format(clockTime))
}

// beliefs is what an agent can know in one life: what happened (facts, in order of
// their instants) while there was contact, and at each new contact what holds.
func beliefs(born, died time.Time, facts []piece, contacts []contact, t tolerance) []belief {
	all := []belief{{from: born, sure: born}}
	var doubt time.Time // since when something has happened that it may not have heard
	learn := func(from, sure time.Time, p piece) {
		if !doubt.IsZero() && doubt.Before(from) {
			from = doubt
		}
		doubt = time.Time{}
		all = append(all, belief{from, sure, p})
	}
	wonder := func(at time.Time) {
		if doubt.IsZero() {
			doubt = at
		}
	}
	for _, c := range contacts {
		from, to := c.from, c.to
		if from.Before(born) {
			from = born
		}
		if to.After(died) {
			to = died
		}
		if !from.Before(to) {
			continue
		}
		settled := from.Add(t.settle)
		if settled.After(to) {
			wonder(from)
			continue
		}
		now := piece{}
		sure := settled
		for _, f := range facts {
			if f.from.After(settled) {
				break
			}
			now = f
			if heard := f.from.Add(t.news); heard.After(sure) {
				sure = heard
			}
		}
		learn(from, sure, now)
		for _, f := range facts {
			switch {
			case !f.from.After(settled) || !f.from.Before(to):
			case f.from.Add(t.news).After(to):
				wonder(f.from)
			default:
				learn(f.from, f.from.Add(t.news), f)
			}
		}
	}
	if !doubt.IsZero() {
		all = append(all, belief{from: doubt, sure: died})
	}
	return all
}

// verdict is what the checker found.
type verdict struct {
	faults []string
	late   []time.Duration                 // of each pin that had to move
	met    map[time.Time]([]time.Duration) // by deadline: by how much each agent's clock was off
	open   int                             // edges at which the agent could not know
}

// judge holds the movements of a light in one life against what it could know.
func judge(seat string, all []belief, died time.Time, moved []movement, t tolerance) verdict {
	v := verdict{met: make(map[time.Time][]time.Duration)}
	used := make([]bool, len(moved))
	fault := func(format string, values ...any) {
		v.faults = append(v.faults, fmt.Sprintf("seat %s: ", seat)+fmt.Sprintf(format, values...))
	}
	for i, b := range all {
		end := died
		if i+1 < len(all) {
			end = all[i+1].from
		}
		for k, m := range moved {
			if hears := func(at time.Time) bool { return !at.Before(b.from) && at.Before(b.sure) }; !used[k] && (hears(m.due) || hears(m.at)) {
				used[k] = true // it is hearing of it
				v.open++
			}
		}
		for _, want := range b.edges(b.sure, end) {
			at := slices.IndexFunc(moved, func(m movement) bool {
				return m.lit == want.lit && m.due.Sub(want.due).Abs() <= t.off
			})
			switch {
			case at >= 0:
				used[at] = true
				late := moved[at].at.Sub(want.due)
				if t.late > 0 && late > t.late {
					fault("the edge of %s came %v late", want.due.Format(clockTime), late)
				}
				v.late = append(v.late, late)
				v.met[want.due] = append(v.met[want.due], moved[at].due.Sub(want.due))
			case end.Sub(want.due) > t.news && want.due.Sub(b.sure) > t.off:
				fault("no edge at %s (lit: %v)", want.due.Format(clockTime), want.lit)
			}
		}
		// Where it is sure, it shows what it should, unless that is just changing.
		if b.sure.Before(end) && len(b.edges(b.sure.Add(-t.off), b.sure.Add(t.off))) == 0 {
			shows := false
			for _, m := range moved {
				if !m.due.After(b.sure) {
					shows = m.lit
				}
			}
			if shows != b.lit(b.sure) {
				fault("at %s it is lit: %v", b.sure.Format(clockTime), shows)
			}
		}
	}
	for k, m := range moved {
		if last := !m.lit && !m.at.Before(died); !used[k] && !last { // who is told to end makes its light dark
			fault("an edge at %s that nothing asks for (lit: %v)", m.due.Format(clockTime), m.lit)
		}
	}
	return v
}

// movements reads a trace; its first line is the dark at the start.
func movements(t *testing.T, path string) (all []movement) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		var l struct {
			Deadline, At time.Time
			Lit          bool
			Lost         int
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil || l.Lost > 0 {
			if !bytes.HasSuffix(text, []byte("\n")) {
				break // killed while it wrote
			}
			t.Fatalf("%s: %q: %v", path, lines.Bytes(), err)
		}
		all = append(all, movement{l.Deadline, l.At, l.Lit})
	}
	if len(all) > 0 && !all[0].lit {
		all = all[1:]
	}
	return all
}

// A checker that finds nothing proves nothing: it finds every kind of fault.
func TestChecker(t *testing.T) {
	start := time.Date(2026, 3, 11, 10, 0, 0, 0, time.UTC)
	second := func(s float64) time.Time { return start.Add(time.Duration(s * float64(time.Second))) }
	exact := tolerance{off: 5 * time.Millisecond, news: 5 * time.Millisecond, settle: time.Second}
	speaking := piece{from: second(10), plays: true, zero: second(10), warning: time.Second, steady: 3 * time.Second}
	facts := []piece{speaking, {from: second(14.2)}}
	right := []movement{
		edge(second(11), true), edge(second(11.5), false), edge(second(12), true), edge(second(12.5), false), edge(second(13), true), edge(second(14.202), false),
	}
	whole := []contact{{second(0), second(20)}}
	for name, c := range map[string]struct {
		contacts []contact
		moved    []movement
		faults   int
	}{
		"as it should be":                        {whole, right, 0},
		"as late as may be":                      {whole, slices.Concat([]movement{edge(second(11.0049), true)}, right[1:]), 0},
		"an edge is late":                        {whole, slices.Concat([]movement{edge(second(11.006), true)}, right[1:]), 2},
		"an edge is early":                       {whole, slices.Concat([]movement{edge(second(10.9), true)}, right[1:]), 2},
		"a flash is missing":                     {whole, slices.Concat(right[:2], right[4:]), 2},
		"one too many":                           {whole, slices.Concat(right[:4], []movement{edge(second(12.7), true), edge(second(12.8), false)}, right[4:]), 2},
		"never":                                  {whole, nil, 5},
		"the machine stood still":                {whole, slices.Concat([]movement{{second(11), second(11.3), true}}, right[1:]), 0},
		"not dark at the end":                    {whole, right[:5], 1},
		"flashes in nobody's statement":          {whole, slices.Concat(right, []movement{edge(second(16), true), edge(second(17), false)}), 2},
		"cut within, and it goes on":             {[]contact{{second(0), second(11.2)}, {second(15), second(20)}}, slices.Concat(right[:5], []movement{edge(second(15.1), false)}), 0},
		"cut within, and it stops":               {[]contact{{second(0), second(11.2)}, {second(15), second(20)}}, right[:2], 3},
		"cut within, and back too early to know": {[]contact{{second(0), second(11.2)}, {second(12.1), second(12.4)}, {second(15), second(20)}}, slices.Concat(right[:5], []movement{edge(second(15.1), false)}), 0},
		"back, and still lit":                    {[]contact{{second(0), second(11.2)}, {second(15), second(20)}}, right[:5], 1},
		"came late, and shows it":                {[]contact{{second(10.5), second(20)}}, slices.Concat([]movement{edge(second(11.1), true)}, right[1:]), 0},
		"lit, and told to end":                   {[]contact{{second(0), second(14)}}, slices.Concat(right[:5], []movement{edge(second(20.001), false)}), 0},
		"lit, and told to end, it flashes":       {[]contact{{second(0), second(14)}}, slices.Concat(right[:5], []movement{edge(second(20.001), false), edge(second(20.1), true)}), 1},
		"came late, and does not":                {[]contact{{second(10.5), second(20)}}, nil, 3},
	} {
		all := beliefs(second(0), second(20), facts, c.contacts, exact)
		if v := judge("7", all, second(20), c.moved, exact); len(v.faults) != c.faults {
			t.Errorf("%s: found %q; want %d", name, v.faults, c.faults)
		}
	}
	// On a machine that does nothing else, a pin that moves late is a fault too.
	exact.late = exact.off
	late := slices.Concat([]movement{{second(11), second(11.006), true}}, right[1:])
	if v := judge("7", beliefs(second(0), second(20), facts, whole, exact), second(20), late, exact); len(v.faults) != 1 {
		t.Errorf("a pin that moves late: found %q", v.faults)
	}
}
