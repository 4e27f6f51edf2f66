package forecast_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
	"rostrum/timer/forecast"
)

func drawSeconds(t *rapid.T, name string, least, most int) time.Duration {
	return time.Duration(rapid.IntRange(least, most).Draw(t, name)) * time.Second
}

func drawKind(t *rapid.T) timer.Kind { return rapid.SampledFrom(timer.Kinds()).Draw(t, "kind") }

// drawLimit draws a limit; there may be none.
func drawLimit(t *rapid.T) time.Duration {
	return rapid.SampledFrom([]time.Duration{0, time.Second, time.Minute, 2 * time.Minute, 3 * time.Minute, 4 * time.Minute, 10 * time.Minute, timer.LongestLimit}).Draw(t, "limit")
}

func drawHeard(t *rapid.T, most int) []forecast.Heard {
	var heard []forecast.Heard
	for range rapid.IntRange(0, most).Draw(t, "heard") {
		heard = append(heard, forecast.Heard{Kind: drawKind(t), Limit: drawLimit(t), Used: drawSeconds(t, "used", 0, 2000), Gap: drawSeconds(t, "gap", 0, 1000)})
	}
	return heard
}

func drawEntry(t *rapid.T) forecast.Entry {
	return forecast.Entry{ID: timer.EntryID(rapid.StringMatching("e[1-9]").Draw(t, "id")), Kind: drawKind(t), Limit: drawLimit(t)}
}

func drawDebate(t *rapid.T) forecast.Debate {
	d := forecast.Debate{Now: noon.Add(drawSeconds(t, "now", 0, 9000)), Heard: drawHeard(t, 12)}
	if rapid.Bool().Draw(t, "must end") {
		d.EndsBy = noon.Add(drawSeconds(t, "ends by", 0, 20000))
	}
	if rapid.IntRange(0, 3).Draw(t, "suspended") == 0 {
		d.Resumes = noon.Add(drawSeconds(t, "resumes", 0, 20000))
	}
	for range rapid.IntRange(0, 2).Draw(t, "have the floor") {
		d.Running = append(d.Running, forecast.Running{Kind: drawKind(t), Limit: drawLimit(t), Elapsed: drawSeconds(t, "elapsed", 0, 3000)})
	}
	for range rapid.IntRange(0, 40).Draw(t, "left") {
		d.Left = append(d.Left, drawEntry(t))
	}
	for range rapid.IntRange(0, 2).Draw(t, "earlier") {
		d.Earlier = append(d.Earlier, drawHeard(t, 5))
	}
	return d
}

// drawTable draws a table that meetings might have, also odd ones.
func drawTable(t *rapid.T) forecast.Table {
	table := forecast.Shipped()
	if rapid.Bool().Draw(t, "shipped") {
		return table
	}
	table.Used, table.Gap = rapid.Float64Range(0.01, 4).Draw(t, "level"), rapid.Float64Range(0, 5).Draw(t, "gaps")
	z := []float64{rapid.Float64Range(-5, 5).Draw(t, "z"), rapid.Float64Range(-5, 5).Draw(t, "z"), rapid.Float64Range(-5, 5).Draw(t, "z")}
	slices.Sort(z)
	table.Low, table.Middle, table.High = z[0], z[1], z[2]
	return table
}

