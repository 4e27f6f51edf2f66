package pages_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
)

// chamber is one debate on its three pages: the console, the gallery and a seat.
type chamber struct {
	testing.TB
	chair, gallery, seat *browser.Browser
	at                   string // the name of the seat
}

func (c *chamber) pages() []*browser.Browser { return []*browser.Browser{c.chair, c.gallery, c.seat} }

// holds waits until all pages show who has the floor, where, and whether the clock is
// paused.
func (c *chamber) holds(delegation, seat string, paused bool) {
	c.Helper()
	named := `document.querySelector("#delegation").textContent === ` + quote(delegation)
	clock := fmt.Sprintf(`document.querySelector("#phase").hasAttribute("data-paused") === %t`, paused)
	c.chair.Await(named + ` && ` + clock)
	c.gallery.Await(`document.querySelector("#screen").dataset.floor === "held" && ` + named + ` && ` + clock)
	if seat == c.at {
		c.seat.Await(`document.querySelector("#screen").dataset.turn === "here" && ` + named + ` && ` + clock)
		return
	}
	c.seat.Await(`document.querySelector("#screen").dataset.turn === "elsewhere" && document.querySelector("#quiet-name").textContent === ` + quote(delegation))
	c.seat.Await(`document.querySelector("#collar").dataset.lit !== "true"`)
}

// isEmpty waits until all pages show that nobody has the floor.
func (c *chamber) isEmpty() {
	c.Helper()
	c.chair.Await(`document.querySelector("#clock").dataset.floor === "empty"`)
	c.gallery.Await(`document.querySelector("#screen").dataset.floor === "empty"`)
	c.seat.Await(`document.querySelector("#screen").dataset.turn === "elsewhere" && document.querySelector("#collar").dataset.lit !== "true"`)
}

// watch keeps the phases that each page shows from now on, and what its collar light
// does: a busy machine may look at them late.
func (c *chamber) watch() {
	c.Helper()
	for _, b := range c.pages() {
		b.Eval(`(() => { window.phases = []; window.lights = [];
			const keep = (list, now) => { if (now !== list.at(-1)) list.push(now) };
			const phase = document.querySelector("#phase"), light = document.querySelector("#collar");
			new MutationObserver(() => keep(window.phases, phase.dataset.phase + (phase.hasAttribute("data-paused") ? "-paused" : "")))
				.observe(phase, {attributes: true});
			if (light) new MutationObserver(() => keep(window.lights, light.dataset.signal + "-" + light.dataset.lit))
				.observe(light, {attributes: true}) })()`)
	}
}

// passes waits until a page has gone through a phase, even if that is over by now.
func passes(b *browser.Browser, phase string) {
	b.Helper()
	b.Await(`window.phases.includes(` + quote(phase) + `)`)
}

// went checks the phases that each page has shown, in their order.
func (c *chamber) went(phases ...string) {
	c.Helper()
	for _, b := range c.pages() {
		b.Await(`window.phases.join(" ") === ` + quote(strings.Join(phases, " ")) + ` || window.phases.length > ` + fmt.Sprint(len(phases)))
		if got := b.Eval(`window.phases.join(" ")`); got != strings.Join(phases, " ") {
			c.Errorf("%s went through %v; the statement through %v", b.Label, got, phases)
		}
	}
}
