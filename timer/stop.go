package timer

import (
	"slices"
	"time"
)

// Stop is a time for which the clock of a statement stood, between its start and its
// end. While one lasts it is the last of its statement.
type Stop struct {
	Why    Standing
	Reason string // of a pause, as it was given
	By     int    // the point of order, of an interruption
	At     Stamp  // since when
	Since  Instant
	Over   bool
	Took   time.Duration // where it is over
}

// Standing is why a clock stood.
type Standing string

// The reasons. Each moment has one: a meeting that is suspended during a pause ends the
// pause, and after it the pause goes on.
const (
	Pausing     Standing = "pause"
	Interrupted Standing = "interruption" // by a point of order
	Suspended   Standing = "suspension"   // of the meeting
	EndedOnce   Standing = "ended"        // by mistake, until it was reopened
)

// stands says why the clock of a statement stands from now on.
func (s *Statement) stands(why Stop, at Stamp) {
	if !s.Started {
		return
	}
	s.moves(at)
	why.At, why.Since = at, at.Steady
	s.Stops = append(slices.Clip(s.Stops), why)
}

// moves ends what the clock stood for.
func (s *Statement) moves(at Stamp) {
	n := len(s.Stops)
	if n == 0 || s.Stops[n-1].Over {
		return
	}
	s.Stops = slices.Clone(s.Stops)
	last := &s.Stops[n-1]
	last.Over, last.Took = true, max(0, at.Steady.Sub(last.Since))
}

// Stood returns for how long the clock stood for one reason, by an instant of the clock
// of now.
func (s *Statement) Stood(why Standing, by Instant) time.Duration {
	sum := time.Duration(0)
	for _, stop := range s.Stops {
		switch {
		case stop.Why != why:
		case stop.Over:
			sum += stop.Took
		default:
			sum += max(0, by.Sub(stop.Since))
		}
	}
	return sum
}

// shiftStops carries them over to another steady clock.
func (s *Statement) shiftStops(by time.Duration) {
	s.Stops = slices.Clone(s.Stops)
	for i := range s.Stops {
		s.Stops[i].Since = s.Stops[i].Since.Add(by)
	}
}

// cutStops leaves of them what lies between start and end.
func cutStops(stops []Stop, from, to Stamp) []Stop {
	out := make([]Stop, 0, len(stops))
	for _, stop := range stops {
		long := stop.At.since(from) + stop.Took - to.since(from) // beyond the end
		if late := from.since(stop.At); late > 0 {
			stop.At = Stamp{Wall: stop.At.Wall.Add(late), Steady: stop.At.Steady.Add(late), Boot: stop.At.Boot}
			stop.Since, stop.Took = stop.Since.Add(late), stop.Took-late
		}
		if long > 0 {
			stop.Took -= long
		}
		if stop.Took > 0 {
			out = append(out, stop)
		}
	}
	return out
}

// stoodFor adds up what stops of some reasons took, or all where none is named.
func stoodFor(stops []Stop, why ...Standing) (sum time.Duration) {
	for _, stop := range stops {
		if len(why) == 0 || slices.Contains(why, stop.Why) {
			sum += stop.Took
		}
	}
	return sum
}
