package packages_test

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// sourceLine is what the runbook writes into a list of apt.
const sourceLine = "deb [signed-by=/etc/apt/keyrings/rostrum.asc check-date=no] file:/mnt/rostrum ./\n"

// trust tells apt of the packages and of whose they are.
func (m *machine) trust(key string) {
	m.Helper()
	text, err := os.ReadFile(key)
	if err != nil {
		m.Fatal(err)
	}
	if err := os.MkdirAll(m.path("etc/apt/keyrings"), 0o755); err != nil {
		m.Fatal(err)
	}
	m.write("etc/apt/keyrings/rostrum.asc", string(text))
	m.write("etc/apt/sources.list.d/rostrum.list", sourceLine)
}

// apt installs; what has to be asked is an error.
func (m *machine) apt(words ...string) string {
	m.Helper()
	return m.must(append([]string{"apt-get", "--quiet", "--yes", "--no-install-recommends"}, words...)...)
}

// copyFolder copies the files of one folder into another.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(to, 0o755), said(run(".", "cp", "--recursive", from+"/.", to))); err != nil {
		t.Fatal(err)
	}
}

// Installed as the runbook's first page says, from a stick; upgraded in the middle of a
// statement, from a signed source and from no other; removed, purged; and the journal is
// still there.
func TestInstalled(t *testing.T) {
	needsPackages(t)
	stick := inWorkshop(t, "stick")
	source := filepath.Join(stick, "rostrum")
	copyFolder(t, built(t), source)
	m := boot(t, newRoot(t), stick)
	m.refuses(source)
	m.page()
	r := m.configure()
	chamber := m.chamber()
	m.upgrade(r, source)
	m.chamberUpgraded(chamber)
	m.remove(r)
}

// refuses holds that apt takes nothing that another has signed, and nothing that was
// changed after it was signed.
func (m *machine) refuses(source string) {
	m.Helper()
	m.trust(inWorkshop(m.T, "stranger.key.asc"))
	if out, err := m.try("apt-get", "--quiet", "update"); err == nil || !strings.Contains(out, "is not signed") && !strings.Contains(out, "NO_PUBKEY") {
		m.Errorf("with another's key: %v\n%s", err, out)
	}
	if out, err := m.try("apt-get", "--yes", "install", "rostrum"); err == nil {
		m.Errorf("what another has signed is installed:\n%s", out)
	}

	m.trust(filepath.Join(source, "rostrum.asc"))
	deb := debOf(m.T, source, "rostrum-collar", here())
	whole, err := os.ReadFile(deb)
	if err != nil {
		m.Fatal(err)
	}
	hurt := bytes.Clone(whole)
	hurt[len(hurt)/2] ^= 1
	if err := os.WriteFile(deb, hurt, 0o644); err != nil {
		m.Fatal(err)
	}
	m.must("apt-get", "--quiet", "update")
	if out, err := m.try("apt-get", "--yes", "install", "rostrum-collar"); err == nil || !strings.Contains(out, "Hash Sum mismatch") {
		m.Errorf("a package that was changed: %v\n%s", err, out)
	}
	if err := os.WriteFile(deb, whole, 0o644); err != nil {
		m.Fatal(err)
	}

	index := filepath.Join(source, "InRelease")
	signed, err := os.ReadFile(index)
	if err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(index, bytes.Replace(signed, []byte("Suite: rostrum"), []byte("Suite: nostrum"), 1), 0o644); err != nil {
		m.Fatal(err)
	}
	if out, err := m.try("apt-get", "--quiet", "update", "--error-on=any"); err == nil || !strings.Contains(out, "BADSIG") {
		m.Errorf("an index that was changed: %v\n%s", err, out)
	}
	if err := os.WriteFile(index, signed, 0o644); err != nil {
		m.Fatal(err)
	}
}

