package display_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
)

// shared says whether a cache that serves many may keep an answer.
func shared(a answer) bool {
	kept := a.header.Get("Cache-Control")
	return strings.Contains(kept, "public") || strings.Contains(kept, "s-maxage")
}

// routed are the addresses that are asked for, by the route that they are: a route that is
// not here fails the test.
func routed(edition string) map[string][]string {
	return map[string][]string{
		"GET /{$}":           {"/"},
		"GET /gallery":       {"/gallery", "/gallery?far"},
		"GET /seat/{seat}":   {"/seat/7"},
		"GET /join/{code}":   {"/join/none"},
		"POST /join/{code}":  {"/join/none"},
		"GET /api/v1/state":  {"/api/v1/state", "/api/v1/state?list=next"},
		"GET /api/v1/qr.svg": {"/api/v1/qr.svg?page=gallery"},
		"GET /api/v1/states": {"/api/v1/states?language=fr", "/api/v1/states?language=none"},
		"GET /api/v1/forecast": {
			"/api/v1/forecast", "/api/v1/forecast?delegation=JPN", "/api/v1/forecast?delegation=none",
		},
		"GET /assets/{edition}/{name...}": {"/assets/" + edition + "/static/gallery/gallery.js", "/assets/" + edition + "/none", "/assets/0123456789abcdef/static/gallery/gallery.js"},
		"GET /apt/{name...}":              {"/apt/InRelease", "/apt/by-hash/SHA256/none"},
		"DELETE /api/v1/people/{id}":      {"/api/v1/people/none"},
		"DELETE /api/v1/invitations/{id}": {"/api/v1/invitations/none"},
		"GET /record/apart/{name}":        {"/record/apart/2026-11-28T104100Z"},
		"/":                               {"/none"},
		"/api/":                           {"/api/v1/none"},
	}
}

var routes = regexp.MustCompile(`mux\.HandleFunc\("([A-Z]+ )?(/[^"]*|)"`)

// addresses are all that the server answers, read from its source, as method and address.
func addresses(t *testing.T, edition string) (all [][2]string) {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	known := routed(edition)
	add := func(route string) {
		method, path, told := strings.Cut(route, " ")
		if !told {
			method, path = "GET", route
		}
		for _, prefix := range []string{"/assets/", "/apt/"} { // are constants
			if path == prefix {
				for r := range known {
					if strings.HasPrefix(r, "GET "+prefix) {
						route = r
					}
				}
			}
		}
		asked := known[route]
		if asked == nil {
			if strings.ContainsAny(path, "{}") {
				t.Errorf("no address is asked for of the route %s", route)
			}
			asked = []string{path}
		}
		for _, address := range asked {
			all = append(all, [2]string{method, address})
		}
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source := strings.NewReplacer(`"GET "+assets+"`, `"GET `+"/assets/", `"GET "+source+"`, `"GET `+"/apt/").Replace(string(text))
		for _, found := range routes.FindAllStringSubmatch(source, -1) {
			if found[2] != "" {
				add(found[1] + found[2])
			}
		}
	}
	for _, form := range []string{"csv", "xlsx", "docx", "svg"} {
		add("GET /api/v1/record." + form)
	}
	for _, route := range []string{"GET /api/v1/record", "GET /api/v1/summary.json", "GET /api/v1/summary.docx", "GET /chair", "GET /booth"} {
		add(route)
	}
	if len(all) < 50 {
		t.Fatalf("only %d addresses were found: %v", len(all), all)
	}
	return all
}

// Whatever the route and whoever asks: what a cache may keep for others is the same for
// everybody, sets no cookie and depends on none. What an operator gets, or somebody is
// refused, is kept by nobody.
func TestCachesNeverMixReaders(t *testing.T) {
	dir := t.TempDir()
	// Who tries keys is made to wait, which in a bubble takes no time.
	synctest.Test(t, func(t *testing.T) { cachesNeverMixReaders(t, openDoors(t, newPipeDoor(), newPipeDoor(), dir)) })
}

