// Package browser drives real browsers by the W3C WebDriver protocol, as much of it as the
// tests of the pages speak: it opens a page in one of two engines, waits for what the page
// is to show, taps, drags and types as a hand does, and looks at what is there. It is for
// tests only.
package browser

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
	"strconv"
	"strings"
	"testing"
	"time"
)

// Patience is how long a page may take to show what it must.
const Patience = 20 * time.Second

// Driver opens browsers of one engine.
type Driver struct {
	testing.TB
	Engine  Engine
	home    string // a folder for what browsers leave behind
	Shots   string // folder for screenshots, or empty
	Wire    bool   // Chromium is to log what goes over the wire
	address string // of the chromedriver that serves all sessions
	display string // of the screen that WebKit's windows are on
}

// Browser is one session, that is one browser with one page.
type Browser struct {
	*Driver
	Label   string // what tests call it
	at      string // the address of its driver
	session string
	window  map[string]any // where its window was put
}

// Open starts a browser whose page has a size.
func (d *Driver) Open(name string, width, height int) *Browser {
	d.Helper()
	b := &Browser{Driver: d, Label: name, at: d.Engine.start(d)}
	var answer struct{ SessionID string }
	b.Call(http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": d.Engine.capabilities(d, width, height)}}, &answer)
	b.session = "/session/" + answer.SessionID
	d.Cleanup(func() { _ = b.Try(http.MethodDelete, b.session, nil, nil) })
	b.window = map[string]any{"x": 0, "y": 0, "width": width, "height": height}
	b.Call(http.MethodPost, b.session+"/timeouts", map[string]any{"script": 2 * Patience.Milliseconds()}, nil)
	b.Resize(width, height)
	return b
}

// Resize gives the page its size.
func (b *Browser) Resize(width, height int) {
	b.Helper()
	b.Engine.resize(b, width, height)
}

// ReportingTo is the same browser in the hands of a subtest.
func (b *Browser) ReportingTo(t testing.TB) *Browser {
	d, same := *b.Driver, *b
	d.TB, same.Driver = t, &d
	return &same
}

// Call speaks to the driver; what it refuses ends the test.
func (b *Browser) Call(method, path string, body, into any) {
	b.Helper()
	if err := b.Try(method, path, body, into); err != nil {
		b.Fatalf("%s: %s %s: %v", b.Label, method, path, err)
	}
}

// Command is one of the session's.
func (b *Browser) Command(method, path string, body, into any) {
	b.Helper()
	b.Call(method, b.session+path, body, into)
}

// Try speaks to the driver, and returns what it refuses.
func (b *Browser) Try(method, path string, body, into any) error {
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

// CDP gives a command of Chromium's own protocol.
func (b *Browser) CDP(cmd string, params map[string]any, into any) {
	b.Helper()
	if params == nil {
		params = map[string]any{}
	}
	b.Call(http.MethodPost, b.session+"/goog/cdp/execute", map[string]any{"cmd": cmd, "params": params}, into)
}

// Visit opens a page and waits until it shows a first state.
func (b *Browser) Visit(address string) {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/url", map[string]any{"url": address}, nil)
	where, err := url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	// A page that could not be loaded is no error to a driver.
	b.Await(fmt.Sprintf(`location.origin === %q && location.pathname === %q`, where.Scheme+"://"+where.Host, where.EscapedPath()))
	b.Await(`document.documentElement.dataset.ready === "1"`)
	b.listen()
}

// Eval returns the value of a JavaScript expression.
func (b *Browser) Eval(expression string) any {
	b.Helper()
	var value any
	b.Call(http.MethodPost, b.session+"/execute/sync", map[string]any{"script": "return " + expression, "args": []any{}}, &value)
	return value
}

// Text is what a person reads in an element; "" where it is not there.
func (b *Browser) Text(selector string) string {
	b.Helper()
	text, _ := b.Eval(fmt.Sprintf("document.querySelector(%q)?.innerText ?? \"\"", selector)).(string)
	return strings.TrimSpace(text)
}

// Await asks the page itself, at each of its frames, until an expression holds.
func (b *Browser) Await(expression string) {
	b.Helper()
	if !b.Within(Patience, expression) {
		b.Shot("failed")
		b.Fatalf("%s never showed %s; it shows: %.2000s", b.Label, expression, b.Text("body"))
	}
}

// Holds gives the page a moment to settle.
func (b *Browser) Holds(expression string) bool { return b.Within(500*time.Millisecond, expression) }

// Within asks the page itself, at each of its frames, until an expression holds; false
// where it does not in time.
func (b *Browser) Within(patience time.Duration, expression string) bool {
	b.Helper()
	for end := time.Now().Add(patience); ; {
		script := fmt.Sprintf(`const done = arguments[0]; const end = performance.now() + %d;
			const look = () => { let ok = false; try { ok = Boolean(%s) } catch {}
				if (ok) done(true); else if (performance.now() > end) done(false); else setTimeout(look, 16) };
			look();`, time.Until(end).Milliseconds(), expression)
		var ok bool
		err := b.Try(http.MethodPost, b.session+"/execute/async", map[string]any{"script": script, "args": []any{}}, &ok)
		if err == nil {
			return ok
		}
		// A page that loads itself again takes the question with it.
		if time.Now().After(end) {
			b.Fatalf("%s: %s: %v", b.Label, expression, err)
		}
	}
}

// Settled waits until the page has its fonts and has drawn what a change of its size
// asks for: what was never on the screen has no place there.
func (b *Browser) Settled() {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/execute/async", map[string]any{"args": []any{}, "script": `const done = arguments[0];
		document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`}, nil)
}

// Still brings an element into view, waits until it stands in one place from one frame
// To the next, and returns its middle and its size. A page that is not seen draws no
// frames, and what is animated is never still: neither is waited for long.
func (b *Browser) Still(selector string) (x, y, width, height float64) {
	b.Helper()
	var at []float64
	b.Call(http.MethodPost, b.session+"/execute/async", map[string]any{"args": []any{selector}, "script": `const [selector, done] = arguments;
		const place = () => { const r = document.querySelector(selector)?.getBoundingClientRect(); return r ? [r.x + r.width / 2, r.y + r.height / 2, r.width, r.height] : [] };
		document.querySelector(selector)?.scrollIntoView({block: "nearest"});
		const end = performance.now() + 1000;
		const look = (before) => { const at = place(); if (String(at) === String(before) || performance.now() > end) done(at); else next(at) };
		const next = (at) => { let seen = false; const once = () => { if (!seen) { seen = true; look(at) } };
			requestAnimationFrame(() => requestAnimationFrame(once)); setTimeout(once, 250) };
		next(place());`}, &at)
	if len(at) != 4 {
		b.Fatalf("%s: there is no %s", b.Label, selector)
	}
	return at[0], at[1], at[2], at[3]
}

// Tap touches the middle of an element with a finger.
func (b *Browser) Tap(selector string) {
	b.Helper()
	if err := b.Aim(selector)(); err != nil {
		b.Fatalf("%s: %s: %v", b.Label, selector, err)
	}
}

// Aim waits until an element can be tapped, and returns the tap.
func (b *Browser) Aim(selector string) func() error {
	b.Helper()
	b.Await(fmt.Sprintf(`(e => e && !e.disabled && e.dataset.settled !== "false" && e.ariaBusy !== "true" && e.getClientRects().length > 0)(document.querySelector(%q))`, selector))
	x, y, width, height := b.Still(selector)
	if size := min(width, height); size < 47.5 {
		b.Errorf("%s: %s is only %.0f px high or wide; a finger needs 48", b.Label, selector, size)
	}
	return func() error {
		return b.Try(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
			"type": "pointer", "id": "finger", "parameters": map[string]any{"pointerType": "touch"},
			"actions": []any{
				map[string]any{"type": "pointerMove", "duration": 0, "x": math.Round(x), "y": math.Round(y), "origin": "viewport"},
				map[string]any{"type": "pointerDown", "button": 0},
				map[string]any{"type": "pointerUp", "button": 0},
			},
		}}}, nil)
	}
}

// Shot keeps a picture of the page for whoever wants to look.
func (b *Browser) Shot(name string) {
	b.Helper()
	if b.Shots == "" {
		return
	}
	var picture string
	b.Call(http.MethodGet, b.session+"/screenshot", nil, &picture)
	png, err := base64.StdEncoding.DecodeString(picture)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(b.Shots, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.Shots, b.Label+"-"+name+".png"), png, 0o600); err != nil {
		b.Fatal(err)
	}
}

// listen keeps the faults of the page where the driver has no log.
func (b *Browser) listen() {
	b.Helper()
	if b.Engine.Name == Chromium.Name {
		return
	}
	b.Eval(`(() => { if (window.faults) return; window.faults = [];
		const keep = (...what) => window.faults.push(what.map(String).join(" "));
		addEventListener("error", e => keep(e.message, e.filename, e.lineno));
		addEventListener("unhandledrejection", e => keep("unhandled", e.reason));
		new ReportingObserver(reports => reports.forEach(r => keep("policy", JSON.stringify(r.body))), {types: ["csp-violation"], buffered: true}).observe();
		const error = console.error; console.error = (...what) => { keep(...what); error.apply(console, what) } })()`)
}

// Complaints returns what the page's console says of errors.
func (b *Browser) Complaints() []string {
	b.Helper()
	var out []string
	if b.Engine.Name != Chromium.Name {
		faults, _ := b.Eval(`window.faults ?? []`).([]any)
		for _, fault := range faults {
			out = append(out, fmt.Sprint(fault))
		}
		return out
	}
	var lines []struct{ Level, Message string }
	b.Call(http.MethodPost, b.session+"/se/log", map[string]any{"type": "browser"}, &lines)
	for _, l := range lines {
		if l.Level == "SEVERE" {
			out = append(out, l.Message)
		}
	}
	return out
}

// Fill writes into a field as somebody who types.
func (b *Browser) Fill(selector, text string) {
	b.Helper()
	b.Await(fmt.Sprintf(`document.querySelector(%q)?.getClientRects().length > 0`, selector))
	b.Eval(fmt.Sprintf(`(e => { e.focus(); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true}));
		e.dispatchEvent(new Event("change", {bubbles: true})) })(document.querySelector(%q))`, text, selector))
}

// Run runs a script in the page.
func (b *Browser) Run(script string) {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/execute/sync", map[string]any{"script": script, "args": []any{}}, nil)
}

// Opens opens an address as somebody who types it, and waits for the page that says why
// it is refused.
func (b *Browser) Opens(address string) {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/url", map[string]any{"url": address}, nil)
	b.Await(`document.readyState === "complete" && document.body?.dataset.page === "refusal"`)
	b.listen()
}

// Arrives waits until a page of the controller is there, after a tap.
func (b *Browser) Arrives(address string) {
	b.Helper()
	where, err := url.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	b.Await(`location.origin === ` + strconv.Quote(where.Scheme+"://"+where.Host) + ` && location.pathname === ` + strconv.Quote(where.Path) + ` && document.readyState === "complete"`)
}

// Hide minimizes the browser's window.
func (b *Browser) Hide() {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/window/minimize", nil, nil)
	b.Await(`document.visibilityState === "hidden"`)
}

// See brings the window back.
func (b *Browser) See() {
	b.Helper()
	b.Call(http.MethodPost, b.session+"/window/rect", b.window, nil)
	b.Await(`document.visibilityState === "visible"`)
}
