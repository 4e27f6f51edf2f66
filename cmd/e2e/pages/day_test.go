package pages_test

import (
	"fmt"
	"testing"

	"rostrum/cmd/internal/browser"
)

// A morning of the debate: the stage names who comes then, and the list stands where the
// debate is, those heard folded above; under a finger nothing moves.
func TestTheListFollowsTheDebate(t *testing.T) { browser.InEngines(t, testListFollows) }

func testListFollows(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "follow", 1024, 660)
	entry := func(n int) string { return fmt.Sprintf("e%d", n) }
	give := func(n int) {
		t.Helper()
		p.Do(fmt.Sprint("give-", n), "give-floor", map[string]any{"entry": entry(n)})
		p.Do(fmt.Sprint("start-", n), "start", nil)
	}
	const last = 15
	for n := 1; n <= last; n++ {
		give(n)
		running, next := b.Row(entry(n)), b.Row(entry(n+1))
		b.Shows(running.Status("speaking"), running.InPane(), next.InPane())
		b.Shows(b.DayNext().Mentions(next.Name().Text()), b.DayAfter().Mentions(b.Row(entry(n+2)).Name().Text()))
		if n < last {
			p.Do(fmt.Sprint("end-", n), "end", nil)
		}
	}
	b.Shows(b.Row("e1").Hidden(), b.Row("e14").Shown(), b.Fold().Shown(), b.Day().Shown())
	b.Shows(b.Stage().ScrolledOut()) // all of the stage is seen
	b.Shot("followed")

	// A tap opens the fold, and nothing below it moves while somebody is there.
	b.Fold().Tap()
	b.Shows(b.Row("e1").Shown(), b.Fold().Attribute("aria-expanded", "true"))
	b.Fold().Tap()
	b.Shows(b.Row("e1").Hidden())
	b.Row("e16").Bring()
	finger := b.Row("e16").Head().Touch()
	before := b.Row("e16").Top()
	p.Do("end-last", "end", nil)
	give(16)
	b.Shows(b.Row("e16").Status("speaking"))
	if after := b.Row("e16").Top(); after-before > 1 || before-after > 1 {
		t.Errorf("the line under the finger went from %v to %v", before, after)
	}
	finger.Up()

	// Nor is there less room for the stage where the device may fall asleep, as over any plain
	// connection, and while the speaker is reminded of something.
	b.NeverAwake()
	for _, language := range inBriefOf([]string{"en", "fr", "es", "ru", "zh", "ar"}, "ru", "ar") {
		b.Visit(p.Address() + "/chair?lang=" + language)
		b.Shows(b.Row("e16").Status("speaking"), b.MaySleep().Shown(), b.Stage().ScrolledOut())
		b.Shot("may-sleep-" + language)
		looksRight(t, b, language)
	}
	p.Do("slower", "remind", map[string]any{"line": "slower"})
	b.Shows(b.Reminded().Shown(), b.Stage().ScrolledOut())
	b.Shot("reminded")
	for _, line := range b.Complaints() {
		t.Errorf("the console complains: %s", line)
	}
}
