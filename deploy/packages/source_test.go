package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What Debian has packed is listed like ours, however it is compressed, and under the name
// that apt gives a version with a colon.
func TestPackagesOfDebian(t *testing.T) {
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	tree := filepath.Join(t.TempDir(), "DEBIAN")
	if err := os.Mkdir(tree, 0o755); err != nil {
		t.Fatal(err)
	}
	control := "Package: browser\nVersion: 2:1.0\nArchitecture: all\nMaintainer: Debian <d@debian.example>\nDescription: shows pages\n of the room\n"
	if err := os.WriteFile(filepath.Join(tree, "control"), []byte(control), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, how := range []string{"none", "gzip", "xz", "zstd"} {
		name := filepath.Join(dir, "browser_2%3a1.0_all.deb")
		if out, err := exec.Command("dpkg-deb", "--build", "--root-owner-group", "--uniform-compression", "-Z"+how, filepath.Dir(tree), name).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", how, err, out)
		}
		index, err := indexOf(dir)
		if err != nil || !strings.HasPrefix(string(index), control+"Filename: ./browser_2%3a1.0_all.deb\nSize: ") || !bytes.HasSuffix(index, []byte("\n\n")) {
			t.Errorf("packed by %s: %v\n%s", how, err, index)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "torn_1_all.deb"), []byte("!<arch>\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := indexOf(dir); !errors.Is(err, errPackage) || !strings.Contains(err.Error(), "torn_1_all.deb") {
		t.Errorf("a package that was cut off: %v", err)
	}
}
