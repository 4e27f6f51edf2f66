package far_test

import (
	"math"
	"slices"
)

// clock is the far screens' estimate, as display/web/static/link/far-clock.js has it: that
// one counts, and says why. testdata/stamps.json holds both to the same.
type clock struct {
	least  *bound
	asked  []question
	trip   float64
	stamps []float64
	period float64
	aimed  int
	rest   float64
	rests  float64
	old    int
}

type bound struct{ offset, at float64 }

type question struct{ stamp, sent float64 }

const (
	soonest, latest, aimed     = 2000, 3600, 3800
	drift                      = 1e-4
	leastPeriod, longestPeriod = 900, 6000
	kept                       = 12
	fits, most                 = 0.12, 0.7
	late, enough, share        = 40, 150, 0.4
	mostAimed                  = 10
	firstRest, longestRest     = 10_000, 160_000
	mostAsked                  = 8
	mostWay                    = 100
	tooOldMS, tooOld           = 15_000, 3
)

func newClock() *clock {
	return &clock{trip: math.Inf(1), rest: firstRest, rests: math.Inf(-1)}
}

func (c *clock) leastAt(local float64) float64 {
	if c.least == nil {
		return math.Inf(-1)
	}
	return c.least.offset - drift*(local-c.least.at)
}

func (c *clock) mostAt(local float64) float64 {
	least := c.leastAt(local) + c.period
	for _, q := range c.asked {
		least = min(least, q.stamp+c.period+late-q.sent+drift*(local-q.sent))
	}
	return least
}

// offsetAt is by how much the controller's clock is ahead.
func (c *clock) offsetAt(local float64) float64 {
	if c.least == nil {
		return 0
	}
	way := 0.0
	if len(c.asked) > 0 {
		way = min(c.trip/2, mostWay)
	}
	return c.leastAt(local) + way
}

func (c *clock) take(stamp, sent, came float64) (fresh bool) {
	if fresh = !slices.Contains(c.stamps, stamp); fresh {
		c.note(stamp, stamp-sent < c.leastAt(came)-tooOldMS)
	}
	c.trip = min(c.trip, came-sent)
	if stamp-came > c.leastAt(came) {
		c.least = &bound{stamp - came, came}
	}
	if c.asked = append(c.asked, question{stamp, sent}); len(c.asked) > mostAsked {
		c.asked = c.asked[1:]
	}
	if c.mostAt(came) < c.leastAt(came) {
		c.asked = []question{{stamp, sent}}
	}
	return fresh
}

func (c *clock) note(stamp float64, old bool) {
	row := 0
	if old {
		row = c.old + 1
	}
	if row >= tooOld {
		*c = *newClock()
	} else {
		c.old = row
	}
	c.stamps = append(c.stamps, stamp)
	slices.Sort(c.stamps)
	if len(c.stamps) > kept {
		c.stamps = c.stamps[1:]
	}
	c.period = periodOf(c.stamps)
}

// wait is how long to wait before the next question.
func (c *clock) wait(local, random float64) float64 {
	aims, part := random < share, (random-share)/(1-share)
	if aims {
		part = random / share
	}
	spread := soonest + part*(latest-soonest)
	if !aims || c.period == 0 || local < c.rests {
		return spread
	}
	gap := c.mostAt(local) - c.leastAt(local)
	if gap >= enough+c.trip {
		c.aimed++
	}
	if gap < enough+c.trip || c.aimed > mostAimed {
		c.aimed = 0
		c.rests = local + c.rest
		c.rest = min(2*c.rest, longestRest)
		return spread
	}
	at := c.stamps[len(c.stamps)-1] + c.period - (c.leastAt(local) + gap/2)
	for at < local+soonest {
		at += c.period
	}
	if at < local+aimed {
		return at - local
	}
	return spread
}

func periodOf(stamps []float64) float64 {
	var long []float64
	for i := 1; i < len(stamps); i++ {
		if gap := stamps[i] - stamps[i-1]; gap >= leastPeriod {
			long = append(long, gap)
		}
	}
	if len(long) == 0 {
		return 0
	}
	shortest := slices.Min(long)
	if shortest > longestPeriod {
		return 0
	}
	period := shortest
	for _, n := range []float64{1, 2, 3} {
		part, good := shortest/n, 0.0
		if part < leastPeriod {
			break
		}
		for _, gap := range long {
			if math.Abs(gap/part-math.Floor(gap/part+0.5)) < fits {
				good++
			}
		}
		if good > most*float64(len(long)) {
			period = part
			break
		}
	}
	each := make([]float64, 0, len(long))
	for _, gap := range long {
		each = append(each, gap/math.Floor(gap/period+0.5))
	}
	slices.Sort(each)
	return each[len(each)/2]
}
