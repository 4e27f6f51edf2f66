package pages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// The speakers' list on the console: searched, corrected where it stands, while others
// change it too.

// waitingOrder returns the entries that wait, as the controller has them.
func waitingOrder(p *testbed.Controller) string {
	p.Helper()
	var order []string
	for _, e := range p.State().List {
		if e.Status == "waiting" {
			order = append(order, string(e.Entry))
		}
	}
	return strings.Join(order, " ")
}

func follows(order, first, second string) bool {
	entries := strings.Fields(order)
	at := slices.Index(entries, first)
	return at >= 0 && at+1 < len(entries) && entries[at+1] == second
}

// listConsole opens a console with the sample list, whose first lines are in view.
func listConsole(t *testing.T, d *browser.Driver, name string, width, height int) (*testbed.Controller, *browser.Browser) {
	t.Helper()
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	b := d.Open(name, width, height)
	b.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	b.Await(`document.querySelectorAll("#rows > .row").length === 37 && document.querySelector("#link").dataset.link === "live"`)
	return p, b
}

func TestListSearchedAndFiltered(t *testing.T) { browser.InEngines(t, testListSearchedAndFiltered) }

func testListSearchedAndFiltered(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "search", 1180, 820)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	p.Do("end", "end", nil)
	p.Do("absent", "absent", map[string]any{"entry": "e4", "then": "end"})
	p.Do("give2", "give-floor", map[string]any{"entry": "e2"})
	b.Await(`document.querySelector('[data-entry="e2"]').dataset.status === "speaking"`)

	b.Fill("#list-search", "COTE D'IVOIRE")
	b.Await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 1`)
	if order := b.ShownOrder(); order != "e3" {
		t.Errorf("found: %s", order)
	}
	if text := b.Text("#list-found"); !strings.Contains(text, "1") || !strings.Contains(text, "has the floor") {
		t.Errorf("what is hidden is told as %q", text)
	}
	b.Shot("found")
	// Another console's change does not end the search; it finds what comes.
	p.Do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"})
	b.Await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 2`)
	// Among some of the lines none can be dragged, and it says so.
	f := b.Touch(browser.Handle("e3"))
	f.To(f.Y + 60)
	f.Up()
	b.Await(`document.querySelector("#toast").hasAttribute("data-shown") && !document.querySelector("[data-lifted]")`)
	b.Fill("#list-search", "nobody at all")
	b.Await(`document.querySelector("#list-found").textContent.includes("nobody at all")`)
	b.Shot("none")
	b.Eval(`document.querySelector("#list-search").focus()`)
	b.Strike(browser.KeyEscape)
	b.Await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 38 && document.querySelector("#list-search").value === ""`)

	for filter, want := range map[string]string{"heard": "e1", "absent": "e4", "not-heard": ""} {
		b.Tap(`[data-filter="` + filter + `"]`)
		b.Await(`document.querySelector('[data-filter="` + filter + `"]').ariaPressed === "true"`)
		if order := b.ShownOrder(); order != want {
			t.Errorf("under %s there is %q", filter, order)
		}
		if text := b.Text(`[data-filter="` + filter + `"] .filter-count`); text != fmt.Sprint(len(strings.Fields(want))) {
			t.Errorf("%s is counted as %q", filter, text)
		}
	}
	b.Tap(`[data-filter="waiting"]`)
	b.Await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 36`)
	if order := b.ShownOrder(); !strings.HasPrefix(order, "e2 e3 e5") {
		t.Errorf("under waiting there is %s", order)
	}
	b.Shot("waiting")
	p.Do("again", "end", nil) // before the start: it waits again
	b.Await(`document.querySelector('[data-entry="e2"]').dataset.status === "waiting" && document.querySelectorAll("#rows > .row:not([hidden])").length === 36`)
	b.Eval(`document.querySelector("speakers-list").setFilter("heard")`)
	b.Eval(`document.querySelector("speakers-list").focusSearch()`)
	b.Await(`document.activeElement.id === "list-search" && document.querySelectorAll("#rows > .row:not([hidden])").length === 1`)
	b.Tap("#list-all")
	b.Eval(`document.querySelector("speakers-list").openNext()`)
	b.Await(`document.querySelector('[data-entry="e2"] .row-head').ariaExpanded === "true" && document.activeElement.closest(".row").dataset.entry === "e2"`)
}

