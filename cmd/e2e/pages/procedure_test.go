package pages_test

import (
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// What happens in the Chamber, by taps on two consoles: a point of order, a
// pause with a reason, a suspension, the closing of the debate before the list
// is exhausted.
func TestProcedureOnThePages(t *testing.T) { browser.InEngines(t, testProcedure) }

func testProcedure(t *testing.T, d *browser.Driver) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--light", "7=dry", "--light", "12=dry")
	chair, secretary, gallery := d.Open("procedure", 1180, 820), d.Open("secretary", 820, 1180), d.Open("public", 1280, 720)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	secretary.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(p.Address() + "/gallery")
	seat := d.Open("procedure-seat", 800, 480)
	seat.Visit(p.Address() + "/seat/7")
	room := &chamber{t, chair, gallery, seat, "7"}
	floor := func() string {
		if f := p.State().Floor; f != nil {
			return f.Delegation
		}
		return ""
	}
	act := func(do string) {
		t.Helper()
		chair.Tap("#procedure")
		chair.Tap(`[data-do="` + do + `"]`)
	}
	settled := func(b *browser.Browser, do string) {
		t.Helper()
		b.Await(`document.querySelector("#primary").dataset.do === "` + do + `" && document.querySelector("#primary").getClientRects().length > 0`)
	}

	// Whoever is called and is not there comes last.
	settled(chair, "give-floor")
	settled(secretary, "give-floor")
	room.isEmpty()
	p.Do("call", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	settled(chair, "start")
	room.holds("Security Council Report", "7", false)
	chair.Tap("#absent")
	chair.Tap(`dialog[open] [data-act="absent-end"]`)
	settled(chair, "give-floor")
	settled(secretary, "give-floor")
	room.isEmpty()
	if list := p.State().List; list[len(list)-1].Entry != "e1" {
		t.Errorf("called and not there, e1 is not the last of the list; that is %+v", list[len(list)-1])
	}

	p.Do("give", "give-floor", map[string]any{"entry": "e3", "seat": "7"})
	settled(secretary, "start")
	settled(chair, "start")
	room.holds("South Africa", "7", false)
	chair.Await(`document.querySelector("#reminder").getClientRects().length > 0`) // after ten seconds
	chair.Shot("reminder")
	chair.Tap("#start-from-given")
	settled(chair, "end")
	if s := p.State(); s.Floor.ElapsedMS < 9_000 {
		t.Errorf("started from when the floor was given, elapsed is %d ms", s.Floor.ElapsedMS)
	}

	// A point of order interrupts, has its own clock, and is ruled on.
	act("point-of-order")
	chair.Fill(`dialog[open] [name="delegation"]`, "France")
	chair.Fill(`dialog[open] [name="seat"]`, "12")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`document.querySelector("#rule-resume")?.getClientRects().length > 0`)
	room.holds("France", "12", false)
	chair.Shot("point-of-order")
	gallery.Shot("point-of-order")
	if s := p.State(); s.Floor.Delegation != "France" || s.Floor.Seat != "12" || s.Interrupted == nil || s.Interrupted.ZeroMS != nil {
		t.Errorf("during a point of order the floor is %+v, interrupted %+v", s.Floor, s.Interrupted)
	}
	secretary.Tap("#rule-resume")
	settled(chair, "end")
	room.holds("South Africa", "7", false)
	if name := floor(); name != "South Africa" {
		t.Errorf("after the ruling %s has the floor", name)
	}

	// A technical failure is a pause with a reason; then the meeting is suspended.
	act("pause-reason")
	chair.Tap(`dialog[open] [data-reason="interpretation"]`)
	chair.Await(`document.querySelector("#pause").dataset.do === "resume"`)
	room.holds("South Africa", "7", true)
	if s := p.State(); !s.Floor.Paused || s.Floor.PauseReason == "" {
		t.Errorf("paused with a reason the floor is %+v", s.Floor)
	}
	act("suspend")
	chair.Tap(`dialog[open] [type="submit"]`)
	settled(chair, "reconvene")
	room.isEmpty()
	for _, b := range room.pages() {
		b.Await(`document.body.innerText.toLowerCase().includes("suspended")`)
	}
	chair.Shot("suspended")
	chair.Tap("#primary")
	chair.Await(`document.querySelector("#pause").dataset.do === "resume" && !document.querySelector("#pause").disabled`)
	room.holds("South Africa", "7", true)
	chair.Tap("#pause")
	settled(chair, "end")
	room.holds("South Africa", "7", false)
	chair.Tap("#primary")
	settled(chair, "give-floor")
	room.isEmpty()

	// A right of reply comes after the list, and is heard like any statement.
	act("right-of-reply")
	chair.Fill(`dialog[open] [name="delegation"]`, "France")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`!document.querySelector("dialog[open]")`)
	list := p.State().List
	reply := list[len(list)-1]
	if reply.Kind != timer.RightOfReply || reply.Delegation != "France" {
		t.Errorf("asked for a right of reply, the list ends with %+v", reply)
	}
	p.Do("reply", "give-floor", map[string]any{"entry": reply.Entry, "seat": "7"})
	settled(chair, "start")
	room.holds("France", "7", false)
	chair.Tap("#primary")
	settled(chair, "end")
	chair.Tap("#primary")
	settled(chair, "give-floor")
	room.isEmpty()
	chair.Tap("#list-toggle")
	secretary.Await(`document.querySelector("#list-toggle").dataset.do === "reopen-list" && document.querySelector("#inscribe").disabled`)

	// The debate closes before the list is exhausted, and is reopened.
	act("close-debate")
	chair.Tap(`dialog[open] [type="submit"]`)
	chair.Await(`document.querySelector('[data-entry="e9"]').innerText.includes("Not heard")`)
	if s := p.State(); !s.Meeting.Closed || s.Meeting.NotHeard != 36 || s.Meeting.ClosedAt == nil {
		t.Errorf("after the closing the meeting is %+v", s.Meeting)
	}
	chair.Shot("closed")
	gallery.Shot("closed")
	act("reopen-debate")
	chair.Await(`!document.querySelector('[data-entry="e9"]').innerText.includes("Not heard") || document.querySelector("dialog[open] [type=submit]")`)
	if chair.Eval(`!!document.querySelector("dialog[open] [type=submit]")`) == true {
		chair.Tap(`dialog[open] [type="submit"]`)
	}
	settled(chair, "give-floor")
	room.isEmpty()
	for _, b := range []*browser.Browser{chair, secretary, gallery, seat} {
		for _, line := range b.Complaints() {
			if !strings.Contains(line, "409") {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}
