package crash_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// statement is one that was played, in milliseconds of the steady clock.
type statement struct {
	zero, end float64
	marks     marks
}

// marks are those of the short rules, in milliseconds from zero.
type marks struct{ warning, overrun float64 }

// marksOf returns the marks of the nth speaker of a rehearsal.
func marksOf(n int) marks {
	if n%3 == 2 {
		return marks{warning: 600, overrun: 1600} // a group
	}
	return marks{warning: 400, overrun: 1400}
}

// level returns what the light has to show at an instant of a statement.
func (s statement) level(at float64) (lit bool, signal string) {
	switch since := at - s.zero - s.marks.warning; {
	case since < 0:
		return false, "dark"
	case at-s.zero >= s.marks.overrun:
		return true, "steady"
	default:
		return math.Mod(since, 1000) < 500, "flash"
	}
}

// checkEdges holds every movement of the pin against the record: it is at an edge
// of the pattern, at the end of a statement, or the first after a start of the
// program; and it moves to what the light has to show there. An edge that was due
// at the very moment of an end may come first; the dark of the end comes next.
func checkEdges(t *testing.T, lines []traceLine, played []statement) {
	t.Helper()
	const same = 0.001 // what is the same instant, in numbers of JSON
	started := false
	for i, l := range lines {
		if !l.Lit && l.Signal == "dark" && l.Phase == "" && !endsOne(played, l.DeadlineMS, same) {
			started = true // dark at a start; the kill before it left no line
			continue
		}
		first := started
		started = false
		if !l.Lit && endsOne(played, l.DeadlineMS, same) {
			continue
		}
		on := during(played, l.DeadlineMS)
		if on == nil && !l.Lit {
			continue // dark while nobody speaks
		}
		if on == nil && i+1 < len(lines) {
			on = overtaken(played, l, lines[i+1], same)
		}
		if on == nil {
			t.Errorf("line %d: the pin moved while nobody spoke: %+v", i+1, l)
			continue
		}
		if lit, signal := on.level(l.DeadlineMS + same); lit != l.Lit || signal != l.Signal {
			t.Errorf("line %d: %+v; the light has to be lit %v, %s, at %.3f of the statement", i+1, l, lit, signal, l.DeadlineMS-on.zero)
		}
		since := l.DeadlineMS - on.zero - on.marks.warning
		off := math.Mod(since+same, 500)
		if edge := off < 2*same || math.Abs(l.DeadlineMS-on.zero-on.marks.overrun) < same; !edge && !first {
			t.Errorf("line %d: the pin moved where there is no edge: %+v, %.3f after the warning", i+1, l, since)
		}
	}
}

func endsOne(played []statement, at, same float64) bool {
	for _, s := range played {
		if math.Abs(at-s.end) < same {
			return true
		}
	}
	return false
}

func during(played []statement, at float64) *statement {
	for i, s := range played {
		if at >= s.zero && at <= s.end {
			return &played[i]
		}
	}
	return nil
}

// overtaken returns the statement whose end an edge has overtaken: the edge was due
// after the end, and the next that the pin did was to go dark for it. Between the moment
// at which the engine decides and that at which the light's player has it lie some 10 µs,
// in which the kernel may take the processor away from the engine: how long is the
// machine's affair, and no bound of this test; the last sleep before an edge adds nothing
// to it, for the player looks for news before it moves the pin.
func overtaken(played []statement, edge, next traceLine, same float64) *statement {
	for i, s := range played {
		if edge.Lit && !next.Lit && edge.DeadlineMS > s.end && math.Abs(next.DeadlineMS-s.end) < same {
			return &played[i]
		}
	}
	return nil
}

// traceLine is a line of the trace, read by its outside names.
type traceLine struct {
	Seat       string  `json:"seat"`
	Level      string  `json:"level"`
	Lit        bool    `json:"lit"`
	Signal     string  `json:"signal"`
	Phase      string  `json:"phase"`
	DeadlineMS float64 `json:"deadline_ms"`
	AtMS       float64 `json:"at_ms"`
}

func readTrace(t testing.TB, path string) []traceLine {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []traceLine
	for line := range bytes.Lines(text) {
		var l traceLine
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("trace: %s: %v", line, err)
		}
		lines = append(lines, l)
	}
	return lines
}
