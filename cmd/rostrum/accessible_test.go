package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/display/web"
	"rostrum/timer"
)

// flashing is a debate in whose statement the light flashes for minutes.
var flashing = situation{"flashing", spoke("e6", 160*time.Second, timer.Extend{By: 10 * time.Minute})}

// at starts a controller in a situation.
func at(t *testing.T, s situation, args ...string) (*program, string) {
	t.Helper()
	dir := t.TempDir()
	debateAt(t, dir, steadyClock().Now(), s)
	return start(t, dir, append([]string{"--light", "7=dry"}, args...)...), dir
}

// The whole console by keyboard: the tab key comes to everything that can be tapped,
// shows where it is, and leaves again.
func TestConsoleByKeyboard(t *testing.T) {
	p, dir := at(t, flashing)
	b := newDriver(t).open("keyboard", 1180, 820)
	b.visit(p.address + "/chair#invite=" + invitation(t, dir))
	b.await(`document.querySelector("#console")?.getClientRects().length > 0`)
	// Of a list of lines, and of a row of choices, the arrow keys reach the others.
	wanted := b.list(`(() => [...document.querySelectorAll("a[href], button, select, input, [tabindex='0']")]
		.filter((e) => e.getClientRects().length > 0 && !e.disabled && e.tabIndex === 0)
		.map((e, i) => (e.dataset.tabbed = String(i))))()`)
	b.eval(`document.activeElement.blur()`)
	reached := map[string]bool{}
	for range len(wanted) + 5 {
		b.press(keyTab)
		told, _ := b.eval(`(() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
			const seen = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none" || e === document.body;
			const inView = r.bottom > 0 && r.top < innerHeight;
			return [e.dataset?.tabbed ?? "", seen && inView, e.id || e.className || e.tagName] })()`).([]any)
		if len(told) != 3 {
			t.Fatalf("the focus is %v", told)
		}
		reached[fmt.Sprint(told[0])] = true
		if told[1] != true {
			t.Errorf("nobody sees that the focus is at %v", told[2])
		}
	}
	for _, one := range wanted {
		if !reached[one] {
			t.Errorf("the tab key does not come to %v", b.eval(`(e => e.outerHTML.slice(0, 120))(document.querySelector('[data-tabbed="`+one+`"]'))`))
		}
	}
	if len(wanted) < 15 {
		t.Errorf("only %d things can be reached", len(wanted))
	}
}

// What is spoken is what changes seldom: phases, refusals, the link. Not each second.
func TestNothingIsSpokenEachSecond(t *testing.T) {
	onlyAtLength(t)
	inEngines(t, func(t *testing.T, d *driver) {
		p, dir := at(t, flashing)
		b := d.open("spoken", 1180, 820)
		for _, page := range []string{"chair#invite=" + invitation(t, dir), "gallery", "seat/7"} {
			b.visit(p.address + "/" + page)
			b.await(`document.querySelector("#phase")?.textContent.length > 0`)
			b.run(`window.spoken = []; window.digits = 0;
				const live = (e) => { const at = e.closest("[aria-live], [role=status], [role=alert], [role=log]"); return at && at.getAttribute("aria-live") !== "off" ? at : null };
				new MutationObserver((records) => { for (const r of records) { const e = r.target.nodeType === 1 ? r.target : r.target.parentElement;
					if (e?.closest("#time")) window.digits++;
					else if (e && live(e)) window.spoken.push((live(e).id || live(e).tagName) + ": " + e.textContent) } })
					.observe(document.body, {subtree: true, childList: true, characterData: true})`)
			b.await(`window.digits >= 3`)
			if spoken := b.list(`window.spoken`); len(spoken) > 0 {
				t.Errorf("%s: while only digits change a screen reader says %q", page, spoken)
			}
			// A change of phase is spoken.
			if page == "gallery" {
				p.do("pause for "+d.engine.name, "pause", nil)
				b.await(`window.spoken.some((s) => s.startsWith("phase"))`)
				p.do("resume for "+d.engine.name, "resume", nil)
			}
		}
	})
}

