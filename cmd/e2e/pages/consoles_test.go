package pages_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// Two people at two consoles: what both tap happens once, and whoever came second is
// told what happened instead, and by whom.
func TestTwoConsoles(t *testing.T) { browser.InEngines(t, testTwoConsoles) }

func testTwoConsoles(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	his, hers := testbed.NewRelay(t, p.Address()), testbed.NewRelay(t, p.Address())
	chair, secretary := d.OpenConsole("chair-two", 1180, 820), d.OpenConsole("secretary-two", 1024, 768)
	both := []browser.Console{chair, secretary}
	chair.Visit(his.Address() + "/chair#invite=" + p.Invitation("President"))
	secretary.Visit(hers.Address() + "/chair#invite=" + p.Invitation("Secretariat"))
	settled := func(do string) {
		t.Helper()
		for _, b := range both {
			b.AwaitNext(do)
		}
	}

	// Give the floor: asks for a seat first, so a light is said here already.
	settled("give-floor")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})

	// Both tap at the same moment: neither tap has reached the controller when the other
	// one is done, for their cables are held.
	settled("start")
	before := p.State()
	hold := func(held bool) { his.Hold(held); hers.Hold(held) }
	taps := []func() error{chair.Next().Aim(), secretary.Next().Aim()}
	hold(true)
	for _, tap := range taps {
		if err := tap(); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range both {
		b.Shows(b.Next().Attribute("aria-busy", "true"))
	}
	hold(false)
	settled("end")
	if s := p.State(); s.Floor == nil || s.Floor.Statement != before.Floor.Statement || s.Rev != before.Rev+1 {
		t.Errorf("started by two, the floor is %+v at revision %d, before it was %d", s.Floor, s.Rev, before.Rev)
	}

	// One comes later, while her page does not know it yet: her cable is held.
	before = p.State()
	taps = []func() error{secretary.Next().Aim(), chair.Next().Aim()}
	hers.Hold(true)
	for _, tap := range taps {
		if err := tap(); err != nil {
			t.Fatal(err)
		}
	}
	chair.Shows(chair.Next().Does("give-floor"))
	hers.Hold(false)
	secretary.Shows(secretary.Told(), secretary.Toast().Mentions("by the chair, President"))
	secretary.Shot("told")
	if s := p.State(); s.Floor != nil || s.Rev != before.Rev+1 {
		t.Errorf("ended by two, the floor is %+v at revision %d, before it was %d", s.Floor, s.Rev, before.Rev)
	}
	settled("give-floor")

	// The list is edited by one while the other has a line open: above it and below
	// it, and the line that is open changes itself.
	row := chair.Row("e20")
	chair.Shows(row.Head().There())
	row.Head().Bring()
	row.Head().Tap()
	chair.Shows(row.Open())
	row.Head().Focus()
	place := func() float64 {
		chair.Settled()
		return row.Top()
	}
	for i, edit := range []struct {
		do   string
		more map[string]any
		seen browser.Condition
	}{
		{"inscribe", map[string]any{"delegation": "Ruritania", "kind": "state"}, chair.Body().Contains("Ruritania")},
		{"move", map[string]any{"entry": "e15", "before": "e12"}, chair.After("e15", "e12")},
		{"move", map[string]any{"entry": "e30", "before": "e10"}, chair.After("e30", "e10")},
		{"inscribe", map[string]any{"delegation": "Freedonia", "kind": "state", "before": "e5"}, chair.Body().Contains("Freedonia")},
		{"move", map[string]any{"entry": "e6"}, chair.After("e8", "e6")},
		{"amend", map[string]any{"entry": "e20", "speaker": "H.E. Mr. Zenda"}, row.Contains("Zenda")},
	} {
		before := place()
		p.Do(fmt.Sprintf("edit-%d", i), edit.do, edit.more)
		chair.Shows(edit.seen)
		if after := place(); after < before-2 || after > before+2 {
			t.Errorf("%s %v: the open line stood at %v, then at %v", edit.do, edit.more, before, after)
		}
		if !chair.Now(row.Open(), row.Head().Focused()) {
			t.Errorf("%s %v: the line is not open any more, or has lost the focus", edit.do, edit.more)
		}
	}
	chair.Shot("kept")
	for _, b := range both {
		for _, line := range b.Complaints() {
			if !strings.Contains(line, "409") && !browser.OfLostLink(line) {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}
