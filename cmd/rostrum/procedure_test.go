package main

import (
	"strings"
	"testing"
)

// What happens in the Chamber, by taps on two consoles: a point of order, a
// pause with a reason, a suspension, the closing of the debate before the list
// is exhausted.
func TestProcedureOnThePages(t *testing.T) { inEngines(t, testProcedure) }

func testProcedure(t *testing.T, d *driver) {
	dir := t.TempDir()
	p := start(t, dir, "--light", "7=dry", "--light", "12=dry")
	chair, secretary, gallery := d.open("procedure", 1180, 820), d.open("secretary", 820, 1180), d.open("public", 1280, 720)
	chair.visit(p.address + "/chair#invite=" + invitation(t, dir))
	secretary.visit(p.address + "/chair#invite=" + invitation(t, dir))
	gallery.visit(p.address + "/gallery")
	floor := func() string {
		if f := p.state().Floor; f != nil {
			return f.Delegation
		}
		return ""
	}
	act := func(do string) {
		t.Helper()
		chair.tap("#procedure")
		chair.tap(`[data-do="` + do + `"]`)
	}
	settled := func(b *browser, do string) {
		t.Helper()
		b.await(`document.querySelector("#primary").dataset.do === "` + do + `" && document.querySelector("#primary").getClientRects().length > 0`)
	}

	// Both tap at the same time: the floor is given once.
	settled(chair, "give-floor")
	settled(secretary, "give-floor")
	p.do("give", "give-floor", map[string]any{"entry": "e3", "seat": "7"})
	settled(secretary, "start")
	settled(chair, "start")
	chair.await(`document.querySelector("#reminder").getClientRects().length > 0`) // after ten seconds
	chair.shot("reminder")
	chair.tap("#start-from-given")
	settled(chair, "end")
	if s := p.state(); s.Floor.ElapsedMS < 9_000 {
		t.Errorf("started from when the floor was given, elapsed is %d ms", s.Floor.ElapsedMS)
	}

	// A point of order interrupts, has its own clock, and is ruled on.
	act("point-of-order")
	chair.fill(`dialog[open] [name="delegation"]`, "France")
	chair.fill(`dialog[open] [name="seat"]`, "12")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`document.querySelector("#rule-resume")?.getClientRects().length > 0`)
	gallery.await(`document.body.innerText.includes("France")`)
	chair.shot("point-of-order")
	gallery.shot("point-of-order")
	if s := p.state(); s.Floor.Delegation != "France" || s.Floor.Seat != "12" || s.Interrupted == nil || s.Interrupted.ZeroMS != nil {
		t.Errorf("during a point of order the floor is %+v, interrupted %+v", s.Floor, s.Interrupted)
	}
	secretary.tap("#rule-resume")
	settled(chair, "end")
	if name := floor(); name != "South Africa" {
		t.Errorf("after the ruling %s has the floor", name)
	}

	// A technical failure is a pause with a reason; then the meeting is suspended.
	act("pause-reason")
	chair.tap(`dialog[open] [data-reason="interpretation"]`)
	chair.await(`document.querySelector("#pause").dataset.do === "resume"`)
	if s := p.state(); !s.Floor.Paused || s.Floor.PauseReason == "" {
		t.Errorf("paused with a reason the floor is %+v", s.Floor)
	}
	act("suspend")
	chair.tap(`dialog[open] [type="submit"]`)
	settled(chair, "reconvene")
	gallery.await(`document.body.innerText.toLowerCase().includes("suspended")`)
	chair.shot("suspended")
	chair.tap("#primary")
	chair.await(`document.querySelector("#pause").dataset.do === "resume" && !document.querySelector("#pause").disabled`)
	chair.tap("#pause")
	settled(chair, "end")
	chair.tap("#primary")
	settled(chair, "give-floor")

	// The debate closes before the list is exhausted, and is reopened.
	act("close-debate")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`document.querySelector('[data-entry="e9"]').innerText.includes("Not heard")`)
	if s := p.state(); !s.Meeting.Closed || s.Meeting.NotHeard != 36 || s.Meeting.ClosedAt == nil {
		t.Errorf("after the closing the meeting is %+v", s.Meeting)
	}
	chair.shot("closed")
	gallery.shot("closed")
	act("reopen-debate")
	chair.await(`!document.querySelector('[data-entry="e9"]').innerText.includes("Not heard") || document.querySelector("dialog[open] [type=submit]")`)
	if chair.eval(`!!document.querySelector("dialog[open] [type=submit]")`) == true {
		chair.tap(`dialog[open] [type="submit"]`)
	}
	settled(chair, "give-floor")
	for _, b := range []*browser{chair, secretary, gallery} {
		for _, line := range b.complaints() {
			if !strings.Contains(line, "409") {
				t.Errorf("%s complains: %s", b.name, line)
			}
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("the exit code is %d: %s", code, p.stderr.String())
	}
}
