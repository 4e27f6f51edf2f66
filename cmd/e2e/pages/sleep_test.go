package pages_test

import (
	"fmt"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A page that nobody sees draws nothing, and shows the right second in the first
// frame in which it is seen again.
func TestSleepingPages(t *testing.T) {
	detail(t)
	browser.InEngines(t, testSleepingPages)
}

func testSleepingPages(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	gallery, seat := d.OpenGallery("gallery-sleep", 1280, 720), d.OpenSeat("seat-sleep", 800, 480)
	gallery.Visit(p.Address() + "/gallery")
	seat.Visit(p.Address() + "/seat/7")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
		b.Shows(b.InPhase("speaking"))
		sleepAndWake(t, p, b, false)
		sleepAndWake(t, p, b, true) // the extension is told while it sleeps
	}
	if d.Engine.Name == browser.Chromium.Name {
		frozen(t, p, gallery.Browser)
	}
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
		b.Shows(b.Linked("live"))
		for _, line := range b.Complaints() {
			if !browser.OfLostLink(line) {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}

// A page draws when something is due, and not in each frame of the display. A machine that
// stands still can only make it fewer.
func TestPagesRest(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	idle, flashes := debate(t, fiveMinutes), at(t, flashing)
	b := d.Open("rest", 1180, 820)
	b.CountFrames()
	for _, c := range []struct {
		what, address string
		shows         browser.Condition
		most          int // in two seconds, in which a display draws 120
	}{
		{"nobody speaks", idle.Address() + "/gallery", b.Linked("live"), 20},
		{"the console waits", idle.Address() + "/chair#invite=" + idle.Invitation("console"), b.Linked("live"), 20},
		{"time runs out", flashes.Address() + "/gallery", b.InPhase("warning"), 50},
		{"the light flashes", flashes.Address() + "/seat/7", b.InPhase("warning"), 50},
		{"it flashes on the console", flashes.Address() + "/chair#invite=" + flashes.Invitation("console"), b.InPhase("warning"), 50},
	} {
		b.Visit(c.address)
		b.Shows(c.shows)
		b.Settled()
		b.FramesIn(time.Second) // the exchanges of a page that has just begun
		if drawn := b.FramesIn(2 * time.Second); drawn > c.most {
			t.Errorf("%s: in two seconds %d frames were drawn; they may be %d", c.what, drawn, c.most)
		} else {
			t.Logf("%s: %d frames in two seconds", c.what, drawn)
		}
	}
}

// sleepAndWake hides a page for three seconds of a running statement.
func sleepAndWake(t *testing.T, p *testbed.Controller, b *browser.Browser, extended bool) {
	t.Helper()
	b.WatchFrames()
	b.Hide()
	if drawn := b.FramesIn(3 * time.Second); drawn > 10 {
		t.Errorf("%s: hidden for three seconds the page drew %d frames", b.Label, drawn)
	}
	if extended {
		p.Do(fmt.Sprintf("%s-extend-%d", b.Label, p.State().Rev), "extend", map[string]any{"by_ms": 60_000})
		f := p.State().Floor
		left := *f.LimitMS - f.ElapsedMS
		b.Shows(b.Left(left/1000-30, left/1000+5)) // acknowledged here, it may still be on its way there
	}
	b.See()
	rightAtOnce(b, t, p)
}

// frozen stops a page altogether, as a system does that needs its memory.
func frozen(t *testing.T, p *testbed.Controller, b *browser.Browser) {
	t.Helper()
	b.WatchFrames()
	b.Hide()
	b.CDP("Page.setWebLifecycleState", map[string]any{"state": "frozen"}, nil)
	before := p.State().Floor.ElapsedMS
	other := b.Driver.Open("watch", 800, 480)
	other.Visit(p.Address() + "/gallery")
	other.WatchFrames()
	other.FramesIn(4 * time.Second)
	if p.State().Floor.ElapsedMS-before < 4000 {
		t.Error("the statement did not go on")
	}
	b.CDP("Page.setWebLifecycleState", map[string]any{"state": "active"}, nil)
	b.See()
	rightAtOnce(b, t, p)
}

// rightAtOnce holds the first frame after waking against the controller's clock.
func rightAtOnce(b *browser.Browser, t *testing.T, p *testbed.Controller) {
	t.Helper()
	at, trip, text := b.FirstFrame()
	f := p.State().Floor
	left := int64(*f.LimitMS) - int64(at-*f.ZeroMS)
	if !between(text, left-int64(trip), left+int64(trip)) {
		t.Errorf("%s: the first frame in which it is seen shows %s; %d ms are left, give or take %v", b.Label, text, left, trip)
	}
}
