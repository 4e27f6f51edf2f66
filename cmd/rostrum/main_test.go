package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"rostrum/display/wire"
)

// TestMain lets the test binary be the program itself, so that a test can start
// it, kill it and start it again.
func TestMain(m *testing.M) {
	if os.Getenv("ROSTRUM_TEST_PROGRAM") != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is a rostrum, running apart from the test.
type process struct {
	testing.TB
	dir      string
	args     []string
	command  *exec.Cmd
	greeting []string // what it says at its start
	address  string
	key      string
	stderr   bytes.Buffer
	under    []string // a command that the program is run under
}

// start starts the program and waits until it serves.
func start(t testing.TB, dir string, args ...string) *process {
	t.Helper()
	p := &process{TB: t, dir: dir, args: append([]string{
		"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"),
		"--chair-key-file", filepath.Join(dir, "chair.key"),
	}, args...)}
	p.restart()
	return p
}

func (p *process) restart() {
	p.Helper()
	p.stderr.Reset()
	words := append(append(p.under[:len(p.under):len(p.under)], os.Args[0]), p.args...)
	p.command = exec.Command(words[0], words[1:]...)
	p.command.Env = append(os.Environ(), "ROSTRUM_TEST_PROGRAM=1")
	p.command.Stderr = &p.stderr
	out, err := p.command.StdoutPipe()
	if err != nil {
		p.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		p.Fatal(err)
	}
	running := p.command
	p.Cleanup(func() { _ = running.Process.Kill() })
	lines := bufio.NewScanner(out)
	p.address, p.greeting = "", nil
	last := "public "
	if slices.Contains(p.args, "--tls") {
		last = "compare "
	}
	for lines.Scan() {
		p.greeting = append(p.greeting, lines.Text())
		if strings.HasPrefix(lines.Text(), last) {
			break
		}
	}
	if said := p.says("listening"); len(said) == 1 {
		p.address = said[0]
	}
	if p.address == "" {
		_ = p.command.Wait()
		p.Fatalf("the program does not serve: %s", p.stderr.String())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	key, err := os.ReadFile(filepath.Join(p.dir, "chair.key"))
	if err != nil {
		p.Fatal(err)
	}
	p.key = strings.TrimSpace(string(key))
}

// says returns what the greeting said behind a word.
func (p *process) says(word string) (said []string) {
	for _, line := range p.greeting {
		if before, after, _ := strings.Cut(line, " "); before == word {
			said = append(said, strings.TrimSpace(after))
		}
	}
	return said
}

// kill ends the program as a power cut would.
func (p *process) kill() {
	p.Helper()
	if err := p.command.Process.Kill(); err != nil {
		p.Fatal(err)
	}
	_ = p.command.Wait()
}

// stop asks the program to end, and returns its exit code.
func (p *process) stop() int {
	p.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		p.Fatal(err)
	}
	_ = p.command.Wait()
	return p.command.ProcessState.ExitCode()
}

// post sends a command and returns status and answer.
func (p *process) post(body map[string]any) (int, wire.Receipt, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, wire.Receipt{}, err
	}
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.address+"/api/v1/commands", bytes.NewReader(text))
	if err != nil {
		return 0, wire.Receipt{}, err
	}
	request.Header.Set("Authorization", "Bearer "+p.key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, wire.Receipt{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err = io.ReadAll(answer.Body)
	if err != nil {
		return 0, wire.Receipt{}, err
	}
	var receipt wire.Receipt
	if answer.StatusCode != http.StatusOK {
		return answer.StatusCode, receipt, fmt.Errorf("%d %s", answer.StatusCode, text)
	}
	return answer.StatusCode, receipt, json.Unmarshal(text, &receipt)
}

// do sends a command that must be taken.
func (p *process) do(id, do string, more map[string]any) wire.Receipt {
	p.Helper()
	body := map[string]any{"id": id, "do": do}
	for k, v := range more {
		body[k] = v
	}
	_, receipt, err := p.post(body)
	if err != nil {
		p.Fatalf("%s: %v", do, err)
	}
	return receipt
}

func (p *process) state() wire.State {
	p.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.address+"/api/v1/state", nil)
	if err != nil {
		p.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.key)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var s wire.State
	if err := json.NewDecoder(answer.Body).Decode(&s); err != nil {
		p.Fatal(err)
	}
	return s
}

// traceLine is a line of the trace, read by its outside names.
type traceLine struct {
	Seat       string  `json:"seat"`
	Level      string  `json:"level"`
	Lit        bool    `json:"lit"`
	Signal     string  `json:"signal"`
	Phase      string  `json:"phase"`
	DeadlineMS float64 `json:"deadline_ms"`
	AtMS       float64 `json:"at_ms"`
}

func readTrace(t testing.TB, path string) []traceLine {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []traceLine
	for line := range bytes.Lines(text) {
		var l traceLine
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("trace: %s: %v", line, err)
		}
		lines = append(lines, l)
	}
	return lines
}