// page does what the first page of the runbook says, line by line, on a machine that is
// controller and Pi in one, with a dry light; and returns when the light must come.
func (m *machine) page() {
	m.Helper()
	lines := runbookPage(m.T)
	if len(lines) != 14 {
		m.Errorf("the page has %d commands, and says that they are 14", len(lines))
	}
	here := strings.NewReplacer(" && sudo umount /mnt", "", "sudo -u rostrum ", "runuser -u rostrum -- ", "sudo -u collar ", "runuser -u collar -- ", "sudo ", "",
		"_arm64", "_"+here(), "chamber.local", "localhost")
	began := time.Now()
	for _, line := range lines {
		switch {
		case strings.HasPrefix(line, "deploy/package "), strings.Contains(line, "mount /dev/sda1"):
			continue // the stick is in
		case strings.Contains(line, "rostrum invite"): // it speaks to a terminal alone
			if out := m.must("script", "--quiet", "--return", "--command", here.Replace(line), "/dev/null"); !strings.Contains(out, "/chair#") {
				m.Errorf("%s says %s", line, out)
			}
			continue
		case strings.Contains(line, "collar test"):
			m.change("etc/rostrum/collar.toml", `["7=GPIO17"]`, `["7=dry"]`)
		}
		out := m.must("sh", "-ec", here.Replace(line))
		if strings.Contains(line, "apt install") && strings.Contains(line, "collar") && !strings.Contains(out, "sudo systemctl enable --now collar") {
			m.Errorf("the agent's package does not say what is to be done: %s", out)
		}
		if strings.Contains(line, "apt install") {
			m.Logf("%s: rostrum is %s", line, strings.Join(strings.Fields(m.is("systemctl", "is-enabled", "rostrum")+" "+m.is("systemctl", "is-active", "rostrum")), ", "))
		}
	}
	if is := m.is("systemctl", "is-active", "rostrum", "collar"); is != "active\nactive" {
		m.Fatalf("after the page the services are %q: %s", is, m.is("journalctl", "--no-pager", "--lines", "40", "--unit", "rostrum", "--unit", "collar"))
	}
	m.Logf("the page took %v", time.Since(began).Round(time.Millisecond))
}

// runbookPage returns the commands of the runbook's first page.
func runbookPage(t *testing.T) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("../../../deploy/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, page, _ := strings.Cut(string(text), "\n## 1. ")
	page, _, _ = strings.Cut(page, "\n### ")
	for i, block := range strings.Split(page, "```\n") {
		if i%2 == 1 {
			lines = append(lines, strings.Split(strings.TrimSpace(block), "\n")...)
		}
	}
	return lines
}

// upgrade installs the next release while somebody speaks. What was acknowledged is there,
// the clock goes on from the same zero, what was configured stays.
func (m *machine) upgrade(r *room, source string) {
	m.Helper()
	before := m.must("dpkg-query", "--show", "--showformat", "${Version}\n", "rostrum", "rostrum-collar")
	pid := m.is("systemctl", "show", "--value", "--property", "MainPID", "rostrum")
	copyFolder(m.T, nextBuilt(m.T), source)

	give := r.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	begun := r.do("start", "start", map[string]any{"statement": give.Statement})
	last := r.do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"})
	configured, err := os.ReadFile(m.path("etc/rostrum/rostrum.toml"))
	if err != nil {
		m.Fatal(err)
	}

	m.trust(filepath.Join(source, "rostrum.asc"))
	m.must("apt-get", "--quiet", "update")
	gap := r.watch()
	m.apt("install", "--only-upgrade", "rostrum", "rostrum-collar")
	m.Logf("upgraded in mid-statement: for %v the controller did not answer", gap())
	after := m.must("dpkg-query", "--show", "--showformat", "${Version}\n", "rostrum", "rostrum-collar")
	if after == before {
		m.Fatalf("nothing was upgraded: %s", after)
	}
	version, _, _ := strings.Cut(after, "\n")
	for _, program := range []string{"rostrum", "collar"} {
		if said := m.must(program, "version"); !strings.Contains(said, ", package "+version+",") {
			m.Errorf("%s says %q; its package is %s", program, said, version)
		}
	}
	if now := m.is("systemctl", "show", "--value", "--property", "MainPID", "rostrum"); now == pid || now == "0" {
		m.Errorf("the process was %s and is %s", pid, now)
	}
	s := r.until("the light to be confirmed by the new agent", func(s *wire.State) bool {
		seat := testbed.SeatOf(s, "7")
		return seat.Connected && seat.Acknowledged
	})
	if f := s.Floor; f == nil || f.Statement != give.Statement || f.Paused {
		m.Fatalf("the floor is %+v", f)
	} else if is := s.ClockMS - begun.ClockMS; math.Abs(float64(f.ElapsedMS)-is) > 1.001 {
		m.Errorf("the statement has lasted %d ms by the new program; it has lasted %.3f", f.ElapsedMS, is)
	}
	if again := r.do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"}); !again.Repeated || again.Rev != last.Rev {
		m.Errorf("what was acknowledged is answered %+v; it was %+v", again, last)
	}
	if now, err := os.ReadFile(m.path("etc/rostrum/rostrum.toml")); err != nil || !bytes.Equal(now, configured) {
		m.Errorf("the configuration was changed by the upgrade (%v)", err)
	}

	r.do("end", "end", map[string]any{"statement": give.Statement})
	if !testbed.Long() {
		return
	}
	// A service that somebody has stopped stays so, and there is a way back.
	m.must("systemctl", "stop", "collar")
	old, _, _ := strings.Cut(before, "\n")
	m.apt("install", "--allow-downgrades", "rostrum="+old, "rostrum-collar="+old)
	if is := m.is("systemctl", "is-active", "rostrum", "collar"); is != "active\ninactive" {
		m.Errorf("after the way back the services are %q", is)
	}
	m.must("systemctl", "start", "collar")
}

