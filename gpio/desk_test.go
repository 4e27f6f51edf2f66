package gpio

import (
	"testing"

	"rostrum/timer"
)

// What was overtaken on the desk: the light is dark since the first of two
// programs that both say so.
func TestDeskKeepsSinceWhenDark(t *testing.T) {
	ready := &timer.Course{}
	running := &timer.Course{Started: true, Running: true}
	for _, c := range []struct {
		name        string
		first, then Program
		since       timer.Instant
	}{
		{"an end, and the next speaker who is not yet ready to start", Program{Since: 5}, Program{Course: ready, Since: 9}, 5},
		{"a pause, and an end", Program{Course: &timer.Course{Started: true}, Since: 5}, Program{Since: 9}, 5},
		{"an end that is undone", Program{Since: 5}, Program{Course: running, Since: 9}, 9},
		{"a statement that is ended", Program{Course: running, Since: 5}, Program{Since: 9}, 9},
		{"since when is not known", Program{}, Program{Since: 9}, 9},
	} {
		d := NewDesk(nil)
		d.Put(c.first)
		d.Put(c.then)
		if got, _ := d.collect(); got.Since != c.since || got.Course != c.then.Course {
			t.Errorf("%s: %+v; want it since %d", c.name, got, c.since)
		}
	}
}
