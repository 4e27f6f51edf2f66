package pages_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// aHouse are two rooms that run, each a controller of its own, one that never was there, one
// of another edition, and one at whose address is something else.
type aHouse struct {
	council, trusteeship *testbed.Controller
}

func openHouse(t *testing.T) aHouse {
	t.Helper()
	council, trusteeship := "127.0.0.1:"+testbed.FreePort(t), "127.0.0.2:"+testbed.FreePort(t)
	answers := func(kind, body string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write([]byte(body))
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	rooms := []string{
		"--room", "Security Council Chamber=http://" + council,
		"--room", "Trusteeship Council Chamber=http://" + trusteeship,
		"--room", "Economic and Social Council Chamber=http://127.0.0.1:" + testbed.FreePort(t),
		"--room", "General Assembly Hall=" + answers("application/json", oldState(t)),
		"--room", "Conference Room 4=" + answers("text/html", "<!doctype html><title>printer</title>"),
	}
	serve := func(at string) *testbed.Controller {
		return testbed.Start(t, t.TempDir(), append([]string{"--listen", at}, rooms...)...)
	}
	return aHouse{serve(council), serve(trusteeship)}
}

// oldState is what a controller of another edition may answer: less than this one, and more.
func oldState(t *testing.T) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"run": "old", "pages": "0123456789abcdef", "now": "2026-11-28T10:00:00Z", "colour": "green",
		"meeting": map[string]any{"symbol": "A/81/PV.40", "title": "General debate", "suspended": true, "closed": false},
		"floor":   nil,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The lobby lists the rooms of the house; what becomes of one of them is said of it alone.
func TestRoomsInTheLobby(t *testing.T) {
	d := browser.InChromium(t)
	house := openHouse(t)
	lobby := d.OpenFront("rooms", 1180, 820)
	lobby.Visit(house.council.Address() + "/?lang=en")
	lobby.Shows(lobby.House().Shown(), lobby.Room(1).Is("live"), lobby.Room(1).Now().Says("Nobody has the floor"), lobby.Room(1).Here().Shown())
	lobby.Shows(lobby.Room(2).Is("live"), lobby.Room(2).Here().Hidden(), lobby.Room(2).Edition().Hidden())
	lobby.Shows(lobby.Room(3).Is("silent"), lobby.Room(3).Now().Says("The room cannot be reached"))
	lobby.Shows(lobby.Room(4).Is("live"), lobby.Room(4).Now().Says("The meeting is suspended"), lobby.Room(4).Edition().Shown())
	lobby.Shows(lobby.Room(5).Is("foreign"), lobby.Room(5).Now().Mentions("not a room of Rostrum"))

	house.trusteeship.Do("give", "give-floor", map[string]any{"entry": "e1"})
	speaker := house.trusteeship.State().Floor.Delegation
	lobby.Shows(lobby.Room(2).Now().Says(speaker+" has the floor"), lobby.Room(2).Data("floor", "held"))
	for _, one := range readers() {
		lobby.Resize(one.width, one.height)
		lobby.Visit(house.council.Address() + "/?lang=" + one.language)
		lobby.Shows(lobby.Room(2).Data("floor", "held"), lobby.Room(3).Is("silent"), lobby.Room(4).Is("live"), lobby.Room(5).Is("foreign"))
		looked(t, lobby.Browser, "lobby-"+one.name())
	}

	// A room that is killed takes nothing with it; it is there again when it is started.
	lobby.Visit(house.council.Address() + "/?lang=en")
	lobby.Shows(lobby.Room(2).Is("live"))
	house.trusteeship.Kill()
	lobby.Shows(lobby.Room(2).Is("silent"), lobby.Room(1).Is("live"), lobby.Room(4).Is("live"), lobby.Linked("live"))
	house.trusteeship.Restart()
	lobby.Shows(lobby.Room(2).Is("live"), lobby.Room(2).Now().Says(speaker+" has the floor"))
	lobby.RoomWay(2, "/gallery").Tap()
	lobby.Arrives(house.trusteeship.Address() + "/gallery")
	lobby.Quiet(browser.OfLostLink)
}

// A screen chooses a room and keeps it, over a power cut of its own and of the room's; and
// somebody chooses another one.
func TestOverflowScreen(t *testing.T) {
	d := browser.InChromium(t)
	house := openHouse(t)
	house.trusteeship.Do("give", "give-floor", map[string]any{"entry": "e1"})
	choice, gallery := house.council.Address()+"/overflow", house.trusteeship.Address()+"/gallery"
	screen := d.OpenOverflow("overflow", 1180, 820)
	for _, one := range readers() {
		screen.Resize(one.width, one.height)
		screen.Visit(choice + "?lang=" + one.language)
		screen.Shows(screen.Room(2).Data("floor", "held"), screen.Room(3).Is("silent"), screen.Room(4).Is("live"), screen.Room(5).Is("foreign"))
		looked(t, screen.Browser, "choice-"+one.name())
	}
	if screen.Now(screen.Unlisted().Shown()) {
		t.Error("an address of the house is said to be none")
	}
	screen.Resize(1180, 820)
	screen.Choose(2).Tap()
	screen.Arrives(gallery)
	screen.Shows(screen.Ready(), screen.Back().Shown())
	for _, language := range []string{"ar", "en"} {
		screen.Visit(gallery + "?lang=" + language + "&overflow=" + house.council.Address())
		screen.Shows(screen.Back().Shown())
		looked(t, screen.Browser, "gallery-"+language)
	}

	// Power is back: the room is shown again, once it answers.
	screen.Goes(choice)
	screen.Arrives(gallery)
	house.trusteeship.Kill()
	screen.Visit(choice)
	screen.Shows(screen.Waiting().Mentions("Trusteeship Council Chamber"), screen.Room(2).Is("silent"))
	looked(t, screen.Browser, "waiting")
	house.trusteeship.Restart()
	screen.Arrives(gallery)

	// Another room, by the quiet way back.
	screen.Shows(screen.Back().Shown())
	screen.Back().Tap()
	screen.Arrives(choice)
	screen.Shows(screen.Room(1).Is("live"), screen.Waiting().Hidden())
	screen.Choose(1).Tap()
	screen.Arrives(house.council.Address() + "/gallery")
	screen.Goes(choice)
	screen.Arrives(house.council.Address() + "/gallery")

	// One that is not there is waited for, until it is given up.
	screen.Shows(screen.Back().Shown())
	screen.Back().Tap()
	screen.Arrives(choice)
	screen.Shows(screen.Room(3).Is("silent"))
	screen.Choose(3).Tap()
	screen.Shows(screen.Waiting().Mentions("Economic and Social Council Chamber"))
	screen.Forget().Tap()
	screen.Shows(screen.Waiting().Hidden())
	screen.Visit(choice)
	screen.Shows(screen.Room(1).Is("live"), screen.Waiting().Hidden())
	screen.Quiet(browser.OfLostLink)

	// Nobody's link makes a gallery lead out of the house, and another name has no way back.
	screen.Visit(gallery + "?overflow=http://house.example")
	screen.Shows(screen.Ready(), browser.Not(screen.Back().Shown()))
	screen.Visit(strings.Replace(choice, "127.0.0.1", "localhost", 1))
	screen.Shows(screen.Unlisted().Shown())
}

// reader is somebody with a device of such a size, who reads a language.
type reader struct {
	language      string
	width, height int
}

func (r reader) name() string { return fmt.Sprintf("%s-%dx%d", r.language, r.width, r.height) }

// readers are a tablet and two phones, each in another language; at length, in all three.
func readers() (all []reader) {
	for i, size := range [][2]int{{1180, 820}, {390, 844}, {320, 640}} {
		for j, language := range []string{"zh", "ar", "en"} {
			if i == j || testbed.Long() {
				all = append(all, reader{language, size[0], size[1]})
			}
		}
	}
	return all
}

// looked keeps a picture of a page, and says what is wrong with it.
func looked(t *testing.T, b *browser.Browser, where string) {
	t.Helper()
	b.Settled()
	b.Shot(where)
	for _, fault := range b.Faults() {
		t.Errorf("%s: %s", where, fault)
	}
	for _, finding := range b.Axe() {
		t.Errorf("%s: %s", where, finding)
	}
}
