package forecast

import (
	"cmp"
	"slices"
	"time"

	"rostrum/timer"
)

// Of is the debate of a meeting at an instant of its own clock; earlier are own meetings
// before it, those under other rules and rehearsals among them, which are left out.
func Of(m *timer.Meeting, now timer.Stamp, earlier ...*timer.Meeting) Debate {
	d := Debate{Now: now.Wall, EndsBy: m.EndsBy, Heard: HeardIn(m), Left: make([]Entry, 0, len(m.List))}
	if m.Suspended {
		d.Resumes = m.Until
	}
	for _, s := range []*timer.Statement{m.Floor, m.Interrupted} {
		if s != nil {
			d.Running = append(d.Running, Running{Kind: s.Kind, Limit: s.Rule.Limit, Elapsed: min(s.ElapsedAt(now.Steady), longest)})
		}
	}
	for _, e := range m.List {
		if e.Status == timer.Waiting {
			d.Left = append(d.Left, Entry{ID: e.ID, Kind: e.Kind, Limit: limitFor(m, e)})
		}
	}
	past := Before(earlier...)
	d.Earlier = past.heard(past.under(m))
	return d
}

// limitFor is the limit that a line would have if the floor were given now.
func limitFor(m *timer.Meeting, e *timer.Entry) time.Duration {
	limit := m.Rules.For(e.Kind).Limit
	if limit == timer.NoLimit {
		return limit
	}
	return min(limit+e.Allowance, timer.LongestLimit)
}

// HeardIn is what was heard in a meeting, in the order in which it ended, each with the
// limit that was in force at its end. What passed while the meeting was suspended is no
// gap; a pause of the speaker's own clock is, since the room waits through it; and of a
// point of order that interrupted somebody, so is what the interruption took beside it.
func HeardIn(m *timer.Meeting) []Heard {
	ended := slices.DeleteFunc(slices.Clone(m.Ended), func(s *timer.Statement) bool { return !s.Started })
	clock := clockOf(ended, m.Suspensions)
	slices.SortStableFunc(ended, func(a, b *timer.Statement) int {
		return cmp.Or(cmp.Compare(clock.at(a.EndedAt), clock.at(b.EndedAt)), cmp.Compare(a.ID, b.ID))
	})
	interruptions := make(map[int]time.Duration) // by points of order
	for _, s := range ended {
		for _, stop := range s.Stops {
			if stop.Why == timer.Interrupted {
				interruptions[stop.By] += stop.Took
			}
		}
	}
	out := make([]Heard, 0, len(ended))
	for i, s := range ended {
		h := Heard{Kind: s.Kind, Limit: s.Rule.Limit, Used: bounded(s.Held)}
		if took, interrupts := interruptions[s.ID]; interrupts {
			h.Gap = bounded(took - s.Held)
		} else {
			begun := clock.at(s.StartedAt)
			for _, before := range slices.Backward(ended[:i]) {
				if end := clock.at(before.EndedAt); end <= begun {
					h.Gap = bounded(begun - end - clock.suspended(m.Suspensions, end, begun))
					break
				}
			}
			h.Gap = bounded(h.Gap + s.Stood(timer.Pausing, s.EndAt))
		}
		out = append(out, h)
	}
	return out
}

// bounded keeps a time within what a debate may say.
func bounded(d time.Duration) time.Duration { return min(max(d, 0), longest) }

// sameRules says whether a meeting began under the limits under which another one has
// begun, as far as the first one heard statements of a kind: a limit that was changed on
// the way makes no other meeting of it.
func sameRules(one, other map[timer.Kind]time.Duration, rules timer.Rules) bool {
	for kind, limit := range one {
		if l, heard := other[kind]; heard && l != limit || !heard && rules.For(kind).Limit != limit {
			return false
		}
	}
	return true
}

// began are the limits with which the first statement of each kind was given the floor,
// without what was the speaker's own; points of order are left out.
func began(m *timer.Meeting) map[timer.Kind]time.Duration {
	out := make(map[timer.Kind]time.Duration)
	given := slices.SortedFunc(slices.Values(slices.Concat(m.Ended, present(m.Interrupted), present(m.Floor))),
		func(a, b *timer.Statement) int { return cmp.Compare(a.ID, b.ID) })
	for _, s := range given {
		if _, known := out[s.Kind]; known || s.Kind == timer.PointOfOrder {
			continue
		}
		if out[s.Kind] = s.Rule.Limit; s.Rule.Limit != timer.NoLimit {
			out[s.Kind] -= s.Extended + s.Allowance
		}
	}
	return out
}

func present(s *timer.Statement) []*timer.Statement {
	if s == nil {
		return nil
	}
	return []*timer.Statement{s}
}

// clock puts stamps on one line: by the steady clock where all are of one, else by the
// wall clock.
type clock struct{ steady bool }

func clockOf(statements []*timer.Statement, suspensions []timer.Suspension) clock {
	boot, one := "", true
	see := func(at timer.Stamp) {
		if at == (timer.Stamp{}) {
			return
		}
		one = one && (boot == "" || at.Boot == boot)
		boot = at.Boot
	}
	for _, s := range statements {
		see(s.StartedAt)
		see(s.EndedAt)
	}
	for _, s := range suspensions {
		see(s.From)
		see(s.To)
	}
	return clock{steady: one}
}

var epoch = time.Unix(0, 0)

func (c clock) at(s timer.Stamp) time.Duration {
	if c.steady {
		return time.Duration(s.Steady)
	}
	return s.Wall.Sub(epoch)
}

// suspended is for how long the meeting was suspended between two moments.
func (c clock) suspended(suspensions []timer.Suspension, from, to time.Duration) (sum time.Duration) {
	for _, s := range suspensions {
		until := to
		if s.To != (timer.Stamp{}) {
			until = min(to, c.at(s.To))
		}
		sum += max(0, until-max(from, c.at(s.From)))
	}
	return sum
}
