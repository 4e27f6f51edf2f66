package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/display/access"
)

// withRules writes a rules file with one limit for everybody.
func withRules(t *testing.T, dir, limit, warning string) (option, path string) {
	t.Helper()
	path = filepath.Join(dir, "rules.toml")
	text := "name = \"rehearsal\"\n[[rule]]\nkind = \"default\"\nlimit = " + quote(limit) + "\nwarning = " + quote(warning) + "\ngrace = \"2s\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return "--rules", path
}

// looks waits until the link has a look on each page.
func looks(pages []*browser, look string) {
	for _, b := range pages {
		b.Helper()
		b.await(`document.querySelector("link-badge").dataset.look === ` + quote(look))
		b.shot(look)
	}
}

// Each way in which the link can stand, made real by a cable and by the controller,
// on the console, the gallery and a seat.
func TestLinkLooks(t *testing.T) {
	inEngines(t, testLinkLooks)
}

func testLinkLooks(t *testing.T, d *driver) {
	dir := t.TempDir()
	rules, path := withRules(t, dir, "5m", "4m")
	p := start(t, dir, rules, path, "--light", "7=dry")
	cable := newRelay(t, p.address)
	chair, gallery, seat := d.open("chair-link", 1180, 820), d.open("gallery-link", 1280, 720), d.open("seat-link", 800, 480)
	pages := []*browser{chair, gallery, seat}
	chair.visit(cable.address() + "/chair#invite=" + invitation(t, dir))
	gallery.visit(cable.address() + "/gallery")
	seat.visit(cable.address() + "/seat/7")
	looks(pages, "live")

	// Nothing runs: what the page shows is old as soon as the link is lost.
	cable.cut(true)
	looks(pages, "stale")
	chair.await(`document.querySelector("#primary").disabled`)
	// The controller is there again, and what it says is on its way.
	cable.holdBodies(true)
	cable.cut(false)
	looks(pages, "reconnecting")
	cable.holdBodies(false)
	looks(pages, "live")
	chair.await(`!document.querySelector("#primary").disabled`)

	// During a statement the time is known without the controller.
	p.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.do("start", "start", nil)
	for _, b := range pages {
		b.await(`document.querySelector("#phase").dataset.phase === "speaking"`)
	}
	for _, way := range []func(bool){cable.hold, cable.cut} {
		way(true)
		looks(pages, "holdover")
		for _, b := range pages {
			for range 2 { // the digits go on, more than once
				b.await(`document.querySelector("#time").innerText.trim() !== ` + quote(b.text("#time")))
			}
			b.await(`document.querySelector("link-badge").dataset.look === "holdover"`)
		}
		way(false)
		looks(pages, "live")
	}

	// A slow cable is no lost one, and a tap arrives.
	cable.slow(150 * time.Millisecond)
	chair.tap("#pause")
	for _, b := range pages {
		b.await(`document.querySelector("#phase").hasAttribute("data-paused")`)
		b.await(`document.querySelector("link-badge").dataset.look === "live"`)
	}
	cable.slow(0)
	chair.tap("#pause")
	chair.await(`document.querySelector("#pause").dataset.do === "pause"`)

	// By a name that the controller does not know it answers, and refuses.
	cable.swap("Host: 127.0.0.1", "Host: 128.0.0.1")
	looks(pages, "refused")
	cable.swap("", "")
	looks(pages, "live")

	// Whoever is signed out reads that; the public pages are nobody's.
	store, err := access.Open(filepath.Join(dir, "data", accessDir), nil)
	if err != nil {
		t.Fatal(err)
	}
	grants, err := store.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range grants {
		if _, err := store.Revoke(g.ID); err != nil {
			t.Fatal(err)
		}
	}
	looks(pages[:1], "signed-out")
	// Time goes on before her eyes; it is her taps that are off.
	chair.await(`document.querySelector("#console").getClientRects().length > 0 && document.querySelector("#primary").disabled`)
	looks(pages[1:], "live")
	chair.eval(`void (location.hash = "invite=` + invitation(t, dir) + `")`)
	looks(pages, "live")

	// A controller with another edition of the pages.
	edition := regexp.MustCompile(`/assets/([0-9a-f]+)/`).FindStringSubmatch(chair.eval(`document.documentElement.outerHTML`).(string))
	if edition == nil {
		t.Fatal("the page refers to no edition")
	}
	cable.swap(`"pages":"`+edition[1], `"pages":"`+strings.Repeat("0", len(edition[1])))
	looks(pages, "other-version")
	cable.swap("", "")
	looks(pages, "live")
	for _, b := range pages {
		for _, line := range b.complaints() {
			if !ofLostLink(line) && !strings.Contains(line, "403") {
				t.Errorf("%s complains: %s", b.name, line)
			}
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

// The controller ends and comes back, in order and by a power cut: the pages are
// there again without being loaded, with the same statement.
func TestRestartUnderThePages(t *testing.T) {
	inEngines(t, testRestart)
}

func testRestart(t *testing.T, d *driver) {
	dir := t.TempDir()
	rules, path := withRules(t, dir, "5m", "4m")
	p := start(t, dir, rules, path, "--light", "7=dry")
	p.args = append(p.args, "--listen", strings.TrimPrefix(p.address, "http://"))
	chair, gallery, seat := d.open("chair-restart", 1180, 820), d.open("gallery-restart", 1280, 720), d.open("seat-restart", 800, 480)
	pages := []*browser{chair, gallery, seat}
	chair.visit(p.address + "/chair#invite=" + invitation(t, dir))
	gallery.visit(p.address + "/gallery")
	seat.visit(p.address + "/seat/7")
	p.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.do("start", "start", nil)
	for _, b := range pages {
		b.eval(`void (window.loaded = "once")`)
		b.await(`document.querySelector("#phase").dataset.phase === "speaking"`)
	}
	for i, end := range []func(){func() { p.stop() }, p.kill} {
		before := p.state().Floor
		end()
		looks(pages, "holdover")
		p.restart()
		looks(pages, "live")
		for _, b := range pages {
			b.await(`window.loaded === "once" && document.querySelector("#delegation").innerText.trim() === ` + quote(before.Delegation))
			// Within a second: it is read while the time goes on.
			left := func() int64 { return 300 - p.state().Floor.ElapsedMS/1000 }
			b.await(`(s => { const [m, t] = s.split(":"); const left = 60 * m + Number(t); return left <= ` +
				strconv.FormatInt(left()+1, 10) + ` && left > 200 })(document.querySelector("#time").innerText.trim())`)
		}
		if f := p.state().Floor; f == nil || f.Statement != before.Statement || f.ZeroMS == nil || before.ZeroMS == nil || *f.ZeroMS != *before.ZeroMS {
			t.Errorf("after restart %d the floor is %+v, before it %+v", i, f, before)
		}
	}
	chair.tap("#primary")
	chair.await(`document.querySelector("#primary").dataset.do === "give-floor"`)
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}
