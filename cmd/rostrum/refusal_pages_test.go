package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rostrum/display/web"
)

// opens opens an address as somebody who types it, and waits for the page that says why
// it is refused.
func (b *browser) opens(address string) {
	b.Helper()
	b.call(http.MethodPost, b.session+"/url", map[string]any{"url": address}, nil)
	b.await(`document.readyState === "complete" && document.body?.dataset.page === "refusal"`)
	b.listen()
}

// arrives waits until a page of the controller is there, after a tap.
func (b *browser) arrives(address string) {
	b.Helper()
	where, err := url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	b.await(`location.origin === ` + quote(where.Scheme+"://"+where.Host) + ` && location.pathname === ` + quote(where.Path) + ` && document.readyState === "complete"`)
}

// unexpected are the complaints of a page beside those of what was refused.
func (b *browser) unexpected() {
	b.Helper()
	for _, line := range b.complaints() {
		if !strings.Contains(line, "responded with a status of 40") {
			b.Errorf("%s complains: %s", b.name, line)
		}
	}
}

// Whoever takes the public door for the way to the console is led to it: by the lobby
// straight, from the console's own address by a page, and by both to what makes a
// tablet trust it.
func TestConsoleFromThePublicDoor(t *testing.T) {
	d := inChromium(t)
	p := start(t, t.TempDir(), "--tls", "--public-http", "127.0.0.1:0")
	public := strings.TrimSuffix(p.says("trust")[0], "/trust")
	b := d.open("public-door", 820, 1180)
	b.visit(public + "/?lang=fr")
	b.await(`document.querySelector("#elsewhere")?.hidden === false`)
	b.shot("lobby")
	b.tap("#open-console")
	b.arrives(p.address + "/chair")
	b.await(`document.documentElement.lang === "fr" && !document.querySelector("#sign-in").hidden`)

	// What was chosen on this device goes before what the browser wishes.
	b.opens(public + "/chair")
	b.await(`document.documentElement.lang === "fr"`)
	b.shot("console")
	if said := b.text("h1"); !strings.Contains(said, "adresse https") {
		t.Errorf("it says %q", said)
	}
	b.tap(`.way[href="/trust?lang=fr"]`)
	b.arrives(public + "/trust")
	b.await(`document.querySelector("#fingerprint")?.innerText === ` + quote(p.says("compare")[0]))
	b.opens(public + "/chair?lang=ar")
	b.shot("console-ar")
	b.tap(".way")
	b.arrives(p.address + "/chair")
	b.await(`document.documentElement.dir === "rtl" && !document.querySelector("#sign-in").hidden`)

	// At the other door the console is behind the door itself.
	b.visit(p.address + "/?lang=en")
	b.await(`document.querySelector("#connected").children.length > 0`)
	if b.eval(`!document.querySelector("#elsewhere").hidden || document.querySelector("#open-console").getAttribute("href") !== "/chair"`) != false {
		t.Errorf("with TLS the lobby leads to %v", b.eval(`document.querySelector("#open-console").href`))
	}
	b.unexpected()
}

// An address at which there is nothing is a page with a way on, in each language and
// size, where scripts run and where they do not.
func TestUnknownPathOnAPage(t *testing.T) { inEngines(t, testUnknownPath) }

func testUnknownPath(t *testing.T, d *driver) {
	p := start(t, t.TempDir())
	b := d.open("unknown-path-"+d.engine.name, 1180, 820)
	for _, language := range web.Languages() {
		for _, size := range [][2]int{{1180, 820}, {390, 844}} {
			b.resize(b, size[0], size[1])
			b.opens(p.address + "/galery?lang=" + language)
			b.settled()
			b.shot(fmt.Sprint(language, "-", size[0]))
			for _, fault := range b.list(faults) {
				t.Errorf("%s %v: %s", language, size, fault)
			}
			for _, finding := range b.axe() {
				t.Errorf("%s %v: %s", language, size, finding)
			}
		}
		b.tap(".way")
		b.arrives(p.address + "/")
		b.await(`document.documentElement.dataset.ready === "1" && document.documentElement.lang.startsWith(` + quote(language) + `)`)
	}
	// The last language is remembered; another is a tap away.
	b.opens(p.address + "/galery")
	b.await(`document.documentElement.lang === "zh-Hans"`)
	b.tap(`nav [lang="ru"]`)
	b.await(`document.documentElement.lang === "ru" && document.body.dataset.page === "refusal"`)
	b.unexpected()
}

// The page needs no script: it comes in the language that the browser wishes. Nor does
// it need the device's own colours to be the page's.
func TestRefusalWithoutScripts(t *testing.T) {
	d := inChromium(t)
	p := start(t, t.TempDir())
	b := d.open("no-script", 820, 1180)
	b.cdp("Network.enable", nil, nil)
	b.cdp("Network.setExtraHTTPHeaders", map[string]any{"headers": map[string]any{"Accept-Language": "de, ar;q=0.8"}}, nil)
	b.cdp("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.cdp("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "forced-colors", "value": "active"}}}, nil)
	b.call(http.MethodPost, b.session+"/url", map[string]any{"url": p.address + "/galery"}, nil)
	b.shot("ar")
	var source string
	b.call(http.MethodGet, b.session+"/source", nil, &source)
	if !strings.Contains(source, `lang="ar" dir="rtl"`) || !strings.Contains(source, "لا توجد صفحة في هذا العنوان") {
		t.Errorf("without scripts it shows %s", source)
	}
}

// By a name that the controller does not know it shows where it is, in its own look, and
// nothing of that name.
func TestUnknownNameOnAPage(t *testing.T) {
	d := inChromium(t)
	p := start(t, t.TempDir())
	b := d.open("unknown-name", 820, 1180)
	b.opens(strings.Replace(p.address, "127.0.0.1", "rostrum.localhost", 1) + "/gallery?lang=zh")
	b.shot("zh")
	if text := b.text("body"); strings.Contains(text, "rostrum.localhost") || !strings.Contains(text, p.address+"/") {
		t.Errorf("it shows %q", text)
	}
	if b.eval(`getComputedStyle(document.querySelector(".way")).borderRadius`) != "9px" {
		t.Error("it lacks its styles")
	}
	b.tap(".way")
	b.arrives(p.address + "/")
	b.await(`document.documentElement.lang === "zh-Hans"`)
	b.unexpected()
}
