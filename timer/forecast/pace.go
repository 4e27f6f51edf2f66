package forecast

import (
	"time"

	"rostrum/timer"
)

const (
	// Weight is how many statements what was known before is worth.
	Weight = 16
	// Most is how many limits a statement counts at most, where the next are concluded
	// from it.
	Most = 4
	// LongestGap is the most that the time between two statements counts.
	LongestGap = 5 * time.Minute

	// What is expected before anything is known, in limits: 1.2 for a whole slot.
	priorUsed = 1.0
	priorGap  = 0.2

	// unlimited is what a statement without a limit is measured against.
	unlimited = 3 * time.Minute
)

// slot is a statement and the time between it and the one before.
type slot struct {
	kind  timer.Kind
	limit float64 // seconds
	ratio float64 // used / limit
	gap   float64 // seconds; negative = not known
}

// seconds is how long the slot lasted.
func (s slot) seconds() float64 { return max(s.gap, 0) + s.ratio*s.limit }

func limitOf(d time.Duration) float64 {
	if d == timer.NoLimit {
		d = unlimited
	}
	return d.Seconds()
}

// slotsOf makes slots of what was heard, and returns the points of order apart.
func slotsOf(heard []Heard) (slots, points []slot) {
	var order time.Duration
	slots = make([]slot, 0, len(heard))
	for _, h := range heard {
		limit := limitOf(h.Limit)
		s := slot{kind: h.Kind, limit: limit, ratio: h.Used.Seconds() / limit, gap: -1}
		if h.Kind == timer.PointOfOrder {
			points = append(points, s)
			order += min(h.Gap, LongestGap) + min(h.Used, LongestGap)
			order = min(order, LongestGap)
			continue
		}
		if len(slots) > 0 {
			s.gap = min(min(h.Gap, LongestGap)+order, LongestGap).Seconds()
		}
		order = 0
		slots = append(slots, s)
	}
	return slots, points
}

// tally is a sum and how many are in it.
type tally struct {
	n   int
	sum float64
}

func (t *tally) add(x float64) { t.n, t.sum = t.n+1, t.sum+x }

// shrunk is the mean of a tally and of what was known before.
func shrunk(before float64, t tally) float64 {
	return (Weight*before + t.sum) / float64(Weight+t.n)
}

// seen is what meetings say of the next ones.
type seen struct {
	ratios map[timer.Kind]tally
	gaps   tally
	limits tally
}

func (s *seen) take(heard []Heard) {
	slots, points := slotsOf(heard)
	for _, one := range append(slots, points...) {
		if s.ratios == nil {
			s.ratios = make(map[timer.Kind]tally)
		}
		t := s.ratios[one.kind]
		t.add(min(one.ratio, Most))
		s.ratios[one.kind] = t
	}
	for _, one := range slots {
		s.limits.add(one.limit)
		if one.gap >= 0 {
			s.gaps.add(one.gap)
		}
	}
}

// seenIn is what several meetings say.
func seenIn(meetings [][]Heard) (s seen) {
	for _, m := range meetings {
		s.take(m)
	}
	return s
}

// pace is how fast a meeting goes.
type pace struct {
	table Table
	own   seen
	now   seen
	ratio map[timer.Kind]float64 // used / limit
}

func paceOf(t Table, heard []Heard, earlier [][]Heard) *pace {
	return paceAt(t, seenIn(earlier), heard)
}

// paceAt is the pace where it is known already what the meetings before say.
func paceAt(t Table, own seen, heard []Heard) *pace {
	p := &pace{table: t, own: own, ratio: make(map[timer.Kind]float64)}
	p.now.take(heard)
	for _, k := range kinds {
		p.ratio[k] = p.ratioOf(k)
	}
	return p
}

// heard is how many statements were, points of order left out.
func (p *pace) heard() int { return p.now.limits.n }

// ratioOf is used / limit of a kind.
func (p *pace) ratioOf(kind timer.Kind) float64 {
	var others tally // relative to what was expected of them
	for _, k := range kinds {
		if t := p.now.ratios[k]; k != kind && k != timer.PointOfOrder {
			others.n += t.n
			others.sum += t.sum / p.expected(k)
		}
	}
	return shrunk(p.expected(kind)*shrunk(1, others), p.now.ratios[kind])
}

// expected is used / limit of a kind before anything was heard in this meeting.
func (p *pace) expected(kind timer.Kind) float64 {
	return shrunk(priorUsed*p.table.Used, p.own.ratios[kind])
}

// used is how long a statement lasts, in seconds.
func (p *pace) used(kind timer.Kind, limit float64) float64 { return p.ratio[kind] * limit }

// gap is the time before a statement, in seconds. What was seen is time, and does not
// grow with the limit; only what nobody has seen yet does.
func (p *pace) gap(limit float64) float64 {
	return shrunk(shrunk(priorGap*p.table.Gap*limit, p.own.gaps), p.now.gaps)
}

// rest is what is left of a running statement, in seconds.
func (p *pace) rest(r Running) float64 {
	mean := p.used(r.Kind, limitOf(r.Limit))
	return mean * p.table.Shape.rest(r.Elapsed.Seconds()/mean)
}

// walk goes through what is to come of a debate, and returns how far ahead it ends; each is
// told of the entries, when they begin and end. All in seconds.
func (p *pace) walk(d Debate, each func(entry int, begins, ends float64)) (ahead float64) {
	for _, r := range d.Running {
		ahead += p.rest(r)
	}
	for i, e := range d.Left {
		limit := limitOf(e.Limit)
		begins := ahead + p.gap(limit)
		ahead = begins + p.used(e.Kind, limit)
		each(i, begins, ahead)
	}
	return ahead
}

// unit is a mean slot of this meeting, in seconds. It is of those heard alone: were it of
// those to come too, a shorter limit could end the list later.
func (p *pace) unit() float64 {
	limit := unlimited.Seconds()
	if n := p.now.limits.n; n > 0 {
		limit = p.now.limits.sum / float64(n)
	}
	var ratio tally
	for _, k := range kinds {
		if t := p.now.ratios[k]; k != timer.PointOfOrder {
			ratio.n += t.n
			ratio.sum += t.sum
		}
	}
	return shrunk(priorUsed*p.table.Used, ratio)*limit + p.gap(limit)
}
