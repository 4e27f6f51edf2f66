// Package pi_test plays the two programs, as they are shipped, on an emulated Raspberry Pi
// with a real kernel: what its pin does whatever ends them, and a meeting to the
// millisecond in virtual time.
package pi_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/checker"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/gpio/gpiotest"
)

func TestMain(m *testing.M) { os.Exit(testbed.Main(m)) }

// lightLine is the line of the emulated Raspberry Pi that the light hangs on.
const lightLine = 17

// room is an emulated Raspberry Pi with the two programs, as they are shipped, and
// the controller in the same machine.
type room struct {
	*testing.T
	*gpiotest.Machine
	n int // commands so far
}

var errNoPi = errors.New("no Raspberry Pi is emulated here: it needs qemu-system-arm, and ROSTRUM_PI_KERNEL and ROSTRUM_PI_TREE, which .ci/pi-kernel brings")

// programs builds what every machine is given, once for all of them.
var programs = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "rostrum-pi")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	files := make(map[string][]byte)
	for name, source := range map[string]string{"init": "rostrum/gpio/gpiotest/guest", "rostrum": "rostrum/cmd/rostrum", "collar": "rostrum/cmd/collar"} {
		path := filepath.Join(dir, name)
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64")
		if out, err := build.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, out)
		}
		if files[name], err = os.ReadFile(path); err != nil {
			return nil, err
		}
	}
	return files, nil
})

// newRoom boots one, or skips where nobody asks for it or there is no emulator.
func newRoom(t *testing.T, c gpiotest.Config, rules string) *room {
	t.Helper()
	testbed.Asked(t, testbed.Pi)
	c.Kernel, c.Tree = os.Getenv("ROSTRUM_PI_KERNEL"), os.Getenv("ROSTRUM_PI_TREE")
	_, err := exec.LookPath("qemu-system-aarch64")
	if err != nil || c.Kernel == "" || c.Tree == "" {
		testbed.Need(t, testbed.Pi, errNoPi)
	}
	built, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	c.Files = maps.Clone(built)
	list := "seq,delegation,kind,seat\n"
	for i := range 40 {
		list += fmt.Sprintf("%d,Country %d,state,7\n", i+1, i+1)
	}
	c.Files["list.csv"], c.Files["rules.toml"] = []byte(list), []byte(rules)
	m, err := gpiotest.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	r := &room{T: t, Machine: m}
	t.Cleanup(func() {
		if t.Failed() {
			for _, name := range []string{"rostrum", "collar"} {
				if a, err := m.Ask(map[string]any{"said": name}); err == nil {
					t.Logf("%s said at last: %s", name, testbed.LastWords(a.Text))
				}
			}
		}
		m.Close()
	})
	r.startController()
	r.must(map[string]any{"start": command("key", "/rostrum", "key", "new", "--role", "light", "--seat", "7", "--file", "/tmp/light.key", "--data", "/tmp/data")})
	r.must(map[string]any{"wait": "key"})
	return r
}

// command names a program that is to run in the machine.
func command(name string, words ...string) map[string]any {
	return map[string]any{"name": name, "args": words}
}

func (r *room) must(what map[string]any) gpiotest.Answer {
	r.Helper()
	a, err := r.Ask(what)
	if err != nil {
		r.Fatal(err)
	}
	return a
}

func (r *room) startController() {
	r.Helper()
	r.must(map[string]any{"start": command("rostrum", "/rostrum", "serve", "--listen", "127.0.0.1:8080", "--data", "/tmp/data",
		"--list", "/list.csv", "--rules", "/rules.toml", "--chair-key-file", "/tmp/chair.key")})
	r.until("the controller to serve", func() bool {
		return strings.Contains(r.must(map[string]any{"said": "rostrum"}).Text, "\npublic ")
	})
}

func (r *room) startAgent(more ...string) {
	r.Helper()
	r.must(map[string]any{"start": command("collar", append([]string{"/collar", "run", "--controller", "http://127.0.0.1:8080",
		"--key-file", "/tmp/light.key", "--seat", fmt.Sprint("7=GPIO", lightLine), "--holdover", "3s"}, more...)...)})
}

