package pages_test

import (
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// From a rehearsal to the meeting by taps: it is prepared while a statement runs, with the
// list of the rehearsal, and opened once that has ended. Every page says which of the two
// it shows, and the record of the first stays.
func TestMeetingsOnThePages(t *testing.T) { browser.InEngines(t, testMeetings) }

func testMeetings(t *testing.T, d *browser.Driver) {
	p := testbed.Start(t, t.TempDir(), "--light", "7=dry")
	chair, phone := d.OpenConsole("meetings", 820, 1180), d.OpenConsole("meetings-phone", 390, 844)
	secretary, gallery, seat := d.OpenConsole("meetings-secretary", 1024, 768), d.OpenGallery("meetings-gallery", 1280, 720), d.OpenSeat("meetings-seat", 800, 480)
	lobby := d.OpenFront("meetings-lobby", 1024, 768)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("President"))
	phone.Visit(p.Address() + "/chair?lang=zh#invite=" + p.Invitation("phone"))
	secretary.Visit(p.Address() + "/chair?lang=en#invite=" + p.InvitationFor(timer.Secretary, "Secretariat"))
	gallery.Visit(p.Address() + "/gallery?lang=en")
	seat.Visit(p.Address() + "/seat/7?lang=ar")
	lobby.Visit(p.Address() + "/?lang=en")
	pages := []*browser.Browser{chair.Browser, phone.Browser, secretary.Browser, gallery.Browser, seat.Browser, lobby.Browser}
	for _, b := range pages {
		b.Shows(b.Rehearsal().Shown())
	}
	gallery.Shows(gallery.Rehearsal().Has("Rehearsal"))
	seat.Shows(seat.Rehearsal().Has("تجربة"))
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser, lobby.Browser} {
		b.Shot("rehearsal")
		for _, fault := range b.Faults() {
			t.Errorf("%s: %s", b.Label, fault)
		}
		accessible(t, b, b.Label)
	}
	phone.Shot("rehearsal")
	lobby.Shows(lobby.Count().Mentions("37 waiting"))

	// While somebody speaks, another meeting is prepared; the floor's button stays as it is.
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	chair.AwaitNext("end")
	chair.Act("meetings")
	chair.Shot("none")
	chair.Question().Prepare().Tap()
	ask := chair.Asked("prepare-meeting")
	chair.Shows(ask.Field("symbol").Shown(), ask.Figures().Mentions("3:00"))
	ask.Answer().Tap()
	chair.Shows(ask.Field("title").Invalid())
	ask.Field("symbol").Fill("S/PV.9571")
	ask.Field("title").Fill("Working methods of the Council")
	ask.Field("from").Choose("1")
	ask.Field("preset").Choose("note-507")
	chair.Shows(ask.Figures().Mentions("5:00"))
	ask.Field("zone").Fill("Mars/Phobos")
	ask.Answer().Tap()
	chair.Shows(ask.Field("zone").Invalid())
	ask.Field("zone").Fill("America/New_York")
	chair.Shot("prepare")
	for _, fault := range chair.Faults() {
		t.Errorf("the question: %s", fault)
	}
	accessible(t, chair.Browser, "the question")
	ask.Answer().Tap()
	sheet := chair.Question()
	chair.Shows(sheet.Prepared(1).Mentions("S/PV.9571"), sheet.Prepared(1).Mentions("37"), sheet.PreparedAct(1, "open-meeting").Disabled(),
		sheet.Held().Mentions("Security Council Report"))
	chair.Shot("held")
	chair.Press(browser.KeyEscape)
	chair.AwaitNext("end")
	if s := p.State(); s.Floor == nil || s.Floor.Paused || s.Meeting.Symbol != "S/PV.8539" {
		t.Errorf("after a meeting was prepared there is %+v, %+v", s.Meeting, s.Floor)
	}

	// One of a telephone, in Chinese, is given up by the chair, and that is taken back.
	phone.Act("meetings")
	phone.Question().Prepare().Tap()
	phone.Asked("prepare-meeting").Field("title").Fill("明天")
	phone.Asked("prepare-meeting").Field("rehearsal").Click()
	phone.Shot("prepare")
	for _, fault := range phone.Faults() {
		t.Errorf("the question on a telephone: %s", fault)
	}
	phone.Asked("prepare-meeting").Answer().Tap()
	phone.Shows(phone.Question().Prepared(2).Mentions("演练"))
	phone.Shot("prepared")
	for _, fault := range phone.Faults() {
		t.Errorf("the sheet on a telephone: %s", fault)
	}
	chair.Act("meetings")
	chair.Question().PreparedAct(2, "discard-prepared").Tap()
	chair.Shows(browser.Not(chair.Question().Prepared(2).There()))
	phone.Shows(browser.Not(phone.Question().Prepared(2).There()))
	chair.Press(browser.KeyEscape)
	chair.Shows(chair.Undo().Contains("discarded"))
	chair.Undo().Tap()
	phone.Shows(phone.Question().Prepared(2).There())

	// What one is called is put right, also while somebody speaks.
	chair.Act("meetings")
	chair.Question().PreparedAct(1, "change-prepared").Tap()
	change := chair.Asked("change-prepared")
	chair.Shows(change.Field("symbol").Value("S/PV.9571"), change.Figures().Mentions("5:00"))
	change.Field("symbol").Fill("S/PV.9572")
	chair.Shot("change")
	for _, fault := range chair.Faults() {
		t.Errorf("the change: %s", fault)
	}
	change.Answer().Tap()
	chair.Shows(chair.Question().Prepared(1).Mentions("S/PV.9572"))
	chair.Press(browser.KeyEscape)
	chair.Shows(chair.Undo().Contains("changed"))
	chair.Undo().Tap()
	phone.Shows(phone.Question().Prepared(1).Mentions("S/PV.9571"))

	// Who may not open one prepares it, and changes what is prepared.
	secretary.Act("meetings")
	secretary.Shows(secretary.Question().Prepared(1).Mentions("S/PV.9571"), browser.Not(secretary.Question().PreparedAct(1, "open-meeting").There()),
		secretary.Question().PreparedAct(1, "change-prepared").Enabled(), secretary.Question().Prepare().Enabled())
	secretary.Shot("sheet")
	secretary.Press(browser.KeyEscape)

	// The statement ends under the open sheet, and the meeting begins by one act.
	chair.Act("meetings")
	p.Do("end", "end", nil)
	chair.Shows(sheet.PreparedAct(1, "open-meeting").Enabled())
	chair.Shot("sheet")
	accessible(t, chair.Browser, "the sheet")
	sheet.PreparedAct(1, "open-meeting").Tap()
	open := chair.Asked("open-meeting")
	chair.Shows(open.Mentions("S/PV.8539"), open.Mentions("36 speakers still wait"))
	chair.Shot("open")
	open.Answer().Tap()
	chair.Shows(chair.Unasked(), chair.Told(), chair.Symbol().Has("S/PV.9571"))
	chair.AwaitNext("give-floor")
	chair.Shot("opened")
	for _, b := range pages {
		b.Shows(browser.Not(b.Rehearsal().Shown()))
	}
	chair.Shows(chair.Row("e1").Status("waiting"))
	if s := p.State(); s.Meeting.Rehearsal || s.Meeting.Sample || s.Meeting.Symbol != "S/PV.9571" || s.Meeting.Rules.Name != "note-507" || len(s.List) != 37 {
		t.Errorf("opened is %+v with %d lines", s.Meeting, len(s.List))
	}

	// The record of the rehearsal stays, and says that it is one; in Arabic, the prepared
	// one that is left.
	chair.Visit(p.Address() + "/record?lang=en&meeting=1")
	chair.Shows(chair.Record().Mentions("Rehearsal · S/PV.8539"))
	chair.Visit(p.Address() + "/chair?lang=ar")
	chair.Act("meetings")
	chair.Shows(chair.Question().Prepared(2).Mentions("تجربة"))
	chair.Shot("ar")
	for _, fault := range chair.Faults() {
		t.Errorf("in Arabic: %s", fault)
	}
	chair.Question().PreparedAct(2, "open-meeting").Tap()
	chair.Shot("open-ar")
	chair.Asked("open-meeting").Answer().Tap()
	for _, b := range pages[1:] {
		b.Shows(b.Rehearsal().Shown())
	}
	for _, b := range pages {
		for _, line := range b.Complaints() {
			t.Errorf("%s complains: %s", b.Label, line)
		}
	}
	p.Stop()
}

