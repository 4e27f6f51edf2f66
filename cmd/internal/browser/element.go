package browser

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Element is a part of a page as a person finds it: by what it is, not by where it
// stands. It is looked for anew each time.
type Element struct {
	*Browser
	css string
}

// find is an element of the page; page objects name them, tests do not.
func (b *Browser) find(css string, args ...any) Element {
	return Element{b, fmt.Sprintf(css, args...)}
}

// String names it for whoever reads why a test failed.
func (e Element) String() string { return e.css }

// in is an element within another.
func (e Element) in(css string, args ...any) Element {
	return e.Browser.find("%s", e.css+" "+fmt.Sprintf(css, args...))
}

// Text is what a person reads in it; "" where it is not there.
func (e Element) Text() string { return e.read("text", "") }

// ShownTexts are those of all that is like it and can be seen, CutTexts of what is cut
// off.
func (e Element) ShownTexts() (all []string) {
	e.Helper()
	e.script(&all, "texts", e.css, "shown")
	return all
}
func (e Element) CutTexts() (all []string) {
	e.Helper()
	e.script(&all, "texts", e.css, "cut")
	return all
}

// Condition is what can be seen of an element, or of the page. Page objects make them.
type Condition struct {
	is    string
	at    string // the element's selector, or empty
	name  string // of an attribute, of what was kept
	value any
	of    []Condition // one of these
	not   bool
}

// MarshalJSON writes it as scripts/conditions.js reads it.
func (c Condition) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Is    string      `json:"is"`
		At    string      `json:"at,omitempty"`
		Name  string      `json:"name,omitempty"`
		Value any         `json:"value"`
		Of    []Condition `json:"of,omitempty"`
		Not   bool        `json:"not,omitempty"`
	}{c.is, c.at, c.name, c.value, c.of, c.not})
}

// String says it for whoever reads why a test failed.
func (c Condition) String() string {
	if c.not {
		c.not = false
		return "not(" + c.String() + ")"
	}
	if c.is == "any" {
		var all []string
		for _, one := range c.of {
			all = append(all, one.String())
		}
		return strings.Join(all, " or ")
	}
	text := c.at + " " + c.is
	if c.name != "" {
		text += " " + c.name
	}
	if c.value != nil {
		text += fmt.Sprintf(" %v", c.value)
	}
	return text
}

// Not is its contrary. Of what the page does not have no contrary holds either, but for
// those of There and Shown.
func Not(c Condition) Condition { c.not = !c.not; return c }

// Any holds where one of some does.
func Any(of ...Condition) Condition { return Condition{is: "any", of: of} }

func (e Element) is(kind string, value any) Condition {
	return Condition{is: kind, at: e.css, value: value}
}

// There holds while the page has it, Shown while it can be seen, Hidden while the page has
// it and it cannot be.
func (e Element) There() Condition  { return e.is("there", nil) }
func (e Element) Shown() Condition  { return e.is("shown", nil) }
func (e Element) Hidden() Condition { return e.is("hidden", nil) }

// Says holds while a person reads a text in it and no other, Mentions while they read it
// among others, Has while its text is that, whether or not it can be seen.
func (e Element) Says(text string) Condition     { return e.is("says", text) }
func (e Element) Mentions(text string) Condition { return e.is("mentions", text) }
func (e Element) Has(text string) Condition      { return e.is("text", text) }

// Begins and Contains hold while its text does.
func (e Element) Begins(text string) Condition   { return e.is("begins", text) }
func (e Element) Contains(text string) Condition { return e.is("contains", text) }

// Data holds while it is marked with a value: data-NAME.
func (e Element) Data(name, value string) Condition { return e.Attribute("data-"+name, value) }

// Attribute holds while an attribute has a value.
func (e Element) Attribute(name, value string) Condition {
	return Condition{is: "attribute", at: e.css, name: name, value: value}
}

// Marked holds while it has an attribute at all.
func (e Element) Marked(name string) Condition {
	return Not(Condition{is: "attribute", at: e.css, name: name})
}

// Does holds while a tap on a button would do an act, Settled once it may be tapped
// again, Enabled and Disabled while it can and cannot be.
func (e Element) Does(act string) Condition { return e.Data("do", act) }
func (e Element) Settled() Condition        { return e.is("settled", nil) }
func (e Element) Enabled() Condition        { return e.is("enabled", nil) }
func (e Element) Disabled() Condition       { return e.is("disabled", nil) }

