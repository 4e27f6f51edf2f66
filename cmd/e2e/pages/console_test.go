package pages_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// Keys do what taps do, and nothing while somebody types or a question is open.
func TestShortcutsOnTheConsole(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--light", "7=dry")
	chair := d.Open("keys", 1180, 820)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))

	// Quick taps give the floor and do not start the clock.
	chair.AwaitNext("give-floor")
	before := p.State().Rev
	chair.Thrice()
	chair.AwaitNext("start")
	if s := p.State(); s.Floor == nil || s.Floor.Phase != "ready" || s.Rev != before+1 {
		t.Errorf("after quick taps: revision %d, before %d, floor %+v", s.Rev, before, s.Floor)
	}

	chair.Press("e") // not possible now, and no tap
	chair.Press("s")
	chair.AwaitNext("end")
	// A second tap that comes as soon as the button may be tapped again does not resume.
	chair.Await(browser.Settled("#pause"))
	chair.Eval(`(b => { new MutationObserver((_, o) => { if (b.ariaBusy === "true") return; o.disconnect(); b.click(); window.second = true })
		.observe(b, {attributes: true, attributeFilter: ["aria-busy"]}) })(document.querySelector("#pause"))`)
	chair.Press("p")
	chair.Await(`window.second && document.querySelector("#pause").dataset.do === "resume"`)
	chair.Await(browser.Settled("#pause"))
	if s := p.State(); s.Floor == nil || !s.Floor.Paused {
		t.Errorf("after two quick taps on pause the floor is %+v", s.Floor)
	}
	chair.Foreign("з", "KeyP")
	chair.Await(`document.querySelector("#pause").dataset.do === "pause"`)
	limit := p.State().Floor.LimitMS
	chair.Press("+")
	chair.Await(`document.querySelector("#undo").innerText.includes("limit")`)
	if now := p.State().Floor.LimitMS; now == nil || limit == nil || *now != *limit+30_000 {
		t.Errorf("+ made the limit of %v %v", limit, now)
	}
	chair.Await(browser.Settled("#urge"))
	chair.Press("c")
	chair.Await(`document.querySelector("#undo").innerText.includes("conclude")`)
	chair.Await(browser.Settled("#undo"))
	chair.Press("u")
	chair.Await(`document.querySelector("#undo").innerText.includes("limit")`)

	// A question is asked as a tap asks it; in it, keys are letters.
	chair.Press("o")
	chair.Await(`document.querySelector('dialog[open] [name="delegation"]')`)
	chair.Press("e")
	chair.Press(browser.KeyEscape)
	chair.Await(`!document.querySelector("dialog[open]")`)
	chair.Eval(`(i => { document.querySelector("main").append(i); i.id = "typing"; i.focus() })(document.createElement("input"))`)
	chair.Press("e")
	chair.Await(`document.querySelector("#typing").value === "e"`)
	chair.Eval(`document.querySelector("#typing").remove()`)
	if f := p.State().Floor; f == nil || f.Phase != "speaking" {
		t.Fatalf("typing ended the statement: %+v", f)
	}
	// Enter that is held down taps once, whatever has the focus.
	if chair.Eval(`(b => { b.focus(); return b.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", repeat: true, bubbles: true, cancelable: true})) })(document.querySelector("#primary"))`) != false {
		t.Error("a held Enter taps again and again")
	}

	// The sheet names each key that works.
	chair.Press("?")
	chair.Await(`document.querySelector("#help[open]")`)
	chair.Shot("help")
	if n, _ := chair.Eval(`(async () => (await import([...document.scripts].find(s => s.src).src.replace("chair.js", "device/shortcuts.js"))).SHORTCUTS.every(one =>
		document.querySelector('#help [data-key="' + CSS.escape(one.key) + '"] dd').innerText.length > 2))()`).(bool); !n {
		t.Error("the sheet lacks a key")
	}
	chair.Tap("#help-close")

	// Switched off they are letters again, also after the page was loaded anew.
	chair.Tap("#console-open")
	chair.Eval(`document.querySelector('#settings [name="shortcuts"]').click()`)
	chair.Eval(`document.querySelector('#settings [name="sound"]').click()`)
	chair.Shot("settings")
	chair.Press(browser.KeyEscape)
	chair.Await(`!document.querySelector("dialog[open]") && document.activeElement.id === "console-open"`)
	chair.Visit(p.Address() + "/chair?lang=en")
	chair.AwaitNext("end")
	chair.Press("e")
	chair.Press("?")
	if chair.Eval(`document.querySelector("dialog[open]") !== null`) == true {
		t.Error("a key that was switched off opens the help")
	}
	if chair.Eval(`document.querySelector('#settings [name="sound"]').checked && !document.querySelector('#settings [name="shortcuts"]').checked`) != true {
		t.Error("the choice of this device was forgotten")
	}
	chair.AwaitNext("end")
	if p.State().Floor == nil {
		t.Error("a key that was switched off ended the statement")
	}
	for _, line := range chair.Complaints() {
		t.Errorf("the console complains: %s", line)
	}
}

