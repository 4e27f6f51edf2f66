package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The W3C WebDriver protocol, as much as these tests speak of it.

// browserPatience is how long a page may take to show what it must.
const browserPatience = 20 * time.Second

// driver opens browsers of one engine.
type driver struct {
	testing.TB
	engine
	home    string // a folder for what browsers leave behind
	shots   string // folder for screenshots, or empty
	wire    bool   // Chromium is to log what goes over the wire
	address string // of the chromedriver that serves all sessions
	display string // of the screen that WebKit's windows are on
}

// browser is one session, that is one browser with one page.
type browser struct {
	*driver
	name    string
	at      string // the address of its driver
	session string
	window  map[string]any // where its window was put
}

func (d *driver) open(name string, width, height int) *browser {
	d.Helper()
	b := &browser{driver: d, name: name, at: d.start(d)}
	var answer struct{ SessionID string }
	b.call(http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": d.capabilities(d, width, height)}}, &answer)
	b.session = "/session/" + answer.SessionID
	d.Cleanup(func() { _ = b.try(http.MethodDelete, b.session, nil, nil) })
	b.window = map[string]any{"x": 0, "y": 0, "width": width, "height": height}
	b.call(http.MethodPost, b.session+"/timeouts", map[string]any{"script": 2 * browserPatience.Milliseconds()}, nil)
	d.resize(b, width, height)
	return b
}

// reportingTo is the same browser in the hands of a subtest.
func (b *browser) reportingTo(t testing.TB) *browser {
	d, same := *b.driver, *b
	d.TB, same.driver = t, &d
	return &same
}

func (b *browser) call(method, path string, body, into any) {
	b.Helper()
	if err := b.try(method, path, body, into); err != nil {
		b.Fatalf("%s: %s %s: %v", b.name, method, path, err)
	}
}

func (b *browser) try(method, path string, body, into any) error {
	text := []byte("{}")
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(context.Background(), method, b.at+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	var out struct{ Value json.RawMessage }
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%d %.1000s", answer.StatusCode, out.Value)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(out.Value, into)
}

// cdp gives a command of Chromium's own protocol.
func (b *browser) cdp(cmd string, params map[string]any, into any) {
	b.Helper()
	if params == nil {
		params = map[string]any{}
	}
	b.call(http.MethodPost, b.session+"/goog/cdp/execute", map[string]any{"cmd": cmd, "params": params}, into)
}

// visit opens a page and waits until it shows a first state.
func (b *browser) visit(address string) {
	b.Helper()
	b.call(http.MethodPost, b.session+"/url", map[string]any{"url": address}, nil)
	where, err := url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	// A page that could not be loaded is no error to a driver.
	b.await(fmt.Sprintf(`location.origin === %q && location.pathname === %q`, where.Scheme+"://"+where.Host, where.EscapedPath()))
	b.await(`document.documentElement.dataset.ready === "1"`)
	b.listen()
}

// eval returns the value of a JavaScript expression.
func (b *browser) eval(expression string) any {
	b.Helper()
	var value any
	b.call(http.MethodPost, b.session+"/execute/sync", map[string]any{"script": "return " + expression, "args": []any{}}, &value)
	return value
}

func (b *browser) text(selector string) string {
	b.Helper()
	text, _ := b.eval(fmt.Sprintf("document.querySelector(%q)?.innerText ?? \"\"", selector)).(string)
	return strings.TrimSpace(text)
}

// await asks the page itself, at each of its frames, until an expression holds.
func (b *browser) await(expression string) {
	b.Helper()
	if !b.within(browserPatience, expression) {
		b.shot("failed")
		b.Fatalf("%s never showed %s; it shows: %.2000s", b.name, expression, b.text("body"))
	}
}

// holds gives the page a moment to settle.
func (b *browser) holds(expression string) bool { return b.within(500*time.Millisecond, expression) }

func (b *browser) within(patience time.Duration, expression string) bool {
	b.Helper()
	for end := time.Now().Add(patience); ; {
		script := fmt.Sprintf(`const done = arguments[0]; const end = performance.now() + %d;
			const look = () => { let ok = false; try { ok = Boolean(%s) } catch {}
				if (ok) done(true); else if (performance.now() > end) done(false); else setTimeout(look, 16) };
			look();`, time.Until(end).Milliseconds(), expression)
		var ok bool
		err := b.try(http.MethodPost, b.session+"/execute/async", map[string]any{"script": script, "args": []any{}}, &ok)
		if err == nil {
			return ok
		}
		// A page that loads itself again takes the question with it.
		if time.Now().After(end) {
			b.Fatalf("%s: %s: %v", b.name, expression, err)
		}
	}
}

// settled waits until the page has its fonts and has drawn what a change of its size
// asks for: what was never on the screen has no place there.
func (b *browser) settled() {
	b.Helper()
	b.call(http.MethodPost, b.session+"/execute/async", map[string]any{"args": []any{}, "script": `const done = arguments[0];
		document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`}, nil)
}

// still brings an element into view, waits until it stands in one place from one frame
// to the next, and returns its middle and its size. A page that is not seen draws no
// frames, and what is animated is never still: neither is waited for long.
func (b *browser) still(selector string) (x, y, width, height float64) {
	b.Helper()
	var at []float64
	b.call(http.MethodPost, b.session+"/execute/async", map[string]any{"args": []any{selector}, "script": `const [selector, done] = arguments;
		const place = () => { const r = document.querySelector(selector)?.getBoundingClientRect(); return r ? [r.x + r.width / 2, r.y + r.height / 2, r.width, r.height] : [] };
		document.querySelector(selector)?.scrollIntoView({block: "nearest"});
		const end = performance.now() + 1000;
		const look = (before) => { const at = place(); if (String(at) === String(before) || performance.now() > end) done(at); else next(at) };
		const next = (at) => { let seen = false; const once = () => { if (!seen) { seen = true; look(at) } };
			requestAnimationFrame(() => requestAnimationFrame(once)); setTimeout(once, 250) };
		next(place());`}, &at)
	if len(at) != 4 {
		b.Fatalf("%s: there is no %s", b.name, selector)
	}
	return at[0], at[1], at[2], at[3]
}

// tap touches the middle of an element with a finger.
func (b *browser) tap(selector string) {
	b.Helper()
	if err := b.aim(selector)(); err != nil {
		b.Fatalf("%s: %s: %v", b.name, selector, err)
	}
}

// aim waits until an element can be tapped, and returns the tap.
func (b *browser) aim(selector string) func() error {
	b.Helper()
	b.await(fmt.Sprintf(`(e => e && !e.disabled && e.dataset.settled !== "false" && e.ariaBusy !== "true" && e.getClientRects().length > 0)(document.querySelector(%q))`, selector))
	x, y, width, height := b.still(selector)
	if size := min(width, height); size < 47.5 {
		b.Errorf("%s: %s is only %.0f px high or wide; a finger needs 48", b.name, selector, size)
	}
	return func() error {
		return b.try(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
			"type": "pointer", "id": "finger", "parameters": map[string]any{"pointerType": "touch"},
			"actions": []any{
				map[string]any{"type": "pointerMove", "duration": 0, "x": math.Round(x), "y": math.Round(y), "origin": "viewport"},
				map[string]any{"type": "pointerDown", "button": 0},
				map[string]any{"type": "pointerUp", "button": 0},
			},
		}}}, nil)
	}
}

