package crash_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// shortRules leave half a second between any two edges of the light: on a machine that
// stands still for less, each edge comes, however late.
const shortRules = `
name = "rehearsal"
[[rule]]
kind = "state"
limit = "800ms"
warning = "400ms"
grace = "600ms"
[[rule]]
kind = "group"
limit = "1s"
warning = "limit-400ms"
grace = "600ms"
`

// rehearsal writes rules and a list of n speakers at seat 7.
func rehearsal(t testing.TB, dir string, n int) []string {
	t.Helper()
	list := "\ufeffSeq;Delegation;Kind;Seat\r\n"
	for i := range n {
		kind := "state"
		if i%3 == 2 {
			kind = "group"
		}
		list += fmt.Sprintf("%d;\"Côte d’Ivoire %d\";%s;7\r\n", i+1, i+1, kind)
	}
	for name, text := range map[string]string{"rules.toml": shortRules, "list.csv": list} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return []string{
		"--list", filepath.Join(dir, "list.csv"), "--rules", filepath.Join(dir, "rules.toml"),
		"--light", "7=dry", "--trace", filepath.Join(dir, "trace.jsonl"),
	}
}

// Killed with signal 9 in the middle of statements, again and again, while four
// clients give commands: the statement goes on from the same zero, no
// acknowledged command is lost, none is done twice.
func TestKilledInMidStatement(t *testing.T) {
	rounds := 5
	if n, err := strconv.Atoi(os.Getenv("ROSTRUM_TEST_CRASHES")); err == nil {
		rounds = n
	}
	seed := testbed.Seed(t)
	for n := 0; n < rounds; n += crashesOfADebate {
		t.Run(fmt.Sprint("from round ", n), func(t *testing.T) {
			t.Parallel()
			crashDebate(t, testbed.DiceOf(seed, uint64(n)), min(rounds-n, crashesOfADebate))
		})
	}
}

// crashesOfADebate keeps the list, which grows in every round, to the length of
// one that there could be.
const crashesOfADebate = 10

func crashDebate(t *testing.T, dice *rand.Rand, rounds int) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, rounds+1)...)
	listed := make(map[string]string) // acknowledged inscriptions: delegation -> speaker
	acknowledged := 0
	played := make([]statement, rounds)
	for n := range rounds {
		give := p.Do(fmt.Sprint("give ", n), "give-floor", map[string]any{"entry": fmt.Sprint("e", n+1)})
		begun := p.Do(fmt.Sprint("start ", n), "start", map[string]any{"statement": give.Statement})

		var stop atomic.Bool
		var clients sync.WaitGroup
		hammers := make([]hammer, 4)
		for i := range hammers {
			hammers[i] = hammer{Controller: p, name: fmt.Sprintf("%d %d", n, i)}
			clients.Go(func() { hammers[i].strike(&stop) })
		}
		// Any moment is good: from the middle of a write to the middle of a flash.
		<-time.After(time.Duration(dice.Int64N(int64(900 * time.Millisecond))))
		p.Kill()
		stop.Store(true)
		clients.Wait()
		p.Restart()

		s := p.State()
		if s.Floor == nil || s.Floor.Statement != give.Statement || s.Floor.ZeroMS == nil {
			t.Fatalf("round %d: after the restart the floor is %+v", n, s.Floor)
		}
		// On the same boot the zero is the same instant, to what a number in JSON
		// can hold.
		if off := math.Abs(*s.Floor.ZeroMS - begun.ClockMS); off > 0.001 {
			t.Errorf("round %d: zero moved by %v ms", n, off)
		}
		for _, h := range hammers {
			for id, speaker := range h.listed {
				listed[id] = speaker
			}
			acknowledged += h.acknowledged
			if h.last != nil {
				if _, again, err := p.Post(h.last); err != nil || !again.Repeated || again.Rev != h.rev {
					t.Errorf("round %d: the repeat of %v is answered %+v, %v; it made revision %d", n, h.last, again, err, h.rev)
				}
			}
		}
		found := make(map[string]int)
		for _, e := range s.List {
			speaker, ours := listed[e.Delegation]
			if found[e.Delegation]++; ours && speaker != "" && e.Speaker != speaker {
				t.Errorf("round %d: %q has the speaker %q; %q was acknowledged", n, e.Delegation, e.Speaker, speaker)
			}
		}
		for id := range listed {
			if found[id] != 1 {
				t.Fatalf("round %d: the acknowledged inscription %q stands %d times on the list", n, id, found[id])
			}
		}
		again := p.Do(fmt.Sprint("start ", n), "start", map[string]any{"statement": give.Statement})
		if !again.Repeated || again.Rev != begun.Rev || again.ClockMS != begun.ClockMS {
			t.Errorf("round %d: the repeat of the start is answered %+v; it was %+v", n, again, begun)
		}
		ended := p.Do(fmt.Sprint("end ", n), "end", map[string]any{"statement": give.Statement})
		played[n] = statement{zero: begun.ClockMS, end: ended.ClockMS, marks: marksOf(n)}
	}
	p.Stop()
	lines := readTrace(t, filepath.Join(dir, "trace.jsonl"))
	checkEdges(t, lines, played)
	if last := lines[len(lines)-1]; last.Lit || last.Level != "low" {
		t.Errorf("the last line of the trace is %+v", last)
	}
	t.Logf("%d crashes, %d acknowledged commands", rounds, acknowledged)
}

