package pages_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
)

// Keys do what taps do, and nothing while somebody types or a question is open.
func TestShortcutsOnTheConsole(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--light", "7=dry")
	chair := d.OpenConsole("keys", 1180, 820)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))

	// Quick taps give the floor and do not start the clock.
	chair.AwaitNext("give-floor")
	before := p.State().Rev
	chair.Thrice()
	chair.AwaitNext("start")
	if s := p.State(); s.Floor == nil || s.Floor.Phase != "ready" || s.Rev != before+1 {
		t.Errorf("after quick taps: revision %d, before %d, floor %+v", s.Rev, before, s.Floor)
	}

	chair.Press("e") // not possible now, and no tap
	chair.Press("s")
	chair.AwaitNext("end")
	// A second tap that comes as soon as the button may be tapped again does not resume.
	chair.Shows(chair.Pause().Settled())
	chair.Pause().ClickWhenFree()
	chair.Press("p")
	chair.Shows(chair.Pause().Clicked(), chair.Pause().Does("resume"))
	chair.Shows(chair.Pause().Settled())
	if s := p.State(); s.Floor == nil || !s.Floor.Paused {
		t.Errorf("after two quick taps on pause the floor is %+v", s.Floor)
	}
	chair.Foreign("з", "KeyP")
	chair.Shows(chair.Pause().Does("pause"))
	limit := p.State().Floor.LimitMS
	chair.Press("+")
	chair.Question().LightMoves(false).Tap() // asked once
	chair.Shows(chair.Undo().Mentions("limit"))
	if now := p.State().Floor.LimitMS; now == nil || limit == nil || *now != *limit+30_000 {
		t.Errorf("+ made the limit of %v %v", limit, now)
	}
	chair.Shows(chair.Urge().Settled())
	chair.Press("c")
	chair.Shows(chair.Undo().Mentions("conclude"))
	chair.Shows(chair.Undo().Settled())
	chair.Press("u")
	chair.Shows(chair.Undo().Mentions("limit"))

	// A question is asked as a tap asks it; in it, keys are letters.
	chair.Press("o")
	chair.Shows(chair.Question().Field("delegation").There())
	chair.Press("e")
	chair.Press(browser.KeyEscape)
	chair.Shows(chair.Unasked())
	p.Do("rule", "rule", map[string]any{"then": "resume"})
	chair.AwaitNext("end")
	typing := chair.NewField()
	chair.Press("e")
	chair.Shows(typing.Value("e"))
	typing.Remove()
	if f := p.State().Floor; f == nil || f.Phase != "speaking" {
		t.Fatalf("typing ended the statement: %+v", f)
	}
	// Enter that is held down taps once, whatever has the focus.
	if chair.Next().TakesHeld("Enter") {
		t.Error("a held Enter taps again and again")
	}

	// The sheet names each key that works.
	chair.Press("?")
	chair.Shows(chair.Help().There())
	chair.Shot("help")
	if missing := chair.KeysWithoutHelp(); len(missing) > 0 {
		t.Errorf("the sheet lacks the keys %q", missing)
	}
	chair.CloseHelp().Tap()

	// Switched off they are letters again, also after the page was loaded anew.
	chair.Device().Tap()
	chair.Setting("shortcuts").Click()
	chair.Setting("sound").Click()
	chair.Shot("settings")
	chair.Press(browser.KeyEscape)
	chair.Shows(chair.Unasked(), chair.Device().Focused())
	chair.Visit(p.Address() + "/chair?lang=en")
	chair.AwaitNext("end")
	chair.Press("e")
	chair.Press("?")
	if !chair.Now(chair.Unasked()) {
		t.Error("a key that was switched off opens the help")
	}
	if !chair.Now(chair.Setting("sound").Checked(), browser.Not(chair.Setting("shortcuts").Checked())) {
		t.Error("the choice of this device was forgotten")
	}
	chair.AwaitNext("end")
	if p.State().Floor == nil {
		t.Error("a key that was switched off ended the statement")
	}
	for _, line := range chair.Complaints() {
		t.Errorf("the console complains: %s", line)
	}
}

