package display_test

import (
	"encoding/json"
	"html"
	"io/fs"
	"maps"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rostrum/display"
	"rostrum/display/access"
	"rostrum/display/web"
	"rostrum/display/wire"
)

// What browsers send when an address is opened in them; over plain HTTP to another
// machine they say nothing of the mode.
const (
	chromiumOpens = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
	firefoxOpens  = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
)

// openTrusted opens a house that is served with TLS, as far as its pages know, and has
// a public door.
func openTrusted(t *testing.T) *house {
	t.Helper()
	return openDoors(t, newTCPDoor(t), newTCPDoor(t), t.TempDir(), func(c *display.Config) {
		c.Pin = func() []byte { return []byte("a certificate") }
		c.Hosts = func() access.Hosts { return access.Hosts{Names: []string{"rostrum.local"}} }
	})
}

// textsOf reads what is said in a language; a text with plural forms is none.
func textsOf(t *testing.T, language string) map[string]string {
	t.Helper()
	raw, err := fs.ReadFile(web.FS, "lang/"+language+".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	for key, text := range all {
		texts[key], _ = text.(string)
	}
	return texts
}

// refusalCase is a request that is refused, whoever sends it.
type refusalCase struct {
	says   string
	public bool // by the public door
	call   call
	status int
	code   wire.Code
	why    string
	ways   []string // where the page's buttons lead
}

func with(c call, header ...string) call {
	c.header = maps.Clone(c.header)
	if c.header == nil {
		c.header = make(map[string]string)
	}
	for i := 0; i < len(header); i += 2 {
		c.header[header[i]] = header[i+1]
	}
	return c
}

// refusalCases are all the ways in which what stands in an address bar, or a link or a
// form elsewhere, is refused.
func refusalCases(t *testing.T, h *house) []refusalCase {
	t.Helper()
	const evil = "evil.example:8080"
	lobby := []string{"/"}
	console := "https://" + h.door.Addr().String() + "/chair"
	outside := []string{console, "/trust", "/"}
	at := func(d door) []string { return []string{"http://" + d.Addr().String() + "/"} }
	return []refusalCase{
		{"no such page", false, get("/galery"), 404, wire.NotFound, "no-page", lobby},
		{"below a page", false, get("/chair/x"), 404, wire.NotFound, "no-page", lobby},
		{"no seat", false, get("/seat/"), 404, wire.NotFound, "no-page", lobby},
		{"a file of another edition", false, get("/assets/0123456789abcdef/static/kit/base.css"), 404, wire.NotFound, "no-page", lobby},
		{"no such interface", false, get("/api/v1/none"), 404, wire.NotFound, "no-page", lobby},
		{"what is only posted to", false, get("/api/v1/commands"), 404, wire.NotFound, "no-page", lobby},
		{"a form for a page", false, call{method: "POST", path: "/gallery"}, 404, wire.NotFound, "no-page", lobby},
		{"a form for the interface", false, with(call{method: "POST", path: "/api/v1/session"}, "Content-Type", "text/plain"), 400, wire.Malformed, "not-understood", lobby},
		{"a code of no page", false, get("/api/v1/qr.svg?page=chair"), 400, wire.Malformed, "not-understood", lobby},
		{"a page's own link", false, with(get("/ws"), "Sec-Fetch-Site", "cross-site"), 403, wire.Forbidden, "foreign-page", lobby},
		{"a form of another page", false, with(call{method: "POST", path: "/api/v1/session"}, "Origin", "http://evil.example"), 403, wire.Forbidden, "foreign-page", lobby},
		{"another name", false, with(get("/gallery"), "Host", evil), 403, wire.Forbidden, "unknown-host", at(h.door)},
		{"another name, for the interface", false, with(get("/api/v1/state"), "Host", evil), 403, wire.Forbidden, "unknown-host", at(h.door)},
		{"an address of another machine", false, with(get("/"), "Host", "198.51.100.7"), 403, wire.Forbidden, "unknown-host", at(h.door)},
		{"a scheme that nobody knows", false, with(get("/api/v1/state"), "Authorization", "Basic eDp5"), 401, wire.Unauthenticated, "not-understood", lobby},

		{"the console", true, get("/chair"), 403, wire.Forbidden, "public-door", outside},
		{"the interface for a key", true, get("/api/v1/commands"), 403, wire.Forbidden, "public-door", outside},
		{"a key", true, with(get("/api/v1/state"), "Authorization", "Bearer x"), 403, wire.Forbidden, "public-door", outside},
		{"no such page", true, get("/galery"), 404, wire.NotFound, "no-page", lobby},
		{"below the console", true, get("/chair/x"), 404, wire.NotFound, "no-page", lobby},
		{"another name", true, with(get("/gallery"), "Host", evil), 403, wire.Forbidden, "unknown-host", at(h.public)},
		{"the console by another name", true, with(get("/chair"), "Host", evil), 403, wire.Forbidden, "unknown-host", at(h.public)},
	}
}

