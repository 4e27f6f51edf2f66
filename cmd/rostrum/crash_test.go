package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const shortRules = `
name = "rehearsal"
[[rule]]
kind = "state"
limit = "800ms"
warning = "400ms"
grace = "300ms"
[[rule]]
kind = "group"
limit = "1s"
warning = "limit-400ms"
grace = "200ms"
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
	dir := t.TempDir()
	p := start(t, dir, rehearsal(t, dir, rounds+1)...)
	acknowledged := make(map[string]uint64) // id -> revision
	for n := range rounds {
		give := p.do(fmt.Sprint("give ", n), "give-floor", map[string]any{"entry": fmt.Sprint("e", n+1)})
		begun := p.do(fmt.Sprint("start ", n), "start", map[string]any{"statement": give.Statement})

		var stop atomic.Bool
		var mu sync.Mutex
		var clients sync.WaitGroup
		for client := range 4 {
			clients.Go(func() {
				for i := 0; !stop.Load(); i++ {
					id := fmt.Sprintf("%d %d %d", n, client, i)
					_, receipt, err := p.post(map[string]any{"id": id, "do": "inscribe", "delegation": id, "kind": "state"})
					if err != nil {
						return // the program is gone
					}
					mu.Lock()
					acknowledged[id] = receipt.Rev
					mu.Unlock()
				}
			})
		}
		// Any moment is good: from the middle of a write to the middle of a flash.
		<-time.After(time.Duration(rand.Int64N(int64(900 * time.Millisecond))))
		p.kill()
		stop.Store(true)
		clients.Wait()
		p.restart()

		s := p.state()
		if s.Floor == nil || s.Floor.Statement != give.Statement || s.Floor.ZeroMS == nil {
			t.Fatalf("round %d: after the restart the floor is %+v", n, s.Floor)
		}
		// On the same boot the zero is the same instant, to what a number in JSON
		// can hold.
		if off := math.Abs(*s.Floor.ZeroMS - begun.ClockMS); off > 0.001 {
			t.Errorf("round %d: zero moved by %v ms", n, off)
		}
		listed := make(map[string]int)
		for _, e := range s.List {
			listed[e.Delegation]++
		}
		for id := range acknowledged {
			if listed[id] != 1 {
				t.Fatalf("round %d: the acknowledged inscription %q stands %d times on the list", n, id, listed[id])
			}
		}
		again := p.do(fmt.Sprint("start ", n), "start", map[string]any{"statement": give.Statement})
		if !again.Repeated || again.Rev != begun.Rev || again.ClockMS != begun.ClockMS {
			t.Errorf("round %d: the repeat of the start is answered %+v; it was %+v", n, again, begun)
		}
		p.do(fmt.Sprint("end ", n), "end", map[string]any{"statement": give.Statement})
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
	lines := readTrace(t, filepath.Join(dir, "trace.jsonl"))
	if last := lines[len(lines)-1]; last.Lit || last.Level != "low" {
		t.Errorf("the last line of the trace is %+v", last)
	}
	t.Logf("%d crashes, %d acknowledged commands", rounds, len(acknowledged))
}

// The pin moves at its deadlines and at no other time, through a whole statement
// and the end in the middle of a flash.
func TestTraceOfAStatement(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir, rehearsal(t, dir, 3)...)
	p.do("1", "give-floor", map[string]any{"entry": "e1"})
	zero := p.do("2", "start", nil).ClockMS
	await(t, p, "overrun")
	p.do("3", "urge", nil)
	first := p.do("4", "end", nil).ClockMS
	p.do("5", "give-floor", map[string]any{"entry": "e3"})
	zero2 := p.do("6", "start", nil).ClockMS
	await(t, p, "warning")
	second := p.do("7", "end", nil).ClockMS
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
	lines := readTrace(t, filepath.Join(dir, "trace.jsonl"))
	want := []struct {
		deadline float64
		lit      bool
		signal   string
	}{
		{lines[0].DeadlineMS, false, "dark"}, // at the start of the program
		{zero + 400, true, "flash"},
		{zero + 900, false, "flash"},
		{zero + 1100, true, "steady"},
		{first, false, "dark"},
		{zero2 + 600, true, "flash"},
		{second, false, "dark"},
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

// await follows the ticks of the outside interface until a phase has come.
func await(t *testing.T, p *program, phase string) {
	t.Helper()
	for {
		s := p.state()
		if s.Floor == nil {
			t.Fatalf("nobody has the floor while %s is awaited", phase)
		}
		if s.Floor.Phase == phase {
			return
		}
		<-time.After(5 * time.Millisecond)
	}
}
