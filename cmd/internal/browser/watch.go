package browser

// What a page showed while nobody looked.

// Watch keeps what the page shows from now on: a busy machine may look late.
func (b *Browser) Watch() { b.Helper(); b.script(nil, "watch") }

// What is kept.
const (
	Phases = "phases" // of the statement, "over-paused" while the clock stands
	Lights = "lights" // of the collar light, "flash-true" while it is lit
	Spoken = "spoken" // to those who do not see, each after the name of where it is said
	Moved  = "moved"  // entries of lines that took no tap for a moment
	Digits = "digits" // of the time
)

// Words are how one of what was kept is: all of it, or its beginning, its end, what is in
// it.
type Words struct {
	Is     string `json:"is,omitempty"`
	Begins string `json:"begins,omitempty"`
	Ends   string `json:"ends,omitempty"`
	Has    string `json:"has,omitempty"`
}

// Kept holds once one of what was kept is so.
func (b *Browser) Kept(list string, how Words) Condition {
	return Condition{is: "kept", name: list, value: how}
}

// KeptAtLeast holds once so many were kept, Watched while the page is the one that is
// watched, and was not loaded anew.
func (b *Browser) KeptAtLeast(list string, n int) Condition {
	return Condition{is: "kept", name: list, value: n}
}
func (b *Browser) Watched() Condition { return Condition{is: "watched"} }

// AllKept returns what was kept.
func (b *Browser) AllKept(list string) (all []string) {
	b.Helper()
	b.script(&all, "kept", list, false)
	return all
}

// Forget begins a list anew.
func (b *Browser) Forget(list string) { b.Helper(); b.script(nil, "kept", list, true) }

// WatchedDigits is what was seen of the digits, by the page's own clock in milliseconds.
type WatchedDigits struct {
	Trip   float64 `json:"trip"`   // of the best exchange with the controller
	Offset float64 `json:"offset"` // of the controller's clock
	Frame  float64 `json:"frame"`  // how long one is
	Steady bool    `json:"steady"` // the machine gave nearly all frames in time
	Flips  []struct {
		Text   string  `json:"text"`
		At     float64 `json:"at"`
		Before float64 `json:"before"` // when the frame before it began; 0 where nobody watched frames
		Gap    float64 `json:"gap"`    // how long after the one before that
	} `json:"flips"`
}

// WatchDigits notes from now on when a digit is written, and compares the page's clock with
// the controller's. It watches all frames; or, alone, only the first ones, and then the page
// has none but those that it asks for itself.
func (b *Browser) WatchDigits(alone bool) { b.Helper(); b.script(nil, "watchDigits", alone) }

// WatchedDigits returns what WatchDigits has seen.
func (b *Browser) WatchedDigits() (seen WatchedDigits) {
	b.Helper()
	b.script(&seen, "watchedDigits")
	return seen
}

// SkewClock gives the pages that Chromium opens from now on a clock that began elsewhere
// and runs fast.
func (b *Browser) SkewClock() { b.Helper(); b.beforePages("skewClock") }

// NeverAwake lets no page that is opened from now on keep the screen on, as over a plain
// connection. The other engine, as it is driven here, never lets it.
func (b *Browser) NeverAwake() {
	b.Helper()
	if b.Engine.Name == Chromium.Name {
		b.beforePages("neverAwake")
	}
}

// TenYearsAgo takes from the pages that Chromium opens from now on what browsers did not
// have then: modules, the websocket, fetch, and more.
func (b *Browser) TenYearsAgo() { b.Helper(); b.beforePages("tenYearsAgo") }
