package timertest

import "testing"

// Raced says whether the race detector is on, which takes ten times the time and memory.
func Raced() bool { return race }

// AloneRaced skips a long calculation of one goroutine, in which the race detector finds
// nothing: it is held without.
func AloneRaced(t testing.TB) {
	t.Helper()
	if race {
		t.Skip("has one goroutine: it is held without the race detector")
	}
}

// Days is the debate that is suspended for days, and has a tick in each of their seconds.
const Days = "suspended-for-days"

// OnceRaced skips what plays Days once more with the race detector: the transcript of it is
// played so, by the tests of package timer.
func OnceRaced(t testing.TB, debate string) {
	t.Helper()
	if race && debate == Days {
		t.Skip("with the race detector it is played once, by go test -race ./timer")
	}
}
