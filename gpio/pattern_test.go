package gpio

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rostrum/timer"
)

const zero = timer.Instant(1000 * time.Second)

// statement returns the course of a statement that was started at zero.
func statement(limit, grace time.Duration) timer.Course {
	return timer.Course{
		Rule:    timer.Rule{Limit: limit, Warning: timer.Mark{Offset: 150 * time.Second}, Grace: grace},
		Signals: timer.DefaultSignals, Started: true, Running: true, Zero: zero,
	}
}

// edgesOf lists the edges of a course from an instant on, as the golden files do.
func edgesOf(c timer.Course, from timer.Instant, most int) []string {
	var out []string
	lit, edge, more := Next(c, from)
	for ; more && len(out) < most; _, edge, more = Next(c, edge) {
		lit = !lit
		out = append(out, edgeText(edge, lit))
	}
	return out
}

func edgeText(at timer.Instant, lit bool) string {
	level := "off"
	if lit {
		level = "on"
	}
	return fmt.Sprintf("%.3f %s", at.Sub(zero).Seconds(), level)
}

func golden(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		out = append(out, s.Text())
	}
	return out
}

func sameLines(t *testing.T, got, want []string) {
	t.Helper()
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("line %d: got %q, want %q", i+1, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("got %d lines, want %d; the last: got %q, want %q", len(got), len(want), got[max(0, len(got)-1):], want[max(0, len(want)-1):])
	}
}

var wholeStatements = []struct {
	name         string
	limit, grace time.Duration
}{
	{"three-minutes", 3 * time.Minute, 30 * time.Second},
	{"four-minutes", 4 * time.Minute, 30 * time.Second},
	{"steady-in-dark-half", 3 * time.Minute, 29_700 * time.Millisecond},
	{"steady-in-lit-half", 3 * time.Minute, 29_200 * time.Millisecond},
	{"steady-on-edge", 3 * time.Minute, 29_500 * time.Millisecond},
}

func TestNextOfWholeStatements(t *testing.T) {
	for _, s := range wholeStatements {
		t.Run(s.name, func(t *testing.T) {
			sameLines(t, edgesOf(statement(s.limit, s.grace), zero, 1000), golden(t, s.name))
		})
	}
}

// An extension moves what lies ahead and not the flash's halves; after a pause
// the halves are those of elapsed time.
func TestNextAcrossCommands(t *testing.T) {
	extended := statement(3*time.Minute, 30*time.Second)
	extended.Rule.Limit += 10 * time.Second
	resumed := statement(3*time.Minute, 30*time.Second)
	resumed.Zero = zero.Add(10_300 * time.Millisecond)
	moved := statement(3*time.Minute, 30*time.Second)
	moved.Rule.Warning = timer.Mark{Offset: 29_800 * time.Millisecond, BeforeLimit: true}
	flashing := statement(3*time.Minute, 30*time.Second)
	flashing.Signals.Overrun = timer.Flash
	held := statement(3*time.Minute, 30*time.Second)
	held.Running, held.Held = false, 160*time.Second
	unlimited := statement(timer.NoLimit, 0)

	for _, test := range []struct {
		name   string
		course timer.Course
		from   time.Duration
		want   []string
	}{
		{"extended in overrun, back to the flash", extended, 215_100 * time.Millisecond,
			[]string{"215.500 off", "216.000 on", "216.500 off", "217.000 on", "217.500 off", "218.000 on", "218.500 off", "219.000 on", "219.500 off", "220.000 on"}},
		{"resumed", resumed, 200 * time.Second, []string{"200.300 on", "200.800 off"}},
		{"warning before the limit", moved, 150 * time.Second, []string{"150.200 on", "150.700 off", "151.200 on"}},
		{"a table that goes on flashing", flashing, 500 * time.Second, []string{"500.500 off", "501.000 on"}},
		{"paused", held, 160 * time.Second, nil},
		{"no limit", unlimited, 0, nil},
		{"before its zero", statement(3*time.Minute, 0), -time.Hour, []string{"150.000 on"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := edgesOf(test.course, zero.Add(test.from), 10)
			sameLines(t, got[:min(len(got), len(test.want))], test.want)
			if test.want == nil && got != nil {
				t.Errorf("got edges %q, want none", got)
			}
		})
	}
}

