package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/web"
	"rostrum/timer"
	"rostrum/timer/journal"
)

// step is a command of a debate, and how long ago it was given.
type step struct {
	ago time.Duration
	do  timer.Command
}

// situation is a moment of a debate that the pages have to show.
type situation struct {
	name  string
	steps []step
}

// spoke are the steps after which an entry has spoken for so long.
func spoke(entry timer.EntryID, spoken time.Duration, more ...timer.Command) []step {
	steps := []step{
		{spoken + 10*time.Minute, timer.GiveFloor{Entry: "e1", Seat: "7"}},
		{spoken + 9*time.Minute, timer.Start{}},
		{spoken + 6*time.Minute, timer.End{}},
		{spoken + 5*time.Second, timer.GiveFloor{Entry: entry, Seat: "7"}},
		{spoken, timer.Start{}},
	}
	for i, do := range more {
		steps = append(steps, step{time.Duration(len(more)-i) * 100 * time.Millisecond, do})
	}
	return steps
}

var situations = []situation{
	{"nobody", nil},
	{"ready", spoke("e6", 0)[:4]},
	{"speaking", spoke("e6", 40*time.Second)},
	{"warning", spoke("e6", 151*time.Second, timer.Extend{By: 3 * time.Minute})}, // so that it lasts
	{"over", spoke("e6", 181*time.Second)},
	{"overrun", spoke("e6", 212*time.Second)},
	{"urged", spoke("e6", 230*time.Second, timer.Urge{})},
	{"seven-times", spoke("e6", 21*time.Minute)},
	{"paused", spoke("e6", 160*time.Second, timer.Pause{Reason: "interpretation"})},
	{"group", spoke("e3", 100*time.Second)},
	{"point-of-order", spoke("e6", 80*time.Second, timer.RaisePoint{Delegation: "Russian Federation", Seat: "9"})},
	{"ended", spoke("e6", 171*time.Second, timer.End{})},
	{"suspended", spoke("e6", 171*time.Second, timer.End{}, timer.Suspend{Until: time.Now().Add(90 * time.Minute)})},
	{"closed", spoke("e6", 171*time.Second, timer.End{}, timer.CloseDebate{})},
}

// inBrief are those that have most of the words: each language shows them in Chromium,
// Arabic in both engines, and each theme in Arabic and English. What is not
// English in Chromium is shown in two sizes. With ROSTRUM_TEST_TOUR=all every
// language shows all situations in both in all sizes, and every theme in Chromium.
var inBrief = []string{"urged", "point-of-order", "suspended"}

// wholeTour says that nothing is left out.
func wholeTour() bool { return os.Getenv("ROSTRUM_TEST_TOUR") == "all" }

