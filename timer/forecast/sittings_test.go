package forecast_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"go/format"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/forecast"
)

var update = flag.Bool("update", false, "write the shipped table and what came of it anew")

const (
	sittingsFile = "council-speeches.csv"
	shippedName  = "magdeburg-2022-2024/1"
	limitOfAll   = 180 * time.Second // the file has none
)

// sittings are the slots of each sitting in the file: speeches of 30 s or more by one who
// is not in the chair, and the change of speaker before.
func sittings(t testing.TB) [][]forecast.Heard {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", sittingsFile))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || !slices.Equal(rows[0], []string{"session", "n", "chair", "start_s", "duration_s"}) {
		t.Fatalf("the file is %v, %v", rows[0], err)
	}
	var all [][]forecast.Heard
	var session string
	var end int
	for _, row := range rows[1:] {
		start, err := strconv.Atoi(row[3])
		used, err2 := strconv.Atoi(row[4])
		if err != nil || err2 != nil {
			t.Fatal(row)
		}
		if row[0] != session {
			session, all = row[0], append(all, nil)
		}
		if row[2] != "0" || used < 30 {
			continue
		}
		last := &all[len(all)-1]
		h := forecast.Heard{Kind: timer.State, Limit: limitOfAll, Used: time.Duration(used) * time.Second}
		if len(*last) > 0 {
			h.Gap = time.Duration(max(start-end, 0)) * time.Second
		}
		*last, end = append(*last, h), start+used
	}
	return all
}

// one is a forecast of a sitting, beside what came.
type one struct {
	done, ahead int
	miss        float64 // |forecast - actual| / actual
	held        bool
}

var (
	doneOf  = []int{3, 5, 10, 20}
	aheadOf = []int{10, 20, 30}
)

// play makes the forecasts of a sitting.
func play(t testing.TB, table forecast.Table, sitting []forecast.Heard, earlier [][]forecast.Heard) []one {
	t.Helper()
	var all []one
	for _, done := range doneOf {
		for _, ahead := range aheadOf {
			if done+ahead > len(sitting) {
				continue
			}
			d := forecast.Debate{Now: noon, Heard: sitting[:done], Earlier: earlier}
			var actual time.Duration
			for _, h := range sitting[done : done+ahead] {
				d.Left = append(d.Left, forecast.Entry{Kind: h.Kind, Limit: h.Limit})
				actual += min(h.Gap, forecast.LongestGap) + h.Used
			}
			f, err := table.Forecast(d)
			if err != nil {
				t.Fatal(err)
			}
			came := noon.Add(actual)
			all = append(all, one{done, ahead,
				math.Abs(f.ListEnds.P50.Sub(came).Seconds()) / actual.Seconds(),
				!came.Before(f.ListEnds.P10) && !came.After(f.ListEnds.P90)})
		}
	}
	return all
}

// leftOut forecasts each sitting with the table of the others.
func leftOut(t testing.TB, all [][]forecast.Heard) []one {
	t.Helper()
	var got []one
	for i, sitting := range all {
		table, ok := forecast.Fit("the others", slices.Delete(slices.Clone(all), i, i+1))
		if !ok {
			t.Fatal("there is no table")
		}
		got = append(got, play(t, table, sitting, nil)...)
	}
	return got
}

// inOrder forecasts each sitting after the tenth with those before it as own meetings.
func inOrder(t testing.TB, all [][]forecast.Heard) []one {
	t.Helper()
	var got []one
	for i := forecast.OwnMeetings; i < len(all); i++ {
		table := forecast.For(all[:i])
		if table.Name == shippedName {
			continue // a short one among the first ten
		}
		got = append(got, play(t, table, all[i], all[:i])...)
	}
	return got
}

// bare forecasts each sitting with nothing but the prior.
func bare(t testing.TB, all [][]forecast.Heard) []one {
	t.Helper()
	var got []one
	for _, sitting := range all {
		got = append(got, play(t, forecast.Table{Used: 1, Gap: 1}, sitting, nil)...)
	}
	return got
}

