package pages_test

import (
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// A second tablet is let in without the technician: by a link, under a name that the record
// and the refusals say, until the chair ends it.
func TestPeopleOnThePages(t *testing.T) { browser.InEngines(t, testPeople) }

func testPeople(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	chair, second := d.OpenConsole("people-chair", 1180, 820), d.OpenConsole("people-second", 820, 1180)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("President"))
	chair.AwaitNext("give-floor")
	sheet := chair.People()
	chair.Shows(sheet.Person("session", "President").Mentions("this tablet"), browser.Not(sheet.End("President").Shown()), sheet.Code().Hidden())

	sheet.Invite().Tap()
	ask := chair.Asked("invite")
	chair.Shows(ask.Field("name").Value("desk 1"))
	ask.Suggested("left of the President").Tap()
	chair.Shows(ask.Field("name").Value("left of the President"))
	ask.Field("name").Fill("desk 2")
	chair.Shot("invite")
	ask.Answer().Tap()
	chair.Shows(sheet.Code().Shown(), sheet.Left().Mentions("15"), sheet.Person("link", "desk 2").There())
	chair.Shot("link")
	healthy(t, chair)
	sheet.Copy().Tap()

	// The other tablet opens it, and is here. The link opens nothing again.
	link := sheet.Link().Text()
	if !strings.HasPrefix(link, p.Address()+"/chair#invite=") {
		t.Fatalf("the link is %q", link)
	}
	second.Visit(link)
	second.AwaitNext("give-floor")
	chair.Shows(sheet.Over().Mentions("desk 2"), sheet.Code().Hidden(), sheet.Person("session", "desk 2").Mentions("here now"),
		browser.Not(sheet.Person("link", "desk 2").There()))
	if left := sheet.Link().Text(); left != "" {
		t.Errorf("the page keeps the link that was used: %q", left)
	}
	chair.Shot("used")
	healthy(t, chair)
	sheet.Close().Tap()

	// A secretary sees who is there, and has no button that she would be refused.
	hers := second.People()
	second.Shows(hers.Person("session", "President").There(), hers.Person("session", "desk 2").Mentions("this tablet"),
		browser.Not(hers.Invite().Shown()), browser.Not(hers.End("President").Shown()), hers.Mentions("The chair invites"))
	second.Shot("secretary")
	healthy(t, second)
	hers.Close().Tap()

	// Whoever comes second reads who came first, by the name of the tablet.
	second.Note().Tap()
	second.Asked("note").Field("text").Fill("quorum")
	second.Asked("note").Answer().Tap()
	second.Shows(second.Unasked())
	chair.Shows(chair.Undo().Enabled())
	chair.UndoMore().Tap()
	chair.Shows(chair.Question().Mentions("the secretary, desk 2"))
	chair.Shot("undo")
	chair.Press(browser.KeyEscape)
	chair.Act("notes")
	chair.Shows(chair.Question().Mentions("the secretary, desk 2"))
	chair.Press(browser.KeyEscape)

	// Ended: the page of the tablet is a public one at once, and says so.
	chair.Device().Tap()
	chair.DevicePeople().Tap()
	chair.Shows(sheet.End("desk 2").Shown())
	sheet.End("desk 2").Tap()
	chair.Shows(chair.Asked("end-session").Mentions("desk 2"))
	chair.Shot("ask-end")
	chair.Asked("end-session").Answer().Tap()
	second.Shows(second.Line().Data("look", "signed-out"), second.Next().Disabled())
	second.Shot("ended")
	chair.Shows(browser.Not(sheet.Person("session", "desk 2").There()))

	// What nobody has opened is taken back.
	sheet.Invite().Tap()
	chair.Asked("invite").Role("chair").Tap()
	chair.Asked("invite").Answer().Tap()
	chair.Shows(sheet.Code().Shown(), sheet.Person("link", "desk 1").There())
	link = sheet.Link().Text()
	sheet.TakeBack().Tap()
	chair.Shows(sheet.Code().Hidden(), sheet.Over().Mentions("not used"))
	second.Visit(p.Address() + "/gallery")
	second.Visit(link)
	second.Shows(second.SignIn().Shown(), second.SignIn().Mentions("already"))
	// Of a link that still waits nothing stays on a page that was signed out.
	sheet.Invite().Tap()
	chair.Asked("invite").Answer().Tap()
	chair.Shows(sheet.Code().Shown())
	sheet.Close().Tap()
	chair.Device().Tap()
	chair.SignOut().Tap()
	chair.Shows(chair.SignIn().Shown(), browser.Not(chair.Body().Contains("#invite=")))
	chair.Quiet()
	second.Quiet(browser.Answered("401"), browser.OfLostLink) // its session was ended
	p.Stop()
}

// healthy fails where a console as it stands has a fault. What sticks out is looked for in
// Chromium: in WebKitGTK the whole console is some pixels wider than its window.
func healthy(t *testing.T, c browser.Console) {
	t.Helper()
	if c.Engine.Name == browser.Chromium.Name {
		for _, fault := range c.Faults() {
			t.Errorf("%s: %s", c.Label, fault)
		}
	}
	accessible(t, c.Browser, c.Label)
}

// The sheet in every language on a tablet, in those that run either way on a phone too,
// with a link that waits: over TLS, so that it also says how a new tablet comes to trust the
// controller.
func TestPeopleInEveryLanguage(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--tls", "--listen", "0.0.0.0:0", "--public-http", "0.0.0.0:0", "--light", "7=dry")
	p.LightKey("7", "8")
	chair := d.OpenConsole("people", 1180, 820)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("tablet"))
	for _, language := range inTurn(englishFirst()) {
		sizes := [][2]int{{1180, 820}, {390, 844}}
		if language != "en" && language != "ar" && !wholeTour() {
			sizes = sizes[:1]
		}
		for i, size := range sizes {
			chair.Resize(size[0], size[1])
			chair.Visit(p.Address() + "/chair?lang=" + language)
			chair.AwaitNext("give-floor")
			sheet := chair.People()
			sheet.Invite().Tap()
			ask := chair.Asked("invite")
			chair.Shot(language + []string{"-tablet", "-phone"}[i] + "-invite")
			chair.Shows(ask.Fits())
			ask.Answer().Tap()
			chair.Shows(sheet.Code().Shown())
			chair.Settled()
			chair.Shot(language + []string{"-tablet", "-phone"}[i] + "-link")
			chair.Shows(sheet.Fits(), sheet.Contains(p.Said("compare")[0]))
			sheet.Keys().Tap()
			chair.Shot(language + []string{"-tablet", "-phone"}[i] + "-keys")
			healthy(t, chair)
			sheet.TakeBack().Tap()
			chair.Shows(sheet.Code().Hidden(), sheet.Over().Shown())
		}
	}
	chair.Quiet()
	p.Stop()
}
