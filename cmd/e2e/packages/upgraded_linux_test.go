package packages_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// upgradesItself lets the chair ask, with another release in the room's folder.
func (m *machine) upgradesItself(r *room, served string) {
	m.Helper()
	// Of the house's package there is a newer one in the room's source and in another one,
	// and in that one a newer agent, too.
	m.must("dpkg", "--install", "/mnt/"+foreign+"_1.0_all.deb")
	m.write("etc/apt/sources.list.d/other.list", "deb [trusted=yes] file:/mnt ./\n")
	m.writeIndex(inWorkshop(m.T, "other"))
	before := r.machines()["light"].Version
	copyFolder(m.T, nextBuilt(m.T), served)
	m.must("apt-get", "--quiet", "update", "--error-on=any")
	if all := m.must("apt-cache", "policy", "rostrum-collar", foreign); !strings.Contains(all, "Candidate: 99.0") || !strings.Contains(all, "Candidate: 3.0") {
		m.Errorf("the other source is not there: %s", all)
	}
	m.await("the machine to be called old", func() bool { return r.machines()["light"].Old })
	began := time.Now()
	var asked wire.Updating
	if err := r.ask(http.MethodPost, "/api/v1/machines/update", []byte(`{"all":true}`), &asked); err != nil || len(asked.Asked) != 1 {
		m.Fatalf("the chair asked for an upgrade: %+v, %v", asked, err)
	}
	result := m.upgraded()
	m.Logf("upgraded %v after the chair had asked", time.Since(began).Round(10*time.Millisecond))
	if result != "done" {
		m.Fatalf("the result is %q: %s", result, m.is("journalctl", "--no-pager", "--lines", "60", "--unit", "rostrum-update"))
	}
	m.await("the new agent", func() bool {
		one := r.machines()["light"]
		return one.Here && one.Version != before
	})
	newest, err := run(".", "dpkg-deb", "--field", newestOf(m.T, served), "Version")
	if err != nil {
		m.Fatal(err)
	}
	if is := m.is("dpkg-query", "--show", "--showformat", "${Package} ${Version}\n", "rostrum-collar", foreign); is != foreign+" 1.0\nrostrum-collar "+strings.TrimSpace(newest) {
		m.Errorf("installed are %s; the newest is %s", is, newest)
	}
	if log := m.is("sh", "-c", "grep -h ^Upgrade: /var/log/apt/history.log"); strings.Count(log, "\n") != 0 || strings.Count(log, "(") != 1 || !strings.HasPrefix(log, "Upgrade: rostrum-collar:") {
		m.Errorf("apt has upgraded %s", log)
	}
	m.must("rm", "/etc/apt/sources.list.d/other.list")
	if !testbed.Long() {
		return
	}
	m.await("the controller to be told", func() bool { return r.machines()["light"].Update == "done" })
	// What is not as it was signed is not installed, and the next time it is asked for counts.
	back := replace(m.T, filepath.Join(served, "InRelease"), func(old []byte) []byte {
		return bytes.Replace(old, []byte("Suite: rostrum"), []byte("Suite: nostrum"), 1)
	})
	if result := m.asksForUpgrade(); !strings.HasPrefix(result, "failed: the packages of the controller cannot be read") {
		m.Errorf("with an index that was changed: %s", result)
	}
	back()
	if result := m.asksForUpgrade(); result != "done" {
		m.Errorf("the next time: %s", result)
	}
	m.must("mv", "/etc/apt/sources.list.d/rostrum.sources", "/var/tmp/")
	if result := m.asksForUpgrade(); !strings.HasPrefix(result, "failed: this machine has no source of its room") {
		m.Errorf("without a source: %s", result)
	}
	m.must("mv", "/var/tmp/rostrum.sources", "/etc/apt/sources.list.d/")
}

// asksForUpgrade asks as the agent may, and returns what became of it.
func (m *machine) asksForUpgrade() string {
	m.Helper()
	m.try("rm", "--force", "/run/rostrum-update/result")
	m.must("setpriv", "--reuid=collar", "--clear-groups", "touch", "/run/collar/update")
	return m.upgraded()
}

// upgraded is what became of an upgrade, once it has come to its end.
func (m *machine) upgraded() (result string) {
	m.Helper()
	m.await("the upgrade", func() bool {
		result = m.is("sh", "-c", "cat /run/rostrum-update/result 2>/dev/null")
		return result != "" && result != "running"
	})
	return result
}

// newestOf is the newest agent of a folder.
func newestOf(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "rostrum-collar_*_"+here()+".deb"))
	if err != nil || len(found) != 2 {
		t.Fatalf("of the agent there are %v, %v", found, err)
	}
	return slices.Max(found)
}

// writeIndex makes a folder into a source of a house's own, without a signature.
func (m *machine) writeIndex(dir string) {
	m.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil {
		m.Fatal(err)
	}
	var index strings.Builder
	for _, deb := range found {
		fields, err := run(".", "dpkg-deb", "--field", deb)
		info, wrong := os.Stat(deb)
		if err := errors.Join(err, wrong); err != nil {
			m.Fatal(err)
		}
		sum, err := run(".", "sha256sum", deb)
		if err != nil {
			m.Fatal(err)
		}
		fmt.Fprintf(&index, "%s\nFilename: ./%s\nSize: %d\nSHA256: %s\n\n", strings.TrimSpace(fields), filepath.Base(deb), info.Size(), strings.Fields(sum)[0])
	}
	if err := os.WriteFile(filepath.Join(dir, "Packages"), []byte(index.String()), 0o644); err != nil {
		m.Fatal(err)
	}
}
