package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The W3C WebDriver protocol, as much as these tests speak of it, to Chromium.

// browserPatience is how long a page may take to show what it must.
const browserPatience = 20 * time.Second

// driver is a chromedriver process.
type driver struct {
	testing.TB
	address string
	shots   string // folder for screenshots, or empty
}

// newDriver starts chromedriver, or skips the test where there is none. With
// ROSTRUM_REQUIRE_BROWSER a missing browser is a failure.
func newDriver(t testing.TB) *driver {
	t.Helper()
	path, err := exec.LookPath("chromedriver")
	if err == nil {
		_, err = exec.LookPath("chromium")
	}
	if err != nil {
		if os.Getenv("ROSTRUM_REQUIRE_BROWSER") != "" {
			t.Fatalf("a browser is required: %v", err)
		}
		t.Skip("there is no chromium with chromedriver here (Debian: apt-get install chromium chromium-driver); the pages are not played")
	}
	command := exec.Command(path, "--port=0")
	// Killed browsers leave folders behind; these go with the test.
	command.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	d := &driver{TB: t, shots: os.Getenv("ROSTRUM_TEST_SHOTS")}
	var said bytes.Buffer
	buffer := make([]byte, 4096)
	for d.address == "" {
		n, err := out.Read(buffer)
		said.Write(buffer[:n])
		if _, after, ok := strings.Cut(said.String(), "successfully on port "); ok {
			if port, _, ok := strings.Cut(after, "."); ok {
				d.address = "http://127.0.0.1:" + port
			}
		}
		if err != nil {
			t.Fatalf("chromedriver: %v: %s", err, said.String())
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return d
}

// browser is one session, that is one browser with one page.
type browser struct {
	*driver
	name    string
	session string
}

func (d *driver) open(name string, width, height int) *browser {
	d.Helper()
	b := &browser{driver: d, name: name}
	var answer struct{ SessionID string }
	b.call(http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"browserName":         "chrome",
		"acceptInsecureCerts": true, // what a tablet's owner does after comparing
		"goog:loggingPrefs":   map[string]any{"browser": "ALL"},
		"goog:chromeOptions": map[string]any{
			"args": []string{
				"--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--lang=en",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				fmt.Sprintf("--window-size=%d,%d", width, height),
			},
		},
	}}}, &answer)
	b.session = "/session/" + answer.SessionID
	d.Cleanup(func() { b.call(http.MethodDelete, b.session, nil, nil) })
	// The window of a headless browser has a frame; this is the page's own size.
	b.call(http.MethodPost, b.session+"/goog/cdp/execute", map[string]any{
		"cmd":    "Emulation.setDeviceMetricsOverride",
		"params": map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false},
	}, nil)
	return b
}

func (b *browser) call(method, path string, body, into any) {
	b.Helper()
	text := []byte("{}")
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			b.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(context.Background(), method, b.address+path, bytes.NewReader(text))
	if err != nil {
		b.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatalf("%s: %s %s: %v", b.name, method, path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	var out struct{ Value json.RawMessage }
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
		b.Fatalf("%s: %s %s: %v", b.name, method, path, err)
	}
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s %s: %s", b.name, method, path, out.Value)
	}
	if into != nil {
		if err := json.Unmarshal(out.Value, into); err != nil {
			b.Fatalf("%s: %s: %v", b.name, out.Value, err)
		}
	}
}

// visit opens a page and waits until it shows a first state.
func (b *browser) visit(address string) {
	b.Helper()
	b.call(http.MethodPost, b.session+"/url", map[string]any{"url": address}, nil)
	b.await(`document.documentElement.dataset.ready === "1"`)
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
	script := fmt.Sprintf(`const done = arguments[0]; const end = performance.now() + %d;
		const look = () => { let ok = false; try { ok = Boolean(%s) } catch {}
			if (ok) done(true); else if (performance.now() > end) done(false); else setTimeout(look, 16) };
		look();`, browserPatience.Milliseconds()-1000, expression)
	var ok bool
	b.call(http.MethodPost, b.session+"/timeouts", map[string]any{"script": browserPatience.Milliseconds()}, nil)
	b.call(http.MethodPost, b.session+"/execute/async", map[string]any{"script": script, "args": []any{}}, &ok)
	if !ok {
		b.shot("failed")
		b.Fatalf("%s never showed %s; it shows: %.2000s", b.name, expression, b.text("body"))
	}
}

// tap touches the middle of an element with a finger.
func (b *browser) tap(selector string) {
	b.Helper()
	b.await(fmt.Sprintf(`(e => e && !e.disabled && e.dataset.settled !== "false" && e.ariaBusy !== "true" && e.getClientRects().length > 0)(document.querySelector(%q))`, selector))
	at, _ := b.eval(fmt.Sprintf(`(e => { e.scrollIntoView({block: "nearest"}); const r = e.getBoundingClientRect();
		return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2), Math.min(r.width, r.height)] })(document.querySelector(%q))`, selector)).([]any)
	if len(at) != 3 {
		b.Fatalf("%s: there is no %s", b.name, selector)
	}
	if size, _ := at[2].(float64); size < 47.5 {
		b.Errorf("%s: %s is only %.0f px high or wide; a finger needs 48", b.name, selector, size)
	}
	b.call(http.MethodPost, b.session+"/actions", map[string]any{"actions": []any{map[string]any{
		"type": "pointer", "id": "finger", "parameters": map[string]any{"pointerType": "touch"},
		"actions": []any{
			map[string]any{"type": "pointerMove", "duration": 0, "x": at[0], "y": at[1], "origin": "viewport"},
			map[string]any{"type": "pointerDown", "button": 0},
			map[string]any{"type": "pointerUp", "button": 0},
		},
	}}}, nil)
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

// complaints returns what the page's console says of errors.
func (b *browser) complaints() []string {
	b.Helper()
	var lines []struct{ Level, Message string }
	b.call(http.MethodPost, b.session+"/se/log", map[string]any{"type": "browser"}, &lines)
	var out []string
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
