package pages_test

import (
	"fmt"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// A morning of thirty statements, led by taps: how many each act takes is counted, and all
// the pages of the room follow.
func TestMorning(t *testing.T) {
	testbed.AtLength(t)
	browser.InEngines(t, testMorning)
}

// morning is the room of one.
type morning struct {
	*testing.T
	p       *testbed.Controller
	chair   browser.Console
	gallery *browser.Browser
	apart   int // taps that were counted within another act
}

// taps holds an act to a number of them.
func (m *morning) taps(what string, want int, act func()) {
	m.Helper()
	before, apart := m.chair.Taps(), m.apart
	act()
	n := m.chair.Taps() - before - (m.apart - apart)
	m.apart += n
	if n != want {
		m.Errorf("%s took %d taps, not %d", what, n, want)
	}
}

// step taps the next step once it is what it is to be.
func (m *morning) step(do string) {
	m.Helper()
	m.chair.AwaitNext(do)
	m.chair.Shows(m.chair.Next().Settled(), m.chair.Next().Enabled())
	m.chair.Next().Tap()
}

// waiting are the lines of those who do, in their order.
func (m *morning) waiting() (out []browser.Row) {
	for _, e := range m.p.State().List {
		if e.Status == timer.Waiting {
			out = append(out, m.chair.Row(string(e.Entry)))
		}
	}
	return out
}

// speaking holds once the clock runs: console and gallery say who has the floor, and who is
// next.
func (m *morning) speaking() {
	m.Helper()
	m.chair.AwaitNext("end")
	s := m.p.State()
	name := m.chair.Row(string(s.Floor.Entry)).Name().Text()
	m.chair.Shows(m.chair.Row(string(s.Floor.Entry)).InPane(), m.chair.Row(string(s.Floor.Entry)).Status("speaking"))
	m.gallery.Shows(m.gallery.Body().Mentions(name))
	if next := m.waiting(); len(next) > 0 {
		m.chair.Shows(m.chair.DayNext().Mentions(next[0].Name().Text()), next[0].InPane())
	}
}

func testMorning(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	m := &morning{T: t, p: p, chair: d.OpenConsole("morning", 1024, 660), gallery: d.Open("morning-gallery", 1280, 720)}
	chair := m.chair
	desk := d.OpenConsole("morning-desk", 390, 844)
	booth, seat, phone := d.OpenBooth("morning-booth", 820, 1180), d.OpenSeat("morning-seat", 800, 480), d.OpenTurn("morning-phone", 390, 844)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("the President"))
	desk.Visit(p.Address() + "/chair?lang=ar#invite=" + p.InvitationFor(timer.Secretary, "desk"))
	booth.Visit(p.Address() + "/booth?lang=en#invite=" + p.InvitationFor(timer.Booth, "French"))
	m.gallery.Visit(p.Address() + "/gallery?lang=en")
	seat.Visit(p.Address() + "/seat/7?lang=fr")
	phone.Visit(p.Address() + "/when?lang=en&delegation=JPN")
	phone.Shows(phone.Is("waiting"))
	p.Do("ends", "set-end", map[string]any{"at": time.Now().Add(2 * time.Hour).UTC().Format(time.RFC3339)})

	const statements = 30
	for n := 1; n <= statements; n++ {
		m.taps(fmt.Sprintf("statement %d", n), 3, func() {
			m.step("give-floor")
			m.step("start")
			m.speaking()
			switch n {
			case 5:
				m.taps("a point of order", 2, func() {
					chair.Point().Tap()
					chair.Asked("point").Raised(lineOf(m.waiting()[1])).Tap()
				})
				chair.Shows(chair.Unasked(), chair.Resume().Settled())
				chair.Resume().Click()
				m.speaking()
			case 8:
				next := m.waiting()[0]
				m.taps("a wrong delegation on the floor", 2, func() {
					next.Head().Tap()
					next.Act("really").Tap()
				})
				chair.Shows(next.Status("speaking"))
				next.Head().Click()
			case 12:
				booth.Shows(booth.Slower().Enabled())
				before := booth.Taps()
				booth.Slower().Tap()
				seat.Shows(seat.Urged().Shown())
				chair.Shows(chair.Reminded().Shown())
				if n := booth.Taps() - before; n != 1 {
					t.Errorf("slower took %d taps", n)
				}
			case 15:
				m.taps("more time, and the light with it", 2, func() {
					chair.Extend60().Tap()
					chair.Asked("light-moves").LightMoves(true).Tap()
				})
				chair.Shows(chair.Unasked())
				m.taps("more time, again", 1, func() { chair.Extend60().Tap() })
			case 20:
				p.Do("withdraw", "withdraw", map[string]any{"entry": lineOf(m.waiting()[1])})
			}
			m.step("end")
		})
		if n == 13 || n == statements {
			m.chair.AwaitNext("give-floor")
			for _, b := range []*browser.Browser{chair.Browser, desk.Browser, m.gallery, booth.Browser, seat.Browser, phone.Browser} {
				b.Settled()
				b.Shot(fmt.Sprint("after-", n))
				for _, fault := range b.Faults() {
					t.Errorf("after %d: %s: %s", n, b.Label, fault)
				}
			}
		}
	}
	heard := 0
	for _, e := range p.State().List {
		if e.Status == timer.Heard {
			heard++
		}
	}
	if heard != statements {
		t.Errorf("%d were heard, not %d", heard, statements)
	}
	phone.Shows(phone.Body().Mentions("Japan"))
	for _, b := range []*browser.Browser{chair.Browser, desk.Browser, m.gallery, booth.Browser, seat.Browser, phone.Browser} {
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", b.Label, line)
		}
	}
	p.Stop()
}

// lineOf is the entry of a line.
func lineOf(row browser.Row) string { return row.AttributeNow("data-entry") }
