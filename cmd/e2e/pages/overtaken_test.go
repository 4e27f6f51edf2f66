package pages_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/display/web"
	"rostrum/timer"
)

// Two tablets at one button: a finger that is on its way when somebody else acts does
// nothing else than was meant. The button stays as it was, says what happened and by
// whom, and says it again to a tap.
func TestOvertaken(t *testing.T) { detail(t); browser.InEngines(t, testOvertaken) }

func testOvertaken(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	his, hers := d.OpenConsole("overtakes", 1180, 820), d.OpenConsole("overtaken", 820, 1180)
	his.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("left of the President"))
	hers.Visit(p.Address() + "/chair?lang=en#invite=" + p.InvitationFor(timer.Secretary, "desk 2"))
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	his.AwaitNext("start")
	hers.AwaitNext("start")

	// He starts the clock; her finger is on the glass by then.
	place := hers.Next().Where()
	finger := hers.Next().Touch()
	his.Next().Tap()
	his.AwaitNext("end") // what he did himself waits for nobody
	hers.Shows(hers.Next().Data("held", "aloud"), hers.Next().Mentions("Clock started"),
		hers.Next().Mentions("the chair, left of the President"), hers.Next().Mentions("ago"))
	hers.Shot("held")
	if !hers.Now(hers.Next().Does("start"), browser.Not(hers.Next().Settled())) || moved(place, hers.Next().Where()) {
		t.Errorf("held, the button is %s at %s, before at %s", hers.Next().HTML(), hers.Next().Where(), place)
	}
	// Another tap, and the key of the act that was: the same line answers.
	for _, again := range []func(){hers.Next().Click, func() { hers.Press("s") }} {
		again()
		hers.Shows(hers.Told(), hers.Toast().Mentions("Clock started: "), hers.Toast().Mentions("left of the President"))
		hers.Toast().Click()
		hers.Shows(browser.Not(hers.Told()))
	}
	rev := p.State().Rev
	finger.Up()
	hers.AwaitNext("end")
	if s := p.State(); s.Rev != rev || s.Floor == nil || s.Floor.Phase != "speaking" || moved(place, hers.Next().Where()) {
		t.Errorf("her finger made revision %d of %d, floor %+v; the button is at %s", s.Rev, rev, s.Floor, hers.Next().Where())
	}

	// What each button was it stays, whatever somebody else makes of the debate.
	row := hers.Row("e3")
	for i, c := range []struct {
		button browser.Element
		do     string
		more   map[string]any
		stays  browser.Condition // while it is held
		then   browser.Condition
	}{
		{hers.Pause(), "pause", nil, hers.Pause().Does("pause"), hers.Pause().Does("resume")},
		{hers.Pause(), "resume", nil, hers.Pause().Does("resume"), hers.Pause().Does("pause")},
		{hers.Urge(), "urge", nil, hers.Urge().Shown(), hers.Urge().Settled()},
		{hers.Undo(), "extend", map[string]any{"by_ms": 30_000}, hers.Undo().Contains("asked to conclude"), hers.Undo().Contains("limit changed")},
		{hers.Urge(), "end", nil, hers.Urge().Enabled(), hers.Urge().Disabled()},
		{hers.Next(), "give-floor", map[string]any{"entry": "e2"}, hers.Next().Does("give-floor"), hers.Next().Does("start")},
		{hers.Absent(), "start", nil, hers.Absent().Shown(), hers.Urge().Shown()},
		{hers.Next(), "point-of-order", map[string]any{"delegation": "Peru", "seat": "9"}, hers.Next().Shown(), hers.Next().Hidden()},
		{hers.Resume(), "rule", map[string]any{"then": "end"}, hers.Resume().Shown(), hers.Next().Does("give-floor")},
		{hers.ListSwitch(), "close-list", nil, hers.ListSwitch().Does("close-list"), hers.ListSwitch().Does("reopen-list")},
		{hers.ListSwitch(), "reopen-list", nil, hers.ListSwitch().Does("reopen-list"), hers.ListSwitch().Does("close-list")},
		{hers.Next(), "suspend", nil, hers.Next().Does("give-floor"), hers.Next().Does("reconvene")},
		{hers.Next(), "reconvene", nil, hers.Next().Does("reconvene"), hers.Next().Does("give-floor")},
		{row.Act("give-floor"), "withdraw", map[string]any{"entry": "e3"}, row.Act("give-floor").Shown(), row.Act("give-floor").Hidden()},
	} {
		if c.do == "withdraw" {
			row.Head().Tap()
			hers.Shows(row.Open())
		}
		hers.Toast().Click() // what was told before
		hers.Shows(c.button.Enabled(), browser.Not(hers.Told()), browser.Not(c.button.Data("settled", "false")))
		finger, rev := c.button.Touch(), p.State().Rev
		place := c.button.Where()
		p.Do(fmt.Sprint("other-", i), c.do, c.more)
		hers.Shows(hers.SomethingHeld(), c.stays)
		if now := c.button.Where(); moved(place, now) {
			t.Errorf("%s: %s moved from %s to %s", c.do, c.button, place, now)
		}
		c.button.Click()
		hers.Shows(hers.Told(), hers.Toast().Mentions("the chair, key file"))
		finger.Up()
		hers.Shows(c.then, browser.Not(hers.SomethingHeld()))
		if now := p.State().Rev; now != rev+1 {
			t.Errorf("%s: with her finger on %s the revision is %d after %d", c.do, c.button, now, rev)
		}
	}

	// The sheet of rarer acts: where one takes another's place.
	hers.Procedure().Tap()
	tile := hers.Question().Choice("suspend")
	finger = tile.Touch()
	p.Do("suspend-under", "suspend", nil)
	hers.Shows(tile.Shown(), hers.SomethingHeld())
	tile.Click()
	hers.Shows(hers.Told(), tile.Shown())
	finger.Up()
	hers.Shows(hers.Question().Choice("reconvene").Shown(), tile.Hidden())
	hers.Press(browser.KeyEscape)
	hers.Quiet()
	p.Stop()
}

// In each language and on each screen a held button keeps its place and size, and what it
// says fits into it.
func TestHeldInEachLanguage(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := debate(t, fiveMinutes)
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	for _, size := range [][2]int{{820, 1180}, {390, 844}} {
		b := d.OpenConsole(fmt.Sprint("held-", size[0]), size[0], size[1])
		for i, language := range inTurn(web.Languages()) {
			where := p.Address() + "/chair?lang=" + language
			if i == 0 {
				where += "#invite=" + p.Invitation("console")
			}
			b.Visit(where)
			b.AwaitNext("start")
			place := b.Next().Where()
			finger := b.Next().Touch()
			started := p.Do(fmt.Sprint("start-", language, size), "start", nil)
			b.Shows(b.Next().Data("held", "aloud"))
			b.Shot(language)
			if now := b.Next().Where(); moved(place, now) {
				t.Errorf("%s %v: the button moved from %s to %s", language, size, place, now)
			}
			if cut := b.HeldWords().CutTexts(); len(cut) > 0 {
				t.Errorf("%s %v: %q is cut off", language, size, cut)
			}
			for _, finding := range b.Axe() {
				t.Errorf("%s %v: %s", language, size, finding)
			}
			finger.Up()
			b.AwaitNext("end")
			p.Do(fmt.Sprint("back-", language, size), "undo", map[string]any{"of": started.Rev})
			b.AwaitNext("start")
		}
		b.Quiet(func(line string) bool { return strings.Contains(line, "409") })
	}
	p.Stop()
}
