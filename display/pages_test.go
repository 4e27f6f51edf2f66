package display_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rostrum/display/web"
	"rostrum/display/wire"
	"rostrum/timer"
)

// The types that a browser insists on; a module with another one is not run.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json; charset=utf-8", ".svg": "image/svg+xml",
}

// edition reads which edition of the pages is served.
func edition(t *testing.T, h *house) string {
	t.Helper()
	found := regexp.MustCompile(`"/assets/([0-9a-f]{16})/static/`).FindSubmatch(h.ask(get("/")).body)
	if found == nil {
		t.Fatal("the lobby refers to no edition")
	}
	return string(found[1])
}

func TestPagesAreAskedForEachTime(t *testing.T) {
	h := open(t)
	of := edition(t, h)
	for address, name := range map[string]string{
		"/": "lobby", "/chair": "chair", "/gallery": "gallery", "/gallery/old": "old", "/overlay": "overlay", "/seat/7": "seat", "/seat/A%2F7": "seat", "/trust": "trust", "/when": "when", "/booth": "booth",
	} {
		raw, err := fs.ReadFile(web.FS, "pages/"+name+".html")
		if err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(string(raw), `"/static/`, `"/assets/`+of+`/static/`)
		a := h.ask(get(address))
		body := preloads.ReplaceAllString(string(a.body), "")
		if a.status != 200 || a.header.Get("Content-Type") != types[".html"] || body != want {
			t.Errorf("%s: status %d, type %q, %d bytes of %d", address, a.status, a.header.Get("Content-Type"), len(body), len(want))
		}
		again := get(address)
		again.header = map[string]string{"If-None-Match": a.header.Get("ETag")}
		if a := h.ask(again); a.status != 304 || len(a.body) != 0 {
			t.Errorf("%s: a browser that has it gets %d and %d bytes", address, a.status, len(a.body))
		}
		again.header["If-None-Match"] = `"another"`
		if a := h.ask(again); a.status != 200 {
			t.Errorf("%s: a browser that has another one gets %d", address, a.status)
		}
	}
}

var (
	preloads = regexp.MustCompile(`<link rel="modulepreload" href="([^"]+)">\n`)
	runs     = regexp.MustCompile(`<script type="module" src="([^"]+)">`)
	imported = regexp.MustCompile(`(?m)^(?:import\b|export\s*[*{])[^(.]*?"(\.[^"]+)"`)
)

// A page names all the modules that it will run, and no other one, so that a browser
// does not find them one behind the other.
func TestPagesNameTheirModules(t *testing.T) {
	h := open(t)
	for _, c := range []call{get("/"), get("/chair"), get("/gallery"), get("/overlay"), get("/seat/7"), get("/trust"), get("/when"), get("/booth"), {path: "/none", header: map[string]string{"Accept": "text/html"}}} {
		c.method = "GET"
		body := h.ask(c).body
		entry := runs.FindSubmatch(body)
		if entry == nil {
			t.Errorf("%s runs no module", c.path)
			continue
		}
		var named []string
		for _, found := range preloads.FindAllSubmatch(body, -1) {
			named = append(named, string(found[1]))
		}
		needed := []string{string(entry[1])}
		for i := 0; i < len(needed); i++ {
			a := h.ask(get(needed[i]))
			if a.status != 200 || a.header.Get("Content-Type") != types[".js"] {
				t.Fatalf("%s: %s: status %d, type %q", c.path, needed[i], a.status, a.header.Get("Content-Type"))
			}
			for _, found := range imported.FindAllSubmatch(a.body, -1) {
				if other := path.Join(path.Dir(needed[i]), string(found[1])); !slices.Contains(needed, other) {
					needed = append(needed, other)
				}
			}
		}
		needed = needed[1:]
		slices.Sort(needed)
		slices.Sort(named)
		if !slices.Equal(named, needed) {
			t.Errorf("%s names %q; its module needs %q", c.path, named, needed)
		}
		if bytes.Index(body, []byte(`rel="modulepreload"`)) > bytes.Index(body, []byte("</head>")) {
			t.Errorf("%s names its modules too late", c.path)
		}
	}
}

