// Package checker reads the traces of lights, what clients of several controllers were told,
// and ticks, and says what is wrong with them. It shares no code with the programs: what a
// light or a clock has to show is written here once more, from the runbook, and messages and
// records are read as JSON. It is for tests only.
package checker

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"rostrum/cmd/internal/testbed"
)

// ClockTime is how faults tell an instant.
const ClockTime = "15:04:05.000"

// The rhythm of a flashing light.
const (
	FlashOn  = 500 * time.Millisecond
	FlashAll = time.Second
)

// Piece is what one light has to do from an instant on: nothing, or to flash from
// the warning, counted from zero, to be steady from another mark, and to be dark
// again at the end, where that is known beforehand.
type Piece struct {
	From                   time.Time
	Plays                  bool
	Zero                   time.Time
	Warning, Steady, Until time.Duration
}

func (p Piece) lit(at time.Time) bool {
	since := at.Sub(p.Zero)
	switch {
	case !p.Plays || since < p.Warning || p.Until > 0 && since >= p.Until:
		return false
	case p.Steady > 0 && since >= p.Steady:
		return true
	default:
		return (since-p.Warning)%FlashAll < FlashOn
	}
}

// Edges are the movements that a piece asks for between two instants.
func (p Piece) Edges(from, to time.Time) (all []Movement) {
	if !p.Plays {
		return nil
	}
	instants := []time.Duration{p.Steady, p.Until}
	for at := p.Warning; at < to.Sub(p.Zero) && at < 10*time.Minute; at += FlashOn {
		instants = append(instants, at)
	}
	slices.Sort(instants)
	for _, d := range slices.Compact(instants) {
		at := p.Zero.Add(d)
		if lit := p.lit(at); d > 0 && lit != p.lit(at.Add(-time.Microsecond)) && !at.Before(from) && at.Before(to) {
			all = append(all, Edge(at, lit))
		}
	}
	return all
}

// Movement is an edge of a light: when it was due by the agent's own clock, and when
// the pin moved. A machine that stands still for a while moves it late, and nothing but
// the second instant says so.
type Movement struct {
	Due, At time.Time
	Lit     bool
}

// Edge is one that comes just when it is due.
func Edge(due time.Time, lit bool) Movement { return Movement{due, due, lit} }

// Belief is a piece that an agent follows: it hears of it between from and sure,
// and until it is sure it may do either.
type Belief struct {
	From, Sure time.Time
	Piece
}

// Tolerance is the patience of the checker.
type Tolerance struct {
	Off    time.Duration // by which the agent's clock may be wrong
	News   time.Duration // of a message on its way, and of an edge that one may overtake
	Settle time.Duration // from a connection until the agent knows clock and course
	Late   time.Duration // of the pin after its instant; 0 where the machine may stand still
}

func (m Movement) String() string {
	return fmt.Sprint(m.Due.Format(ClockTime), map[bool]string{true: " on", false: " off"}[m.Lit], " at ", m.At.Format(ClockTime))
}

// Beliefs is what an agent can know in one life: what happened (facts, in order of
// their instants) while there was contact, and at each new contact what holds.
func Beliefs(born, died time.Time, facts []Piece, contacts []testbed.Contact, t Tolerance) []Belief {
	all := []Belief{{From: born, Sure: born}}
	var doubt time.Time // since when something has happened that it may not have heard
	learn := func(from, sure time.Time, p Piece) {
		if !doubt.IsZero() && doubt.Before(from) {
			from = doubt
		}
		doubt = time.Time{}
		all = append(all, Belief{from, sure, p})
	}
	wonder := func(at time.Time) {
		if doubt.IsZero() {
			doubt = at
		}
	}
	for _, c := range contacts {
		from, to := c.From, c.To
		if from.Before(born) {
			from = born
		}
		if to.After(died) {
			to = died
		}
		if !from.Before(to) {
			continue
		}
		settled := from.Add(t.Settle)
		if settled.After(to) {
			wonder(from)
			continue
		}
		now := Piece{}
		sure := settled
		for _, f := range facts {
			if f.From.After(settled) {
				break
			}
			now = f
			if heard := f.From.Add(t.News); heard.After(sure) {
				sure = heard
			}
		}
		learn(from, sure, now)
		for _, f := range facts {
			switch {
			case !f.From.After(settled) || !f.From.Before(to):
			case f.From.Add(t.News).After(to):
				wonder(f.From)
			default:
				learn(f.From, f.From.Add(t.News), f)
			}
		}
	}
	if !doubt.IsZero() {
		all = append(all, Belief{From: doubt, Sure: died})
	}
	return all
}

