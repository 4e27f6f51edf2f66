package pages_test

import (
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Every letter of the six languages has a face of its own: no replacement boxes, and
// Chinese in Chinese shapes. The runbook names the packages.
func TestFontsOfTheSixLanguages(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.OpenGallery("fonts", 1280, 720)
	for language, face := range map[string]string{"ar": "Arabic", "zh": "CJK SC", "ru": "Noto Sans", "fr": "Noto Sans", "es": "Noto Sans", "en": "Noto Sans"} {
		b.Visit(p.Address() + "/gallery?lang=" + language)
		b.Settled()
		digits := b.Digits()
		for _, part := range []browser.Element{b.PhaseWord(), b.Limit(), b.Kind(), b.ComingHeading(), digits} {
			names := part.Fonts()
			known := func(name string) bool { return strings.HasPrefix(name, "Noto ") }
			if len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return !known(n) }) {
				t.Errorf("%s: %s is written in %q", language, part, names)
			}
			if part == digits {
				// The clock has one face in every language, and stands from left to right.
				if len(names) != 1 || names[0] != "Noto Sans" {
					t.Errorf("%s: the digits are written in %q", language, names)
				}
				if direction := b.Time().Style("direction"); direction != "ltr" {
					t.Errorf("%s: the digits run %s", language, direction)
				}
			} else if !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, face) }) {
				t.Errorf("%s: %s is written in %q, and not in %s", language, part, names, face)
			}
		}
	}
}

// The languages of the gallery: the address before the chair's choice before the
// browser; in turn at one instant on all screens, or side by side.
func TestLanguagesOfTheGallery(t *testing.T) {
	detail(t)
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		p := at(t, flashing)
		gallery, seat := d.OpenGallery("gallery", 1280, 720), d.OpenSeat("seat", 800, 480)
		gallery.Visit(p.Address() + "/gallery")
		seat.Visit(p.Address() + "/seat/7")
		gallery.Shows(gallery.Speaks("en"))
		p.Show(map[string]any{"languages": []string{"ar", "fr"}})
		// What belongs to one turn is asked for at once: the next may come meanwhile.
		for _, language := range [][2]string{{"ar", "rtl"}, {"fr", "ltr"}, {"ar", "rtl"}} {
			gallery.Shows(gallery.Speaks(language[0]), gallery.Root().Attribute("dir", language[1]), browser.Not(gallery.Phase().Has("")))
		}
		seat.Shows(seat.Speaks("ar"), seat.Heading().Contains("المقعد"))
		p.Show(map[string]any{"languages": []string{"en", "zh", "ru"}, "together": true})
		gallery.Shows(gallery.Tongues().Many(3))
		gallery.Shot("side-by-side")
		for _, fault := range gallery.Faults() {
			t.Errorf("side by side: %s", fault)
		}
		gallery.Visit(p.Address() + "/gallery?lang=es")
		gallery.Shows(gallery.Speaks("es"), gallery.Tongues().Many(0))
		// The way back to what the room has set.
		if chosen := gallery.LanguageChoice().Written(); chosen != "es" {
			t.Errorf("the Spanish screen's choice of languages is at %q", chosen)
		}
		gallery.LanguageChoice().Choose("")
		gallery.Shows(browser.Not(gallery.Asks("lang")), gallery.Tongues().Many(3))
		if chosen := gallery.LanguageChoice().Written(); chosen != "" {
			t.Errorf("back with the room, the choice of languages is at %q", chosen)
		}
		for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
			for _, line := range b.Complaints() {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	})
}

// A delegation is named as the list names it in the language of the page; where it does
// not, a State as it is called in that language, and who is none by the list's own name.
func TestNamesOfTheList(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	list := file(t, dir, "speakers.csv", "delegation,delegation_fr,delegation_ar\nGermany,RFA,ألمانيا\nPeru,,\nThe Elders,,\n")
	p := testbed.Start(t, dir, "--list", list)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	b := d.OpenGallery("names", 1280, 720)
	for language, names := range map[string][2]string{"en": {"Germany", "Peru"}, "fr": {"RFA", "Pérou"}, "ar": {"ألمانيا", "بيرو"}, "ru": {"Германия", "Перу"}} {
		b.Visit(p.Address() + "/gallery?lang=" + language)
		b.Shows(b.Delegation().Has(names[0]))
		b.Shows(b.ComingNames().Contains(names[1]), b.ComingNames().Contains("The Elders"))
	}
	chair := browser.Console(b)
	chair.Visit(p.Address() + "/chair?lang=fr#invite=" + p.Invitation("console"))
	chair.Shows(chair.Row("e1").Contains("RFA"), chair.Row("e2").Contains("Pérou"))
}

// inTurn are the languages in which a sheet is looked at: at length all of them, else the
// one that is written the other way round.
func inTurn(all []string) []string { return inBriefOf(all, "ar") }

// inBriefOf are at length all, else those that are named: in which the most goes wrong.
func inBriefOf(all []string, most ...string) []string {
	if testbed.Long() {
		return all
	}
	return most
}
