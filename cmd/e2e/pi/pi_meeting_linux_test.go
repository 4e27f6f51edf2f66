package pi_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/gpio/gpiotest"
)

const wholeRules = "name = \"whole\"\n[[rule]]\nkind = \"state\"\nlimit = \"3m\"\nwarning = \"150s\"\ngrace = \"30s\"\n"

// TestPiMeeting plays a meeting of twenty statements of real length, with pauses and
// overruns, in virtual time: the emulator counts time in instructions, and time in which
// nothing happens passes at once. So the machine outside has no part in what is measured;
// what is, is the kernel's own trace of the line against the record.
// Everything runs on one processor: the emulator plays several by turns, and a busy
// one holds up the others for a millisecond or two, as no real one does.
func TestPiMeeting(t *testing.T) {
	testbed.AtLength(t)
	const (
		bound      = time.Millisecond
		statements = 20 // of five kinds
	)
	r := newRoom(t, gpiotest.Config{Virtual: true, Append: "isolcpus=1-3"}, wholeRules)
	r.startAgent()
	r.shows("dark")
	for _, set := range [][2]string{{"trace_clock", "mono"}, {"buffer_size_kb", "4096"}, {"events/gpio/enable", "1"}} {
		r.must(map[string]any{"write": map[string]any{"path": "/sys/kernel/tracing/" + set[0], "text": set[1]}})
	}
	var calls []any
	var acts []string
	act := func(after time.Duration, command, more string) {
		calls, acts = append(calls, r.call(after, command, more)), append(acts, command)
	}
	for i := range statements {
		act(time.Second, "give-floor", fmt.Sprintf(`,"entry":"e%d"`, i+1))
		act(3*time.Second+time.Duration(i)*137*time.Millisecond, "start", "")
		switch i % 5 {
		case 0: // in good time
			act(140*time.Second, "end", "")
		case 1:
			act(195300*time.Millisecond, "end", "")
		case 2: // overrun
			act(400*time.Second, "end", "")
		case 3:
			act(100*time.Second, "pause", "")
			act(20*time.Second, "resume", "")
			act(91200*time.Millisecond, "end", "")
		case 4: // paused in a flash
			act(160200*time.Millisecond, "pause", "")
			act(10*time.Second, "resume", "")
			act(60*time.Second, "end", "")
		}
	}
	act(time.Second, "note", `,"text":"the light has heard of the last end"`)
	began := time.Now()
	texts := r.must(map[string]any{"http": calls}).Texts
	took := time.Since(began)

	instant := func(ms float64) time.Time { return time.Unix(0, 0).Add(time.Duration(ms * float64(time.Millisecond))) }
	all := []checker.Belief{{}}
	var p checker.Piece
	var held time.Time
	for i, text := range texts {
		var receipt wire.Receipt
		if err := json.Unmarshal([]byte(text), &receipt); err != nil {
			t.Fatal(err)
		}
		at := instant(receipt.ClockMS)
		switch acts[i] {
		case "start":
			p = checker.Piece{From: at, Plays: true, Zero: at, Warning: 150 * time.Second, Steady: 210 * time.Second}
		case "pause":
			held, p.Plays = at, false
		case "resume":
			p.Zero, p.Plays = p.Zero.Add(at.Sub(held)), true
		case "end":
			p = checker.Piece{}
		default:
			continue
		}
		// Until it has heard of it; what it does from then on is held exactly.
		all = append(all, checker.Belief{From: at, Sure: at.Add(100 * time.Millisecond), Piece: p})
	}
	end := all[len(all)-1].Sure.Add(time.Second)
	moved := kernelTrace(t, r.must(map[string]any{"read": "/sys/kernel/tracing/trace"}).Text)
	v := checker.Judge("7", all, end, moved, checker.Tolerance{Off: bound, News: bound})
	for _, fault := range v.Faults {
		t.Error(fault)
	}
	if len(v.Faults) > 0 { // was it the line, or the trace?
		t.Logf("%d edges in the kernel's trace; the emulator saw %d; the trace's are %v", len(moved), len(r.Edges(lightLine)), moved)
	}
	if len(v.Late) < 20*statements {
		t.Fatalf("only %d edges were held", len(v.Late))
	}
	slices.Sort(v.Late)
	n := len(v.Late)
	t.Logf("%d statements, %v of the meeting in %v: %d edges held, earliest %v, p50 %v, p99 %v, latest %v; %d that an action caused",
		statements, end.Sub(all[1].From).Round(time.Second), took.Round(100*time.Millisecond), n,
		v.Late[0], v.Late[n/2], v.Late[n*99/100], v.Late[n-1], v.Open)
}

// kernelTrace reads the movements of the light's line from the kernel's trace, whose
// times are those of the steady clock since the start.
func kernelTrace(t *testing.T, trace string) (all []checker.Movement) {
	t.Helper()
	for line := range strings.Lines(trace) {
		before, level, there := strings.Cut(line, ": gpio_value: 529 set ")
		words := strings.Fields(before)
		if !there || len(words) == 0 {
			continue
		}
		seconds, err := strconv.ParseFloat(words[len(words)-1], 64)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, checker.Edge(time.Unix(0, 0).Add(time.Duration(seconds*float64(time.Second))), strings.TrimSpace(level) == "1"))
	}
	return all
}
