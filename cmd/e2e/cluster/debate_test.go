package cluster_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The lamp begins to flash a second into a statement, and goes on for longer than any fault
// lasts, so that there is something to be wrong at every moment.
const (
	lampSeat  = "7"
	warningAt = time.Second
	room      = "debate"
)

// quick has members elect another leader in half the usual time, as the runbook has it: a
// lease lasts longer by what they allow themselves for that.
var quick = []string{"--heartbeat-interval", "50", "--election-timeout", "500"}

// debate is a room of three members, on the machines of two of which a controller is, an agent
// with a lamp that follows both, somebody who guides it, and four more clients.
type debate struct {
	*cluster
	*history
	both    [2]*machine
	chair   *client
	hands   []*client
	witness *witness
	stalls  *stalls
	rest    func() // ends both
	agent   *testbed.Process
	trace   string
	born    time.Time
	turns   []checker.Turn   // what was done to the clock
	lamp    []checker.Belief // what the lamp has to do by that
}

// machine is a controller and the member beside it. Its word to each member goes over a
// cable, and so does the agent's to it.
type machine struct {
	*testbed.Controller
	member  *member
	members []*testbed.Relay
	lights  *testbed.Relay
}

// held holds cables, or lets them go.
func held(cables []*testbed.Relay, is bool) {
	for _, one := range cables {
		one.Hold(is)
	}
}

// restart starts a controller that was killed, at the end of the agent's cable.
func (m *machine) restart() {
	m.Restart()
	m.lights.To(m.Address())
}

// newDebate brings all of it; the first member may have a disk of its own.
func newDebate(t *testing.T, disk string) *debate {
	t.Helper()
	d := &debate{cluster: bringOn(t, disk, quick...), history: &history{begun: time.Now()}}
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	list := filepath.Join(dir, "list.csv")
	for name, text := range map[string]string{
		rules: fmt.Sprintf("name = \"long\"\n[[rule]]\nkind = \"default\"\nlimit = \"1h\"\nwarning = %q\ngrace = \"30s\"\n", warningAt),
		list:  "delegation,kind\nFirst,state\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range d.both {
		m := &machine{member: d.members[i]}
		var ends []string
		for _, one := range d.members {
			cable := testbed.NewRelay(t, one.client)
			m.members = append(m.members, cable)
			ends = append(ends, "https://"+strings.TrimPrefix(cable.Address(), "http://"))
		}
		home := t.TempDir()
		if i > 0 {
			copyFile(t, filepath.Join(d.both[0].Dir, "chair.key"), filepath.Join(home, "chair.key"))
		}
		m.Controller = testbed.Start(t, home, d.words(ends, "--rules", rules, "--list", list)...)
		m.lights = testbed.NewRelay(t, m.Address())
		d.both[i] = m
	}
	d.leads()
	d.startAgent(t)
	d.witness, d.stalls = newWitness(d.history, d.both), newStalls()
	d.rest = sync.OnceFunc(func() {
		d.witness.end()
		d.stalls.end()
	})
	t.Cleanup(d.rest) // where the debate fails
	d.chair = &client{history: d.history, number: 0, both: d.both}
	for n := range 4 {
		d.hands = append(d.hands, &client{history: d.history, number: n + 1, both: d.both, to: n % 2, sockets: n >= 2})
	}
	return d
}

