package browser

import (
	"fmt"
	"net/http"
)

// What a hand does on a page beyond a tap.

// Keys that have no character of their own.
const (
	KeyEnter  = "\ue007"
	KeyEscape = "\ue00c"
	KeyUp     = "\ue013"
	KeyDown   = "\ue015"
	KeyHome   = "\ue011"
	KeyTab    = "\ue004"
)

// Finger is one that stays on the glass between two looks at the page.
type Finger struct {
	*Browser
	X, Y float64 // where it is
	tall float64 // what it took hold of
}

// Touch puts a finger on the middle of an element, once it stands there.
func (b *Browser) Touch(selector string) *Finger {
	b.Helper()
	b.Await(fmt.Sprintf(`document.querySelector(%q).dataset.settled !== "false"`, selector))
	x, y, _, tall := b.Still(selector)
	f := &Finger{b, x, y, tall}
	f.do("touchStart", "pointerMove", "pointerDown")
	return f
}

// To slides the finger to a height, by way of the middle.
func (f *Finger) To(y float64) {
	f.Helper()
	for _, at := range []float64{(f.Y + y) / 2, y} {
		f.Y = at
		f.do("touchMove", "pointerMove")
	}
}

// Above lifts what it holds until it has just passed the middle of an element.
func (f *Finger) Above(selector string) {
	f.Helper()
	_, middle, _ := f.Place(selector)
	f.To(middle + f.tall/2 - 6)
}

// Up lifts the finger.
func (f *Finger) Up() { f.Helper(); f.do("touchEnd", "pointerUp") }

// do tells Chromium of a touch, since its driver forgets the finger between two
// calls; the other engine makes a mouse of it, also on a tablet.
func (f *Finger) do(touch string, acts ...string) {
	f.Helper()
	if chrome, _ := f.Eval(`navigator.userAgent.includes("Chrome/")`).(bool); chrome {
		points := []any{map[string]any{"x": f.X, "y": f.Y}}
		if touch == "touchEnd" || touch == "touchCancel" {
			points = []any{}
		}
		f.Call(http.MethodPost, f.session+"/goog/cdp/execute", map[string]any{
			"cmd": "Input.dispatchTouchEvent", "params": map[string]any{"type": touch, "touchPoints": points},
		}, nil)
		return
	}
	var list []any
	for _, act := range acts {
		list = append(list, map[string]any{"type": act, "button": 0, "duration": 0, "x": int(f.X), "y": int(f.Y), "origin": "viewport"})
	}
	f.Call(http.MethodPost, f.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "pointer", "id": "mouse", "parameters": map[string]any{"pointerType": "mouse"}, "actions": list,
	}}}, nil)
}

// Strike presses keys one after the other.
func (b *Browser) Strike(keys ...string) {
	b.Helper()
	var acts []any
	for _, key := range keys {
		acts = append(acts, map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key})
	}
	b.Call(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "key", "id": "keys", "actions": acts,
	}}}, nil)
}

// Press types one key on the page, wherever its focus is.
func (b *Browser) Press(key string) {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "key", "id": "keyboard",
		"actions": []any{map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key}},
	}}}, nil)
}

// Foreign types a key of a keyboard without Latin letters.
func (b *Browser) Foreign(key, code string) {
	b.Helper()
	b.Eval(fmt.Sprintf(`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: %q, code: %q, bubbles: true, cancelable: true}))`, key, code))
}