// patience is that with a machine that is emulated, beside all other tests: what a real
// one does in 50 ms takes it ten seconds then.
const patience = 4 * testbed.Patience

// until polls; the pins are seen in any case.
func (r *room) until(what string, holds func() bool) {
	r.Helper()
	for end := time.Now().Add(patience); !holds(); <-time.After(50 * time.Millisecond) {
		if time.Now().After(end) {
			r.Fatalf("waited in vain for %s", what)
		}
	}
}

// do gives the controller a command, and returns when it was acknowledged, by the
// clock outside.
func (r *room) do(command string, more string) time.Time {
	r.Helper()
	r.must(map[string]any{"http": []any{r.call(0, command, more)}})
	return time.Now()
}

func (r *room) call(after time.Duration, command, more string) map[string]any {
	r.n++
	return map[string]any{"after_ms": after.Milliseconds(), "body": fmt.Sprintf(`{"id":"c%d","do":%q%s}`, r.n, command, more)}
}

func (r *room) seat() wire.Seat {
	r.Helper()
	var s wire.State
	if err := json.Unmarshal([]byte(r.must(map[string]any{"http": []any{map[string]any{}}}).Texts[0]), &s); err != nil {
		r.Fatal(err)
	}
	return *testbed.SeatOf(&s, "7")
}

func (r *room) shows(signal string) {
	r.Helper()
	r.until("the light to be acknowledged as "+signal, func() bool {
		row := r.seat()
		return row.Connected && row.Acknowledged && row.Signal.String() == signal
	})
}

func (r *room) driven() bool {
	r.Helper()
	lit, err := r.Driven(lightLine)
	if err != nil {
		r.Fatal(err)
	}
	return lit
}

// spoken is a statement that was begun.
type spoken struct {
	edges       int       // that there were before
	sent, taken time.Time // the start, by the clock outside
}

// speak begins a statement.
func (r *room) speak(entry int) (s spoken) {
	r.Helper()
	s.edges = len(r.Edges(lightLine))
	r.do("give-floor", fmt.Sprintf(`,"entry":"e%d"`, entry))
	s.sent = time.Now()
	s.taken = r.do("start", "")
	return s
}

// What edges of an emulated machine can be held to from outside: an edge is never early,
// but for what the two clocks differ by, and late by what this machine stands still or
// plays others meanwhile, which is less than slack. It is the whole that is held here;
// the millisecond is in virtual time.
const (
	early = 20 * time.Millisecond
	slack = 2 * time.Second
)

// flashed holds the edges since a statement began against its schedule: on at 1,
// off at 1.5, on at 2, off at 2.5, on at 3; it waits for them. What comes after belongs
// to whoever knows what that may be: it may have come already.
func (r *room) flashed(s spoken) {
	r.Helper()
	r.until("five edges", func() bool { return len(r.Edges(lightLine)) >= s.edges+5 })
	for i, e := range r.Edges(lightLine)[s.edges : s.edges+5] {
		due := shortWarning + time.Duration(i)*checker.FlashOn
		if e.High != (i%2 == 0) || e.At.Before(s.sent.Add(due-early)) || e.At.After(s.taken.Add(due+slack)) {
			r.Errorf("edge %d is %+v, %v after the start; want it after %v", i+1, e, e.At.Sub(s.sent), due)
		}
	}
}

// soon waits until the pin is dark or lit, and says how long that took.
func (r *room) soon(lit bool) time.Duration {
	r.Helper()
	since := time.Now()
	r.until(fmt.Sprint("the pin to be lit: ", lit), func() bool { return r.driven() == lit })
	moved := r.Edges(lightLine)
	return moved[len(moved)-1].At.Sub(since)
}

// The rules of the crash matrix: a statement of three minutes in three seconds.
const (
	roomRules    = "name = \"pi\"\n[[rule]]\nkind = \"state\"\nlimit = \"2s\"\nwarning = \"1s\"\ngrace = \"1s\"\n"
	shortWarning = time.Second
	shortLimit   = 2 * time.Second
	shortGrace   = time.Second
)
