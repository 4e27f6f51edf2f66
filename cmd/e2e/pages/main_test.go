// Package pages_test plays the pages in real browsers: a debate by taps, each page in each
// language, two consoles, links that fail, disks that are full, and by hand the tour of all
// situations, the digits' precision and a week of acts.
package pages_test

import (
	"os"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }
