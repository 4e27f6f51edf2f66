package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every letter of the six languages has a face of its own: no replacement boxes, and
// Chinese in Chinese shapes. The runbook names the packages.
func TestFontsOfTheSixLanguages(t *testing.T) {
	d := inChromium(t)
	p, _ := at(t, flashing)
	b := d.open("fonts", 1280, 720)
	b.cdp("DOM.enable", nil, nil)
	b.cdp("CSS.enable", nil, nil)
	for language, face := range map[string]string{"ar": "Arabic", "zh": "CJK SC", "ru": "Noto Sans", "fr": "Noto Sans", "es": "Noto Sans", "en": "Noto Sans"} {
		b.visit(p.address + "/gallery?lang=" + language)
		b.settled()
		var document struct{ Root struct{ NodeID int } }
		b.cdp("DOM.getDocument", nil, &document)
		for _, selector := range []string{".phase-word", ".when-limit", "#kind", "#next-heading", ".time-text"} {
			var node struct{ NodeID int }
			b.cdp("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": selector}, &node)
			if node.NodeID == 0 {
				t.Fatalf("the gallery has no %s", selector)
			}
			var used struct {
				Fonts []struct {
					FamilyName string
					GlyphCount float64
				}
			}
			b.cdp("CSS.getPlatformFontsForNode", map[string]any{"nodeId": node.NodeID}, &used)
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
				if direction := b.eval(`getComputedStyle(document.querySelector("#time")).direction`); direction != "ltr" {
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
	inEngines(t, func(t *testing.T, d *driver) {
		p, _ := at(t, flashing)
		gallery, seat := d.open("gallery", 1280, 720), d.open("seat", 800, 480)
		gallery.visit(p.address + "/gallery")
		seat.visit(p.address + "/seat/7")
		gallery.await(`document.documentElement.lang === "en"`)
		p.show(map[string]any{"languages": []string{"ar", "fr"}})
		// What belongs to one turn is asked for at once: the next may come meanwhile.
		for _, language := range [][2]string{{"ar", "rtl"}, {"fr", "ltr"}, {"ar", "rtl"}} {
			gallery.await(fmt.Sprintf(`document.documentElement.lang === %q && document.documentElement.dir === %q && document.querySelector("#phase").textContent.length > 0`, language[0], language[1]))
		}
		seat.await(`document.documentElement.lang === "ar" && document.querySelector("#seat-heading").textContent.includes("المقعد")`)
		p.show(map[string]any{"languages": []string{"en", "zh", "ru"}, "together": true})
		gallery.await(`document.querySelectorAll("#phase .tongue").length === 3`)
		gallery.shot("side-by-side")
		for _, fault := range gallery.list(faults) {
			t.Errorf("side by side: %s", fault)
		}
		gallery.visit(p.address + "/gallery?lang=es")
		gallery.await(`document.documentElement.lang === "es" && document.querySelectorAll("#phase .tongue").length === 0`)
		// The way back to what the room has set.
		const choice = `document.querySelector("language-switch select")`
		if chosen := gallery.eval(choice + `.value`); chosen != "es" {
			t.Errorf("the Spanish screen's choice of languages is at %q", chosen)
		}
		gallery.run(choice + `.value = ""; ` + choice + `.dispatchEvent(new Event("change"))`)
		gallery.await(`!location.search.includes("lang") && document.querySelectorAll("#phase .tongue").length === 3`)
		if chosen := gallery.eval(choice + `.value`); chosen != "" {
			t.Errorf("back with the room, the choice of languages is at %q", chosen)
		}
		for _, b := range []*browser{gallery, seat} {
			for _, line := range b.complaints() {
				t.Errorf("%s complains: %s", b.name, line)
			}
		}
	})
}

// A delegation is named as the list names it in the language of the page, and by the
// list's own name where it does not.
func TestNamesOfTheList(t *testing.T) {
	d := inChromium(t)
	dir := t.TempDir()
	list := filepath.Join(dir, "speakers.csv")
	if err := os.WriteFile(list, []byte("delegation,delegation_fr,delegation_ar\nGermany,Allemagne,ألمانيا\nPeru,,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, dir, "--list", list)
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	b := d.open("names", 1280, 720)
	for language, name := range map[string]string{"fr": "Allemagne", "ar": "ألمانيا", "ru": "Germany"} {
		b.visit(p.address + "/gallery?lang=" + language)
		b.await(`document.querySelector("#delegation").textContent === ` + quote(name))
		b.await(`document.querySelector("#next").textContent.includes("Peru")`)
	}
	b.visit(p.address + "/chair?lang=fr#invite=" + invitation(t, dir))
	b.await(`document.querySelector('[data-entry="e1"]')?.textContent.includes("Allemagne")`)
}