// Nothing lights up more than twice a second, and where motion is not wanted a sign
// that stands still says that the light flashes.
func TestFlashesAreFew(t *testing.T) {
	onlyAtLength(t)
	p, dir := at(t, flashing)
	b := newDriver(t).open("flashes", 1180, 820)
	for _, page := range []string{"seat/7", "gallery", "chair#invite=" + invitation(t, dir)} {
		b.visit(p.address + "/" + page)
		b.await(`document.querySelector("#phase")?.dataset.phase === "warning"`)
		var told []float64
		b.call(http.MethodPost, b.session+"/execute/async", map[string]any{"args": []any{}, "script": `const done = arguments[0];
			const all = [...document.body.querySelectorAll("*")], before = new Map(), changes = new Map(), end = performance.now() + 3000;
			const look = () => { for (const e of all) { const s = getComputedStyle(e), now = s.color + s.backgroundColor + s.borderTopColor + s.opacity + s.boxShadow;
				if (before.has(e) && before.get(e) !== now) changes.set(e, (changes.get(e) ?? 0) + 1); before.set(e, now) }
				if (performance.now() < end) requestAnimationFrame(look); else done([Math.max(0, ...changes.values()), changes.size]) };
			look()`}, &told)
		// Two changes are one flash; in three seconds there may be six.
		if told[0] > 12 {
			t.Errorf("%s: something changed its colours %v times in three seconds", page, told[0])
		}
		if page == "gallery" && told[1] > 0 {
			t.Errorf("the public screen flashes: %v parts of it changed their colours", told[1])
		}
	}
	b.visit(p.address + "/seat/7")
	b.cdp("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "prefers-reduced-motion", "value": "reduce"}}}, nil)
	b.await(`document.querySelector("#collar").dataset.lit === "true"`)
	lit := b.eval(`getComputedStyle(document.querySelector(".collar-ring")).border`)
	b.await(`document.querySelector("#collar").dataset.lit === "false"`)
	if dark := b.eval(`getComputedStyle(document.querySelector(".collar-ring")).border`); dark != lit {
		t.Errorf("without motion the ring is %v and then %v", lit, dark)
	}
	if word := b.text("#collar"); !strings.Contains(word, "Flashing") {
		t.Errorf("without motion the sign says %q", word)
	}
}

// With the device's own colours nothing is lost that only a colour would say.
func TestForcedColours(t *testing.T) {
	p, dir := at(t, flashing)
	b := newDriver(t).open("forced", 1180, 820)
	b.cdp("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "forced-colors", "value": "active"}}}, nil)
	for _, v := range views {
		address := p.address + "/" + v.page
		if v.page == "chair" {
			address += "#invite=" + invitation(t, dir)
		}
		b.visit(address)
		b.settled()
		for _, fault := range b.list(faults) {
			t.Errorf("%s: %s", v.page, fault)
		}
		// It is told the page's own colours, of which none is used.
		for _, finding := range b.axe("color-contrast") {
			t.Errorf("%s: %s", v.page, finding)
		}
		b.shot(strings.ReplaceAll(v.page, "/", "-") + "-forced")
	}
}

// On paper: black on white, in the page's language, the whole list whatever was looked
// for, and of what instant it is.
func TestPagesOnPaper(t *testing.T) {
	onlyAtLength(t)
	p, dir := at(t, flashing)
	b := newDriver(t).open("paper", 1180, 820)
	b.visit(p.address + "/chair#invite=" + invitation(t, dir))
	asAt := map[string]string{"ar": "الوضع في", "en": "As at", "es": "Situación al", "fr": "État au", "ru": "По состоянию на", "zh": "截至"}
	for _, language := range web.Languages() {
		for _, page := range []string{"chair", "", "trust"} {
			b.visit(p.address + "/" + page + "?lang=" + language)
			if page == "chair" {
				b.await(`document.querySelectorAll(".row").length === 37`)
				b.run(`const field = document.querySelector("#list-search"); field.value = "peru"; field.dispatchEvent(new Event("input"))`)
				b.await(`document.querySelectorAll(".row:not([hidden])").length < 10`)
			}
			b.paper(language + "-" + page)
			b.cdp("Emulation.setEmulatedMedia", map[string]any{"media": "print"}, nil)
			b.settled()
			if page == "chair" {
				if rows := b.eval(`[...document.querySelectorAll(".row")].filter((e) => e.getClientRects().length > 0).length`); rows != 37.0 {
					t.Errorf("%s: %v of 37 lines are on the paper", language, rows)
				}
				if cut := b.list(`[...document.querySelectorAll(".row-detail")].filter((e) => e.scrollHeight > e.clientHeight + 2).map((e) => e.textContent)`); len(cut) > 0 {
					t.Errorf("%s: cut off on the paper: %q", language, cut)
				}
				if line := b.text("printed-line"); !strings.Contains(line, asAt[language]) {
					t.Errorf("%s: the paper is of %q", language, line)
				}
			}
			for _, fault := range b.list(faults) {
				if !strings.Contains(fault, "too small for a finger") {
					t.Errorf("%s %s: %s", language, page, fault)
				}
			}
			for _, finding := range b.axe() {
				if strings.HasPrefix(finding, "color-contrast") {
					t.Errorf("%s %s: %s", language, page, finding)
				}
			}
			b.cdp("Emulation.setEmulatedMedia", map[string]any{"media": ""}, nil)
		}
	}
}

// paper prints the page, and keeps the paper where pictures are wanted.
func (b *browser) paper(name string) {
	b.Helper()
	var printed struct{ Data []byte }
	b.cdp("Page.printToPDF", map[string]any{"paperWidth": 8.27, "paperHeight": 11.69}, &printed)
	if !bytes.HasPrefix(printed.Data, []byte("%PDF-")) {
		b.Fatalf("%s: the page prints %.20q", name, printed.Data)
	}
	if b.shots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(b.shots, "paper-"+name+".pdf"), printed.Data, 0o600); err != nil {
		b.Fatal(err)
	}
}

// Every letter of the six languages has a face of its own: no replacement boxes, and
// Chinese in Chinese shapes. The runbook names the packages.
func TestFontsOfTheSixLanguages(t *testing.T) {
	p, _ := at(t, flashing)
	b := newDriver(t).open("fonts", 1280, 720)
	b.cdp("DOM.enable", nil, nil)
	b.cdp("CSS.enable", nil, nil)
	for language, face := range map[string]string{"ar": "Arabic", "zh": "CJK SC", "ru": "Noto Sans", "fr": "Noto Sans", "es": "Noto Sans", "en": "Noto Sans"} {
		b.visit(p.address + "/gallery?lang=" + language)
		b.settled()
		var document struct{ Root struct{ NodeID int } }
		b.cdp("DOM.getDocument", nil, &document)
		for _, selector := range []string{".phase-word", ".when-limit", "#kind", "#next-heading", ".time-text"} {
			var node struct{ NodeID int }
			b.cdp("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": selector}, &node)
			if node.NodeID == 0 {
				t.Fatalf("the gallery has no %s", selector)
			}
			var used struct {
				Fonts []struct {
					FamilyName string
					GlyphCount float64
				}
			}
			b.cdp("CSS.getPlatformFontsForNode", map[string]any{"nodeId": node.NodeID}, &used)
			var names []string
			for _, font := range used.Fonts {
				names = append(names, font.FamilyName)
			}
			known := func(name string) bool { return strings.HasPrefix(name, "Noto ") }
			if len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return !known(n) }) {
				t.Errorf("%s: %s is written in %q", language, selector, names)
			}
			if selector == ".time-text" {
				// The clock has one face in every language, and stands from left to right.
				if len(names) != 1 || names[0] != "Noto Sans" {
					t.Errorf("%s: the digits are written in %q", language, names)
				}
				if direction := b.eval(`getComputedStyle(document.querySelector("#time")).direction`); direction != "ltr" {
					t.Errorf("%s: the digits run %v", language, direction)
				}
			} else if !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, face) }) {
				t.Errorf("%s: %s is written in %q, and not in %s", language, selector, names, face)
			}
		}
	}
}

