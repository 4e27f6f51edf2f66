// Package agents_test plays debates with the two programs as they are shipped, over
// cables that fail: the rows of the runbook's table that are about processes and
// connections, and a soak in which all of it happens at random.
package agents_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
)

// What is played here waits for clocks nearly all the time: more of it at once than
// there are processors costs none of them anything.
func TestMain(m *testing.M) {
	flag.Parse()
	if !exact() {
		if err := flag.Set("test.parallel", "8"); err != nil {
			panic(err) // package testing has no such flag any more
		}
	}
	os.Exit(testbed.Main(m))
}

// The rules of the house: a statement of three minutes in three seconds.
const (
	shortWarning = time.Second
	shortLimit   = 2 * time.Second
	shortGrace   = time.Second
)

// house is a controller with the cables of its agents.
type house struct {
	*testbed.Controller
	testing sync.Mutex // held while all lights are tested, and while there is no controller

	mu     sync.Mutex
	cables []*testbed.Relay
}

// newHouse starts a controller with a list of so many speakers, who sit at seats 1 to 8
// by turns.
func newHouse(t testing.TB, speakers int) *house {
	t.Helper()
	dir := t.TempDir()
	list := "seq,delegation,kind,seat\n"
	for i := range speakers {
		list += fmt.Sprintf("%d,Country %d,state,%d\n", i+1, i+1, i%8+1)
	}
	rules := fmt.Sprintf("name = \"soak\"\n[[rule]]\nkind = \"state\"\nlimit = %q\nwarning = %q\ngrace = %q\n",
		shortLimit, shortWarning, shortGrace)
	for name, text := range map[string]string{"list.csv": list, "rules.toml": rules} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return &house{Controller: testbed.Start(t, dir,
		"--list", filepath.Join(dir, "list.csv"), "--rules", filepath.Join(dir, "rules.toml"))}
}

// restart starts the controller once more, at the end of all cables.
func (c *house) restart() {
	c.Helper()
	c.Restart()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, cable := range c.cables {
		cable.To(c.Address())
	}
}

func (c *house) cable() *testbed.Relay {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := testbed.NewRelay(c.TB, c.Address())
	c.cables = append(c.cables, r)
	return r
}

// agentAt starts a collar with a dry pin at a seat.
func agentAt(t testing.TB, controller, keyFile, seat, trace string, env ...string) *testbed.Process {
	t.Helper()
	return testbed.Launch(t, io.Discard, env, testbed.Binary(t, testbed.Collar), "run", "--controller", controller,
		"--key-file", keyFile, "--seat", seat+"=dry", "--trace", trace)
}

// movements reads a trace.
func movements(t *testing.T, path string) []checker.Movement {
	t.Helper()
	all, err := checker.Movements(path)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// desk is an agent with its cable.
type desk struct {
	c     *house
	seat  string
	key   string
	relay *testbed.Relay
	agent *testbed.Process
	lives []life
}

// life is one run of an agent.
type life struct {
	born, died time.Time
	killed     bool
	trace      string
}

func newDesk(c *house, seat string) *desk {
	c.Helper()
	d := &desk{c: c, seat: seat, key: c.KeyFile(seat), relay: c.cable()}
	d.begin()
	return d
}

func (d *desk) begin() {
	trace := filepath.Join(d.c.Dir, fmt.Sprintf("trace-%s-%d.jsonl", d.seat, len(d.lives)))
	d.lives = append(d.lives, life{born: time.Now(), trace: trace})
	d.agent = agentAt(d.c.TB, d.relay.Address(), d.key, d.seat, trace)
}

func (d *desk) kill() {
	now := &d.lives[len(d.lives)-1]
	d.agent.AwaitFile(now.trace) // without one there is nothing to judge
	now.died, now.killed = time.Now(), true
	d.agent.Kill()
}

func (d *desk) end() {
	last := &d.lives[len(d.lives)-1]
	d.agent.AwaitFile(last.trace) // it may have begun just now
	last.died = time.Now()
	if code := d.agent.Stop(); code != 0 {
		d.c.Errorf("the agent of seat %s ended with %d", d.seat, code)
	}
}
