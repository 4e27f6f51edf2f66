package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"rostrum/display/wire"
)

// patience is how long a test waits for what must come.
const patience = 30 * time.Second

// lastWords is how much of what a program said is shown where a test fails.
const lastWords = 2000

// programs builds the two programs as they are shipped, once for all tests.
var programs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "rostrum-programs")
	if err != nil {
		return "", err
	}
	for _, name := range []string{"rostrum", "collar"} {
		build := exec.Command("go", "build", "-o", filepath.Join(dir, name), "rostrum/cmd/"+name)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return dir, fmt.Errorf("%w: %s", err, out)
		}
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if built.Load() {
		if dir, _ := programs(); dir != "" {
			_ = os.RemoveAll(dir)
		}
	}
	os.Exit(code)
}

// built says whether there is something to clear away.
var built atomic.Bool

func binary(t testing.TB, name string) string {
	t.Helper()
	built.Store(true)
	dir, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

// process is one of the two programs, running.
type process struct {
	testing.TB
	*exec.Cmd
	log   transcript
	ended chan struct{}
}

// transcript is what a program said, and may be read while it speaks.
type transcript struct {
	mu   sync.Mutex
	said bytes.Buffer
}

func (t *transcript) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.Write(p)
}

func (t *transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.String()
}

// launch starts a command whose complaints are shown where the test fails.
func launch(t testing.TB, stdout io.Writer, env []string, words ...string) *process {
	t.Helper()
	p := &process{TB: t, Cmd: exec.Command(words[0], words[1:]...), ended: make(chan struct{})}
	p.Env = append(os.Environ(), env...)
	p.Stdout, p.Stderr = stdout, &p.log
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		_ = p.Process.Kill()
		<-p.ended
		if t.Failed() {
			said := p.log.String()
			t.Logf("%s said at last:\n%s", filepath.Base(words[0]), said[max(0, len(said)-lastWords):])
		}
	})
	return p
}

func (p *process) kill() {
	_ = p.Process.Kill()
	<-p.ended
}

// awaitFile waits until the program has created a file, or has ended.
func (p *process) awaitFile(name string) {
	p.within(time.Minute, func() bool {
		_, err := os.Stat(name)
		return err == nil
	})
}

// says waits for words in what the program says; false if they do not come.
func (p *process) says(words string) bool {
	return p.within(10*time.Second, func() bool { return strings.Contains(p.log.String(), words) })
}

// within waits until something holds, the program has ended or patience has.
func (p *process) within(patience time.Duration, holds func() bool) bool {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-p.ended:
			return holds()
		case <-enough.C:
			return false
		}
	}
	return true
}

// stop asks the program to end, and returns its exit code.
func (p *process) stop() int {
	_ = p.Process.Signal(syscall.SIGTERM)
	<-p.ended
	return p.ProcessState.ExitCode()
}

// controller is a rostrum that can be killed and comes back at the same address.
type controller struct {
	testing.TB
	dir     string
	address string // host:port
	args    []string
	key     string
	testing sync.Mutex // held while all lights are tested, and while there is no controller

	mu sync.Mutex
	*process
}

