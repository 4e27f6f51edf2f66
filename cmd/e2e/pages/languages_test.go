package pages_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Every letter of the six languages has a face of its own: no replacement boxes, and
// Chinese in Chinese shapes. The runbook names the packages.
func TestFontsOfTheSixLanguages(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("fonts", 1280, 720)
	b.CDP("DOM.enable", nil, nil)
	b.CDP("CSS.enable", nil, nil)
	for language, face := range map[string]string{"ar": "Arabic", "zh": "CJK SC", "ru": "Noto Sans", "fr": "Noto Sans", "es": "Noto Sans", "en": "Noto Sans"} {
		b.Visit(p.Address() + "/gallery?lang=" + language)
		b.Settled()
		var document struct{ Root struct{ NodeID int } }
		b.CDP("DOM.getDocument", nil, &document)
		for _, selector := range []string{".phase-word", ".when-limit", "#kind", "#next-heading", ".time-text"} {
			var node struct{ NodeID int }
			b.CDP("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": selector}, &node)
			if node.NodeID == 0 {
				t.Fatalf("the gallery has no %s", selector)
			}
			var used struct {
				Fonts []struct {
					FamilyName string
					GlyphCount float64
				}
			}
			b.CDP("CSS.getPlatformFontsForNode", map[string]any{"nodeId": node.NodeID}, &used)
			var names []string
			for _, font := range used.Fonts {
				names = append(names, font.FamilyName)
			}
			known := func(name string) bool { return strings.HasPrefix(name, "Noto ") }
			if len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return !known(n) }) {
				t.Errorf("%s: %s is written in %q", language, selector, names)
			}
			if selector == ".time-text" {
				// The clock has one face in every language, and stands from left to right.
				if len(names) != 1 || names[0] != "Noto Sans" {
					t.Errorf("%s: the digits are written in %q", language, names)
				}
				if direction := b.Eval(`getComputedStyle(document.querySelector("#time")).direction`); direction != "ltr" {
					t.Errorf("%s: the digits run %v", language, direction)
				}
			} else if !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, face) }) {
				t.Errorf("%s: %s is written in %q, and not in %s", language, selector, names, face)
			}
		}
	}
}

// The languages of the gallery: the address before the chair's choice before the
// browser; in turn at one instant on all screens, or side by side.
func TestLanguagesOfTheGallery(t *testing.T) {
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		p := at(t, flashing)
		gallery, seat := d.Open("gallery", 1280, 720), d.Open("seat", 800, 480)
		gallery.Visit(p.Address() + "/gallery")
		seat.Visit(p.Address() + "/seat/7")
		gallery.Await(`document.documentElement.lang === "en"`)
		p.Show(map[string]any{"languages": []string{"ar", "fr"}})
		// What belongs to one turn is asked for at once: the next may come meanwhile.
		for _, language := range [][2]string{{"ar", "rtl"}, {"fr", "ltr"}, {"ar", "rtl"}} {
			gallery.Await(fmt.Sprintf(`document.documentElement.lang === %q && document.documentElement.dir === %q && document.querySelector("#phase").textContent.length > 0`, language[0], language[1]))
		}
		seat.Await(`document.documentElement.lang === "ar" && document.querySelector("#seat-heading").textContent.includes("المقعد")`)
		p.Show(map[string]any{"languages": []string{"en", "zh", "ru"}, "together": true})
		gallery.Await(`document.querySelectorAll("#phase .tongue").length === 3`)
		gallery.Shot("side-by-side")
		for _, fault := range gallery.List(browser.Faults) {
			t.Errorf("side by side: %s", fault)
		}
		gallery.Visit(p.Address() + "/gallery?lang=es")
		gallery.Await(`document.documentElement.lang === "es" && document.querySelectorAll("#phase .tongue").length === 0`)
		// The way back to what the room has set.
		const choice = `document.querySelector("language-switch select")`
		if chosen := gallery.Eval(choice + `.value`); chosen != "es" {
			t.Errorf("the Spanish screen's choice of languages is at %q", chosen)
		}
		gallery.Run(choice + `.value = ""; ` + choice + `.dispatchEvent(new Event("change"))`)
		gallery.Await(`!location.search.includes("lang") && document.querySelectorAll("#phase .tongue").length === 3`)
		if chosen := gallery.Eval(choice + `.value`); chosen != "" {
			t.Errorf("back with the room, the choice of languages is at %q", chosen)
		}
		for _, b := range []*browser.Browser{gallery, seat} {
			for _, line := range b.Complaints() {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	})
}

// A delegation is named as the list names it in the language of the page, and by the
// list's own name where it does not.
func TestNamesOfTheList(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	list := filepath.Join(dir, "speakers.csv")
	if err := os.WriteFile(list, []byte("delegation,delegation_fr,delegation_ar\nGermany,Allemagne,ألمانيا\nPeru,,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, "--list", list)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	b := d.Open("names", 1280, 720)
	for language, name := range map[string]string{"fr": "Allemagne", "ar": "ألمانيا", "ru": "Germany"} {
		b.Visit(p.Address() + "/gallery?lang=" + language)
		b.Await(`document.querySelector("#delegation").textContent === ` + quote(name))
		b.Await(`document.querySelector("#next").textContent.includes("Peru")`)
	}
	b.Visit(p.Address() + "/chair?lang=fr#invite=" + p.Invitation("console"))
	b.Await(`document.querySelector('[data-entry="e1"]')?.textContent.includes("Allemagne")`)
}