func TestListCorrectedInPlace(t *testing.T) { browser.InEngines(t, testListCorrectedInPlace) }

func testListCorrectedInPlace(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "edit", 820, 1180)
	form := `[data-entry="e5"] .row-edit `
	edit := func() {
		b.Tap(`[data-entry="e5"] [data-act="amend"]`)
		b.Await(`document.querySelector('` + form + `').getClientRects().length > 0`)
	}
	b.Tap(browser.Head("e5"))
	edit()
	b.Shot("open")

	// A refusal is told by the field, and what was written stays.
	b.Fill(form+`[name="speaker"]`, "Ms. Vega \u202e")
	b.Tap(form + `[data-act="save"]`)
	b.Await(`document.querySelector('` + form + `[name="speaker"][aria-invalid="true"]')`)
	b.Await(`document.querySelector('` + form + `.form-refused').getClientRects().length > 0`)
	if b.Eval(`document.querySelector("#toast").hasAttribute("data-shown")`) != false {
		t.Error("the refusal is told twice")
	}
	b.Shot("refused")

	// Others move and amend other lines: neither the edit nor the save minds.
	b.Fill(form+`[name="speaker"]`, "Ms. Vega")
	asks := `(() => { const e = new Event("beforeunload", {cancelable: true}); dispatchEvent(e); return e.defaultPrevented })()`
	if b.Eval(asks) != true {
		t.Error("nobody is asked before the page is left with something unsaved")
	}
	p.Do("move", "move", map[string]any{"entry": "e5", "before": "e2"})
	p.Do("other", "amend", map[string]any{"entry": "e9", "speaker": "Somebody"})
	b.Await(`document.querySelector('[data-entry="e9"]').innerText.includes("Somebody")`)
	if value := b.Eval(`document.querySelector('` + form + `[name="speaker"]').value`); value != "Ms. Vega" {
		t.Errorf("what was written is now %v", value)
	}
	b.Tap(form + `[data-act="save"]`)
	b.Await(`!document.querySelector('` + form + `') && document.querySelector('[data-entry="e5"]').innerText.includes("Ms. Vega")`)
	if b.Eval(asks) != false {
		t.Error("the page asks before it is left although all is saved")
	}

	// The same line is changed elsewhere: other fields are taken over, the same
	// one is told, and the first save after that is not taken.
	edit()
	b.Fill(form+`[name="speaker"]`, "Ms. Lind")
	p.Do("seat", "amend", map[string]any{"entry": "e5", "seat": "12", "speaker": "Mr. Okoro"})
	b.Await(`document.querySelector('` + form + `').innerText.includes("Mr. Okoro")`)
	if value := b.Eval(`document.querySelector('` + form + `[name="seat"]').value`); value != "12" {
		t.Errorf("the seat that was changed elsewhere is %v", value)
	}
	rev := p.State().Rev
	b.Tap(form + `[data-act="save"]`)
	b.Await(`document.querySelector('` + form + `.form-refused').getClientRects().length > 0`)
	b.Shot("clash")
	if p.State().Rev != rev {
		t.Error("the other's change was overwritten without a word")
	}
	b.Tap(form + `[data-act="save"]`)
	b.Await(`!document.querySelector('` + form + `')`)
	for _, e := range p.State().List {
		if e.Entry == "e5" && (e.Speaker != "Ms. Lind" || e.Seat != "12") {
			t.Errorf("after both edits the line is %+v", e)
		}
	}

	// Closed with something written, it says so; opened again, it is there.
	edit()
	b.Fill(form+`[name="delegation"]`, "Belgique")
	b.Tap(browser.Head("e5"))
	b.Await(`document.querySelector('[data-entry="e5"] .row-unsaved').getClientRects().length > 0`)
	b.Tap(browser.Head("e5"))
	b.Await(`document.querySelector('` + form + `[name="delegation"]').value === "Belgique"`)
	b.Eval(`document.querySelector('` + form + `[name="delegation"]').focus()`)
	b.Strike(browser.KeyEnter)
	b.Await(`!document.querySelector('` + form + `') && document.querySelector('[data-entry="e5"] .row-name').textContent === "Belgique"`)
	for _, line := range b.Complaints() {
		// The one refusal of this test is an answer, and no fault.
		if !strings.Contains(line, "422") {
			t.Errorf("complains: %s", line)
		}
	}
}

