package testbed

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"rostrum/display/access"
	"rostrum/timer"
)

// JournalFile is the journal's name in the folder of a controller's data.
const JournalFile = "journal.db"

// Controller is a rostrum in a process of its own, which can be killed and started again.
// Each start has another address: who is to find it again comes by a [Relay].
type Controller struct {
	testing.TB
	Dir   string   // its data are in the folder "data", the chair's key in "chair.key"
	Args  []string // of the next start
	Under []string // a command that the next start is run under

	mu       sync.Mutex // one goroutine may kill it while another asks
	process  *Process
	greeting []string
	address  string
	key      string
}

// Start starts a controller whose files are in a folder, and waits until it serves.
func Start(t testing.TB, dir string, args ...string) *Controller {
	t.Helper()
	c := newController(t, dir, args)
	c.Restart()
	return c
}

func newController(t testing.TB, dir string, args []string) *Controller {
	return &Controller{TB: t, Dir: dir, Args: append([]string{
		"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"),
		"--chair-key-file", filepath.Join(dir, "chair.key"),
	}, args...)}
}

// Restart starts the program once more, and waits until it serves.
func (c *Controller) Restart() {
	c.Helper()
	out, in := io.Pipe()
	words := append(slices.Clone(c.Under), Binary(c.TB, Rostrum))
	p := Launch(c.TB, in, nil, append(words, c.Args...)...)
	go func() {
		<-p.ended
		_ = in.Close()
	}()
	last := "public "
	if slices.Contains(c.Args, "--tls") {
		last = "compare "
	}
	var greeting []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		greeting = append(greeting, lines.Text())
		if strings.HasPrefix(lines.Text(), last) {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	listening := said(greeting, "listening")
	if len(listening) != 1 {
		<-p.ended
		c.Fatalf("the controller does not serve: %s", p.Log)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.process, c.greeting, c.address = p, greeting, listening[0]
	c.readKey()
}

func (c *Controller) readKey() {
	c.Helper()
	key, err := os.ReadFile(filepath.Join(c.Dir, "chair.key"))
	if err != nil {
		c.Fatal(err)
	}
	c.key = strings.TrimSpace(string(key))
}

// Address is where it serves, with the scheme.
func (c *Controller) Address() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.address
}

// Key is the chair's.
func (c *Controller) Key() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.key
}

// Process is the one that runs now, or ran last.
func (c *Controller) Process() *Process {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.process
}

// Said returns what the greeting said behind a word.
func (c *Controller) Said(word string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return said(c.greeting, word)
}

func said(greeting []string, word string) (said []string) {
	for _, line := range greeting {
		if before, after, _ := strings.Cut(line, " "); before == word {
			said = append(said, strings.TrimSpace(after))
		}
	}
	return said
}

// Kill ends the program as a power cut would.
func (c *Controller) Kill() { c.Process().Kill() }

// Stop asks the program to end; it must do so in good order.
func (c *Controller) Stop() {
	c.Helper()
	if code := c.Process().Stop(); code != 0 {
		c.Errorf("the exit code is %d: %s", code, c.Process().Log)
	}
}

// Run runs a sub-command on the controller's data.
func (c *Controller) Run(words ...string) string {
	c.Helper()
	out, err := exec.Command(Binary(c.TB, Rostrum), append(words, "--data", filepath.Join(c.Dir, "data"))...).CombinedOutput()
	if err != nil {
		c.Fatalf("rostrum %v: %v: %s", words, err, out)
	}
	return string(out)
}

// KeyFile makes a key file for the light of a seat.
func (c *Controller) KeyFile(seat string) string {
	c.Helper()
	path := filepath.Join(c.Dir, "key-"+seat)
	c.Run("key", "new", "--role", "light", "--seat", seat, "--name", "light "+seat, "--file", path)
	return path
}

// Keys opens the store of the controller's keys.
func (c *Controller) Keys() *access.Store {
	c.Helper()
	store, err := access.Open(filepath.Join(c.Dir, "data", "access"), nil)
	if err != nil {
		c.Fatal(err)
	}
	return store
}

// LightKey makes a key for the lights of some seats.
func (c *Controller) LightKey(seats ...string) string {
	c.Helper()
	key, _, err := c.Keys().NewKey(access.Grant{Role: string(timer.LightRole), Name: fmt.Sprint("lights ", strings.Join(seats, ", ")), Seats: seats})
	if err != nil {
		c.Fatal(err)
	}
	return key
}

// Invitation makes a sign-in link's secret for somebody, as `rostrum invite` does.
func (c *Controller) Invitation(name string) string { return c.InvitationFor(timer.Chair, name) }

// InvitationFor makes one for a role.
func (c *Controller) InvitationFor(role timer.Role, name string) string {
	c.Helper()
	secret, _, err := c.Keys().Invite(access.Grant{Role: string(role), Name: name})
	if err != nil {
		c.Fatal(err)
	}
	return secret
}
