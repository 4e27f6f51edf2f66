package pages_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

const galleryRules = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "3s"
warning = "2s"
grace = "1s"
[[rule]]
kind = "group"
limit = "60s"
warning = "50s"
grace = "10s"
[[rule]]
kind = "observer"
limit = "none"
`

// onGallery starts a controller with short limits.
func onGallery(t *testing.T) *testbed.Controller {
	t.Helper()
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	if err := os.WriteFile(rules, []byte(galleryRules), 0o600); err != nil {
		t.Fatal(err)
	}
	return testbed.Start(t, dir, "--rules", rules, "--light", "7=dry")
}

// What a room wants on its public screens, on one that is open, at once.
func TestGalleryAsTheRoomWantsIt(t *testing.T) {
	d := browser.InChromium(t)
	p := onGallery(t)
	gallery := d.Open("gallery", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	gallery.Await(`document.documentElement.dataset.theme === "default" && document.querySelectorAll("#next li").length === 3`)
	gallery.Await(browser.Seen("room-clock"))
	first := p.State().List[0]
	if text := gallery.Text("#calm-next"); !strings.Contains(text, first.Delegation) || !strings.Contains(text, first.Speaker) {
		t.Errorf("the card names as next %q", text)
	}

	p.Show(map[string]any{"theme": "contrast", "next": 8, "speaker": false, "clock": false})
	gallery.Await(`document.documentElement.dataset.theme === "contrast" && document.querySelectorAll("#next li").length === 8`)
	gallery.Await(browser.Unseen("room-clock"))
	if colour := gallery.Eval(`getComputedStyle(document.body).backgroundColor`); colour != "rgb(0, 0, 0)" {
		t.Errorf("high contrast is on %v", colour)
	}
	if text := gallery.Text("body"); strings.Contains(text, first.Speaker) {
		t.Errorf("a room without representatives is told of %s", first.Speaker)
	}
	gallery.Shot("contrast")
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	gallery.Await(browser.Seen("#stage") + ` && document.querySelector("#delegation").innerText.includes(` + quote(first.Delegation) + `)`)
	if gallery.Eval(browser.Seen("#speaker")) == true {
		t.Error("a room without representatives is shown one under the delegation")
	}
	if text := gallery.Text("#limit"); !strings.Contains(text, "0:03") {
		t.Errorf("the limit beside the time is %q", text)
	}
	p.Show(map[string]any{"next": 0})
	gallery.Await(browser.Unseen("next-speakers") + " && " + browser.Seen("#speaker"))
	p.Do("back", "end", nil)
	gallery.Await(browser.Seen("#calm"))
	if gallery.Eval(browser.Seen("#calm-next")) == true {
		t.Error("a room without next speakers is told who is next")
	}

	// Nobody is at the screen: nothing is in the way. A touch brings it back.
	gallery.Await(`document.documentElement.hasAttribute("data-left-alone") && getComputedStyle(document.querySelector("language-switch")).opacity === "0"`)
	gallery.Eval(`document.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}))`)
	gallery.Await(`!document.documentElement.hasAttribute("data-left-alone")`)
	gallery.Quiet()
	p.Stop()
}

// A short speaker leaves sand in the glass; the next one gets a full one.
func TestHourglassIsTurned(t *testing.T) {
	d := browser.InChromium(t)
	p := onGallery(t)
	p.Show(map[string]any{"theme": "hourglass"})
	gallery := d.Open("hourglass", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	const fallen = `Number(document.querySelector("hour-glass").dataset.fallen)`

	p.Do("give", "give-floor", map[string]any{"entry": "e3"})
	gallery.Await(browser.Seen("hour-glass svg") + ` && ` + fallen + ` === 0`)
	p.Do("start", "start", nil)
	gallery.Await(fallen + ` > 0.02 && document.querySelector("hour-glass").hasAttribute("data-running")`)
	gallery.Shot("falling")
	p.Do("pause", "pause", nil)
	gallery.Await(`!document.querySelector("hour-glass").hasAttribute("data-running")`)
	p.Do("end", "end", nil)
	gallery.Await(browser.Seen("#calm"))

	p.Do("give-2", "give-floor", map[string]any{"entry": "e4"})
	turned := fmt.Sprint(p.State().Floor.Statement)
	gallery.Await(browser.Seen("hour-glass") + ` && ` + fallen + ` === 0 && document.querySelector("hour-glass").dataset.turned === ` + quote(turned))
	p.Do("start-2", "start", nil)
	gallery.Await(`document.querySelector("#time").innerText.trim().startsWith("+")`)
	if left := gallery.Eval(fallen); left != 1.0 {
		t.Errorf("past the limit %v of the sand has fallen", left)
	}
	if paths := gallery.Eval(`[...document.querySelectorAll(".glass-sand")].map(p => p.getAttribute("d") !== "")`); fmt.Sprint(paths) != "[false true]" {
		t.Errorf("past the limit there is sand above, below: %v", paths)
	}
	gallery.Shot("empty")
	p.Do("end-2", "end", nil)

	// Without a limit there is nothing to fall.
	entry := p.Do("inscribe", "inscribe", map[string]any{"delegation": "Holy See", "kind": "observer"}).Entry
	p.Do("give-3", "give-floor", map[string]any{"entry": entry})
	gallery.Await(browser.Seen("#time") + ` && document.querySelector("#delegation").innerText === "Holy See"`)
	if gallery.Eval(browser.Seen("hour-glass")) == true {
		t.Error("a statement without a limit has an hourglass")
	}
	gallery.Quiet()
	p.Stop()
}

// Where a room does not count past the limit, nothing on the gallery says by how
// much it was passed. The speaker still sees it.
func TestGalleryWithoutOvertime(t *testing.T) {
	d := browser.InChromium(t)
	p := onGallery(t)
	p.Show(map[string]any{"overtime": false})
	gallery, seat := d.Open("gallery", 1024, 768), d.Open("seat", 480, 320)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	seat.Visit(p.Address() + "/seat/7?lang=en")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	seat.Await(`document.querySelector("#phase").dataset.phase === "overrun" && document.querySelector("#time").innerText.trim().startsWith("+")`)
	gallery.Await(`document.querySelector("#phase").dataset.phase === "over" && document.querySelector("#time").innerText.trim() === "0:00"`)
	gallery.Shot("uncounted")
	p.Do("urge", "urge", nil)
	seat.Await(browser.Seen("#urged-line") + " && " + browser.Unseen("#delegation"))
	if text := gallery.Text("body"); strings.Contains(text, seat.Text("#urged-line")) {
		t.Error("the gallery repeats what the President says to the speaker")
	}
	p.Do("end", "end", nil)
	gallery.Await(browser.Seen("#calm-last .pane-name"))
	if gallery.Eval(browser.Seen("#calm-last .pane-figures")) == true {
		t.Errorf("the card has the figures %q", gallery.Text("#calm-last .pane-figures"))
	}
	seat.Await(browser.Seen("#quiet-figures")) // until the next begins
	p.Do("give-2", "give-floor", map[string]any{"entry": "e2", "seat": "8"})
	seat.Await(browser.Unseen("#quiet-figures"))
	p.Show(nil)
	p.Do("start-2", "start", nil)
	gallery.Await(`document.querySelector("#time").innerText.trim().startsWith("+")`)
	for _, b := range []*browser.Browser{gallery, seat} {
		b.Quiet()
	}
	p.Stop()
}

// What stands on the gallery while no clock does.
func TestCardsOfTheGallery(t *testing.T) {
	d := browser.InChromium(t)
	p := onGallery(t)
	gallery := d.Open("cards", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	gallery.Await(`document.querySelector("#calm").dataset.card === "nobody"`)
	if gallery.Eval(browser.Seen("#calm-last")) == true {
		t.Error("there is a last statement before the first")
	}
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	p.Do("point", "point-of-order", map[string]any{"delegation": "Ghana"})
	gallery.Await(`document.querySelector("#delegation").innerText === "Ghana" && ` + browser.Seen("#interrupted"))
	if text, one := gallery.Text("#interrupted"), p.State().Interrupted; one == nil || !strings.Contains(text, one.Delegation) {
		t.Errorf("of %+v the gallery says %q", one, text)
	}
	p.Do("rule", "rule", map[string]any{"then": "resume"})
	gallery.Await(browser.Unseen("#interrupted"))

	until := time.Now().Add(2 * time.Hour).UTC()
	p.Do("suspend", "suspend", map[string]any{"until": until.Format(time.RFC3339)})
	gallery.Await(`document.querySelector("#calm").dataset.card === "suspended" && ` + browser.Unseen("#stage"))
	if text := gallery.Text("#calm"); !strings.Contains(text, "until") || !strings.Contains(text, p.State().Floor.Delegation) {
		t.Errorf("the card of a suspended meeting says %q", text)
	}
	gallery.Shot("suspended")
	p.Do("reconvene", "reconvene", nil)
	gallery.Await(browser.Seen("#stage"))
	p.Do("end", "end", nil)
	gallery.Await(browser.Seen("#calm-last .pane-figures") + " && " + browser.Seen("#calm-next"))

	p.Do("close", "close-debate", nil)
	gallery.Await(`document.querySelector("#calm").dataset.card === "closed"`)
	notHeard := slices.Collect(func(yield func(string) bool) {
		for _, row := range p.State().List {
			if row.Status == "not-heard" && !yield(row.Delegation) {
				return
			}
		}
	})
	text := gallery.Text("body")
	if len(notHeard) == 0 || strings.Contains(text, fmt.Sprint(len(notHeard), " ")) || strings.Contains(text, notHeard[0]) {
		t.Errorf("of %d who were not heard the public reads %q", len(notHeard), text)
	}
	gallery.Shot("closed")
	gallery.Quiet()
	p.Stop()
}

// A time that the gallery does not know any more is not shown as one that it does.
func TestOldTimeOnTheGallery(t *testing.T) {
	d := browser.InChromium(t)
	p := onGallery(t)
	cable := testbed.NewRelay(t, p.Address())
	gallery, seat := d.Open("gallery", 1280, 720), d.Open("seat", 800, 480)
	gallery.Visit(cable.Address() + "/gallery?lang=en")
	seat.Visit(cable.Address() + "/seat/7?lang=zh")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	for _, b := range []*browser.Browser{gallery, seat} {
		b.Await(browser.Seen("#time") + " && " + browser.Unseen("link-notice"))
	}
	cable.Hold(true)
	for _, b := range []*browser.Browser{gallery, seat} {
		b.Await(browser.Seen("link-notice") + ` && document.querySelector("#screen").hasAttribute("data-old")`)
		b.Await(`!document.querySelector("#phase").checkVisibility({visibilityProperty: true})`)
		b.Shot("old")
	}
	cable.Hold(false)
	for _, b := range []*browser.Browser{gallery, seat} {
		b.Await(browser.Unseen("link-notice") + ` && document.querySelector("#phase").checkVisibility({visibilityProperty: true})`)
	}
	p.Stop()
}
