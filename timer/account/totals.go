package account

import (
	"cmp"
	"slices"
	"time"

	"rostrum/timer"
)

// StatusOf is what became of a line: absent is also who had been called and was not there
// when the debate was closed.
func StatusOf(e *timer.Entry) timer.Status {
	if e.WasAbsent() {
		return timer.Absent
	}
	return e.Status
}

func totals(a *Account) Totals {
	t := Totals{Inscribed: len(a.List)}
	for _, e := range a.List {
		switch StatusOf(&e) {
		case timer.Heard:
			t.Heard++
		case timer.NotHeard:
			t.NotHeard++
		case timer.Absent:
			t.Absent++
		case timer.Withdrawn:
			t.Withdrawn++
		default:
			t.Waiting++ // or has the floor
		}
	}
	for i := range a.Statements {
		s := &a.Statements[i]
		t.Over += s.Over
		t.Paused += s.Paused
		t.Interrupted += s.Interrupted
		t.Suspended += s.Suspended
		t.Between += s.Between
	}
	t.Sum = sum(a.Statements)
	byKind, byDelegation := make(map[string][]Statement), make(map[string][]Statement)
	for _, s := range a.Statements {
		byKind[string(s.Kind)] = append(byKind[string(s.Kind)], s)
		if s.Delegation != "" {
			byDelegation[s.Delegation] = append(byDelegation[s.Delegation], s)
		}
	}
	for _, kind := range timer.Kinds() {
		if of := byKind[string(kind)]; len(of) > 0 {
			t.ByKind = append(t.ByKind, Group{string(kind), sum(of)})
		}
	}
	for name, of := range byDelegation {
		t.ByDelegation = append(t.ByDelegation, Group{name, sum(of)})
	}
	slices.SortFunc(t.ByDelegation, func(x, y Group) int {
		return cmp.Or(cmp.Compare(y.Used, x.Used), cmp.Compare(x.Name, y.Name))
	})
	return t
}

func sum(statements []Statement) Sum {
	s := Sum{Statements: len(statements)}
	used := make([]time.Duration, 0, len(statements))
	for i := range statements {
		s.Used += statements[i].Used
		s.Allotted += statements[i].Allotted
		used = append(used, statements[i].Used)
	}
	slices.Sort(used)
	s.Median = milli(quantile(used, 1, 2))
	s.Quartiles = [2]time.Duration{milli(quantile(used, 1, 4)), milli(quantile(used, 3, 4))}
	return s
}

// quantile is the value below which n of every of lie, of values in order; between two
// neighbours in proportion: Hyndman and Fan, Sample Quantiles in Statistical Packages,
// The American Statistician 50 (1996), definition 7, as QUARTILE.INC of spreadsheets.
func quantile(sorted []time.Duration, n, every int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	place := (len(sorted) - 1) * n
	i, rest := place/every, place%every
	if rest == 0 {
		return sorted[i]
	}
	return sorted[i] + (sorted[i+1]-sorted[i])*time.Duration(rest)/time.Duration(every)
}

// setBetween gives each statement the time that passed before it, from the end of what was
// said last in the same sitting: also where it was taken up again after others or nobody
// had spoken.
func setBetween(a *Account, m *timer.Meeting) {
	for _, spoke := range lineOf(a, m).spoke(a, m) {
		slices.SortFunc(spoke, func(x, y span) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
		for i := 1; i < len(spoke); i++ {
			if gap := spoke[i].from - spoke[i-1].to; gap > 0 {
				spoke[i].of.Between += milli(gap)
			} else {
				spoke[i].to = max(spoke[i].to, spoke[i-1].to)
			}
		}
	}
}

// span is a time on one line, in which a statement was under way.
type span struct {
	from, to time.Duration
	of       *Statement
}

// line puts moments in order: by the steady clock where all are of one, else by the wall
// clock.
type line struct{ steady bool }

func lineOf(a *Account, m *timer.Meeting) line {
	boot := ""
	for i := range a.Statements {
		s := &a.Statements[i]
		for _, at := range []timer.Stamp{s.StartedAt, s.EndedAt} {
			if at == (timer.Stamp{}) {
				continue
			}
			if boot != "" && at.Boot != boot {
				return line{}
			}
			boot = at.Boot
		}
	}
	for _, s := range m.Suspensions {
		if boot != "" && (s.From.Boot != boot || s.To != (timer.Stamp{}) && s.To.Boot != boot) {
			return line{}
		}
	}
	return line{steady: true}
}

var epoch = time.Unix(0, 0)

func (l line) at(s timer.Stamp) time.Duration {
	if l.steady {
		return time.Duration(s.Steady)
	}
	return s.Wall.Sub(epoch)
}

// spoke returns when statements were under way, by sittings.
func (l line) spoke(a *Account, m *timer.Meeting) [][]span {
	const never = time.Duration(1<<63 - 1)
	bounds := []span{{to: never}}
	for _, s := range m.Suspensions {
		bounds[len(bounds)-1].to = l.at(s.From)
		if s.To != (timer.Stamp{}) {
			bounds = append(bounds, span{from: l.at(s.To), to: never})
		}
	}
	out := make([][]span, len(bounds))
	for i := range a.Statements {
		s := &a.Statements[i]
		end := a.At
		if s.Ended() {
			end = s.EndedAt
		}
		whole := []span{{l.at(s.StartedAt), l.at(end), s}}
		for _, stop := range s.Stops {
			if stop.Why == timer.EndedOnce {
				at := l.at(stop.At)
				whole = append(whole, span{at + stop.Took, whole[len(whole)-1].to, s})
				whole[len(whole)-2].to = at
			}
		}
		for _, w := range whole {
			for n, b := range bounds {
				if part := (span{max(w.from, b.from), min(w.to, b.to), s}); part.from <= part.to {
					out[n] = append(out[n], part)
				}
			}
		}
	}
	return out
}

func (p *page) proof(a *Account) Proof {
	var out Proof
	for i := range a.Statements {
		s := &a.Statements[i]
		if !s.Trusted {
			out.Untrusted++
		}
		for j := range s.Light {
			e := &s.Light[j]
			out.Due++
			if e.Seen.IsZero() {
				if !slices.Contains(out.Unconfirmed, e.Seat) {
					out.Unconfirmed = append(out.Unconfirmed, e.Seat)
				}
				continue
			}
			out.Confirmed++
			if out.Worst == nil || e.Late > out.Worst.Late {
				out.Worst = e
			}
			if out.WorstBound == nil || e.Bound > out.WorstBound.Bound {
				out.WorstBound = e
			}
		}
	}
	slices.Sort(out.Unconfirmed)
	out.Unsaved = p.unsaving
	return out
}
