package browser

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A page is opened, is there, is left, and is seen or not.

// Visit opens a page and waits until it shows a first state.
func (b *Browser) Visit(address string) {
	b.Helper()
	b.Goes(address)
	where, err := url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	// A page that could not be loaded is no error to a driver.
	b.Shows(Condition{is: "location", name: where.Scheme + "://" + where.Host, value: where.EscapedPath()}, b.Ready())
	b.listen()
}

// Goes opens an address, and waits for nothing.
func (b *Browser) Goes(address string) {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/url", map[string]any{"url": address}, nil)
}

// Ready holds once the page has shown a first state, Loaded once all is there that it asks
// for, Titled once it has a title, IsPage while it is one of a kind, Asks while its address
// asks for something.
func (b *Browser) Ready() Condition             { return b.Root().Data("ready", "1") }
func (b *Browser) Loaded() Condition            { return Condition{is: "loaded"} }
func (b *Browser) Titled() Condition            { return Condition{is: "titled"} }
func (b *Browser) IsPage(kind string) Condition { return b.Body().Data("page", kind) }
func (b *Browser) Asks(name string) Condition   { return Condition{is: "asks", name: name} }

// MayGoOver holds while the page hears another controller of the room, and could go over to
// it; At while it is one of a controller.
func (b *Browser) MayGoOver() Condition { return b.Root().Data("over", "ready") }
func (b *Browser) At(origin, path string) Condition {
	return Condition{is: "location", name: origin, value: path}
}

// GoesOver waits until the page is one of another origin. The driver is asked, and no script
// in the page: an engine may lose one in a page that is left.
func (b *Browser) GoesOver(origin string) {
	b.Helper()
	for until := time.Now().Add(Patience); ; <-time.After(100 * time.Millisecond) {
		var address string
		if b.Try(http.MethodGet, b.session+"/url", nil, &address) == nil && strings.HasPrefix(address, origin+"/") {
			return
		}
		if time.Now().After(until) {
			b.Shot("failed")
			b.Fatalf("%s never went to %s; it is at %s", b.Label, origin, address)
		}
	}
}

// Opens opens an address as somebody who types it, and waits for the page that says why
// it is refused.
func (b *Browser) Opens(address string) {
	b.Helper()
	b.Goes(address)
	b.Shows(b.Loaded(), b.IsPage("refusal"))
	b.listen()
}

// Arrives waits until a page of the controller is there, after a tap.
func (b *Browser) Arrives(address string) {
	b.Helper()
	where, err := url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	b.Shows(Condition{is: "location", name: where.Scheme + "://" + where.Host, value: where.Path}, b.Loaded())
}

// Address is where the page is.
func (b *Browser) Address() (address string) {
	b.Helper()
	b.script(&address, "address")
	return address
}

// Hide minimizes the browser's window.
func (b *Browser) Hide() {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/window/minimize", nil, nil)
	b.Shows(Not(Condition{is: "seen"}))
}

// See brings the window back.
func (b *Browser) See() {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/window/rect", b.window, nil)
	b.Shows(Condition{is: "seen"})
}

// WatchFrames counts the page's frames from now on, and keeps the first one in which it
// is seen again.
func (b *Browser) WatchFrames() { b.Helper(); b.script(nil, "watchFrames") }

// CountFrames counts, of the pages that Chromium opens from now on, the frames that they
// ask for themselves.
func (b *Browser) CountFrames() { b.Helper(); b.beforePages("countFrames") }

// FramesIn lets a time pass by the page's own clock, and says how many frames it drew in
// it: their counting has begun.
func (b *Browser) FramesIn(length time.Duration) (frames int) {
	b.Helper()
	b.script(&frames, "framesIn", length.Milliseconds())
	return frames
}

// FirstFrame is the one in which the page was seen again: its instant on the controller's
// clock in milliseconds, by exchanges of its own, how far that may be off, and the time
// that it showed.
func (b *Browser) FirstFrame() (at, trip float64, shown string) {
	b.Helper()
	var frame struct {
		At, Trip float64
		Text     string
	}
	b.script(&frame, "firstFrame")
	return frame.At, frame.Trip, frame.Text
}

// Settled waits until the page has its fonts and has drawn what a change of its size
// asks for.
func (b *Browser) Settled() { b.Helper(); b.script(nil, "settled") }

// Shot keeps a picture of the page for whoever wants to look.
func (b *Browser) Shot(name string) {
	b.Helper()
	if b.Shots == "" {
		return
	}
	var picture string
	b.Call(http.MethodGet, b.session+"/screenshot", nil, &picture)
	png, err := base64.StdEncoding.DecodeString(picture)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(b.Shots, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.Shots, b.Label+"-"+name+".png"), png, 0o600); err != nil {
		b.Fatal(err)
	}
}

// listen keeps the faults of the page where the driver has no log.
func (b *Browser) listen() {
	b.Helper()
	if b.Engine.Name != Chromium.Name {
		b.script(nil, "listen")
	}
}

// Complaints returns what the page's console says of errors.
func (b *Browser) Complaints() (out []string) {
	b.Helper()
	if b.Engine.Name != Chromium.Name {
		b.script(&out, "heard")
		return out
	}
	var lines []struct{ Level, Message string }
	b.Call(http.MethodPost, b.session+"/se/log", map[string]any{"type": "browser"}, &lines)
	for _, l := range lines {
		if l.Level == "SEVERE" {
			out = append(out, l.Message)
		}
	}
	return out
}

// Quiet fails the test for each error that the page's console has, but for those that the
// test expects.
func (b *Browser) Quiet(but ...func(line string) bool) {
	b.Helper()
	for _, line := range b.Complaints() {
		if !slices.ContainsFunc(but, func(expected func(string) bool) bool { return expected(line) }) {
			b.Errorf("%s complains: %s", b.Label, line)
		}
	}
}

// OfLostLink says whether a page complains of what it could not reach: a controller
// that was dead or behind a cut, which it asks why it is refused.
func OfLostLink(line string) bool {
	for _, known := range []string{"ERR_CONNECTION_", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED", "WebSocket connection", "/ws - Failed to load resource"} {
		if strings.Contains(line, known) {
			return true
		}
	}
	return false
}

// Answered expects the complaint of a refusal with a status: it is an answer, and no
// fault.
func Answered(status string) func(line string) bool {
	return func(line string) bool { return strings.Contains(line, status) }
}
