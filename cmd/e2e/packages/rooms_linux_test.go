package packages_test

import (
	"net/http"
	"os"
	"strings"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// Of a second room, beside the service of the package.
const (
	chamberData  = "var/lib/rostrum-rooms/chamber"
	chamberState = "http://127.0.0.1:8081"
)

// chamber starts a room of a house as the runbook says, line by line: it has its own port
// and journal, and does not see what another room keeps. It returns its process.
func (m *machine) chamber() (pid string) {
	m.Helper()
	text, err := os.ReadFile("../../../deploy/README.md")
	if err != nil {
		m.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## 17. ")
	_, block, _ := strings.Cut(section, "```\n")
	block, _, _ = strings.Cut(block, "```")
	here := strings.NewReplacer("sudo -u rostrum ", "runuser -u rostrum -- ", "sudo ", "")
	lines := strings.Split(strings.TrimSpace(block), "\n")
	if len(lines) != 4 {
		m.Errorf("the section begins with %d commands: %q", len(lines), lines)
	}
	for _, line := range lines {
		if strings.Contains(line, "rostrum invite") { // it speaks to a terminal alone
			if out := m.must("script", "--quiet", "--return", "--command", here.Replace(line), "/dev/null"); !strings.Contains(out, ":8444/chair#") {
				m.Errorf("%s says %s", line, out)
			}
			continue
		}
		if out, err := m.try("sh", "-ec", here.Replace(line)); err != nil {
			m.Fatalf("%s: %v\n%s\n%s", line, err, out, m.is("journalctl", "--no-pager", "--lines", "20", "--unit", "rostrum@chamber"))
		}
	}
	m.inChamber("its meeting", func(s *wire.State) bool { return s.Meeting.Rehearsal })
	if is := m.is("systemctl", "is-active", "rostrum", "rostrum@chamber"); is != "active\nactive" {
		m.Fatalf("the services are %q: %s", is, m.is("journalctl", "--no-pager", "--lines", "40", "--unit", "rostrum@chamber"))
	}
	if _, err := os.Stat(m.path(chamberData + "/" + testbed.JournalFile)); err != nil {
		m.Errorf("the room has no journal of its own: %v", err)
	}
	pid = m.is("systemctl", "show", "--value", "--property", "MainPID", "rostrum@chamber")
	in := func(command string) string {
		return m.is("nsenter", "--target", pid, "--mount", "--root", "--wdns=/", "sh", "-c", command)
	}
	if seen := in("ls /var/lib /var/lib/rostrum-rooms"); strings.Join(strings.Fields(seen), " ") != "/var/lib: rostrum-rooms /var/lib/rostrum-rooms: chamber" {
		m.Errorf("the room sees %q", seen)
	}
	if is := in("touch /var/lib/x /var/lib/rostrum-rooms/x /etc/rostrum/x 2>/dev/null; ls /var/lib /var/lib/rostrum-rooms /etc/rostrum | grep -x x"); is != "" {
		m.Errorf("the room writes beside its folder: %q", is)
	}
	return pid
}

// inChamber asks the room until its public state is what is meant.
func (m *machine) inChamber(what string, holds func(*wire.State) bool) {
	m.Helper()
	r := &room{machine: m, Client: m.client(), at: chamberState}
	m.await(what, func() bool {
		var s wire.State
		return r.ask(http.MethodGet, "/api/v1/state", nil, &s) == nil && holds(&s)
	})
}

// chamberUpgraded holds that the room runs the new program too.
func (m *machine) chamberUpgraded(before string) {
	m.Helper()
	m.inChamber("the room", func(*wire.State) bool { return true })
	if now := m.is("systemctl", "show", "--value", "--property", "MainPID", "rostrum@chamber"); now == before || now == "0" {
		m.Errorf("the process of the room was %s and is %s", before, now)
	}
}

// chamberPurged holds that the room has ended, will not start, and has its journal.
func (m *machine) chamberPurged(said string) {
	m.Helper()
	if is := m.is("systemctl", "is-active", "rostrum@chamber"); is != "inactive" {
		m.Errorf("after the purge the room is %s", is)
	}
	if !strings.Contains(said, "left in /"+chamberData) {
		m.Errorf("the purge does not say that it leaves a room: %s", said)
	}
	if _, err := os.Stat(m.path(chamberData + "/" + testbed.JournalFile)); err != nil {
		m.Errorf("the purge took the journal of a room: %v", err)
	}
	m.must("rm", "/etc/rostrum/chamber.toml")
}
