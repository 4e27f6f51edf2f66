//go:build race

package testbed

// Race says whether the tests, and the programs that they start, run with the race detector.
const Race = true
