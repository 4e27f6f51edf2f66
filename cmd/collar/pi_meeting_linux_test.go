package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/gpio/gpiotest"
)

const wholeRules = "name = \"whole\"\n[[rule]]\nkind = \"state\"\nlimit = \"3m\"\nwarning = \"150s\"\ngrace = \"30s\"\n"

// TestPiMeeting plays a meeting of statements of real length, at length twenty, with
// pauses and overruns, in virtual time: the emulator counts time in instructions, and time in
// which nothing happens passes at once. So the machine outside has no part in what
// is measured; what is, is the kernel's own trace of the line against the record.
// Everything runs on one processor: the emulator plays several by turns, and a busy
// one holds up the others for a millisecond or two, as no real one does.
func TestPiMeeting(t *testing.T) {
	const bound = time.Millisecond
	statements := 5 // one of each kind
	if testbed.Long() {
		statements = 20
	}
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
	all := []belief{{}}
	var p piece
	var held time.Time
	for i, text := range texts {
		var receipt wire.Receipt
		if err := json.Unmarshal([]byte(text), &receipt); err != nil {
			t.Fatal(err)
		}
		at := instant(receipt.ClockMS)
		switch acts[i] {
		case "start":
			p = piece{from: at, plays: true, zero: at, warning: 150 * time.Second, steady: 210 * time.Second}
		case "pause":
			held, p.plays = at, false
		case "resume":
			p.zero, p.plays = p.zero.Add(at.Sub(held)), true
		case "end":
			p = piece{}
		default:
			continue
		}
		// Until it has heard of it; what it does from then on is held exactly.
		all = append(all, belief{from: at, sure: at.Add(100 * time.Millisecond), piece: p})
	}
	end := all[len(all)-1].sure.Add(time.Second)
	moved := kernelTrace(t, r.must(map[string]any{"read": "/sys/kernel/tracing/trace"}).Text)
	v := judge("7", all, end, moved, tolerance{off: bound, news: bound})
	for _, fault := range v.faults {
		t.Error(fault)
	}
	if len(v.late) < 20*statements {
		t.Fatalf("only %d edges were held", len(v.late))
	}
	slices.Sort(v.late)
	n := len(v.late)
	t.Logf("%d statements, %v of the meeting in %v: %d edges held, earliest %v, p50 %v, p99 %v, latest %v; %d that an action caused",
		statements, end.Sub(all[1].from).Round(time.Second), took.Round(100*time.Millisecond), n,
		v.late[0], v.late[n/2], v.late[n*99/100], v.late[n-1], v.open)
}

// kernelTrace reads the movements of the light's line from the kernel's trace, whose
// times are those of the steady clock since the start.
func kernelTrace(t *testing.T, trace string) (all []movement) {
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
		all = append(all, edge(time.Unix(0, 0).Add(time.Duration(seconds*float64(time.Second))), strings.TrimSpace(level) == "1"))
	}
	return all
}