// Next agrees with LitAt sampled each millisecond, over random courses.
func TestNextAgainstBruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(1945, 24))
	for range 150 {
		c := randomCourse(random)
		from := c.Zero.Add(-500 * time.Millisecond)
		to := c.Zero.Add(c.Rule.Limit + c.Rule.Grace + 3*time.Second)
		var want, got []string
		lit := c.LitAt(from)
		for i := from.Add(time.Millisecond); i <= to; i = i.Add(time.Millisecond) {
			if c.LitAt(i) != lit {
				lit = !lit
				want = append(want, edgeText(i, lit))
			}
		}
		lit, edge, more := Next(c, from)
		for ; more && edge <= to; _, edge, more = Next(c, edge) {
			lit = !lit
			got = append(got, edgeText(edge, lit))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("course %+v:\n got %q\nwant %q", c, got, want)
		}
	}
}

func randomCourse(random *rand.Rand) timer.Course {
	ms := func(most int) time.Duration { return time.Duration(random.IntN(most)) * time.Millisecond }
	signal := func() timer.Signal { return timer.Signal(random.IntN(3)) }
	c := timer.Course{
		Rule:    timer.Rule{Limit: ms(9000), Grace: ms(4000)},
		Signals: timer.DefaultSignals, Started: true, Running: true, Zero: zero.Add(ms(5000)),
	}
	if c.Rule.Limit > 0 {
		c.Rule.Warning = timer.Mark{Offset: ms(int(c.Rule.Limit.Milliseconds()) + 1), BeforeLimit: random.IntN(2) == 0}
	}
	if random.IntN(3) == 0 {
		c.Rule.Grace = c.Rule.Grace.Round(timer.FlashLit)
	}
	if random.IntN(2) == 0 {
		c.Signals = timer.Signals{Speaking: signal(), Warning: signal(), Over: signal(), Overrun: signal()}
	}
	return c
}

func FuzzNext(f *testing.F) {
	f.Add(int64(180e9), int64(150e9), false, int64(30e9), int64(zero), int64(zero)+151e9, uint8(0), true)
	f.Add(int64(-1), int64(-5), true, int64(-7), int64(1)<<62, -int64(1)<<62, uint8(0b10_01_00_10), true)
	f.Fuzz(func(t *testing.T, limit, warning int64, before bool, grace, zero, at int64, table uint8, running bool) {
		c := timer.Course{
			Rule: timer.Rule{
				Limit: time.Duration(limit), Grace: time.Duration(grace),
				Warning: timer.Mark{Offset: time.Duration(warning), BeforeLimit: before},
			},
			Signals: timer.Signals{
				Speaking: timer.Signal(table & 3), Warning: timer.Signal(table >> 2 & 3),
				Over: timer.Signal(table >> 4 & 3), Overrun: timer.Signal(table >> 6 & 3),
			},
			Started: true, Running: running, Zero: timer.Instant(zero),
		}
		from := timer.Instant(at)
		lit, edge, more := Next(c, from) // must end, whatever a course from the network says
		if lit != c.LitAt(from) {
			t.Fatalf("lit = %v, LitAt says %v", lit, !lit)
		}
		if !more {
			return
		}
		if edge <= from {
			t.Fatalf("the next edge, %d, is not after %d", edge, from)
		}
		if c.Rule.Validate() != nil || zero < 0 || at < 0 || zero > 1<<60 || at > 1<<60 {
			return // no such course is ever taken
		}
		if c.LitAt(edge) == lit || c.LitAt(edge-1) != lit {
			t.Fatalf("no edge at %d", edge)
		}
		for i := range int64(16) {
			if between := from + timer.Instant(i*int64(edge-from)/16); c.LitAt(between) != lit {
				t.Fatalf("an edge before %d was missed, at %d or before", edge, between)
			}
		}
		if mark, ok := nextSignal(c, from); ok && c.SignalAt(mark) == c.SignalAt(from) {
			t.Fatalf("no change of signal at %d", mark)
		}
	})
}
