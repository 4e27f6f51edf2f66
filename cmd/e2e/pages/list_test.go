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
func listConsole(t *testing.T, d *browser.Driver, name string, width, height int) (*testbed.Controller, browser.Console) {
	t.Helper()
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	b := d.OpenConsole(name, width, height)
	b.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	b.Shows(b.Rows().Many(37), b.Link().Data("link", "live"))
	return p, b
}

func TestListSearchedAndFiltered(t *testing.T) {
	detail(t)
	browser.InEngines(t, testListSearchedAndFiltered)
}

func testListSearchedAndFiltered(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "search", 1180, 820)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	p.Do("end", "end", nil)
	p.Do("absent", "absent", map[string]any{"entry": "e4", "then": "end"})
	p.Do("give2", "give-floor", map[string]any{"entry": "e2"})
	b.Shows(b.Row("e2").Status("speaking"))

	b.Search().Fill("COTE D'IVOIRE")
	b.Shows(b.ShownRows().Many(1))
	if order := b.ShownOrder(); order != "e3" {
		t.Errorf("found: %s", order)
	}
	if text := b.Found().Text(); !strings.Contains(text, "1") || !strings.Contains(text, "has the floor") {
		t.Errorf("what is hidden is told as %q", text)
	}
	b.Shot("found")
	// Another console's change does not end the search; it finds what comes.
	p.Do("inscribe", "inscribe", map[string]any{"delegation": "Côte d’Ivoire", "kind": "state"})
	b.Shows(b.ShownRows().Many(2))
	// Among some of the lines none can be dragged, and it says so.
	f := b.Row("e3").Handle().Touch()
	f.To(f.Y + 60)
	f.Up()
	b.Shows(b.Told(), b.NoneLifted())
	b.Search().Fill("nobody at all")
	b.Shows(b.Found().Contains("nobody at all"))
	b.Shot("none")
	b.Search().Focus()
	b.Strike(browser.KeyEscape)
	b.Shows(b.ShownRows().Many(38), b.Search().Value(""))

	for filter, want := range map[string]string{"heard": "e1", "absent": "e4", "not-heard": ""} {
		b.Filter(filter).Tap()
		b.Shows(b.Filter(filter).Attribute("aria-pressed", "true"))
		if order := b.ShownOrder(); order != want {
			t.Errorf("under %s there is %q", filter, order)
		}
		if text := b.Counted(filter).Text(); text != fmt.Sprint(len(strings.Fields(want))) {
			t.Errorf("%s is counted as %q", filter, text)
		}
	}
	b.Filter("waiting").Tap()
	b.Shows(b.ShownRows().Many(36))
	if order := b.ShownOrder(); !strings.HasPrefix(order, "e2 e3 e5") {
		t.Errorf("under waiting there is %s", order)
	}
	b.Shot("waiting")
	p.Do("again", "end", nil) // before the start: it waits again
	b.Shows(b.Row("e2").Status("waiting"), b.ShownRows().Many(36))
	b.Keys("setFilter", "heard")
	b.Keys("focusSearch")
	b.Shows(b.Search().Focused(), b.ShownRows().Many(1))
	b.All().Tap()
	b.Keys("openNext")
	b.Shows(b.Row("e2").Open(), b.Row("e2").HoldsFocus())
}

func TestListCorrectedInPlace(t *testing.T) {
	browser.InEngines(t, testListCorrectedInPlace)
}

