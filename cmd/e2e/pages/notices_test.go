package pages_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/web"
	"rostrum/timer"
)

// doubtful is a list of which each line is odd in the same way, and some in another.
func doubtful() string {
	var b strings.Builder
	b.WriteString("delegation,kind,iso3,room\n")
	for i := range 25 {
		fmt.Fprintf(&b, "Delegation %d,unknown,,\n", i+1)
	}
	b.WriteString("Peru,state,XX,\nPeru,state,,\nFiji,group,,\n")
	return b.String()
}

// Doubts about a list are one sheet behind one quiet entry: grouped, opened to the lines,
// put away once for all devices, also over a restart, and opened again.
func TestDoubtsAreOneSheet(t *testing.T) { detail(t); browser.InEngines(t, testDoubts) }

func testDoubts(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--list", file(t, dir, "speakers.csv", doubtful()), "--title", "Doubtful")
	chair, phone := d.OpenConsole("doubts", 820, 1180), d.OpenConsole("doubts-phone", 390, 844)
	visit := func() {
		t.Helper()
		chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("left of the President"))
		phone.Visit(p.Address() + "/chair?lang=en#invite=" + p.InvitationFor(timer.Secretary, "desk 2"))
		chair.AwaitNext("give-floor")
		phone.AwaitNext("give-floor")
	}
	visit()
	both := []browser.Console{chair, phone}
	count := fmt.Sprint(p.State().Doubts.Count, " doubts")
	var places []string
	for _, b := range both {
		b.Shows(b.Notices().Mentions(count))
		places = append(places, b.Next().Where())
	}
	still := func(when string) {
		t.Helper()
		for i, b := range both {
			if now := b.Next().Where(); moved(places[i], now) {
				t.Errorf("%s: on %s the next step moved from %s to %s", when, b.Label, places[i], now)
			}
		}
	}
	for _, b := range both {
		b.Shot("entry")
		b.Notices().Bring()
		b.Notices().Tap()
		b.Shows(b.Doubts().Mentions("speakers.csv"), b.Doubts().Group().Mentions("25 lines: “unknown” is no kind of statement; taken as: National statement"), b.Doubts().Lines().Many(0))
		b.Doubts().Group().Tap()
		b.Shows(b.Doubts().Lines().Many(25), b.Doubts().Lines().Begins("line 2, column 14"))
		b.Shot("opened")
		for _, finding := range b.Axe() {
			t.Errorf("%s: %s", b.Label, finding)
		}
	}
	// Put away here it is away there too, where the sheet is open and says who did it.
	phone.Doubts().Away().Tap()
	chair.Shows(chair.Doubts().Mentions("the secretary, desk 2"), chair.Doubts().Again().Shown(), chair.Doubts().Lines().Many(25))
	chair.Shot("away")
	for _, b := range both {
		b.CloseNotices().Tap()
		b.Shows(b.Unasked(), b.Notices().Hidden())
	}
	still("put away")

	// It stays so when the controller is started again with the same list.
	p.Stop()
	p.Restart()
	visit()
	if doubts := p.State().Doubts; doubts == nil || doubts.PutAway == nil || doubts.PutAway.By != "secretary (desk 2)" {
		t.Errorf("after a restart the doubts are %+v", doubts)
	}
	for _, b := range both {
		b.Shows(b.Notices().Mentions("1 notice"), browser.Not(b.Notices().Mentions("doubt"))) // the list goes on
	}
	// From the list's menu it is opened again.
	chair.Act("notices")
	chair.Doubts().Again().Tap()
	for _, b := range both {
		b.Shows(b.Notices().Mentions(count))
	}
	chair.Notice("list-resumed:speakers.csv").Away().Tap()
	phone.Shows(phone.Notices().Says(count))
	chair.CloseNotices().Tap()
	still("opened again")

	// A list that is taken later brings its own in their place, here too over a restart; an
	// undo brings those of the first one back.
	chair.Bring().Tap()
	sheet := bring(chair, file(t, dir, "later.csv", "Delegation,Kind\nPeru,unknown\nFiji,unknown\nMali,unknown\n"))
	sheet.Take().Tap()
	for _, b := range both {
		b.Shows(b.Notices().Says("3 doubts"))
	}
	still("another list")
	chair.Shows(chair.Told(), chair.Unasked())
	chair.Act("notices")
	chair.Shows(chair.Doubts().Mentions("later.csv"), chair.Doubts().Group().Mentions("3 lines"))
	chair.Shot("later")
	chair.Doubts().Away().Tap()
	phone.Shows(phone.Notices().Hidden())
	chair.CloseNotices().Tap()
	p.Stop()
	p.Restart()
	if doubts := p.State().Doubts; doubts == nil || doubts.File != "later.csv" || doubts.PutAway == nil {
		t.Errorf("after another restart the doubts are %+v", doubts)
	}
	p.Do("undo", "undo", map[string]any{"of": p.State().Rev})
	if doubts := p.State().Doubts; doubts == nil || doubts.File != "speakers.csv" || doubts.PutAway != nil {
		t.Errorf("after the undo the doubts are %+v", doubts)
	}
	for _, b := range both {
		b.Quiet(browser.OfLostLink)
	}
	p.Stop()
}

