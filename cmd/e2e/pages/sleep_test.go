package pages_test

import (
	"fmt"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A page that nobody sees draws nothing, and shows the right second in the first
// frame in which it is seen again.
func TestSleepingPages(t *testing.T) {
	browser.InEngines(t, testSleepingPages)
}

func testSleepingPages(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	rules, path := withRules(t, dir, "5m", "4m")
	p := testbed.Start(t, dir, rules, path, "--light", "7=dry")
	gallery, seat := d.Open("gallery-sleep", 1280, 720), d.Open("seat-sleep", 800, 480)
	gallery.Visit(p.Address() + "/gallery")
	seat.Visit(p.Address() + "/seat/7")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	for _, b := range []*browser.Browser{gallery, seat} {
		b.Await(`document.querySelector("#phase").dataset.phase === "speaking"`)
		sleepAndWake(t, p, b, false)
		sleepAndWake(t, p, b, true) // the extension is told while it sleeps
	}
	if d.Engine.Name == browser.Chromium.Name {
		frozen(t, p, gallery)
	}
	for _, b := range []*browser.Browser{gallery, seat} {
		b.Await(`document.querySelector("link-badge").dataset.look === "live"`)
		for _, line := range b.Complaints() {
			if !browser.OfLostLink(line) {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}

// sleepAndWake hides a page for three seconds of a running statement.
func sleepAndWake(t *testing.T, p *testbed.Controller, b *browser.Browser, extended bool) {
	t.Helper()
	watchFrames(b)
	b.Hide()
	b.Eval(`void (window.hiddenAt = performance.now(), window.hiddenFrames = window.frames_)`)
	b.Await(`performance.now() - window.hiddenAt > 3000`)
	if extended {
		p.Do(fmt.Sprintf("%s-extend-%d", b.Label, p.State().Rev), "extend", map[string]any{"by_ms": 60_000})
	}
	if drawn, _ := b.Eval(`window.frames_ - window.hiddenFrames`).(float64); drawn > 10 {
		t.Errorf("%s: hidden for three seconds the page drew %v frames", b.Label, drawn)
	}
	b.See()
	rightAtOnce(b, t, p)
}

// frozen stops a page altogether, as a system does that needs its memory.
func frozen(t *testing.T, p *testbed.Controller, b *browser.Browser) {
	t.Helper()
	watchFrames(b)
	b.Hide()
	b.CDP("Page.setWebLifecycleState", map[string]any{"state": "frozen"}, nil)
	before := p.State().Floor.ElapsedMS
	other := b.Driver.Open("watch", 800, 480)
	other.Visit(p.Address() + "/gallery")
	other.Eval(`void (window.since = performance.now())`)
	other.Await(`performance.now() - window.since > 4000`)
	if p.State().Floor.ElapsedMS-before < 4000 {
		t.Error("the statement did not go on")
	}
	b.CDP("Page.setWebLifecycleState", map[string]any{"state": "active"}, nil)
	b.See()
	rightAtOnce(b, t, p)
}

// watchFrames keeps, of each time at which the page becomes visible, the first frame's
// instant and text, on the controller's clock as this test measures it.
func watchFrames(b *browser.Browser) {
	b.Helper()
	b.Eval(`(() => {
		if (window.frames_ !== undefined) { window.woke = null; return }
		window.frames_ = 0; window.woke = null;
		const count = () => { requestAnimationFrame(count); window.frames_++ };
		requestAnimationFrame(count);
		document.addEventListener("visibilitychange", () => {
			if (document.visibilityState === "visible") requestAnimationFrame(() => {
				window.woke = {at: performance.now(), text: document.querySelector("#time").innerText.trim()} });
		});
	})()`)
}

// rightAtOnce holds the first frame after waking against the controller's clock.
func rightAtOnce(b *browser.Browser, t *testing.T, p *testbed.Controller) {
	t.Helper()
	b.Await(`window.woke !== null`)
	// Sync exchanges of this test's own, on a socket of its own.
	b.Eval(`(() => { window.measured = null; let best = Infinity, left = 12;
		const socket = new WebSocket("ws://" + location.host + "/ws", "rostrum.v1");
		const ask = () => socket.send(JSON.stringify({type: "sync", t0: performance.now()}));
		socket.onopen = ask;
		let offset = 0;
		socket.onmessage = e => { const m = JSON.parse(e.data); if (m.type !== "sync") return;
			const t3 = performance.now(), trip = t3 - m.t0;
			if (trip < best) { best = trip; offset = (m.t1 - m.t0 + m.t2 - t3) / 2 }
			if (--left > 0) ask(); else { socket.close(); window.measured = {offset, trip: best} } } })()`)
	b.Await(`window.measured !== null`)
	at, _ := b.Eval(`window.woke.at + window.measured.offset`).(float64)
	trip, _ := b.Eval(`Math.ceil(window.measured.trip)`).(float64)
	text, _ := b.Eval(`window.woke.text`).(string)
	f := p.State().Floor
	left := int64(*f.LimitMS) - int64(at-*f.ZeroMS)
	if !between(text, left-int64(trip), left+int64(trip)) {
		t.Errorf("%s: the first frame in which it is seen shows %s; %d ms are left, give or take %v", b.Label, text, left, trip)
	}
}
