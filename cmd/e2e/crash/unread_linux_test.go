package crash_test

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// Nobody reads what the controller says, and the pipe is full from the first word on:
// it serves, acts are done and the light keeps its time, and a signal ends it.
func TestLogThatStandsStill(t *testing.T) {
	t.Parallel() // it waits for clocks
	dir := t.TempDir()
	p := testbed.StartUnread(t, dir, rehearsal(t, dir, 3)...)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	for n := range 40 {
		p.Do(fmt.Sprint("note ", n), "note", map[string]any{"text": "on a terminal that stands still"})
	}
	awaitPhase(p, "overrun")
	ended := p.Do("end", "end", nil)
	begin := time.Now()
	if err := p.Process().Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := p.Process().Exit(); code != 0 {
		t.Errorf("the exit code is %d", code)
	}
	// It takes half a second, and would take for ever where it waited for the log; a
	// machine that has much else to do does not reach the bound.
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("the signal ends it after %v", took)
	}
	checkEdges(t, readTrace(t, filepath.Join(dir, "trace.jsonl")), []statement{{zero: begun.ClockMS, end: ended.ClockMS, marks: marksOf(0)}})
}
