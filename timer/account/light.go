package account

import (
	"slices"
	"time"

	"rostrum/timer"
)

// How near to when a change was due a light may say that it was: its clock and this one
// agree to some milliseconds, and what it is told is told with the instant.
const nearDue = 20 * time.Millisecond

// confirm finds for each change that a light reported the one that was due. A light that
// was away plays on by itself and says later what it did; one that came back says what it
// shows as of then.
func confirm(edges []Edge, seen []timer.Observation) []Edge {
	edges = slices.Clone(edges)
	type light struct{ seat, boot string }
	byLight := make(map[light][]int) // in the order in which they were due
	for i, e := range edges {
		l := light{e.Seat, e.Due.Boot}
		byLight[l] = append(byLight[l], i)
	}
	for _, o := range seen {
		of := byLight[light{o.Seat, o.Boot}]
		i := inForce(edges, of, o, o.Deadline)
		if i < 0 {
			i = inForce(edges, of, o, o.At)
		}
		if i < 0 {
			continue
		}
		e := &edges[i]
		e.Seen, e.Bound, e.Late = o.Wall, o.Error, o.Late
		if (o.Deadline.Sub(e.Due.Steady)).Abs() > nearDue {
			e.Late = max(0, o.At.Sub(e.Due.Steady)) // it was due before the light was there
		}
	}
	return edges
}

// inForce returns the latest change of a light that was due by an instant, if it is the
// one that is reported and nobody reported it before; else −1.
func inForce(edges []Edge, of []int, o timer.Observation, at timer.Instant) int {
	after, _ := slices.BinarySearchFunc(of, at.Add(nearDue), func(i int, by timer.Instant) int {
		if edges[i].Due.Steady <= by {
			return -1
		}
		return 1
	})
	if after == 0 {
		return -1
	}
	i := of[after-1]
	if e := &edges[i]; e.Signal != o.Signal || !e.Seen.IsZero() || o.Statement != 0 && o.Statement != e.Statement {
		return -1
	}
	return i
}