// Checked holds while a box is ticked, Value while a field has a value, Invalid while it
// is refused, Focused while what is typed goes there, HoldsFocus where it goes to
// something within.
func (e Element) Checked() Condition          { return e.is("checked", nil) }
func (e Element) Value(text string) Condition { return e.is("value", text) }
func (e Element) Invalid() Condition          { return e.Attribute("aria-invalid", "true") }
func (e Element) Focused() Condition          { return e.is("focused", nil) }
func (e Element) HoldsFocus() Condition       { return e.is("holdsFocus", nil) }

// Many holds while there are so many like it, Fewer while there are fewer, HoldsSome while
// it holds anything.
func (e Element) Many(n int) Condition  { return e.is("many", n) }
func (e Element) Fewer(n int) Condition { return e.is("fewer", n) }
func (e Element) HoldsSome() Condition  { return e.is("holdsSome", nil) }

// Visible holds while it is not hidden by its style either, Transparent while it is seen
// through, Fits while nothing in it is wider than itself, ScrolledOut while it is scrolled
// to its end.
func (e Element) Visible() Condition     { return e.is("visible", nil) }
func (e Element) Transparent() Condition { return e.is("transparent", nil) }
func (e Element) Fits() Condition        { return e.is("fits", nil) }
func (e Element) ScrolledOut() Condition { return e.is("scrolledOut", nil) }

// Above holds while an attribute is a number above another.
func (e Element) Above(name string, n float64) Condition {
	return Condition{is: "above", at: e.css, name: name, value: n}
}

// Focus, Click, Bring and Remove do to it what no finger does: give it the focus, click
// it wherever it stands, bring it to the middle of the page, take it away.
func (e Element) Focus()  { e.Helper(); e.script(nil, "act", e.css, "focus") }
func (e Element) Click()  { e.Helper(); e.script(nil, "act", e.css, "click") }
func (e Element) Bring()  { e.Helper(); e.script(nil, "act", e.css, "bring") }
func (e Element) Remove() { e.Helper(); e.script(nil, "act", e.css, "remove") }

// Written is what a field has, AttributeNow an attribute, Style a style as it is computed,
// Where its place and size in pixels, HTML its beginning: as they are now.
func (e Element) Written() string              { return e.read("value", "") }
func (e Element) AttributeNow(n string) string { return e.read("attribute", n) }
func (e Element) Style(name string) string     { return e.read("style", name) }
func (e Element) Where() string                { return e.read("place", "") }
func (e Element) HTML() string                 { return e.read("html", "") }

// GetsFocus waits until it takes the focus, and leaves it there.
func (e Element) GetsFocus() { e.Helper(); e.Shows(e.is("takesFocus", nil)) }

// Choose chooses a value of a list of choices.
func (e Element) Choose(value string) { e.Helper(); e.script(nil, "fill", e.css, value) }

// Top is where it begins, in pixels from the top of the page's window.
func (e Element) Top() (y float64) {
	e.Helper()
	e.script(&y, "read", e.css, "top")
	return y
}

// Letter is a text that is seen, and how high its capitals stand in pixels.
type Letter struct {
	Text   string
	Height float64
}

// Letters are those of all that is like it and can be seen.
func (e Element) Letters() (all []Letter) {
	e.Helper()
	e.script(&all, "letters", e.css)
	return all
}

func (e Element) read(what, name string) (text string) {
	e.Helper()
	e.script(&text, "read", e.css, what, name)
	return text
}

// Shows waits until conditions hold together: a page that never shows them ends the test.
func (b *Browser) Shows(conditions ...Condition) {
	b.Helper()
	if !b.Showing(Patience, conditions...) {
		b.Shot("failed")
		b.Fatalf("%s never showed %v; it shows: %.2000s", b.Label, conditions, b.Body().Text())
	}
}

// Showing says whether conditions come to hold together within a time.
func (b *Browser) Showing(patience time.Duration, conditions ...Condition) (held bool) {
	b.Helper()
	end := time.Now().Add(patience)
	b.again(&held, end, "conditions", func() []any { return []any{max(0, time.Until(end).Milliseconds()), conditions} })
	return held
}

// Now says whether conditions hold at this moment.
func (b *Browser) Now(conditions ...Condition) bool { b.Helper(); return b.Showing(0, conditions...) }

// ClickWhenFree clicks a button in the moment in which it is not busy any more; Clicked
// holds once that was done.
func (e Element) ClickWhenFree()     { e.Helper(); e.script(nil, "clickWhenFree", e.css) }
func (e Element) Clicked() Condition { return e.Data("clicked", "") }

// TakesHeld says whether a key that is held down over it taps again and again.
func (e Element) TakesHeld(key string) (taken bool) {
	e.Helper()
	e.script(&taken, "takesHeld", e.css, key)
	return taken
}
