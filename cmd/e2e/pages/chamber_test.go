package pages_test

import (
	"slices"
	"testing"

	"rostrum/cmd/internal/browser"
)

// chamber is one debate on its three pages: the console, the gallery and a seat.
type chamber struct {
	testing.TB
	chair   browser.Console
	gallery browser.Gallery
	seat    browser.SeatScreen
	at      string // the name of the seat
}

func (c *chamber) pages() []*browser.Browser {
	return []*browser.Browser{c.chair.Browser, c.gallery.Browser, c.seat.Browser}
}

// holds waits until all pages show who has the floor, where, and whether the clock is
// paused.
func (c *chamber) holds(delegation, seat string, paused bool) {
	c.Helper()
	shown := func(b *browser.Browser) []browser.Condition {
		clock := b.Paused()
		if !paused {
			clock = browser.Not(clock)
		}
		return []browser.Condition{b.Delegation().Has(delegation), clock}
	}
	c.chair.Shows(shown(c.chair.Browser)...)
	c.gallery.Shows(append(shown(c.gallery.Browser), c.gallery.Floor("held"))...)
	if seat == c.at {
		c.seat.Shows(append(shown(c.seat.Browser), c.seat.Turn("here"))...)
		return
	}
	c.seat.Shows(c.seat.Turn("elsewhere"), c.seat.QuietName().Has(delegation))
	c.seat.Shows(browser.Not(c.seat.Collar().Data("lit", "true")))
}

// isEmpty waits until all pages show that nobody has the floor.
func (c *chamber) isEmpty() {
	c.Helper()
	c.chair.Shows(c.chair.Clock().Data("floor", "empty"))
	c.gallery.Shows(c.gallery.Floor("empty"))
	c.seat.Shows(c.seat.Turn("elsewhere"), browser.Not(c.seat.Collar().Data("lit", "true")))
}

// watch keeps what each page shows from now on.
func (c *chamber) watch() {
	c.Helper()
	for _, b := range c.pages() {
		b.Watch()
	}
}

// passes waits until a page has gone through a phase, even if that is over by now.
func passes(b *browser.Browser, phase string) {
	b.Helper()
	b.Shows(b.Kept(browser.Phases, browser.Words{Is: phase}))
}

// went checks the phases that each page has shown, in their order.
func (c *chamber) went(phases ...string) {
	c.Helper()
	for _, b := range c.pages() {
		passes(b, phases[len(phases)-1])
		b.Shows(b.InPhase(phases[len(phases)-1]))
		if got := b.AllKept(browser.Phases); !slices.Equal(got, phases) {
			c.Errorf("%s went through %v; the statement through %v", b.Label, got, phases)
		}
	}
}
