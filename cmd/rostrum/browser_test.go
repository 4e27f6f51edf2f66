package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rostrum/display/access"
	"rostrum/timer"
)

const pageRules = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "4s"
warning = "2s"
grace = "2s"
`

// A whole statement by taps on the console, seen on the gallery and at the seat,
// in a real browser; then the controller is killed in the middle of the next.
func TestStatementOnThePages(t *testing.T) { inBothEngines(t, testStatement) }

func testStatement(t *testing.T, d *driver) {
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	if err := os.WriteFile(rules, []byte(pageRules), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, dir, "--rules", rules, "--light", "7=dry")
	// From here on the address stays, also across a restart.
	p.args = append(p.args, "--listen", strings.TrimPrefix(p.address, "http://"))

	chair, gallery, seat, lobby := d.open("chair", 1180, 820), d.open("gallery", 1280, 720), d.open("seat", 800, 480), d.open("lobby", 820, 1180)
	chair.visit(p.address + "/chair#invite=" + invitation(t, dir))
	gallery.visit(p.address + "/gallery")
	seat.visit(p.address + "/seat/7")
	lobby.visit(p.address + "/")
	room := &chamber{t, chair, gallery, seat, "7"}
	room.watch()
	if where, _ := chair.eval("location.href").(string); where != p.address+"/chair" {
		t.Errorf("the secret is still in the address bar: %s", where)
	}
	lobby.await(`document.querySelectorAll("img").length >= 2 && [...document.querySelectorAll("img")].every(i => i.complete && i.naturalWidth > 0)`)
	lobby.shot("open")
	chair.shot("nobody")
	gallery.shot("nobody")

	// One place, one tap: give the floor, start, end.
	chair.await(`document.querySelector("#primary").dataset.do === "give-floor"`)
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "start"`)
	room.holds("Security Council Report", "7", false)
	if shown := gallery.text("#time"); shown != "0:04" {
		t.Errorf("before the start the gallery shows %q; the limit is 0:04", shown)
	}
	chair.tap("#primary")
	chair.passes("speaking")
	chair.shot("speaking")
	for _, b := range []*browser{seat, chair} {
		b.await(`window.lights.includes("flash-true") && window.lights.includes("flash-false")`)
	}
	seat.shot("warning")
	gallery.passes("over")
	gallery.await(`document.querySelector("#time").innerText.trim().startsWith("+")`)
	gallery.shot("over")

	// Past the grace the President is prompted, calmly.
	chair.await(`document.querySelector("#prompt")?.getClientRects().length > 0`)
	if text := chair.text("#prompt"); !strings.Contains(text, "2") {
		t.Errorf("the prompt does not name the grace of 2 s: %q", text)
	}
	chair.shot("overrun")
	chair.tap("#urge")
	seat.await(`document.querySelector("#urged-line")?.getClientRects().length > 0`)
	seat.await(`document.querySelector("#collar").dataset.signal === "steady" && document.querySelector("#collar").dataset.lit === "true"`)
	seat.shot("urged")
	chair.tap("#pause")
	chair.await(`document.querySelector("#pause").dataset.do === "resume"`)
	seat.await(`document.querySelector("#collar").dataset.lit === "false"`)
	chair.tap("#pause")
	chair.await(`document.querySelector("#pause").dataset.do === "pause"`)
	chair.tap("#extend-plus60")
	room.went("ready", "speaking", "warning", "over", "overrun", "overrun-paused", "overrun", "warning")
	chair.tap("#primary")
	room.isEmpty()
	chair.await(`document.querySelector('[data-entry="e1"]').querySelector("[data-status]")?.dataset.status === "heard" || document.querySelector('[data-entry="e1"]').dataset.status === "heard"`)

	// What was ended by mistake is taken back.
	chair.tap("#undo")
	chair.await(`document.querySelector("#primary").dataset.do === "end"`)
	room.holds("Security Council Report", "7", false)
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "give-floor"`)
	chair.tap("#list-toggle")
	chair.await(`document.querySelector("#list-toggle").dataset.do === "reopen-list" && document.querySelector("#inscribe").disabled`)
	chair.tap("#list-toggle")
	chair.await(`document.querySelector("#list-toggle").dataset.do === "close-list"`)

	// Killed in the middle of a statement: the console says so, and has the whole
	// state again when the controller is back.
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "start"`)
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "end"`)
	p.kill()
	chair.await(`document.querySelector("#link").dataset.link !== "live"`)
	chair.await(`document.querySelector("#primary").disabled`)
	chair.shot("lost")
	p.restart()
	chair.await(`document.querySelector("#link").dataset.link === "live" && !document.querySelector("#primary").disabled`)
	gallery.await(`document.querySelector("#link") === null || document.querySelector("#link").dataset.link === "live"`)
	if s := p.state(); s.Floor == nil || s.Floor.Entry != "e2" || s.Floor.ZeroMS == nil {
		t.Errorf("after the restart the floor is %+v", s.Floor)
	}
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "give-floor"`)

	for _, b := range []*browser{gallery, seat, lobby} {
		b.visit(b.eval("location.href").(string) + "?lang=zh")
		b.await(`document.documentElement.lang.startsWith("zh")`)
		b.shot("zh")
	}
	for _, b := range []*browser{chair, gallery, seat, lobby} {
		for _, line := range b.complaints() {
			if !ofLostLink(line) {
				t.Errorf("%s complains: %s", b.name, line)
			}
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// A cable that is held tells nobody: the console finds the silence by itself,
// while its clock goes on, and has the whole state when the cable is back.
func TestHeldLink(t *testing.T) { inEngines(t, testHeldLink) }

func testHeldLink(t *testing.T, d *driver) {
	dir := t.TempDir()
	p := start(t, dir)
	cable := newRelay(t, p.address)
	chair, gallery := d.open("chair", 820, 1180), d.open("gallery", 1024, 768)
	chair.visit(cable.address() + "/chair#invite=" + invitation(t, dir))
	gallery.visit(cable.address() + "/gallery")
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "start"`)
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "end"`)

	cable.hold(true)
	chair.await(`document.querySelector("#link").dataset.link === "lost" && document.querySelector("#primary").disabled`)
	chair.shot("held")
	before := chair.text("#time")
	chair.await(`document.querySelector("#time").innerText.trim() !== ` + quote(before))
	shown := gallery.text("#time")
	gallery.await(`document.querySelector("#time").innerText.trim() !== ` + quote(shown)) // holdover
	p.do("elsewhere", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state"})
	cable.hold(false)
	chair.await(`document.querySelector("#link").dataset.link === "live" && document.body.innerText.includes("Ghana")`)

	// Two screens and the controller agree on the second. Both are asked between
	// two looks at the controller, whose second they must show; a machine that is too
	// busy to draw is asked again.
	agreed := 0
	for tries := 0; agreed < 5; tries++ {
		first := p.state().Floor.ElapsedMS
		texts := []string{chair.text("#time"), gallery.text("#time")}
		last := p.state().Floor.ElapsedMS
		if between(texts[0], 180_000-last, 180_000-first) && between(texts[1], 180_000-last, 180_000-first) {
			agreed++
		} else if tries == 50 {
			t.Fatalf("the screens show %q while %d to %d ms are left", texts, 180_000-last, 180_000-first)
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

func quote(text string) string { return strconv.Quote(text) }

// ofLostLink says whether a page complains of what it could not reach: a controller
// that was dead or behind a cut, which it asks why it is refused.
func ofLostLink(line string) bool {
	for _, known := range []string{"ERR_CONNECTION_", "ERR_EMPTY_RESPONSE", "WebSocket connection", "/ws - Failed to load resource"} {
		if strings.Contains(line, known) {
			return true
		}
	}
	return false
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

// invitation makes a sign-in link's secret, as `rostrum invite` does.
func invitation(t *testing.T, dir string) string {
	t.Helper()
	return invitationFor(t, dir, "console")
}

func invitationFor(t *testing.T, dir, name string) string {
	t.Helper()
	store, err := access.Open(filepath.Join(dir, "data", accessDir), nil)
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := store.Invite(access.Grant{Role: string(timer.Chair), Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}
