package pages_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// pageRules are short; how long past the limit the light goes on to flash, the test says
// when every page has shown it.
const pageRules = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "8s"
warning = "4s"
grace = "120s"
`

// A whole statement by taps on the console, seen on the gallery and at the seat,
// in a real browser; then the controller is killed in the middle of the next.
func TestStatementOnThePages(t *testing.T) { browser.InBothEngines(t, testStatement) }

func testStatement(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	if err := os.WriteFile(rules, []byte(pageRules), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, "--rules", rules, "--light", "7=dry")
	cable := testbed.NewRelay(t, p.Address())

	chair, gallery, seat, lobby := d.Open("chair", 1180, 820), d.Open("gallery", 1280, 720), d.Open("seat", 800, 480), d.Open("lobby", 820, 1180)
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	seat.Visit(cable.Address() + "/seat/7")
	lobby.Visit(cable.Address() + "/")
	room := &chamber{t, chair, gallery, seat, "7"}
	room.watch()
	if where, _ := chair.Eval("location.href").(string); where != cable.Address()+"/chair" {
		t.Errorf("the secret is still in the address bar: %s", where)
	}
	lobby.Await(`document.querySelectorAll("img").length >= 2 && [...document.querySelectorAll("img")].every(i => i.complete && i.naturalWidth > 0)`)
	lobby.Shot("open")
	chair.Shot("nobody")
	gallery.Shot("nobody")

	// One place, one tap: give the floor, start, end.
	chair.Await(`document.querySelector("#primary").dataset.do === "give-floor"`)
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "start"`)
	room.holds("Security Council Report", "7", false)
	if shown := gallery.Text("#time"); shown != "0:08" {
		t.Errorf("before the start the gallery shows %q; the limit is 0:08", shown)
	}
	chair.Tap("#primary")
	passes(chair, "speaking")
	chair.Shot("speaking")
	for _, b := range []*browser.Browser{seat, chair} {
		b.Await(`window.lights.includes("flash-true") && window.lights.includes("flash-false")`)
	}
	seat.Shot("warning")
	passes(gallery, "over")
	gallery.Await(`document.querySelector("#time").innerText.trim().startsWith("+")`)
	gallery.Shot("over")
	for _, b := range []*browser.Browser{chair, seat} {
		passes(b, "over")
	}
	p.Do("grace", "set-rules", map[string]any{"running": true, "rules": []any{map[string]any{"kind": "default", "limit_ms": 8000, "grace_ms": 2000}}})

	// Past the grace the President is prompted, calmly.
	passes(chair, "overrun")
	chair.Await(`document.querySelector("#prompt")?.getClientRects().length > 0`)
	if text := chair.Text("#prompt"); !strings.Contains(text, "2") {
		t.Errorf("the prompt does not name the grace of 2 s: %q", text)
	}
	chair.Shot("overrun")
	chair.Tap("#urge")
	seat.Await(`document.querySelector("#urged-line")?.getClientRects().length > 0`)
	seat.Await(`document.querySelector("#collar").dataset.signal === "steady" && document.querySelector("#collar").dataset.lit === "true"`)
	seat.Shot("urged")
	chair.Tap("#pause")
	chair.Await(`document.querySelector("#pause").dataset.do === "resume"`)
	seat.Await(`document.querySelector("#collar").dataset.lit === "false"`)
	chair.Tap("#pause")
	chair.Await(`document.querySelector("#pause").dataset.do === "pause"`)
	chair.Tap("#extend-plus60")
	room.went("ready", "speaking", "warning", "over", "overrun", "overrun-paused", "overrun", "warning")
	chair.Tap("#primary")
	room.isEmpty()
	chair.Await(`document.querySelector('[data-entry="e1"]').querySelector("[data-status]")?.dataset.status === "heard" || document.querySelector('[data-entry="e1"]').dataset.status === "heard"`)

	// What was ended by mistake is taken back.
	chair.Tap("#undo")
	chair.Await(`document.querySelector("#primary").dataset.do === "end"`)
	room.holds("Security Council Report", "7", false)
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "give-floor"`)
	chair.Tap("#list-toggle")
	chair.Await(`document.querySelector("#list-toggle").dataset.do === "reopen-list" && document.querySelector("#inscribe").disabled`)
	chair.Tap("#list-toggle")
	chair.Await(`document.querySelector("#list-toggle").dataset.do === "close-list"`)

	// Killed in the middle of a statement: the console says so, and has the whole
	// state again when the controller is back.
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "start"`)
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "end"`)
	p.Kill()
	chair.Await(`document.querySelector("#link").dataset.link !== "live"`)
	chair.Await(`document.querySelector("#primary").disabled`)
	chair.Shot("lost")
	p.Restart()
	cable.To(p.Address())
	chair.Await(`document.querySelector("#link").dataset.link === "live" && !document.querySelector("#primary").disabled`)
	gallery.Await(`document.querySelector("#link") === null || document.querySelector("#link").dataset.link === "live"`)
	if s := p.State(); s.Floor == nil || s.Floor.Entry != "e2" || s.Floor.ZeroMS == nil {
		t.Errorf("after the restart the floor is %+v", s.Floor)
	}
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "give-floor"`)

	for _, b := range []*browser.Browser{gallery, seat, lobby} {
		b.Visit(b.Eval("location.href").(string) + "?lang=zh")
		b.Await(`document.documentElement.lang.startsWith("zh")`)
		b.Shot("zh")
	}
	for _, b := range []*browser.Browser{chair, gallery, seat, lobby} {
		for _, line := range b.Complaints() {
			if !browser.OfLostLink(line) {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}

// A cable that is held tells nobody: the console finds the silence by itself,
// while its clock goes on, and has the whole state when the cable is back.
func TestHeldLink(t *testing.T) { browser.InEngines(t, testHeldLink) }

func testHeldLink(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	cable := testbed.NewRelay(t, p.Address())
	chair, gallery := d.Open("chair", 820, 1180), d.Open("gallery", 1024, 768)
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "start"`)
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#primary").dataset.do === "end"`)

	cable.Hold(true)
	chair.Await(`document.querySelector("#link").dataset.link === "lost" && document.querySelector("#primary").disabled`)
	chair.Shot("held")
	before := chair.Text("#time")
	chair.Await(`document.querySelector("#time").innerText.trim() !== ` + quote(before))
	shown := gallery.Text("#time")
	gallery.Await(`document.querySelector("#time").innerText.trim() !== ` + quote(shown)) // holdover
	p.Do("elsewhere", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state"})
	cable.Hold(false)
	chair.Await(`document.querySelector("#link").dataset.link === "live" && document.body.innerText.includes("Ghana")`)

	// Two screens and the controller agree on the second. Both are asked between
	// two looks at the controller, whose second they must show; a machine that is too
	// busy to draw is asked again.
	agreed := 0
	for tries := 0; agreed < 5; tries++ {
		first := p.State().Floor.ElapsedMS
		texts := []string{chair.Text("#time"), gallery.Text("#time")}
		last := p.State().Floor.ElapsedMS
		if between(texts[0], 180_000-last, 180_000-first) && between(texts[1], 180_000-last, 180_000-first) {
			agreed++
		} else if tries == 50 {
			t.Fatalf("the screens show %q while %d to %d ms are left", texts, 180_000-last, 180_000-first)
		}
	}
	p.Stop()
}

// between says whether a countdown's text can be shown while least to most
// milliseconds are left: whole seconds, rounded up, and the most by which a page
// draws ahead, which is one and a half of its slowest frames.
func between(text string, least, most int64) bool {
	const ahead = 80
	for left := least - ahead; left <= most+ahead; left++ {
		s := (left + 999) / 1000
		if text == fmt.Sprintf("%d:%02d", s/60, s%60) {
			return true
		}
	}
	return false
}
