package pages_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/timer"
)

// extended is a statement whose limit was changed to where its marks come close.
var extended = situation{"extended", spoke("e6", 160*time.Second, timer.Extend{By: 10 * time.Minute})}

// covered returns the pairs of things of which one lies over the other. A pixel is none.
func covered(things ...browser.Element) (pairs [][2]string) {
	for i, one := range things {
		x, y, width, height := rectangle(one.Where())
		for _, other := range things[i+1:] {
			x1, y1, width1, height1 := rectangle(other.Where())
			if x+width > x1+1 && x1+width1 > x+1 && y+height > y1+1 && y1+height1 > y+1 {
				pairs = append(pairs, [2]string{one.String(), other.String()})
			}
		}
	}
	return pairs
}

// On low screens too nothing of the clock lies over the rest of it, and the bar keeps its
// figures after an extension and far past the limit.
func TestClockOnLowScreens(t *testing.T) {
	detail(t)
	b := browser.InChromium(t).OpenConsole("low", 1024, 660)
	for _, s := range []situation{extended, {"seven-times", spoke("e6", 21*time.Minute)}} {
		p := at(t, s)
		b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
		for _, language := range inTurn([]string{"en", "ar", "zh"}) {
			b.Visit(p.Address() + "/chair?lang=" + language)
			for _, size := range [][2]int{{1024, 660}, {1024, 600}, {1180, 700}, {390, 844}} {
				b.Resize(size[0], size[1])
				b.Settled()
				b.Shot(fmt.Sprint(s.name, "-", language, size))
				marks := []browser.Element{b.BarMark("warning"), b.BarMark("limit"), b.BarMark("grace")}
				for _, pair := range covered(append(marks, b.Bar(), b.Phase(), b.LightIs(), b.Elapsed(), b.Digits())...) {
					t.Errorf("%s, %s, %v: %s and %s lie over each other", s.name, language, size, pair[0], pair[1])
				}
				want := []string{"2:30", "13:00", "13:30"}
				if s.name != extended.name {
					want = []string{"2:30", "3:00", "3:30"}
				}
				if got := b.BarMarks().ShownTexts(); !slices.Equal(got, want) {
					t.Errorf("%s, %s, %v: the bar has %q; want %q", s.name, language, size, got, want)
				}
				x, _, width, _ := rectangle(b.Bar().Where())
				for _, mark := range marks {
					if x1, _, width1, _ := rectangle(mark.Where()); x1 < x-1 || x1+width1 > x+width+1 {
						t.Errorf("%s, %s, %v: %s sticks out of the bar", s.name, language, size, mark)
					}
				}
			}
		}
		p.Stop()
	}
}

// The choice of languages has a place of its own at a seat: it lies over neither time nor
// marks nor names.
func TestLanguagesOfASeatCoverNothing(t *testing.T) {
	detail(t)
	seat := browser.InChromium(t).OpenSeat("languages", 800, 480)
	p := at(t, extended)
	// Closed it says the language alone.
	seat.Visit(p.Address() + "/seat/7?lang=")
	seat.Shows(seat.LanguageSaid().Has("English"), seat.LanguageWhy("as set for the room"))
	seat.Shot("unchosen")
	for _, language := range inBriefOf([]string{"en", "ar", "zh", "ru"}, "ar", "ru") {
		for _, size := range [][2]int{{800, 480}, {480, 320}, {480, 800}, {320, 240}, {1920, 1080}} {
			seat.Resize(size[0], size[1])
			seat.Visit(p.Address() + "/seat/7?lang=" + language)
			seat.Shows(seat.Turn("here"))
			seat.Settled()
			seat.Shot(fmt.Sprint(language, size[0]))
			things := []browser.Element{seat.Languages(), seat.Heading(), seat.Rehearsal(), seat.Badge(), seat.Delegation(),
				seat.Digits(), seat.Ring(), seat.Phase(), seat.Limit(), seat.Bar()}
			if size[1] > 280 {
				things = append(things, seat.BarMark("warning"), seat.BarMark("limit"), seat.BarMark("grace"))
			}
			for _, pair := range covered(things...) {
				t.Errorf("%s, %v: %s and %s lie over each other", language, size, pair[0], pair[1])
			}
			for _, fault := range seat.Faults() {
				t.Errorf("%s, %v: %s", language, size, fault)
			}
		}
	}
}

// What is told for a moment lies beside the list, above the digits, and over no tap.
func TestToastCoversNoTap(t *testing.T) {
	detail(t)
	b := browser.InChromium(t).OpenConsole("toast", 1024, 660)
	for _, language := range inTurn([]string{"en", "ar", "zh"}) {
		for _, size := range [][2]int{{1024, 660}, {1180, 820}, {820, 1180}} {
			p := debate(t, fiveMinutes)
			b.Resize(size[0], size[1])
			b.Visit(p.Address() + "/chair?lang=" + language + "#invite=" + p.Invitation("console"))
			p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
			b.AwaitNext("start")
			finger := b.Next().Touch()
			p.Do("start", "start", nil)
			b.Shows(b.Next().Data("held", "aloud"))
			b.Press("s")
			b.Shows(b.Told(), b.Toast().Shown())
			b.Settled()
			b.Shot(fmt.Sprint(language, size[0]))
			for _, other := range []browser.Element{b.ListPane(), b.Digits(), b.Next(), b.RecordLink(), b.Device(), b.Delegation()} {
				for _, pair := range covered(b.Toast(), other) {
					t.Errorf("%s, %v: %s lies over %s", language, size, pair[0], pair[1])
				}
			}
			finger.Up()
			p.Stop()
		}
	}
}
