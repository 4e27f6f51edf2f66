package pages_test

import (
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// looks waits until the link has a look on each page.
func looks(pages []*browser.Browser, look string) {
	for _, b := range pages {
		b.Helper()
		b.Shows(b.Linked(look))
		b.Shot(look)
	}
}

// Each way in which the link can stand, made real by a cable and by the controller,
// on the console, the gallery and a seat.
func TestLinkLooks(t *testing.T) {
	detail(t)
	browser.InEngines(t, testLinkLooks)
}

func testLinkLooks(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	cable := testbed.NewRelay(t, p.Address())
	chair, gallery, seat := d.OpenConsole("chair-link", 1180, 820), d.OpenGallery("gallery-link", 1280, 720), d.OpenSeat("seat-link", 800, 480)
	pages := []*browser.Browser{chair.Browser, gallery.Browser, seat.Browser}
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	seat.Visit(cable.Address() + "/seat/7")
	looks(pages, "live")

	// Nothing runs: what the page shows is old as soon as the link is lost.
	cable.Sever(true)
	looks(pages, "stale")
	chair.Shows(chair.Next().Disabled())
	// The controller is there again, and what it says is on its way.
	cable.HoldBodies(true)
	cable.Sever(false)
	looks(pages, "reconnecting")
	cable.HoldBodies(false)
	looks(pages, "live")
	chair.Shows(chair.Next().Enabled())

	// During a statement the time is known without the controller.
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	for _, b := range pages {
		b.Shows(b.InPhase("speaking"))
	}
	for _, way := range []func(bool){cable.Hold, cable.Sever} {
		way(true)
		looks(pages, "holdover")
		chair.Shows(chair.Ack().Data("health", "unknown")) // nobody is heard who could confirm it
		for _, b := range pages {
			b.Moves() // the digits go on, more than once
			b.Moves()
			b.Shows(b.Linked("holdover"))
		}
		way(false)
		looks(pages, "live")
		chair.Shows(chair.Ack().Data("health", "well"))
	}

	// A slow cable is no lost one, and a tap arrives.
	cable.Slow(150 * time.Millisecond)
	chair.Pause().Tap()
	for _, b := range pages {
		b.Shows(b.Paused())
		b.Shows(b.Linked("live"))
	}
	cable.Slow(0)
	chair.Pause().Tap()
	chair.Shows(chair.Pause().Does("pause"))

	// By a name that the controller does not know it answers, and refuses.
	cable.Swap("Host: 127.0.0.1", "Host: 128.0.0.1")
	looks(pages, "refused")
	cable.Swap("", "")
	looks(pages, "live")

	// Whoever is signed out reads that; the public pages are nobody's.
	store := p.Keys()
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
	chair.Shows(chair.Whole().Shown(), chair.Next().Disabled())
	looks(pages[1:], "live")
	chair.Invited(p.Invitation("console"))
	looks(pages, "live")

	// A controller with another edition of the pages.
	edition := chair.Edition()
	cable.Swap(`"pages":"`+edition, `"pages":"`+strings.Repeat("0", len(edition)))
	looks(pages, "other-version")
	cable.Swap("", "")
	looks(pages, "live")
	for _, b := range pages {
		for _, line := range b.Complaints() {
			if !browser.OfLostLink(line) && !strings.Contains(line, "403") {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}

// The controller ends and comes back, in order and by a power cut: the pages are
// there again without being loaded, with the same statement.
func TestRestartUnderThePages(t *testing.T) {
	detail(t)
	browser.InEngines(t, testRestart)
}

func testRestart(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	cable := testbed.NewRelay(t, p.Address())
	chair, gallery, seat := d.OpenConsole("chair-restart", 1180, 820), d.OpenGallery("gallery-restart", 1280, 720), d.OpenSeat("seat-restart", 800, 480)
	pages := []*browser.Browser{chair.Browser, gallery.Browser, seat.Browser}
	chair.Visit(cable.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(cable.Address() + "/gallery")
	seat.Visit(cable.Address() + "/seat/7")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	for _, b := range pages {
		b.Watch() // is forgotten when the page is loaded anew
		b.Shows(b.InPhase("speaking"))
	}
	for i, end := range []func(){func() { p.Stop() }, p.Kill} {
		before := p.State().Floor
		end()
		looks(pages, "holdover")
		p.Restart()
		cable.To(p.Address())
		looks(pages, "live")
		for _, b := range pages {
			b.Shows(b.Watched(), b.Delegation().Says(before.Delegation))
			// Within a second: it is read while the time goes on.
			left := func() int64 { return 300 - p.State().Floor.ElapsedMS/1000 }
			b.Shows(b.Left(200, left()+1))
		}
		if f := p.State().Floor; f == nil || f.Statement != before.Statement || f.ZeroMS == nil || before.ZeroMS == nil || *f.ZeroMS != *before.ZeroMS {
			t.Errorf("after restart %d the floor is %+v, before it %+v", i, f, before)
		}
	}
	chair.Next().Tap()
	chair.Shows(chair.Next().Does("give-floor"))
	p.Stop()
}
