package forecast

import (
	"math"
	"slices"
	"time"

	"rostrum/timer"
)

// OwnMeetings is how many own meetings it takes until the shipped table is left alone:
// with fewer there is no tenth, and so no end of a band that one meeting in ten passes.
const OwnMeetings = 10

// Table is what past meetings say of forecasts: what came of the prior, and how far
// forecasts miss.
type Table struct {
	Name     string // which table it is, for the record
	Meetings int    // that it was fitted to
	Scores   int    // forecasts of them

	Used float64 // what came of 1.0 of the limit spoken
	Gap  float64 // what came of 0.2 of the limit between two statements

	// Quantiles of ln(actual/forecast) over its spread: a tenth, the middle, nine tenths.
	Low, Middle, High float64

	Shape Shape
}

// The forecasts of past meetings that make the scores: how many ahead after how many.
// Shorter ones say nothing of a day, longer ones are few.
var (
	doneGrid  = []int{3, 5, 10, 20}
	aheadGrid = []int{10, 20, 30}
)

// spread is how far ln(actual/forecast) lies from 0, up to a factor: forecasts of n slots
// ahead after done statements. Chance evens out with n, down to what a whole meeting is
// off; and the beginning of a meeting says less of the rest than its middle.
func spread(done int, n float64) float64 {
	return math.Sqrt((0.03 + 0.5/n) * (1 + 10/float64(done+5)))
}

// For returns the table that holds with these own earlier meetings: theirs where they are
// enough, else the shipped one. It takes some milliseconds, and is the same until there is
// one meeting more.
func For(earlier [][]Heard) Table {
	if own, ok := Fit("own", earlier); ok {
		return own
	}
	return Shipped()
}

// Fit makes a table of past meetings. It is false where fewer than [OwnMeetings] of them
// have thirteen statements, the fewest of which a forecast can be judged.
func Fit(name string, meetings [][]Heard) (Table, bool) {
	t := Table{Name: name}
	var long [][]slot
	var said [][]Heard
	var used, gaps []float64
	for _, m := range meetings {
		slots, _ := slotsOf(m)
		if len(slots) < doneGrid[0]+aheadGrid[0] {
			continue
		}
		if u, g := levels(slots); u > 0 {
			long, said, used, gaps = append(long, slots), append(said, m), append(used, u), append(gaps, g)
		}
	}
	if t.Meetings = len(long); t.Meetings < OwnMeetings {
		return t, false
	}
	t.Used, t.Gap = median(used)/priorUsed, median(gaps)/priorGap
	t.Shape = shapeOf(long, used)

	var scores []float64
	for i, slots := range long {
		without := t // each forecast does not know its meeting
		without.Used, without.Gap = median(others(used, i))/priorUsed, median(others(gaps, i))/priorGap
		scores = append(scores, without.misses(slots, said[i])...)
	}
	slices.Sort(scores)
	t.Scores = len(scores)
	k := float64(len(scores) + 1)
	t.Low, t.Middle, t.High = rank(scores, math.Floor(0.1*k)), median(scores), rank(scores, math.Ceil(0.9*k))
	return t, true
}

// misses scores the forecasts of one meeting.
func (t Table) misses(slots []slot, heard []Heard) []float64 {
	var scores []float64
	for _, done := range doneGrid {
		if done >= len(slots) {
			break
		}
		p := paceOf(t, upTo(heard, done), nil)
		unit := p.unit()
		var forecast, actual float64
		for i, s := range slots[done:min(done+aheadGrid[len(aheadGrid)-1], len(slots))] {
			forecast += p.gap(s.limit) + p.used(s.kind, s.limit)
			actual += s.seconds()
			if slices.Contains(aheadGrid, i+1) && actual > 0 {
				scores = append(scores, math.Log(actual/forecast)/spread(done, max(forecast/unit, 1)))
			}
		}
	}
	return scores
}

// upTo is what had been heard when so many statements had ended.
func upTo(heard []Heard, statements int) []Heard {
	for i, h := range heard {
		if h.Kind == timer.PointOfOrder {
			continue
		}
		if statements--; statements < 0 {
			return heard[:i]
		}
	}
	return heard
}

// levels are the mean used / limit and gap / limit of a meeting.
func levels(slots []slot) (used, gap float64) {
	var u, g tally
	for _, s := range slots {
		u.add(min(s.ratio, Most))
		if s.gap >= 0 {
			g.add(s.gap / s.limit)
		}
	}
	return u.sum / float64(u.n), g.sum / float64(max(g.n, 1))
}

// others are all but one.
func others(xs []float64, one int) []float64 { return slices.Delete(slices.Clone(xs), one, one+1) }

func median(xs []float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	if len(xs) == 0 {
		return 0
	}
	return (xs[(len(xs)-1)/2] + xs[len(xs)/2]) / 2
}

// rank is the k-th of sorted values, from 1.
func rank(xs []float64, k float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	return xs[min(max(int(k), 1), len(xs))-1]
}

// band returns the quantiles of what is to come up to an instant whose middle is that
// many seconds away, in whole seconds.
func (t Table) band(done int, unit, seconds float64) (low, middle, high time.Duration) {
	at := func(z float64) time.Duration {
		n := max(seconds/unit, 1)
		factor := math.Exp(z * spread(done, n))
		x := seconds * factor
		if seconds > unit {
			// Where chance evens out faster than time adds up, a later instant would come
			// before an earlier one; it has its time then.
			x = max(x, unit*math.Exp(z*spread(done, 1)))
		}
		return time.Duration(min(math.Round(x), farthest.Seconds())) * time.Second
	}
	return at(t.Low), at(t.Middle), at(t.High)
}

// farthest is as far ahead as anything is forecast.
const farthest = 100 * 366 * 24 * time.Hour