func (h *house) askAs(c refusalCase, header ...string) answer {
	h.t.Helper()
	d := h.door
	if c.public {
		d = h.public
	}
	return h.askAt(d, with(c.call, header...))
}

// Who reads no pages is answered as before pages were.
func TestProgramsAreRefusedInJSON(t *testing.T) {
	h := openTrusted(t)
	for _, c := range refusalCases(t, h) {
		for _, header := range [][]string{
			{}, {"Accept", "*/*"}, {"Accept", "application/json"}, {"Accept", "application/json, text/html;q=0.1"},
			{"Accept", "text/html;q=0, */*"}, {"Accept", firefoxOpens, "Sec-Fetch-Mode", "cors"}, {"Accept", "*/*", "Sec-Fetch-Mode", "navigate"},
		} {
			a := h.askAs(c, header...)
			told := a.refusal()
			if a.status != c.status || told.Code != c.code || told.Message == "" || told.Rev != h.rev() {
				t.Errorf("%s, %q: got %d %s", c.says, header, a.status, a.body)
			}
			if kind := a.header.Get("Content-Type"); kind != "application/json; charset=utf-8" {
				t.Errorf("%s, %q: the type is %q", c.says, header, kind)
			}
			if challenge := a.header.Get("WWW-Authenticate"); (challenge != "") != (c.status == 401) {
				t.Errorf("%s: asks for %q", c.says, challenge)
			}
		}
	}
}

var (
	pageTongue = regexp.MustCompile(`<html lang="([^"]*)" dir="([^"]*)"`)
	pageText   = regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)
	pageWay    = regexp.MustCompile(`<a class="button way(?: primary-link)?" href="([^"]*)">`)
	pageFile   = regexp.MustCompile(`(?:src|href)="(/assets/[^"]*)"`)
	pageOther  = regexp.MustCompile(`href="\?lang=(\w+)"`)
)