// hammer is a client that gives one command after the other, and remembers what
// was acknowledged.
type hammer struct {
	*testbed.Controller
	name         string
	acknowledged int
	listed       map[string]string // delegation -> speaker
	last         map[string]any
	rev          uint64
}

// strike inscribes speakers, corrects and moves them, and writes notes, until the
// program is gone.
func (h *hammer) strike(stop *atomic.Bool) {
	h.listed = make(map[string]string)
	for i := 0; !stop.Load(); i++ {
		delegation := fmt.Sprintf("%s %d", h.name, i)
		entry, ok := h.give(delegation, map[string]any{"do": "inscribe", "delegation": delegation, "kind": "state"})
		if !ok {
			return
		}
		h.listed[delegation] = ""
		for _, more := range []map[string]any{
			{"do": "amend", "entry": entry, "speaker": delegation},
			{"do": "move", "entry": entry},
			{"do": "note", "text": delegation},
		} {
			if _, ok := h.give(fmt.Sprint(delegation, " ", more["do"]), more); !ok {
				return
			}
			h.listed[delegation] = delegation // as the first of them says
		}
	}
}

func (h *hammer) give(id string, body map[string]any) (entry string, ok bool) {
	body["id"] = id
	status, receipt, err := h.Post(body)
	if err != nil {
		if status != 0 && status != http.StatusOK && status != http.StatusServiceUnavailable {
			h.Errorf("%v: %v", body, err)
		}
		return "", false // the program is gone
	}
	h.acknowledged++
	h.last, h.rev = body, receipt.Rev
	return string(receipt.Entry), true
}

// The pin moves at its deadlines and at no other time, through a whole statement
// and the end in the middle of a flash.
func TestTraceOfAStatement(t *testing.T) {
	t.Parallel() // it waits for clocks
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	p.Do("1", "give-floor", map[string]any{"entry": "e1"})
	zero := p.Do("2", "start", nil).ClockMS
	awaitPhase(p, "overrun")
	p.Do("3", "urge", nil)
	first := p.Do("4", "end", nil).ClockMS
	p.Do("5", "give-floor", map[string]any{"entry": "e3"})
	zero2 := p.Do("6", "start", nil).ClockMS
	awaitPhase(p, "warning", "over", "overrun")
	second := p.Do("7", "end", nil).ClockMS
	p.Stop()
	lines := readTrace(t, filepath.Join(dir, "trace.jsonl"))
	want := []struct {
		deadline float64
		lit      bool
		signal   string
	}{
		{lines[0].DeadlineMS, false, "dark"}, // at the start of the program
		{zero + 400, true, "flash"},
		{zero + 900, false, "flash"},
		{zero + 1400, true, "steady"},
		{first, false, "dark"},
		{zero2 + 600, true, "flash"},
		{second, false, "dark"},
	}
	for i, deadline := range []float64{zero2 + 1100, zero2 + 1600} { // a slow machine ends it after these
		if second > deadline {
			want = slices.Insert(want, len(want)-1, want[2+i])
			want[len(want)-2].deadline = deadline
		}
	}
	if len(lines) != len(want) {
		t.Fatalf("the pin moved %d times, not %d: %+v", len(lines), len(want), lines)
	}
	for i, w := range want {
		if l := lines[i]; math.Abs(l.DeadlineMS-w.deadline) > 0.001 || l.Lit != w.lit || l.Signal != w.signal || l.Seat != "7" {
			t.Errorf("line %d is %+v; want %+v", i+1, l, w)
		}
	}
}

// awaitPhase waits until one of some phases has come.
func awaitPhase(p *testbed.Controller, phases ...string) {
	p.Helper()
	p.Await(fmt.Sprint("one of ", phases), func(s *wire.State) bool {
		return s.Floor != nil && slices.Contains(phases, string(s.Floor.Phase))
	})
}
