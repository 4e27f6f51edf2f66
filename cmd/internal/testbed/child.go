package testbed

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long a test waits for what must come: generous, since only a test that
// fails waits so long.
const Patience = 30 * time.Second

// LastWords is as much of what a program said as is shown where a test fails.
func LastWords(said string) string { return said[max(0, len(said)-2000):] }

// Process is a program that runs beside the test, and ends with it, and with the test's
// own process if that is killed. Its children go with it where the system knows groups.
type Process struct {
	*exec.Cmd
	Log   *Transcript // what it said on its standard error
	ended chan struct{}
}

// Transcript is what a program said; it may be read while it speaks.
type Transcript struct {
	mu   sync.Mutex
	said bytes.Buffer
}

func (t *Transcript) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.Write(p)
}

func (t *Transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.String()
}

// StartChild starts a command that the test only needs to be there.
func StartChild(t testing.TB, command *exec.Cmd) *Process {
	t.Helper()
	log, _ := command.Stderr.(*Transcript)
	p := &Process{Cmd: command, Log: log, ended: make(chan struct{})}
	tie(command)
	started := make(chan error)
	go func() {
		// The kernel takes the end of the thread that starts a child for the end of
		// the parent.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		started <- err
		if err == nil {
			_ = command.Wait()
		}
		close(p.ended)
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Kill)
	return p
}

// Launch starts a program whose last words are shown where the test fails.
func Launch(t testing.TB, stdout io.Writer, env []string, words ...string) *Process {
	t.Helper()
	log := new(Transcript)
	t.Cleanup(func() { // it has ended by then
		if t.Failed() {
			t.Logf("%s said at last:\n%s", filepath.Base(words[0]), LastWords(log.String()))
		}
	})
	command := exec.Command(words[0], words[1:]...)
	command.Env = append(os.Environ(), env...)
	command.Stdout, command.Stderr = stdout, log
	return StartChild(t, command)
}

// Kill ends the program as a power cut would.
func (p *Process) Kill() {
	killTree(p.Cmd)
	<-p.ended
}

// Stop asks the program to end, and returns its exit code.
func (p *Process) Stop() int {
	_ = p.Process.Signal(syscall.SIGTERM)
	return p.Exit()
}

// Exit waits for the end of the program, and returns its exit code.
func (p *Process) Exit() int {
	<-p.ended
	return p.ProcessState.ExitCode()
}

// AwaitFile waits until the program has created a file, or has ended.
func (p *Process) AwaitFile(name string) {
	p.Within(time.Minute, func() bool {
		_, err := os.Stat(name)
		return err == nil
	})
}

// Says waits for words in what the program says; false if they do not come.
func (p *Process) Says(words string) bool {
	return p.Within(Patience, func() bool { return strings.Contains(p.Log.String(), words) })
}

// Within waits until something holds, the program has ended or patience has.
func (p *Process) Within(patience time.Duration, holds func() bool) bool {
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
