package main

import (
	"fmt"
	"net/http"
	"testing"
)

// A page that nobody sees draws nothing, and shows the right second in the first
// frame in which it is seen again.
func TestSleepingPages(t *testing.T) {
	inEngines(t, testSleepingPages)
}

func testSleepingPages(t *testing.T, d *driver) {
	dir := t.TempDir()
	rules, path := withRules(t, dir, "5m", "4m")
	p := start(t, dir, rules, path, "--light", "7=dry")
	gallery, seat := d.open("gallery-sleep", 1280, 720), d.open("seat-sleep", 800, 480)
	gallery.visit(p.address + "/gallery")
	seat.visit(p.address + "/seat/7")
	p.do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.do("start", "start", nil)
	for _, b := range []*browser{gallery, seat} {
		b.await(`document.querySelector("#phase").dataset.phase === "speaking"`)
		sleepAndWake(t, p, b, false)
		sleepAndWake(t, p, b, true) // the extension is told while it sleeps
	}
	if d.engine.name == chromium.name {
		frozen(t, p, gallery)
	}
	for _, b := range []*browser{gallery, seat} {
		b.await(`document.querySelector("link-badge").dataset.look === "live"`)
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

// sleepAndWake hides a page for three seconds of a running statement.
func sleepAndWake(t *testing.T, p *process, b *browser, extended bool) {
	t.Helper()
	b.watchFrames()
	b.hide()
	b.eval(`void (window.hiddenAt = performance.now(), window.hiddenFrames = window.frames_)`)
	b.await(`performance.now() - window.hiddenAt > 3000`)
	if extended {
		p.do(fmt.Sprintf("%s-extend-%d", b.name, p.state().Rev), "extend", map[string]any{"by_ms": 60_000})
	}
	if drawn, _ := b.eval(`window.frames_ - window.hiddenFrames`).(float64); drawn > 10 {
		t.Errorf("%s: hidden for three seconds the page drew %v frames", b.name, drawn)
	}
	b.see()
	b.rightAtOnce(t, p)
}

// frozen stops a page altogether, as a system does that needs its memory.
func frozen(t *testing.T, p *process, b *browser) {
	t.Helper()
	b.watchFrames()
	b.hide()
	b.cdp("Page.setWebLifecycleState", map[string]any{"state": "frozen"}, nil)
	before := p.state().Floor.ElapsedMS
	other := b.driver.open("watch", 800, 480)
	other.visit(p.address + "/gallery")
	other.eval(`void (window.since = performance.now())`)
	other.await(`performance.now() - window.since > 4000`)
	if p.state().Floor.ElapsedMS-before < 4000 {
		t.Error("the statement did not go on")
	}
	b.cdp("Page.setWebLifecycleState", map[string]any{"state": "active"}, nil)
	b.see()
	b.rightAtOnce(t, p)
}

// watchFrames keeps, of each time at which the page becomes visible, the first frame's
// instant and text, on the controller's clock as this test measures it.
func (b *browser) watchFrames() {
	b.Helper()
	b.eval(`(() => {
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
func (b *browser) rightAtOnce(t *testing.T, p *process) {
	t.Helper()
	b.await(`window.woke !== null`)
	// Sync exchanges of this test's own, on a socket of its own.
	b.eval(`(() => { window.measured = null; let best = Infinity, left = 12;
		const socket = new WebSocket("ws://" + location.host + "/ws", "rostrum.v1");
		const ask = () => socket.send(JSON.stringify({type: "sync", t0: performance.now()}));
		socket.onopen = ask;
		let offset = 0;
		socket.onmessage = e => { const m = JSON.parse(e.data); if (m.type !== "sync") return;
			const t3 = performance.now(), trip = t3 - m.t0;
			if (trip < best) { best = trip; offset = (m.t1 - m.t0 + m.t2 - t3) / 2 }
			if (--left > 0) ask(); else { socket.close(); window.measured = {offset, trip: best} } } })()`)
	b.await(`window.measured !== null`)
	at, _ := b.eval(`window.woke.at + window.measured.offset`).(float64)
	trip, _ := b.eval(`Math.ceil(window.measured.trip)`).(float64)
	text, _ := b.eval(`window.woke.text`).(string)
	f := p.state().Floor
	left := int64(*f.LimitMS) - int64(at-*f.ZeroMS)
	if !between(text, left-int64(trip), left+int64(trip)) {
		t.Errorf("%s: the first frame in which it is seen shows %s; %d ms are left, give or take %v", b.name, text, left, trip)
	}
}

// hide minimizes the browser's window.
func (b *browser) hide() {
	b.Helper()
	b.call(http.MethodPost, b.session+"/window/minimize", nil, nil)
	b.await(`document.visibilityState === "hidden"`)
}

// see brings the window back.
func (b *browser) see() {
	b.Helper()
	b.call(http.MethodPost, b.session+"/window/rect", b.window, nil)
	b.await(`document.visibilityState === "visible"`)
}