// shot keeps a picture of the page for whoever wants to look.
func (b *browser) shot(name string) {
	b.Helper()
	if b.shots == "" {
		return
	}
	var picture string
	b.call(http.MethodGet, b.session+"/screenshot", nil, &picture)
	png, err := base64.StdEncoding.DecodeString(picture)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(b.shots, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.shots, b.name+"-"+name+".png"), png, 0o600); err != nil {
		b.Fatal(err)
	}
}

// listen keeps the faults of the page where the driver has no log.
func (b *browser) listen() {
	b.Helper()
	if b.engine.name == chromium.name {
		return
	}
	b.eval(`(() => { if (window.faults) return; window.faults = [];
		const keep = (...what) => window.faults.push(what.map(String).join(" "));
		addEventListener("error", e => keep(e.message, e.filename, e.lineno));
		addEventListener("unhandledrejection", e => keep("unhandled", e.reason));
		new ReportingObserver(reports => reports.forEach(r => keep("policy", JSON.stringify(r.body))), {types: ["csp-violation"], buffered: true}).observe();
		const error = console.error; console.error = (...what) => { keep(...what); error.apply(console, what) } })()`)
}

// complaints returns what the page's console says of errors.
func (b *browser) complaints() []string {
	b.Helper()
	var out []string
	if b.engine.name != chromium.name {
		faults, _ := b.eval(`window.faults ?? []`).([]any)
		for _, fault := range faults {
			out = append(out, fmt.Sprint(fault))
		}
		return out
	}
	var lines []struct{ Level, Message string }
	b.call(http.MethodPost, b.session+"/se/log", map[string]any{"type": "browser"}, &lines)
	for _, l := range lines {
		if l.Level == "SEVERE" {
			out = append(out, l.Message)
		}
	}
	return out
}

// fill writes into a field as somebody who types.
func (b *browser) fill(selector, text string) {
	b.Helper()
	b.await(fmt.Sprintf(`document.querySelector(%q)?.getClientRects().length > 0`, selector))
	b.eval(fmt.Sprintf(`(e => { e.focus(); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true}));
		e.dispatchEvent(new Event("change", {bubbles: true})) })(document.querySelector(%q))`, text, selector))
}