// The languages of the gallery: the address before the chair's choice before the
// browser; in turn at one instant on all screens, or side by side.
func TestLanguagesOfTheGallery(t *testing.T) {
	onlyAtLength(t)
	inEngines(t, func(t *testing.T, d *driver) {
		p, _ := at(t, flashing)
		gallery, seat := d.open("gallery", 1280, 720), d.open("seat", 800, 480)
		gallery.visit(p.address + "/gallery")
		seat.visit(p.address + "/seat/7")
		gallery.await(`document.documentElement.lang === "en"`)
		p.show(map[string]any{"languages": []string{"ar", "fr"}})
		for _, language := range []string{"ar", "fr", "ar"} {
			gallery.await(`document.documentElement.lang === "` + language + `" && document.querySelector("#phase").textContent.length > 0`)
			if language == "ar" && gallery.eval(`document.documentElement.dir`) != "rtl" {
				t.Error("the Arabic screen does not begin at the right")
			}
		}
		seat.await(`document.documentElement.lang === "ar"`)
		if heading := seat.text("#seat-heading"); !strings.Contains(heading, "المقعد") {
			t.Errorf("the seat's screen is called %q", heading)
		}
		p.show(map[string]any{"languages": []string{"en", "zh", "ru"}, "together": true})
		gallery.await(`document.querySelectorAll("#phase .tongue").length === 3`)
		gallery.shot("side-by-side")
		for _, fault := range gallery.list(faults) {
			t.Errorf("side by side: %s", fault)
		}
		gallery.visit(p.address + "/gallery?lang=es")
		gallery.await(`document.documentElement.lang === "es" && document.querySelectorAll("#phase .tongue").length === 0`)
		// The way back to what the room has set.
		const choice = `document.querySelector("language-switch select")`
		if chosen := gallery.eval(choice + `.value`); chosen != "es" {
			t.Errorf("the Spanish screen's choice of languages is at %q", chosen)
		}
		gallery.run(choice + `.value = ""; ` + choice + `.dispatchEvent(new Event("change"))`)
		gallery.await(`!location.search.includes("lang") && document.querySelectorAll("#phase .tongue").length === 3`)
		if chosen := gallery.eval(choice + `.value`); chosen != "" {
			t.Errorf("back with the room, the choice of languages is at %q", chosen)
		}
		for _, b := range []*browser{gallery, seat} {
			for _, line := range b.complaints() {
				t.Errorf("%s complains: %s", b.name, line)
			}
		}
	})
}

// A delegation is named as the list names it in the language of the page, and by the
// list's own name where it does not.
func TestNamesOfTheList(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, "speakers.csv")
	if err := os.WriteFile(list, []byte("delegation,delegation_fr,delegation_ar\nGermany,Allemagne,ألمانيا\nPeru,,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, dir, "--list", list)
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	b := newDriver(t).open("names", 1280, 720)
	for language, name := range map[string]string{"fr": "Allemagne", "ar": "ألمانيا", "ru": "Germany"} {
		b.visit(p.address + "/gallery?lang=" + language)
		b.await(`document.querySelector("#delegation").textContent === ` + quote(name))
		b.await(`document.querySelector("#next").textContent.includes("Peru")`)
	}
	b.visit(p.address + "/chair?lang=fr#invite=" + invitation(t, dir))
	b.await(`document.querySelector('[data-entry="e1"]')?.textContent.includes("Allemagne")`)
}