// remove removes and purges.
func (m *machine) remove(r *room) {
	m.Helper()
	journal := m.path("var/lib/rostrum/" + testbed.JournalFile)
	m.apt("remove", "rostrum", "rostrum-collar")
	if is := m.is("systemctl", "is-active", "rostrum", "collar"); is != "inactive\ninactive" {
		m.Errorf("after the removal the services are %q", is)
	}
	for _, kept := range []string{"etc/rostrum/rostrum.toml", "etc/rostrum/collar.toml", "etc/rostrum/light.key"} {
		if _, err := os.Stat(m.path(kept)); err != nil {
			m.Errorf("the removal took what was configured: %v", err)
		}
	}
	before, err := os.ReadFile(journal)
	if err != nil {
		m.Fatal(err)
	}
	said := m.apt("purge", "rostrum", "rostrum-collar")
	if !strings.Contains(said, "left in /var/lib/rostrum") {
		m.Errorf("the purge does not say what it leaves: %s", said)
	}
	m.chamberPurged(said)
	if after, err := os.ReadFile(journal); err != nil || !bytes.Equal(after, before) {
		m.Errorf("the journal was %d bytes and is %d, %v", len(before), len(after), err)
	}
	if left, err := filepath.Glob(m.path("etc/rostrum/*")); err != nil || len(left) > 0 {
		m.Errorf("of the configuration is left %v", left)
	}
	if left := m.is("sh", "-c", "find /etc/systemd /var/lib/systemd/deb-systemd-helper-enabled -name '*rostrum*' -o -name '*collar*' 2>/dev/null"); left != "" {
		m.Errorf("of the services is left %s", left)
	}
	program := filepath.Join(unpacked(m.T, "rostrum", here()), "usr/bin/rostrum")
	if out, err := run(".", program, "journal", "verify", "--data", m.path("var/lib/rostrum")); err != nil {
		m.Errorf("the journal that is left: %v: %s", err, out)
	}
	// It goes on where it was, should it be installed again.
	m.apt("install", "rostrum")
	if s := r.installedAgain(); len(s.List) == 0 {
		m.Error("the list is gone")
	}
}

// installedAgain is the state that the public sees of what was installed anew: without the
// configuration there is no key.
func (r *room) installedAgain() (s wire.State) {
	r.Helper()
	r.key, r.at = "", "http://127.0.0.1:8080"
	return r.until("the last statement", func(s *wire.State) bool { return s.Last != nil })
}