func make1(t *rapid.T, table forecast.Table, d forecast.Debate) forecast.Forecast {
	f, err := table.Forecast(d)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// notEarlier says that nothing of a band comes before that of another.
func notEarlier(a, b forecast.Band) bool {
	return !a.P10.Before(b.P10) && !a.P50.Before(b.P50) && !a.P90.Before(b.P90)
}

// Whatever the debate: no forecast of a past instant, bands and entries in the order of
// time, counts that fit them, and the same again of the same.
func TestForecastsAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, table := drawDebate(t), drawTable(t)
		f := make1(t, table, d)
		from := d.Now
		if d.Resumes.After(from) {
			from = d.Resumes
		}
		last := forecast.Band{P10: from, P50: from, P90: from}
		whole := 0
		for i, turn := range f.Entries {
			for _, b := range []forecast.Band{turn.Begins, turn.Ends} {
				if b.P50.Before(b.P10) || b.P90.Before(b.P50) || !notEarlier(b, last) {
					t.Fatalf("entry %d: %v after %v", i, b, last)
				}
				last = b
			}
			if d.EndsBy.IsZero() || !turn.Ends.P50.After(d.EndsBy) {
				whole++
			} else if i == whole && f.LineBefore != turn.Entry {
				t.Errorf("the line is before %q; want %q", f.LineBefore, turn.Entry)
			}
		}
		if !notEarlier(f.ListEnds, last) || len(f.Entries) > 0 && f.ListEnds != last {
			t.Errorf("the list ends %v, and its last entry %v", f.ListEnds, last)
		}
		c := f.HeardByEnd
		if c.P50 != whole || c.P10 < 0 || c.P10 > c.P50 || c.P50 > c.P90 || c.P90 > f.Left || f.Left != len(d.Left) || (f.LineBefore == "") != (whole == f.Left) {
			t.Errorf("of %d, %+v are heard, and the line is before %q", f.Left, c, f.LineBefore)
		}
		if again := make1(t, table, d); !reflect.DeepEqual(f, again) {
			t.Error("of the same debate there is another forecast")
		}
	})
}

// A speaker more, wherever in the list, never ends it earlier, nor brings anybody forward.
func TestMoreSpeakersNeverEndEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, table := drawDebate(t), drawTable(t)
		before := make1(t, table, d)
		at := rapid.IntRange(0, len(d.Left)).Draw(t, "at")
		d.Left = slices.Insert(slices.Clone(d.Left), at, drawEntry(t))
		after := make1(t, table, d)
		if !notEarlier(after.ListEnds, before.ListEnds) {
			t.Errorf("with one more the list ends %v, and not %v", after.ListEnds, before.ListEnds)
		}
		for i, turn := range before.Entries {
			now := after.Entries[i]
			if i >= at {
				now = after.Entries[i+1]
			} else if now != turn {
				t.Errorf("who comes before the new one has another turn: %v, and not %v", now, turn)
			}
			if !notEarlier(now.Begins, turn.Begins) {
				t.Errorf("entry %d begins %v, and not %v", i, now.Begins, turn.Begins)
			}
		}
		if after.HeardByEnd.P50 > before.HeardByEnd.P50+1 {
			t.Errorf("with one more %+v are heard; before %+v", after.HeardByEnd, before.HeardByEnd)
		}
	})
}

// A shorter limit never ends later, for one or for all.
func TestShorterLimitsNeverEndLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, table := drawDebate(t), drawTable(t)
		long := drawSeconds(t, "limit", 2, 1200)
		short := drawSeconds(t, "shorter", 1, int(long.Seconds()))
		if a, b := make1(t, table, d.AtLimit(long)), make1(t, table, d.AtLimit(short)); !notEarlier(a.ListEnds, b.ListEnds) {
			t.Errorf("at %v the list ends %v, at %v %v", long, a.ListEnds, short, b.ListEnds)
		}
		if len(d.Left) == 0 {
			return
		}
		i := rapid.IntRange(0, len(d.Left)-1).Draw(t, "whose")
		d.Left = slices.Clone(d.Left)
		d.Left[i].Limit = long
		a := make1(t, table, d)
		d.Left = slices.Clone(d.Left)
		d.Left[i].Limit = short
		if b := make1(t, table, d); !notEarlier(a.ListEnds, b.ListEnds) {
			t.Errorf("with %v for entry %d the list ends %v, with %v %v", long, i, a.ListEnds, short, b.ListEnds)
		}
	})
}