func TestWhatPagesReferToIsKeptForGood(t *testing.T) {
	h := open(t)
	of := edition(t, h)
	err := fs.WalkDir(web.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "pages/") {
			return err
		}
		want, err := fs.ReadFile(web.FS, name)
		if err != nil {
			return err
		}
		a := h.ask(get("/assets/" + of + "/" + name))
		if kind := a.header.Get("Content-Type"); a.status != 200 || kind == "" || kind != types[path.Ext(name)] || !bytes.Equal(a.body, want) {
			t.Errorf("%s: status %d, type %q, %d bytes of %d", name, a.status, kind, len(a.body), len(want))
		}
		if a.header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control is %q", name, a.header.Get("Cache-Control"))
		}
		if policy := a.header.Get("Content-Security-Policy"); (policy != "") != (path.Ext(name) == ".svg") {
			t.Errorf("%s: the policy is %q; only what can be opened as a document has one", name, policy)
		}
		if a := h.ask(get("/assets/0123456789abcdef/" + name)); a.status != 404 || strings.Contains(a.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s of another edition: got %d, kept by %q", name, a.status, a.header.Get("Cache-Control"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoTakesGzipGetsIt(t *testing.T) {
	h := open(t)
	address := "/assets/" + edition(t, h) + "/lang/en.json"
	unpacked := get(address)
	unpacked.header = map[string]string{"Accept-Encoding": "identity"}
	plain := h.ask(unpacked)
	for accepted, packed := range map[string]bool{
		"gzip": true, "br;q=1, GZIP;q=0.5": true, "gzip;q=": true, "deflate": false, "gzip;q=0": false, "gzip; q=0.000": false, "x-gzip": false,
	} {
		c := get(address)
		c.header = map[string]string{"Accept-Encoding": accepted}
		a := h.ask(c)
		if (a.header.Get("Content-Encoding") == "gzip") != packed || a.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: encoded as %q, varies by %q", accepted, a.header.Get("Content-Encoding"), a.header.Get("Vary"))
			continue
		}
		body := a.body
		if packed {
			if a.header.Get("ETag") == plain.header.Get("ETag") {
				t.Errorf("%q: two encodings have one ETag", accepted)
			}
			r, err := gzip.NewReader(bytes.NewReader(a.body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(r); err != nil || len(a.body) > len(plain.body)/2 {
				t.Errorf("%q: %d of %d bytes, %v", accepted, len(a.body), len(plain.body), err)
			}
		}
		if !bytes.Equal(body, plain.body) {
			t.Errorf("%q: the text is another one", accepted)
		}
	}
}

func TestEveryAnswerHasTheSecurityHeaders(t *testing.T) {
	h := open(t)
	refused := get("/")
	refused.header = map[string]string{"Host": "evil.example"}
	for _, c := range []call{get("/"), get("/static/none.js"), get("/none"), get("/api/v1/state"), h.post(`{`), refused} {
		a := h.ask(c)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", c.path, name, got)
			}
		}
		policy := a.header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'self'; img-src 'self' data:;") || strings.Contains(policy, "unsafe") ||
			!strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", c.path, policy)
		}
		if a.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other origins may read", c.path)
		}
	}
}

func TestNothingElseIsServed(t *testing.T) {
	h := open(t)
	assets := "/assets/" + edition(t, h) + "/"
	for _, c := range []call{
		get("/none"), get("/chair/x"), get("/seat/"), get("/static/link/link.js"), get(assets), get(assets + "static/"), get(assets + "static/none.js"),
		get(assets + "static/%2e%2e/pages/chair.html"), get(assets + "pages/chair.html"), get(assets + "lang/xx.json"), get("/pages/chair.html"), get("/api/v1/none"), get("/api/v1/commands"), get("/api/v1/session"),
		{method: "PUT", path: "/api/v1/state"}, {method: "DELETE", path: "/"}, {method: "POST", path: "/gallery"},
	} {
		if a := h.ask(c); a.status != 404 {
			t.Errorf("%s %s: got %d", c.method, c.path, a.status)
		}
	}
	if a := h.ask(call{method: "PUT", path: "/api/v1/state"}); a.refusal().Code != "not-found" {
		t.Errorf("a program gets %s", a.body)
	}
}

func TestLobbyTellsThePublicPages(t *testing.T) {
	h := open(t)
	h.welcomed(nil)
	h.welcomed(withKey(h.chair))
	var lobby struct {
		Pages []struct {
			Page, Seat, URL string
		}
		Connected map[string]int
		Lights    int
	}
	h.read(get("/api/v1/lobby"), &lobby)
	if lobby.Lights != 1 { // the one that the controller drives itself
		t.Errorf("%d lights are confirmed", lobby.Lights)
	}
	address := "http://" + h.door.Addr().String()
	var pages []string
	for _, page := range lobby.Pages {
		pages = append(pages, strings.TrimPrefix(page.URL, address)+" "+page.Seat)
	}
	if want := []string{"/gallery ", "/when ", "/overlay ", "/seat/7 7"}; !slices.Equal(pages, want) {
		t.Errorf("the pages are %q, want %q", pages, want)
	}
	want := map[string]int{"chair": 1, "secretary": 0, "light": 0, "public": 1}
	for role, n := range want {
		if lobby.Connected[role] != n {
			t.Errorf("connected are %v, want %v", lobby.Connected, want)
			break
		}
	}
}

