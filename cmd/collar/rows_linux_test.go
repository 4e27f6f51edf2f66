package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rostrum/display/wire"
)

// The rows of the runbook's table that are about processes and connections, with
// the two programs as they are shipped. What the light does to the millisecond is
// in the soak, and in a bubble of invented time.

// lit waits until the controller says that a light shows a signal.
func lit(signal string) func(*wire.State) bool {
	return func(s *wire.State) bool {
		row := seat(s, "1")
		return row.Connected && row.Acknowledged && row.Signal.String() == signal
	}
}

// steadyLight starts a controller with a statement at seat 1 that has become steady.
func steadyLight(t *testing.T) (*controller, *soakDesk) {
	t.Helper()
	c := newController(t, 2)
	d := newSoakDesk(c, "1")
	c.await("the light", lit("dark"))
	c.do("give", "give-floor", map[string]any{"entry": "e1"})
	c.do("start", "start", nil)
	c.await("steady", lit("steady"))
	return c, d
}

func last(t *testing.T, l life) bool {
	t.Helper()
	all := movements(t, l.trace)
	return len(all) > 0 && all[len(all)-1].lit
}

// Row: the agent is killed; it comes back, and its light is right again.
func TestAgentKilled(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	d.kill()
	c.await("the loss", func(s *wire.State) bool { return !seat(s, "1").Connected && seat(s, "1").MayShowMS != nil })
	d.begin()
	c.await("the light, steady again", lit("steady"))
	if !d.agent.within(5*time.Second, func() bool { return last(t, d.lives[1]) }) { // the trace may be written after it is said
		t.Error("its light is said to be steady, and is dark")
	}
	d.end()
	if last(t, d.lives[1]) {
		t.Error("it ended with its light lit")
	}
}

// Row: two agents are given the same seat. The first goes on; the second is turned
// away, stays dark, and the console says so.
func TestSeatGivenTwice(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	first := seat(ptr(c.state()), "1").Agent
	trace := filepath.Join(c.dir, "second.jsonl")
	second := agentAt(t, c.address, d.key, "1", trace)
	s := c.await("the warning", func(s *wire.State) bool { return seat(s, "1").Rival != "" })
	if row := seat(&s, "1"); row.Agent != first || !row.Acknowledged || row.Signal.String() != "steady" {
		t.Errorf("the first agent has lost its seat: %+v", row)
	}
	if moved := movements(t, trace); len(moved) != 0 {
		t.Errorf("the light of the second moved: %v", moved)
	}
	if !second.says("another agent drives the light of seat 1") {
		t.Errorf("the second agent says: %s", second.log.String())
	}
	second.stop()
}

// Row: an agent comes back while its old connection hangs half open: the new one
// takes its place, and nobody is called a rival.
func TestHalfOpenConnection(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	agent := seat(ptr(c.state()), "1").Agent
	before := len(d.relay.heard())
	d.relay.strand()
	s := c.await("the agent on another connection", func(s *wire.State) bool {
		return len(d.relay.heard()) > before && lit("steady")(s)
	})
	if row := seat(&s, "1"); row.Agent != agent || row.Rival != "" {
		t.Errorf("after it came back: %+v", row)
	}
	moved := movements(t, d.lives[0].trace)
	if len(moved) == 0 || !moved[len(moved)-1].lit || time.Since(moved[len(moved)-1].due) < 2*time.Second {
		t.Errorf("its light moved meanwhile: %v", moved)
	}
}

// Row: a key is revoked: its connection ends within seconds, and it is not let in
// again.
func TestKeyRevoked(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	id := ""
	for line := range strings.Lines(c.run("key", "list")) {
		if strings.Contains(line, "light 1") {
			id = strings.Fields(line)[0]
		}
	}
	if id == "" {
		t.Fatalf("the list of keys does not name the light's:\n%s", c.run("key", "list"))
	}
	c.run("key", "revoke", id)
	c.await("the end of its connection", func(s *wire.State) bool { return !seat(s, "1").Connected })
	if !last(t, d.lives[0]) {
		t.Error("the statement that it knew was not played on")
	}
	if !d.agent.says("revoked") {
		t.Errorf("the agent does not say why: %s", d.agent.log.String())
	}
	d.agent.stop()
}

// Several controllers in the agent's list: past the one that is not there it finds
// the other.
func TestNextController(t *testing.T) {
	t.Parallel()
	c := newController(t, 2)
	nobody := freePort(t, "127.0.0.1")
	agent := launch(t, io.Discard, nil, binary(t, "collar"), "run", "--controller", "http://"+nobody, "--controller", "http://"+c.address,
		"--key-file", c.keyFor("1"), "--seat", "1=dry")
	c.await("the agent, past the one that is not there", lit("dark"))
	if code := agent.stop(); code != 0 {
		t.Errorf("the agent ended with %d", code)
	}
}

// Row: the process hangs. The watchdog of the service manager, played by the test,
// hears nothing any more, ends it, and runs the stop action.
func TestHungProcess(t *testing.T) {
	t.Parallel()
	c := newController(t, 2)
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(shortDir(t), "notify"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = manager.Close() }()
	const watchdog = 2 * time.Second
	key, trace := c.keyFor("1"), filepath.Join(c.dir, "trace.jsonl")
	agent := agentAt(t, c.address, key, "1", trace,
		"NOTIFY_SOCKET="+manager.LocalAddr().String(), fmt.Sprint("WATCHDOG_USEC=", watchdog.Microseconds()))
	said := func() string {
		text := make([]byte, 100)
		if err := manager.SetReadDeadline(time.Now().Add(watchdog)); err != nil {
			t.Fatal(err)
		}
		n, err := manager.Read(text)
		if err != nil {
			return err.Error()
		}
		return string(text[:n])
	}
	if first := said(); first != "READY=1" {
		t.Fatalf("the agent says %q", first)
	}
	for range 5 {
		if beat := said(); beat != "WATCHDOG=1" {
			t.Fatalf("the agent says %q", beat)
		}
	}
	if err := agent.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	for word := said(); !strings.Contains(word, "timeout"); word = said() {
		if word != "WATCHDOG=1" { // what was on its way
			t.Fatalf("the hung agent says %q", word)
		}
	}
	agent.kill()
	out, err := exec.Command(binary(t, "collar"), "off", "--seat", "1=dry").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "dark: 1=dry") {
		t.Errorf("the stop action: %s, %v", out, err)
	}
	agentAt(t, c.address, key, "1", trace)
	c.await("the agent, started again", lit("dark"))
}

// shortDir is a folder whose name fits into the address of a socket.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "rostrum")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func ptr[T any](v T) *T { return &v }
