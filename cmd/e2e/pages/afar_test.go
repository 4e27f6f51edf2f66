package pages_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Somebody at the far end of a room looks at a screen of 65 inches with 1920 times 1080
// pixels, each of 0.75 mm, from 20 m; what they are to read has capitals of ten minutes
// of arc or more.
const (
	pixelMM  = 0.75
	afarMM   = 20_000
	leastArc = 10
)

func arcMinutes(pixels float64) float64 {
	return math.Atan(pixels*pixelMM/afarMM) * 180 / math.Pi * 60
}

// longNames are a list whose names are the longest there are, and one that begins with
// the letter that reaches over its line's beginning.
const longNames = `seq,delegation
11,United Kingdom of Great Britain and Northern Ireland
12,Democratic People's Republic of Korea
13,Bosnia and Herzegovina
14,Japan
15,Saint Vincent and the Grenadines
16,Peru
`

// readFromAfar fails for each text that is too small to be read at the far end.
func readFromAfar(t *testing.T, gallery browser.Gallery, where string, least int) {
	t.Helper()
	all := gallery.FromAfar().Letters()
	for _, one := range all {
		if arc := arcMinutes(one.Height); arc < leastArc {
			t.Errorf("%s: %q has letters of %.1f minutes of arc", where, one.Text, arc)
		}
	}
	if len(all) < least {
		t.Errorf("%s: only %d texts are read from afar: %+v", where, len(all), all)
	}
}

// The gallery is read at twenty metres, whatever the delegations are called, and nothing
// of it overflows on screens of other shapes.
func TestGalleryFromAfar(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--list", file(t, dir, "speakers.csv", longNames))
	gallery := d.OpenGallery("afar", 1920, 1080)
	sizes := [][2]int{{1920, 1080}, {1024, 768}}
	if testbed.Long() { // the same shapes, smaller
		sizes = append(sizes, [2]int{1280, 720}, [2]int{800, 600})
	}
	look := func(what string, least int) {
		t.Helper()
		for _, language := range append([]string{"en", "ru"}, inTurn(englishFirst())...) {
			for i, size := range sizes {
				gallery.Resize(size[0], size[1])
				if i == 0 {
					gallery.Visit(p.Address() + "/gallery?lang=" + language)
				}
				gallery.Settled()
				where := fmt.Sprintf("%s-%s-%dx%d", what, language, size[0], size[1])
				gallery.Shot(where)
				for _, fault := range gallery.Faults() {
					t.Errorf("%s: %s", where, fault)
				}
				if i == 0 {
					readFromAfar(t, gallery, where, least)
				}
			}
		}
	}
	look("nobody", 4)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	look("longest", 7)
	p.Do("end", "end", nil)
	p.Do("give-2", "give-floor", map[string]any{"entry": "e2"})
	look("long", 7)

	// By the numbers of the list, and how many wait, those among them that have no room.
	gallery.Resize(1920, 1080)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	gallery.Shows(gallery.ComingNames().Begins("13"), gallery.ComingNames().Mentions("Japan"), gallery.Waiting().Says("4 waiting"))
	p.Do("start-2", "start", nil)
	p.Do("end-2", "end", nil)
	gallery.Shows(gallery.Card("nobody"), gallery.CalmNext().Mentions("13"))
	if text := gallery.Body().Text(); strings.Count(text, "Bosnia and Herzegovina") != 1 {
		t.Errorf("the next one is named more than once: %q", text)
	}
	readFromAfar(t, gallery, "after a statement", 5)
	gallery.Shot("after")

	// Three languages side by side make no name small.
	p.Show(map[string]any{"languages": []string{"en", "zh", "ru"}, "together": true})
	p.Do("give-3", "give-floor", map[string]any{"entry": "e4"})
	gallery.Visit(p.Address() + "/gallery?lang=")
	gallery.Shows(gallery.NamesSideBySide().Many(3), gallery.ComingHeading().Mentions("Next"), gallery.ComingHeading().Mentions("Далее"))
	gallery.Settled()
	for _, one := range gallery.NamesSideBySide().Letters() {
		if arc := arcMinutes(one.Height); arc < leastArc {
			t.Errorf("side by side %q has letters of %.1f minutes of arc", one.Text, arc)
		}
	}
	gallery.Shot("side-by-side")
	for _, fault := range gallery.Faults() {
		t.Errorf("side by side: %s", fault)
	}
	gallery.Quiet()
}