// A person who opens an address that is refused reads why, in one sentence of their
// own language, and finds a way on.
func TestPersonsAreRefusedOnAPage(t *testing.T) {
	h := openTrusted(t)
	for _, language := range web.Languages() {
		texts := textsOf(t, language)
		for _, c := range refusalCases(t, h) {
			for _, header := range [][]string{
				{"Accept", firefoxOpens, "Accept-Language", language},
				{"Accept", chromiumOpens, "Accept-Language", language + "-XX,en;q=0.5", "Sec-Fetch-Mode", "navigate"},
			} {
				a := h.askAs(c, header...)
				name := language + ", " + c.says
				if a.status != c.status || a.header.Get("Content-Type") != "text/html; charset=utf-8" {
					t.Fatalf("%s: got %d %s %.300s", name, a.status, a.header.Get("Content-Type"), a.body)
				}
				for header, want := range map[string]string{
					"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store", "Content-Language": texts["language.tag"],
				} {
					if got := a.header.Get(header); got != want {
						t.Errorf("%s: %s is %q", name, header, got)
					}
				}
				if !strings.HasPrefix(a.header.Get("Content-Security-Policy"), "default-src 'self'") {
					t.Errorf("%s: there is no policy", name)
				}
				text := string(a.body)
				if tongue := pageTongue.FindStringSubmatch(text); tongue == nil || tongue[1] != texts["language.tag"] || tongue[2] != texts["language.dir"] {
					t.Errorf("%s: it is written in %q", name, tongue)
				}
				if said := pageText.FindStringSubmatch(text); said == nil || texts["refused."+c.why] == "" || html.UnescapeString(said[1]) != texts["refused."+c.why] {
					t.Errorf("%s: it says %q", name, said)
				}
				var ways []string
				for _, way := range pageWay.FindAllStringSubmatch(text, -1) {
					ways = append(ways, html.UnescapeString(way[1]))
				}
				if !slices.Equal(ways, c.ways) {
					t.Errorf("%s: it leads to %q, not to %q", name, ways, c.ways)
				}
				if strings.Contains(text, "evil") || strings.Contains(text, "198.51.100.7") {
					t.Errorf("%s: it repeats the name that was refused: %s", name, text)
				}
				if len(a.body) > 4<<10 {
					t.Errorf("%s: it has %d bytes", name, len(a.body))
				}
			}
		}
	}
}

// The buttons and the languages of the page lead where they say, and its files come
// also by a name that the controller does not know: nothing in them is the house's own.
func TestRefusalPageLeadsOn(t *testing.T) {
	h := openTrusted(t)
	for _, c := range refusalCases(t, h) {
		d := h.door
		if c.public {
			d = h.public
		}
		a := h.askAs(c, "Accept", firefoxOpens)
		for _, way := range pageWay.FindAllStringSubmatch(string(a.body), -1) {
			to, err := url.Parse(html.UnescapeString(way[1]))
			if err != nil {
				t.Fatal(err)
			}
			door := d
			if to.Host == h.door.Addr().String() {
				door = h.door
			}
			if on := h.askAt(door, get(to.Path)); on.status != 200 {
				t.Errorf("%s: %s answers %d", c.says, way[1], on.status)
			}
		}
		files := pageFile.FindAllStringSubmatch(string(a.body), -1)
		if len(files) < 3 {
			t.Errorf("%s: the page refers to %q", c.says, files)
		}
		for _, file := range files {
			if f := h.askAt(d, with(get(file[1]), "Host", c.call.header["Host"])); f.status != 200 {
				t.Errorf("%s: %s answers %d", c.says, file[1], f.status)
			}
		}
		if others := pageOther.FindAllStringSubmatch(string(a.body), -1); len(others) != len(web.Languages())-1 {
			t.Errorf("%s: it offers %q", c.says, others)
		}
	}
}

// The address goes before the browser's wishes, those in their order; what nobody
// speaks here is passed over.
func TestLanguageOfTheRefusalPage(t *testing.T) {
	h := openTrusted(t)
	for _, c := range []struct{ query, accepted, want string }{
		{"", "", "en"}, {"", "tlh", "en"}, {"", "*", "en"}, {"", "fr", "fr"}, {"", "FR-ca", "fr"}, {"", "zh-Hant-TW, en;q=0.5", "zh-Hans"},
		{"", "de, ru;q=0.3, ar;q=0.8, en;q=0.1", "ar"}, {"", "ru;q=0, es", "es"}, {"", "ru;q=x, es;q=0.2", "es"}, {"", ";;,=", "en"},
		{"?lang=ar", "fr", "ar"}, {"?lang=xx", "fr", "fr"}, {"?lang=", "fr", "fr"}, {"?lang=%22%3E", "", "en"}, {"?lang=../en", "es", "es"},
	} {
		a := h.ask(with(get("/none"+c.query), "Accept", firefoxOpens, "Accept-Language", c.accepted))
		if tongue := pageTongue.FindStringSubmatch(string(a.body)); tongue == nil || tongue[1] != c.want {
			t.Errorf("%q, %q: it is written in %q, not in %s", c.query, c.accepted, tongue, c.want)
		}
	}
	// What the address asked for goes along to the lobby, which remembers it.
	a := h.askAt(h.public, with(get("/chair?lang=ar"), "Accept", firefoxOpens))
	for _, way := range pageWay.FindAllStringSubmatch(string(a.body), -1) {
		if !strings.HasSuffix(way[1], "?lang=ar") {
			t.Errorf("%s forgets the language", way[1])
		}
	}
}

