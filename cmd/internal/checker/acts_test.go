package checker_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
)

// A checker that finds nothing proves nothing: it finds every kind of fault.
func TestActs(t *testing.T) {
	act := func(id string, asked, answered int, rev uint64) checker.Act {
		return checker.Act{ID: id, Asked: time.Duration(asked), Answered: time.Duration(answered), Fate: checker.Acknowledged, Rev: rev}
	}
	looked := func(asked, answered int, rev uint64) checker.Act { return act("", asked, answered, rev) }
	gaveUp := checker.Act{ID: "c", Asked: 35}
	refused := checker.Act{ID: "c", Asked: 35, Answered: 40, Fate: checker.Refused}
	journal := []checker.Kept{{"", 1}, {"a", 2}, {"b", 3}}
	withC := append(slices.Clone(journal), checker.Kept{ID: "c", Rev: 4})
	good := []checker.Act{act("a", 10, 20, 2), looked(21, 22, 2), act("b", 15, 30, 3), looked(31, 32, 3)}
	for name, c := range map[string]struct {
		acts    []checker.Act
		journal []checker.Kept
		faults  int
	}{
		"as it should be":                    {good, journal, 0},
		"one who gave up, and it was done":   {append(slices.Clone(good), gaveUp, looked(50, 51, 3), looked(60, 61, 4)), withC, 0},
		"and it was not":                     {append(slices.Clone(good), gaveUp, looked(60, 61, 3)), journal, 0},
		"done before it was asked for":       {append(slices.Clone(good), gaveUp, looked(33, 34, 4)), withC, 1},
		"lost":                               {good, journal[:2], 1},
		"twice":                              {good, append(slices.Clone(journal), checker.Kept{ID: "a", Rev: 4}), 1},
		"by another revision":                {good, []checker.Kept{{"", 1}, {"b", 2}, {"a", 3}}, 2},
		"refused, and done":                  {append(slices.Clone(good), refused), withC, 1},
		"refused":                            {append(slices.Clone(good), refused), journal, 0},
		"a revision that comes again":        {good, append(slices.Clone(journal), checker.Kept{ID: "d", Rev: 3}), 1},
		"a look that does not see the act":   {append(slices.Clone(good), looked(33, 34, 2)), journal, 1},
		"a look that sees what is to come":   {append(slices.Clone(good), looked(1, 2, 3)), journal, 1},
		"looks that go back":                 {[]checker.Act{act("a", 10, 20, 2), act("b", 10, 60, 3), looked(30, 31, 3), looked(40, 41, 2)}, journal, 1},
		"acts in another order than clients": {[]checker.Act{act("a", 30, 40, 2), act("b", 10, 20, 3)}, journal, 1},
	} {
		if faults := checker.JudgeActs(c.acts, c.journal); len(faults) != c.faults {
			t.Errorf("%s: found %q; want %d", name, faults, c.faults)
		}
	}
}

func TestKeptOf(t *testing.T) {
	for text, want := range map[string]checker.Kept{
		`{"command":{"id":"a","digest":"d"},"events":[{"rev":7},{"rev":7}]}`: {ID: "a", Rev: 7},
		`{"events":[{"rev":1}]}`: {Rev: 1},
	} {
		if k, is, err := checker.KeptOf([]byte(text)); err != nil || !is || k != want {
			t.Errorf("%s: %v, %v, %v", text, k, is, err)
		}
	}
	if _, is, err := checker.KeptOf([]byte(`{"observed":[{"seat":"7"}]}`)); err != nil || is {
		t.Errorf("what was observed is an act, or %v", err)
	}
	for _, text := range []string{`{"events":[{"rev":7},{"rev":8}]}`, `minutes`} {
		if _, _, err := checker.KeptOf([]byte(text)); err == nil {
			t.Errorf("%s is a record", text)
		}
	}
}

func TestList(t *testing.T) {
	adds := func(name string, fate checker.Fate) checker.Act { return checker.Act{Adds: name, Fate: fate} }
	state := []byte(`{"list":[{"delegation":"A"},{"delegation":"B"},{"delegation":"B"},{"delegation":"C"}]}`)
	for name, c := range map[string]struct {
		act    checker.Act
		faults int
	}{
		"once": {adds("A", checker.Acknowledged), 0}, "twice": {adds("B", checker.Acknowledged), 1}, "lost": {adds("D", checker.Acknowledged), 1},
		"refused": {adds("D", checker.Refused), 0}, "refused, and there": {adds("C", checker.Refused), 1},
		"unknown, and there": {adds("C", checker.Unanswered), 0}, "unknown, and twice": {adds("B", checker.Unanswered), 1}, "another act": {checker.Act{ID: "x"}, 0},
	} {
		if faults := checker.JudgeList([]checker.Act{c.act}, state); len(faults) != c.faults {
			t.Errorf("%s: found %q; want %d", name, faults, c.faults)
		}
	}
}

func TestTicks(t *testing.T) {
	turns := []checker.Turn{{2, 1000.5, "start"}, {4, 4000.5, "pause"}, {5, 6000.5, "resume"}, {6, 9000.5, "end"}}
	tick := func(who string, lead int64, rev uint64, clock float64, elapsed any) checker.Tick {
		text, err := json.Marshal(map[string]any{"type": "tick", "lead": lead, "rev": rev, "clock_ms": clock, "elapsed_ms": elapsed})
		if err != nil {
			t.Fatal(err)
		}
		got, is := checker.TickOf(text)
		if !is {
			t.Fatalf("%s is no tick", text)
		}
		got.Controller = who
		return got
	}
	good := []checker.Tick{
		tick("a", 10, 1, 500, nil), tick("a", 10, 3, 2000.5, 1000), tick("a", 10, 3, 3000.5, 1999),
		tick("b", 20, 4, 5000, 3000), tick("b", 20, 5, 7000.5, 4000), tick("b", 20, 6, 9500, nil),
	}
	for name, c := range map[string]struct {
		more   []checker.Tick
		faults int
	}{
		"as it should be":                {nil, 0},
		"an old lead that wakes":         {[]checker.Tick{tick("a", 10, 3, 6000, 4999)}, 1},
		"two by one lead":                {[]checker.Tick{tick("c", 20, 6, 9600, nil)}, 1},
		"it runs on while it is paused":  {[]checker.Tick{tick("b", 20, 4, 5500, 4499)}, 1},
		"6 ms off":                       {[]checker.Tick{tick("b", 20, 5, 8000.5, 5006)}, 1},
		"5 ms off":                       {[]checker.Tick{tick("b", 20, 5, 8000.5, 5005)}, 0},
		"who does not know of the start": {[]checker.Tick{tick("b", 20, 5, 8000.5, nil)}, 1},
		"going on after the end":         {[]checker.Tick{tick("b", 20, 6, 9700, 6700)}, 1},
	} {
		if faults := checker.JudgeTicks(turns, append(slices.Clone(good), c.more...)); len(faults) != c.faults {
			t.Errorf("%s: found %q; want %d", name, faults, c.faults)
		}
	}
	for _, text := range []string{`{"type":"state","lead":1}`, `{"type":"tick","n":1}`, `tick`} {
		if got, is := checker.TickOf([]byte(text)); is {
			t.Errorf("%s is a tick of a lead: %s", text, fmt.Sprint(got))
		}
	}
}
