// Package pages_test plays the pages in real browsers: a debate by taps, each page in each
// language, two consoles, links that fail, disks that are full, and by hand the tour of all
// situations, the digits' precision and a week of acts.
package pages_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// file writes what a program is to start with, and returns its path.
func file(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// fiveMinutes are rules for a statement that is not over before its test.
const fiveMinutes = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "5m"
warning = "4m"
grace = "2s"
`

// debate starts a controller that drives the light of seat 7, with such rules.
func debate(t testing.TB, rules string) *testbed.Controller {
	t.Helper()
	dir := t.TempDir()
	return testbed.Start(t, dir, "--rules", file(t, dir, "rules.toml", rules), "--light", "7=dry")
}

// moved says whether something that was at a place ([browser.Element.Where]) is seen
// elsewhere, or of another size: a part of a pixel is not.
func moved(from, to string) bool {
	var a, b [4]float64
	for at, text := range map[*[4]float64]string{&a: from, &b: to} {
		if _, err := fmt.Sscanf(text, "%g,%g,%g,%g", &at[0], &at[1], &at[2], &at[3]); err != nil {
			return true
		}
	}
	for i := range a {
		if math.Abs(a[i]-b[i]) >= 0.5 {
			return true
		}
	}
	return false
}
