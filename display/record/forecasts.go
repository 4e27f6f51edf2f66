package record

import (
	"slices"
	"strconv"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/forecast"
)

// A forecast says little before three statements, and there is little to forecast where
// fewer than ten are to come: the fewest of which forecasts are judged at all. Each costs
// time by the length of the list, so that of a list longer than any has been not all are
// computed.
const (
	fewestHeard = 3
	fewestLeft  = 10
	allHeard    = 500 // up to here all, then each hundredth
	thereafter  = 100
)

// foretells says whether a forecast of an end is in the record.
func foretells(e *account.End) bool {
	if e.Left() < fewestLeft {
		return false
	}
	n := e.Heard()
	return n >= fewestHeard && (n <= allHeard || n%thereafter == 0)
}

// foretold is what was said at the end of a statement of when the list would end, and what
// came of it.
type foretold struct {
	statement *account.Statement
	at        time.Time
	forecast.Ending

	ended     time.Time     // the list, or zero
	suspended time.Duration // of the time from the forecast to that end
	late      time.Duration // how much later than the middle it was, what was suspended left out
}

// foretold computes anew, from the meeting as it was at each end of a statement, what was
// said then. Nothing of it was written down, and the public is told nothing of it.
func (r *Record) foretold() []foretold {
	if r.Public {
		return nil
	}
	a := &r.Account
	past := forecast.Before(r.Earlier...)
	ended := listEnded(a)
	of := make(map[int]*account.Statement, len(a.Statements))
	for i := range a.Statements {
		of[a.Statements[i].ID] = &a.Statements[i]
	}
	var out []foretold
	for _, end := range a.Ends {
		if r.Only != 0 && end.Statement != r.Only || !foretells(end) {
			continue
		}
		told, err := past.ListEnds(end.Meeting(), end.At)
		if err != nil {
			continue // nor was anything said then
		}
		f := foretold{statement: of[end.Statement], at: end.At.Wall, Ending: told, ended: ended}
		if !ended.IsZero() {
			from := end.At.Wall
			if until := end.Meeting().Until; until.After(from) {
				from = until // which was known
			}
			f.suspended = suspendedIn(a.Sittings, from, ended)
			f.late = (ended.Sub(told.ListEnds.P50) - f.suspended).Truncate(time.Millisecond)
		}
		out = append(out, f)
	}
	return out
}

// listEnded is when the last statement of a list ended that was heard to its end; zero of
// one that goes on, or of which somebody who waited was not heard.
func listEnded(a *account.Account) (at time.Time) {
	if a.Totals.Waiting > 0 || a.Totals.NotHeard > 0 {
		return at
	}
	for i := range a.Statements {
		if s := &a.Statements[i]; s.Kind != timer.PointOfOrder && s.Ended() && s.EndedAt.Wall.After(at) {
			at = s.EndedAt.Wall
		}
	}
	return at
}

// suspendedIn is for how long the meeting was suspended between two moments.
func suspendedIn(sittings []account.Sitting, from, to time.Time) (sum time.Duration) {
	for i, s := range sittings {
		if s.Suspended.IsZero() {
			continue
		}
		began, over := s.Suspended, to
		if i+1 < len(sittings) && sittings[i+1].Resumed.Before(to) {
			over = sittings[i+1].Resumed
		}
		if from.After(began) {
			began = from
		}
		sum += max(0, over.Sub(began))
	}
	return sum.Truncate(time.Millisecond)
}

// forecastsJSON are those of the record for programs.
func (r *Record) forecastsJSON() []wire.RecordedForecast {
	out := []wire.RecordedForecast{}
	for _, f := range r.foretold() {
		told := wire.RecordedForecast{
			Statement: f.statement.ID, At: f.at.UTC(), Left: f.Left,
			ListEnds: wire.Expected{P10: f.ListEnds.P10.UTC(), P50: f.ListEnds.P50.UTC(), P90: f.ListEnds.P90.UTC()},
			Basis:    wire.ForecastBasis{Statements: f.Basis.Statements, Prior: f.Basis.Prior, Meetings: f.Basis.Meetings, Table: f.Basis.Table},
		}
		if told.ListEndedAt = wall(f.ended); told.ListEndedAt != nil {
			suspended, late := millis(f.suspended), millis(f.late)
			told.SuspendedMS, told.LateMS = &suspended, &late
		}
		out = append(out, told)
	}
	return out
}

