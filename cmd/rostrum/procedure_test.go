package main

import (
	"strings"
	"testing"

	"rostrum/timer"
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
	seat := d.open("procedure-seat", 800, 480)
	seat.visit(p.address + "/seat/7")
	room := &chamber{t, chair, gallery, seat, "7"}
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

	// Whoever is called and is not there comes last.
	settled(chair, "give-floor")
	settled(secretary, "give-floor")
	room.isEmpty()
	p.do("call", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	settled(chair, "start")
	room.holds("Security Council Report", "7", false)
	chair.tap("#absent")
	chair.tap(`dialog[open] [data-act="absent-end"]`)
	settled(chair, "give-floor")
	settled(secretary, "give-floor")
	room.isEmpty()
	if list := p.state().List; list[len(list)-1].Entry != "e1" {
		t.Errorf("called and not there, e1 is not the last of the list; that is %+v", list[len(list)-1])
	}

	p.do("give", "give-floor", map[string]any{"entry": "e3", "seat": "7"})
	settled(secretary, "start")
	settled(chair, "start")
	room.holds("South Africa", "7", false)
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
	room.holds("France", "12", false)
	chair.shot("point-of-order")
	gallery.shot("point-of-order")
	if s := p.state(); s.Floor.Delegation != "France" || s.Floor.Seat != "12" || s.Interrupted == nil || s.Interrupted.ZeroMS != nil {
		t.Errorf("during a point of order the floor is %+v, interrupted %+v", s.Floor, s.Interrupted)
	}
	secretary.tap("#rule-resume")
	settled(chair, "end")
	room.holds("South Africa", "7", false)
	if name := floor(); name != "South Africa" {
		t.Errorf("after the ruling %s has the floor", name)
	}

	// A technical failure is a pause with a reason; then the meeting is suspended.
	act("pause-reason")
	chair.tap(`dialog[open] [data-reason="interpretation"]`)
	chair.await(`document.querySelector("#pause").dataset.do === "resume"`)
	room.holds("South Africa", "7", true)
	if s := p.state(); !s.Floor.Paused || s.Floor.PauseReason == "" {
		t.Errorf("paused with a reason the floor is %+v", s.Floor)
	}
	act("suspend")
	chair.tap(`dialog[open] [type="submit"]`)
	settled(chair, "reconvene")
	room.isEmpty()
	for _, b := range room.pages() {
		b.await(`document.body.innerText.toLowerCase().includes("suspended")`)
	}
	chair.shot("suspended")
	chair.tap("#primary")
	chair.await(`document.querySelector("#pause").dataset.do === "resume" && !document.querySelector("#pause").disabled`)
	room.holds("South Africa", "7", true)
	chair.tap("#pause")
	settled(chair, "end")
	room.holds("South Africa", "7", false)
	chair.tap("#primary")
	settled(chair, "give-floor")
	room.isEmpty()

	// A right of reply comes after the list, and is heard like any statement.
	act("right-of-reply")
	chair.fill(`dialog[open] [name="delegation"]`, "France")
	chair.tap(`dialog[open] [type="submit"]`)
	chair.await(`!document.querySelector("dialog[open]")`)
	list := p.state().List
	reply := list[len(list)-1]
	if reply.Kind != timer.RightOfReply || reply.Delegation != "France" {
		t.Errorf("asked for a right of reply, the list ends with %+v", reply)
	}
	p.do("reply", "give-floor", map[string]any{"entry": reply.Entry, "seat": "7"})
	settled(chair, "start")
	room.holds("France", "7", false)
	chair.tap("#primary")
	settled(chair, "end")
	chair.tap("#primary")
	settled(chair, "give-floor")
	room.isEmpty()
	chair.tap("#list-toggle")
	secretary.await(`document.querySelector("#list-toggle").dataset.do === "reopen-list" && document.querySelector("#inscribe").disabled`)

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
	room.isEmpty()
	for _, b := range []*browser{chair, secretary, gallery, seat} {
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
