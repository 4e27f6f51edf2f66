package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"rostrum/cmd/internal/testbed"
)

// What is asked of a page as it stands.

// Faults finds what sticks out, what is cut off, what was not put into words, and what
// a finger cannot hit.
const Faults = `(() => {
	const out = [], root = document.documentElement;
	const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible" && !e.closest(".hidden-words");
	const named = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join("");
	const scrolls = (e) => e && (/(auto|scroll)/.test(getComputedStyle(e).overflow) || getComputedStyle(e).textOverflow === "ellipsis" || getComputedStyle(e).webkitLineClamp !== "none" || scrolls(e.parentElement));
	if (root.scrollWidth > innerWidth) out.push("the page is " + root.scrollWidth + " px wide");
	const screen = ["gallery", "seat"].includes(document.body.dataset.page);
	if (screen && root.scrollHeight > innerHeight) out.push("the page is " + root.scrollHeight + " px high");
	for (const e of document.body.querySelectorAll("*")) {
		if (!seen(e)) continue;
		const own = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent.trim()).join("");
		if (/\{\w+(:[a-z-]+)?\}|^[a-z]+(\.[a-z0-9-]+)+$/.test(own)) out.push(named(e) + " says " + own);
		const style = getComputedStyle(e), r = e.getBoundingClientRect();
		if (own && !scrolls(e.parentElement)) {
			if (r.left < -1 || r.right > innerWidth + 1 || (screen && (r.top < -1 || r.bottom > innerHeight + 1))) out.push(named(e) + " sticks out: " + own);
		}
		const kept = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
		const slack = parseFloat(style.fontSize) * 0.3;
		if (own && /hidden|clip/.test(style.overflowX) && !kept && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + slack))
			out.push(named(e) + " is cut off: " + own);
		const button = own && e.closest("button");
		if (button) {
			const inner = document.createRange(), outer = button.getBoundingClientRect();
			inner.selectNodeContents(e);
			const text = inner.getBoundingClientRect();
			for (const node of e.childNodes) for (const word of node.nodeType === 3 ? node.textContent.matchAll(/[^\s\p{Script=Han}-]+/gu) : []) {
				inner.setStart(node, word.index); inner.setEnd(node, word.index + word[0].length);
				if (word[0].includes("\u00ad")) continue; // it says where it may be broken
				const tops = [...inner.getClientRects()].map((r) => r.top);
				if (Math.max(...tops) - Math.min(...tops) > parseFloat(style.fontSize) / 2) out.push(named(e) + " breaks a word: " + word[0]);
			}
			const ends = scrolls(e) || style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
			if (!ends && (text.left < outer.left - 1 || text.right > outer.right + 1)) out.push(named(e) + " is wider than its button: " + own);
		}
		if (document.body.dataset.page === "chair" && e.matches("button, select, input, a[href]") && Math.min(r.width, r.height) < 47.5)
			out.push(named(e) + " is too small for a finger: " + Math.round(r.width) + "x" + Math.round(r.height) + " " + own);
	}
	return [...new Set(out)];
})()`

// ColoursOf lists the colours of each text and of what stands behind it.
const ColoursOf = `(() => {
	const out = [];
	const path = (e) => e === document.body ? "" : path(e.parentElement) + "/" + e.tagName.toLowerCase() + (e.id ? "#" + e.id : "");
	for (const e of document.body.querySelectorAll("*")) {
		if (e.getClientRects().length === 0 || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
		if (e.closest("language-switch, ol, ul, dialog")) continue;
		const behind = [];
		for (let p = e; p; p = p.parentElement) { const s = getComputedStyle(p); behind.push(s.backgroundColor + s.backgroundImage.replace(/(90|270)deg/g, "") + s.opacity) }
		out.push(path(e) + " " + getComputedStyle(e).color + " on " + behind.join(" "));
	}
	return out;
})()`

// AxeFile is where the checks of the pages have axe-core.
const AxeFile = "../../../.ci/web/node_modules/axe-core/axe.min.js"

// axeRules are those of WCAG 2.2 A and AA, and what is usual besides.
const axeRules = `{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}`

// Axe returns what axe-core finds on a page, but for what is left out. Where it is
// missing it finds nothing, but in CI that is a failure.
func (b *Browser) Axe(leftOut ...string) []string {
	b.Helper()
	script, err := os.ReadFile(AxeFile)
	if err != nil {
		if testbed.Required(b, testbed.Pages) {
			b.Fatalf("axe-core is required: npm ci in .ci/web: %v", err)
		}
		return nil
	}
	// What comes and goes with the hand is there, and nothing is measured half faded.
	b.Run(`document.dispatchEvent(new Event("pointermove"))`)
	b.Await(`document.getAnimations().every((a) => a.playState !== "running" || a.effect.getTiming().iterations === Infinity)`)
	var text string
	b.Call("POST", b.session+"/execute/async", map[string]any{"args": []any{}, "script": `const done = arguments[0];
		if (!window.axe) { ` + string(script) + `; }
		window.axe.run(document, ` + axeRules + `).then((r) => done(JSON.stringify(r.violations.flatMap((v) =>
			v.nodes.map((n) => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary)))), (e) => done(JSON.stringify([String(e)])))`}, &text)
	var found []string
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		b.Fatalf("axe-core: %v: %s", err, text)
	}
	return slices.DeleteFunc(found, func(one string) bool {
		rule, _, _ := strings.Cut(one, ":")
		return slices.Contains(leftOut, rule)
	})
}

// List returns what a script lists.
func (b *Browser) List(script string) []string {
	b.Helper()
	var out []string
	values, _ := b.Eval(script).([]any)
	for _, value := range values {
		out = append(out, fmt.Sprint(value))
	}
	return out
}

// Quiet fails the test for each error that a page's console has.
func (b *Browser) Quiet() {
	b.Helper()
	for _, line := range b.Complaints() {
		b.Errorf("%s complains: %s", b.Label, line)
	}
}

// Seen is an expression that holds while an element is shown.
func Seen(selector string) string {
	return fmt.Sprintf(`document.querySelector(%q)?.getClientRects().length > 0`, selector)
}

// Unseen is one that holds while it is not.
func Unseen(selector string) string { return "!(" + Seen(selector) + ")" }

// OfLostLink says whether a page complains of what it could not reach: a controller
// that was dead or behind a cut, which it asks why it is refused.
func OfLostLink(line string) bool {
	for _, known := range []string{"ERR_CONNECTION_", "ERR_EMPTY_RESPONSE", "WebSocket connection", "/ws - Failed to load resource"} {
		if strings.Contains(line, known) {
			return true
		}
	}
	return false
}

// Place returns the middle of an element, and its height.
func (b *Browser) Place(selector string) (x, y, height float64) {
	b.Helper()
	at, _ := b.Eval(fmt.Sprintf(`(e => { const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2, r.height] })(document.querySelector(%q))`, selector)).([]any)
	if len(at) != 3 {
		b.Fatalf("%s: there is no %s", b.Label, selector)
	}
	x, _ = at[0].(float64)
	y, _ = at[1].(float64)
	height, _ = at[2].(float64)
	return x, y, height
}
