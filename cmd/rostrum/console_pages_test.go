package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"rostrum/display/wire"
)

// press types one key on the page, wherever its focus is.
func (b *browser) press(key string) {
	b.Helper()
	b.call(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "key", "id": "keyboard",
		"actions": []any{map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key}},
	}}}, nil)
}

// foreign types a key of a keyboard without Latin letters.
func (b *browser) foreign(key, code string) {
	b.Helper()
	b.eval(fmt.Sprintf(`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: %q, code: %q, bubbles: true, cancelable: true}))`, key, code))
}

// settled holds once a button may be tapped.
func settled(selector string) string {
	return fmt.Sprintf(`(b => b.dataset.settled === "true" && b.ariaBusy !== "true")(document.querySelector(%q))`, selector)
}

// thrice taps the next step twice at once, and a third time when it has just got
// another meaning, as a nervous finger does.
func (b *browser) thrice() {
	b.Helper()
	b.awaitNext("")
	b.eval(`(b => { new MutationObserver((_, o) => { o.disconnect(); b.click(); b.dataset.third = "" })
		.observe(b, {attributes: true, attributeFilter: ["data-do"]}); b.click(); b.click() })(document.querySelector("#primary"))`)
	b.await(`document.querySelector("#primary").dataset.third === ""`)
}

// awaitNext waits until the next step is a certain one, and may be tapped.
func (b *browser) awaitNext(do string) {
	b.Helper()
	b.await(fmt.Sprintf(`(e => (%q === "" || e.dataset.do === %q) && !e.disabled && e.dataset.settled === "true" && e.ariaBusy !== "true")(document.querySelector("#primary"))`, do, do))
}

