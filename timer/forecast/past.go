package forecast

import (
	"time"

	"rostrum/timer"
)

// Past is what own earlier meetings say, read once: for who makes many forecasts of one
// meeting. It belongs to one goroutine.
type Past struct {
	meetings []once
	counts   map[string]*known // by which of the meetings count
}

// once is a meeting of the past.
type once struct {
	heard []Heard
	began map[timer.Kind]time.Duration
}

// known is what those that count say together.
type known struct {
	meetings int
	table    Table
	own      seen
}

// Ending is when a list ends, and what that stands on.
type Ending struct {
	Left     int // entries to come
	ListEnds Band
	Basis    Basis
}

// Before reads meetings that were before another one; rehearsals among them, and those in
// which nobody was heard, are left out.
func Before(earlier ...*timer.Meeting) *Past {
	p := &Past{counts: make(map[string]*known)}
	for _, m := range earlier {
		if m.Rehearses() {
			continue
		}
		if heard := HeardIn(m); len(heard) > 0 {
			p.meetings = append(p.meetings, once{heard, began(m)})
		}
	}
	return p
}

// ListEnds is when the list of a meeting ends, at an instant of its own clock: what [Of] and
// [Make] say with the same earlier meetings, for a part of their work. The error is
// [ErrDebate].
func (p *Past) ListEnds(m *timer.Meeting, now timer.Stamp) (Ending, error) {
	d := Of(m, now)
	if err := d.Validate(); err != nil {
		return Ending{}, err
	}
	k, err := p.known(m)
	if err != nil {
		return Ending{}, err
	}
	pace := paceAt(k.table, k.own, d.Heard)
	ahead := pace.walk(d, func(int, float64, float64) {})
	return Ending{
		Left: len(d.Left), ListEnds: k.table.listEnds(d, pace, ahead), Basis: k.table.basis(pace, k.meetings),
	}, nil
}

// under are the meetings that count before another one: those of its rules.
func (p *Past) under(m *timer.Meeting) []int {
	if len(p.meetings) == 0 {
		return nil
	}
	var out []int
	first := began(m)
	for i, one := range p.meetings {
		if sameRules(one.began, first, m.Rules) {
			out = append(out, i)
		}
	}
	return out
}

// heard is what was heard in some of the meetings.
func (p *Past) heard(which []int) (out [][]Heard) {
	for _, i := range which {
		out = append(out, p.meetings[i].heard)
	}
	return out
}

// known is what the meetings say that count before another one.
func (p *Past) known(m *timer.Meeting) (*known, error) {
	which := p.under(m)
	name := make([]byte, len(p.meetings))
	for _, i := range which {
		name[i] = 1
	}
	if k := p.counts[string(name)]; k != nil {
		return k, nil
	}
	earlier := p.heard(which)
	if err := (Debate{Now: time.Unix(0, 0), Earlier: earlier}).Validate(); err != nil {
		return nil, err
	}
	k := &known{meetings: len(which), table: For(earlier), own: seenIn(earlier)}
	p.counts[string(name)] = k
	return k, nil
}
