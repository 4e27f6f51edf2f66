package packages_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"rostrum/cmd/internal/testbed"
)

var names = []string{"rostrum", "rostrum-collar", "rostrum-screen"}

// arches are those that packages are built for: this machine's, and at length all.
func arches() []string {
	if testbed.Long() {
		return []string{"amd64", "arm64", "armhf"}
	}
	return []string{here()}
}

// here is this machine's architecture.
func here() string {
	if runtime.GOARCH == "arm" {
		return "armhf"
	}
	return runtime.GOARCH
}

var firstBuild sync.Once

// built returns the folder with the packages of the first release, signed.
func built(t *testing.T) string {
	t.Helper()
	dir := inWorkshop(t, "first")
	firstBuild.Do(func() { t.Log(pack(t, inWorkshop(t, "clone"), dir, "builder.key", packed()...)) })
	if _, err := os.Stat(dir); err != nil {
		t.Fatal("there are no packages")
	}
	return dir
}

var nextBuild sync.Once

// nextBuilt returns the folder with the packages of two releases, and beside them what a
// screen needs of Debian, in name.
func nextBuilt(t *testing.T) string {
	t.Helper()
	dir, clone := inWorkshop(t, "next"), inWorkshop(t, "clone")
	first := built(t)
	nextBuild.Do(func() {
		copyFolder(t, first, dir)
		for _, name := range screenNeeds(t, first) {
			// As Debian's own: with an epoch, and so with %3a in its file's name.
			stub(t, dir, name, "2:1.0", "")
		}
		stub(t, dir, foreign, "2.0", "")
		if err := commit(clone, "the next release"); err != nil {
			t.Fatal(err)
		}
		t.Log(pack(t, clone, dir, "builder.key", "--arch", here()))
	})
	if _, err := os.Stat(filepath.Join(dir, "InRelease")); err != nil {
		t.Fatal("there are no packages of a second release")
	}
	return dir
}

// foreign is a package of the house, which is not ours to upgrade.
const foreign = "chamber-clock"

// stub packs a package of nothing, as Debian's own tool does.
func stub(t *testing.T, dir, name, version, fields string) {
	t.Helper()
	tree := t.TempDir()
	control := "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: test <test@rostrum.example>\n" + fields + "Description: in name\n"
	file := name + "_" + strings.ReplaceAll(version, ":", "%3a") + "_all.deb"
	if err := errors.Join(os.Chmod(tree, 0o755), os.Mkdir(filepath.Join(tree, "DEBIAN"), 0o755), os.WriteFile(filepath.Join(tree, "DEBIAN/control"), []byte(control), 0o644),
		said(run(".", "dpkg-deb", "--build", "--root-owner-group", tree, filepath.Join(dir, file)))); err != nil {
		t.Fatal(err)
	}
}

// screenNeeds are the packages of Debian that a screen needs and no Raspberry Pi OS Lite has.
func screenNeeds(t *testing.T, dir string) (needs []string) {
	t.Helper()
	text, err := run(".", "dpkg-deb", "--field", debOf(t, dir, "rostrum-screen", here()), "Depends")
	if err != nil {
		t.Fatal(text, err)
	}
	for name := range strings.SplitSeq(strings.TrimSpace(text), ", ") {
		if !strings.HasPrefix(name, "systemd") && !strings.HasPrefix(name, "rostrum") && name != "curl" {
			needs = append(needs, name)
		}
	}
	return needs
}

// packed says so to deploy/package, which by itself builds all.
func packed() []string {
	if testbed.Long() {
		return nil
	}
	return []string{"--arch", here()}
}

// debOf is the one package of a name and an architecture in a folder.
func debOf(t *testing.T, dir, name, arch string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, name+"_*_"+arch+".deb"))
	if err != nil || len(found) != 1 {
		t.Fatalf("of %s for %s there is %v, %v", name, arch, found, err)
	}
	return found[0]
}