// Keys do what taps do, and nothing while somebody types or a question is open.
func TestShortcutsOnTheConsole(t *testing.T) {
	d := inChromium(t)
	dir := t.TempDir()
	p := start(t, dir, "--light", "7=dry")
	chair := d.open("keys", 1180, 820)
	chair.visit(p.address + "/chair?lang=en#invite=" + invitation(t, dir))

	// Quick taps give the floor and do not start the clock.
	chair.awaitNext("give-floor")
	before := p.state().Rev
	chair.thrice()
	chair.awaitNext("start")
	if s := p.state(); s.Floor == nil || s.Floor.Phase != "ready" || s.Rev != before+1 {
		t.Errorf("after quick taps: revision %d, before %d, floor %+v", s.Rev, before, s.Floor)
	}

	chair.press("e") // not possible now, and no tap
	chair.press("s")
	chair.awaitNext("end")
	// A second tap that comes as soon as the button may be tapped again does not resume.
	chair.await(settled("#pause"))
	chair.eval(`(b => { new MutationObserver((_, o) => { if (b.ariaBusy === "true") return; o.disconnect(); b.click(); window.second = true })
		.observe(b, {attributes: true, attributeFilter: ["aria-busy"]}) })(document.querySelector("#pause"))`)
	chair.press("p")
	chair.await(`window.second && document.querySelector("#pause").dataset.do === "resume"`)
	chair.await(settled("#pause"))
	if s := p.state(); s.Floor == nil || !s.Floor.Paused {
		t.Errorf("after two quick taps on pause the floor is %+v", s.Floor)
	}
	chair.foreign("з", "KeyP")
	chair.await(`document.querySelector("#pause").dataset.do === "pause"`)
	limit := p.state().Floor.LimitMS
	chair.press("+")
	chair.await(`document.querySelector("#undo").innerText.includes("limit")`)
	if now := p.state().Floor.LimitMS; now == nil || limit == nil || *now != *limit+30_000 {
		t.Errorf("+ made the limit of %v %v", limit, now)
	}
	chair.await(settled("#urge"))
	chair.press("c")
	chair.await(`document.querySelector("#undo").innerText.includes("conclude")`)
	chair.await(settled("#undo"))
	chair.press("u")
	chair.await(`document.querySelector("#undo").innerText.includes("limit")`)

	// A question is asked as a tap asks it; in it, keys are letters.
	chair.press("o")
	chair.await(`document.querySelector('dialog[open] [name="delegation"]')`)
	chair.press("e")
	chair.press(keyEscape)
	chair.await(`!document.querySelector("dialog[open]")`)
	chair.eval(`(i => { document.querySelector("main").append(i); i.id = "typing"; i.focus() })(document.createElement("input"))`)
	chair.press("e")
	chair.await(`document.querySelector("#typing").value === "e"`)
	chair.eval(`document.querySelector("#typing").remove()`)
	if f := p.state().Floor; f == nil || f.Phase != "speaking" {
		t.Fatalf("typing ended the statement: %+v", f)
	}
	// Enter that is held down taps once, whatever has the focus.
	if chair.eval(`(b => { b.focus(); return b.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", repeat: true, bubbles: true, cancelable: true})) })(document.querySelector("#primary"))`) != false {
		t.Error("a held Enter taps again and again")
	}

	// The sheet names each key that works.
	chair.press("?")
	chair.await(`document.querySelector("#help[open]")`)
	chair.shot("help")
	if n, _ := chair.eval(`(async () => (await import([...document.scripts].find(s => s.src).src.replace("chair.js", "shortcuts.js"))).SHORTCUTS.every(one =>
		document.querySelector('#help [data-key="' + CSS.escape(one.key) + '"] dd').innerText.length > 2))()`).(bool); !n {
		t.Error("the sheet lacks a key")
	}
	chair.tap("#help-close")

	// Switched off they are letters again, also after the page was loaded anew.
	chair.tap("#console-open")
	chair.eval(`document.querySelector('#settings [name="shortcuts"]').click()`)
	chair.eval(`document.querySelector('#settings [name="sound"]').click()`)
	chair.shot("settings")
	chair.press(keyEscape)
	chair.await(`!document.querySelector("dialog[open]") && document.activeElement.id === "console-open"`)
	chair.visit(p.address + "/chair?lang=en")
	chair.awaitNext("end")
	chair.press("e")
	chair.press("?")
	if chair.eval(`document.querySelector("dialog[open]") !== null`) == true {
		t.Error("a key that was switched off opens the help")
	}
	if chair.eval(`document.querySelector('#settings [name="sound"]').checked && !document.querySelector('#settings [name="shortcuts"]').checked`) != true {
		t.Error("the choice of this device was forgotten")
	}
	chair.awaitNext("end")
	if p.state().Floor == nil {
		t.Error("a key that was switched off ended the statement")
	}
	for _, line := range chair.complaints() {
		t.Errorf("the console complains: %s", line)
	}
}

// The secretariat sets the public screens; another console sees it in the same
// sheet, and what this one does not set stays.
func TestScreensFromTheConsole(t *testing.T) {
	d := inChromium(t)
	dir := t.TempDir()
	p := start(t, dir)
	chair, other := d.open("screens", 1180, 820), d.open("screens-zh", 390, 844)
	chair.visit(p.address + "/chair?lang=en#invite=" + invitation(t, dir))
	other.visit(p.address + "/chair?lang=zh#invite=" + invitation(t, dir))
	for _, b := range []*browser{chair, other} {
		b.awaitNext("give-floor")
		b.tap("#procedure")
		b.tap(`dialog[open] [data-do="screens"]`)
		b.await(`document.querySelector('dialog[open] [name="theme"]:checked')?.value === "default"`)
	}
	chair.tap(`dialog[open] .theme:has([value="hourglass"])`)
	chair.tap(`dialog[open] .stepper [data-by="1"]`)
	chair.tap(`dialog[open] .check:has([name="overtime"])`)
	chair.await(`document.querySelector("dialog[open] .stepper-value").innerText === "4"`)
	chair.shot("chosen")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`!document.querySelector("dialog[open]")`)
	want := wire.DefaultScreens()
	want.Theme, want.Next, want.Overtime = "hourglass", 4, false
	if got := p.screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the screens are set to %+v, not %+v", got, want)
	}
	other.await(`document.querySelector('dialog[open] [name="theme"]:checked').value === "hourglass" && document.querySelector("dialog[open] .screens .form-refused").getClientRects().length > 0`)
	other.shot("meanwhile")
	if other.eval(`document.querySelector('dialog[open] [name="overtime"]').checked`) != false {
		t.Error("the other console shows the setting that was")
	}

	// Again on the same page, after what the controller told it; then from the other one.
	chair.tap("#procedure")
	chair.tap(`dialog[open] [data-do="screens"]`)
	chair.await(`document.querySelector('dialog[open] [name="theme"]:checked')?.value === "hourglass"`)
	chair.tap(`dialog[open] .theme:has([value="contrast"])`)
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`!document.querySelector("dialog[open]")`)
	want.Theme = "contrast"
	if got := p.screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("set again on one page, the screens are %+v, not %+v", got, want)
	}
	other.await(`document.querySelector('dialog[open] [name="theme"]:checked').value === "contrast"`)
	other.tap(`dialog[open] .stepper [data-by="-1"]`)
	other.tap(`dialog[open] [type="submit"]`)
	other.await(`!document.querySelector("dialog[open]")`)
	want.Next = 3
	if got := p.screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("set from the other console, the screens are %+v, not %+v", got, want)
	}
}