// Verdict is what the checker found.
type Verdict struct {
	Faults []string
	Late   []time.Duration                 // of each pin that had to move
	Met    map[time.Time]([]time.Duration) // by deadline: by how much each agent's clock was off
	Open   int                             // edges at which the agent could not know
}

// Judge holds the movements of a light in one life against what it could know.
func Judge(seat string, all []Belief, died time.Time, moved []Movement, t Tolerance) Verdict {
	v := Verdict{Met: make(map[time.Time][]time.Duration)}
	used := make([]bool, len(moved))
	fault := func(format string, values ...any) {
		v.Faults = append(v.Faults, fmt.Sprintf("seat %s: ", seat)+fmt.Sprintf(format, values...))
	}
	for i, b := range all {
		end := died
		if i+1 < len(all) {
			end = all[i+1].From
		}
		for k, m := range moved {
			if hears := func(at time.Time) bool { return !at.Before(b.From) && at.Before(b.Sure) }; !used[k] && (hears(m.Due) || hears(m.At)) {
				used[k] = true // it is hearing of it
				v.Open++
			}
		}
		// An agent's clock that is off brings an edge in that was due just before, or after.
		for _, want := range b.Edges(later(b.From, b.Sure.Add(-t.Off)), end.Add(t.Off)) {
			at := slices.IndexFunc(moved, func(m Movement) bool {
				return m.Lit == want.Lit && m.Due.Sub(want.Due).Abs() <= t.Off
			})
			switch {
			case at >= 0:
				used[at] = true
				if want.Due.Before(b.Sure) || !want.Due.Before(end) {
					break // it need not have come
				}
				late := moved[at].At.Sub(want.Due)
				if t.Late > 0 && late > t.Late {
					fault("the edge of %s came %v late", want.Due.Format(ClockTime), late)
				}
				v.Late = append(v.Late, late)
				v.Met[want.Due] = append(v.Met[want.Due], moved[at].Due.Sub(want.Due))
			case end.Sub(want.Due) > t.News && want.Due.Sub(b.Sure) > t.Off:
				fault("no edge at %s (lit: %v)", want.Due.Format(ClockTime), want.Lit)
			}
		}
		// Where it is sure, it shows what it should, unless that is just changing, or what is
		// next has begun by its clock.
		if b.Sure.Add(t.Off).Before(end) && len(b.Edges(b.Sure.Add(-t.Off), b.Sure.Add(t.Off))) == 0 {
			shows := false
			for _, m := range moved {
				// Of an agent that has just begun only the pin says what it shows: the edge
				// of what it hears next was due before.
				if !m.Due.After(b.Sure) && (i > 0 || !m.At.After(b.Sure)) {
					shows = m.Lit
				}
			}
			if shows != b.lit(b.Sure) {
				fault("at %s it is lit: %v", b.Sure.Format(ClockTime), shows)
			}
		}
	}
	for k, m := range moved {
		if last := !m.Lit && !m.At.Before(died); !used[k] && !last { // who is told to end makes its light dark
			fault("an edge at %s that nothing asks for (lit: %v)", m.Due.Format(ClockTime), m.Lit)
		}
	}
	return v
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Movements reads a trace; its first line is the dark at the start.
func Movements(path string) (all []Movement, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
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
			return nil, fmt.Errorf("%s: %q: %w, %d lost", path, lines.Bytes(), err, l.Lost)
		}
		all = append(all, Movement{l.Deadline, l.At, l.Lit})
	}
	if len(all) > 0 && !all[0].Lit {
		all = all[1:]
	}
	return all, nil
}
