package pages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

const galleryRules = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "3s"
warning = "2s"
grace = "1s"
[[rule]]
kind = "group"
limit = "60s"
warning = "50s"
grace = "10s"
[[rule]]
kind = "observer"
limit = "none"
`

// onGallery starts a controller with short limits.
func onGallery(t *testing.T) *testbed.Controller {
	t.Helper()
	return debate(t, galleryRules)
}

// What a room wants on its public screens, on one that is open, at once.
func TestGalleryAsTheRoomWantsIt(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := onGallery(t)
	gallery := d.OpenGallery("gallery", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	first, second := p.State().List[0], p.State().List[1]
	gallery.Shows(gallery.Themed("default"), gallery.ComingNames().Mentions(second.Delegation))
	gallery.Shows(gallery.RoomClock().Shown(), gallery.Waiting().Mentions("37"))
	if text := gallery.CalmNext().Text(); !strings.Contains(text, first.Delegation) || !strings.Contains(text, first.Speaker) {
		t.Errorf("the card names as next %q", text)
	}

	p.Show(map[string]any{"theme": "contrast", "next": 8, "speaker": false, "clock": false})
	gallery.Shows(gallery.Themed("contrast"), gallery.ComingNames().Mentions(second.Delegation))
	gallery.Shows(gallery.RoomClock().Hidden())
	if colour := gallery.Body().Style("background-color"); colour != "rgb(0, 0, 0)" {
		t.Errorf("high contrast is on %s", colour)
	}
	if text := gallery.Body().Text(); strings.Contains(text, first.Speaker) {
		t.Errorf("a room without representatives is told of %s", first.Speaker)
	}
	gallery.Shot("contrast")
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	gallery.Shows(gallery.Stage().Shown(), gallery.Delegation().Mentions(first.Delegation))
	if !gallery.Now(gallery.Speaker().Hidden()) {
		t.Error("a room without representatives is shown one under the delegation")
	}
	if text := gallery.Limit().Text(); !strings.Contains(text, "0:03") {
		t.Errorf("the limit beside the time is %q", text)
	}
	p.Show(map[string]any{"next": 1})
	gallery.Shows(gallery.ComingLines().Many(1), gallery.Waiting().Shown())
	p.Show(map[string]any{"next": 0})
	gallery.Shows(gallery.Coming().Hidden(), gallery.Speaker().Shown())
	p.Do("back", "end", nil)
	gallery.Shows(gallery.Calm().Shown())
	if !gallery.Now(gallery.CalmNext().Hidden()) {
		t.Error("a room without next speakers is told who is next")
	}

	// Nobody is at the screen: nothing is in the way. A touch brings it back.
	gallery.Shows(gallery.LeftAlone(), gallery.Languages().Transparent())
	gallery.HandComes()
	gallery.Shows(browser.Not(gallery.LeftAlone()))
	gallery.Quiet()
	p.Stop()
}

// A short speaker leaves sand in the glass; the next one gets a full one.
func TestHourglassIsTurned(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := onGallery(t)
	p.Show(map[string]any{"theme": "hourglass"})
	gallery := d.OpenGallery("hourglass", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")

	p.Do("give", "give-floor", map[string]any{"entry": "e3"})
	gallery.Shows(gallery.Glass().Shown(), gallery.Full())
	p.Do("start", "start", nil)
	gallery.Shows(gallery.HourGlass().Above("data-fallen", 0.02), gallery.HourGlass().Marked("data-running"))
	gallery.Shot("falling")
	p.Do("pause", "pause", nil)
	gallery.Shows(browser.Not(gallery.HourGlass().Marked("data-running")))
	p.Do("end", "end", nil)
	gallery.Shows(gallery.Calm().Shown())

	p.Do("give-2", "give-floor", map[string]any{"entry": "e4"})
	turned := fmt.Sprint(p.State().Floor.Statement)
	gallery.Shows(gallery.HourGlass().Shown(), gallery.Full(), gallery.HourGlass().Data("turned", turned))
	p.Do("start-2", "start", nil)
	gallery.Shows(gallery.OverTime())
	if !gallery.Now(gallery.Empty()) {
		t.Errorf("past the limit %s of the sand has fallen", gallery.HourGlass().AttributeNow("data-fallen"))
	}
	if !gallery.Now(gallery.SandAbove().Attribute("d", ""), browser.Not(gallery.SandBelow().Attribute("d", ""))) {
		t.Errorf("past the limit the sand above is %s, below %s", gallery.SandAbove().HTML(), gallery.SandBelow().HTML())
	}
	gallery.Shot("empty")
	p.Do("end-2", "end", nil)

	// Without a limit there is nothing to fall.
	entry := p.Do("inscribe", "inscribe", map[string]any{"delegation": "Holy See", "kind": "observer"}).Entry
	p.Do("give-3", "give-floor", map[string]any{"entry": entry})
	gallery.Shows(gallery.Time().Shown(), gallery.Delegation().Says("Holy See"))
	if !gallery.Now(gallery.HourGlass().Hidden()) {
		t.Error("a statement without a limit has an hourglass")
	}
	gallery.Quiet()
	p.Stop()
}

// Where a room does not count past the limit, nothing on the gallery says by how
// much it was passed. The speaker still sees it.
func TestGalleryWithoutOvertime(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := onGallery(t)
	p.Show(map[string]any{"overtime": false})
	gallery, seat := d.OpenGallery("gallery", 1024, 768), d.OpenSeat("seat", 480, 320)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	seat.Visit(p.Address() + "/seat/7?lang=en")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	p.Do("start", "start", nil)
	seat.Shows(seat.InPhase("overrun"), seat.OverTime())
	gallery.Shows(gallery.InPhase("over"), gallery.Time().Says("0:00"))
	gallery.Shot("uncounted")
	p.Do("urge", "urge", nil)
	seat.Shows(seat.Urged().Shown(), seat.Delegation().Hidden())
	if text := gallery.Body().Text(); strings.Contains(text, seat.Urged().Text()) {
		t.Error("the gallery repeats what the President says to the speaker")
	}
	p.Do("end", "end", nil)
	gallery.Shows(gallery.LastName().Shown())
	if !gallery.Now(gallery.LastFigures().Hidden()) {
		t.Errorf("the card has the figures %q", gallery.LastFigures().Text())
	}
	seat.Shows(seat.QuietFigures().Shown()) // until the next begins
	p.Do("give-2", "give-floor", map[string]any{"entry": "e2", "seat": "8"})
	seat.Shows(seat.QuietFigures().Hidden())
	p.Show(nil)
	p.Do("start-2", "start", nil)
	gallery.Shows(gallery.OverTime())
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
		b.Quiet()
	}
	p.Stop()
}

// What stands on the gallery while no clock does.
func TestCardsOfTheGallery(t *testing.T) {
	d := browser.InChromium(t)
	p := onGallery(t)
	gallery := d.OpenGallery("cards", 1280, 720)
	gallery.Visit(p.Address() + "/gallery?lang=en")
	gallery.Shows(gallery.Card("nobody"))
	if !gallery.Now(gallery.CalmLast().Hidden()) {
		t.Error("there is a last statement before the first")
	}
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	p.Do("point", "point-of-order", map[string]any{"delegation": "Ghana"})
	gallery.Shows(gallery.Delegation().Says("Ghana"), gallery.Interrupted().Shown())
	if text, one := gallery.Interrupted().Text(), p.State().Interrupted; one == nil || !strings.Contains(text, one.Delegation) {
		t.Errorf("of %+v the gallery says %q", one, text)
	}
	p.Do("rule", "rule", map[string]any{"then": "resume"})
	gallery.Shows(gallery.Interrupted().Hidden())

	until := time.Now().Add(2 * time.Hour).UTC()
	p.Do("suspend", "suspend", map[string]any{"until": until.Format(time.RFC3339)})
	gallery.Shows(gallery.Card("suspended"), gallery.Stage().Hidden())
	if text := gallery.Calm().Text(); !strings.Contains(text, "until") || !strings.Contains(text, p.State().Floor.Delegation) {
		t.Errorf("the card of a suspended meeting says %q", text)
	}
	gallery.Shot("suspended")
	p.Do("reconvene", "reconvene", nil)
	gallery.Shows(gallery.Stage().Shown())
	p.Do("end", "end", nil)
	gallery.Shows(gallery.LastFigures().Shown(), gallery.CalmNext().Shown())

	p.Do("close", "close-debate", nil)
	gallery.Shows(gallery.Card("closed"))
	notHeard := slices.Collect(func(yield func(string) bool) {
		for _, row := range p.State().List {
			if row.Status == "not-heard" && !yield(row.Delegation) {
				return
			}
		}
	})
	text := gallery.Body().Text()
	if len(notHeard) == 0 || strings.Contains(text, fmt.Sprint(len(notHeard), " ")) || strings.Contains(text, notHeard[0]) {
		t.Errorf("of %d who were not heard the public reads %q", len(notHeard), text)
	}
	gallery.Shot("closed")
	gallery.Quiet()
	p.Stop()
}

// A time that the gallery does not know any more is not shown as one that it does.
func TestOldTimeOnTheGallery(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := onGallery(t)
	cable := testbed.NewRelay(t, p.Address())
	gallery, seat := d.OpenGallery("gallery", 1280, 720), d.OpenSeat("seat", 800, 480)
	gallery.Visit(cable.Address() + "/gallery?lang=en")
	seat.Visit(cable.Address() + "/seat/7?lang=zh")
	p.Do("give", "give-floor", map[string]any{"entry": "e1", "seat": "7"})
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
		b.Shows(b.Time().Shown(), b.Notice().Hidden())
	}
	cable.Hold(true)
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
		b.Shows(b.Notice().Shown(), b.Screen().Marked("data-old"))
		b.Shows(browser.Not(b.Phase().Visible()))
		b.Shot("old")
	}
	cable.Hold(false)
	for _, b := range []*browser.Browser{gallery.Browser, seat.Browser} {
		b.Shows(b.Notice().Hidden(), b.Phase().Visible())
	}
	p.Stop()
}

// What the room says in place of the debate: one tap shows it, in the gallery's languages
// and as large as all that is read from afar, the console says so for as long as it is
// there, and one tap takes it away. Under it the debate goes on.
func TestCardInPlaceOfTheDebate(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := debate(t, fiveMinutes)
	chair, gallery := d.OpenConsole("card-console", 1180, 820), d.OpenGallery("card", 1920, 1080)
	chair.Visit(p.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	chair.AwaitNext("give-floor")
	gallery.Visit(p.Address() + "/gallery?lang=fr")
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	gallery.Shows(gallery.Stage().Shown())

	chair.Act("card")
	chair.Question().Field("time").Choose("15:00")
	chair.Shows(chair.Question().Ready("resumes").Mentions("The meeting resumes at 15:00"))
	chair.Shot("asked")
	chair.Question().Ready("resumes").Tap()
	gallery.Shows(gallery.Card("notice"), gallery.Calm().Says("La séance reprend à 15:00"), gallery.Stage().Hidden())
	gallery.Shows(gallery.Coming().Hidden())
	readFromAfar(t, gallery, "a notice", 2)
	gallery.Shot("notice")
	chair.Shows(chair.Unasked(), chair.CardLine().Mentions("The meeting resumes at 15:00"))
	chair.Shot("shown")
	for _, fault := range append(chair.Faults(), gallery.Faults()...) {
		t.Error(fault)
	}
	gallery.Visit(p.Address() + "/gallery?lang=ar")
	gallery.Shows(gallery.Card("notice"), gallery.Calm().Mentions("15:00"))
	gallery.Shot("notice-ar")
	chair.CardAway().Tap()
	gallery.Shows(gallery.Stage().Shown(), gallery.Calm().Hidden())
	chair.Shows(chair.CardLine().Hidden())

	// A text of the room's own, and none at all.
	chair.Act("card")
	chair.Question().Answer().Tap()
	chair.Shows(chair.Question().Field("text").Invalid())
	chair.Question().Field("text").Fill("Fire drill: leave by the east doors")
	chair.Question().Answer().Tap()
	gallery.Shows(gallery.Calm().Says("Fire drill: leave by the east doors"))
	chair.Shows(chair.Unasked())
	chair.Act("card")
	chair.Question().Ready("blank").Tap()
	gallery.Shows(gallery.Card("blank"), browser.Not(gallery.RoomClock().Visible()))
	gallery.Shot("blank")
	chair.Shows(chair.CardLine().Mentions("Empty card"))

	// What else is set of the screens takes no card away.
	chair.Act("screens")
	chair.Question().Theme("contrast").Tap()
	chair.Question().Answer().Tap()
	gallery.Shows(gallery.Themed("contrast"), gallery.Card("blank"))
	chair.Shows(chair.CardAway().Shown())
	gallery.Quiet()
	chair.Quiet()
}
