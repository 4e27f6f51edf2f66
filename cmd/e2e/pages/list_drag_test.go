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
		b.Row("e5").Bring()
		_, _, height := b.Row("e6").Handle().Place()
		if height < 48 {
			t.Errorf("%s: the handle is %.0f px high; a finger needs 48", name, height)
		}
		before := b.ShownOrder()
		f := b.Row("e6").Handle().Touch()
		f.Above(b.Row("e4").Element)
		b.Shows(b.Row("e6").Lifted("finger"), b.Slot().There())
		b.Shot("lifted")

		// Somebody else inscribes meanwhile: nothing moves under the finger.
		rev := p.State().Rev
		p.Do("elsewhere", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state", "before": "e2"})
		b.Shows(b.Count().Begins("38"))
		if held := b.ShownOrder(); held != before {
			t.Errorf("%s: during the drag the lines went from %s to %s", name, before, held)
		}
		f.Up()
		b.Shows(b.NoneLifted(), b.Rows().Many(38))
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
		f = b.Row("e8").Handle().Touch()
		f.Above(b.Row("e7").Element)
		b.Shows(b.Row("e8").Lifted("finger"))
		p.Do("withdraw", "withdraw", map[string]any{"entry": "e7"})
		b.Shows(b.Count().Begins("37"))
		rev = p.State().Rev
		f.Up()
		b.Shows(b.Told(), b.NoneLifted())
		if text := b.Toast().Text(); !strings.Contains(text, "Nothing was moved") {
			t.Errorf("%s: it says %q", name, text)
		}
		if now := p.State().Rev; now != rev {
			t.Errorf("%s: something was sent", name)
		}
		b.Shows(b.Row("e7").Data("status", "withdrawn"))

		// Escape puts it back, and a tap on the handle opens the line.
		f = b.Row("e9").Handle().Touch()
		f.To(f.Y - 120)
		b.Shows(b.Row("e9").Lifted("finger"))
		b.Strike(browser.KeyEscape)
		b.Shows(b.NoneLifted())
		f.Up()
		b.Shows(b.Row("e9").Shut())
		if now := p.State().Rev; now != rev {
			t.Errorf("%s: Escape did not keep it", name)
		}
		b.Row("e9").Handle().Tap()
		b.Shows(b.Row("e9").Open())
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", name, line)
		}
	}
}

// At the edge the list comes along: the first speaker is put far down in one go.
func TestListDragScrolls(t *testing.T) { detail(t); browser.InEngines(t, testListDragScrolls) }

func testListDragScrolls(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "drag-far", 1180, 820)
	_, middle, tall := b.Pane().Place()
	f := b.Row("e1").Handle().Touch()
	f.To(middle + tall/2 - 8)
	b.Shows(b.Pane().ScrolledOut())
	b.Shot("edge")
	f.Up()
	b.Shows(b.NoneLifted())
	if order := waitingOrder(p); strings.HasPrefix(order, "e1 ") || !strings.Contains(order[len(order)/2:], "e1") {
		t.Errorf("after a drag to the end the order is %s", order)
	}
	if order := waitingOrder(p); b.ShownOrder() != order {
		t.Errorf("the page shows %s, the controller has %s", b.ShownOrder(), order)
	}
}

func TestListReorderedByKeyboard(t *testing.T) {
	detail(t)
	browser.InEngines(t, testListReorderedByKeyboard)
}

func testListReorderedByKeyboard(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "keys", 1180, 820)
	b.Row("e1").Head().Focus()
	b.Strike(browser.KeyDown, browser.KeyDown, browser.KeyDown)
	b.Shows(b.Row("e4").HoldsFocus())
	b.Strike(browser.KeyEnter)
	b.Shows(b.Row("e4").Open())
	b.Strike(browser.KeyHome)
	b.Shows(b.Row("e1").HoldsFocus())

	b.Row("e4").Handle().Focus()
	b.Strike(" ")
	b.Shows(b.Row("e4").Lifted("keys"))
	b.Strike(browser.KeyUp, browser.KeyUp)
	b.Shows(b.ListStatus().Begins("Place 2"))
	b.Shot("lifted")
	b.Strike(" ")
	b.Shows(b.NoneLifted(), b.SecondIs("e4"))
	if order := waitingOrder(p); !follows(order, "e4", "e2") {
		t.Errorf("after two places up the order is %s", order)
	}
	if !b.Now(b.Row("e4").HoldsFocus()) {
		t.Error("the focus did not go with the line")
	}
	rev := p.State().Rev
	b.Strike(" ")
	b.Shows(browser.Not(b.NoneLifted()))
	b.Strike(browser.KeyDown, browser.KeyEscape)
	b.Shows(b.NoneLifted())
	if p.State().Rev != rev {
		t.Error("Escape did not keep it where it was")
	}
}
