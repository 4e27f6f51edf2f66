package packages_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// Where the room's controller is, in the network of the machine that joins: it has no other.
const roomAddress = "127.0.0.1:8443"

// serve starts the controller of a room, of the packages themselves, with the room's own
// source.
func (m *machine) serve(source string) *room {
	m.Helper()
	dir := m.TempDir()
	key := filepath.Join(dir, "chair.key")
	testbed.Launch(m.T, nil, nil, "nsenter", "--target", fmt.Sprint(m.first), "--net", filepath.Join(unpacked(m.T, "rostrum", here()), "usr/bin/rostrum"),
		"serve", "--listen", roomAddress, "--tls", "--public-http", "127.0.0.1:8080", "--data", filepath.Join(dir, "data"), "--chair-key-file", key, "--packages", source)
	r := &room{machine: m, Client: m.client(), at: "https://" + roomAddress}
	r.until("the controller", func(*wire.State) bool { return true })
	text, err := os.ReadFile(key)
	if err != nil {
		m.Fatal(err)
	}
	r.key = strings.TrimSpace(string(text))
	return r
}

// line asks for one as the console's Add a Pi does.
func (r *room) line(body string) string {
	r.Helper()
	var e wire.Enrolment
	if err := r.ask(http.MethodPost, "/api/v1/enrolments", []byte(body), &e); err != nil {
		r.Fatal(err)
	}
	return e.Line
}

// machines are those of the room, by the role of their keys.
func (r *room) machines() map[string]wire.MachineNow {
	r.Helper()
	var all wire.Machines
	if err := r.ask(http.MethodGet, "/api/v1/machines", nil, &all); err != nil {
		r.Fatal(err)
	}
	named := make(map[string]wire.MachineNow)
	for _, one := range all.Machines {
		named[string(one.Role)] = one
	}
	return named
}

// await asks until something holds in the machine.
func (m *machine) await(what string, holds func() bool) {
	m.Helper()
	for end := time.Now().Add(4 * testbed.Patience); !holds(); <-time.After(100 * time.Millisecond) {
		if time.Now().After(end) {
			m.Fatalf("waited in vain for %s: %s", what, m.is("journalctl", "--no-pager", "--lines", "40", "--unit", "collar", "--unit", "rostrum-update"))
		}
	}
}

// paste runs a line as who pastes it does.
func (m *machine) paste(line string) (said string, err error) { return m.try("sh", "-c", line) }