func cachesNeverMixReaders(t *testing.T, h *house) {
	t.Helper()
	cookie := map[string]string{"Cookie": "rostrum_session=" + h.session()}
	kept := 0
	for _, asked := range addresses(t, edition(t, h)) {
		method, address := asked[0], asked[1]
		if method == "DELETE" && address == "/api/v1/session" {
			continue // ends the one that is asked with
		}
		who := map[string]call{
			"the public":    {method: method, path: address},
			"with a key":    {method: method, path: address, key: h.chair},
			"with a cookie": {method: method, path: address, header: cookie},
			"with a wrong":  {method: method, path: address, key: "nobody's"},
		}
		doors := map[string]door{"": h.door, " at the public door": h.public}
		for at, d := range doors {
			public := h.askAt(d, who["the public"])
			for says, c := range who {
				a := h.askAt(d, c)
				if !shared(a) {
					if kept := a.header.Get("Cache-Control"); kept != "private, no-store" && !(strings.HasPrefix(address, "/apt/") && kept == "no-cache") {
						t.Errorf("%s %s %s%s: Cache-Control is %q", method, address, says, at, kept)
					}
					continue
				}
				kept++
				if a.status != http.StatusOK || a.header.Get("Set-Cookie") != "" || a.header.Get("ETag") == "" {
					t.Errorf("%s %s %s%s may be kept for others: %d, Set-Cookie %q, ETag %q", method, address, says, at, a.status, a.header.Get("Set-Cookie"), a.header.Get("ETag"))
				}
				if says != "the public" && string(a.body) != string(public.body) {
					t.Errorf("%s %s %s%s is another than for the public, and may be kept for others: %s", method, address, says, at, a.body)
				}
				if strings.Contains(a.header.Get("Cache-Control"), "stale-while-revalidate") {
					t.Errorf("%s %s%s: an old copy may be handed out while a cache renews it", method, address, at)
				}
			}
		}
	}
	if kept < 30 {
		t.Errorf("only %d answers may be kept by a cache", kept)
	}
}

// A page may be kept by a cache for all browsers together, for a few seconds; the browser
// asks each time. The chair's is kept by nobody.
func TestPagesMayBeKeptTogether(t *testing.T) {
	h := open(t)
	for address, want := range map[string]string{
		"/": "public, max-age=0, s-maxage=5, stale-if-error=60", "/gallery?far": "public, max-age=0, s-maxage=5, stale-if-error=60",
		"/gallery/old": "public, max-age=0, s-maxage=5, stale-if-error=60", "/chair": "private, no-store", "/booth": "private, no-store",
		"/rostrum.crt": "private, no-store", "/none": "private, no-store", "/api/v1/health": "private, no-store",
	} {
		if got := h.ask(get(address)).header.Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control is %q, want %q", address, got, want)
		}
	}
}

// By what a far screen has the time: no stamp is later than the controller's clock, whoever
// made the answer and when, nor earlier than the question.
func TestStampIsNeverLaterThanTheClock(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		for range 40 {
			asked := wire.Millis(h.clock.Steady())
			a := h.ask(get("/api/v1/state?list=next"))
			answered := wire.Millis(h.clock.Steady())
			var body struct {
				ClockMS float64 `json:"clock_ms"`
			}
			if err := json.Unmarshal(a.body, &body); err != nil {
				t.Fatal(err)
			}
			stamp := clockOf(t, a)
			if stamp < asked || stamp > answered || body.ClockMS > answered || body.ClockMS < answered-1000 {
				t.Fatalf("asked at %v and answered at %v: the stamp is %v, that of the body %v", asked, answered, stamp, body.ClockMS)
			}
			time.Sleep(130 * time.Millisecond)
		}
	})
}

// One answer is all that a far screen needs, and follows what the room sets at once.
func TestStateForAFarScreen(t *testing.T) {
	h := open(t)
	var state wire.State
	h.read(get("/api/v1/state?list=next"), &state)
	if state.Screens == nil || state.Pages != edition(t, h) {
		t.Errorf("the state says of the screens %+v, and of the pages %q", state.Screens, state.Pages)
	}
	set := call{method: "PUT", path: "/api/v1/screens", key: h.chair, body: `{"theme":"contrast","next":2,"speaker":true,"overtime":true,"clock":true,"languages":["ar"],"together":false}`}
	if a := h.ask(set); a.status != 200 {
		t.Fatalf("the screens were not set: %d %s", a.status, a.body)
	}
	h.read(get("/api/v1/state?list=next"), &state)
	if state.Screens.Theme != "contrast" || state.Screens.Languages[0] != "ar" {
		t.Errorf("a moment later the screens are %+v", state.Screens)
	}
	for says, c := range map[string]call{"with the list": get("/api/v1/state"), "to the chair": {method: "GET", path: "/api/v1/state?list=next", key: h.chair}} {
		state = wire.State{}
		if h.read(c, &state); state.Screens != nil || state.Pages != "" {
			t.Errorf("%s the state says of the screens %+v", says, state.Screens)
		}
	}
}