// Where everything takes twice as long, at twice the limits, so does what is to come: no
// room has to speak for three minutes.
func TestForecastsScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawTable(t)
		one, two := forecast.Debate{Now: noon}, forecast.Debate{Now: noon}
		for range rapid.IntRange(1, 30).Draw(t, "heard") {
			h := forecast.Heard{Kind: drawKind(t), Limit: drawSeconds(t, "limit", 1, 600), Used: drawSeconds(t, "used", 0, 150), Gap: drawSeconds(t, "gap", 0, 70)}
			if h.Kind == timer.PointOfOrder {
				h.Kind = timer.State // what it takes is cut off at five minutes
			}
			one.Heard = append(one.Heard, h)
			two.Heard = append(two.Heard, forecast.Heard{Kind: h.Kind, Limit: 2 * h.Limit, Used: 2 * h.Used, Gap: 2 * h.Gap})
		}
		for range rapid.IntRange(1, 30).Draw(t, "left") {
			e := forecast.Entry{Kind: drawKind(t), Limit: drawSeconds(t, "limit", 1, 600)}
			one.Left = append(one.Left, e)
			two.Left = append(two.Left, forecast.Entry{Kind: e.Kind, Limit: 2 * e.Limit})
		}
		a, b := make1(t, table, one).ListEnds, make1(t, table, two).ListEnds
		for _, of := range [][2]time.Time{{a.P10, b.P10}, {a.P50, b.P50}, {a.P90, b.P90}} {
			if off := of[1].Sub(noon) - 2*of[0].Sub(noon); off.Abs() > time.Second { // both are rounded
				t.Errorf("%v, and at twice as much %v", a, b)
			}
		}
	})
}

// The forecast moves only with what moves it: when nothing happens for a while, and the
// clock of who has the floor stands, all instants move by that while.
func TestForecastsMoveWithTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, table := drawDebate(t), drawTable(t)
		d.Resumes = time.Time{}
		before := make1(t, table, d)
		later := drawSeconds(t, "later", 0, 5000)
		d.Now = d.Now.Add(later)
		if !d.EndsBy.IsZero() {
			d.EndsBy = d.EndsBy.Add(later)
		}
		after := make1(t, table, d)
		for i := range after.Entries {
			if !after.Entries[i].Begins.P50.Equal(before.Entries[i].Begins.P50.Add(later)) {
				t.Fatalf("entry %d: %v, and before %v", i, after.Entries[i], before.Entries[i])
			}
		}
		if after.LineBefore != before.LineBefore || after.HeardByEnd != before.HeardByEnd || !after.ListEnds.P90.Equal(before.ListEnds.P90.Add(later)) {
			t.Errorf("%v later: %+v, and before %+v", later, after, before)
		}
	})
}

// Whatever the own meetings were, their table makes forecasts that are in order.
func TestOwnMeetingsOfAnyKind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var own [][]forecast.Heard
		for range rapid.IntRange(8, 14).Draw(t, "meetings") {
			var m []forecast.Heard
			pattern := drawHeard(t, 4)
			for i := range rapid.IntRange(10, 40).Draw(t, "statements") {
				if len(pattern) > 0 {
					m = append(m, pattern[i%len(pattern)])
				}
			}
			own = append(own, m)
		}
		table := forecast.For(own)
		if table.Name == "own" && table.Meetings < forecast.OwnMeetings || table.Low > table.Middle || table.Middle > table.High || table.Used <= 0 {
			t.Fatalf("%+v", table)
		}
		d := drawDebate(t)
		d.Earlier = own
		f := make1(t, table, d)
		if f.ListEnds.P10.Before(d.Now) || f.ListEnds.P50.Before(f.ListEnds.P10) || f.ListEnds.P90.Before(f.ListEnds.P50) {
			t.Errorf("%+v", f.ListEnds)
		}
		if made, err := forecast.Make(d); err != nil || !reflect.DeepEqual(made, f) {
			t.Errorf("%v: %+v; want %+v", err, made, f)
		}
	})
}
