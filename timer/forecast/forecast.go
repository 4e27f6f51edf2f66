package forecast

import (
	"time"

	"rostrum/timer"
)

// Band is when something happens: in one case of ten before P10, in one of two before
// P50, in nine of ten before P90.
type Band struct{ P10, P50, P90 time.Time }

// Count is how many there will be: in nine cases of ten at least P10, in one of two P50,
// in one of ten P90 or more.
type Count struct{ P10, P50, P90 int }

// Turn is when an entry's statement begins and ends.
type Turn struct {
	Entry        timer.EntryID
	Begins, Ends Band
}

// Basis is what a forecast stands on.
type Basis struct {
	Statements int    // heard in this meeting, points of order left out
	Prior      int    // statements that what was known before is worth
	Meetings   int    // own earlier ones
	Table      string // the name of the table
}

// Forecast is what is to be expected of a debate.
type Forecast struct {
	Now    time.Time
	EndsBy time.Time // zero = never
	Left   int       // entries to come

	ListEnds Band
	Entries  []Turn // in the order of the list

	// HeardByEnd is how many of those to come end by EndsBy; all, where there is none.
	HeardByEnd Count
	// LineBefore is the first entry that probably does not end by EndsBy; empty where all
	// do. From HeardByEnd.P10 entries on to HeardByEnd.P90 it is uncertain.
	LineBefore timer.EntryID

	Basis Basis
}

// Make makes the forecast of a debate with the table of [For]. The error is [ErrDebate].
func Make(d Debate) (Forecast, error) {
	if err := d.Validate(); err != nil {
		return Forecast{}, err
	}
	return For(d.Earlier).forecast(d), nil
}

// Forecast makes the forecast of a debate with this table: for who makes many, and keeps
// what [For] returned. The error is [ErrDebate].
func (t Table) Forecast(d Debate) (Forecast, error) {
	if err := d.Validate(); err != nil {
		return Forecast{}, err
	}
	return t.forecast(d), nil
}

func (t Table) forecast(d Debate) Forecast {
	p := paceOf(t, d.Heard, d.Earlier)
	done, unit, from := p.heard(), p.unit(), d.from()
	f := Forecast{
		Now: d.Now, EndsBy: d.EndsBy, Left: len(d.Left), Entries: make([]Turn, 0, len(d.Left)),
		Basis: t.basis(p, len(d.Earlier)),
	}
	ahead := p.walk(d, func(i int, begins, ends float64) {
		e := d.Left[i]
		turn := Turn{Entry: e.ID, Begins: t.bandAt(from, done, unit, begins), Ends: t.bandAt(from, done, unit, ends)}
		f.Entries = append(f.Entries, turn)

		in := func(end time.Time) bool { return d.EndsBy.IsZero() || !end.After(d.EndsBy) }
		if in(turn.Ends.P90) {
			f.HeardByEnd.P10++
		}
		if in(turn.Ends.P50) {
			f.HeardByEnd.P50++
		} else if f.LineBefore == "" {
			f.LineBefore = e.ID
		}
		if in(turn.Ends.P10) {
			f.HeardByEnd.P90++
		}
	})
	f.ListEnds = t.listEnds(d, p, ahead)
	return f
}

// listEnds is when the list ends that ends so many seconds ahead.
func (t Table) listEnds(d Debate, p *pace, ahead float64) Band {
	return t.bandAt(d.from(), p.heard(), p.unit(), ahead)
}

func (t Table) bandAt(from time.Time, done int, unit, seconds float64) Band {
	low, middle, high := t.band(done, unit, seconds)
	return Band{from.Add(low), from.Add(middle), from.Add(high)}
}

func (t Table) basis(p *pace, meetings int) Basis {
	return Basis{Statements: p.heard(), Prior: Weight, Meetings: meetings, Table: t.Name}
}