// found is all of a machine's that a line could change: its settings, what is installed, and
// what lies about.
func (m *machine) found() map[string]string {
	m.Helper()
	all := make(map[string]string)
	for _, dir := range []string{"etc", "usr", "opt", "root", "tmp", "var/lib/dpkg", "var/lib/apt/lists", "var/cache/apt/archives"} {
		err := filepath.WalkDir(m.path(dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "/lock") {
				return err
			}
			info, err := d.Info()
			if err == nil {
				all[strings.TrimPrefix(path, m.root)] = fmt.Sprint(info.Size(), info.ModTime().UnixNano(), info.Mode())
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			m.Fatal(err)
		}
	}
	return all
}

// leaves pastes a line that must fail with a sentence, and leave the machine as it was.
func (m *machine) leaves(what, line, sentence string) {
	m.Helper()
	before := m.found()
	out, err := m.paste(line)
	last := out[strings.LastIndex(strings.TrimSpace(out), "\n")+1:]
	if !strings.Contains(last, sentence) || err == nil && strings.HasPrefix(last, "rostrum:") {
		m.Errorf("%s: %v, its last words are %q of %s", what, err, last, out)
	}
	m.Logf("%s: %s", what, strings.TrimSpace(last))
	after := m.found()
	for name, is := range after {
		if before[name] != is {
			m.Errorf("%s: %s is left", what, name)
		}
	}
	for name := range before {
		if _, is := after[name]; !is {
			m.Errorf("%s: %s is gone", what, name)
		}
	}
}

// replace writes a file of the room's folder, and returns what puts the old one back.
func replace(t *testing.T, path string, with func(old []byte) []byte) (back func()) {
	t.Helper()
	old, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, with(bytes.Clone(old)), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.WriteFile(path, old, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A Debian that has only just been unpacked, and no source of packages at all, becomes a
// light of the room with the one line that the console shows; is upgraded when its agent
// asks, in nothing but what is ours; and is left without a trace.
func TestJoined(t *testing.T) {
	needsPackages(t)
	served, other := inWorkshop(t, "served"), inWorkshop(t, "other")
	copyFolder(t, built(t), served)
	for version, name := range map[string]string{"1.0": foreign, "3.0": foreign, "99.0": "rostrum-collar"} {
		if err := os.MkdirAll(other, 0o755); err != nil {
			t.Fatal(err)
		}
		stub(t, other, name, version, "")
	}
	m := boot(t, joinable(t), other)
	r := m.serve(served)
	m.refusesToJoin(r, served)
	m.joins(r)
	m.upgradesItself(r, served)
	m.showsToo(r)
	m.must("apt-get", "--quiet", "--yes", "purge", "rostrum-collar", "rostrum-screen")
	for name := range m.found() {
		if strings.HasPrefix(name, "/etc/") && strings.Contains(name, "rostrum") {
			m.Errorf("after the purge there is %s", name)
		}
	}
}

// joinable is a Debian with what Raspberry Pi OS Lite has for the line.
func joinable(t *testing.T) string {
	t.Helper()
	root := newRoot(t)
	for _, program := range []string{"curl", "sudo"} {
		if _, err := os.Stat(filepath.Join(root, "usr/bin", program)); err != nil {
			testbed.Need(t, testbed.Packages, fmt.Errorf("in the Debian of %s there is no %s: .ci/debian-root makes another", debianRoot, program))
		}
	}
	return root
}

// refusesToJoin holds that a line that cannot do everything does nothing.
func (m *machine) refusesToJoin(r *room, served string) {
	m.Helper()
	screen := r.line(`{"role":"screen","page":"gallery"}`)
	m.leaves("a screen without a browser", screen, strings.Join(slices.Sorted(slices.Values(screenNeeds(m.T, served))), " ")+", which this machine can get from nowhere")

	line := r.line(`{"role":"light","seat":"7","pin":"dry"}`)
	pin := strings.Index(line, "sha256//") + len("sha256//")
	other := "A"
	if line[pin] == 'A' {
		other = "B"
	}
	m.leaves("another fingerprint", line[:pin]+other+line[pin+1:], "public key does not match")
	back := replace(m.T, debOf(m.T, served, "rostrum-collar", here()), func(deb []byte) []byte {
		deb[len(deb)/2] ^= 1
		return deb
	})
	m.leaves("a package that was changed", line, "not as its builder has signed it")
	back()
	stranger, err := os.ReadFile(inWorkshop(m.T, "stranger.key.asc"))
	if err != nil {
		m.Fatal(err)
	}
	back = replace(m.T, filepath.Join(served, "rostrum.asc"), func([]byte) []byte { return stranger })
	m.leaves("an index that another has signed", line, "not those that their builder has signed")
	back()
	m.try("mv", "/usr/bin/curl", "/usr/bin/curl-away")
	m.leaves("without curl", line, "curl: not found")
	m.try("mv", "/usr/bin/curl-away", "/usr/bin/curl")
}

// joins makes the machine a light, with a new line, and counts what that takes.
func (m *machine) joins(r *room) {
	m.Helper()
	began := time.Now()
	said, err := m.paste(r.line(`{"role":"light","seat":"7","pin":"dry"}`))
	if err != nil || strings.Contains(said, "cannot be authenticated") || strings.Contains(said, "write controller and seat") {
		m.Fatalf("%v: %s\n%s", err, said, m.is("journalctl", "--no-pager", "--lines", "40", "--unit", "collar"))
	}
	r.until("the light to be confirmed", func(s *wire.State) bool {
		seat := testbed.SeatOf(s, "7")
		return seat.Connected && seat.Acknowledged
	})
	m.Logf("from a bare Debian to a confirmed light: Add a Pi on the console, and 1 line, in %v\n%s", time.Since(began).Round(10*time.Millisecond), said)

	policy := m.must("apt-cache", "policy", "rostrum-collar")
	source, err := os.ReadFile(m.path("etc/apt/sources.list.d/rostrum.sources"))
	if err != nil || !strings.Contains(string(source), "\nSigned-By: /etc/apt/keyrings/rostrum.asc\n") || strings.Count(policy, "https://"+roomAddress+"/apt ./ Packages") != 1 {
		m.Errorf("apt knows %s, by %s, %v", policy, source, err)
	}
	if is := m.is("systemctl", "is-active", "collar", "rostrum-update.path"); is != "active\nactive" {
		m.Errorf("the services are %q", is)
	}
	if is := m.is("systemctl", "is-enabled", "collar", "rostrum-update.path"); is != "enabled\nenabled" {
		m.Errorf("at the next start the services are %q", is)
	}
	info, err := os.Stat(m.path("etc/rostrum/light.key"))
	if err != nil {
		m.Fatal(err)
	}
	owner, _ := info.Sys().(*syscall.Stat_t)
	if info.Mode().Perm() != 0o600 || fmt.Sprint(owner.Uid) != m.must("id", "--user", "collar")[:len(fmt.Sprint(owner.Uid))] {
		m.Errorf("the key is %v, of user %d", info.Mode(), owner.Uid)
	}
	one, here := r.machines()["light"]
	if !here || !one.Here || one.Arch != strings.TrimSpace(m.must("dpkg", "--print-architecture")) || !slices.Equal(one.Seats, []string{"7"}) || one.Host == "" || !strings.Contains(m.must("collar", "version"), one.Version) {
		m.Errorf("the room's machines are %+v", r.machines())
	}
	m.saysWhoKeepsItsClock(r)
}

// saysWhoKeepsItsClock has a service that is called as Debian calls one that does: the agent
// knows it by its name, through the fence of its unit.
func (m *machine) saysWhoKeepsItsClock(r *room) {
	m.Helper()
	m.write("etc/systemd/system/chrony.service", "[Service]\nExecStart=/bin/sleep infinity\n")
	m.must("systemctl", "daemon-reload")
	m.must("systemctl", "start", "chrony")
	m.must("systemctl", "restart", "collar")
	m.await("who keeps its clock", func() bool { return r.machines()["light"].ClockSource == "chrony" })
	m.must("systemctl", "stop", "chrony")
	m.must("rm", "/etc/systemd/system/chrony.service")
	m.must("systemctl", "daemon-reload")
}

// showsToo gives the machine a screen: what that needs of Debian lies in the room's folder
// by now.
func (m *machine) showsToo(r *room) {
	m.Helper()
	said, err := m.paste(r.line(`{"role":"screen","page":"gallery"}`))
	if err != nil {
		m.Fatalf("%v: %s", err, said)
	}
	m.showsGallery()
	if one := r.machines()["light"]; !one.Here {
		m.Errorf("its light is gone: %+v", one)
	}
}

func (m *machine) showsGallery() {
	m.Helper()
	conf, err := os.ReadFile(m.path("etc/rostrum/screen.conf"))
	if err != nil || !strings.Contains(string(conf), "\nSCREEN_ADDRESS=http://127.0.0.1:8080/gallery\n") {
		m.Errorf("it shows %s, %v", conf, err)
	}
	if is := m.is("systemctl", "is-enabled", "rostrum-screen"); is != "enabled" {
		m.Errorf("at the next start the screen is %s", is)
	}
	if is := m.is("dpkg-query", "--show", "--showformat", "${Version} ${db:Status-Status}", "chromium"); is != "2:1.0 installed" {
		m.Errorf("the browser is %s", is)
	}
}

// A machine that is a screen alone has an agent without a light, which tells how it does.
func TestScreenJoined(t *testing.T) {
	needsPackages(t)
	testbed.AtLength(t)
	m := boot(t, joinable(t), t.TempDir())
	r := m.serve(nextBuilt(t))
	began := time.Now()
	said, err := m.paste(r.line(`{"role":"screen","page":"gallery"}`))
	if err != nil {
		m.Fatalf("%v: %s", err, said)
	}
	m.Logf("a screen in %v\n%s", time.Since(began).Round(10*time.Millisecond), said)
	m.showsGallery()
	m.await("the agent of the screen", func() bool { return r.machines()["screen"].Here })
	if text, err := json.Marshal(r.machines()); err == nil {
		m.Logf("%s", text)
	}
}
