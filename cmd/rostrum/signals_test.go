package main

import (
	"path/filepath"
	"syscall"
	"testing"
)

// Every signal that ends the program leaves the light dark, and one that a lost
// reader of its log would cause does not end it.
func TestSignals(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT} {
		dir := t.TempDir()
		p := start(t, dir, rehearsal(t, dir, 1)...)
		p.do("give", "give-floor", map[string]any{"entry": "e1"})
		p.do("start", "start", nil)
		await(t, p, "overrun") // steady
		if err := p.command.Process.Signal(syscall.SIGPIPE); err != nil {
			t.Fatal(err)
		}
		p.do("urge", "urge", nil)
		if err := p.command.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := p.command.Wait(); err != nil {
			t.Errorf("%v: %v: %s", signal, err, p.stderr.String())
		}
		lines := readTrace(t, filepath.Join(dir, "trace.jsonl"))
		if last := lines[len(lines)-1]; last.Lit {
			t.Errorf("%v left the light lit: %+v", signal, last)
		}
	}
}
