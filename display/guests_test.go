package display_test

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display"
	entry "rostrum/display/door"
	"rostrum/display/wire"
)

// counted is a door whose visitors are counted.
type counted struct {
	net.Listener
	way func() (net.Conn, error)
}

func (d counted) dial() (net.Conn, error) { return d.way() }

// forGuests opens a house in a bubble, with a measure of guests, and a public door beside
// the other.
func forGuests(t *testing.T, m entry.Measure, test func(t *testing.T, h *house)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		guests := entry.New(m)
		through := func() door {
			inside := newPipeDoor()
			return counted{guests.Door(inside), inside.dial}
		}
		test(t, openDoors(t, through(), through(), dir, func(c *display.Config) { c.House = guests }))
	})
}

// Where all places are taken a guest is told when to come again, and whoever shows a
// key is served as ever: by header, by cookie, and by a hello.
func TestNoPlaceForAGuest(t *testing.T) { forGuests(t, entry.Measure{Guests: 1}, noPlaceForAGuest) }

func noPlaceForAGuest(t *testing.T, h *house) {
	session := h.session()
	first := h.welcomed(nil)      // has the place
	const heard = 2 * time.Second // whether it has a key, where one may be said
	for says, at := range map[string]door{"the one door": h.door, "the public one": h.public} {
		a := h.askAt(at, get("/api/v1/state"))
		if e := a.refusal(); a.status != 503 || e.Code != wire.Full || a.header.Get("Retry-After") != "15" {
			t.Errorf("at %s a guest got %d %s, Retry-After %q", says, a.status, a.body, a.header.Get("Retry-After"))
		}
		outside := *h
		outside.door = at
		begun := time.Now()
		if code, reason := outside.joinsInVain(t); code != wire.CloseFull || reason != "15" {
			t.Errorf("at %s a screen was closed with %d %q", says, code, reason)
		}
		if is := time.Since(begun); is != 0 && is != heard || (is == heard) != (says == "the one door") {
			t.Errorf("at %s a screen was heard for %v", says, is)
		}
	}
	page := get("/gallery")
	page.header = map[string]string{"Accept": "text/html"}
	if a := h.ask(page); a.status != 503 || !strings.Contains(string(a.body), "no room for more guests") {
		t.Errorf("a person got %d %s", a.status, a.body)
	}
	if a := h.ask(h.post(`{"id":"a","do":"close-list"}`)); a.status != 200 {
		t.Errorf("the chair by key got %d %s", a.status, a.body)
	}
	with := get("/api/v1/state")
	with.header = map[string]string{"Cookie": "rostrum_session=" + session}
	if a := h.ask(with); a.status != 200 {
		t.Errorf("the chair by session got %d %s", a.status, a.body)
	}
	for says, c := range map[string]*client{
		"a key": h.welcomed(withKey(h.chair)), "a cookie": h.welcomed(http.Header{"Cookie": {"rostrum_session=" + session}}), "a light": h.welcomed(withKey(h.light)),
	} {
		c.send(`{"type":"sync","t0":1}`)
		if m := c.await("sync", func(message) bool { return true }); m.Boot == "" {
			t.Errorf("with %s: %s", says, m.text)
		}
	}
	c := h.join(nil)
	c.send(`{"type":"hello","key":"` + h.chair + `"}`)
	c.expect("hello")
	if m := c.await("state", func(m message) bool { return m.Role == "chair" }); m.Rev != h.rev() {
		t.Errorf("by hello the chair got %s", m.text)
	}
	first.send(`{"type":"sync","t0":1}`)
	first.await("sync", func(message) bool { return true })
	// Who has shown a key leaves the place of a guest.
	first.send(`{"type":"hello","key":"` + h.chair + `"}`)
	first.await("state", func(m message) bool { return m.Role == "chair" })
	h.welcomed(nil)
}

// A guest whose handshake took long is told when to come again too.
func TestNoPlaceForAGuestFromAfar(t *testing.T) {
	forGuests(t, entry.Measure{Guests: 1}, func(t *testing.T, h *house) {
		h.welcomed(nil) // has the place
		afar := *h
		afar.door = counted{h.door, func() (net.Conn, error) {
			c, err := h.door.dial()
			time.Sleep(2 * time.Second)
			return c, err
		}}
		if code, reason := afar.joinsInVain(t); code != wire.CloseFull || reason != "15" {
			t.Errorf("a screen was closed with %d %q", code, reason)
		}
		c := afar.join(nil)
		time.Sleep(time.Second)
		c.send(`{"type":"hello","key":"` + h.chair + `"}`)
		c.expect("hello")
		c.await("state", func(m message) bool { return m.Role == "chair" })
	})
}

// joinsInVain returns how a websocket of a guest was closed at once.
func (h *house) joinsInVain(t *testing.T) (code int, reason string) {
	t.Helper()
	ws, _, err := h.tryJoin(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ws.Close() }()
	_ = ws.SetReadDeadline(time.Now().Add(patience))
	_, text, err := ws.ReadMessage()
	var told *websocket.CloseError
	if !errors.As(err, &told) {
		t.Fatalf("got %s, %v", text, err)
	}
	return told.Code, told.Text
}

// What a guest says faster than is heard is answered later, in order; a light and an
// operator are not held back by it.
func TestGuestWhoSaysMuch(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		guest, chair := h.welcomed(nil), h.welcomed(withKey(h.chair))
		answers := make(chan int, 1)
		go func() {
			n := 0
			for begun := time.Now(); time.Since(begun) < 10*time.Second; {
				if m, err := guest.read(); err != nil {
					break
				} else if m.Type == "sync" {
					n++
				}
			}
			answers <- n
		}()
		go func() {
			for guest.ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"sync","t0":1}`)) == nil {
			}
		}()
		time.Sleep(5 * time.Second)
		begun := time.Now()
		for range 100 {
			chair.send(`{"type":"sync","t0":2}`)
			chair.await("sync", func(message) bool { return true })
		}
		if d := time.Since(begun); d != 0 {
			t.Errorf("the chair's hundred questions took %v", d)
		}
		if n := <-answers; n < 40 || n > 40+11*5 {
			t.Errorf("in ten seconds the guest had %d answers; want 40 at once and 5 a second", n)
		}
	})
}
