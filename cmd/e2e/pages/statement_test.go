package pages_test

import (
	"fmt"
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
	p := debate(t, pageRules)
	cable := testbed.NewRelay(t, p.Address())

	chair, gallery, seat, lobby := d.OpenConsole("chair", 1180, 820), d.OpenGallery("gallery", 1280, 720), d.OpenSeat("seat", 800, 480), d.OpenFront("lobby", 820, 1180)
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	seat.Visit(cable.Address() + "/seat/7")
	lobby.Visit(cable.Address() + "/")
	room := &chamber{t, chair, gallery, seat, "7"}
	room.watch()
	if where := chair.Address(); where != cable.Address()+"/chair" {
		t.Errorf("the secret is still in the address bar: %s", where)
	}
	lobby.Shows(browser.Not(lobby.Pictures().Fewer(2)), browser.Not(lobby.Undrawn()))
	lobby.Shot("open")
	chair.Shot("nobody")
	gallery.Shot("nobody")

	// One place, one tap: give the floor, start, end.
	chair.Shows(chair.Next().Does("give-floor"))
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("start"))
	room.holds("Security Council Report", "7", false)
	if shown := gallery.Time().Text(); shown != "0:08" {
		t.Errorf("before the start the gallery shows %q; the limit is 0:08", shown)
	}
	chair.Next().Tap()
	passes(chair.Browser, "speaking")
	chair.Shot("speaking")
	for _, b := range []*browser.Browser{seat.Browser, chair.Browser} {
		b.Shows(b.Kept(browser.Lights, browser.Words{Is: "flash-true"}), b.Kept(browser.Lights, browser.Words{Is: "flash-false"}))
	}
	seat.Shot("warning")
	passes(gallery.Browser, "over")
	gallery.Shows(gallery.OverTime())
	gallery.Shot("over")
	for _, b := range []*browser.Browser{chair.Browser, seat.Browser} {
		passes(b, "over")
	}
	p.Do("grace", "set-rules", map[string]any{"running": true, "rules": []any{map[string]any{"kind": "default", "limit_ms": 8000, "grace_ms": 2000}}})

	// Past the grace the President is prompted, calmly.
	passes(chair.Browser, "overrun")
	chair.Shows(chair.Prompt().Shown())
	if text := chair.Prompt().Text(); !strings.Contains(text, "2") {
		t.Errorf("the prompt does not name the grace of 2 s: %q", text)
	}
	chair.Shot("overrun")
	chair.Urge().Tap()
	seat.Shows(seat.Urged().Shown())
	seat.Shows(seat.Collar().Data("signal", "steady"), seat.Collar().Data("lit", "true"))
	seat.Shot("urged")
	chair.Pause().Tap()
	chair.Shows(chair.Pause().Does("resume"))
	seat.Shows(seat.Collar().Data("lit", "false"))
	chair.Pause().Tap()
	chair.Shows(chair.Pause().Does("pause"))
	chair.Extend60().Tap()
	chair.Question().LightMoves(false).Tap() // asked once
	room.went("ready", "speaking", "warning", "over", "overrun", "overrun-paused", "overrun", "warning")
	chair.Next().Tap()
	room.isEmpty()
	chair.Shows(chair.Row("e1").Status("heard"))

	// What was ended by mistake is taken back.
	chair.Undo().Tap()
	chair.Shows(chair.Next().Does("end"))
	room.holds("Security Council Report", "7", false)
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("give-floor"))
	chair.ListSwitch().Tap()
	chair.Shows(chair.ListSwitch().Does("reopen-list"), chair.Inscribe().Disabled())
	chair.ListSwitch().Tap()
	chair.Shows(chair.ListSwitch().Does("close-list"))

	// Killed in the middle of a statement: the console says so, and has the whole
	// state again when the controller is back.
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("start"))
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("end"))
	p.Kill()
	chair.Shows(browser.Not(chair.Link().Data("link", "live")))
	chair.Shows(chair.Next().Disabled())
	chair.Shot("lost")
	p.Restart()
	cable.To(p.Address())
	chair.Shows(chair.Link().Data("link", "live"), chair.Next().Enabled())
	gallery.Shows(gallery.Linked("live"))
	if s := p.State(); s.Floor == nil || s.Floor.Entry != "e2" || s.Floor.ZeroMS == nil {
		t.Errorf("after the restart the floor is %+v", s.Floor)
	}
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("give-floor"))

	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser, lobby.Browser} {
		b.Visit(b.Address() + "?lang=zh")
		b.Shows(b.SpeaksAs("zh"))
		b.Shot("zh")
	}
	for _, b := range []*browser.Browser{chair.Browser, gallery.Browser, seat.Browser, lobby.Browser} {
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
	chair, gallery := d.OpenConsole("chair", 820, 1180), d.OpenGallery("gallery", 1024, 768)
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("start"))
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("end"))

	cable.Hold(true)
	chair.Shows(chair.Link().Data("link", "lost"), chair.Next().Disabled())
	chair.Shot("held")
	before := chair.Time().Text()
	chair.Shows(browser.Not(chair.Time().Says(before)))
	shown := gallery.Time().Text()
	gallery.Shows(browser.Not(gallery.Time().Says(shown))) // holdover
	p.Do("elsewhere", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state"})
	cable.Hold(false)
	chair.Shows(chair.Link().Data("link", "live"), chair.Body().Mentions("Ghana"))

	// Two screens and the controller agree on the second. Both are asked between
	// two looks at the controller, whose second they must show; a machine that is too
	// busy to draw is asked again.
	agreed := 0
	for tries := 0; agreed < 5; tries++ {
		first := p.State().Floor.ElapsedMS
		texts := []string{chair.Time().Text(), gallery.Time().Text()}
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