// words are a controller's beside those that every one has.
func (c *cluster) words(ends []string, more ...string) []string {
	return append([]string{
		"--cluster", strings.Join(ends, ","), "--cluster-name", room, "--cluster-ca", c.house.authority,
		"--cluster-cert", c.house.certificate, "--cluster-key", c.house.key,
	}, more...)
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// startAgent makes the key of the lamp, which the controllers share, and starts its agent.
func (d *debate) startAgent(t *testing.T) {
	t.Helper()
	first := d.both[0]
	config, key := filepath.Join(first.Dir, "key.toml"), filepath.Join(first.Dir, "lamp")
	text := fmt.Sprintf("[cluster]\ncluster = [%q]\ncluster_name = %q\ncluster_ca = %q\ncluster_cert = %q\ncluster_key = %q\n",
		strings.Join(d.endpoints(), `", "`), room, d.house.authority, d.house.certificate, d.house.key)
	text = strings.ReplaceAll(text, `\"`, `"`)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	first.Run("key", "new", "--config", config, "--role", "light", "--seat", lampSeat, "--name", "lamp", "--file", key)
	d.trace, d.born = filepath.Join(first.Dir, "lamp.jsonl"), time.Now()
	d.agent = testbed.Launch(t, nil, nil, testbed.Binary(t, testbed.Collar), "run", "--controller", d.both[0].lights.Address(), "--controller", d.both[1].lights.Address(),
		"--key-file", key, "--seat", lampSeat+"=dry", "--trace", d.trace)
	d.whole()
}

// leads is who does; it is waited for.
func (d *debate) leads() (who *machine) {
	d.Helper()
	for patience := newPatience(); ; <-time.After(20 * time.Millisecond) {
		for _, m := range d.both {
			var s wire.State
			if status, err := m.Ask("GET", "/api/v1/state", nil, &s); err == nil && status == 200 && s.Lead > 0 && s.Standby == nil && s.Meeting.Symbol+s.Meeting.Title != "" {
				return m
			}
		}
		if patience.over() {
			d.Fatal("nobody leads")
		}
	}
}

// whole waits until one controller leads, the other one follows, all members have all, and
// the lamp is at both.
func (d *debate) whole() {
	d.Helper()
	for _, m := range d.members {
		d.caughtUp(m)
	}
	for {
		lead := d.leads()
		other := d.both[0]
		if lead == other {
			other = d.both[1]
		}
		rev := lead.State().Rev
		at := func(s *wire.State) bool { return testbed.SeatOf(s, lampSeat).Connected }
		lead.Await("the lamp at who leads", func(s *wire.State) bool { return s.Standby != nil || at(s) })
		other.Await("the other controller to follow", func(s *wire.State) bool {
			return s.Standby == nil || s.Standby.Leader == lead.Address() && s.Rev >= rev && at(s)
		})
		if now := lead.State(); now.Standby == nil && now.Lead > 0 {
			return
		}
	}
}

// guide does an act on the clock, and notes what the statement and the lamp do by it. The
// lamp has heard of it some time after it was acknowledged.
func (d *debate) guide(do string, more map[string]any) receipt {
	d.Helper()
	got, err := d.chair.insist(do, more, false)
	if err != nil {
		d.Fatalf("%s: %v", do, err)
	}
	d.turns = append(d.turns, checker.Turn{Rev: got.Rev, ClockMS: got.ClockMS, Does: do})
	if do == "give-floor" {
		return got
	}
	b := checker.Belief{From: got.At, Sure: time.Now().Add(bounds.News), Piece: checker.Piece{From: got.At}}
	switch do {
	case "start":
		b.Plays, b.Zero, b.Warning = true, got.At, warningAt
	case "resume":
		paused, last := d.lamp[len(d.lamp)-1], d.lamp[len(d.lamp)-2]
		b.Plays, b.Warning, b.Zero = true, warningAt, last.Zero.Add(got.At.Sub(paused.From))
	}
	d.lamp = append(d.lamp, b)
	return got
}

// bounds are what a machine that stands still for a while may do to a lamp.
var bounds = checker.Tolerance{Off: 100 * time.Millisecond, News: time.Second}

// shows waits until the lamp is lit, or dark for longer than a flash is.
func (d *debate) shows(lit bool) {
	d.Helper()
	d.await("the lamp to be lit, or dark", func() bool {
		moved, err := checker.Movements(d.trace)
		if err != nil || len(moved) == 0 {
			return err == nil && !lit
		}
		last := moved[len(moved)-1]
		return last.Lit == lit && (lit || time.Since(last.At) > checker.FlashOn+bounds.Off)
	})
}

// await waits until something holds.
func (d *debate) await(what string, holds func() bool) {
	d.Helper()
	for patience := newPatience(); !holds(); <-time.After(10 * time.Millisecond) {
		if patience.over() {
			d.Fatalf("waited for %s in vain", what)
		}
	}
}

// tick waits for one that is meant.
func (d *debate) tick(what string, meant func(checker.Tick) bool) checker.Tick {
	d.Helper()
	for patience := newPatience(); ; <-time.After(5 * time.Millisecond) {
		all := d.witness.heard()
		if i := slices.IndexFunc(all, meant); i >= 0 {
			return all[i]
		}
		if patience.over() {
			d.Fatalf("no tick came: %s", what)
		}
	}
}

// judge ends the debate, and holds all of it against what the journal has, and what a
// controller reads that was not there.
func (d *debate) judge(t *testing.T) {
	t.Helper()
	died := time.Now()
	if code := d.agent.Stop(); code != 0 {
		t.Errorf("the agent ended with %d", code)
	}
	for _, m := range d.both {
		m.Stop()
	}
	d.rest()
	journal := d.kept(t)
	fresh := testbed.Start(t, t.TempDir(), d.words(d.endpoints(), "--cluster-lease-s", "30")...) // nobody waits for it to be lost
	fresh.Await("a controller that was not there to lead", func(s *wire.State) bool { return s.Lead > 0 && s.Standby == nil })
	var state []byte
	if _, err := fresh.Ask("GET", "/api/v1/state", nil, &state); err != nil {
		t.Fatal(err)
	}
	fresh.Stop()
	moved, err := checker.Movements(d.trace)
	if err != nil {
		t.Fatal(err)
	}
	faults := slices.Concat(d.faults, checker.JudgeActs(d.acts, journal), checker.JudgeList(d.acts, state), checker.JudgeTicks(d.turns, d.witness.ticks))
	all := append([]checker.Belief{{From: d.born, Sure: d.born}}, d.lamp...)
	for i := range all[1:] {
		all[i].Sure = minTime(all[i].Sure, all[i+1].From)
	}
	verdict := checker.Judge(lampSeat, all, died, moved, bounds)
	for _, one := range append(faults, verdict.Faults...) {
		t.Error(one)
	}
	if len(verdict.Faults) > 0 {
		t.Logf("the lamp had to: %+v\nand did: %v", d.lamp, moved)
	}
	looks, given := 0, 0
	for _, a := range d.acts {
		switch {
		case a.ID == "":
			looks++
		case a.Fate == checker.Unanswered:
			given++
		}
	}
	t.Logf("%d acts, of %d of which nobody was told, %d looks; %d ticks; %d edges of the lamp held, %d while it was hearing of an act", len(d.acts)-looks, given, looks, len(d.witness.ticks), len(verdict.Late), verdict.Open)
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// kept reads the acts in the journal, by etcd's own client and the form that the records are
// described in.
func (d *debate) kept(t *testing.T) (all []checker.Kept) {
	t.Helper()
	ctx, done := context.WithTimeout(context.Background(), testbed.Patience)
	defer done()
	got, err := d.raw.Get(ctx, "rostrum/"+room+"/record/", clientv3.WithPrefix(), clientv3.WithSort(clientv3.SortByKey, clientv3.SortAscend))
	if err != nil {
		t.Fatal(err)
	}
	for _, kv := range got.Kvs {
		_, text, _ := strings.Cut(string(kv.Value), "\n")
		k, is, err := checker.KeptOf([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v: %.200s", kv.Key, err, text)
		}
		if is {
			all = append(all, k)
		}
	}
	return all
}