func testListCorrectedInPlace(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "edit", 820, 1180)
	row := b.Row("e5")
	form := row.Edit()
	edit := func() {
		row.Act("amend").Tap()
		b.Shows(form.Shown())
	}
	row.Head().Tap()
	edit()
	b.Shot("open")

	// A refusal is told by the field, and what was written stays.
	form.Field("speaker").Fill("Ms. Vega \u202e")
	form.Save().Tap()
	b.Shows(form.Field("speaker").Invalid())
	b.Shows(form.Refused().Shown())
	if !b.Now(browser.Not(b.Told())) {
		t.Error("the refusal is told twice")
	}
	b.Shot("refused")

	// Others move and amend other lines: neither the edit nor the save minds.
	form.Field("speaker").Fill("Ms. Vega")
	if !b.AsksBeforeLeaving() {
		t.Error("nobody is asked before the page is left with something unsaved")
	}
	p.Do("move", "move", map[string]any{"entry": "e5", "before": "e2"})
	p.Do("other", "amend", map[string]any{"entry": "e9", "speaker": "Somebody"})
	b.Shows(b.Row("e9").Mentions("Somebody"))
	if value := form.Field("speaker").Written(); value != "Ms. Vega" {
		t.Errorf("what was written is now %s", value)
	}
	form.Save().Tap()
	b.Shows(browser.Not(form.There()), row.Mentions("Ms. Vega"))
	if b.AsksBeforeLeaving() {
		t.Error("the page asks before it is left although all is saved")
	}

	// The same line is changed elsewhere: other fields are taken over, the same
	// one is told, and the first save after that is not taken.
	edit()
	form.Field("speaker").Fill("Ms. Lind")
	p.Do("seat", "amend", map[string]any{"entry": "e5", "seat": "12", "speaker": "Mr. Okoro"})
	b.Shows(form.Mentions("Mr. Okoro"))
	if value := form.Field("seat").Written(); value != "12" {
		t.Errorf("the seat that was changed elsewhere is %s", value)
	}
	rev := p.State().Rev
	form.Save().Tap()
	b.Shows(form.Refused().Shown())
	b.Shot("clash")
	if p.State().Rev != rev {
		t.Error("the other's change was overwritten without a word")
	}
	form.Save().Tap()
	b.Shows(browser.Not(form.There()))
	for _, e := range p.State().List {
		if e.Entry == "e5" && (e.Speaker != "Ms. Lind" || e.Seat != "12") {
			t.Errorf("after both edits the line is %+v", e)
		}
	}

	// Closed with something written, it says so; opened again, it is there.
	edit()
	form.Field("delegation").Fill("Belgique")
	row.Head().Tap()
	b.Shows(row.Unsaved().Shown())
	row.Head().Tap()
	b.Shows(form.Field("delegation").Value("Belgique"))
	form.Field("delegation").Focus()
	b.Strike(browser.KeyEnter)
	b.Shows(browser.Not(form.There()), row.Name().Has("Belgique"))
	for _, line := range b.Complaints() {
		// The one refusal of this test is an answer, and no fault.
		if !strings.Contains(line, "422") {
			t.Errorf("complains: %s", line)
		}
	}
}

func TestListKeepsItsPlace(t *testing.T) { detail(t); browser.InEngines(t, testListKeepsItsPlace) }

func testListKeepsItsPlace(t *testing.T, d *browser.Driver) {
	for name, size := range map[string][2]int{"place-tablet": {1180, 820}, "place-phone": {390, 844}} {
		p, b := listConsole(t, d, name, size[0], size[1])
		b.Row("e20").Bring()
		// What moves is marked for a moment, and a tap on it is not taken.
		b.Watch()
		stays := func(what string, entry string, change func()) {
			b.Settled() // what is seen counts
			_, before, _ := b.Row(entry).Head().Place()
			change()
			b.Settled()
			if _, after, _ := b.Row(entry).Head().Place(); after < before-1.5 || after > before+1.5 {
				t.Errorf("%s: %s: %s went from %.1f to %.1f", name, what, entry, before, after)
			}
		}
		stays("inscribed above", "e20", func() {
			p.Do("in", "inscribe", map[string]any{"delegation": "Ghana", "kind": "state", "before": "e2"})
			b.Shows(b.Rows().Many(38))
		})
		b.Row("e20").Head().Tap()
		b.Shows(b.Row("e20").Drawer().Shown())
		b.Row("e20").Act("move-up").Focus()
		stays("moved elsewhere, open", "e20", func() {
			p.Do("move", "move", map[string]any{"entry": "e20", "before": "e15"})
			b.Shows(b.Before("e20", "e15"))
		})
		if b.Focus().Act != "move-up" {
			t.Errorf("%s: the focus was lost", name)
		}
		stays("a longer line above", "e20", func() {
			p.Do("long", "amend", map[string]any{"entry": "e3", "delegation": strings.Repeat("A very long name ", 8)})
			b.Shows(b.Row("e3").Mentions("very long"))
		})
		b.Shows(b.KeptAtLeast(browser.Moved, 1))
		if b.Row("e15").Early() != "false" {
			t.Errorf("%s: a tap on a line that has just moved was taken", name)
		}
		b.Shot("after")
	}
}
