package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
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
func onGallery(t *testing.T) *process {
	t.Helper()
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	if err := os.WriteFile(rules, []byte(galleryRules), 0o600); err != nil {
		t.Fatal(err)
	}
	return start(t, dir, "--rules", rules, "--light", "7=dry")
}

// show sets the public screens: as nobody chose, but for what is named.
func (p *process) show(but map[string]any) {
	p.Helper()
	screens := map[string]any{
		"theme": "default", "next": 3, "speaker": true, "overtime": true, "clock": true,
		"languages": []string{}, "together": false,
	}
	maps.Copy(screens, but)
	body, err := json.Marshal(screens)
	if err != nil {
		p.Fatal(err)
	}
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPut, p.address+"/api/v1/screens", bytes.NewReader(body))
	if err != nil {
		p.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(answer.Body)
		p.Fatalf("PUT /api/v1/screens: %d %s", answer.StatusCode, said)
	}
}

// seen is an expression that holds while an element is shown.
func seen(selector string) string {
	return fmt.Sprintf(`document.querySelector(%q)?.getClientRects().length > 0`, selector)
}

func unseen(selector string) string { return "!(" + seen(selector) + ")" }

// quiet fails the test for each error that a page's console has.
func (b *browser) quiet() {
	b.Helper()
	for _, line := range b.complaints() {
		b.Errorf("%s complains: %s", b.name, line)
	}
}

