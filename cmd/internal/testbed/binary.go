package testbed

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
)

// The programs that are tested, as they are shipped.
const (
	Rostrum = "rostrum"
	Collar  = "collar"
)

// built is whether there is something to clear away.
var built atomic.Bool

// programs builds both, once for all tests of a package; where these run with the race
// detector, so do the programs.
var programs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "rostrum-programs")
	if err != nil {
		return "", err
	}
	for _, name := range []string{Rostrum, Collar} {
		words := []string{"build", "-o", filepath.Join(dir, name)}
		if Race {
			words = append(words, "-race")
		}
		build := exec.Command("go", append(words, "rostrum/cmd/"+name)...)
		if !Race {
			build.Env = append(os.Environ(), "CGO_ENABLED=0")
		}
		if out, err := build.CombinedOutput(); err != nil {
			return dir, fmt.Errorf("%w: %s", err, out)
		}
	}
	return dir, nil
})

// given names a folder with programs that are tested in place of those of this source:
// so an earlier edition is measured by the same test.
const given = "ROSTRUM_TEST_PROGRAMS"

// Binary returns the path of a program.
func Binary(t testing.TB, name string) string {
	t.Helper()
	if dir := os.Getenv(given); dir != "" {
		return filepath.Join(dir, name)
	}
	built.Store(true)
	dir, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

// Main runs the tests of a package, and clears away the programs that were built for
// them; for a TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	if built.Load() {
		if dir, _ := programs(); dir != "" {
			_ = os.RemoveAll(dir)
		}
	}
	return code
}