// forecasts is the table of all of them.
func (r *Record) forecasts(all []foretold) Table {
	t := Table{Title: r.say("forecasts"), Columns: r.columns("number", "delegation", "at", "heard", "waiting",
		"ends.from", "ends", "ends.to", "list-ended", "suspended", "late-by", "basis")}
	for _, f := range all {
		row := []Cell{
			number(f.statement.Order), text(r.name(f.statement.Delegation, f.statement.Names)), r.moment(f.at), number(f.Basis.Statements), number(f.Left),
			r.moment(f.ListEnds.P10), r.moment(f.ListEnds.P50), r.moment(f.ListEnds.P90), r.moment(f.ended), {}, {}, text(f.Basis.Table),
		}
		if !f.ended.IsZero() {
			row[9], row[10] = length(f.suspended), minutes(f.late)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// said are forecasts as people read them: what came of them, what the brackets are, and a
// sentence for each of a few.
func (r *Record) said(all []foretold) (lead, items []string) {
	var last time.Time
	for _, f := range few(all) {
		item := r.Tongue.Fill("record.forecast.said", "time", r.minute(f.at, f.at), "n", strconv.Itoa(f.Basis.Statements), "left", strconv.Itoa(f.Left),
			"at", r.five(f.ListEnds.P50, f.at), "from", r.five(f.ListEnds.P10, f.at), "to", r.five(f.ListEnds.P90, f.at))
		if !f.ended.IsZero() {
			key := "record.forecast.later"
			if f.late < 0 {
				key = "record.forecast.earlier"
			}
			item += " " + r.Tongue.Fill(key, "n", strconv.FormatFloat(f.late.Abs().Minutes(), 'f', 0, 64))
		}
		if f.suspended > 0 {
			item += " " + r.Tongue.Fill("record.forecast.suspended", "time", clock(f.suspended))
		}
		items, last = append(items, item), f.at
	}
	return []string{r.outcome(last), r.say("forecast.band")}, items
}

// outcome is what became of the list; last is when a forecast was made last.
func (r *Record) outcome(last time.Time) string {
	a := &r.Account
	switch ended := listEnded(a); {
	case !ended.IsZero():
		return r.Tongue.Fill("record.forecast.ended", "at", r.minute(ended, last))
	case a.ClosedAt != (timer.Stamp{}):
		return r.Tongue.Fill("record.forecast.closed", "at", r.minute(a.ClosedAt.Wall, last), "n", strconv.Itoa(a.Totals.NotHeard))
	default:
		return r.say("forecast.open")
	}
}

// few are the first at 3, 5 and 10 heard, and then at each ten: a page has room for so many.
func few(all []foretold) []foretold {
	var out []foretold
	marks := []int{fewestHeard, 5, 10}
	next := marks[0]
	for _, f := range all {
		n := f.Basis.Statements
		if n < next {
			continue
		}
		out = append(out, f)
		next = (n/10 + 1) * 10
		if i := slices.IndexFunc(marks, func(m int) bool { return m > n }); i >= 0 {
			next = marks[i]
		}
	}
	return out
}

// minute is a time of day in the room; with its date where it is on another day than what it
// stands beside.
func (r *Record) minute(at, beside time.Time) string {
	at, beside = at.In(r.Zone), beside.In(r.Zone)
	if at.Format(time.DateOnly) != beside.Format(time.DateOnly) {
		return leftToRight + at.Format("2006-01-02 15:04")
	}
	return at.Format("15:04")
}

// five is a forecast time as the console says it: rounded to five minutes, and not before
// the moment at which it is said.
func (r *Record) five(at, now time.Time) string {
	const step = 5 * time.Minute
	near := at.Round(step)
	if near.Before(now) {
		near = now.Add(step - 1).Truncate(step)
	}
	return r.minute(near, now)
}
