package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// smallDisk mounts a file system of its own of the given size, or skips the test
// where that is not allowed.
func smallDisk(t *testing.T, bytes int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		testbed.Need(t, testbed.Disks, fmt.Errorf("a small file system cannot be mounted here (%w); a full disk is not played", err))
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// A disk that is full: nothing is acknowledged that is not saved, the clock goes
// on, the chair may go on unrecorded, and all is written when there is room.
func TestFullDisk(t *testing.T) {
	disk := smallDisk(t, 1<<20)
	dir := t.TempDir()
	if err := os.Symlink(disk, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	p := start(t, dir, rehearsal(t, dir, 3)...)
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.do("start", "start", nil)

	fill := fillUp(t, p, disk)
	s := p.state()
	if s.Saving.State != timer.SaveFailed || s.Floor == nil || s.Floor.ZeroMS == nil {
		t.Fatalf("with a full disk saving is %+v and the floor %+v", s.Saving, s.Floor)
	}
	rev := s.Rev
	if r := p.do("go on", "go-on-unrecorded", nil); r.Durable {
		t.Errorf("going on unrecorded is acknowledged as durable: %+v", r)
	}
	urged := p.do("urge", "urge", nil)
	if urged.Durable || urged.Rev != rev+2 {
		t.Errorf("an action that is not recorded is acknowledged as %+v", urged)
	}
	if s := p.state(); !s.Saving.GoingOn || s.Saving.Unrecorded != 2 || s.Floor.Urged != 1 {
		t.Errorf("while going on saving is %+v, urged %d", s.Saving, s.Floor.Urged)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	for s := p.state(); s.Saving.State != timer.Saved || s.Saving.Unrecorded > 0; s = p.state() {
		<-time.After(20 * time.Millisecond)
	}
	if again := p.do("urge", "urge", nil); !again.Repeated || !again.Durable || again.Rev != urged.Rev {
		t.Errorf("when the disk is back the repeat is answered %+v", again)
	}
	p.kill()
	p.restart()
	s = p.state()
	if s.Rev != urged.Rev || s.Floor == nil || s.Floor.Urged != 1 {
		t.Errorf("after a restart the revision is %d and the floor %+v; want revision %d", s.Rev, s.Floor, urged.Rev)
	}
	if off := *s.Floor.ZeroMS - begun.ClockMS; off > 0.001 || off < -0.001 {
		t.Errorf("zero moved by %v ms", off)
	}
	p.stop()
}

// fillUp leaves no room on a small disk, and returns the file that takes it. The
// program has been refused a command by then.
func fillUp(t *testing.T, p *process, disk string) string {
	t.Helper()
	fill := filepath.Join(disk, "fill")
	if err := os.WriteFile(fill, make([]byte, 1<<20), 0o600); err == nil {
		t.Fatal("the disk is not full")
	}
	for n := 0; ; n++ { // what the journal has already taken from the disk is still free
		status, _, err := p.post(map[string]any{"id": fmt.Sprint("note ", n), "do": "note", "text": strings.Repeat("x", 1900)})
		if err == nil {
			continue
		}
		if status != http.StatusServiceUnavailable || !strings.Contains(err.Error(), "not-saved") {
			t.Fatalf("with a full disk a command is answered %v", err)
		}
		return fill
	}
}

// A journal that somebody removes is written anew; nobody notices but the log.
func TestRemovedJournal(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir, rehearsal(t, dir, 3)...)
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	if err := os.Remove(filepath.Join(dir, "data", journalFile)); err != nil {
		t.Fatal(err)
	}
	p.do("start", "start", nil)
	p.kill()
	p.restart()
	if s := p.state(); s.Rev != 3 || s.Floor == nil || s.Floor.ZeroMS == nil {
		t.Errorf("after the removal and a restart the revision is %d and the floor %+v", s.Rev, s.Floor)
	}
	p.stop()
}

// A process that stood still for a while shows the right time at once when it
// goes on.
func TestStoppedProcess(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir)
	p.do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.do("start", "start", nil)
	if err := p.command.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	<-time.After(1500 * time.Millisecond)
	if err := p.command.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	s := p.state()
	if s.Floor == nil || *s.Floor.ZeroMS-begun.ClockMS > 0.001 || s.Floor.ElapsedMS < 1500 {
		t.Errorf("after standing still for 1.5 s the floor is %+v", s.Floor)
	}
	p.stop()
}