// What a room wants on its public screens, on one that is open, at once.
func TestGalleryAsTheRoomWantsIt(t *testing.T) {
	d := inChromium(t)
	p := onGallery(t)
	gallery := d.open("gallery", 1280, 720)
	gallery.visit(p.address + "/gallery?lang=en")
	gallery.await(`document.documentElement.dataset.theme === "default" && document.querySelectorAll("#next li").length === 3`)
	gallery.await(seen("room-clock"))
	first := p.state().List[0]
	if text := gallery.text("#calm-next"); !strings.Contains(text, first.Delegation) || !strings.Contains(text, first.Speaker) {
		t.Errorf("the card names as next %q", text)
	}

	p.show(map[string]any{"theme": "contrast", "next": 8, "speaker": false, "clock": false})
	gallery.await(`document.documentElement.dataset.theme === "contrast" && document.querySelectorAll("#next li").length === 8`)
	gallery.await(unseen("room-clock"))
	if colour := gallery.eval(`getComputedStyle(document.body).backgroundColor`); colour != "rgb(0, 0, 0)" {
		t.Errorf("high contrast is on %v", colour)
	}
	if text := gallery.text("body"); strings.Contains(text, first.Speaker) {
		t.Errorf("a room without representatives is told of %s", first.Speaker)
	}
	gallery.shot("contrast")
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	gallery.await(seen("#stage") + ` && document.querySelector("#delegation").innerText.includes(` + quote(first.Delegation) + `)`)
	if gallery.eval(seen("#speaker")) == true {
		t.Error("a room without representatives is shown one under the delegation")
	}
	if text := gallery.text("#limit"); !strings.Contains(text, "0:03") {
		t.Errorf("the limit beside the time is %q", text)
	}
	p.show(map[string]any{"next": 0})
	gallery.await(unseen("next-speakers") + " && " + seen("#speaker"))
	p.do("back", "end", nil)
	gallery.await(seen("#calm"))
	if gallery.eval(seen("#calm-next")) == true {
		t.Error("a room without next speakers is told who is next")
	}

	// Nobody is at the screen: nothing is in the way. A touch brings it back.
	gallery.await(`document.documentElement.hasAttribute("data-left-alone") && getComputedStyle(document.querySelector("language-switch")).opacity === "0"`)
	gallery.eval(`document.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}))`)
	gallery.await(`!document.documentElement.hasAttribute("data-left-alone")`)
	gallery.quiet()
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// A short speaker leaves sand in the glass; the next one gets a full one.
func TestHourglassIsTurned(t *testing.T) {
	d := inChromium(t)
	p := onGallery(t)
	p.show(map[string]any{"theme": "hourglass"})
	gallery := d.open("hourglass", 1280, 720)
	gallery.visit(p.address + "/gallery?lang=en")
	const fallen = `Number(document.querySelector("hour-glass").dataset.fallen)`

	p.do("give", "give-floor", map[string]any{"entry": "e3"})
	gallery.await(seen("hour-glass svg") + ` && ` + fallen + ` === 0`)
	p.do("start", "start", nil)
	gallery.await(fallen + ` > 0.02 && document.querySelector("hour-glass").hasAttribute("data-running")`)
	gallery.shot("falling")
	p.do("pause", "pause", nil)
	gallery.await(`!document.querySelector("hour-glass").hasAttribute("data-running")`)
	p.do("end", "end", nil)
	gallery.await(seen("#calm"))

	p.do("give-2", "give-floor", map[string]any{"entry": "e4"})
	turned := fmt.Sprint(p.state().Floor.Statement)
	gallery.await(seen("hour-glass") + ` && ` + fallen + ` === 0 && document.querySelector("hour-glass").dataset.turned === ` + quote(turned))
	p.do("start-2", "start", nil)
	gallery.await(`document.querySelector("#time").innerText.trim().startsWith("+")`)
	if left := gallery.eval(fallen); left != 1.0 {
		t.Errorf("past the limit %v of the sand has fallen", left)
	}
	if paths := gallery.eval(`[...document.querySelectorAll(".glass-sand")].map(p => p.getAttribute("d") !== "")`); fmt.Sprint(paths) != "[false true]" {
		t.Errorf("past the limit there is sand above, below: %v", paths)
	}
	gallery.shot("empty")
	p.do("end-2", "end", nil)

	// Without a limit there is nothing to fall.
	entry := p.do("inscribe", "inscribe", map[string]any{"delegation": "Holy See", "kind": "observer"}).Entry
	p.do("give-3", "give-floor", map[string]any{"entry": entry})
	gallery.await(seen("#time") + ` && document.querySelector("#delegation").innerText === "Holy See"`)
	if gallery.eval(seen("hour-glass")) == true {
		t.Error("a statement without a limit has an hourglass")
	}
	gallery.quiet()
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// Where a room does not count past the limit, nothing on the gallery says by how
// much it was passed. The speaker still sees it.
func TestGalleryWithoutOvertime(t *testing.T) {
	d := inChromium(t)
	p := onGallery(t)
	p.show(map[string]any{"overtime": false})
	gallery, seat := d.open("gallery", 1024, 768), d.open("seat", 480, 320)
	gallery.visit(p.address + "/gallery?lang=en")
	seat.visit(p.address + "/seat/7?lang=en")
	p.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.do("start", "start", nil)
	seat.await(`document.querySelector("#phase").dataset.phase === "overrun" && document.querySelector("#time").innerText.trim().startsWith("+")`)
	gallery.await(`document.querySelector("#phase").dataset.phase === "over" && document.querySelector("#time").innerText.trim() === "0:00"`)
	gallery.shot("uncounted")
	p.do("urge", "urge", nil)
	seat.await(seen("#urged-line") + " && " + unseen("#delegation"))
	if text := gallery.text("body"); strings.Contains(text, seat.text("#urged-line")) {
		t.Error("the gallery repeats what the President says to the speaker")
	}
	p.do("end", "end", nil)
	gallery.await(seen("#calm-last .pane-name"))
	if gallery.eval(seen("#calm-last .pane-figures")) == true {
		t.Errorf("the card has the figures %q", gallery.text("#calm-last .pane-figures"))
	}
	seat.await(seen("#quiet-figures")) // until the next begins
	p.do("give-2", "give-floor", map[string]any{"entry": "e2", "seat": "8"})
	seat.await(unseen("#quiet-figures"))
	p.show(nil)
	p.do("start-2", "start", nil)
	gallery.await(`document.querySelector("#time").innerText.trim().startsWith("+")`)
	for _, b := range []*browser{gallery, seat} {
		b.quiet()
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// What stands on the gallery while no clock does.
func TestCardsOfTheGallery(t *testing.T) {
	d := inChromium(t)
	p := onGallery(t)
	gallery := d.open("cards", 1280, 720)
	gallery.visit(p.address + "/gallery?lang=en")
	gallery.await(`document.querySelector("#calm").dataset.card === "nobody"`)
	if gallery.eval(seen("#calm-last")) == true {
		t.Error("there is a last statement before the first")
	}
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	p.do("start", "start", nil)
	p.do("point", "point-of-order", map[string]any{"delegation": "Ghana"})
	gallery.await(`document.querySelector("#delegation").innerText === "Ghana" && ` + seen("#interrupted"))
	if text, one := gallery.text("#interrupted"), p.state().Interrupted; one == nil || !strings.Contains(text, one.Delegation) {
		t.Errorf("of %+v the gallery says %q", one, text)
	}
	p.do("rule", "rule", map[string]any{"then": "resume"})
	gallery.await(unseen("#interrupted"))

	until := time.Now().Add(2 * time.Hour).UTC()
	p.do("suspend", "suspend", map[string]any{"until": until.Format(time.RFC3339)})
	gallery.await(`document.querySelector("#calm").dataset.card === "suspended" && ` + unseen("#stage"))
	if text := gallery.text("#calm"); !strings.Contains(text, "until") || !strings.Contains(text, p.state().Floor.Delegation) {
		t.Errorf("the card of a suspended meeting says %q", text)
	}
	gallery.shot("suspended")
	p.do("reconvene", "reconvene", nil)
	gallery.await(seen("#stage"))
	p.do("end", "end", nil)
	gallery.await(seen("#calm-last .pane-figures") + " && " + seen("#calm-next"))

	p.do("close", "close-debate", nil)
	gallery.await(`document.querySelector("#calm").dataset.card === "closed"`)
	notHeard := slices.Collect(func(yield func(string) bool) {
		for _, row := range p.state().List {
			if row.Status == "not-heard" && !yield(row.Delegation) {
				return
			}
		}
	})
	text := gallery.text("body")
	if len(notHeard) == 0 || strings.Contains(text, fmt.Sprint(len(notHeard), " ")) || strings.Contains(text, notHeard[0]) {
		t.Errorf("of %d who were not heard the public reads %q", len(notHeard), text)
	}
	gallery.shot("closed")
	gallery.quiet()
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// A time that the gallery does not know any more is not shown as one that it does.
func TestOldTimeOnTheGallery(t *testing.T) {
	d := inChromium(t)
	p := onGallery(t)
	cable := newRelay(t, p.address)
	gallery, seat := d.open("gallery", 1280, 720), d.open("seat", 800, 480)
	gallery.visit(cable.address() + "/gallery?lang=en")
	seat.visit(cable.address() + "/seat/7?lang=zh")
	p.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	for _, b := range []*browser{gallery, seat} {
		b.await(seen("#time") + " && " + unseen("link-notice"))
	}
	cable.hold(true)
	for _, b := range []*browser{gallery, seat} {
		b.await(seen("link-notice") + ` && document.querySelector("#screen").hasAttribute("data-old")`)
		b.await(`!document.querySelector("#phase").checkVisibility({visibilityProperty: true})`)
		b.shot("old")
	}
	cable.hold(false)
	for _, b := range []*browser{gallery, seat} {
		b.await(unseen("link-notice") + ` && document.querySelector("#phase").checkVisibility({visibilityProperty: true})`)
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}
