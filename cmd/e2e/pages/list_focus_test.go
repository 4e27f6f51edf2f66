package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// The list by keyboard: where the focus goes, and what is said to who does not see it.

func TestInscribedByKeyboard(t *testing.T) { detail(t); browser.InEngines(t, testInscribedByKeyboard) }

func testInscribedByKeyboard(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "inscribe", 1180, 820)
	b.Filter("heard").Tap()
	b.Inscribe().Focus()
	b.Strike(browser.KeyEnter)
	b.Shows(b.Question().Field("delegation").Focused())
	b.Strike(browser.KeyEnter)
	b.Shows(b.Question().Field("delegation").Invalid())
	b.Strike("G", "h", "a", "n", "a", browser.KeyEnter)
	b.Shows(b.Unasked(), b.Row("e38").Mentions("Ghana"), b.Row("e38").HoldsFocus())
	b.Shows(b.FocusInView())
	b.Shot("new")
	if list := p.State().List; list[len(list)-1].Delegation != "Ghana" {
		t.Errorf("the last line is %+v", list[len(list)-1])
	}
}

// What takes away the button under the focus passes the focus on, and what was done to
// a line is said to who does not see it.
func TestFocusAfterAnAct(t *testing.T) { detail(t); browser.InEngines(t, testFocusAfterAnAct) }

func testFocusAfterAnAct(t *testing.T, d *browser.Driver) {
	_, b := listConsole(t, d, "focus", 1180, 820)
	b.Watch()
	said := func(words string) {
		t.Helper()
		b.Shows(b.Kept(browser.Spoken, browser.Words{Begins: "SPEAKERS-LIST: " + words}))
	}
	act := func(entry, name string) {
		t.Helper()
		b.Row(entry).Act(name).GetsFocus()
		b.Strike(browser.KeyEnter)
	}
	onHead := func(entry string) {
		t.Helper()
		b.Shows(b.Row(entry).Head().Focused())
	}
	open := func(entry string) {
		t.Helper()
		b.Row(entry).Head().GetsFocus()
		b.Strike(browser.KeyEnter)
		b.Shows(b.Row(entry).Drawer().Shown())
	}

	open("e3")
	act("e3", "move-up")
	said("Place 2, before")
	b.Shows(b.Row("e3").Act("move-up").Focused())
	b.Strike(browser.KeyEnter) // to the top, where it goes no further up
	said("Place 1, before")
	onHead("e3")
	act("e3", "withdraw")
	act("e3", "withdraw-really")
	said("Withdrawn: ")
	onHead("e3")
	open("e5")
	act("e5", "absent-end")
	said("Absent: ")
	onHead("e5")
	b.Forget(browser.Spoken)
	act("e5", "absent-withdraw")
	said("Withdrawn: ")
	onHead("e5")

	b.Search().GetsFocus()
	b.Strike("z", "z", "z")
	b.All().GetsFocus()
	b.Strike(browser.KeyEnter)
	b.Shows(b.Search().Focused(), b.Search().Value(""))
}

// A phone shows the clock first, however much there is below it.
func TestConsoleOpensAtItsTop(t *testing.T) {
	detail(t)
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		dir := t.TempDir()
		p := testbed.Start(t, dir)
		p.Do("give", "give-floor", map[string]any{"entry": "e1"})
		b := d.OpenConsole("phone", 390, 844)
		b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
		b.Shows(b.Next().Shown())
		b.Settled()
		if top := b.Scrolled(); top != 0 {
			t.Errorf("the page opens %v px below its top", top)
		}
	})
}
