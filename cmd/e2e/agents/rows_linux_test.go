package agents_test

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

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The rows of the runbook's table that are about processes and connections, with
// the two programs as they are shipped. What the light does to the millisecond is
// in the soak, and in a bubble of invented time.

// lit waits until the controller says that a light shows a signal.
func lit(signal string) func(*wire.State) bool {
	return func(s *wire.State) bool {
		row := testbed.SeatOf(s, "1")
		return row.Connected && row.Acknowledged && row.Signal.String() == signal
	}
}

// steadyLight starts a controller with a statement at seat 1 that has become steady.
func steadyLight(t *testing.T) (*house, *desk) {
	t.Helper()
	c := newHouse(t, 2)
	d := newDesk(c, "1")
	c.Await("the light", lit("dark"))
	c.Do("give", "give-floor", map[string]any{"entry": "e1"})
	c.Do("start", "start", nil)
	c.Await("steady", lit("steady"))
	return c, d
}

func last(t *testing.T, l life) bool {
	t.Helper()
	all := movements(t, l.trace)
	return len(all) > 0 && all[len(all)-1].Lit
}

// Row: the agent is killed; it comes back, and its light is right again.
func TestAgentKilled(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	d.kill()
	c.Await("the loss", func(s *wire.State) bool {
		return !testbed.SeatOf(s, "1").Connected && testbed.SeatOf(s, "1").MayShowMS != nil
	})
	d.begin()
	c.Await("the light, steady again", lit("steady"))
	if !d.agent.Within(5*time.Second, func() bool { return last(t, d.lives[1]) }) { // the trace may be written after it is said
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
	first := testbed.SeatOf(ptr(c.State()), "1").Agent
	trace := filepath.Join(c.Dir, "second.jsonl")
	second := agentAt(t, c.Address(), d.key, "1", trace)
	s := c.Await("the warning", func(s *wire.State) bool { return testbed.SeatOf(s, "1").Rival != "" })
	if row := testbed.SeatOf(&s, "1"); row.Agent != first || !row.Acknowledged || row.Signal.String() != "steady" {
		t.Errorf("the first agent has lost its seat: %+v", row)
	}
	if moved := movements(t, trace); len(moved) != 0 {
		t.Errorf("the light of the second moved: %v", moved)
	}
	if !second.Says("another agent drives the light of seat 1") {
		t.Errorf("the second agent says: %s", second.Log.String())
	}
	second.Stop()
}

// Row: an agent comes back while its old connection hangs half open: the new one
// takes its place, and nobody is called a rival.
func TestHalfOpenConnection(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	agent := testbed.SeatOf(ptr(c.State()), "1").Agent
	before := len(d.relay.Heard())
	d.relay.Strand()
	s := c.Await("the agent on another connection", func(s *wire.State) bool {
		return len(d.relay.Heard()) > before && lit("steady")(s)
	})
	if row := testbed.SeatOf(&s, "1"); row.Agent != agent || row.Rival != "" {
		t.Errorf("after it came back: %+v", row)
	}
	moved := movements(t, d.lives[0].trace)
	if len(moved) == 0 || !moved[len(moved)-1].Lit || time.Since(moved[len(moved)-1].Due) < 2*time.Second {
		t.Errorf("its light moved meanwhile: %v", moved)
	}
}

// Row: a key is revoked: its connection ends within seconds, and it is not let in
// again.
func TestKeyRevoked(t *testing.T) {
	t.Parallel()
	c, d := steadyLight(t)
	id := ""
	for line := range strings.Lines(c.Run("key", "list")) {
		if strings.Contains(line, "light 1") {
			id = strings.Fields(line)[0]
		}
	}
	if id == "" {
		t.Fatalf("the list of keys does not name the light's:\n%s", c.Run("key", "list"))
	}
	c.Run("key", "revoke", id)
	c.Await("the end of its connection", func(s *wire.State) bool { return !testbed.SeatOf(s, "1").Connected })
	if !last(t, d.lives[0]) {
		t.Error("the statement that it knew was not played on")
	}
	if !d.agent.Says("revoked") {
		t.Errorf("the agent does not say why: %s", d.agent.Log.String())
	}
	d.agent.Stop()
}

// Several controllers in the agent's list: past the one that is not there it finds
// the other.
func TestNextController(t *testing.T) {
	t.Parallel()
	c := newHouse(t, 2)
	nobody := testbed.NewRelay(t, c.Address())
	nobody.Sever(true)
	agent := testbed.Launch(t, io.Discard, nil, testbed.Binary(t, testbed.Collar), "run", "--controller", nobody.Address(), "--controller", c.Address(),
		"--key-file", c.KeyFile("1"), "--seat", "1=dry")
	c.Await("the agent, past the one that is not there", lit("dark"))
	if code := agent.Stop(); code != 0 {
		t.Errorf("the agent ended with %d", code)
	}
}

// Row: the process hangs. The watchdog of the service manager, played by the test,
// hears nothing any more, ends it, and runs the stop action.
func TestHungProcess(t *testing.T) {
	t.Parallel()
	c := newHouse(t, 2)
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(shortDir(t), "notify"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = manager.Close() }()
	const watchdog = 2 * time.Second
	key, trace := c.KeyFile("1"), filepath.Join(c.Dir, "trace.jsonl")
	agent := agentAt(t, c.Address(), key, "1", trace,
		"NOTIFY_SOCKET="+manager.LocalAddr().String(), fmt.Sprint("WATCHDOG_USEC=", watchdog.Microseconds()))
	said := func(within time.Duration) string {
		text := make([]byte, 100)
		if err := manager.SetReadDeadline(time.Now().Add(within)); err != nil {
			t.Fatal(err)
		}
		n, err := manager.Read(text)
		if err != nil {
			return err.Error()
		}
		return string(text[:n])
	}
	if first := said(testbed.Patience); first != "READY=1" {
		t.Fatalf("the agent says %q", first)
	}
	for range 5 {
		if beat := said(testbed.Patience); beat != "WATCHDOG=1" {
			t.Fatalf("the agent says %q", beat)
		}
	}
	if err := agent.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	for word := said(watchdog); !strings.Contains(word, "timeout"); word = said(watchdog) {
		if word != "WATCHDOG=1" { // what was on its way
			t.Fatalf("the hung agent says %q", word)
		}
	}
	agent.Kill()
	out, err := exec.Command(testbed.Binary(t, testbed.Collar), "off", "--seat", "1=dry").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "dark: 1=dry") {
		t.Errorf("the stop action: %s, %v", out, err)
	}
	agentAt(t, c.Address(), key, "1", trace)
	c.Await("the agent, started again", lit("dark"))
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
