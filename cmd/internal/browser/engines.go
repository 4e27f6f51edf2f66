package browser

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rostrum/cmd/internal/testbed"
)

// The two engines that the pages are played in: Chromium, and WebKitGTK because the
// tablet may be an iPad. Each is driven by its own WebDriver. Chromium comes twice: as
// the whole browser, and as what of it shows a page, which starts in a fifth of the time.

// Engine is a browser engine and how it is started.
type Engine struct {
	Name    string
	missing string // what to say where it is missing
	needs   []string
	// start starts a driver process for one session and returns its address.
	start        func(d *Driver) string
	capabilities func(d *Driver, width, height int) map[string]any
	resize       func(b *Browser, width, height int)
	opened       func(b *Browser) // what else a new session needs, or nil
}

// Chromium is the one of the room's screens, and of most tablets.
var Chromium = Engine{
	Name:         "chromium",
	missing:      "there is no chromium with chromedriver here (Debian: apt-get install chromium chromium-driver); the pages are not played",
	needs:        []string{"chromium", "chromedriver"},
	start:        startChromedriver,
	capabilities: chromium("chromium", "--headless=new"),
	resize:       emulateSize,
}

// shell is Chromium without its windows, menus and profiles: the same engine, and what
// shows most pages to the tests. A start of the whole browser and its first page take
// four times its processor time. Where it is not installed, that plays its part.
var shell = Engine{
	Name:         Chromium.Name,
	missing:      Chromium.missing,
	needs:        []string{headlessShell, "chromedriver"},
	start:        startChromedriver,
	capabilities: chromium(headlessShell, "--headless"),
	resize:       emulateSize,
	opened: func(b *Browser) {
		b.Helper()
		// The whole browser lets a page keep the screen on, unasked.
		lock := map[string]any{"name": "screen-wake-lock"}
		b.CDP("Browser.setPermission", map[string]any{"permission": lock, "setting": "granted"}, nil)
	},
}

// headlessShell is the program itself: what lies on the path waits for it, and would be
// ended in its place.
const headlessShell = "/usr/lib*/chromium/chromium-headless-shell"

// chromium says what a session of one of the two is to be like.
func chromium(program, headless string) func(d *Driver, width, height int) map[string]any {
	return func(d *Driver, width, height int) map[string]any {
		d.Helper()
		binary, err := lookFor(program)
		if err != nil {
			d.Fatal(err)
		}
		logs := map[string]any{"browser": "ALL"}
		if d.Wire {
			logs["performance"] = "ALL"
		}
		return map[string]any{
			"browserName":         "chrome",
			"acceptInsecureCerts": true, // what a tablet's owner does after comparing
			"goog:loggingPrefs":   logs,
			"goog:chromeOptions": map[string]any{
				"binary": binary,
				"args": []string{
					headless, "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--lang=en",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					fmt.Sprintf("--window-size=%d,%d", width, height),
				},
				// A page that is hidden is to be treated as at home.
				"excludeSwitches": []string{"disable-background-timer-throttling", "disable-backgrounding-occluded-windows"},
			},
		}
	}
}

// emulateSize gives the page its size: the window of a headless browser has a frame.
func emulateSize(b *Browser, width, height int) {
	b.Helper()
	b.CDP("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// WebKit is WebKitGTK, for the tablet may be an iPad.
var WebKit = Engine{
	Name:    "webkit",
	missing: "there is no WebKitGTK with its driver and Xvfb here (Debian: apt-get install webkit2gtk-driver xvfb); the pages are not played in it",
	needs:   []string{"WebKitWebDriver", "Xvfb", miniBrowser},
	start:   startWebKitDriver,
	capabilities: func(*Driver, int, int) map[string]any {
		binary, _ := lookFor(miniBrowser)
		return map[string]any{
			"browserName":              "MiniBrowser",
			"acceptInsecureCerts":      true,
			"webkitgtk:browserOptions": map[string]any{"binary": binary, "args": []string{"--automation"}},
		}
	},
	resize: resizeWindow,
}

// miniBrowser is where WebKitGTK keeps its browser; its version is part of the path.
const miniBrowser = "/usr/lib*/*/webkit*gtk-*/MiniBrowser"

// lookFor finds a program by its name, or by a pattern of its path.
func lookFor(name string) (string, error) {
	if !strings.Contains(name, "/") {
		return exec.LookPath(name)
	}
	found, err := filepath.Glob(name)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("there is no %s", name)
	}
	if err != nil {
		return "", err
	}
	return found[0], nil
}

// InBothEngines runs a test of the pages in both engines at once. It is the one that is
// played where nobody asks for the pages, too: in Chromium, where that is there.
func InBothEngines(t *testing.T, run func(t *testing.T, d *Driver)) {
	t.Helper()
	t.Parallel()
	for _, e := range []Engine{Chromium, WebKit} {
		t.Run(e.Name, func(t *testing.T) {
			if e.Name != Chromium.Name {
				testbed.Asked(t, testbed.Pages)
			}
			t.Parallel()
			run(t, Of(t, inShell(e)))
		})
	}
}

// InEngines runs one of the many others: in Chromium's shell, and at length in both
// engines.
func InEngines(t *testing.T, run func(t *testing.T, d *Driver)) {
	t.Helper()
	testbed.Asked(t, testbed.Pages)
	t.Parallel()
	for _, e := range []Engine{Chromium, WebKit} {
		t.Run(e.Name, func(t *testing.T) {
			if e.Name != Chromium.Name {
				testbed.AtLength(t)
			}
			t.Parallel()
			run(t, Of(t, inShell(e)))
		})
	}
}

// InEachEngine runs a long one in one engine after the other, where the machine has to
// be quiet.
func InEachEngine(t *testing.T, run func(t *testing.T, d *Driver)) {
	t.Helper()
	testbed.Asked(t, testbed.Pages)
	testbed.AtLength(t)
	for _, e := range []Engine{Chromium, WebKit} {
		t.Run(e.Name, func(t *testing.T) { run(t, Of(t, e)) })
	}
}

// InChromium is for a test of what does not differ between engines, or that only
// Chromium can show.
func InChromium(t *testing.T) *Driver {
	t.Helper()
	testbed.Asked(t, testbed.Pages)
	t.Parallel()
	return Of(t, inShell(Chromium))
}

// inShell is Chromium's shell in place of Chromium, where it is there and nobody asks
// for the long form.
func inShell(e Engine) Engine {
	if e.Name != Chromium.Name || testbed.Long() {
		return e
	}
	for _, name := range shell.needs {
		if _, err := lookFor(name); err != nil {
			return e
		}
	}
	return shell
}

// Of is a driver of one engine; a test is skipped where that is missing.
func Of(t testing.TB, e Engine) *Driver {
	t.Helper()
	for _, name := range e.needs {
		if _, err := lookFor(name); err != nil {
			testbed.Need(t, testbed.Pages, fmt.Errorf("%s (%w)", e.missing, err))
		}
	}
	// Killed browsers leave folders behind; these go with the test. What is written
	// by the last of them while it ends is no failure.
	home, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	return &Driver{TB: t, Engine: e, home: home, Shots: os.Getenv("ROSTRUM_TEST_SHOTS")}
}
