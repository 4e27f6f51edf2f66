package forecast_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/forecast"
)

// noon is when the tests forecast.
var noon = time.Date(2024, time.March, 11, 12, 0, 0, 0, time.UTC)

const minute = time.Minute

// bareTable is certain, and knows nothing but the prior: what it forecasts can be added up.
func bareTable() forecast.Table { return forecast.Table{Used: 1, Gap: 1} }

func list(n int, kind timer.Kind, limit time.Duration) []forecast.Entry {
	return slices.Repeat([]forecast.Entry{{ID: "e", Kind: kind, Limit: limit}}, n)
}

func heard(n int, kind timer.Kind, limit, used, gap time.Duration) []forecast.Heard {
	return slices.Repeat([]forecast.Heard{{Kind: kind, Limit: limit, Used: used, Gap: gap}}, n)
}

// The middle is what the formula says.
func TestMiddle(t *testing.T) {
	shaped := bareTable()
	shaped.Shape = forecast.Shipped().Shape
	seconds := func(n float64) time.Duration { return time.Duration(n+0.5) * time.Second }
	for name, c := range map[string]struct {
		table forecast.Table
		d     forecast.Debate
		want  time.Duration
	}{
		"nobody is left":  {bareTable(), forecast.Debate{Heard: heard(3, timer.State, 3*minute, 3*minute, 0)}, 0},
		"nothing is seen": {bareTable(), forecast.Debate{Left: list(10, timer.State, 3*minute)}, 36 * minute},
		"no limit":        {bareTable(), forecast.Debate{Left: list(10, timer.State, timer.NoLimit)}, 36 * minute},
		"half is used, with no gaps": {bareTable(),
			forecast.Debate{Left: list(10, timer.State, 3*minute), Heard: heard(16, timer.State, 3*minute, 90*time.Second, 0)},
			seconds(10 * (180*0.75 + 36*16./31))},
		"one of seven limits counts as four": {bareTable(),
			forecast.Debate{Left: list(1, timer.State, 100*time.Second), Heard: heard(1, timer.State, 100*time.Second, 700*time.Second, minute)},
			seconds(100*20./17 + 20)},
		"the gap of the first is not known, a long one counts as five minutes": {bareTable(),
			forecast.Debate{Left: list(1, timer.State, 100*time.Second), Heard: heard(2, timer.State, 100*time.Second, 100*time.Second, 20*minute)},
			seconds(100 + (16*20+300)/17.)},
		"other kinds move a kind": {bareTable(),
			forecast.Debate{Left: list(1, timer.Group, 240*time.Second), Heard: heard(16, timer.State, 3*minute, 90*time.Second, 36*time.Second)},
			seconds(240*0.75 + (16*48+15*36)/31.)},
		"a point of order is time between two statements": {bareTable(),
			forecast.Debate{Left: list(1, timer.State, 100*time.Second), Heard: slices.Concat(
				heard(1, timer.State, 100*time.Second, 100*time.Second, 0),
				heard(1, timer.PointOfOrder, 100*time.Second, minute, 10*time.Second),
				heard(1, timer.State, 100*time.Second, 100*time.Second, 20*time.Second))},
			seconds(100 + (16*20+90)/17.)},
		"own meetings": {bareTable(),
			forecast.Debate{Left: list(1, timer.State, 100*time.Second), Earlier: [][]forecast.Heard{heard(48, timer.State, 100*time.Second, 50*time.Second, 20*time.Second)}},
			seconds(100*(16+24)/64. + 20)},
		"who has the floor, at the beginning": {shaped,
			forecast.Debate{Running: []forecast.Running{{Kind: timer.State, Limit: 3 * minute}}}, 3 * minute},
		"a suspended meeting": {bareTable(), forecast.Debate{Resumes: noon.Add(time.Hour), Left: list(10, timer.State, 3*minute)}, time.Hour + 36*minute},
		"one that went on":    {bareTable(), forecast.Debate{Resumes: noon.Add(-time.Hour), Left: list(10, timer.State, 3*minute)}, 36 * minute},
	} {
		c.d.Now = noon
		f, err := c.table.Forecast(c.d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := f.ListEnds.P50.Sub(noon); got != c.want {
			t.Errorf("%s: the list ends in %v; want %v", name, got, c.want)
		}
	}
}

// What remains of a statement is at first all of it, then less; and of one that has
// lasted for long it is not nothing.
func TestRestOfTheRunningStatement(t *testing.T) {
	table := forecast.Shipped()
	table.Used = 1
	rest := func(elapsed time.Duration) time.Duration {
		f, err := table.Forecast(forecast.Debate{Now: noon, Running: []forecast.Running{{Kind: timer.State, Limit: 3 * minute, Elapsed: elapsed}}})
		if err != nil {
			t.Fatal(err)
		}
		return f.ListEnds.P50.Sub(noon)
	}
	if fresh, later := rest(0), rest(minute); later >= fresh || later < fresh/2 {
		t.Errorf("of a new one %v remain, after a minute %v", fresh, later)
	}
	if long, longer := rest(20*minute), rest(2*time.Hour); long < minute || long != longer {
		t.Errorf("after 20 minutes %v remain, after two hours %v", long, longer)
	}
}

// A band narrows as more is heard, and widens, though less than the time, with more to come.
func TestBand(t *testing.T) {
	width := func(done, left int) time.Duration {
		f, err := forecast.Make(forecast.Debate{Now: noon, Heard: heard(done, timer.State, 3*minute, 2*minute, minute), Left: list(left, timer.State, 3*minute)})
		if err != nil {
			t.Fatal(err)
		}
		return f.ListEnds.P90.Sub(f.ListEnds.P10)
	}
	if few, many := width(3, 20), width(20, 20); many >= few {
		t.Errorf("after 3 the band is %v wide, after 20 %v", few, many)
	}
	if few, many := width(10, 5), width(10, 20); many <= few || many >= 4*few {
		t.Errorf("with 5 to come the band is %v wide, with 20 %v", few, many)
	}
}

// Ten own meetings of some length have a table of their own; fewer, or shorter ones, the
// shipped one. A room where the limit is kept to the second is forecast to the second.
func TestOwnTable(t *testing.T) {
	exact := heard(30, timer.State, 3*minute, 3*minute, 20*time.Second)
	own := slices.Repeat([][]forecast.Heard{exact}, forecast.OwnMeetings)
	short := append(slices.Clone(own[1:]), exact[:12])
	for _, c := range []struct {
		earlier [][]forecast.Heard
		name    string
	}{{nil, forecast.Shipped().Name}, {own[1:], forecast.Shipped().Name}, {short, forecast.Shipped().Name}, {own, "own"}} {
		f, err := forecast.Make(forecast.Debate{Now: noon, Heard: exact[:10], Left: list(30, timer.State, 3*minute), Earlier: c.earlier})
		if err != nil {
			t.Fatal(err)
		}
		if f.Basis != (forecast.Basis{Statements: 10, Prior: 16, Meetings: len(c.earlier), Table: c.name}) {
			t.Errorf("%d own meetings: %+v", len(c.earlier), f.Basis)
		}
		want := noon.Add(30 * (3*minute + 20*time.Second))
		if c.name == "own" && (f.ListEnds.P10.Sub(want).Abs() > time.Second || f.ListEnds.P90.Sub(want).Abs() > time.Second) {
			t.Errorf("the list ends %v; want %v", f.ListEnds, want)
		}
	}
}

func TestHeardByEnd(t *testing.T) {
	d := forecast.Debate{Now: noon, EndsBy: noon.Add(18 * minute), Heard: heard(1, timer.State, 3*minute, 3*minute, 0)}
	for _, id := range []timer.EntryID{"e2", "e3", "e4", "e5", "e6", "e7", "e8"} {
		d.Left = append(d.Left, forecast.Entry{ID: id, Kind: timer.State, Limit: 3 * minute})
	}
	f, err := bareTable().Forecast(d)
	if err != nil || f.HeardByEnd != (forecast.Count{P10: 5, P50: 5, P90: 5}) || f.LineBefore != "e7" {
		t.Errorf("%v: %+v before %q", err, f.HeardByEnd, f.LineBefore)
	}
	if f, err = bareTable().Forecast(d.AtLimit(2 * minute)); err != nil || f.HeardByEnd.P50 != 7 || f.LineBefore != "" {
		t.Errorf("at two minutes, %v: %+v before %q", err, f.HeardByEnd, f.LineBefore)
	}
	if d.Left[0].Limit != 3*minute {
		t.Error("the debate itself has other limits")
	}
	if f, err = forecast.Make(d); err != nil || f.HeardByEnd.P10 >= f.HeardByEnd.P90 {
		t.Errorf("%v: %+v", err, f.HeardByEnd)
	}
}

func TestRefused(t *testing.T) {
	good := heard(2, timer.State, 3*minute, 2*minute, 0)
	bad := slices.Concat(good, []forecast.Heard{{Kind: timer.State, Used: -1}})
	for place, d := range map[string]forecast.Debate{
		"of no instant": {},
		"statement 3 of those heard: it cannot have lasted":      {Now: noon, Heard: bad},
		"earlier meeting 2: statement 3":                         {Now: noon, Earlier: [][]forecast.Heard{good, bad}},
		"the time before it":                                     {Now: noon, Heard: []forecast.Heard{{Kind: timer.State, Gap: -1}}},
		"statement 1 of those that have the floor":               {Now: noon, Running: []forecast.Running{{Kind: timer.State, Elapsed: -1}}},
		`entry 1 of those to come: there is no kind "poem"`:      {Now: noon, Left: list(1, "poem", minute)},
		"entry 1 of those to come: its limit":                    {Now: noon, Left: list(1, timer.State, 25*time.Hour)},
		"10001 are still to come, and a list has at most 10000 ": {Now: noon, Left: list(timer.MaxEntries+1, timer.State, minute)},
	} {
		_, err := forecast.Make(d)
		if !errors.Is(err, forecast.ErrDebate) || !strings.Contains(err.Error(), place) {
			t.Errorf("%q: %v", place, err)
		}
		if _, again := forecast.Shipped().Forecast(d); again == nil || again.Error() != err.Error() {
			t.Errorf("%q: with a table it is %v", place, again)
		}
	}
	if _, err := forecast.Make(forecast.Debate{Now: noon, Left: list(timer.MaxEntries, timer.State, timer.LongestLimit)}); err != nil {
		t.Errorf("the longest list: %v", err)
	}
}