func TestListKeepsItsPlace(t *testing.T) { browser.InEngines(t, testListKeepsItsPlace) }

func testListKeepsItsPlace(t *testing.T, d *browser.Driver) {
	for name, size := range map[string][2]int{"place-tablet": {1180, 820}, "place-phone": {390, 844}} {
		p, b := listConsole(t, d, name, size[0], size[1])
		b.Eval(`document.querySelector('[data-entry="e20"]').scrollIntoView({block: "center"})`)
		// What moves is marked for a moment, and a tap on it is not taken.
		b.Eval(`(() => { window.early = new Set(); new MutationObserver(list => { for (const m of list) if (m.target.dataset.settled === "false") window.early.add(m.target.closest(".row").dataset.entry) }).observe(document.querySelector("#rows"), {attributes: true, subtree: true, attributeFilter: ["data-settled"]}) })()`)
		stays := func(what string, entry string, change func()) {
			b.Settled() // what is seen counts
			_, before, _ := b.Place(browser.Head(entry))
			change()
			b.Settled()
			if _, after, _ := b.Place(browser.Head(entry)); after < before-1.5 || after > before+1.5 {
				t.Errorf("%s: %s: %s went from %.1f to %.1f", name, what, entry, before, after)
			}
		}
		stays("inscribed above", "e20", func() {
			p.Do("in", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state", "before": "e2"})
			b.Await(`document.querySelectorAll("#rows > .row").length === 38`)
		})
		b.Tap(browser.Head("e20"))
		b.Await(`document.querySelector('[data-entry="e20"] .row-drawer').getClientRects().length > 0`)
		b.Eval(`document.querySelector('[data-entry="e20"] [data-act="move-up"]').focus()`)
		stays("moved elsewhere, open", "e20", func() {
			p.Do("move", "move", map[string]any{"entry": "e20", "before": "e15"})
			b.Await(`document.querySelector('[data-entry="e20"]').nextElementSibling.dataset.entry === "e15"`)
		})
		if b.Eval(`document.activeElement.dataset.act`) != "move-up" {
			t.Errorf("%s: the focus was lost", name)
		}
		stays("a longer line above", "e20", func() {
			p.Do("long", "amend", map[string]any{"entry": "e3", "delegation": strings.Repeat("A very long name ", 8)})
			b.Await(`document.querySelector('[data-entry="e3"]').innerText.includes("very long")`)
		})
		b.Await(`window.early.size > 0`)
		taken := b.Eval(`(e => { e.dataset.settled = "false"; e.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1})); delete e.dataset.settled; return e.ariaExpanded })(document.querySelector('[data-entry="e15"] .row-head'))`)
		if taken != "false" {
			t.Errorf("%s: a tap on a line that has just moved was taken", name)
		}
		b.Shot("after")
	}
}

func TestInscribedByKeyboard(t *testing.T) { browser.InEngines(t, testInscribedByKeyboard) }

func testInscribedByKeyboard(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "inscribe", 1180, 820)
	b.Tap(`[data-filter="heard"]`)
	b.Eval(`document.querySelector("#inscribe").focus()`)
	b.Strike(browser.KeyEnter)
	b.Await(`document.querySelector('ask-dialog dialog[open] [name="delegation"]') === document.activeElement`)
	b.Strike(browser.KeyEnter)
	b.Await(`document.querySelector('ask-dialog [name="delegation"][aria-invalid="true"]')`)
	b.Strike("G", "h", "a", "n", "a", browser.KeyEnter)
	b.Await(`!document.querySelector("dialog[open]") && document.activeElement.closest(".row")?.innerText.includes("Ghana")`)
	b.Await(`(r => r.top >= 0 && r.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())`)
	b.Shot("new")
	if list := p.State().List; list[len(list)-1].Delegation != "Ghana" {
		t.Errorf("the last line is %+v", list[len(list)-1])
	}
}

