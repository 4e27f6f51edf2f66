// Package record_test plays a debate over the outside interface with a stopwatch of its
// own, and compares what every form of the record says with what it wrote down: JSON, CSV,
// workbook, document, and the last two once more as an office program reads them.
package record_test

import (
	"os"
	"testing"

	"rostrum/cmd/internal/testbed"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }
