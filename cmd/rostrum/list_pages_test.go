package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The speakers' list on the console: searched, corrected where it stands, while others
// change it too.

// place returns the middle of an element, and its height.
func (b *browser) place(selector string) (x, y, height float64) {
	b.Helper()
	at, _ := b.eval(fmt.Sprintf(`(e => { const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2, r.height] })(document.querySelector(%q))`, selector)).([]any)
	if len(at) != 3 {
		b.Fatalf("%s: there is no %s", b.name, selector)
	}
	x, _ = at[0].(float64)
	y, _ = at[1].(float64)
	height, _ = at[2].(float64)
	return x, y, height
}

// shownOrder returns the entries of the lines that are shown, in their order.
func (b *browser) shownOrder() string {
	b.Helper()
	order, _ := b.eval(`[...document.querySelectorAll("#rows > .row:not([hidden])")].map(e => e.dataset.entry).join(" ")`).(string)
	return order
}

// waitingOrder returns the entries that wait, as the controller has them.
func (p *process) waitingOrder() string {
	p.Helper()
	var order []string
	for _, e := range p.state().List {
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

func handle(entry string) string { return fmt.Sprintf(`[data-entry="%s"] .row-handle`, entry) }
func head(entry string) string   { return fmt.Sprintf(`[data-entry="%s"] .row-head`, entry) }

// listConsole opens a console with the sample list, whose first lines are in view.
func listConsole(t *testing.T, d *driver, name string, width, height int) (*process, *browser) {
	t.Helper()
	dir := t.TempDir()
	p := start(t, dir)
	b := d.open(name, width, height)
	b.visit(p.address + "/chair?lang=en#invite=" + invitation(t, dir))
	b.await(`document.querySelectorAll("#rows > .row").length === 37 && document.querySelector("#link").dataset.link === "live"`)
	return p, b
}

func TestListSearchedAndFiltered(t *testing.T) { inEngines(t, testListSearchedAndFiltered) }

func testListSearchedAndFiltered(t *testing.T, d *driver) {
	p, b := listConsole(t, d, "search", 1180, 820)
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	p.do("start", "start", nil)
	p.do("end", "end", nil)
	p.do("absent", "absent", map[string]any{"entry": "e4", "then": "end"})
	p.do("give2", "give-floor", map[string]any{"entry": "e2"})
	b.await(`document.querySelector('[data-entry="e2"]').dataset.status === "speaking"`)

	b.fill("#list-search", "COTE D'IVOIRE")
	b.await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 1`)
	if order := b.shownOrder(); order != "e3" {
		t.Errorf("found: %s", order)
	}
	if text := b.text("#list-found"); !strings.Contains(text, "1") || !strings.Contains(text, "has the floor") {
		t.Errorf("what is hidden is told as %q", text)
	}
	b.shot("found")
	// Another console's change does not end the search; it finds what comes.
	p.do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"})
	b.await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 2`)
	// Among some of the lines none can be dragged, and it says so.
	f := b.touch(handle("e3"))
	f.to(f.y + 60)
	f.up()
	b.await(`document.querySelector("#toast").hasAttribute("data-shown") && !document.querySelector("[data-lifted]")`)
	b.fill("#list-search", "nobody at all")
	b.await(`document.querySelector("#list-found").textContent.includes("nobody at all")`)
	b.shot("none")
	b.eval(`document.querySelector("#list-search").focus()`)
	b.strike(keyEscape)
	b.await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 38 && document.querySelector("#list-search").value === ""`)

	for filter, want := range map[string]string{"heard": "e1", "absent": "e4", "not-heard": ""} {
		b.tap(`[data-filter="` + filter + `"]`)
		b.await(`document.querySelector('[data-filter="` + filter + `"]').ariaPressed === "true"`)
		if order := b.shownOrder(); order != want {
			t.Errorf("under %s there is %q", filter, order)
		}
		if text := b.text(`[data-filter="` + filter + `"] .filter-count`); text != fmt.Sprint(len(strings.Fields(want))) {
			t.Errorf("%s is counted as %q", filter, text)
		}
	}
	b.tap(`[data-filter="waiting"]`)
	b.await(`document.querySelectorAll("#rows > .row:not([hidden])").length === 36`)
	if order := b.shownOrder(); !strings.HasPrefix(order, "e2 e3 e5") {
		t.Errorf("under waiting there is %s", order)
	}
	b.shot("waiting")
	p.do("again", "end", nil) // before the start: it waits again
	b.await(`document.querySelector('[data-entry="e2"]').dataset.status === "waiting" && document.querySelectorAll("#rows > .row:not([hidden])").length === 36`)
	b.eval(`document.querySelector("speakers-list").setFilter("heard")`)
	b.eval(`document.querySelector("speakers-list").focusSearch()`)
	b.await(`document.activeElement.id === "list-search" && document.querySelectorAll("#rows > .row:not([hidden])").length === 1`)
	b.tap("#list-all")
	b.eval(`document.querySelector("speakers-list").openNext()`)
	b.await(`document.querySelector('[data-entry="e2"] .row-head').ariaExpanded === "true" && document.activeElement.closest(".row").dataset.entry === "e2"`)
}

func TestListCorrectedInPlace(t *testing.T) { inEngines(t, testListCorrectedInPlace) }

func testListCorrectedInPlace(t *testing.T, d *driver) {
	p, b := listConsole(t, d, "edit", 820, 1180)
	form := `[data-entry="e5"] .row-edit `
	edit := func() {
		b.tap(`[data-entry="e5"] [data-act="amend"]`)
		b.await(`document.querySelector('` + form + `').getClientRects().length > 0`)
	}
	b.tap(head("e5"))
	edit()
	b.shot("open")

	// A refusal is told by the field, and what was written stays.
	b.fill(form+`[name="speaker"]`, "Ms. Vega \u202e")
	b.tap(form + `[data-act="save"]`)
	b.await(`document.querySelector('` + form + `[name="speaker"][aria-invalid="true"]')`)
	b.await(`document.querySelector('` + form + `.form-refused').getClientRects().length > 0`)
	if b.eval(`document.querySelector("#toast").hasAttribute("data-shown")`) != false {
		t.Error("the refusal is told twice")
	}
	b.shot("refused")

	// Others move and amend other lines: neither the edit nor the save minds.
	b.fill(form+`[name="speaker"]`, "Ms. Vega")
	asks := `(() => { const e = new Event("beforeunload", {cancelable: true}); dispatchEvent(e); return e.defaultPrevented })()`
	if b.eval(asks) != true {
		t.Error("nobody is asked before the page is left with something unsaved")
	}
	p.do("move", "move", map[string]any{"entry": "e5", "before": "e2"})
	p.do("other", "amend", map[string]any{"entry": "e9", "speaker": "Somebody"})
	b.await(`document.querySelector('[data-entry="e9"]').innerText.includes("Somebody")`)
	if value := b.eval(`document.querySelector('` + form + `[name="speaker"]').value`); value != "Ms. Vega" {
		t.Errorf("what was written is now %v", value)
	}
	b.tap(form + `[data-act="save"]`)
	b.await(`!document.querySelector('` + form + `') && document.querySelector('[data-entry="e5"]').innerText.includes("Ms. Vega")`)
	if b.eval(asks) != false {
		t.Error("the page asks before it is left although all is saved")
	}

	// The same line is changed elsewhere: other fields are taken over, the same
	// one is told, and the first save after that is not taken.
	edit()
	b.fill(form+`[name="speaker"]`, "Ms. Lind")
	p.do("seat", "amend", map[string]any{"entry": "e5", "seat": "12", "speaker": "Mr. Okoro"})
	b.await(`document.querySelector('` + form + `').innerText.includes("Mr. Okoro")`)
	if value := b.eval(`document.querySelector('` + form + `[name="seat"]').value`); value != "12" {
		t.Errorf("the seat that was changed elsewhere is %v", value)
	}
	rev := p.state().Rev
	b.tap(form + `[data-act="save"]`)
	b.await(`document.querySelector('` + form + `.form-refused').getClientRects().length > 0`)
	b.shot("clash")
	if p.state().Rev != rev {
		t.Error("the other's change was overwritten without a word")
	}
	b.tap(form + `[data-act="save"]`)
	b.await(`!document.querySelector('` + form + `')`)
	for _, e := range p.state().List {
		if e.Entry == "e5" && (e.Speaker != "Ms. Lind" || e.Seat != "12") {
			t.Errorf("after both edits the line is %+v", e)
		}
	}

	// Closed with something written, it says so; opened again, it is there.
	edit()
	b.fill(form+`[name="delegation"]`, "Belgique")
	b.tap(head("e5"))
	b.await(`document.querySelector('[data-entry="e5"] .row-unsaved').getClientRects().length > 0`)
	b.tap(head("e5"))
	b.await(`document.querySelector('` + form + `[name="delegation"]').value === "Belgique"`)
	b.eval(`document.querySelector('` + form + `[name="delegation"]').focus()`)
	b.strike(keyEnter)
	b.await(`!document.querySelector('` + form + `') && document.querySelector('[data-entry="e5"] .row-name').textContent === "Belgique"`)
	for _, line := range b.complaints() {
		// The one refusal of this test is an answer, and no fault.
		if !strings.Contains(line, "422") {
			t.Errorf("complains: %s", line)
		}
	}
}

func TestListKeepsItsPlace(t *testing.T) { inEngines(t, testListKeepsItsPlace) }

func testListKeepsItsPlace(t *testing.T, d *driver) {
	for name, size := range map[string][2]int{"place-tablet": {1180, 820}, "place-phone": {390, 844}} {
		p, b := listConsole(t, d, name, size[0], size[1])
		b.eval(`document.querySelector('[data-entry="e20"]').scrollIntoView({block: "center"})`)
		// What moves is marked for a moment, and a tap on it is not taken.
		b.eval(`(() => { window.early = new Set(); new MutationObserver(list => { for (const m of list) if (m.target.dataset.settled === "false") window.early.add(m.target.closest(".row").dataset.entry) }).observe(document.querySelector("#rows"), {attributes: true, subtree: true, attributeFilter: ["data-settled"]}) })()`)
		stays := func(what string, entry string, change func()) {
			b.settled() // what is seen counts
			_, before, _ := b.place(head(entry))
			change()
			b.settled()
			if _, after, _ := b.place(head(entry)); after < before-1.5 || after > before+1.5 {
				t.Errorf("%s: %s: %s went from %.1f to %.1f", name, what, entry, before, after)
			}
		}
		stays("inscribed above", "e20", func() {
			p.do("in", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state", "before": "e2"})
			b.await(`document.querySelectorAll("#rows > .row").length === 38`)
		})
		b.tap(head("e20"))
		b.await(`document.querySelector('[data-entry="e20"] .row-drawer').getClientRects().length > 0`)
		b.eval(`document.querySelector('[data-entry="e20"] [data-act="move-up"]').focus()`)
		stays("moved elsewhere, open", "e20", func() {
			p.do("move", "move", map[string]any{"entry": "e20", "before": "e15"})
			b.await(`document.querySelector('[data-entry="e20"]').nextElementSibling.dataset.entry === "e15"`)
		})
		if b.eval(`document.activeElement.dataset.act`) != "move-up" {
			t.Errorf("%s: the focus was lost", name)
		}
		stays("a longer line above", "e20", func() {
			p.do("long", "amend", map[string]any{"entry": "e3", "delegation": strings.Repeat("A very long name ", 8)})
			b.await(`document.querySelector('[data-entry="e3"]').innerText.includes("very long")`)
		})
		b.await(`window.early.size > 0`)
		taken := b.eval(`(e => { e.dataset.settled = "false"; e.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1})); delete e.dataset.settled; return e.ariaExpanded })(document.querySelector('[data-entry="e15"] .row-head'))`)
		if taken != "false" {
			t.Errorf("%s: a tap on a line that has just moved was taken", name)
		}
		b.shot("after")
	}
}

func TestInscribedByKeyboard(t *testing.T) { inEngines(t, testInscribedByKeyboard) }

func testInscribedByKeyboard(t *testing.T, d *driver) {
	p, b := listConsole(t, d, "inscribe", 1180, 820)
	b.tap(`[data-filter="heard"]`)
	b.eval(`document.querySelector("#inscribe").focus()`)
	b.strike(keyEnter)
	b.await(`document.querySelector('ask-dialog dialog[open] [name="delegation"]') === document.activeElement`)
	b.strike(keyEnter)
	b.await(`document.querySelector('ask-dialog [name="delegation"][aria-invalid="true"]')`)
	b.strike("G", "h", "a", "n", "a", keyEnter)
	b.await(`!document.querySelector("dialog[open]") && document.activeElement.closest(".row")?.innerText.includes("Ghana")`)
	b.await(`(r => r.top >= 0 && r.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())`)
	b.shot("new")
	if list := p.state().List; list[len(list)-1].Delegation != "Ghana" {
		t.Errorf("the last line is %+v", list[len(list)-1])
	}
}

// What takes away the button under the focus passes the focus on, and what was done to
// a line is said to who does not see it.
func TestFocusAfterAnAct(t *testing.T) { inEngines(t, testFocusAfterAnAct) }

func testFocusAfterAnAct(t *testing.T, d *driver) {
	_, b := listConsole(t, d, "focus", 1180, 820)
	b.run(`window.spoken = []; new MutationObserver((all) => { for (const { target } of all)
		if (target.nodeType === 1 && target.getAttribute("role") === "status") window.spoken.push(target.textContent) })
		.observe(document.querySelector("speakers-list"), { subtree: true, childList: true })`)
	said := func(words string) {
		t.Helper()
		b.await(`window.spoken.some((s) => s.includes(` + quote(words) + `))`)
	}
	focus := func(what string) {
		b.await(`(e => e && (e.focus(), document.activeElement === e))(document.querySelector(` + quote(what) + `))`)
	}
	act := func(entry, name string) string { return fmt.Sprintf(`[data-entry=%q] [data-act=%q]`, entry, name) }
	onHead := func(entry string) {
		t.Helper()
		b.await(`document.activeElement === document.querySelector(` + quote(head(entry)) + `)`)
	}
	open := func(entry string) {
		focus(head(entry))
		b.strike(keyEnter)
		b.await(`document.querySelector('[data-entry="` + entry + `"] .row-drawer')?.getClientRects().length > 0`)
	}

	open("e3")
	focus(act("e3", "move-up"))
	b.strike(keyEnter)
	said("Place 2, before")
	b.await(`document.activeElement.dataset.act === "move-up"`)
	b.strike(keyEnter) // to the top, where it goes no further up
	said("Place 1, before")
	onHead("e3")
	focus(act("e3", "withdraw"))
	b.strike(keyEnter)
	focus(act("e3", "withdraw-really"))
	b.strike(keyEnter)
	said("Withdrawn: ")
	onHead("e3")
	open("e5")
	focus(act("e5", "absent-end"))
	b.strike(keyEnter)
	said("Absent: ")
	onHead("e5")
	b.run(`window.spoken = []`)
	focus(act("e5", "absent-withdraw"))
	b.strike(keyEnter)
	said("Withdrawn: ")
	onHead("e5")

	focus("#list-search")
	b.strike("z", "z", "z")
	focus("#list-all")
	b.strike(keyEnter)
	b.await(`document.activeElement.id === "list-search" && document.querySelector("#list-search").value === ""`)
}

// A phone shows the clock first, however much there is below it.
func TestConsoleOpensAtItsTop(t *testing.T) {
	inEngines(t, func(t *testing.T, d *driver) {
		dir := t.TempDir()
		p := start(t, dir)
		p.do("give", "give-floor", map[string]any{"entry": "e1"})
		b := d.open("phone", 390, 844)
		b.visit(p.address + "/chair#invite=" + invitation(t, dir))
		b.await(`document.querySelector("#primary")?.getClientRects().length > 0`)
		b.settled()
		if top := b.eval("scrollY"); top != 0.0 {
			t.Errorf("the page opens %v px below its top", top)
		}
	})
}