// What takes away the button under the focus passes the focus on, and what was done to
// a line is said to who does not see it.
func TestFocusAfterAnAct(t *testing.T) { browser.InEngines(t, testFocusAfterAnAct) }

func testFocusAfterAnAct(t *testing.T, d *browser.Driver) {
	_, b := listConsole(t, d, "focus", 1180, 820)
	b.Run(`window.spoken = []; new MutationObserver((all) => { for (const { target } of all)
		if (target.nodeType === 1 && target.getAttribute("role") === "status") window.spoken.push(target.textContent) })
		.observe(document.querySelector("speakers-list"), { subtree: true, childList: true })`)
	said := func(words string) {
		t.Helper()
		b.Await(`window.spoken.some((s) => s.includes(` + quote(words) + `))`)
	}
	focus := func(what string) {
		b.Await(`(e => e && (e.focus(), document.activeElement === e))(document.querySelector(` + quote(what) + `))`)
	}
	act := func(entry, name string) string { return fmt.Sprintf(`[data-entry=%q] [data-act=%q]`, entry, name) }
	onHead := func(entry string) {
		t.Helper()
		b.Await(`document.activeElement === document.querySelector(` + quote(browser.Head(entry)) + `)`)
	}
	open := func(entry string) {
		focus(browser.Head(entry))
		b.Strike(browser.KeyEnter)
		b.Await(`document.querySelector('[data-entry="` + entry + `"] .row-drawer')?.getClientRects().length > 0`)
	}

	open("e3")
	focus(act("e3", "move-up"))
	b.Strike(browser.KeyEnter)
	said("Place 2, before")
	b.Await(`document.activeElement.dataset.act === "move-up"`)
	b.Strike(browser.KeyEnter) // to the top, where it goes no further up
	said("Place 1, before")
	onHead("e3")
	focus(act("e3", "withdraw"))
	b.Strike(browser.KeyEnter)
	focus(act("e3", "withdraw-really"))
	b.Strike(browser.KeyEnter)
	said("Withdrawn: ")
	onHead("e3")
	open("e5")
	focus(act("e5", "absent-end"))
	b.Strike(browser.KeyEnter)
	said("Absent: ")
	onHead("e5")
	b.Run(`window.spoken = []`)
	focus(act("e5", "absent-withdraw"))
	b.Strike(browser.KeyEnter)
	said("Withdrawn: ")
	onHead("e5")

	focus("#list-search")
	b.Strike("z", "z", "z")
	focus("#list-all")
	b.Strike(browser.KeyEnter)
	b.Await(`document.activeElement.id === "list-search" && document.querySelector("#list-search").value === ""`)
}

// A phone shows the clock first, however much there is below it.
func TestConsoleOpensAtItsTop(t *testing.T) {
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		dir := t.TempDir()
		p := testbed.Start(t, dir)
		p.Do("give", "give-floor", map[string]any{"entry": "e1"})
		b := d.Open("phone", 390, 844)
		b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
		b.Await(`document.querySelector("#primary")?.getClientRects().length > 0`)
		b.Settled()
		if top := b.Eval("scrollY"); top != 0.0 {
			t.Errorf("the page opens %v px below its top", top)
		}
	})
}