// freePort is one that nobody listens at.
func freePort(t testing.TB, host string) string {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// newController starts one with a list of so many speakers, who sit at seats 1 to 8
// by turns.
func newController(t testing.TB, speakers int, more ...string) *controller {
	t.Helper()
	dir := t.TempDir()
	list := "seq,delegation,kind,seat\n"
	for i := range speakers {
		list += fmt.Sprintf("%d,Country %d,state,%d\n", i+1, i+1, i%8+1)
	}
	rules := fmt.Sprintf("name = \"soak\"\n[[rule]]\nkind = \"state\"\nlimit = %q\nwarning = %q\ngrace = %q\n",
		"2s", "1s", "1s")
	for name, text := range map[string]string{"list.csv": list, "rules.toml": rules} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := &controller{TB: t, dir: dir, address: freePort(t, "127.0.0.1")}
	c.args = append([]string{
		"serve", "--listen", c.address, "--data", filepath.Join(dir, "data"), "--list", filepath.Join(dir, "list.csv"),
		"--rules", filepath.Join(dir, "rules.toml"), "--chair-key-file", filepath.Join(dir, "chair.key"),
	}, more...)
	c.restart()
	key, err := os.ReadFile(filepath.Join(dir, "chair.key"))
	if err != nil {
		t.Fatal(err)
	}
	c.key = strings.TrimSpace(string(key))
	return c
}

// restart starts the program and waits until it serves.
func (c *controller) restart() {
	c.Helper()
	out, in := io.Pipe()
	p := launch(c.TB, in, nil, append([]string{binary(c.TB, "rostrum")}, c.args...)...)
	go func() {
		<-p.ended
		_ = in.Close()
	}()
	lines := bufio.NewScanner(out)
	serves := false
	for !serves && lines.Scan() {
		serves = strings.HasPrefix(lines.Text(), "listening ")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if !serves {
		<-p.ended
		c.Fatalf("the controller does not serve: %s", p.log.String())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.process = p
}

// run runs a sub-command on the controller's keys.
func (c *controller) run(words ...string) string {
	c.Helper()
	out, err := exec.Command(binary(c.TB, "rostrum"), append(words, "--data", filepath.Join(c.dir, "data"))...).CombinedOutput()
	if err != nil {
		c.Fatalf("rostrum %v: %v: %s", words, err, out)
	}
	return string(out)
}

// keyFor makes a key file for a light.
func (c *controller) keyFor(seat string) string {
	c.Helper()
	path := filepath.Join(c.dir, "key-"+seat)
	c.run("key", "new", "--role", "light", "--seat", seat, "--name", "light "+seat, "--file", path)
	return path
}

// do carries out a command, once, however often the controller is killed meanwhile.
func (c *controller) do(id, do string, more map[string]any) wire.Receipt {
	c.Helper()
	body := map[string]any{"id": id, "do": do}
	for k, v := range more {
		body[k] = v
	}
	text, err := json.Marshal(body)
	if err != nil {
		c.Fatal(err)
	}
	for until := time.Now().Add(patience); ; {
		var receipt wire.Receipt
		status, err := c.ask(http.MethodPost, "/api/v1/commands", text, &receipt)
		switch {
		case err == nil:
			return receipt
		case status != 0 || time.Now().After(until):
			c.Fatalf("%s: %v", text, err)
		}
		<-time.After(20 * time.Millisecond)
	}
}

func (c *controller) state() (s wire.State) {
	c.Helper()
	for until := time.Now().Add(patience); ; {
		_, err := c.ask(http.MethodGet, "/api/v1/state", nil, &s)
		if err == nil {
			return s
		}
		if time.Now().After(until) {
			c.Fatal(err)
		}
		<-time.After(20 * time.Millisecond)
	}
}

// await asks until something holds.
func (c *controller) await(what string, holds func(*wire.State) bool) wire.State {
	c.Helper()
	for until := time.Now().Add(patience); ; {
		s := c.state()
		if holds(&s) {
			return s
		}
		if time.Now().After(until) {
			c.Fatalf("never came: %s; the seats are %+v", what, s.Operator.Seats)
		}
		<-time.After(20 * time.Millisecond)
	}
}

var errAnswer = errors.New("refused")

func (c *controller) ask(method, path string, body []byte, into any) (status int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, "http://"+c.address+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+c.key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	if answer.StatusCode != http.StatusOK {
		return answer.StatusCode, fmt.Errorf("%w: %d %s", errAnswer, answer.StatusCode, text)
	}
	return answer.StatusCode, json.Unmarshal(text, into)
}

// wallOf is when an instant of the controller's clock was, by this machine's clock.
func (c *controller) wallOf(steadyMS float64) time.Time {
	c.Helper()
	s := c.state()
	return s.Now.Add(time.Duration((steadyMS - s.ClockMS) * float64(time.Millisecond)))
}

// seat is what the console shows of a seat.
func seat(s *wire.State, name string) *wire.Seat {
	for i := range s.Operator.Seats {
		if s.Operator.Seats[i].Seat == name {
			return &s.Operator.Seats[i]
		}
	}
	return &wire.Seat{}
}

// agentAt starts a collar with a dry pin at a seat.
func agentAt(t testing.TB, controller, keyFile, seat, trace string, env ...string) *process {
	t.Helper()
	return launch(t, io.Discard, env, binary(t, "collar"), "run", "--controller", "http://"+controller,
		"--key-file", keyFile, "--seat", seat+"=dry", "--trace", trace)
}
