// Package browser drives real browsers by the W3C WebDriver protocol, as much of it as the
// tests of the pages speak. It opens a page in one of two engines, waits for what the page
// is to show, taps, drags and types as a hand does, and looks at what is there. It is for
// tests only.
//
// What is on a page is named here, by page objects ([Console], [Gallery], [SeatScreen],
// [Front], and what all pages have on [Browser]): a test says what people see and do, and
// knows neither selectors nor scripts. What has to run in a page lies in scripts.
package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
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
	taps    int
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
	if d.Engine.opened != nil {
		d.Engine.opened(b)
	}
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
