package browser

import (
	"net/http"
	"os"
	"slices"
	"strings"

	"rostrum/cmd/internal/testbed"
)

// What is asked of a page as it stands.

// Faults finds what sticks out, what is cut off, what was not put into words, and what
// a finger cannot hit.
func (b *Browser) Faults() (found []string) {
	b.Helper()
	b.script(&found, "faults")
	return found
}

// Colours lists the colours of each text and of what stands behind it.
func (b *Browser) Colours() (found []string) {
	b.Helper()
	b.script(&found, "colours")
	return found
}

// Flashes counts for three seconds how often anything changes its colours: the most for
// one thing, and what that is.
func (b *Browser) Flashes() (most int, what string) {
	b.Helper()
	var seen struct {
		Most int
		What string
	}
	b.script(&seen, "flashes", 3000)
	return seen.Most, seen.What
}

// Reachable numbers everything that the tab key is to come to.
func (b *Browser) Reachable() (numbers []string) {
	b.Helper()
	b.script(&numbers, "reachable")
	return numbers
}

// Tabbed is what has one of the numbers.
func (b *Browser) Tabbed(number string) Element { return b.find("[data-tabbed=%q]", number) }

// Focus is where the focus is.
type Focus struct {
	Number string `json:"number"` // of Reachable, or empty
	Seen   bool   `json:"seen"`   // that it is there
	On     string `json:"on"`
	Act    string `json:"act"` // the act of a button of the list, or empty
}

// Focus says where the focus is.
func (b *Browser) Focus() (at Focus) {
	b.Helper()
	b.script(&at, "focus")
	return at
}

// axeFile is where the checks of the pages have axe-core.
const axeFile = "../../../.ci/web/node_modules/axe-core/axe.min.js"

// Axe returns what axe-core finds on a page, but for what is left out. Where it is
// missing it finds nothing, but in CI that is a failure.
func (b *Browser) Axe(leftOut ...string) []string {
	b.Helper()
	script, err := os.ReadFile(axeFile)
	if err != nil {
		if testbed.Required(b, testbed.Pages) {
			b.Fatalf("axe-core is required: npm ci in .ci/web: %v", err)
		}
		return nil
	}
	// What comes and goes with the hand is there, and nothing is measured half faded.
	b.script(nil, "hand", "pointermove")
	b.Shows(Condition{is: "quiet"})
	if !b.Now(Condition{is: "hasAxe"}) {
		b.Call(http.MethodPost, b.session+"/execute/sync", map[string]any{"script": string(script), "args": []any{}}, nil)
	}
	var found []string
	b.script(&found, "axe")
	return slices.DeleteFunc(found, func(one string) bool {
		rule, _, _ := strings.Cut(one, ":")
		return slices.Contains(leftOut, rule)
	})
}

// CatchPrint lets the page print on nothing: Printed holds once it was asked to.
func (b *Browser) CatchPrint()        { b.Helper(); b.script(nil, "catchPrint") }
func (b *Browser) Printed() Condition { return b.Root().Marked("data-printed") }

// Plant puts faults on the page for Axe: a button and a picture without words.
func (b *Browser) Plant() { b.Helper(); b.script(nil, "plant") }

// PlantCookies plants cookies of the session's names from this page, and returns those
// that the browser took for it.
func (b *Browser) PlantCookies() (taken string) {
	b.Helper()
	b.script(&taken, "plantCookies")
	return taken
}

// FocusInView holds while what has the focus is on the screen.
func (b *Browser) FocusInView() Condition { return Condition{is: "focusInView"} }

// Fonts are the faces in which Chromium writes what stands in an element.
func (e Element) Fonts() (names []string) {
	e.Helper()
	var document struct{ Root struct{ NodeID int } }
	e.CDP("DOM.enable", nil, nil)
	e.CDP("CSS.enable", nil, nil)
	e.CDP("DOM.getDocument", nil, &document)
	var node struct{ NodeID int }
	e.CDP("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": e.css}, &node)
	if node.NodeID == 0 {
		e.Fatalf("%s: there is no %s", e.Label, e.css)
	}
	var used struct{ Fonts []struct{ FamilyName string } }
	e.CDP("CSS.getPlatformFontsForNode", map[string]any{"nodeId": node.NodeID}, &used)
	for _, font := range used.Fonts {
		names = append(names, font.FamilyName)
	}
	return names
}
