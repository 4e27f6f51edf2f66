package cluster_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The runbook's machines and their addresses, which are all of this one here.
var machines = []struct{ name, address string }{{"a", "192.168.10.5"}, {"b", "192.168.10.6"}, {"c", "192.168.10.7"}}

const runbook = "../../../deploy/cluster/"

// block is the text in the first fence of a kind behind a heading of the runbook.
func block(t *testing.T, heading, fence string) string {
	t.Helper()
	text, err := os.ReadFile(runbook + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n## "+heading)
	_, rest, fenced := strings.Cut(rest, "\n```"+fence+"\n")
	out, _, ended := strings.Cut(rest, "\n```\n")
	if !found || !fenced || !ended {
		t.Fatalf("the runbook has no block %q behind %q", fence, heading)
	}
	return out
}

// What the runbook shows is what works: its certificates, its members with their figures,
// and its lines for the controllers. The two share one authority, which is carried over as
// it says: an agent's key file of one trusts both.
func TestRunbook(t *testing.T) {
	testbed.Asked(t, testbed.Cluster)
	t.Parallel()
	program, err := exec.LookPath("etcd")
	if err != nil {
		testbed.Need(t, testbed.Cluster, errors.New("there is no etcd here: the runbook of the cluster is not played"))
	}
	if _, err := exec.LookPath("openssl"); err != nil {
		testbed.Need(t, testbed.Cluster, err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(runbook)); err != nil {
		t.Fatal(err)
	}
	commands := exec.Command("sh", "-euc", block(t, "1. Certificates", "sh"))
	commands.Dir = dir
	if said, err := commands.CombinedOutput(); err != nil {
		t.Fatalf("what is brought to the machines cannot be made: %v\n%s", err, said)
	}

	var swap []string
	for _, m := range machines {
		for _, port := range []string{"2379", "2380"} {
			swap = append(swap, m.address+":"+port, freePort(t))
		}
	}
	ports := strings.NewReplacer(swap...)
	c := &cluster{TB: t}
	for i, m := range machines {
		own := filepath.Join(dir, m.name)
		settings, err := os.ReadFile(filepath.Join(own, "etcd"))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("/var/lib/etcd/chamber", filepath.Join(own, "data"), "/etc/etcd/", own+"/").Replace(ports.Replace(string(settings)))
		var env []string
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				env = append(env, line)
			}
		}
		c.members[i] = &member{name: m.name, client: ports.Replace(m.address + ":2379"), process: testbed.Launch(t, nil, env, program)}
	}
	c.house = house{filepath.Join(dir, "cluster-ca.crt"), filepath.Join(dir, "a", "cluster.crt"), filepath.Join(dir, "a", "cluster.key"), nil}
	c.house.tls = shown(t, c.house.authority, c.house.certificate, c.house.key)
	c.raw = c.client(c.endpoints()...)
	c.ready()

	toml := block(t, "3. The controllers", "toml")
	var both [2]*testbed.Controller
	for i := range both {
		own := filepath.Join(dir, machines[i].name)
		config := filepath.Join(own, "rostrum.toml")
		text := strings.ReplaceAll(ports.Replace(toml), "/etc/rostrum/", own+"/")
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		at := t.TempDir()
		if i > 0 {
			both[0].Stop()
			carry(t, both[0].Dir, at)
			both[0].Restart()
		}
		// Beside the members' own brief elections the lease that follows from them is so brief
		// that a machine which stands still for a moment loses it.
		both[i] = testbed.Start(t, at, "--tls", "--config", config, "--cluster-lease-s", "6")
	}
	first := both[0].Await("somebody who leads", func(s *wire.State) bool { return s.Lead > 0 || s.Standby != nil && s.Standby.Leader != "" })
	if first.Lead == 0 {
		both[0], both[1] = both[1], both[0]
	}
	both[0].Await("a meeting", func(s *wire.State) bool { return s.Lead > 0 && len(s.List) > 0 })
	given := both[0].Do("give", "give-floor", map[string]any{"entry": "e1"})
	both[1].Await("the standby to have it, and to know the clock", func(s *wire.State) bool {
		return s.Standby != nil && s.Rev >= given.Rev
	})
	both[0].Kill()
	both[1].Await("the other controller to lead", func(s *wire.State) bool { return s.Lead > 0 && s.Floor != nil })
	both[1].Do("end", "end", nil)
}

// carry carries over what the runbook carries over.
func carry(t *testing.T, from, to string) {
	t.Helper()
	// The test's key lies beside the folder of data.
	for _, words := range []string{"mkdir -p %[2]s/data && tar -C %[1]s/data -c access/authority | tar -C %[2]s/data -x", "cp %[1]s/chair.key %[2]s/"} {
		if said, err := exec.Command("sh", "-c", fmt.Sprintf(words, from, to)).CombinedOutput(); err != nil { //nolint:gosec // the test's own words
			t.Fatalf("%v: %s", err, said)
		}
	}
}
