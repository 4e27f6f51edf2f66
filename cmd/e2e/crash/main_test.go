// Package crash_test kills the controller in the middle of statements, fills its disk,
// freezes it and breaks it, steps its clock, puts another program in its place, and copies
// its journal meanwhile: what was acknowledged stays, the light keeps its time, and nobody
// is told otherwise.
package crash_test

import (
	"flag"
	"os"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// Most of what is played here waits for clocks: more of it at once than there are processors
// keeps these busy.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "4"); err != nil {
		panic(err) // package testing has no such flag any more
	}
	os.Exit(testbed.Main(m))
}