func TestQRCode(t *testing.T) {
	h := open(t)
	codes := make(map[string]string)
	for _, query := range []string{"page=gallery", "page=overlay", "page=when", "page=seat&seat=7", "page=seat&seat=8", "page=seat&seat=A%2F7%20ü"} {
		a := h.ask(get("/api/v1/qr.svg?" + query))
		if a.status != 200 || a.header.Get("Content-Type") != "image/svg+xml" {
			t.Errorf("%s: got %d %s", query, a.status, a.header.Get("Content-Type"))
		}
		d, modules := xml.NewDecoder(bytes.NewReader(a.body)), 0
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s is no picture: %v", query, err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "path" {
				modules = strings.Count(e.Attr[len(e.Attr)-1].Value, "M")
			}
		}
		if modules < 200 {
			t.Errorf("%s has %d dark modules", query, modules)
		}
		if other, there := codes[string(a.body)]; there {
			t.Errorf("%s is the same code as %s", query, other)
		}
		codes[string(a.body)] = query
	}
	for _, query := range []string{"", "page=chair", "page=seat", "page=seat&seat=" + strings.Repeat("x", 201)} {
		if a := h.ask(get("/api/v1/qr.svg?" + query)); a.status != 400 || a.refusal().Code != "malformed" {
			t.Errorf("%q: got %d %s", query, a.status, a.body)
		}
	}
}

func TestStateBelongsToTheRole(t *testing.T) { inBubble(t, stateBelongsToTheRole) }

func stateBelongsToTheRole(t *testing.T, h *house) {
	h.speak()
	private := []string{"undo", "notices", "saving", "seats"}
	registration := []string{"seat", "iso3", "language", "remarks"}
	for role, key := range map[string]string{"public": "", "light": h.light, "chair": h.chair} {
		var state map[string]json.RawMessage
		var list []map[string]json.RawMessage
		c := get("/api/v1/state")
		c.key = key
		h.read(c, &state)
		if err := json.Unmarshal(state["list"], &list); err != nil {
			t.Fatal(err)
		}
		if string(state["role"]) != `"`+role+`"` {
			t.Errorf("the state for %s is for %s", role, state["role"])
		}
		for _, name := range private {
			if _, there := state[name]; there != (role == "chair") {
				t.Errorf("%s sees %q: %v", role, name, there)
			}
		}
		for _, name := range registration {
			if _, there := list[0][name]; there != (role == "chair") {
				t.Errorf("%s sees %q of the list: %v", role, name, there)
			}
		}
	}
	c := get("/api/v1/state")
	c.key = "nobody's"
	if a := h.ask(c); a.status != 401 {
		t.Errorf("an unknown key sees the state: %d", a.status)
	}
}

// The words of the controller that a page looks up have a text, under the word
// itself.
func TestPagesKnowTheWordsOfTheController(t *testing.T) {
	h := open(t)
	var texts map[string]any // a text, or its plural forms
	h.read(get("/assets/"+edition(t, h)+"/lang/en.json"), &texts)
	want := []string{"preset." + timer.OwnRules}
	for _, name := range timer.PresetNames() {
		want = append(want, "preset."+name)
	}
	for _, kind := range timer.Kinds() {
		want = append(want, "kind."+string(kind))
	}
	for _, role := range []timer.Role{timer.Chair, timer.Secretary, timer.Program} {
		want = append(want, "role."+string(role))
	}
	for _, code := range []wire.Code{
		wire.Unauthenticated, wire.Forbidden, wire.Malformed, wire.TooLarge, wire.Stale, wire.NotNow, wire.Invalid,
		wire.Unknown, wire.NotSaved,
	} {
		want = append(want, "refusal."+string(code))
	}
	// A pause that nobody asked for says why.
	h.speak()
	h.do(timer.Suspend{})
	want = append(want, "reason."+h.engine.Snapshot().Meeting.Floor.PauseReason)
	for _, key := range want {
		if texts[key] == nil {
			t.Errorf("%s has no text", key)
		}
	}
}