// debateAt writes the journal of a debate that stands where a situation says, on the
// clock of this machine.
func debateAt(t testing.TB, dir string, now timer.Stamp, s situation) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := journal.Open(filepath.Join(dir, "data", journalFile))
	if err != nil {
		t.Fatal(err)
	}
	opened, _, err := newMeeting(&config{})
	if err != nil {
		t.Fatal(err)
	}
	var m timer.Meeting
	for _, c := range append([]step{{2 * time.Hour, opened}}, s.steps...) {
		at := timer.Stamp{Wall: now.Wall.Add(-c.ago), Steady: now.Steady.Add(-c.ago), Boot: now.Boot}
		events, err := m.Decide(timer.Actor{Role: timer.Chair}, c.do, at)
		if err != nil {
			t.Fatalf("%s: %s: %v", s.name, c.do.Name(), err)
		}
		for _, e := range events {
			m = m.Apply(e)
		}
		if err := file.Append(timer.Record{Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// views are the pages in the sizes in which they are used; the last is the smallest
// that nothing may be lost in, or a page at twice its size.
var views = []struct {
	page  string
	sizes [][2]int
}{
	{"gallery", [][2]int{{1920, 1080}, {1024, 768}, {1080, 1920}, {640, 360}}},
	{"chair", [][2]int{{1180, 820}, {820, 1180}, {390, 844}, {320, 640}}},
	{"seat/7", [][2]int{{800, 480}, {480, 320}, {480, 800}, {320, 240}}},
	{"", [][2]int{{1180, 820}, {820, 1180}, {390, 844}, {320, 640}}},
}

// Each page once in each language, in a situation that lasts and has many words.
func TestPagesInEveryLanguage(t *testing.T) {
	b := inChromium(t).open("languages", 1180, 820)
	p, dir := at(t, situations[slices.IndexFunc(situations, func(s situation) bool { return s.name == inBrief[0] })])
	b.visit(p.address + "/chair#invite=" + invitation(t, dir))
	for _, v := range views {
		var english string
		for _, language := range englishFirst() {
			colours := b.tour(p.address+"/"+v.page+"?lang="+language, v.page, language, inBrief[0], v.sizes[:1])
			if language == "en" {
				english = colours
			}
			sameColours(t, v.page+" "+language, english, colours)
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}

func englishFirst() []string {
	return append([]string{"en"}, slices.DeleteFunc(web.Languages(), func(l string) bool { return l == "en" })...)
}

// sameColours holds a page's colours against those of the English one: axe-core does not
// look at Arabic letters; the colours are to be those that it has looked at.
func sameColours(t *testing.T, where, english, colours string) {
	t.Helper()
	if colours != english {
		t.Errorf("%s: other colours than in English: %s", where, firstDifference(english, colours))
	}
}

// The pages in every situation, language and theme, in the sizes in which they are used:
// nothing sticks out, is cut off, lacks its words, is too small for a finger, or is
// found by axe-core. ROSTRUM_TEST_SHOTS names a folder for the pictures.
func TestPagesInEverySituation(t *testing.T) {
	testbed.AtLength(t)
	inEngines(t, func(t *testing.T, d *driver) {
		one := d.open(d.engine.name, 1180, 820)
		for _, s := range situations {
			t.Run(s.name, func(t *testing.T) {
				b := one.reportingTo(t)
				all := wholeTour()
				wordy := all || slices.Contains(inBrief, s.name)
				languages := []string{"en"}
				switch {
				case all || wordy && d.engine.name == chromium.name:
					languages = englishFirst()
				case wordy:
					languages = append(languages, "ar") // what engines differ in
				}
				themed := languages
				if !all {
					themed = []string{"en", "ar"}
				}
				for _, v := range views {
					if v.page != "" || wordy { // the lobby says little of a situation
						inLanguages(t, b, languages, s, "default", v.page, v.sizes)
					}
					if wordy && d.engine.name == chromium.name && (v.page == "gallery" || v.page == "seat/7") {
						inLanguages(t, b, themed, s, "contrast", v.page, v.sizes[:2])
						inLanguages(t, b, themed, s, "hourglass", v.page, v.sizes[:2])
					}
				}
			})
		}
	})
}

// inLanguages looks at a page in each language, first in English. Each time the
// situation has just come, for some last half a minute.
func inLanguages(t *testing.T, b *browser, languages []string, s situation, theme, page string, sizes [][2]int) {
	t.Helper()
	var english string
	for _, language := range languages {
		if language != "en" || b.engine.name == webkit.name { // whose windows are not that small
			sizes = sizes[:min(3, len(sizes))]
			if !wholeTour() && len(sizes) == 3 {
				sizes = [][2]int{sizes[0], sizes[2]}
			}
		}
		p, dir := at(t, s)
		if theme != "default" {
			p.show(map[string]any{"theme": theme})
		}
		if page == "chair" {
			b.visit(p.address + "/chair#invite=" + invitation(t, dir))
		}
		colours := b.tour(p.address+"/"+page+"?lang="+language, page, language, strings.TrimSuffix(s.name+" "+theme, " default"), sizes)
		if language == "en" {
			english = colours
		}
		sameColours(t, page+" "+s.name+" "+theme+" "+language, english, colours)
		if code := p.stop(); code != 0 {
			t.Errorf("the exit code is %d: %s", code, p.stderr.String())
		}
	}
}

// tour looks at a page in its sizes and returns its colours.
func (b *browser) tour(address, page, language, situation string, sizes [][2]int) (colours string) {
	b.Helper()
	for i, size := range sizes {
		b.resize(b, size[0], size[1])
		// WebKitGTK sometimes keeps the styles of the size that a window had before.
		if i == 0 || b.engine.name == webkit.name {
			b.visit(address)
			if page == "chair" {
				b.await(`document.querySelector("#console")?.getClientRects().length > 0`)
			}
		}
		b.settled()
		where := fmt.Sprintf("%s %s %s %dx%d", page, language, situation, size[0], size[1])
		b.shot(strings.ReplaceAll(strings.ReplaceAll(where, " ", "-"), "/", "-"))
		for _, fault := range b.list(faults) {
			b.Errorf("%s: %s: %s", b.name, where, fault)
		}
		if i == 0 {
			colours = strings.Join(b.list(coloursOf), "\n")
			for _, finding := range b.axe() {
				b.Errorf("%s: %s: %s", b.name, where, finding)
			}
		}
	}
	return colours
}

func (b *browser) list(script string) []string {
	b.Helper()
	var out []string
	values, _ := b.eval(script).([]any)
	for _, value := range values {
		out = append(out, fmt.Sprint(value))
	}
	return out
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf("%q and %q", as[i], bs[i])
		}
	}
	return fmt.Sprintf("%d and %d texts", len(as), len(bs))
}
