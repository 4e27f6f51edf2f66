package pages_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// What is registered of speakers: corrected where a line stands, put in order, looked at,
// and asked about; and what States are called.

// registered is a list with what is registered of its speakers.
var registered = []map[string]any{
	{"delegation": "Ms. Okafor", "kind": "briefer", "capacity": "rule-39"},
	{"delegation": "Japan", "kind": "state", "capacity": "member", "level": "permanent-representative", "registered_at": "2024-03-08T15:00:00Z"},
	{"delegation": "Sweden", "kind": "state", "capacity": "rule-37", "level": "minister", "registered_at": "2024-03-08T14:30:00Z"},
	{"delegation": "Ivory Coast", "kind": "state", "capacity": "rule-37", "letter": "on-file", "registered_at": "2024-03-08T13:00:00Z"},
	{"delegation": "European Union", "kind": "observer", "capacity": "observer"},
}

// registeredConsole opens a console with that list.
func registeredConsole(t *testing.T, d *browser.Driver, name, language string, width, height int) (*testbed.Controller, browser.Console) {
	t.Helper()
	dir := t.TempDir()
	list := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(list, []byte("delegation,title\nPeru,Minister for Foreign Affairs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, "--list", list)
	p.Do("opening", "set-list-opening", map[string]any{"at": "2024-03-08T14:00:00Z"})
	for i, fields := range registered {
		p.Do("line "+string(rune('a'+i)), "inscribe", fields)
	}
	b := d.OpenConsole(name, width, height)
	b.Visit(p.Address() + "/chair?lang=" + language + "#invite=" + p.Invitation("console"))
	b.Shows(b.Rows().Many(6), b.Link().Data("link", "live"))
	return p, b
}

func TestRegistrationCorrected(t *testing.T) {
	browser.InEngines(t, testRegistrationCorrected)
}

func testRegistrationCorrected(t *testing.T, d *browser.Driver) {
	p, b := registeredConsole(t, d, "registration", "en", 820, 1180)

	// Who is to be looked at is marked, in words, and found by a filter.
	b.Shows(b.Row("e4").Look().Contains("no letter"), b.Row("e5").Look().Contains("before the opening"))
	b.Shows(browser.Not(b.Row("e3").Look().Shown()), b.Counted("look").Has("2"))
	b.Keys("setFilter", "look")
	b.Shows(b.ShownRows().Many(2))
	b.Shot("look")
	b.Keys("setFilter", "all")

	row := b.Row("e4")
	form := row.Edit()
	row.Head().Tap()
	row.Act("amend").Tap()
	b.Shows(form.Shown())
	form.Registration().Tap()
	b.Shows(form.Field("letter").Shown())
	form.Field("letter").Choose("on-file")
	form.Field("title").Fill("Minister for Foreign Affairs")
	form.Field("allowance_ms").Fill("a little")
	form.Save().Tap()
	b.Shows(form.Field("allowance_ms").Invalid(), form.Refused().Shown())
	form.Field("allowance_ms").Fill("1:01")
	b.Shot("form")
	accessible(t, b.Browser, "axe")
	form.Save().Tap()
	b.Shows(browser.Not(form.There()), row.Private().Contains("+1:01"), browser.Not(row.Look().Shown()))
	line := p.State().List[3]
	if line.Letter != timer.LetterOnFile || line.AllowanceMS != 61_000 || line.Title != "Minister for Foreign Affairs" || line.Level != timer.Minister ||
		line.RegisteredAt == nil || line.RegisteredAt.UTC().Format("15:04") != "14:30" {
		t.Errorf("the line is %+v", line.Registration)
	}

	// A level that a file's title says is a guess until a tap confirms it.
	guessed := b.Row("e1")
	guessed.Head().Tap()
	guessed.Act("amend").Tap()
	guessed.Edit().Registration().Tap()
	b.Shows(guessed.Edit().Confirm().Shown(), guessed.Edit().Field("level").Value("minister"))
	guessed.Edit().Confirm().Tap()
	b.Shows(browser.Not(guessed.Edit().Confirm().Shown()))
	if line := p.State().List[0]; line.LevelGuessed || line.Level != timer.Minister {
		t.Errorf("the level that was guessed is %+v", line.Registration)
	}
	guessed.Edit().Leave().Tap()

	// The limit follows, and says no reason but to operators.
	p.Do("give", "give-floor", map[string]any{"entry": "e4"})
	b.Shows(b.Allowance().Contains("+1:01"), b.Clock().Contains("4:01"))
	b.Shot("floor")
	gallery := d.OpenGallery("registration gallery", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	gallery.Shows(gallery.Body().Contains("4:01"))
	if text := gallery.Body().Text(); strings.Contains(text, "1:01 ") || strings.Contains(text, "private") {
		t.Errorf("the gallery says %s", text)
	}
}

// What is private of a speaker, and what is registered, is not on paper.
func TestRegistrationIsNotPrinted(t *testing.T) {
	detail(t)
	p, b := registeredConsole(t, browser.InChromium(t), "private", "en", 1180, 820)
	p.Do("allow", "amend", map[string]any{"entry": "e3", "allowance_ms": 61_000})
	p.Do("give", "give-floor", map[string]any{"entry": "e3"})
	b.Shows(b.Allowance().Shown(), b.Row("e3").Private().Shown(), b.Row("e5").Look().Shown())
	b.Row("e3").Head().Tap()
	b.Row("e3").Act("amend").Tap()
	b.CDP("Emulation.setEmulatedMedia", map[string]any{"media": "print"}, nil)
	b.Shows(browser.Not(b.Allowance().Shown()), browser.Not(b.Row("e3").Private().Shown()),
		browser.Not(b.Row("e5").Look().Shown()), browser.Not(b.Row("e3").Edit().Shown()))
}

func TestListOrdered(t *testing.T) { browser.InEngines(t, testListOrdered) }

func testListOrdered(t *testing.T, d *browser.Driver) {
	p, b := registeredConsole(t, d, "order", "en", 1180, 820)
	before := waitingOrder(p)
	b.Act("order-list")
	ask := b.Asked("order-list")
	b.Shows(ask.Changes().Contains("Ivory Coast"))
	b.Shot("registered")
	ask.Field("by").Choose("level")
	b.Shows(ask.Changes().Begins("1. Sweden, was 4"))
	b.Shot("level")
	accessible(t, b.Browser, "axe")
	if order := waitingOrder(p); order != before {
		t.Errorf("a proposal moved the list: %s", order)
	}
	// Another's act comes first: what is taken is what was looked at.
	p.Do("move", "move", map[string]any{"entry": "e6", "before": "e1"})
	ask.Answer().Tap()
	b.Shows(ask.Refused().Shown(), ask.Changes().Contains("European Union"))
	ask.Answer().Tap()
	b.Shows(b.Unasked(), b.Before("e4", "e1"))
	if order := waitingOrder(p); order != "e4 e1 e2 e3 e5 e6" {
		t.Errorf("the order is %s", order)
	}
	b.Undo().Tap()
	b.Shows(b.Before("e6", "e1"))

	b.Act("set-list-opening")
	opening := b.Asked("set-list-opening")
	opening.Field("at").Choose("")
	opening.Answer().Tap()
	b.Shows(b.Unasked(), browser.Not(b.Row("e5").Look().Shown()))
	if at := p.State().Meeting.ListOpensAt; at != nil {
		t.Errorf("the list opens at %v", at)
	}
}

func TestInscribedBySuggestion(t *testing.T) {
	detail(t)
	browser.InEngines(t, testInscribedBySuggestion)
}

func testInscribedBySuggestion(t *testing.T, d *browser.Driver) {
	p, b := registeredConsole(t, d, "suggestion", "fr", 820, 1180)
	b.Inscribe().Tap()
	ask := b.Asked("inscribe")
	ask.Field("delegation").Fill("drc")
	b.Shows(ask.OfState("COD").Contains("République démocratique du Congo"))
	ask.Field("delegation").Fill("jap")
	b.Shows(ask.OfState("JPN").Contains("Japon"))
	b.Shot("suggested")
	accessible(t, b.Browser, "axe")
	// Japan is on the list already: it is asked about, once.
	ask.OfState("JPN").Tap()
	ask.Answer().Tap()
	b.Shows(ask.Refused().Contains("Japon"), ask.Answer().Contains("de nouveau"))
	b.Shot("asked")
	if n := len(p.State().List); n != 6 {
		t.Errorf("there are %d lines before anybody has said so", n)
	}
	ask.Answer().Tap()
	b.Shows(b.Unasked(), b.Row("e7").Mentions("Japon"))
	// Who is not on the list goes on it in the list's language, with the code.
	b.Inscribe().Tap()
	ask.Field("delegation").Fill("uk")
	ask.OfState("GBR").Tap()
	ask.Answer().Tap()
	b.Shows(b.Unasked(), b.Row("e8").Mentions("Royaume-Uni"))
	list := p.State().List
	if e := list[6]; e.Delegation != "Japan" || e.ISO3 != "JPN" {
		t.Errorf("the seventh line is %+v", e)
	}
	if e := list[7]; e.Delegation != "United Kingdom of Great Britain and Northern Ireland" || e.ISO3 != "GBR" {
		t.Errorf("the eighth line is %+v", e)
	}
	// So does a line that is corrected: it is offered the same, but for itself.
	row := b.Row("e4")
	row.Head().Tap()
	row.Act("amend").Tap()
	form := row.Edit()
	b.Shows(form.Field("delegation").Focused(), browser.Not(form.OfState("SWE").There()))
	form.Field("delegation").Fill("turkey")
	form.OfState("TUR").Tap()
	b.Shows(form.Field("delegation").Value("Türkiye"))
	b.Shot("corrected")
	accessible(t, b.Browser, "axe")
	form.Save().Tap()
	b.Shows(browser.Not(form.There()), row.Name().Has("Türkiye"))
	if e := p.State().List[3]; e.Delegation != "Türkiye" || e.ISO3 != "TUR" {
		t.Errorf("the fourth line is %+v", e)
	}
	// Searched by a habit.
	b.Keys("focusSearch")
	b.Search().Fill("ivory coast")
	b.Shows(b.ShownRows().Many(1), b.Row("e5").Shown())
}

// What a State is called is shown in the language of each screen, and corrected for the
// meeting.
func TestStatesInTheScreensLanguage(t *testing.T) {
	detail(t)
	browser.InEngines(t, testStatesInTheScreensLanguage)
}

func testStatesInTheScreensLanguage(t *testing.T, d *browser.Driver) {
	p, b := registeredConsole(t, d, "names", "zh", 1180, 820)
	b.Shows(b.Row("e3").Name().Has("日本"), b.Row("e5").Name().Has("科特迪瓦"), b.Row("e6").Name().Has("European Union"))
	gallery := d.OpenGallery("names gallery", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=ar")
	gallery.Shows(gallery.Body().Contains("اليابان"))
	p.Do("give", "give-floor", map[string]any{"entry": "e3"})
	gallery.Shows(gallery.Delegation().Has("اليابان"))
	gallery.Shot("floor")
	b.Shot("list")

	b.Row("e5").Head().Tap()
	b.Row("e5").Act("name-state").Tap()
	ask := b.Asked("name-state")
	ask.Field("name").Fill("象牙海岸")
	ask.Answer().Tap()
	b.Shows(b.Unasked(), b.Row("e5").Name().Has("象牙海岸"))
	if e := p.State().List[4]; e.Names["zh"] != "象牙海岸" || e.Delegation != "Ivory Coast" {
		t.Errorf("the line is %+v", e)
	}
}
