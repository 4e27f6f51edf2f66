package timer

// Doubt is what the engine writes beside a wall time.
func Doubt(h *History, now Stamp) string { return h.doubt(now) }
