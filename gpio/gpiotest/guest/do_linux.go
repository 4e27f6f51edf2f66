package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// question is what the test asks for; exactly one thing.
type question struct {
	Start  *program `json:"start"`
	Signal *signal  `json:"signal"`
	Wait   string   `json:"wait"` // for a program's end
	Said   string   `json:"said"` // by a program until now
	Read   string   `json:"read"` // a file
	Write  *file    `json:"write"`
	Await  *file    `json:"await"` // until a file holds a text
	Link   *bool    `json:"link"`
	Alias  *file    `json:"alias"` // another name, of the file that the text names
	Stdin  string   `json:"stdin"` // what the standard input of a program is
	HTTP   []call   `json:"http"`  // one after the other, at their instants
}

type program struct {
	Name string   `json:"name"`
	Args []string `json:"args"`
}

type signal struct {
	Name   string `json:"name"`
	Number int    `json:"number"`
}

type file struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// call is a request to the controller in the same machine, after a pause.
type call struct {
	AfterMS int64  `json:"after_ms"`
	Body    string `json:"body"` // a command, or empty to ask for the state
}

type answer struct {
	Text  string   `json:"text,omitempty"`
	Texts []string `json:"texts,omitempty"`
	Error string   `json:"error,omitempty"`
}

// pi is the machine.
type pi struct{ running map[string]*child }

type child struct {
	*exec.Cmd
	ended chan struct{}
	said  shared
}

// shared is written by a program and read meanwhile.
type shared struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *shared) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(text)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

const patience = 20 * time.Second

func (p *pi) do(q question) (a answer) {
	var err error
	switch {
	case q.Start != nil:
		err = p.start(q.Start)
	case q.Signal != nil:
		c := p.running[q.Signal.Name]
		if c == nil {
			return answer{Error: "no program " + q.Signal.Name}
		}
		err = c.Process.Signal(syscall.Signal(q.Signal.Number))
	case q.Wait != "":
		a.Text, err = p.wait(q.Wait)
	case q.Said != "":
		if c := p.running[q.Said]; c != nil {
			a.Text = c.said.String()
		}
	case q.Read != "":
		var text []byte
		text, err = os.ReadFile(q.Read)
		a.Text = string(text)
	case q.Write != nil:
		err = os.WriteFile(q.Write.Path, []byte(q.Write.Text), 0o600)
	case q.Await != nil:
		err = await(q.Await)
	case q.Link != nil:
		err = link(*q.Link)
	case q.Alias != nil:
		err = os.Symlink(q.Alias.Text, q.Alias.Path)
	case q.Stdin != "":
		if c := p.running[q.Stdin]; c != nil {
			a.Text, err = os.Readlink(fmt.Sprintf("/proc/%d/fd/0", c.Process.Pid))
		}
	case len(q.HTTP) > 0:
		for _, c := range q.HTTP {
			text, failed := c.make()
			if failed != nil {
				err = failed
				break
			}
			a.Texts = append(a.Texts, text)
		}
	}
	if err != nil {
		a.Error = err.Error()
	}
	return a
}

func (p *pi) start(s *program) error {
	c := &child{Cmd: exec.Command(s.Args[0], s.Args[1:]...), ended: make(chan struct{})}
	c.Stdout, c.Stderr = &c.said, &c.said
	if err := c.Start(); err != nil {
		return err
	}
	p.running[s.Name] = c
	go func() {
		_ = c.Cmd.Wait()
		close(c.ended)
	}()
	return nil
}

func (p *pi) wait(name string) (string, error) {
	c := p.running[name]
	if c == nil {
		return "", fmt.Errorf("no program %s", name)
	}
	select {
	case <-c.ended:
		return c.ProcessState.String(), nil
	case <-time.After(patience):
		return "", fmt.Errorf("%s does not end; it says: %s", name, c.said.String())
	}
}

func await(f *file) error {
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		if text, err := os.ReadFile(f.Path); err == nil && strings.Contains(string(text), f.Text) {
			return nil
		}
	}
	return fmt.Errorf("%s never held %q", f.Path, f.Text)
}

// make makes the request. The controller is asked where everybody reaches it, and
// its key is where the test let it be written.
func (c call) make() (string, error) {
	time.Sleep(time.Duration(c.AfterMS) * time.Millisecond)
	key, err := os.ReadFile("/tmp/chair.key")
	if err != nil {
		return "", err
	}
	method, path := http.MethodGet, "/api/v1/state"
	if c.Body != "" {
		method, path = http.MethodPost, "/api/v1/commands"
	}
	r, err := http.NewRequest(method, "http://127.0.0.1:8080"+path, strings.NewReader(c.Body))
	if err != nil {
		return "", err
	}
	r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(key)))
	r.Header.Set("Content-Type", "application/json")
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = w.Body.Close() }()
	text, err := io.ReadAll(w.Body)
	if err == nil && w.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s %s", c.Body, w.Status, text)
	}
	return string(text), err
}
