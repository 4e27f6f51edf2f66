package testbed

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Source writes a folder of packages, whole and as if it were signed, with such an index;
// packages are not in it, unless the caller puts them there.
func Source(t testing.TB, index string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "source")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	head := fmt.Sprintf("Origin: Rostrum\nSHA256:\n %x %d Packages\n", sha256.Sum256([]byte(index)), len(index))
	for name, text := range map[string]string{
		"Packages": index, "Release": head, "InRelease": head + "\n-----END PGP SIGNATURE-----\n",
		"rostrum.asc": "the builder's key: it's this\n-----END PGP PUBLIC KEY BLOCK-----\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
