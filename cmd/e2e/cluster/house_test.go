package cluster_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// options are those by which a program finds the cluster.
func (c *cluster) options(room string) []string {
	return []string{
		"--cluster", strings.Join(c.endpoints(), ","), "--cluster-name", room,
		"--cluster-ca", c.house.authority, "--cluster-cert", c.house.certificate, "--cluster-key", c.house.key,
	}
}

// run runs a command of the program.
func run(t testing.TB, code int, words ...string) string {
	t.Helper()
	command := exec.Command(testbed.Binary(t, testbed.Rostrum), words...)
	said, err := command.CombinedOutput()
	if command.ProcessState.ExitCode() != code {
		t.Fatalf("rostrum %v ends with %v: %s", words, err, said)
	}
	return string(said)
}

// as asks a controller by another key.
func as(t *testing.T, c *testbed.Controller, key string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.Address()+"/api/v1/people", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode
}

// awaited waits until something holds.
func awaited(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for until := time.Now().Add(testbed.Patience); !holds(); <-time.After(20 * time.Millisecond) {
		if time.Now().After(until) {
			t.Errorf("it never came: %s", what)
			return
		}
	}
}

// The two controllers are one house: a key that is made at one opens both, and what is
// revoked is so at both; the screens are set once for both, and stay so when the other leads.
func TestOneHouse(t *testing.T) {
	t.Parallel()
	c := bring(t)
	lead, standby := c.pair(t, "house", onLoopback)
	id, key := newKey(t, "secretary", "--config", c.config(t, lead.Dir, "house"))
	for _, one := range []*testbed.Controller{lead, standby} {
		awaited(t, "the key to open both", func() bool { return as(t, one, key) == http.StatusOK })
	}
	lead.Show(map[string]any{"theme": "contrast", "next": 5})
	awaited(t, "the screens of both", func() bool { return standby.Screens().Next == 5 && standby.Screens().Theme == "contrast" })
	run(t, 0, "key", "revoke", id, "--config", c.config(t, standby.Dir, "house"))
	for _, one := range []*testbed.Controller{lead, standby} {
		awaited(t, "the key to open neither", func() bool { return as(t, one, key) == http.StatusUnauthorized })
	}
	lead.Kill()
	standby.Await("the other controller to lead", func(s *wire.State) bool { return s.Lead > 0 })
	if screens := standby.Screens(); screens.Next != 5 {
		t.Errorf("its screens are %+v", screens)
	}
}

// A key is revoked while the machines are away: the other controller hears of it when they
// are back, though nothing else was changed.
func TestRevokedWhileAway(t *testing.T) {
	testbed.AtLength(t)
	t.Parallel()
	c := bring(t)
	lead, standby := c.pair(t, "revoked", onLoopback)
	id, key := newKey(t, "secretary", "--config", c.config(t, lead.Dir, "revoked"))
	both := []*testbed.Controller{lead, standby}
	for _, one := range both {
		awaited(t, "the key to open both", func() bool { return as(t, one, key) == http.StatusOK })
	}
	c.loses(t, lead)
	if said := run(t, 0, "key", "revoke", id, "--config", c.config(t, lead.Dir, "revoked")); !strings.Contains(said, "the other controller will know when it does") {
		t.Errorf("it says %s", said)
	}
	if status := as(t, standby, key); status != http.StatusOK {
		t.Errorf("the other controller cannot know of it, and answers %d", status)
	}
	c.comesBack()
	for _, one := range both {
		awaited(t, "the key to open neither", func() bool { return as(t, one, key) == http.StatusUnauthorized })
	}
}

// newKey makes a key at a controller that the words name, and is what "key revoke" and a
// browser call it.
func newKey(t *testing.T, role string, words ...string) (id, key string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), role+".key")
	made := run(t, 0, append([]string{"key", "new", "--role", role, "--file", file}, words...)...)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	key, _, _ = strings.Cut(string(text), "\n")
	return strings.Fields(made)[1], key
}

// config is a file that says what the options of a controller do that was started in a folder.
func (c *cluster) config(t testing.TB, dir, room string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rostrum.toml")
	var members []string
	for _, e := range c.endpoints() {
		members = append(members, fmt.Sprintf("%q", e))
	}
	text := fmt.Sprintf("data = %q\n[cluster]\ncluster = [%s]\ncluster_name = %q\ncluster_ca = %q\ncluster_cert = %q\ncluster_key = %q\n",
		filepath.Join(dir, "data"), strings.Join(members, ", "), room, c.house.authority, c.house.certificate, c.house.key)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A controller that was alone moves to a cluster, with its journal, keys and settings, and
// back again.
func TestMovesToTheClusterAndBack(t *testing.T) {
	t.Parallel()
	c := bring(t)
	dir := t.TempDir()
	alone := testbed.Start(t, dir)
	give := alone.Do("give", "give-floor", map[string]any{"entry": "e1"})
	alone.Do("start", "start", map[string]any{"statement": give.Statement})
	end := alone.Do("end", "end", map[string]any{"statement": give.Statement})
	_, key := newKey(t, "secretary", "--data", filepath.Join(dir, "data"))
	alone.Show(map[string]any{"next": 7})
	alone.Stop()
	backup := filepath.Join(t.TempDir(), "journal.backup")
	run(t, 0, "backup", "--data", filepath.Join(dir, "data"), backup)

	into := append([]string{"restore", "--data", filepath.Join(dir, "data")}, c.options("moved")...)
	for range 2 { // the second time all of it is there
		if said := run(t, 0, append(into, backup)...); !strings.Contains(said, "is the journal of the room moved of the cluster now") {
			t.Errorf("it says %s", said)
		}
	}
	one := testbed.Start(t, dir, append(c.options("moved"), "--cluster-lease-s", "30")...)
	s := one.Await("the same meeting", func(s *wire.State) bool { return s.Lead > 0 && s.Rev >= end.Rev })
	awaited(t, "the key to open it", func() bool { return as(t, one, key) == http.StatusOK })
	awaited(t, "the screens as they were", func() bool { return one.Screens().Next == 7 })
	said := run(t, 1, append(into, backup)...)
	if !strings.Contains(said, "stop both controllers first") {
		t.Errorf("while it is led it says %s", said)
	}
	note := one.Do("note", "note", map[string]any{"text": "In the cluster"})
	if report := run(t, 0, append([]string{"report"}, c.options("moved")...)...); !strings.Contains(report, "In the cluster") {
		t.Error("the report is not of the cluster")
	}
	again := filepath.Join(t.TempDir(), "cluster.backup")
	run(t, 0, append(append([]string{"backup"}, c.options("moved")...), again)...)
	run(t, 0, append([]string{"journal", "verify"}, c.options("moved")...)...)
	one.Stop()
	if said := run(t, 1, append(into, backup)...); !strings.Contains(said, "has a journal, which is another one") {
		t.Errorf("over another journal it says %s", said)
	}

	back := t.TempDir()
	run(t, 0, "restore", "--data", filepath.Join(back, "data"), again)
	alone = testbed.Start(t, back)
	if now := alone.State(); now.Rev != note.Rev || now.Lead != 0 || s.Meeting.Symbol != now.Meeting.Symbol {
		t.Errorf("alone again it is at revision %d, lead %d; want %d", now.Rev, now.Lead, note.Rev)
	}
}
