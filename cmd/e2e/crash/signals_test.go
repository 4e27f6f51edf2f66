package crash_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// Every signal that ends the program leaves the light dark, and one that a lost
// reader of its log would cause does not end it.
func TestSignals(t *testing.T) {
	t.Parallel() // it waits for clocks
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT} {
		dir := t.TempDir()
		p := testbed.Start(t, dir, rehearsal(t, dir, 1)...)
		p.Do("give", "give-floor", map[string]any{"entry": "e1"})
		p.Do("start", "start", nil)
		awaitPhase(p, "overrun") // steady
		if err := p.Process().Process.Signal(syscall.SIGPIPE); err != nil {
			t.Fatal(err)
		}
		p.Do("urge", "urge", nil)
		if err := p.Process().Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if code := p.Process().Exit(); code != 0 {
			t.Errorf("%v: the exit code is %d: %s", signal, code, p.Process().Log)
		}
		lines := readTrace(t, filepath.Join(dir, "trace.jsonl"))
		if last := lines[len(lines)-1]; last.Lit {
			t.Errorf("%v left the light lit: %+v", signal, last)
		}
	}
}
