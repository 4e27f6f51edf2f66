package pages_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
)

// module is one that the gallery needs, somewhere in its graph.
const module = "/static/base/format.js"

// behind starts what stands between a controller and a browser that cannot run the pages:
// it refuses websockets, and gives instead of a module what it is told to.
func behind(t *testing.T, p *testbed.Controller, instead http.HandlerFunc) (address string) {
	t.Helper()
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/ws":
			http.Error(w, "no websockets here", http.StatusBadGateway)
		case instead != nil && strings.HasSuffix(r.URL.Path, module):
			instead(w, r)
		default:
			// Each time anew: a controller that is started again has another address.
			to, err := url.Parse(p.Address())
			if err != nil {
				t.Error(err)
				return
			}
			proxy := httputil.NewSingleHostReverseProxy(to)
			proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(door.Close)
	return door.URL
}

// tooNew is a module in an ECMAScript that no browser has yet.
func tooNew(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write([]byte("export const lengthText = of ms => ms ?-> floor;\n"))
}

// A browser that cannot run the gallery's modules comes by itself to the gallery that
// needs none, whatever it is that it cannot: and that one is right to the second during a
// statement, past its limit, and when the controller comes back.
func TestOldBrowsersHaveAGallery(t *testing.T) { browser.InEngines(t, testOldBrowser) }

func testOldBrowser(t *testing.T, d *browser.Driver) {
	p := debate(t, pageRules)
	gallery := d.OpenGallery("old", 1280, 720)
	from := behind(t, p, tooNew)
	gallery.Goes(from + "/gallery?lang=en")
	gallery.Arrives(from + "/gallery/old")
	gallery.Shows(gallery.Ready(), gallery.Speaks("en"), gallery.Card("nobody"), gallery.Rehearsal().Shown())
	var lobby struct{ Connected map[string]int }
	if _, err := p.Ask(http.MethodGet, "/api/v1/lobby", nil, &lobby); err != nil || lobby.Connected["public"] != 0 {
		t.Errorf("of the public are connected %v, %v", lobby.Connected, err)
	}
	gallery.Shot("nobody")

	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	gallery.Shows(gallery.Delegation().Says(p.State().List[0].Delegation), gallery.Time().Says("0:08"), gallery.InPhase("ready"))
	gallery.Watch()
	p.Do("start", "start", nil)
	passes(gallery.Browser, "speaking")
	agrees(t, gallery, p)
	passes(gallery.Browser, "warning")
	passes(gallery.Browser, "over")
	gallery.Shows(gallery.OverTime(), gallery.PhaseWord().Says("Limit reached"))
	agrees(t, gallery, p)
	gallery.Shot("over")
	p.Do("pause", "pause", nil)
	gallery.Shows(gallery.Paused(), gallery.PhaseWord().Says("Paused"))
	agrees(t, gallery, p)

	p.Do("suspend", "suspend", map[string]any{"until": time.Now().Add(2 * time.Hour).UTC().Format(time.RFC3339)})
	gallery.Shows(gallery.Card("suspended"), gallery.Stage().Hidden(), gallery.Calm().Mentions("until"))
	gallery.Shot("suspended")
	p.Do("reconvene", "reconvene", nil)
	gallery.Shows(gallery.Stage().Shown())
	p.Show(map[string]any{"card": map[string]any{"says": "resumes", "time": "15:00"}})
	gallery.Shows(gallery.Card("notice"), gallery.Calm().Says("The meeting resumes at 15:00"))
	gallery.Shot("notice")
	p.Show(map[string]any{"card": map[string]any{"says": "blank"}})
	gallery.Shows(gallery.Card("blank"), browser.Not(gallery.Symbol().Visible()))
	p.Show(nil)
	gallery.Shows(gallery.Stage().Shown(), gallery.Symbol().Visible())

	// The controller is killed in the middle of a statement, and comes back: the clock goes
	// on meanwhile, and the link is said to be lost.
	p.Do("resume", "resume", nil)
	gallery.Shows(browser.Not(gallery.Paused()))
	p.Kill()
	gallery.Shows(gallery.Linked("holdover"), gallery.Badge().Mentions("Link lost"))
	gallery.Moves()
	gallery.Shot("lost")
	p.Restart()
	gallery.Shows(gallery.Linked("live"), gallery.Badge().Hidden())
	agrees(t, gallery, p)
	p.Do("end", "end", nil)
	gallery.Shows(gallery.Card("nobody"), gallery.LastFigures().Shown())

	// A time that stands may have moved while nobody is heard: it is not shown as known.
	p.Do("give-2", "give-floor", map[string]any{"entry": "e2"})
	gallery.Shows(gallery.Stage().Shown(), gallery.Notice().Hidden())
	p.Kill()
	gallery.Shows(gallery.Notice().Mentions("This time is old"), gallery.Root().Marked("data-old"))
	gallery.Shot("old")
}