// The secretariat sets the public screens; another console sees it in the same
// sheet, and what this one does not set stays.
func TestScreensFromTheConsole(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	chair, other := d.Open("screens", 1180, 820), d.Open("screens-zh", 390, 844)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	other.Visit(p.Address() + "/chair?lang=zh#invite=" + p.Invitation("console"))
	for _, b := range []*browser.Browser{chair, other} {
		b.AwaitNext("give-floor")
		b.Tap("#procedure")
		b.Tap(`dialog[open] [data-do="screens"]`)
		b.Await(`document.querySelector('dialog[open] [name="theme"]:checked')?.value === "default"`)
	}
	chair.Tap(`dialog[open] .theme:has([value="hourglass"])`)
	chair.Tap(`dialog[open] .stepper [data-by="1"]`)
	chair.Tap(`dialog[open] .check:has([name="overtime"])`)
	chair.Await(`document.querySelector("dialog[open] .stepper-value").innerText === "4"`)
	chair.Shot("chosen")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`!document.querySelector("dialog[open]")`)
	want := wire.DefaultScreens()
	want.Theme, want.Next, want.Overtime = "hourglass", 4, false
	if got := p.Screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the screens are set to %+v, not %+v", got, want)
	}
	other.Await(`document.querySelector('dialog[open] [name="theme"]:checked').value === "hourglass" && document.querySelector("dialog[open] .screens .form-refused").getClientRects().length > 0`)
	other.Shot("meanwhile")
	if other.Eval(`document.querySelector('dialog[open] [name="overtime"]').checked`) != false {
		t.Error("the other console shows the setting that was")
	}

	// Again on the same page, after what the controller told it; then from the other one.
	chair.Tap("#procedure")
	chair.Tap(`dialog[open] [data-do="screens"]`)
	chair.Await(`document.querySelector('dialog[open] [name="theme"]:checked')?.value === "hourglass"`)
	chair.Tap(`dialog[open] .theme:has([value="contrast"])`)
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`!document.querySelector("dialog[open]")`)
	want.Theme = "contrast"
	if got := p.Screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("set again on one page, the screens are %+v, not %+v", got, want)
	}
	other.Await(`document.querySelector('dialog[open] [name="theme"]:checked').value === "contrast"`)
	other.Tap(`dialog[open] .stepper [data-by="-1"]`)
	other.Tap(`dialog[open] [type="submit"]`)
	other.Await(`!document.querySelector("dialog[open]")`)
	want.Next = 3
	if got := p.Screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("set from the other console, the screens are %+v, not %+v", got, want)
	}
}

// A session that ends in the middle of a statement leaves the clock readable, says
// how to sign in again, and moves no tap.
func TestSignedOutInTheMiddle(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	chair := d.Open("signed-out", 820, 1180)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	chair.AwaitNext("give-floor")
	chair.Tap("#primary")
	chair.AwaitNext("start")
	chair.Tap("#primary")
	chair.AwaitNext("end")
	place := `(r => [r.x, r.y, r.width, r.height].join())(document.querySelector("#primary").getBoundingClientRect())`
	at := chair.Eval(place)
	chair.Eval(`fetch("/api/v1/session", {method: "DELETE"}).then(r => r.status)`)
	chair.Await(`document.querySelector("link-line")?.dataset.look === "signed-out" && document.querySelector("#sign-in-how").getClientRects().length > 0`)
	chair.Shot("line")
	if now := chair.Eval(place); now != at {
		t.Errorf("the next step moved from %v to %v", at, now)
	}
	if chair.Eval(`document.querySelector("#primary").disabled && document.querySelector("#time").getClientRects().length > 0 && document.querySelector("#sign-in").hidden`) != true {
		t.Errorf("signed out it shows: %.600s", chair.Text("body"))
	}
	shown := chair.Text("#time")
	chair.Await(fmt.Sprintf(`document.querySelector("#time").innerText.trim() !== %q`, shown))
	chair.Tap("#sign-in-how")
	chair.Await(`document.querySelector("dialog[open]")?.innerText.includes("rostrum invite")`)
	chair.Shot("how")
	chair.Press(browser.KeyEscape)
	chair.Eval(`location.hash = "invite=` + p.Invitation("console") + `"`)
	chair.Await(`document.querySelector("link-line").hidden`)
	chair.AwaitNext("end")

	// Who signs out by intent leaves nothing in sight.
	chair.Tap("#console-open")
	chair.Tap("#sign-out")
	chair.Await(`!document.querySelector("#sign-in").hidden && document.querySelector("#console").hidden && !document.querySelector("dialog[open]")`)
	if said := chair.Text("#sign-in"); !strings.Contains(said, "rostrum invite") {
		t.Errorf("the card says %q", said)
	}
}
