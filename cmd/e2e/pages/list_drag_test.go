package pages_test

import (
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
)

// The speakers' list moved by a finger and by the keyboard, while others move it too.

func TestListDraggedByTouch(t *testing.T) { browser.InEngines(t, testListDraggedByTouch) }

func testListDraggedByTouch(t *testing.T, d *browser.Driver) {
	for name, size := range map[string][2]int{"drag-tablet": {1180, 820}, "drag-phone": {390, 844}} {
		p, b := listConsole(t, d, name, size[0], size[1])
		b.Eval(`document.querySelector('[data-entry="e5"]').scrollIntoView({block: "center"})`)
		_, _, height := b.Place(browser.Handle("e6"))
		if height < 48 {
			t.Errorf("%s: the handle is %.0f px high; a finger needs 48", name, height)
		}
		before := b.ShownOrder()
		f := b.Touch(browser.Handle("e6"))
		f.Above(`[data-entry="e4"]`)
		b.Await(`document.querySelector('[data-entry="e6"]').dataset.lifted === "finger" && document.querySelector(".row-slot")`)
		b.Shot("lifted")

		// Somebody else inscribes meanwhile: nothing moves under the finger.
		rev := p.State().Rev
		p.Do("elsewhere", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state", "before": "e2"})
		b.Await(`document.querySelector(".list-count").textContent.startsWith("38")`)
		if held := b.ShownOrder(); held != before {
			t.Errorf("%s: during the drag the lines went from %s to %s", name, before, held)
		}
		f.Up()
		b.Await(`!document.querySelector("[data-lifted]") && document.querySelectorAll("#rows > .row").length === 38`)
		if order := waitingOrder(p); !follows(order, "e6", "e4") {
			t.Errorf("%s: after the drop the order is %s", name, order)
		}
		if now := p.State().Rev; now != rev+2 {
			t.Errorf("%s: an inscription and a drop are %d revisions", name, now-rev)
		}
		if order := waitingOrder(p); b.ShownOrder() != order {
			t.Errorf("%s: the page shows %s, the controller has %s", name, b.ShownOrder(), order)
		}
		b.Shot("dropped")

		// The line it is dropped before is withdrawn elsewhere: nothing is sent.
		f = b.Touch(browser.Handle("e8"))
		f.Above(`[data-entry="e7"]`)
		b.Await(`document.querySelector('[data-entry="e8"]').dataset.lifted === "finger"`)
		p.Do("withdraw", "withdraw", map[string]any{"entry": "e7"})
		b.Await(`document.querySelector(".list-count").textContent.startsWith("37")`)
		rev = p.State().Rev
		f.Up()
		b.Await(`document.querySelector("#toast").hasAttribute("data-shown") && !document.querySelector("[data-lifted]")`)
		if text := b.Text("#toast"); !strings.Contains(text, "Nothing was moved") {
			t.Errorf("%s: it says %q", name, text)
		}
		if now := p.State().Rev; now != rev {
			t.Errorf("%s: something was sent", name)
		}
		b.Await(`document.querySelector('[data-entry="e7"]').dataset.status === "withdrawn"`)

		// Escape puts it back, and a tap on the handle opens the line.
		f = b.Touch(browser.Handle("e9"))
		f.To(f.Y - 120)
		b.Await(`document.querySelector('[data-entry="e9"]').dataset.lifted === "finger"`)
		b.Strike(browser.KeyEscape)
		b.Await(`!document.querySelector("[data-lifted]")`)
		f.Up()
		b.Await(`document.querySelector('[data-entry="e9"] .row-head').ariaExpanded === "false"`)
		if now := p.State().Rev; now != rev {
			t.Errorf("%s: Escape did not keep it", name)
		}
		b.Tap(browser.Handle("e9"))
		b.Await(`document.querySelector('[data-entry="e9"] .row-head').ariaExpanded === "true"`)
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", name, line)
		}
	}
}

// At the edge the list comes along: the first speaker is put far down in one go.
func TestListDragScrolls(t *testing.T) { browser.InEngines(t, testListDragScrolls) }

func testListDragScrolls(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "drag-far", 1180, 820)
	_, middle, tall := b.Place(".list-pane")
	f := b.Touch(browser.Handle("e1"))
	f.To(middle + tall/2 - 8)
	b.Await(`(e => e.scrollTop + e.clientHeight >= e.scrollHeight - 1)(document.querySelector(".list-pane"))`)
	b.Shot("edge")
	f.Up()
	b.Await(`!document.querySelector("[data-lifted]")`)
	if order := waitingOrder(p); strings.HasPrefix(order, "e1 ") || !strings.Contains(order[len(order)/2:], "e1") {
		t.Errorf("after a drag to the end the order is %s", order)
	}
	if order := waitingOrder(p); b.ShownOrder() != order {
		t.Errorf("the page shows %s, the controller has %s", b.ShownOrder(), order)
	}
}

func TestListReorderedByKeyboard(t *testing.T) { browser.InEngines(t, testListReorderedByKeyboard) }

func testListReorderedByKeyboard(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "keys", 1180, 820)
	b.Eval(`document.querySelector('[data-entry="e1"] .row-head').focus()`)
	b.Strike(browser.KeyDown, browser.KeyDown, browser.KeyDown)
	b.Await(`document.activeElement.closest(".row").dataset.entry === "e4"`)
	b.Strike(browser.KeyEnter)
	b.Await(`document.querySelector('[data-entry="e4"] .row-head').ariaExpanded === "true"`)
	b.Strike(browser.KeyHome)
	b.Await(`document.activeElement.closest(".row").dataset.entry === "e1"`)

	b.Eval(`document.querySelector('[data-entry="e4"] .row-handle').focus()`)
	b.Strike(" ")
	b.Await(`document.querySelector('[data-entry="e4"]').dataset.lifted === "keys"`)
	b.Strike(browser.KeyUp, browser.KeyUp)
	b.Await(`document.querySelector('speakers-list > [role="status"]').textContent.startsWith("Place 2")`)
	b.Shot("lifted")
	b.Strike(" ")
	b.Await(`!document.querySelector("[data-lifted]") && document.querySelector("#rows").children[1].dataset.entry === "e4"`)
	if order := waitingOrder(p); !follows(order, "e4", "e2") {
		t.Errorf("after two places up the order is %s", order)
	}
	if b.Eval(`document.activeElement.closest(".row")?.dataset.entry`) != "e4" {
		t.Error("the focus did not go with the line")
	}
	rev := p.State().Rev
	b.Strike(" ")
	b.Await(`document.querySelector("[data-lifted]")`)
	b.Strike(browser.KeyDown, browser.KeyEscape)
	b.Await(`!document.querySelector("[data-lifted]")`)
	if p.State().Rev != rev {
		t.Error("Escape did not keep it where it was")
	}
}
