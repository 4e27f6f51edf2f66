package display_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rostrum/display"
	"rostrum/display/packages"
)

// source makes a signed source, as deploy/package writes it.
func source(t testing.TB) *packages.Folder { return sourceOf(t, "Package: rostrum-collar\n") }

// sourceOf makes one of an index.
func sourceOf(t testing.TB, index string) *packages.Folder {
	t.Helper()
	dir := t.TempDir()
	head := fmt.Sprintf("Origin: Rostrum\nSHA256:\n %x %d Packages\n", sha256.Sum256([]byte(index)), len(index))
	for name, text := range map[string]string{
		"Packages": index, "Release": head, "InRelease": head + "\n-----END PGP SIGNATURE-----\n",
		packages.KeyFile: "the builder's public key\n-----END PGP PUBLIC KEY BLOCK-----\n", "rostrum-collar_1.0_arm64.deb": "deb",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := packages.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// apt asks for what it needs by both doors, with a point in the middle of its addresses;
// nobody writes there, and nobody is shown a list.
func TestSourceIsServedAtBothDoors(t *testing.T) {
	h := openDoors(t, newTCPDoor(t), newTCPDoor(t), t.TempDir(), func(c *display.Config) { c.Packages = source(t) })
	for says, at := range map[string]door{"the one door": h.door, "the public one": h.public} {
		for path, want := range map[string]int{
			"/apt/InRelease": 200, "/apt/./InRelease": 200, "/apt/./rostrum-collar_1.0_arm64.deb": 200, "/apt/rostrum.asc": 200,
			"/apt/": 404, "/apt/./": 404, "/apt/Packages.gz": 404, "/apt/%2e%2e%2fkey": 404, "/apt/.%2fInRelease": 200,
			"/apt/./by-hash/SHA256/" + sumOf("Package: rostrum-collar\n"): 200, "/apt/by-hash/SHA256/" + sumOf("another"): 404, "/apt/by-hash/SHA256/": 404, "/apt/by-hash/": 404,
		} {
			if a := h.askAt(at, get(path)); a.status != want {
				t.Errorf("%s at %s: got %d %s", path, says, a.status, a.body)
			}
		}
		for _, method := range []string{"PUT", "POST", "DELETE"} {
			if a := h.askAt(at, call{method: method, path: "/apt/InRelease"}); a.status < 400 {
				t.Errorf("%s at %s: got %d", method, says, a.status)
			}
		}
	}
	if a := open(t).ask(get("/apt/InRelease")); a.status != 404 {
		t.Errorf("without a source: got %d", a.status)
	}
}

func sumOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
