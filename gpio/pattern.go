package gpio

import "rostrum/timer"

// Next returns whether the light of a statement is lit at an instant, and the
// instant of the next change of the pin's level, or false when none is to come.
//
// It says the same as [timer.Course.LitAt] at every instant. Edges fall on the
// halves of the flash, counted from the warning mark, and on the marks; where
// both meet and the level stays, as when steady begins in the lit half of a
// flash, there is no edge.
func Next(c timer.Course, at timer.Instant) (lit bool, edge timer.Instant, more bool) {
	lit = c.LitAt(at)
	if !c.Running || c.Rule.Limit == timer.NoLimit {
		return lit, 0, false
	}
	t := max(at, c.Zero) // before the zero the elapsed time stands at zero
	for range longestSearch {
		turn, ok := nextTurn(c, t)
		if !ok || turn <= t { // the latter where a course lies beyond what the clock can count
			return lit, 0, false
		}
		if c.LitAt(turn) != lit {
			return lit, turn, true
		}
		t = turn
	}
	return lit, 0, false
}

// longestSearch is how many turns may leave the level as it is: a mark may, and
// the half of a flash that meets it. There are three marks.
const longestSearch = 8

// nextTurn returns the next instant after t at which the level may change.
func nextTurn(c timer.Course, t timer.Instant) (timer.Instant, bool) {
	mark, ok := c.NextMark(t)
	if c.SignalAt(t) != timer.Flash {
		return mark, ok
	}
	since := (c.ElapsedAt(t) - c.Rule.WarningAt()) % timer.FlashPeriod
	if since < 0 {
		since += timer.FlashPeriod
	}
	half := t.Add(timer.FlashPeriod - since)
	if since < timer.FlashLit {
		half = t.Add(timer.FlashLit - since)
	}
	if ok {
		half = min(half, mark)
	}
	return half, true
}

// nextSignal returns the instant of the next change of signal, or false when
// none is to come. The pin does not always move with it.
func nextSignal(c timer.Course, at timer.Instant) (timer.Instant, bool) {
	signal := c.SignalAt(at)
	for t := at; ; {
		mark, ok := c.NextMark(t)
		if !ok || mark <= t {
			return 0, false
		}
		if c.SignalAt(mark) != signal {
			return mark, true
		}
		t = mark
	}
}
