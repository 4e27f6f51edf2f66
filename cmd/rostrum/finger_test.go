package main

import (
	"fmt"
	"net/http"
)

// What a hand does on a page beyond a tap.

// Keys that have no character of their own.
const (
	keyEnter  = "\ue007"
	keyEscape = "\ue00c"
	keyUp     = "\ue013"
	keyDown   = "\ue015"
	keyHome   = "\ue011"
	keyTab    = "\ue004"
)

// A finger that stays on the glass between two looks at the page.
type finger struct {
	*browser
	x, y float64
	tall float64 // what it took hold of
}

// touch puts a finger on the middle of an element, once it stands there.
func (b *browser) touch(selector string) *finger {
	b.Helper()
	b.await(fmt.Sprintf(`document.querySelector(%q).dataset.settled !== "false"`, selector))
	x, y, _, tall := b.still(selector)
	f := &finger{b, x, y, tall}
	f.do("touchStart", "pointerMove", "pointerDown")
	return f
}

// to slides the finger to a height, by way of the middle.
func (f *finger) to(y float64) {
	f.Helper()
	for _, at := range []float64{(f.y + y) / 2, y} {
		f.y = at
		f.do("touchMove", "pointerMove")
	}
}

// above lifts what it holds until it has just passed the middle of an element.
func (f *finger) above(selector string) {
	f.Helper()
	_, middle, _ := f.place(selector)
	f.to(middle + f.tall/2 - 6)
}

func (f *finger) up() { f.Helper(); f.do("touchEnd", "pointerUp") }

// do tells Chromium of a touch, since its driver forgets the finger between two
// calls; the other engine makes a mouse of it, also on a tablet.
func (f *finger) do(touch string, acts ...string) {
	f.Helper()
	if chrome, _ := f.eval(`navigator.userAgent.includes("Chrome/")`).(bool); chrome {
		points := []any{map[string]any{"x": f.x, "y": f.y}}
		if touch == "touchEnd" || touch == "touchCancel" {
			points = []any{}
		}
		f.call(http.MethodPost, f.session+"/goog/cdp/execute", map[string]any{
			"cmd": "Input.dispatchTouchEvent", "params": map[string]any{"type": touch, "touchPoints": points},
		}, nil)
		return
	}
	var list []any
	for _, act := range acts {
		list = append(list, map[string]any{"type": act, "button": 0, "duration": 0, "x": int(f.x), "y": int(f.y), "origin": "viewport"})
	}
	f.call(http.MethodPost, f.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "pointer", "id": "mouse", "parameters": map[string]any{"pointerType": "mouse"}, "actions": list,
	}}}, nil)
}

// strike presses keys one after the other.
func (b *browser) strike(keys ...string) {
	b.Helper()
	var acts []any
	for _, key := range keys {
		acts = append(acts, map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key})
	}
	b.call(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "key", "id": "keys", "actions": acts,
	}}}, nil)
}
