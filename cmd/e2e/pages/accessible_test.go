package pages_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
)

// The whole console by keyboard: the tab key comes to everything that can be tapped,
// shows where it is, and leaves again.
func TestConsoleByKeyboard(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("keyboard", 1180, 820)
	b.Visit(p.Address() + "/chair#invite=" + p.Invitation("console"))
	b.Await(`document.querySelector("#console")?.getClientRects().length > 0`)
	// Of a list of lines, and of a row of choices, the arrow keys reach the others.
	wanted := b.List(`(() => [...document.querySelectorAll("a[href], button, select, input, [tabindex='0']")]
		.filter((e) => e.getClientRects().length > 0 && !e.disabled && e.tabIndex === 0)
		.map((e, i) => (e.dataset.tabbed = String(i))))()`)
	b.Eval(`document.activeElement.blur()`)
	reached := map[string]bool{}
	for range len(wanted) + 5 {
		b.Press(browser.KeyTab)
		told, _ := b.Eval(`(() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
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
			t.Errorf("the tab key does not come to %v", b.Eval(`(e => e.outerHTML.slice(0, 120))(document.querySelector('[data-tabbed="`+one+`"]'))`))
		}
	}
	if len(wanted) < 15 {
		t.Errorf("only %d things can be reached", len(wanted))
	}
}

// What is spoken is what changes seldom: phases, refusals, the link. Not each second.
func TestNothingIsSpokenEachSecond(t *testing.T) {
	browser.InEngines(t, func(t *testing.T, d *browser.Driver) {
		p := at(t, flashing)
		b := d.Open("spoken", 1180, 820)
		for _, page := range []string{"chair#invite=" + p.Invitation("console"), "gallery", "seat/7"} {
			b.Visit(p.Address() + "/" + page)
			b.Await(`document.querySelector("#phase")?.textContent.length > 0`)
			b.Run(`window.spoken = []; window.digits = 0;
				const live = (e) => { const at = e.closest("[aria-live], [role=status], [role=alert], [role=log]"); return at && at.getAttribute("aria-live") !== "off" ? at : null };
				new MutationObserver((records) => { for (const r of records) { const e = r.target.nodeType === 1 ? r.target : r.target.parentElement;
					if (e?.closest("#time")) window.digits++;
					else if (e && live(e)) window.spoken.push((live(e).id || live(e).tagName) + ": " + e.textContent) } })
					.observe(document.body, {subtree: true, childList: true, characterData: true})`)
			b.Await(`window.digits >= 3`)
			if spoken := b.List(`window.spoken`); len(spoken) > 0 {
				t.Errorf("%s: while only digits change a screen reader says %q", page, spoken)
			}
			// A change of phase is spoken.
			if page == "gallery" {
				p.Do("pause for "+d.Engine.Name, "pause", nil)
				b.Await(`window.spoken.some((s) => s.startsWith("phase"))`)
				p.Do("resume for "+d.Engine.Name, "resume", nil)
			}
		}
		// So is who had the floor, and for how long, and who has it then.
		p.Do("end for "+d.Engine.Name, "end", nil)
		b.Await(`window.spoken.some((s) => s.startsWith("FLOOR-SPOKEN: Last: "))`)
		p.Do("give for "+d.Engine.Name, "give-floor", map[string]any{"entry": "e9"})
		b.Await(`window.spoken.some((s) => s.startsWith("FLOOR-SPOKEN: ") && s.endsWith(" has the floor"))`)
	})
}

// Nothing lights up more than twice a second, and where motion is not wanted a sign
// that stands still says that the light flashes.
func TestFlashesAreFew(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("flashes", 1180, 820)
	for _, page := range []string{"seat/7", "gallery", "chair#invite=" + p.Invitation("console")} {
		b.Visit(p.Address() + "/" + page)
		b.Await(`document.querySelector("#phase")?.dataset.phase === "warning"`)
		var told []float64
		b.Command(http.MethodPost, "/execute/async", map[string]any{"args": []any{}, "script": `const done = arguments[0];
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
	b.Visit(p.Address() + "/seat/7")
	b.CDP("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "prefers-reduced-motion", "value": "reduce"}}}, nil)
	b.Await(`document.querySelector("#collar").dataset.lit === "true"`)
	lit := b.Eval(`getComputedStyle(document.querySelector(".collar-ring")).border`)
	b.Await(`document.querySelector("#collar").dataset.lit === "false"`)
	if dark := b.Eval(`getComputedStyle(document.querySelector(".collar-ring")).border`); dark != lit {
		t.Errorf("without motion the ring is %v and then %v", lit, dark)
	}
	if word := b.Text("#collar"); !strings.Contains(word, "Flashing") {
		t.Errorf("without motion the sign says %q", word)
	}
}

// With the device's own colours nothing is lost that only a colour would say.
func TestForcedColours(t *testing.T) {
	d := browser.InChromium(t)
	p := at(t, flashing)
	b := d.Open("forced", 1180, 820)
	b.CDP("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "forced-colors", "value": "active"}}}, nil)
	for _, v := range views {
		address := p.Address() + "/" + v.page
		if v.page == "chair" {
			address += "#invite=" + p.Invitation("console")
		}
		b.Visit(address)
		b.Settled()
		for _, fault := range b.List(browser.Faults) {
			t.Errorf("%s: %s", v.page, fault)
		}
		// It is told the page's own colours, of which none is used.
		for _, finding := range b.Axe("color-contrast") {
			t.Errorf("%s: %s", v.page, finding)
		}
		b.Shot(strings.ReplaceAll(v.page, "/", "-") + "-forced")
	}
}