// The socket's address shows nobody anything; a program that knocks without the words
// of a websocket is answered as its library does.
func TestSocketInTheAddressBar(t *testing.T) {
	h := open(t)
	a := h.ask(with(get("/ws"), "Accept", firefoxOpens))
	if said := pageText.FindStringSubmatch(string(a.body)); a.status != 400 || said == nil || said[1] != textsOf(t, "en")["refused.not-understood"] {
		t.Errorf("a person reads %d %.200s", a.status, a.body)
	}
	if a := h.ask(get("/ws")); a.status != 400 || strings.Contains(string(a.body), "<") {
		t.Errorf("a program reads %d %.200s", a.status, a.body)
	}
}

// Where the console opens on the controller's own machine only, nobody is sent to an
// https address: who sits there is led to it, and who does not reads that.
func TestConsoleAtTheController(t *testing.T) {
	at := textsOf(t, "en")["refused.console-at-controller"]
	pipe := &pipeDoor{conns: make(chan net.Conn), done: make(chan struct{})} // its clients are nowhere
	for _, c := range []struct {
		says   string
		public door
		tls    bool
		ways   func(h *house) []string
	}{
		{"there, without TLS", newTCPDoor(t), false, func(h *house) []string { return []string{"http://" + h.door.Addr().String() + "/chair", "/"} }},
		{"elsewhere, with TLS on the loopback interface", pipe, true, func(*house) []string { return []string{"/"} }},
	} {
		h := openDoors(t, newTCPDoor(t), c.public, t.TempDir(), func(config *display.Config) {
			if c.tls {
				config.Pin = func() []byte { return []byte("a certificate") }
			}
		})
		a := h.askAt(h.public, with(get("/chair"), "Accept", firefoxOpens))
		if said := pageText.FindStringSubmatch(string(a.body)); a.status != 403 || said == nil || html.UnescapeString(said[1]) != at {
			t.Errorf("%s: got %d %q", c.says, a.status, said)
		}
		var ways []string
		for _, way := range pageWay.FindAllStringSubmatch(string(a.body), -1) {
			ways = append(ways, way[1])
		}
		if want := c.ways(h); !slices.Equal(ways, want) {
			t.Errorf("%s: it leads to %q, not to %q", c.says, ways, want)
		}
	}
}

// The lobby of the public door leads to the console behind the other one, by a name
// that is known there; that of the other door needs no address for it.
func TestLobbyLeadsToTheConsole(t *testing.T) {
	h := openTrusted(t)
	_, port, err := net.SplitHostPort(h.door.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		door       door
		host, want string
	}{
		{h.door, "", ""},
		{h.public, "", "https://127.0.0.1:" + port + "/chair"},
		{h.public, "localhost:8080", "https://127.0.0.1:" + port + "/chair"},
		{h.public, "rostrum.local:8080", "https://rostrum.local:" + port + "/chair"},
		{h.public, "203.0.113.9", "https://127.0.0.1:" + port + "/chair"}, // of a router in between
	} {
		a := h.askAt(c.door, with(get("/api/v1/lobby"), "Host", c.host))
		var lobby struct{ Console string }
		if err := json.Unmarshal(a.body, &lobby); err != nil || a.status != 200 || lobby.Console != c.want {
			t.Errorf("called %q: got %d %s, %v; want %s", c.host, a.status, a.body, err, c.want)
		}
	}
}
