package browser

import (
	"math"
	"net/http"
)

// What a hand does on a page.

// Keys that have no character of their own.
const (
	KeyEnter  = "\ue007"
	KeyEscape = "\ue00c"
	KeyUp     = "\ue013"
	KeyDown   = "\ue015"
	KeyHome   = "\ue011"
	KeyTab    = "\ue004"
)

// Tap touches its middle with a finger, once it can be tapped.
func (e Element) Tap() {
	e.Helper()
	if err := e.Aim()(); err != nil {
		e.Fatalf("%s: %s: %v", e.Label, e.css, err)
	}
	e.taps++
}

// Taps is how many there were on this page.
func (b *Browser) Taps() int { return b.taps }

// Aim waits until it can be tapped, and returns the tap.
func (e Element) Aim() func() error {
	e.Helper()
	e.Shows(e.is("tappable", nil))
	x, y, width, height := e.still()
	if size := min(width, height); size < 47.5 {
		e.Errorf("%s: %s is only %.0f px high or wide; a finger needs 48", e.Label, e.css, size)
	}
	return func() error {
		return e.Try(http.MethodPost, e.session+"/actions", map[string]any{"actions": []any{map[string]any{
			"type": "pointer", "id": "finger", "parameters": map[string]any{"pointerType": "touch"},
			"actions": []any{
				map[string]any{"type": "pointerMove", "duration": 0, "x": math.Round(x), "y": math.Round(y), "origin": "viewport"},
				map[string]any{"type": "pointerDown", "button": 0},
				map[string]any{"type": "pointerUp", "button": 0},
			},
		}}}, nil)
	}
}

// still brings it into view, waits until it stands, and returns its middle and its size.
func (e Element) still() (x, y, width, height float64) {
	e.Helper()
	var at []float64
	e.script(&at, "still", e.css)
	if len(at) != 4 {
		e.Fatalf("%s: there is no %s", e.Label, e.css)
	}
	return at[0], at[1], at[2], at[3]
}

// Place returns its middle and its height, as they are now.
func (e Element) Place() (x, y, height float64) {
	e.Helper()
	var at []float64
	e.script(&at, "read", e.css, "middle")
	if len(at) != 3 {
		e.Fatalf("%s: there is no %s", e.Label, e.css)
	}
	return at[0], at[1], at[2]
}

// Fill writes into it as somebody who types.
func (e Element) Fill(text string) {
	e.Helper()
	e.Shows(e.Shown())
	e.script(nil, "fill", e.css, text)
}

// Finger is one that stays on the glass between two looks at the page.
type Finger struct {
	*Browser
	X, Y float64 // where it is
	tall float64 // what it took hold of
}

// Touch puts a finger on its middle, once it stands there.
func (e Element) Touch() *Finger {
	e.Helper()
	e.Shows(Not(e.Data("settled", "false")))
	x, y, _, tall := e.still()
	f := &Finger{e.Browser, x, y, tall}
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
func (f *Finger) Above(e Element) {
	f.Helper()
	_, middle, _ := e.Place()
	f.To(middle + f.tall/2 - 6)
}

// Up lifts the finger.
func (f *Finger) Up() { f.Helper(); f.do("touchEnd", "pointerUp") }

// do tells Chromium of a touch, since its driver forgets the finger between two
// calls; the other engine makes a mouse of it, also on a tablet.
func (f *Finger) do(touch string, acts ...string) {
	f.Helper()
	if f.Engine.Name == Chromium.Name {
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
	b.script(nil, "foreign", key, code)
}
