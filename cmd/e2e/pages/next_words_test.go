package pages_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/web"
)

// longNamed are States whose names have the longest words, in Russian of 21 and of 14
// letters.
var longNamed = []string{"Central African Republic", "United Kingdom of Great Britain and Northern Ireland", "Liechtenstein"}

// On a phone a name has the half of a button's width, or less where the President rules on
// a point of order: its words are set smaller, never broken, and nothing moves.
func TestNoWordIsBrokenOnTheNextStep(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--list", file(t, dir, "long.csv", "Delegation\n"+strings.Join(longNamed, "\n")+"\n"))
	b := d.OpenConsole("next-words", 390, 844)
	b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	// whole looks at the page in each language and on the smallest phone too.
	whole := func(when string, step browser.Element) {
		t.Helper()
		for _, language := range inBriefOf(web.Languages(), "ru") { // its words are the longest
			b.Visit(p.Address() + "/chair?lang=" + language)
			for i, size := range [][2]int{{390, 844}, {320, 640}} {
				b.Resize(size[0], size[1])
				b.Shows(step.Settled(), step.Enabled())
				b.Settled()
				if i == 0 {
					b.Shot(when + "-" + language)
				}
				for _, fault := range b.Faults() {
					if strings.Contains(fault, "primary-") {
						t.Errorf("%s, %s, %d wide: %s", when, language, size[0], fault)
					}
				}
			}
		}
	}
	for i, name := range longNamed {
		entry := fmt.Sprint("e", i+1)
		whole(fmt.Sprint("next-", i+1), b.Next())
		p.Do("give "+entry, "give-floor", map[string]any{"entry": entry})
		p.Do("start "+entry, "start", nil)
		p.Do("point "+entry, "point-of-order", map[string]any{"delegation": name})
		whole(fmt.Sprint("ruling-", i+1), b.Resume())
		p.Do("rule "+entry, "rule", map[string]any{"then": "end"})
	}
	p.Stop()
}
