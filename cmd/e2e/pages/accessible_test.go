package pages_test

import (
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// accessible fails for what axe finds of what stands open on a page. At the pages themselves
// each run looks so, in each language; it costs what a dozen taps do, and the rest is looked
// at where details are asked for.
func accessible(t *testing.T, b *browser.Browser, where string) {
	t.Helper()
	if !testbed.Required(t, testbed.Details) && !testbed.Long() {
		return
	}
	for _, finding := range b.Axe() {
		t.Errorf("%s: %s", where, finding)
	}
}

// The whole console by keyboard: the tab key comes to everything that can be tapped,
// shows where it is, and leaves again.
func TestConsoleByKeyboard(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.OpenConsole("keyboard", 1180, 820)
	b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	b.Shows(b.Whole().Shown())
	// Of a list of lines, and of a row of choices, the arrow keys reach the others.
	wanted := b.Reachable()
	reached := map[string]bool{}
	for range len(wanted) + 5 {
		b.Press(browser.KeyTab)
		at := b.Focus()
		reached[at.Number] = true
		if !at.Seen {
			t.Errorf("nobody sees that the focus is at %s", at.On)
		}
	}
	for _, one := range wanted {
		if !reached[one] {
			t.Errorf("the tab key does not come to %v", b.Tabbed(one).HTML())
		}
	}
	if len(wanted) < 15 {
		t.Errorf("only %d things can be reached", len(wanted))
	}
}

// What is spoken is what changes seldom: phases, refusals, the link. Not each second.
func TestNothingIsSpokenEachSecond(t *testing.T) {
	detail(t)
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		p := at(t, flashing)
		b := d.Open("spoken", 1180, 820)
		for _, page := range []string{"chair#invite=" + p.Invitation("console"), "gallery", "seat/7"} {
			b.Visit(p.Address() + "/" + page)
			b.Shows(browser.Not(b.Phase().Has("")))
			b.Watch()
			b.Shows(b.KeptAtLeast(browser.Digits, 3))
			if spoken := b.AllKept(browser.Spoken); len(spoken) > 0 {
				t.Errorf("%s: while only digits change a screen reader says %q", page, spoken)
			}
			// A change of phase is spoken.
			if page == "gallery" {
				p.Do("pause for "+d.Engine.Name, "pause", nil)
				b.Shows(b.Kept(browser.Spoken, browser.Words{Begins: "phase"}))
				p.Do("resume for "+d.Engine.Name, "resume", nil)
			}
		}
		// So is who had the floor, and for how long, and who has it then.
		p.Do("end for "+d.Engine.Name, "end", nil)
		b.Shows(b.Kept(browser.Spoken, browser.Words{Begins: "FLOOR-SPOKEN: Last: "}))
		p.Do("give for "+d.Engine.Name, "give-floor", map[string]any{"entry": "e9"})
		b.Shows(b.Kept(browser.Spoken, browser.Words{Begins: "FLOOR-SPOKEN: ", Ends: " has the floor"}))
	})
}

// Nothing lights up more than twice a second, and where motion is not wanted a sign
// that stands still says that the light flashes.
func TestFlashesAreFew(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("flashes", 1180, 820)
	for _, page := range []string{"seat/7", "gallery", "chair#invite=" + p.Invitation("console")} {
		b.Visit(p.Address() + "/" + page)
		b.Shows(b.InPhase("warning"))
		b.Settled() // what fades in after a load is no flash
		most, what := b.Flashes()
		// Two changes are one flash; in three seconds there may be six.
		if most > 12 {
			t.Errorf("%s: %s changed its colours %d times in three seconds", page, what, most)
		}
		if page == "gallery" && most > 1 {
			t.Errorf("the public screen flashes: %s changed its colours %d times", what, most)
		}
	}
	b.Visit(p.Address() + "/seat/7")
	b.CDP("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "prefers-reduced-motion", "value": "reduce"}}}, nil)
	b.Shows(b.Collar().Data("lit", "true"))
	lit := b.Ring().Style("border")
	b.Shows(b.Collar().Data("lit", "false"))
	if dark := b.Ring().Style("border"); dark != lit {
		t.Errorf("without motion the ring is %s and then %s", lit, dark)
	}
	if word := b.Collar().Text(); !strings.Contains(word, "Flashing") {
		t.Errorf("without motion the sign says %q", word)
	}
}

// With the device's own colours nothing is lost that only a colour would say.
func TestForcedColours(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("forced", 1180, 820)
	b.CDP("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "forced-colors", "value": "active"}}}, nil)
	for _, v := range views {
		address := p.Address() + "/" + v.page
		if v.page == "chair" {
			address += "#invite=" + p.Invitation("console")
		}
		b.Visit(address)
		b.Settled()
		for _, fault := range b.Faults() {
			t.Errorf("%s: %s", v.page, fault)
		}
		// It is told the page's own colours, of which none is used.
		for _, finding := range b.Axe("color-contrast") {
			t.Errorf("%s: %s", v.page, finding)
		}
		b.Shot(strings.ReplaceAll(v.page, "/", "-") + "-forced")
	}
}
