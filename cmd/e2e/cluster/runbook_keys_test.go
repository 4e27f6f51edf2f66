package cluster_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// The runbook's commands are given by root on machines with users; here everything is the
// test's own.
var stubs = map[string]string{
	"sudo":    "#!/bin/sh\n[ \"$1\" = -u ] && shift 2\nexec \"$@\"\n",
	"chown":   "#!/bin/sh\n",
	"install": "#!/bin/sh\nout=\nwhile [ $# -gt 0 ]; do\n  case $1 in -o | -g) shift 2 ;; *) out=\"$out '$1'\" && shift ;; esac\ndone\neval exec /usr/bin/install \"$out\"\n",
}

// site is a machine on which commands of the runbook are given.
type site struct {
	testing.TB
	dir, config, usb, programs string
}

func newSite(t testing.TB, c *cluster, dir, usb string) *site {
	t.Helper()
	s := &site{TB: t, dir: dir, config: c.config(t, dir, "chamber"), usb: usb, programs: t.TempDir()}
	for name, text := range stubs {
		if err := os.WriteFile(filepath.Join(s.programs, name), []byte(text), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	if err := os.Symlink(testbed.Binary(t, testbed.Rostrum), filepath.Join(s.programs, "rostrum")); err != nil {
		t.Fatal(err)
	}
	return s
}

// give gives commands of the runbook there.
func (s *site) give(commands string) {
	s.Helper()
	text := strings.NewReplacer("/etc/rostrum/rostrum.toml", s.config, "/var/lib/rostrum", filepath.Join(s.dir, "data"), "/media/usb", s.usb).Replace(commands)
	shell := exec.Command("sh", "-euc", text) //nolint:gosec // the runbook's own words
	shell.Env = append(os.Environ(), "PATH="+s.programs+":"+os.Getenv("PATH"))
	if said, err := shell.CombinedOutput(); err != nil {
		s.Fatalf("%s\nends with %v: %s", text, err, said)
	}
}

// With the two files that the runbook has kept each day a room begins again where nothing is
// left, and by its last section on one machine: with the meeting, the settings and the keys of
// the cluster, and without one that was revoked there.
func TestRunbookKeepsKeys(t *testing.T) {
	testbed.AtLength(t)
	t.Parallel()
	c := bring(t)
	dir, usb := t.TempDir(), t.TempDir()
	authority := filepath.Join("data", "access", "authority", "carried")
	if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, authority)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, authority), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	here := newSite(t, c, dir, usb)
	one := testbed.Start(t, dir, c.options("chamber")...)
	one.Await("it to lead", func(s *wire.State) bool { return s.Lead > 0 && len(s.List) > 0 })
	_, good := newKey(t, "secretary", "--config", here.config)
	ended, bad := newKey(t, "secretary", "--config", here.config)
	one.Show(map[string]any{"next": 7})
	awaited(t, "both keys to open it", func() bool { return as(t, one, good) == http.StatusOK && as(t, one, bad) == http.StatusOK })
	run(t, 0, "key", "revoke", ended, "--config", here.config)
	awaited(t, "one key to open it no more", func() bool { return as(t, one, bad) == http.StatusUnauthorized })
	note := one.Do("note", "note", map[string]any{"text": "The last one"})
	page, err := os.ReadFile(runbook + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	keep := regexp.MustCompile("`(sudo tar -C [^`]*)`").FindSubmatch(page)
	if keep == nil {
		t.Fatal("the runbook does not say how keys are kept")
	}
	here.give(string(keep[1]))
	backup := filepath.Join(usb, "journal.backup")
	run(t, 0, "backup", "--config", here.config, backup)
	one.Stop()

	same := func(who string, is *testbed.Controller) {
		t.Helper()
		s := is.Await("the meeting", func(s *wire.State) bool { return s.Standby == nil && s.Rev >= note.Rev })
		if s.Rev != note.Rev {
			t.Errorf("%s: revision %d, want %d", who, s.Rev, note.Rev)
		}
		awaited(t, who+": the key to open it", func() bool { return as(t, is, good) == http.StatusOK })
		if status := as(t, is, bad); status != http.StatusUnauthorized {
			t.Errorf("%s: a key that was revoked is answered %d", who, status)
		}
		if n := is.Screens().Next; n != 7 {
			t.Errorf("%s: screens show %d", who, n)
		}
		if _, err := os.Stat(filepath.Join(is.Dir, authority)); err != nil {
			t.Errorf("%s: %v", who, err)
		}
		is.Stop()
	}

	here.give(block(t, "8. Back to one machine", "sh"))
	same("alone", testbed.Start(t, dir))

	empty := bring(t)
	there := newSite(t, empty, t.TempDir(), usb)
	if err := os.MkdirAll(filepath.Join(there.dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	there.give(block(t, "6. Two machines are lost", "sh"))
	run(t, 0, "restore", "--config", there.config, backup)
	same("of nothing but the files", testbed.Start(t, there.dir, empty.options("chamber")...))
}
