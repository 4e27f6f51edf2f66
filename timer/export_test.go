package timer

// AdoptClock is what an engine does that begins on another clock than the last
// record's.
func AdoptClock(last Stamp) Command { return adoptClock{last} }

// Doubt is what the engine writes beside a wall time.
func Doubt(h *History, now Stamp) string { return h.doubt(now) }
