package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// The two engines that the pages are played in: Chromium, and WebKitGTK because the
// tablet may be an iPad. Each is driven by its own WebDriver.

// engine is a browser engine and how it is started.
type engine struct {
	name    string
	missing string // what to say where it is missing
	needs   []string
	// start starts a driver process for one session and returns its address.
	start        func(d *driver) string
	capabilities func(d *driver, width, height int) map[string]any
	resize       func(b *browser, width, height int)
}

var chromium = engine{
	name:    "chromium",
	missing: "there is no chromium with chromedriver here (Debian: apt-get install chromium chromium-driver); the pages are not played",
	needs:   []string{"chromium", "chromedriver"},
	start:   startChromedriver,
	capabilities: func(d *driver, width, height int) map[string]any {
		logs := map[string]any{"browser": "ALL"}
		if d.wire {
			logs["performance"] = "ALL"
		}
		return map[string]any{
			"browserName":         "chrome",
			"acceptInsecureCerts": true, // what a tablet's owner does after comparing
			"goog:loggingPrefs":   logs,
			"goog:chromeOptions": map[string]any{
				"args": []string{
					"--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--lang=en",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					fmt.Sprintf("--window-size=%d,%d", width, height),
				},
				// A page that is hidden is to be treated as at home.
				"excludeSwitches": []string{"disable-background-timer-throttling", "disable-backgrounding-occluded-windows"},
			},
		}
	},
	resize: func(b *browser, width, height int) {
		// The window of a headless browser has a frame; this is the page's own size.
		b.cdp("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	},
}

var webkit = engine{
	name:    "webkit",
	missing: "there is no WebKitGTK with its driver and Xvfb here (Debian: apt-get install webkit2gtk-driver xvfb); the pages are not played in it",
	needs:   []string{"WebKitWebDriver", "Xvfb", miniBrowser},
	start:   startWebKitDriver,
	capabilities: func(*driver, int, int) map[string]any {
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

// inBothEngines runs a test of the pages in both engines at once. It is the one that is
// played where nobody asks for the pages, too: in Chromium, where that is there.
func inBothEngines(t *testing.T, run func(t *testing.T, d *driver)) {
	t.Helper()
	t.Parallel()
	for _, e := range []engine{chromium, webkit} {
		t.Run(e.name, func(t *testing.T) {
			if e.name != chromium.name {
				testbed.Asked(t, testbed.Pages)
			}
			t.Parallel()
			run(t, driverOf(t, e))
		})
	}
}

// inEngines runs one of the many others: in Chromium, and at length in both engines.
func inEngines(t *testing.T, run func(t *testing.T, d *driver)) {
	t.Helper()
	testbed.Asked(t, testbed.Pages)
	t.Parallel()
	for _, e := range []engine{chromium, webkit} {
		t.Run(e.name, func(t *testing.T) {
			if e.name != chromium.name {
				testbed.AtLength(t)
			}
			t.Parallel()
			run(t, driverOf(t, e))
		})
	}
}

// inEachEngine runs a long one in one engine after the other, where the machine has to
// be quiet.
func inEachEngine(t *testing.T, run func(t *testing.T, d *driver)) {
	t.Helper()
	testbed.Asked(t, testbed.Pages)
	testbed.AtLength(t)
	for _, e := range []engine{chromium, webkit} {
		t.Run(e.name, func(t *testing.T) { run(t, driverOf(t, e)) })
	}
}

// inChromium is for a test of what does not differ between engines, or that only
// Chromium can show.
func inChromium(t *testing.T) *driver {
	t.Helper()
	testbed.Asked(t, testbed.Pages)
	t.Parallel()
	return driverOf(t, chromium)
}

func driverOf(t testing.TB, e engine) *driver {
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
	return &driver{TB: t, engine: e, home: home, shots: os.Getenv("ROSTRUM_TEST_SHOTS")}
}

// startChromedriver starts the one process that serves all sessions of a test. It
// chooses its port twice, once for each kind of address, and gives up where somebody
// has taken it in between: then once more.
func startChromedriver(d *driver) string {
	d.Helper()
	var err error
	for range 5 {
		if d.address != "" {
			return d.address
		}
		d.address, err = tryChromedriver(d)
	}
	if d.address == "" {
		d.Fatal(err)
	}
	return d.address
}

func tryChromedriver(d *driver) (string, error) {
	d.Helper()
	command := exec.Command("chromedriver", "--port=0")
	command.Env = append(os.Environ(), "TMPDIR="+d.home)
	out, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	startChild(d, command)
	var said bytes.Buffer
	for buffer := make([]byte, 4096); ; {
		n, err := out.Read(buffer)
		said.Write(buffer[:n])
		if _, after, ok := strings.Cut(said.String(), "successfully on port "); ok {
			if port, _, ok := strings.Cut(after, "."); ok {
				go func() { _, _ = io.Copy(io.Discard, out) }()
				return "http://127.0.0.1:" + port, nil
			}
		}
		if err != nil {
			return "", fmt.Errorf("chromedriver: %w: %s", err, said.String())
		}
	}
}

// startWebKitDriver starts a driver for one session: it takes no second one.
func startWebKitDriver(d *driver) string {
	d.Helper()
	if d.display == "" {
		d.display = startDisplay(d)
	}
	l, err := (&net.ListenConfig{}).Listen(d.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		d.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if err := l.Close(); err != nil {
		d.Fatal(err)
	}
	command := exec.Command("WebKitWebDriver", "--port="+port)
	command.Env = append(os.Environ(),
		"DISPLAY=:"+d.display, "GDK_BACKEND=x11", "NO_AT_BRIDGE=1", "TMPDIR="+d.home,
		"XDG_CACHE_HOME="+d.home, "XDG_CONFIG_HOME="+d.home, "XDG_DATA_HOME="+d.home,
		"LC_ALL=", "LANG=en_US.UTF-8", // which is what the page is told
	)
	startChild(d, command)
	address := "http://127.0.0.1:" + port
	end := time.After(browserPatience)
	for again := time.Tick(20 * time.Millisecond); ; {
		request, err := http.NewRequestWithContext(d.Context(), http.MethodGet, address+"/status", nil)
		if err != nil {
			d.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = answer.Body.Close()
			return address
		}
		select { // it does not tell when it is up
		case <-again:
		case <-end:
			d.Fatalf("WebKitWebDriver does not answer: %v", err)
		}
	}
}

// startDisplay starts a screen that nobody sees, and returns its number.
func startDisplay(d *driver) string {
	d.Helper()
	said, say, err := os.Pipe()
	if err != nil {
		d.Fatal(err)
	}
	defer func() { _ = said.Close() }()
	command := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1920x1440x24", "-nolisten", "tcp")
	command.ExtraFiles = []*os.File{say}
	startChild(d, command)
	_ = say.Close()
	if err := said.SetReadDeadline(time.Now().Add(browserPatience)); err != nil {
		d.Fatal(err)
	}
	var number []byte
	buffer := make([]byte, 16)
	for !bytes.HasSuffix(number, []byte("\n")) {
		n, err := said.Read(buffer)
		if err != nil {
			d.Fatalf("Xvfb names no display: %v", err)
		}
		number = append(number, buffer[:n]...)
	}
	return strings.TrimSpace(string(number))
}

// resizeWindow gives the page its size: the window has a bar above it, and may take a
// moment to follow. A window is never narrower than its bar.
func resizeWindow(b *browser, width, height int) {
	b.Helper()
	bar := 0
	for end := time.Now().Add(browserPatience); time.Now().Before(end); {
		b.window = map[string]any{"x": 0, "y": 0, "width": width, "height": height + bar}
		b.call(http.MethodPost, b.session+"/window/rect", b.window, nil)
		// The styles have to have followed too, which may take longer than the window.
		if b.holds(`innerHeight === ` + strconv.Itoa(height) + ` && matchMedia("(width: " + innerWidth + "px) and (height: " + innerHeight + "px)").matches`) {
			return
		}
		inner, _ := b.eval("innerHeight").(float64)
		bar += height - int(inner)
	}
	b.Fatalf("%s: the window does not become %d by %d", b.name, width, height)
}