// From another folder, whose path is longer, come the same bytes. Without a key it says that
// nothing is signed, and leaves no signature of before.
func TestSameBytes(t *testing.T) {
	needsPackages(t)
	first := built(t)
	other := inWorkshop(t, "another folder", "with", "a longer path", "clone")
	if err := said(run(".", "git", "clone", "--quiet", inWorkshop(t, "clone"), other)); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(other, "out")
	if err := os.MkdirAll(again, 0o755); err != nil {
		t.Fatal(err)
	}
	signatures := []string{"InRelease", "rostrum.asc"}
	for _, name := range signatures {
		if err := os.WriteFile(filepath.Join(again, name), []byte("of before"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := pack(t, other, again, "", packed()...)
	if strings.Contains(out, "changes") {
		t.Errorf("a clean clone with its packages in it is called changed: %s", out)
	}
	if !strings.Contains(out, "not signed, so that apt believes none of it") {
		t.Errorf("it does not say that nothing is signed: %s", out)
	}
	compared := 0
	entries, err := os.ReadDir(again)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch {
		case slices.Contains(signatures, e.Name()):
			t.Errorf("%s is left", e.Name())
		case e.Name() == ".gitignore" || e.Name() == "SHA256SUMS":
			continue // of the signature too
		}
		one, err := os.ReadFile(filepath.Join(first, e.Name()))
		two, wrong := os.ReadFile(filepath.Join(again, e.Name()))
		if err != nil || wrong != nil || !bytes.Equal(one, two) {
			t.Errorf("%s is not the same twice (%v, %v)", e.Name(), err, wrong)
		}
		compared++
	}
	// Of each kind three packages and two bills of materials; and the three indexes.
	if want := 5*len(arches()) + 3; compared != want {
		t.Errorf("%d files were compared; want %d", compared, want)
	}
}

// What the folder says of itself is so, and every package is there by its name.
func TestFolder(t *testing.T) {
	needsPackages(t)
	dir := built(t)
	sums, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	listed := make(map[string]bool)
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || fmt.Sprintf("%x", sha256.Sum256(text)) != sum {
			t.Errorf("%s is not what its sum says, %v", name, err)
		}
		listed[name] = true
	}
	index, err := os.ReadFile(filepath.Join(dir, "Packages"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, arch := range arches() {
			deb := debOf(t, dir, name, arch)
			if !listed[filepath.Base(deb)] || strings.Count(string(index), "\nFilename: ./"+filepath.Base(deb)+"\n") != 1 {
				t.Errorf("%s is not listed", deb)
			}
			fields, err := run(".", "dpkg-deb", "--field", deb, "Package", "Version", "Architecture")
			if err != nil || !regexp.MustCompile(`^Package: `+name+`\nVersion: \d\S+\nArchitecture: `+arch+`\n$`).MatchString(fields) {
				t.Errorf("%s says %q, %v", deb, fields, err)
			}
			if name == "rostrum-screen" {
				continue
			}
			var bill struct {
				BOMFormat  string `json:"bomFormat"`
				Components []struct {
					PURL string `json:"purl"`
				} `json:"components"`
			}
			text, err := os.ReadFile(strings.TrimSuffix(deb, ".deb") + ".cdx.json")
			if err == nil {
				err = json.Unmarshal(text, &bill)
			}
			if err != nil || bill.BOMFormat != "CycloneDX" || len(bill.Components) < 5 ||
				!slices.ContainsFunc(bill.Components, func(c struct {
					PURL string `json:"purl"`
				}) bool {
					return strings.HasPrefix(c.PURL, "pkg:golang/github.com/gorilla/websocket@")
				}) {
				t.Errorf("the bill of materials of %s: %v, %d components", deb, err, len(bill.Components))
			}
		}
	}
}

// Debian's own checks find no error, and no warning that is not answered.
func TestLintian(t *testing.T) {
	needsPackages(t)
	testbed.AtLength(t)
	dir := built(t)
	words := []string{"--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0"}
	for _, name := range names {
		for _, arch := range arches() {
			words = append(words, debOf(t, dir, name, arch))
		}
	}
	check := exec.Command("lintian", words...)
	check.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
