// Package pages_test plays the pages in real browsers: a debate by taps, each page in each
// language, two consoles, links that fail, disks that are full; where they are asked for the
// details of each page; and by hand the tour of all situations, the digits' precision and a
// week of acts.
package pages_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// A page waits for clocks about as long as it works: twice as many tests as there are
// processors keep these busy, where nobody says how many.
func TestMain(m *testing.M) {
	flag.Parse()
	said := false
	flag.Visit(func(f *flag.Flag) { said = said || f.Name == "test.parallel" })
	if !said {
		if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
			panic(err) // package testing has no such flag any more
		}
	}
	os.Exit(testbed.Main(m))
}

// detail skips a test of one thing on one page, where nobody asks for all of those: some fifty
// of them cost twice what a debate, each page and each kind of act cost together.
func detail(t *testing.T) { t.Helper(); testbed.Asked(t, testbed.Details) }

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
	x, y, width, height := rectangle(from)
	x1, y1, width1, height1 := rectangle(to)
	return !(math.Abs(x-x1) < 0.5 && math.Abs(y-y1) < 0.5 && math.Abs(width-width1) < 0.5 && math.Abs(height-height1) < 0.5)
}

// rectangle is a place as [browser.Element.Where] has it; of what is none, no number.
func rectangle(place string) (x, y, width, height float64) {
	if _, err := fmt.Sscanf(place, "%g,%g,%g,%g", &x, &y, &width, &height); err != nil {
		return math.NaN(), 0, 0, 0
	}
	return x, y, width, height
}
