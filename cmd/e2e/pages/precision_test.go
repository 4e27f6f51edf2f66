package pages_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
)

// precisionRules make a statement that passes all of its marks in twelve seconds.
const precisionRules = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "7s"
warning = "4s"
grace = "2s"
`

// Digits flip within one frame of the display of their instant on all screens,
// measured against the controller's clock; the end of the time is never shown early.
func TestDigitsFlipOnTime(t *testing.T) {
	browser.InEachEngine(t, func(t *testing.T, d *browser.Driver) {
		p := debate(t, precisionRules)
		b := d.Open("precision", 1180, 820)
		skewed := skew(b)
		for i, page := range []string{"/gallery", "/gallery", "/seat/7", "/seat/7", "/chair#invite=" + p.Invitation("console"), "/chair"} {
			entry := fmt.Sprintf("e%d", i+1)
			p.Do("give "+entry, "give-floor", map[string]any{"entry": entry, "seat": "7"})
			b.Visit(p.Address() + page)
			b.Shows(b.Time().Contains(":"))
			alone := i%2 == 1
			b.WatchDigits(alone)
			p.Do("start "+entry, "start", nil)
			zero := *p.State().Floor.ZeroMS
			b.Shows(b.Time().Contains("+0:04"))
			p.Do("end "+entry, "end", nil)
			page, _, _ = strings.Cut(page, "#")
			if alone {
				page += " with no frames but its own"
			}
			judge(t, page+skewed, zero, 7, b.WatchedDigits())
		}
	})
}

// judge compares the flips of a statement with the instants at which they were due.
func judge(t *testing.T, page string, zero float64, limit int, w browser.WatchedDigits) {
	t.Helper()
	var seen []float64
	want := map[string]float64{}
	for k := 1; k <= limit+4; k++ {
		text := fmt.Sprintf("0:%02d", limit-k)
		if k > limit {
			text = fmt.Sprintf("+0:%02d", k-limit)
		}
		want[text] = zero + 1000*float64(k)
	}
	for _, flip := range w.Flips {
		due, ok := want[flip.Text]
		if !ok {
			t.Errorf("%s: showed %q", page, flip.Text)
			continue
		}
		delete(want, flip.Text)
		// What is written in one frame is seen in the next.
		light := flip.At + w.Offset - due + w.Frame
		seen = append(seen, light)
		// After a time without frames a page first hears that something is due, and draws in the next.
		stood := flip.Gap > 2*w.Frame
		if late := flip.Before + w.Offset - due; flip.Before > 0 && !stood && late > 2+w.Trip/2 {
			t.Errorf("%s: a frame that began %.1f ms after the instant of %s still showed what was before", page, late, flip.Text)
		}
		if flip.Text == "0:00" && light < w.Frame-2-w.Trip/2 {
			t.Errorf("%s: the end of the time was written %.1f ms early", page, w.Frame-light)
		}
		if w.Steady && light < -max(w.Frame, 1000/60.)-2 {
			t.Errorf("%s: %s was seen %.1f ms early; a frame is %.1f ms", page, flip.Text, -light, w.Frame)
		}
	}
	if w.Steady && len(want) > 0 {
		t.Errorf("%s: never showed %v", page, want)
	}
	slices.Sort(seen)
	within := 0
	for _, light := range seen {
		if math.Abs(light) <= w.Frame+3 {
			within++
		}
	}
	t.Logf("%s: %d flips, frames in time: %v, seen %.1f to %.1f ms after their instants, median %.1f, within a frame of %.1f ms: %d; clock known to %.2f ms",
		page, len(seen), w.Steady, seen[0], seen[len(seen)-1], seen[len(seen)/2], w.Frame, within, w.Trip/2)
	// Where the machine itself has no time for frames this says nothing of the page.
	if w.Steady && within < len(seen)*2/3 {
		t.Errorf("%s: only %d of %d flips were seen within a frame: %.1f", page, within, len(seen), seen)
	}
}

// skew gives the page another clock where the engine lets a test do that.
func skew(b *browser.Browser) string {
	b.Helper()
	if b.Engine.Name != browser.Chromium.Name {
		return ""
	}
	b.SkewClock()
	return " with a fast clock"
}
