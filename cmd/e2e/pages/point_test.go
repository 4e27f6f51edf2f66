package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/timer"
)

// Who has no seat on the list raises it at the microphone that is in force; who has one, at
// that; and no seat, chosen by hand, is none, also in a room with one light.
func TestSeatOfAPointOfOrder(t *testing.T) { detail(t); browser.InEngines(t, testSeatOfPoint) }

func testSeatOfPoint(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	chair := d.OpenConsole("point-seat", 1024, 660)
	chair.Visit(p.Address() + "/chair?lang=zh#invite=" + p.Invitation("the President"))
	p.Do("seated", "amend", map[string]any{"entry": "e5", "seat": "12"})
	asked := chair.Asked("point")
	seat, delegation := asked.Field("seat"), asked.Field("delegation")
	in := func(where, who, at string) {
		t.Helper()
		if f := p.State().Floor; f == nil || f.Delegation != who || f.Seat != at {
			t.Errorf("%s: the floor is %+v; want %s at seat %q", where, f, who, at)
		}
	}
	name := func(entry string) string {
		t.Helper()
		for _, row := range p.State().List {
			if string(row.Entry) == entry {
				return row.Delegation
			}
		}
		t.Fatalf("there is no line %s", entry)
		return ""
	}
	point := func(at string) {
		t.Helper()
		chair.Point().Tap()
		chair.Shows(asked.Shown(), seat.Value(at))
	}

	point("7") // that of the one light
	in("raised", "", "7")
	asked.Raised("e4").Tap()
	chair.Shows(chair.Unasked())
	in("by a tap, without a seat of its own", name("e4"), "7")

	point("7")
	asked.Raised("e5").Tap()
	chair.Shows(chair.Unasked())
	in("by a tap, with a seat of its own", name("e5"), "12")

	point("12") // what is in force is shown, and stays with whoever has none
	chair.Settled()
	looksRight(t, chair, "seated")
	chair.Shot("seated")
	delegation.Fill(name("e4"))
	chair.Shows(seat.Value("12"))
	asked.Answer().Tap()
	chair.Shows(chair.Unasked())
	in("written, without a seat of its own", name("e4"), "12")

	point("12")
	seat.Choose("")
	asked.Answer().Tap()
	chair.Shows(chair.Unasked())
	in("no seat, by hand", name("e4"), "")

	point("")
	delegation.Fill(name("e5"))
	chair.Shows(seat.Value("12"))
	delegation.Fill("Chile")
	chair.Shows(seat.Value(""))
	asked.Answer().Tap()
	chair.Shows(chair.Unasked())
	in("none stays none", "Chile", "")
	for _, line := range chair.Complaints() {
		t.Errorf("the console complains: %s", line)
	}
}

// A point of order takes two taps and no typing: the first stops the clock, before anybody
// knows who raises it; the other names a delegation. What is unfinished reaches no screen,
// and a question that another tablet has answered closes itself.
func TestPointOfOrder(t *testing.T) { browser.InEngines(t, testPointOfOrder) }

func testPointOfOrder(t *testing.T, d *browser.Driver) {
	p := debate(t, fiveMinutes)
	chair, desk := d.OpenConsole("point-chair", 1180, 820), d.OpenConsole("point-desk", 390, 844)
	gallery := d.Open("point-gallery", 1280, 720)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("the President"))
	desk.Visit(p.Address() + "/chair?lang=ar#invite=" + p.InvitationFor(timer.Secretary, "desk"))
	gallery.Visit(p.Address() + "/gallery?lang=en")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	chair.AwaitNext("end")
	taps := chair.Taps()

	chair.Point().Tap()
	chair.Shows(chair.Asked("point").Shown(), browser.Not(chair.Asked("point").Raised("e1").There()))
	if s := p.State(); s.Interrupted == nil || s.Floor == nil || !s.Floor.Unnamed || s.Floor.Delegation != "" {
		t.Errorf("after the first tap the floor is %+v, interrupted %+v", s.Floor, s.Interrupted)
	}
	gallery.Shows(gallery.Body().Mentions("Point of order"))
	chair.Settled()
	chair.Shot("asked")
	looksRight(t, chair, "asked")
	chair.Asked("point").Raised("e4").Tap()
	chair.Shows(chair.Unasked())
	named := chair.Row("e4").Name().Text()
	if s := p.State(); s.Floor.Unnamed || s.Floor.Delegation != named || s.Floor.Seat != "7" {
		t.Errorf("after two taps the floor is %+v", s.Floor)
	}
	if used := chair.Taps() - taps; used != 2 {
		t.Errorf("a point of order took %d taps", used)
	}
	gallery.Shows(gallery.Body().Mentions(named))

	// It was somebody else, and by a phone; the President's question about it is answered so.
	chair.Point().Tap()
	chair.Shows(chair.Asked("point").Shown())
	chair.Asked("point").Leave().Tap()
	desk.Point().Tap()
	desk.Shows(desk.Asked("point").Shown())
	desk.Settled()
	desk.Shot("corrected")
	looksRight(t, desk, "corrected")
	desk.Asked("point").Raised("e5").Tap()
	desk.Shows(desk.Unasked())
	if s := p.State(); s.Floor.Delegation != chair.Row("e5").Name().Text() || s.Floor.Seat != "7" {
		t.Errorf("corrected, the floor is %+v", s.Floor)
	}
	chair.Resume().Tap()
	chair.AwaitNext("end")

	// Not yet known is an answer, too; and what another has ruled on asks nobody any more.
	chair.Point().Tap()
	chair.Shows(chair.Asked("point").Shown())
	p.Do("rule", "rule", map[string]any{"then": "resume"})
	chair.Shows(chair.Unasked(), chair.Told())
	chair.AwaitNext("end")
	if s := p.State(); s.Floor == nil || s.Floor.Entry != "e1" {
		t.Errorf("ruled on unnamed, the floor is %+v", s.Floor)
	}
	for _, b := range []*browser.Browser{chair.Browser, desk.Browser, gallery} {
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", b.Label, line)
		}
	}
}