// The next meeting begins with a list that comes in from a file, whatever runs meanwhile.
func TestMeetingFromAFile(t *testing.T) { detail(t); browser.InEngines(t, testMeetingFromAFile) }

func testMeetingFromAFile(t *testing.T, d *browser.Driver) {
	p, b := listConsole(t, d, "meeting-file", 820, 1180)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	b.AwaitNext("end")
	b.Act("meetings")
	b.Question().Prepare().Tap()
	ask := b.Asked("prepare-meeting")
	ask.Field("title").Fill("The day after")
	ask.FromFile().Tap()
	b.Shows(b.Import().Shown())
	sheet := bring(b, file(t, t.TempDir(), "Speakers 1.csv", firstExport))
	sheet.As("C").Choose("speaker")
	b.Shows(sheet.Column("C").Data("as", "speaker"), browser.Not(sheet.Marked("aria-busy")))
	b.Shot("chosen")
	sheet.Take().Tap()
	b.Shows(browser.Not(b.Import().There()), ask.Field("title").Shown())
	b.Shot("asked")
	ask.Answer().Tap()
	b.Shows(b.Question().Prepared(1).Mentions("The day after"), b.Question().Prepared(1).Mentions("6"))
	if s := p.State(); len(s.List) != 37 || s.Floor == nil {
		t.Errorf("after a meeting was prepared the list has %d lines, the floor %+v", len(s.List), s.Floor)
	}
	p.Do("end", "end", nil)
	p.Do("open", "open-meeting", map[string]any{"prepared": 1})
	if got, want := waitingNames(p), "Kenya Ms. Kimani, Norway Mr. Berg, Chile Ms. Rojas, Ghana Mr. Mensah, Japan Ms. Sato, Fiji Mr. Nata"; got != want {
		t.Errorf("the meeting begins with %s", got)
	}
}