// screens is how the public screens show the debate.
func (p *process) screens() (screens wire.Screens) {
	p.Helper()
	answer, err := http.Get(p.address + "/api/v1/screens")
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil {
		err = json.Unmarshal(text, &screens)
	}
	if err != nil {
		p.Fatalf("%v: %s", err, text)
	}
	return screens
}

// A session that ends in the middle of a statement leaves the clock readable, says
// how to sign in again, and moves no tap.
func TestSignedOutInTheMiddle(t *testing.T) {
	d := inChromium(t)
	dir := t.TempDir()
	p := start(t, dir)
	chair := d.open("signed-out", 820, 1180)
	chair.visit(p.address + "/chair?lang=en#invite=" + invitation(t, dir))
	chair.awaitNext("give-floor")
	chair.tap("#primary")
	chair.awaitNext("start")
	chair.tap("#primary")
	chair.awaitNext("end")
	place := `(r => [r.x, r.y, r.width, r.height].join())(document.querySelector("#primary").getBoundingClientRect())`
	at := chair.eval(place)
	chair.eval(`fetch("/api/v1/session", {method: "DELETE"}).then(r => r.status)`)
	chair.await(`document.querySelector("link-line")?.dataset.look === "signed-out" && document.querySelector("#sign-in-how").getClientRects().length > 0`)
	chair.shot("line")
	if now := chair.eval(place); now != at {
		t.Errorf("the next step moved from %v to %v", at, now)
	}
	if chair.eval(`document.querySelector("#primary").disabled && document.querySelector("#time").getClientRects().length > 0 && document.querySelector("#sign-in").hidden`) != true {
		t.Errorf("signed out it shows: %.600s", chair.text("body"))
	}
	shown := chair.text("#time")
	chair.await(fmt.Sprintf(`document.querySelector("#time").innerText.trim() !== %q`, shown))
	chair.tap("#sign-in-how")
	chair.await(`document.querySelector("dialog[open]")?.innerText.includes("rostrum invite")`)
	chair.shot("how")
	chair.press(keyEscape)
	chair.eval(`location.hash = "invite=` + invitation(t, dir) + `"`)
	chair.await(`document.querySelector("link-line").hidden`)
	chair.awaitNext("end")

	// Who signs out by intent leaves nothing in sight.
	chair.tap("#console-open")
	chair.tap("#sign-out")
	chair.await(`!document.querySelector("#sign-in").hidden && document.querySelector("#console").hidden && !document.querySelector("dialog[open]")`)
	if said := chair.text("#sign-in"); !strings.Contains(said, "rostrum invite") {
		t.Errorf("the card says %q", said)
	}
}
