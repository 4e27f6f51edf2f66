//go:build linux

package hall_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// What is held where the machine itself was on time. The short form runs beside other
// things, on a machine of any kind: what is broken by a factor of ten shows there. The
// light's thread comes first, but must wait where the kernel has put aside all threads that
// run Go in its process: 53 ms beside two busy loops, as ten thousand screens come.
const (
	lightLate   = 250 * time.Millisecond
	actLate     = 5 * time.Second        // the slowest, which may have met a machine that stood still
	actUsual    = 100 * time.Millisecond // p50
	mostMemory  = 400 << 20
	mostKernel  = 100 << 20
	mostWritten = 20 << 20 // to the disk, of a row
)

// The same with ROSTRUM_TEST_EXACT, on a machine that does nothing else.
const (
	lightExact = 5 * time.Millisecond
	actExact   = 100 * time.Millisecond // p99
)

// row is what is done to the controller.
type row struct {
	says  string
	enemy string // "name N", or empty: nobody
	tls   bool
	light bool // the enemy has a key of seat 9's light
	chair bool // the enemy has the chair's key
	hall  bool // ten thousand screens: there have to be so many descriptors
}

var rows = []row{
	{says: "nobody, the calm"},
	{says: "16 guests, messages of 64 KiB", enemy: "large 16"},
	{says: "64 guests, messages of 64 KiB", enemy: "large 64"},
	{says: "128 guests, garbage", enemy: "garbage 128"},
	{says: "64 guests, pings", enemy: "pings 64"},
	{says: "64 guests, messages in endless pieces", enemy: "pieces 64"},
	{says: "32 guests ask for the state", enemy: "state 32"},
	{says: "32 guests ask for the lobby", enemy: "lobby 32"},
	{says: "32 guests ask for codes", enemy: "codes 32"},
	{says: "32 guests try keys", enemy: "wrong 32"},
	{says: "64 guests come and go", enemy: "comes 64"},
	{says: "300 sockets that do not read", enemy: "deaf 300"},
	{says: "300 answers that are not read", enemy: "deaf-http 300"},
	{says: "a light's key that leaked, 16 connections", enemy: "light 16", light: true},
	{says: "a tablet that sends lists without end, 2 at a time", enemy: "lists 2", chair: true},
	{says: "a storm of TLS handshakes", enemy: "handshakes 32", tls: true},
	{says: "a hall after a power cut", enemy: "screens 10000", hall: true},
}

// figures are what was seen in a row.
type figures struct {
	edges, excused int
	light          []time.Duration // lateness of edges, sorted
	acts           []time.Duration // sorted
	failed         int             // acts that were refused, or not answered
	ticks          int
	lasted         time.Duration
	memory         int64 // resident, at most
	kernel         int64 // of all connections of this machine, at most
	written        int64 // to the disk
}

// TestHall plays every row for some seconds; ROSTRUM_TEST_HALL says for how long, and
// ROSTRUM_TEST_HALL_ROW which one alone, by what it says.
func TestHall(t *testing.T) {
	testbed.Asked(t, testbed.Hall)
	length := 2 * time.Second
	if d, err := time.ParseDuration(os.Getenv("ROSTRUM_TEST_HALL")); err == nil {
		length = d
	}
	exact := os.Getenv("ROSTRUM_TEST_EXACT") != ""
	w := newWitness(t)
	t.Logf("the witness is in the %s class", w.class)
	for _, secret := range []bool{false, true} {
		h := newHall(t, secret)
		for _, r := range rows {
			if r.tls != secret || !strings.Contains(r.says, os.Getenv("ROSTRUM_TEST_HALL_ROW")) {
				continue
			}
			n := h.play(t, r, length)
			h.judge(&n, w)
			t.Log(n.line(r.says))
			n.hold(t, r.says, exact)
		}
		h.p.Stop()
	}
}

