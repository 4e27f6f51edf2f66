package pages_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/web"
)

// inBrief are those that have most of the words: each language shows them in Chromium,
// Arabic in both engines, and each theme in Arabic and English. What is not
// English in Chromium is shown in two sizes. With ROSTRUM_TEST_TOUR=all every
// language shows all situations in both in all sizes, and every theme in Chromium.
var inBrief = []string{"urged", "point-of-order", "suspended"}

// wholeTour says that nothing is left out.
func wholeTour() bool { return os.Getenv("ROSTRUM_TEST_TOUR") == "all" }

// views are the pages in the sizes in which they are used; the last is the smallest
// that nothing may be lost in, or a page at twice its size.
var views = []struct {
	page  string
	sizes [][2]int
}{
	{"gallery", [][2]int{{1920, 1080}, {1024, 768}, {1080, 1920}, {640, 360}}},
	{"chair", [][2]int{{1180, 820}, {820, 1180}, {390, 844}, {320, 640}}},
	{"seat/7", [][2]int{{800, 480}, {480, 320}, {480, 800}, {320, 240}}},
	{"when", [][2]int{{390, 844}, {820, 1180}, {844, 390}, {320, 568}}},
	{"booth", [][2]int{{820, 1180}, {390, 844}, {1180, 820}, {320, 640}}},
	{"", [][2]int{{1180, 820}, {820, 1180}, {390, 844}, {320, 640}}},
}

// Each page once in each language, in a situation that lasts and has many words.
func TestPagesInEveryLanguage(t *testing.T) {
	b := browser.InChromium(t).Open("languages", 1180, 820)
	p := at(t, situations[slices.IndexFunc(situations, func(s situation) bool { return s.name == inBrief[0] })])
	b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	for _, v := range views {
		var english string
		for _, language := range englishFirst() {
			colours := tour(b, p.Address()+"/"+v.page+"?lang="+language, v.page, language, inBrief[0], v.sizes[:1])
			if language == "en" {
				english = colours
			}
			sameColours(t, v.page+" "+language, english, colours)
		}
	}
	p.Stop()
}

func englishFirst() []string {
	return append([]string{"en"}, slices.DeleteFunc(web.Languages(), func(l string) bool { return l == "en" })...)
}

// sameColours holds a page's colours against those of the English one: axe-core does not
// look at Arabic letters; the colours are to be those that it has looked at.
func sameColours(t *testing.T, where, english, colours string) {
	t.Helper()
	if colours != english {
		t.Errorf("%s: other colours than in English: %s", where, firstDifference(english, colours))
	}
}

// The pages in every situation, language and theme, in the sizes in which they are used:
// nothing sticks out, is cut off, lacks its words, is too small for a finger, or is
// found by axe-core. ROSTRUM_TEST_SHOTS names a folder for the pictures.
func TestPagesInEverySituation(t *testing.T) {
	testbed.AtLength(t)
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		one := d.Open(d.Engine.Name, 1180, 820)
		for _, s := range situations {
			t.Run(s.name, func(t *testing.T) {
				b := one.ReportingTo(t)
				all := wholeTour()
				wordy := all || slices.Contains(inBrief, s.name)
				languages := []string{"en"}
				switch {
				case all || wordy && d.Engine.Name == browser.Chromium.Name:
					languages = englishFirst()
				case wordy:
					languages = append(languages, "ar") // what engines differ in
				}
				themed := languages
				if !all {
					themed = []string{"en", "ar"}
				}
				for _, v := range views {
					if v.page != "" || wordy { // the lobby says little of a situation
						inLanguages(t, b, languages, s, "default", v.page, v.sizes)
					}
					if wordy && d.Engine.Name == browser.Chromium.Name && (v.page == "gallery" || v.page == "seat/7") {
						inLanguages(t, b, themed, s, "contrast", v.page, v.sizes[:2])
						inLanguages(t, b, themed, s, "hourglass", v.page, v.sizes[:2])
					}
				}
			})
		}
	})
}

// inLanguages looks at a page in each language, first in English. Each time the
// situation has just come, for some last half a minute.
func inLanguages(t *testing.T, b *browser.Browser, languages []string, s situation, theme, page string, sizes [][2]int) {
	t.Helper()
	var english string
	for _, language := range languages {
		if language != "en" || b.Engine.Name == browser.WebKit.Name { // whose windows are not that small
			sizes = sizes[:min(3, len(sizes))]
			if !wholeTour() && len(sizes) == 3 {
				sizes = [][2]int{sizes[0], sizes[2]}
			}
		}
		p := at(t, s)
		if theme != "default" {
			p.Show(map[string]any{"theme": theme})
		}
		if page == "chair" || page == "booth" {
			b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
		}
		colours := tour(b, p.Address()+"/"+page+"?lang="+language, page, language, strings.TrimSuffix(s.name+" "+theme, " default"), sizes)
		if language == "en" {
			english = colours
		}
		sameColours(t, page+" "+s.name+" "+theme+" "+language, english, colours)
		p.Stop()
	}
}

// tour looks at a page in its sizes and returns its colours.
func tour(b *browser.Browser, address, page, language, situation string, sizes [][2]int) (colours string) {
	b.Helper()
	for i, size := range sizes {
		b.Resize(size[0], size[1])
		// WebKitGTK sometimes keeps the styles of the size that a window had before.
		if i == 0 || b.Engine.Name == browser.WebKit.Name {
			b.Visit(address)
			if page == "chair" {
				b.Shows(browser.Console{Browser: b}.Whole().Shown())
			}
		}
		b.Settled()
		where := fmt.Sprintf("%s %s %s %dx%d", page, language, situation, size[0], size[1])
		b.Shot(strings.ReplaceAll(strings.ReplaceAll(where, " ", "-"), "/", "-"))
		for _, fault := range b.Faults() {
			b.Errorf("%s: %s: %s", b.Label, where, fault)
		}
		if i == 0 {
			colours = strings.Join(b.Colours(), "\n")
			// What it looks at is the same in each language, but for names and direction.
			if !testbed.Long() && language != "en" && language != "ar" {
				continue
			}
			for _, finding := range b.Axe() {
				b.Errorf("%s: %s: %s", b.Label, where, finding)
			}
		}
	}
	return colours
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf("%q and %q", as[i], bs[i])
		}
	}
	return fmt.Sprintf("%d and %d texts", len(as), len(bs))
}
