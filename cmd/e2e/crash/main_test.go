// Package crash_test kills the controller in the middle of statements, fills its disk,
// freezes it and breaks it, steps its clock, puts another program in its place, and copies
// its journal meanwhile: what was acknowledged stays, the light keeps its time, and nobody
// is told otherwise.
package crash_test

import (
	"os"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }
