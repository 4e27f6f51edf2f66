package pages_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/web"
)

// Whoever takes the public door for the way to the console is led to it: by the lobby
// straight, from the console's own address by a page, and by both to what makes a
// tablet trust it.
func TestConsoleFromThePublicDoor(t *testing.T) {
	detail(t)
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir(), "--tls", "--public-http", "127.0.0.1:0")
	public := strings.TrimSuffix(p.Said("trust")[0], "/trust")
	b := d.OpenFront("public-door", 820, 1180)
	b.Visit(public + "/?lang=fr")
	b.Shows(browser.Not(b.Elsewhere().Marked("hidden")))
	b.Shot("lobby")
	b.Console().Tap()
	b.Arrives(p.Address() + "/chair")
	b.Shows(b.Speaks("fr"), browser.Not(b.SignIn().Marked("hidden")))

	// What was chosen on this device goes before what the browser wishes.
	b.Opens(public + "/chair")
	b.Shows(b.Speaks("fr"))
	b.Shot("console")
	if said := b.Heading().Text(); !strings.Contains(said, "adresse https") {
		t.Errorf("it says %q", said)
	}
	b.WayTo("/trust?lang=fr").Tap()
	b.Arrives(public + "/trust")
	b.Shows(b.Fingerprint().Says(p.Said("compare")[0]))
	b.Opens(public + "/chair?lang=ar")
	b.Shot("console-ar")
	b.Way().Tap()
	b.Arrives(p.Address() + "/chair")
	b.Shows(b.Root().Attribute("dir", "rtl"), browser.Not(b.SignIn().Marked("hidden")))

	// At the other door the console is behind the door itself.
	b.Visit(p.Address() + "/?lang=en")
	b.Shows(b.Connected().HoldsSome())
	if !b.Now(b.Elsewhere().Marked("hidden"), b.Console().Attribute("href", "/chair")) {
		t.Errorf("with TLS the lobby leads to %s", b.Console().AttributeNow("href"))
	}
	b.Quiet(browser.Answered("responded with a status of 40"))
}

// An address at which there is nothing is a page with a way on, in each language and
// size, where scripts run and where they do not.
func TestUnknownPathOnAPage(t *testing.T) { detail(t); browser.InEngines(t, testUnknownPath) }

func testUnknownPath(t *testing.T, d *browser.Driver) {
	p := testbed.Start(t, t.TempDir())
	b := d.OpenFront("unknown-path-"+d.Engine.Name, 1180, 820)
	for _, language := range web.Languages() {
		for _, size := range [][2]int{{1180, 820}, {390, 844}} {
			b.Resize(size[0], size[1])
			b.Opens(p.Address() + "/galery?lang=" + language)
			b.Settled()
			b.Shot(fmt.Sprint(language, "-", size[0]))
			for _, fault := range b.Faults() {
				t.Errorf("%s %v: %s", language, size, fault)
			}
			for _, finding := range b.Axe() {
				t.Errorf("%s %v: %s", language, size, finding)
			}
		}
		b.Way().Tap()
		b.Arrives(p.Address() + "/")
		b.Shows(b.Ready(), b.SpeaksAs(language))
	}
	// The last language is remembered; another is a tap away.
	b.Opens(p.Address() + "/galery")
	b.Shows(b.Speaks("zh-Hans"))
	b.Tongue("ru").Tap()
	b.Shows(b.Speaks("ru"), b.IsPage("refusal"))
	b.Quiet(browser.Answered("responded with a status of 40"))
}

// The page needs no script: it comes in the language that the browser wishes. Nor does
// it need the device's own colours to be the page's.
func TestRefusalWithoutScripts(t *testing.T) {
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir())
	b := d.OpenFront("no-script", 820, 1180)
	b.CDP("Network.enable", nil, nil)
	b.CDP("Network.setExtraHTTPHeaders", map[string]any{"headers": map[string]any{"Accept-Language": "de, ar;q=0.8"}}, nil)
	b.CDP("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.CDP("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "forced-colors", "value": "active"}}}, nil)
	b.Goes(p.Address() + "/galery")
	b.Shot("ar")
	var source string
	b.Command(http.MethodGet, "/source", nil, &source)
	if !strings.Contains(source, `lang="ar" dir="rtl"`) || !strings.Contains(source, "لا توجد صفحة في هذا العنوان") {
		t.Errorf("without scripts it shows %s", source)
	}
}

// By a name that the controller does not know it shows where it is, in its own look, and
// nothing of that name.
func TestUnknownNameOnAPage(t *testing.T) {
	d := browser.InChromium(t)
	p := testbed.Start(t, t.TempDir())
	b := d.OpenFront("unknown-name", 820, 1180)
	b.Opens(strings.Replace(p.Address(), "127.0.0.1", "rostrum.localhost", 1) + "/gallery?lang=zh")
	b.Shot("zh")
	if text := b.Body().Text(); strings.Contains(text, "rostrum.localhost") || !strings.Contains(text, p.Address()+"/") {
		t.Errorf("it shows %q", text)
	}
	if b.Way().Style("border-radius") != "9px" {
		t.Error("it lacks its styles")
	}
	b.Way().Tap()
	b.Arrives(p.Address() + "/")
	b.Shows(b.Speaks("zh-Hans"))
	b.Quiet(browser.Answered("responded with a status of 40"))
}
