//go:build linux

// Package hall_test fills a hall with enemies: processes of their own, at ordinary
// priority on the same processors, that say and ask what they can. What is held is the
// light, the chair's acts, the ticks, memory and disk. A witness that knows nothing of
// Rostrum says when the machine itself was late.
package hall_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// beOf names the variable that makes the test program an enemy, or the witness.
const beOf = "ROSTRUM_TEST_HALL_BE"

func TestMain(m *testing.M) {
	words := strings.Fields(os.Getenv(beOf))
	if len(words) == 0 {
		os.Exit(testbed.Main(m))
	}
	be, there := roles[words[0]]
	if !there {
		fmt.Fprintln(os.Stderr, "there is no", words[0])
		os.Exit(2)
	}
	if err := be(words[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
