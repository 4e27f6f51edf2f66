package testbed

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// seed is the variable that repeats what chance did in an earlier run.
const seed = "ROSTRUM_TEST_SEED"

// Dice is chance for a test, which says how to have the same once more.
func Dice(t testing.TB) *rand.Rand {
	t.Helper()
	return DiceOf(Seed(t), 0)
}

// DiceOf is one of several that are thrown at once.
func DiceOf(seed, which uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, which)) }

// Seed returns what all dice of a test begin with, and says it.
func Seed(t testing.TB) uint64 {
	t.Helper()
	n := uint64(time.Now().UnixNano())
	if text := os.Getenv(seed); text != "" {
		var err error
		if n, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("%s: %v", seed, err)
		}
	}
	t.Logf("%s=%d", seed, n)
	return n
}
