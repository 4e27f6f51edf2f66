package pages_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/door"
)

// Where all places for guests are taken a screen says so and when it tries again, and
// comes back by itself; the chair comes back at once.
func TestFullHall(t *testing.T) {
	detail(t)
	browser.InEngines(t, testFullHall)
}

func testFullHall(t *testing.T, d *browser.Driver) {
	const places = 40 // a browser opens many connections for one page
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--rules", file(t, dir, "rules.toml", fiveMinutes), "--light", "7=dry", "--guests", "40")
	cable := testbed.NewRelay(t, p.Address())
	chair, chinese, arab := d.OpenConsole("chair-full", 1180, 820), d.OpenGallery("gallery-full", 1280, 720), d.OpenGallery("gallery-full-ar", 1280, 720)
	chair.Visit(cable.Address() + "/chair?lang=en#invite=" + p.Invitation("console"))
	chinese.Visit(cable.Address() + "/gallery?lang=zh")
	arab.Visit(cable.Address() + "/gallery?lang=ar")
	pages := []*browser.Browser{chair.Browser, chinese.Browser, arab.Browser}
	looks(pages, "live")

	cable.To("127.0.0.1:1") // where nobody is
	cable.Cut()
	looks(pages, "stale")
	fill(t, p, places)
	cable.To(p.Address())
	chair.Shows(chair.Linked("live"))
	chair.Shows(chair.Next().Enabled())
	chinese.Shows(chinese.Badge().Contains("席位已满"))
	arab.Shows(arab.Badge().Contains("لا مكان شاغرا"))
	for _, b := range []*browser.Browser{chinese.Browser, arab.Browser} {
		b.Shot("full")
	}
	chair.Device().Tap()
	chair.Shows(chair.Guests().Contains("places: 40"))
	chair.Shot("guests")
	chair.Press(browser.KeyEscape)
}

// fill takes every place by a screen that reads nothing, as soon as all others have
// gone, and gives them back at the end of the test.
func fill(t *testing.T, p *testbed.Controller, places int) {
	t.Helper()
	address := strings.TrimPrefix(p.Address(), "http://")
	here := func(want int) {
		t.Helper()
		var health struct{ Guests door.Counts }
		for end := time.Now().Add(testbed.Patience); ; <-time.After(50 * time.Millisecond) {
			if _, err := p.Ask(http.MethodGet, "/api/v1/health", nil, &health); err != nil {
				t.Fatal(err)
			}
			if health.Guests.Here == want {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("there are %d guests, not %d", health.Guests.Here, want)
			}
		}
	}
	p.State() // shows the key, so that what asks here is no guest
	here(0)
	var held []net.Conn
	t.Cleanup(func() {
		for _, c := range held {
			_ = c.Close()
		}
	})
	for range places {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, c)
		_, err = io.WriteString(c, "GET /ws HTTP/1.1\r\nHost: "+address+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
		if err != nil {
			t.Fatal(err)
		}
	}
	here(places)
}