// In each language the doubts are said in that language, and what the page says fits.
func TestDoubtsInEachLanguage(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--list", file(t, dir, "speakers.csv", doubtful()))
	for _, size := range [][2]int{{820, 1180}, {390, 844}} {
		b := d.OpenConsole(fmt.Sprint("doubts-", size[0]), size[0], size[1])
		for i, language := range inTurn(web.Languages()) {
			where := p.Address() + "/chair?lang=" + language
			if i == 0 {
				where += "#invite=" + p.Invitation("console")
			}
			b.Visit(where)
			b.AwaitNext("give-floor")
			b.Shot("list-" + language)
			b.Notices().Bring()
			b.Notices().Tap()
			b.Shows(b.Doubts().Shown(), b.Doubts().Groups().HoldsSome())
			b.Settled()
			b.Shot(language)
			if language != "en" && b.Now(b.Doubts().Contains("is no kind of statement")) {
				t.Errorf("%s: the doubts are said in English: %s", language, b.Doubts().Text())
			}
			for _, fault := range b.Faults() {
				t.Errorf("%s %v: %s", language, size, fault)
			}
		}
	}
	p.Stop()
}

// Whatever stands above it comes and goes, the next step stays where it is.
func TestTheNextStepNeverMoves(t *testing.T) { detail(t); browser.InEngines(t, testNeverMoves) }

func testNeverMoves(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	list := file(t, dir, "speakers.csv", doubtful())
	rules := file(t, dir, "rules.toml", strings.NewReplacer(`"4m"`, `"2s"`, `"5m"`, `"4s"`).Replace(fiveMinutes))
	p := testbed.Start(t, dir, "--list", list, "--rules", rules, "--light", "7=dry")
	cable := testbed.NewRelay(t, p.Address())
	var all []browser.Console
	screens := [][2]int{{820, 1180}, {390, 844}, {1180, 820}}
	if !testbed.Long() {
		screens = screens[:2]
	}
	for i, size := range screens {
		language := []string{"ru", "ar", "fr"}[i]
		b := d.OpenConsole(fmt.Sprint("stays-", size[0]), size[0], size[1])
		b.Visit(cable.Address() + "/chair?lang=" + language + "#invite=" + p.Invitation("console"))
		all = append(all, b)
	}
	var places []string
	for _, b := range all {
		b.AwaitNext("give-floor")
		b.Settled()
		places = append(places, b.Next().Where())
	}
	// stays looks once each page shows something.
	stays := func(when string, shows func(b browser.Console) browser.Condition) {
		t.Helper()
		for i, b := range all {
			b.Shows(shows(b))
			b.Settled()
			if now := b.Next().Where(); moved(places[i], now) {
				t.Errorf("%s: on %s the next step moved from %s to %s", when, b.Label, places[i], now)
			}
			b.Shot(when)
		}
	}
	next := func(do string) func(b browser.Console) browser.Condition {
		return func(b browser.Console) browser.Condition { return b.Next().Does(do) }
	}
	p.Do("away", "put-away", map[string]any{"notice": p.State().Doubts.Notice})
	stays("doubts put away", func(b browser.Console) browser.Condition { return b.Notices().Hidden() })
	p.Do("again", "put-away", map[string]any{"notice": p.State().Doubts.Notice, "again": true})
	stays("doubts", func(b browser.Console) browser.Condition { return b.Notices().Shown() })
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	stays("ready", next("start"))
	stays("not started", func(b browser.Console) browser.Condition { return b.Reminder().Shown() })
	p.Do("start", "start", nil)
	stays("started", next("end"))
	p.Do("point", "point-of-order", map[string]any{"delegation": "Peru", "seat": "9"})
	for i, b := range all {
		b.Shows(b.Resume().Shown())
		b.Settled()
		if _, y, _, _ := rectangle(places[i]); math.Abs(b.Resume().Top()-y) > 1 {
			t.Errorf("on %s the ruling stands at %v, the next step at %v", b.Label, b.Resume().Top(), y)
		}
		b.Shot("ruling")
	}
	p.Do("rule", "rule", map[string]any{"then": "resume"})
	// It may have been prompted before, and what the next step does is kept beneath a ruling.
	stays("ruled", func(b browser.Console) browser.Condition { return b.Next().Shown() })
	stays("prompted", func(b browser.Console) browser.Condition { return b.Prompt().Data("prompting", "true") })
	p.Do("pause", "pause", map[string]any{"reason": "interpretation"})
	stays("paused", func(b browser.Console) browser.Condition { return b.Pause().Does("resume") })
	p.Do("end", "end", nil)
	stays("ended", next("give-floor"))
	p.Do("amend", "amend", map[string]any{"entry": "e2", "speaker": "H.E. Mr. Zenda", "on_behalf_of": "the Group of 77 and China", "kind": "group"})
	p.Do("give-group", "give-floor", map[string]any{"entry": "e2", "seat": "7"})
	stays("ready after another", next("start"))
	p.Do("back", "end", nil)
	stays("put back", next("give-floor"))
	cable.Sever(true)
	cable.Cut()
	stays("link lost", func(b browser.Console) browser.Condition { return b.Line().Shown() })
	cable.Sever(false)
	stays("link back", func(b browser.Console) browser.Condition { return b.Line().Marked("hidden") })
	p.Do("suspend", "suspend", nil)
	stays("suspended", next("reconvene"))
	p.Do("reconvene", "reconvene", nil)
	stays("reconvened", next("give-floor"))

	// Started again it has notices: of the list, of rules that are others.
	p.Stop()
	p.Args = append(p.Args, "--rules", "note-507")
	p.Restart()
	cable.To(p.Address())
	stays("resumed", func(b browser.Console) browser.Condition { return b.Notices().Contains("2") })
	p.Stop()
}
