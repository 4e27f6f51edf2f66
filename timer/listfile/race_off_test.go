//go:build !race

package listfile_test

// raced says whether the race detector is on.
const raced = false