// The secretariat sets the public screens; another console sees it in the same
// sheet, and what this one does not set stays.
func TestScreensFromTheConsole(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	chair, other := d.OpenConsole("screens", 1180, 820), d.OpenConsole("screens-zh", 390, 844)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	other.Visit(p.Address() + "/chair?lang=zh#invite=" + p.Invitation("console"))
	for _, b := range []browser.Console{chair, other} {
		b.AwaitNext("give-floor")
		b.Act("screens")
		b.Shows(b.Question().Chosen("default"))
	}
	chair.Question().Theme("hourglass").Tap()
	chair.Question().Step("1").Tap()
	chair.Question().Switch("overtime").Tap()
	chair.Shows(chair.Question().Stepper().Says("4"))
	chair.Shot("chosen")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Unasked())
	want := wire.DefaultScreens()
	want.Theme, want.Next, want.Overtime = "hourglass", 4, false
	if got := p.Screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the screens are set to %+v, not %+v", got, want)
	}
	other.Shows(other.Question().Chosen("hourglass"), other.Question().Meanwhile().Shown())
	other.Shot("meanwhile")
	if !other.Now(browser.Not(other.Question().Field("overtime").Checked())) {
		t.Error("the other console shows the setting that was")
	}

	// Again on the same page, after what the controller told it; then from the other one.
	chair.Act("screens")
	chair.Shows(chair.Question().Chosen("hourglass"))
	chair.Question().Theme("contrast").Tap()
	chair.Question().Answer().Tap()
	chair.Shows(chair.Unasked())
	want.Theme = "contrast"
	if got := p.Screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("set again on one page, the screens are %+v, not %+v", got, want)
	}
	other.Shows(other.Question().Chosen("contrast"))
	other.Question().Step("-1").Tap()
	other.Question().Answer().Tap()
	other.Shows(other.Unasked())
	want.Next = 3
	if got := p.Screens(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("set from the other console, the screens are %+v, not %+v", got, want)
	}
}

// A session that ends in the middle of a statement leaves the clock readable, says
// how to sign in again, and moves no tap.
func TestSignedOutInTheMiddle(t *testing.T) {
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	chair := d.OpenConsole("signed-out", 820, 1180)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	chair.AwaitNext("give-floor")
	chair.Next().Tap()
	chair.AwaitNext("start")
	chair.Next().Tap()
	chair.AwaitNext("end")
	at := chair.Next().Where()
	chair.EndSession()
	chair.Shows(chair.Line().Data("look", "signed-out"), chair.HowToIn().Shown())
	chair.Shot("line")
	if now := chair.Next().Where(); now != at {
		t.Errorf("the next step moved from %v to %v", at, now)
	}
	if !chair.Now(chair.Next().Disabled(), chair.Time().Shown(), chair.SignIn().Marked("hidden")) {
		t.Errorf("signed out it shows: %.600s", chair.Body().Text())
	}
	chair.Moves()
	chair.HowToIn().Tap()
	chair.Shows(chair.Question().Mentions("rostrum invite"))
	chair.Shot("how")
	chair.Press(browser.KeyEscape)
	chair.Invited(p.Invitation("console"))
	chair.Shows(chair.Line().Marked("hidden"))
	chair.AwaitNext("end")

	// Who signs out by intent leaves nothing in sight.
	chair.Device().Tap()
	chair.SignOut().Tap()
	chair.Shows(browser.Not(chair.SignIn().Marked("hidden")), chair.Whole().Marked("hidden"), chair.Unasked())
	if said := chair.SignIn().Text(); !strings.Contains(said, "rostrum invite") {
		t.Errorf("the card says %q", said)
	}
}
