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
	chair, secretary, gallery := d.OpenConsole("procedure", 1180, 820), d.OpenConsole("secretary", 820, 1180), d.OpenGallery("public", 1280, 720)
	chair.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	secretary.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	gallery.Visit(p.Address() + "/gallery")
	seat := d.OpenSeat("procedure-seat", 800, 480)
	seat.Visit(p.Address() + "/seat/7")
	room := &chamber{t, chair, gallery, seat, "7"}
	floor := func() string {
		if f := p.State().Floor; f != nil {
			return f.Delegation
		}
		return ""
	}
	settled := func(b browser.Console, do string) {
		t.Helper()
		b.Shows(b.Next().Does(do), b.Next().Shown())
	}

	// Whoever is called and is not there comes last.
	settled(chair, "give-floor")
	settled(secretary, "give-floor")
	room.isEmpty()
	p.Do("call", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	settled(chair, "start")
	room.holds("Security Council Report", "7", false)
	chair.Absent().Tap()
	chair.Question().Absent("absent-end").Tap()
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
	chair.Shows(chair.Reminder().Shown()) // after ten seconds
	chair.Shot("reminder")
	chair.StartFromGiven().Tap()
	settled(chair, "end")
	if s := p.State(); s.Floor.ElapsedMS < 9_000 {
		t.Errorf("started from when the floor was given, elapsed is %d ms", s.Floor.ElapsedMS)
	}

	// A point of order interrupts, has its own clock, and is ruled on.
	chair.Point().Tap()
	chair.Shows(chair.Resume().Shown())
	gallery.Shows(gallery.Body().Mentions("Point of order"))
	chair.Question().Field("delegation").Fill("France")
	chair.Question().Field("seat").Fill("12")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Resume().Shown())
	room.holds("France", "12", false)
	chair.Shot("point-of-order")
	gallery.Shot("point-of-order")
	if s := p.State(); s.Floor.Delegation != "France" || s.Floor.Seat != "12" || s.Interrupted == nil || s.Interrupted.ZeroMS != nil {
		t.Errorf("during a point of order the floor is %+v, interrupted %+v", s.Floor, s.Interrupted)
	}
	secretary.Resume().Tap()
	settled(chair, "end")
	room.holds("South Africa", "7", false)
	if name := floor(); name != "South Africa" {
		t.Errorf("after the ruling %s has the floor", name)
	}

	// A technical failure is a pause with a reason; then the meeting is suspended.
	chair.Act("pause-reason")
	chair.Question().Reason("interpretation").Tap()
	chair.Shows(chair.Pause().Does("resume"))
	room.holds("South Africa", "7", true)
	if s := p.State(); !s.Floor.Paused || s.Floor.PauseReason == "" {
		t.Errorf("paused with a reason the floor is %+v", s.Floor)
	}
	chair.Act("suspend")
	chair.Question().Answer().Tap()
	settled(chair, "reconvene")
	room.isEmpty()
	for _, b := range room.pages() {
		b.Shows(browser.Any(b.Body().Mentions("suspended"), b.Body().Mentions("Suspended"), b.Body().Mentions("SUSPENDED")))
	}
	chair.Shot("suspended")
	chair.Next().Tap()
	chair.Shows(chair.Pause().Does("resume"), chair.Pause().Enabled())
	room.holds("South Africa", "7", true)
	chair.Pause().Tap()
	settled(chair, "end")
	room.holds("South Africa", "7", false)
	chair.Next().Tap()
	settled(chair, "give-floor")
	room.isEmpty()

	// A right of reply comes after the list, and is heard like any statement.
	chair.Act("right-of-reply")
	chair.Question().Field("delegation").Fill("France")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Unasked())
	list := p.State().List
	reply := list[len(list)-1]
	if reply.Kind != timer.RightOfReply || reply.Delegation != "France" {
		t.Errorf("asked for a right of reply, the list ends with %+v", reply)
	}
	p.Do("reply", "give-floor", map[string]any{"entry": reply.Entry, "seat": "7"})
	settled(chair, "start")
	room.holds("France", "7", false)
	chair.Next().Tap()
	settled(chair, "end")
	chair.Next().Tap()
	settled(chair, "give-floor")
	room.isEmpty()
	chair.ListSwitch().Tap()
	secretary.Shows(secretary.ListSwitch().Does("reopen-list"), secretary.Inscribe().Disabled())

	// The debate closes before the list is exhausted, and is reopened.
	chair.Act("close-debate")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Row("e9").Mentions("Not heard"))
	if s := p.State(); !s.Meeting.Closed || s.Meeting.NotHeard != 36 || s.Meeting.ClosedAt == nil {
		t.Errorf("after the closing the meeting is %+v", s.Meeting)
	}
	chair.Shot("closed")
	gallery.Shot("closed")
	chair.Act("reopen-debate")
	chair.Question().Answer().Tap()
	chair.Shows(browser.Not(chair.Row("e9").Mentions("Not heard")))
	settled(chair, "give-floor")
	room.isEmpty()
	for _, b := range []*browser.Browser{chair.Browser, secretary.Browser, gallery.Browser, seat.Browser} {
		for _, line := range b.Complaints() {
			if !strings.Contains(line, "409") {
				t.Errorf("%s complains: %s", b.Label, line)
			}
		}
	}
	p.Stop()
}