func amount(all []one) (miss, held float64) {
	var misses []float64
	n := 0
	for _, o := range all {
		misses = append(misses, o.miss)
		if o.held {
			n++
		}
	}
	slices.Sort(misses)
	return (misses[(len(misses)-1)/2] + misses[len(misses)/2]) / 2, float64(n) / float64(len(all))
}

// report is the back-test, for people.
func report(t testing.TB, all [][]forecast.Heard) string {
	t.Helper()
	var out strings.Builder
	section := func(title string, got []one) {
		fmt.Fprintf(&out, "%s\n  done  ahead  forecasts  median error  band holds\n", title)
		line := func(done, ahead string, got []one) {
			miss, held := amount(got)
			fmt.Fprintf(&out, "%6s %6s %10d %13.2f %10.0f%%\n", done, ahead, len(got), miss, 100*held)
		}
		for _, done := range doneOf {
			for _, ahead := range aheadOf {
				var cell []one
				for _, o := range got {
					if o.done == done && o.ahead == ahead {
						cell = append(cell, o)
					}
				}
				line(strconv.Itoa(done), strconv.Itoa(ahead), cell)
			}
		}
		line("all", "all", got)
	}
	section("Each sitting left out in turn, the table of the other 35:", leftOut(t, all))
	section("\nEach sitting after those before it, as own meetings:", inOrder(t, all))
	miss, _ := amount(bare(t, all))
	fmt.Fprintf(&out, "\nWith the prior alone, 1.2 of the limit, no table: median error %.2f\n", miss)
	return out.String()
}

// The bar: of all forecasts together, each of a sitting that the table does not know, the
// median error is at most 0.20 of what remained, and the band of 80 % holds 72 to 88 %.
func TestSittingsLeftOut(t *testing.T) {
	all := sittings(t)
	if len(all) != 36 {
		t.Fatalf("there are %d sittings", len(all))
	}
	if miss, held := amount(leftOut(t, all)); miss > 0.20 || held < 0.72 || held > 0.88 {
		t.Errorf("the median error is %.3f, and the band holds %.3f", miss, held)
	}
	golden(t, filepath.Join("testdata", "sittings.golden.txt"), []byte(report(t, all)))
}

// The shipped table is that of the file.
func TestShippedTable(t *testing.T) {
	table, ok := forecast.Fit(shippedName, sittings(t))
	if !ok {
		t.Fatal("there is no table")
	}
	var shape strings.Builder
	for i, x := range table.Shape {
		if i%10 == 0 {
			shape.WriteString("\n")
		}
		fmt.Fprintf(&shape, "%.3f, ", x)
	}
	text := fmt.Sprintf(`// Code generated by "go test ./timer/forecast -update"; DO NOT EDIT.

package forecast

// Shipped returns the table that is used until there are own meetings. It is [Fit] of
// testdata/%s: %d sittings of a city council, 2022 to 2024. Its source,
// and its licence (CC0), stand in council-speeches.source.md beside it. A slot is a speech
// of 30 s or more by one who is not in the chair; the limit is taken as three minutes.
func Shipped() Table {
	return Table{
		Name: %q, Meetings: %d, Scores: %d,
		Used: %.3f, Gap: %.3f,
		Low: %.3f, Middle: %.3f, High: %.3f,
		Shape: Shape{%s
		},
	}
}
`, sittingsFile, table.Meetings, table.Name, table.Meetings, table.Scores, table.Used, table.Gap, table.Low, table.Middle, table.High, shape.String())
	source, err := format.Source([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "shipped.go", source)
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the sittings say; read the difference after -update:\n%s", path, got)
	}
}

// BenchmarkSittings prints the back-test, and measures one forecast of a long list.
func BenchmarkSittings(b *testing.B) {
	all := sittings(b)
	fmt.Print(report(b, all))
	miss, held := amount(leftOut(b, all))
	d := forecast.Debate{Now: noon, Heard: all[0]}
	for range 200 {
		d.Left = append(d.Left, forecast.Entry{Kind: timer.State, Limit: limitOfAll})
	}
	for b.Loop() {
		if _, err := forecast.Make(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(miss, "median-error")
	b.ReportMetric(held, "held")
}
