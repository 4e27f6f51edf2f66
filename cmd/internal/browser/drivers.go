package browser

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"rostrum/cmd/internal/testbed"
)

// How an engine's driver is started, and what it needs.

// startChromedriver starts the one process that serves all sessions of a test. It
// chooses its port twice, once for each kind of address, and gives up where somebody
// has taken it in between: then once more.
func startChromedriver(d *Driver) string {
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

func tryChromedriver(d *Driver) (string, error) {
	d.Helper()
	command := exec.Command("chromedriver", "--port=0")
	command.Env = append(os.Environ(), "TMPDIR="+d.home)
	out, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	testbed.StartChild(d, command)
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
func startWebKitDriver(d *Driver) string {
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
		// There is no graphics card to hand its pictures to: to act as one takes half of
		// what a test takes, and no test looks at how a picture comes to the window.
		"WEBKIT_DISABLE_DMABUF_RENDERER=1",
	)
	testbed.StartChild(d, command)
	address := "http://127.0.0.1:" + port
	end := time.After(Patience)
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
func startDisplay(d *Driver) string {
	d.Helper()
	said, say, err := os.Pipe()
	if err != nil {
		d.Fatal(err)
	}
	defer func() { _ = said.Close() }()
	command := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1920x1440x24", "-nolisten", "tcp")
	command.ExtraFiles = []*os.File{say}
	testbed.StartChild(d, command)
	_ = say.Close()
	if err := said.SetReadDeadline(time.Now().Add(Patience)); err != nil {
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

// settle is a moment for a window to follow.
const settle = 500 * time.Millisecond

// resizeWindow gives the page its size: the window has a bar above it, and may take a
// moment to follow. A window is never narrower than its bar.
func resizeWindow(b *Browser, width, height int) {
	b.Helper()
	bar := 0
	for end := time.Now().Add(Patience); time.Now().Before(end); {
		b.window = map[string]any{"x": 0, "y": 0, "width": width, "height": height + bar}
		b.Call(http.MethodPost, b.session+"/window/rect", b.window, nil)
		// The styles have to have followed too, which may take longer than the window.
		if b.Showing(settle, Condition{is: "high", value: height}) {
			return
		}
		var inner int
		b.script(&inner, "height")
		bar += height - inner
	}
	b.Fatalf("%s: the window does not become %d by %d", b.Label, width, height)
}
