package agents_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// mostMemory is what an agent may take of a Raspberry Pi's memory, at any time.
const mostMemory = 20 << 20

// An agent through a statement, and then idle, stays small. Its
// processor time and how often it wakes are figures for the technician.
func TestAgentIsSmall(t *testing.T) {
	if testbed.Race {
		t.Skip("the race detector takes memory of its own; the README's test command plays this without it")
	}
	t.Parallel()
	c, d := steadyLight(t)
	c.Do("end", "end", nil)
	c.Await("dark", lit("dark"))
	before := countOf(t, d.agent.Process.Pid)
	idle := 5 * time.Second
	<-time.After(idle)
	after := countOf(t, d.agent.Process.Pid)
	t.Logf("at most %.1f MB of memory; idle: %.1f wake-ups a second, %.2f %% of a processor", float64(after.memory)/(1<<20),
		float64(after.wakes-before.wakes)/idle.Seconds(), 100*(after.processor-before.processor).Seconds()/idle.Seconds())
	if after.memory > mostMemory {
		t.Errorf("it took %d bytes of memory", after.memory)
	}
}

type used struct {
	memory    int // bytes at most, of the whole life
	wakes     int
	processor time.Duration
}

// countOf reads what the kernel has counted of a process and its threads.
func countOf(t *testing.T, pid int) (u used) {
	t.Helper()
	u.memory = number(t, fmt.Sprintf("/proc/%d/status", pid), "VmHWM:") << 10
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil || len(threads) == 0 {
		t.Fatalf("the threads of %d: %v", pid, err)
	}
	for _, thread := range threads {
		u.wakes += number(t, thread+"/status", "voluntary_ctxt_switches:")
		text, err := os.ReadFile(thread + "/schedstat") // ns of processor first
		if err != nil {
			t.Skipf("this kernel does not count: %v", err)
		}
		ns, err := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		u.processor += time.Duration(ns)
	}
	return u
}

func number(t *testing.T, path, name string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name); ok {
			n, err := strconv.Atoi(strings.Fields(value)[0])
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("%s does not say %s", path, name)
	return 0
}