// agrees waits until the page and the controller agree on the second, five times. The page
// is asked between two looks at the controller; where the machine was too busy to draw it
// is asked again.
func agrees(t *testing.T, gallery browser.Gallery, p *testbed.Controller) {
	t.Helper()
	agreed := 0
	for tries := 0; agreed < 5; tries++ {
		first := p.State().Floor
		text := strings.Join(strings.Fields(gallery.Time().Text()), "") // the sign may stand in a line of its own
		last := p.State().Floor
		if first.LimitMS == nil || last.LimitMS == nil {
			t.Fatal("the statement has no limit")
		}
		if counted(text, *last.LimitMS-last.ElapsedMS, *first.LimitMS-first.ElapsedMS) {
			agreed++
		} else if tries == 100 {
			t.Fatalf("the page shows %q while %d to %d ms are left", text, *last.LimitMS-last.ElapsedMS, *first.LimitMS-first.ElapsedMS)
		}
	}
}

// counted says whether a time may be shown while least to most milliseconds are left,
// below 0 past the limit: and as long before as a page of this kind may draw late.
func counted(text string, least, most int64) bool {
	const late = 150
	for left := least; left <= most+late; left++ {
		shown := fmt.Sprintf("%d:%02d", (left+999)/60_000, (left+999)/1000%60)
		if over := -left / 1000; left <= 0 {
			shown = fmt.Sprintf("%d:%02d", over/60, over%60)
			if over > 0 {
				shown = "+" + shown
			}
		}
		if text == shown {
			return true
		}
	}
	return false
}

// Modules that do not come are asked for once more; a browser without any, and without
// what else is newer than 2012, is not kept waiting.
func TestWaysToTheOldGallery(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := debate(t, fiveMinutes)
	gallery := d.OpenGallery("ways", 1280, 720)
	asked := 0
	from := behind(t, p, func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked > 1 {
			http.NotFound(w, r)
			return
		}
		http.Error(w, "just being started", http.StatusServiceUnavailable)
	})
	gallery.Goes(from + "/gallery?lang=fr")
	gallery.Arrives(from + "/gallery/old")
	gallery.Shows(gallery.Ready(), gallery.Speaks("fr"))
	if asked < 2 {
		t.Errorf("the module was asked for %d times", asked)
	}

	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	ancient := d.OpenGallery("ancient", 1280, 720)
	ancient.TenYearsAgo()
	ancient.Goes(p.Address() + "/gallery?lang=ru")
	ancient.Arrives(p.Address() + "/gallery/old")
	ancient.Shows(ancient.Ready(), ancient.Speaks("ru"), ancient.InPhase("speaking"))
	agrees(t, ancient, p)
	ancient.Quiet()

	// Whoever can run the modules stays.
	gallery.Visit(p.Address() + "/gallery?lang=en")
	gallery.Shows(gallery.Loaded(), gallery.Linked("live"))
	p.Stop()
}

// The old gallery is read from as far as the other one, in both directions, and nothing of
// it overflows.
func TestOldGalleryFromAfar(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	dir := t.TempDir()
	p := testbed.Start(t, dir, "--list", file(t, dir, "speakers.csv", longNames))
	gallery := d.OpenGallery("old-afar", 1920, 1080)
	look := func(what, floor string, least int) {
		t.Helper()
		for _, language := range []string{"en", "zh", "ar", "ru", "fr", "es"} {
			gallery.Visit(p.Address() + "/gallery/old?lang=" + language)
			gallery.Shows(gallery.Floor(floor))
			if language != "en" { // names of States come a moment later
				gallery.Shows(browser.Not(gallery.Body().Mentions("United Kingdom")), browser.Not(gallery.Body().Mentions("Japan")))
			}
			for _, size := range [][2]int{{1280, 720}, {1024, 768}, {1920, 1080}} {
				gallery.Resize(size[0], size[1])
				gallery.Settled()
				where := fmt.Sprintf("%s-%s-%dx%d", what, language, size[0], size[1])
				gallery.Shot(where)
				for _, fault := range gallery.Faults() {
					t.Errorf("%s: %s", where, fault)
				}
			}
			readFromAfar(t, gallery, what+" "+language, least)
		}
		for _, finding := range gallery.Axe() {
			t.Errorf("%s: %s", what, finding)
		}
	}
	look("nobody", "empty", 4)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	p.Do("start", "start", nil)
	look("longest", "held", 6)
	if most, what := gallery.Flashes(); most > 0 {
		t.Errorf("%s changed its colours %d times", what, most)
	}
	p.Do("end", "end", nil)
	p.Do("give-2", "give-floor", map[string]any{"entry": "e4"})
	look("short", "held", 6)
	p.Show(map[string]any{"theme": "contrast"})
	gallery.Visit(p.Address() + "/gallery/old?lang=en")
	gallery.Shows(gallery.Themed("contrast"))
	gallery.Shot("contrast")
	p.Stop()
}
