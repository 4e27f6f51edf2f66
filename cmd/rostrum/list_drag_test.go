package main

import (
	"strings"
	"testing"
)

// The speakers' list moved by a finger and by the keyboard, while others move it too.

func TestListDraggedByTouch(t *testing.T) { inEngines(t, testListDraggedByTouch) }

func testListDraggedByTouch(t *testing.T, d *driver) {
	for name, size := range map[string][2]int{"drag-tablet": {1180, 820}, "drag-phone": {390, 844}} {
		p, b := listConsole(t, d, name, size[0], size[1])
		b.eval(`document.querySelector('[data-entry="e5"]').scrollIntoView({block: "center"})`)
		_, _, height := b.place(handle("e6"))
		if height < 48 {
			t.Errorf("%s: the handle is %.0f px high; a finger needs 48", name, height)
		}
		before := b.shownOrder()
		f := b.touch(handle("e6"))
		f.above(`[data-entry="e4"]`)
		b.await(`document.querySelector('[data-entry="e6"]').dataset.lifted === "finger" && document.querySelector(".row-slot")`)
		b.shot("lifted")

		// Somebody else inscribes meanwhile: nothing moves under the finger.
		rev := p.state().Rev
		p.do("elsewhere", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state", "before": "e2"})
		b.await(`document.querySelector(".list-count").textContent.startsWith("38")`)
		if held := b.shownOrder(); held != before {
			t.Errorf("%s: during the drag the lines went from %s to %s", name, before, held)
		}
		f.up()
		b.await(`!document.querySelector("[data-lifted]") && document.querySelectorAll("#rows > .row").length === 38`)
		if order := p.waitingOrder(); !follows(order, "e6", "e4") {
			t.Errorf("%s: after the drop the order is %s", name, order)
		}
		if now := p.state().Rev; now != rev+2 {
			t.Errorf("%s: an inscription and a drop are %d revisions", name, now-rev)
		}
		if order := p.waitingOrder(); b.shownOrder() != order {
			t.Errorf("%s: the page shows %s, the controller has %s", name, b.shownOrder(), order)
		}
		b.shot("dropped")

		// The line it is dropped before is withdrawn elsewhere: nothing is sent.
		f = b.touch(handle("e8"))
		f.above(`[data-entry="e7"]`)
		b.await(`document.querySelector('[data-entry="e8"]').dataset.lifted === "finger"`)
		p.do("withdraw", "withdraw", map[string]any{"entry": "e7"})
		b.await(`document.querySelector(".list-count").textContent.startsWith("37")`)
		rev = p.state().Rev
		f.up()
		b.await(`document.querySelector("#toast").hasAttribute("data-shown") && !document.querySelector("[data-lifted]")`)
		if text := b.text("#toast"); !strings.Contains(text, "Nothing was moved") {
			t.Errorf("%s: it says %q", name, text)
		}
		if now := p.state().Rev; now != rev {
			t.Errorf("%s: something was sent", name)
		}
		b.await(`document.querySelector('[data-entry="e7"]').dataset.status === "withdrawn"`)

		// Escape puts it back, and a tap on the handle opens the line.
		f = b.touch(handle("e9"))
		f.to(f.y - 120)
		b.await(`document.querySelector('[data-entry="e9"]').dataset.lifted === "finger"`)
		b.strike(keyEscape)
		b.await(`!document.querySelector("[data-lifted]")`)
		f.up()
		b.await(`document.querySelector('[data-entry="e9"] .row-head').ariaExpanded === "false"`)
		if now := p.state().Rev; now != rev {
			t.Errorf("%s: Escape did not keep it", name)
		}
		b.tap(handle("e9"))
		b.await(`document.querySelector('[data-entry="e9"] .row-head').ariaExpanded === "true"`)
		for _, line := range b.complaints() {
			t.Errorf("%s complains: %s", name, line)
		}
	}
}

// At the edge the list comes along: the first speaker is put far down in one go.
func TestListDragScrolls(t *testing.T) { inEngines(t, testListDragScrolls) }

func testListDragScrolls(t *testing.T, d *driver) {
	p, b := listConsole(t, d, "drag-far", 1180, 820)
	_, middle, tall := b.place(".list-pane")
	f := b.touch(handle("e1"))
	f.to(middle + tall/2 - 8)
	b.await(`(e => e.scrollTop + e.clientHeight >= e.scrollHeight - 1)(document.querySelector(".list-pane"))`)
	b.shot("edge")
	f.up()
	b.await(`!document.querySelector("[data-lifted]")`)
	if order := p.waitingOrder(); strings.HasPrefix(order, "e1 ") || !strings.Contains(order[len(order)/2:], "e1") {
		t.Errorf("after a drag to the end the order is %s", order)
	}
	if order := p.waitingOrder(); b.shownOrder() != order {
		t.Errorf("the page shows %s, the controller has %s", b.shownOrder(), order)
	}
}

func TestListReorderedByKeyboard(t *testing.T) { inEngines(t, testListReorderedByKeyboard) }

func testListReorderedByKeyboard(t *testing.T, d *driver) {
	p, b := listConsole(t, d, "keys", 1180, 820)
	b.eval(`document.querySelector('[data-entry="e1"] .row-head').focus()`)
	b.strike(keyDown, keyDown, keyDown)
	b.await(`document.activeElement.closest(".row").dataset.entry === "e4"`)
	b.strike(keyEnter)
	b.await(`document.querySelector('[data-entry="e4"] .row-head').ariaExpanded === "true"`)
	b.strike(keyHome)
	b.await(`document.activeElement.closest(".row").dataset.entry === "e1"`)

	b.eval(`document.querySelector('[data-entry="e4"] .row-handle').focus()`)
	b.strike(" ")
	b.await(`document.querySelector('[data-entry="e4"]').dataset.lifted === "keys"`)
	b.strike(keyUp, keyUp)
	b.await(`document.querySelector('speakers-list > [role="status"]').textContent.startsWith("Place 2")`)
	b.shot("lifted")
	b.strike(" ")
	b.await(`!document.querySelector("[data-lifted]") && document.querySelector("#rows").children[1].dataset.entry === "e4"`)
	if order := p.waitingOrder(); !follows(order, "e4", "e2") {
		t.Errorf("after two places up the order is %s", order)
	}
	if b.eval(`document.activeElement.closest(".row")?.dataset.entry`) != "e4" {
		t.Error("the focus did not go with the line")
	}
	rev := p.state().Rev
	b.strike(" ")
	b.await(`document.querySelector("[data-lifted]")`)
	b.strike(keyDown, keyEscape)
	b.await(`!document.querySelector("[data-lifted]")`)
	if p.state().Rev != rev {
		t.Error("Escape did not keep it where it was")
	}
}