// hall is a controller whose own light flashes all the time.
type hall struct {
	p       *testbed.Controller
	dir     string
	address string // without the scheme
	trace   string
	client  *http.Client
	began   []span // of the rows
	acts    int
	lightOf string // key of seat 9
}

func newHall(t *testing.T, secret bool) *hall {
	t.Helper()
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	err := os.WriteFile(rules, []byte("name = \"hall\"\n[[rule]]\nkind = \"default\"\nlimit = \"2h\"\nwarning = \"1s\"\ngrace = \"30s\"\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{dir: dir, trace: filepath.Join(dir, "trace.jsonl"), client: &http.Client{
		Timeout:   20 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, //nolint:gosec // whose certificate it is is not the question
	}}
	args := []string{"--rules", rules, "--light", "7=dry", "--trace", h.trace}
	if secret {
		args = append(args, "--tls")
	}
	h.p = testbed.Start(t, dir, args...)
	_, h.address, _ = strings.Cut(h.p.Address(), "://")
	h.lightOf = h.p.LightKey("9")
	for _, act := range []string{`"do":"give-floor","entry":"e1","seat":"7"`, `"do":"start"`} {
		if _, err := h.act(act); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// act gives a command as the chair, and says how long it took.
func (h *hall) act(what string) (time.Duration, error) {
	h.acts++
	begun := time.Now()
	r, err := http.NewRequest(http.MethodPost, h.p.Address()+"/api/v1/commands", strings.NewReader(fmt.Sprintf(`{"id":"a%d",%s}`, h.acts, what)))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Authorization", "Bearer "+h.p.Key())
	r.Header.Set("Content-Type", "application/json")
	answer, err := h.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%d %s", answer.StatusCode, text)
	}
	return time.Since(begun), err
}

// The pace of the chair, and how long an enemy has before it is looked at.
const (
	pause  = 150 * time.Millisecond
	warmUp = 500 * time.Millisecond
)

// play lets the enemy loose, and acts as the chair meanwhile.
func (h *hall) play(t *testing.T, r row, length time.Duration) figures {
	t.Helper()
	var n figures
	from := time.Now()
	if words := strings.Fields(r.enemy); len(words) > 0 {
		be := append(words, h.address)
		if r.light {
			be = append(be, h.lightOf, "9")
		}
		if r.chair {
			be = append(be, h.p.Key())
		}
		if r.hall {
			be = append(be, "3s")
		}
		command := exec.Command(os.Args[0])
		command.Env, command.Stderr = append(os.Environ(), beOf+"="+strings.Join(be, " ")), os.Stderr
		enemy := testbed.StartChild(t, command)
		defer enemy.Kill()
		if !r.hall {
			time.Sleep(warmUp) // of the load, not of the test
		}
	}
	if r.hall {
		length = max(length, 5*time.Second)
	}
	written := h.written(t)
	before := h.ticks(t)
	for end := time.Now().Add(length); time.Now().Before(end); {
		took, err := h.act(fmt.Sprintf(`"do":"amend","entry":"e2","speaker":"Speaker %d"`, h.acts))
		if err != nil {
			n.failed++
			t.Logf("%s: an act was not done: %v", r.says, err)
		} else {
			n.acts = append(n.acts, took)
		}
		n.memory, n.kernel = max(n.memory, h.resident(t)), max(n.kernel, buffered(t))
		time.Sleep(pause) // the pace of the chair
	}
	n.ticks, n.lasted = h.ticks(t)-before, time.Since(from)
	n.written = h.written(t) - written
	slices.Sort(n.acts)
	h.began = append(h.began, span{from, time.Now()})
	return n
}

// ticks is how many there were, by the controller's own word.
func (h *hall) ticks(t *testing.T) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, h.p.Address()+"/api/v1/health", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := h.client.Do(r)
	if err != nil {
		t.Logf("health: %v", err)
		return 0
	}
	defer func() { _ = answer.Body.Close() }()
	var health struct {
		Tick int `json:"tick"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&health); err != nil {
		t.Logf("health: %v", err)
	}
	return health.Tick
}

// proc reads a number of the controller's process behind a word.
func (h *hall) proc(t *testing.T, file, word string) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", h.p.Process().Process.Pid, file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, word+":"); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n
		}
	}
	t.Fatalf("%s has no %s", file, word)
	return 0
}

func (h *hall) resident(t *testing.T) int64 { return h.proc(t, "status", "VmRSS") << 10 }
func (h *hall) written(t *testing.T) int64  { return h.proc(t, "io", "write_bytes") }

// buffered is what the kernel keeps for all TCP connections, of enemies too.
func buffered(t *testing.T) int64 {
	t.Helper()
	text, err := os.ReadFile("/proc/net/sockstat")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "TCP:"); ok {
			words := strings.Fields(rest)
			pages, _ := strconv.ParseInt(words[len(words)-1], 10, 64)
			return pages * int64(os.Getpagesize())
		}
	}
	return 0
}

// judge reads the edges of the latest row, those that the machine let be on time.
func (h *hall) judge(n *figures, w *witness) {
	text, err := os.ReadFile(h.trace)
	if err != nil {
		h.p.Fatal(err)
	}
	during := h.began[len(h.began)-1]
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		var edge struct {
			At     time.Time `json:"at"`
			LateUS int64     `json:"late_us"`
			Signal string    `json:"signal"`
		}
		if json.Unmarshal(lines.Bytes(), &edge) != nil || edge.At.Before(during.from) || edge.At.After(during.to) {
			continue
		}
		late := time.Duration(edge.LateUS) * time.Microsecond
		n.edges++
		if w.excuses(edge.At.Add(-late), edge.At) {
			n.excused++
			continue
		}
		n.light = append(n.light, late)
	}
	slices.Sort(n.light)
}

func at(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d)/float64(time.Millisecond)) }

// line is a row of the table: light p50 / p99.9 / max, acts p50 / p99 / max, in ms.
func (n *figures) line(says string) string {
	return fmt.Sprintf("| %s | %s / %s / %s (%d edges, %d while the machine was late) | %s / %s / %s (%d, %d failed) | %.2f a second | %d MB, the kernel %d MB | %d kB |",
		says, ms(at(n.light, 0.5)), ms(at(n.light, 0.999)), ms(at(n.light, 1)), n.edges, n.excused,
		ms(at(n.acts, 0.5)), ms(at(n.acts, 0.99)), ms(at(n.acts, 1)), len(n.acts), n.failed,
		float64(n.ticks)/n.lasted.Seconds(), n.memory>>20, n.kernel>>20, n.written>>10)
}

// hold says what is wrong.
func (n *figures) hold(t *testing.T, says string, exact bool) {
	t.Helper()
	wrong := func(format string, values ...any) { t.Errorf(says+": "+format, values...) }
	light := lightLate
	if exact {
		light = lightExact
		if p99 := at(n.acts, 0.99); p99 > actExact {
			wrong("an act of the chair took %v at p99", p99)
		}
	}
	if late := at(n.light, 0.999); late > light {
		wrong("an edge of the light was %v late, while the machine was on time", late)
	}
	if n.edges == 0 {
		wrong("the light did not move")
	}
	if slowest, usual := at(n.acts, 1), at(n.acts, 0.5); slowest > actLate || usual > actUsual {
		wrong("acts of the chair took %v, the slowest %v", usual, slowest)
	}
	if n.failed > 0 || len(n.acts) == 0 {
		wrong("%d acts of the chair failed, %d were done", n.failed, len(n.acts))
	}
	if n.memory > mostMemory {
		wrong("the controller holds %d MB", n.memory>>20)
	}
	if n.kernel > mostKernel {
		wrong("the kernel holds %d MB for connections", n.kernel>>20)
	}
	if n.written > mostWritten {
		wrong("the controller wrote %d kB", n.written>>10)
	}
}
