package crash_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

// A disk that is full: nothing is acknowledged that is not saved, the clock goes
// on, the chair may go on unrecorded, and all is written when there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel() // it waits for clocks
	disk := testbed.SmallDisk(t, 1<<20)
	dir := t.TempDir()
	if err := os.Symlink(disk, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)

	fill := testbed.FillUp(p, disk)
	s := p.State()
	if s.Saving.State != timer.SaveFailed || s.Floor == nil || s.Floor.ZeroMS == nil {
		t.Fatalf("with a full disk saving is %+v and the floor %+v", s.Saving, s.Floor)
	}
	rev := s.Rev
	if r := p.Do("go on", "go-on-unrecorded", nil); r.Durable {
		t.Errorf("going on unrecorded is acknowledged as durable: %+v", r)
	}
	urged := p.Do("urge", "urge", nil)
	if urged.Durable || urged.Rev != rev+2 {
		t.Errorf("an action that is not recorded is acknowledged as %+v", urged)
	}
	if s := p.State(); !s.Saving.GoingOn || s.Saving.Unrecorded != 2 || s.Floor.Urged != 1 {
		t.Errorf("while going on saving is %+v, urged %d", s.Saving, s.Floor.Urged)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	p.Await("a disk that saves", saves)
	if again := p.Do("urge", "urge", nil); !again.Repeated || !again.Durable || again.Rev != urged.Rev {
		t.Errorf("when the disk is back the repeat is answered %+v", again)
	}
	p.Kill()
	p.Restart()
	s = p.State()
	if s.Rev != urged.Rev || s.Floor == nil || s.Floor.Urged != 1 {
		t.Errorf("after a restart the revision is %d and the floor %+v; want revision %d", s.Rev, s.Floor, urged.Rev)
	}
	if off := *s.Floor.ZeroMS - begun.ClockMS; off > 0.001 || off < -0.001 {
		t.Errorf("zero moved by %v ms", off)
	}
	p.Stop()
}

// A journal that somebody removes is written anew; nobody notices but the log.
func TestRemovedJournal(t *testing.T) {
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	if err := os.Remove(filepath.Join(dir, "data", testbed.JournalFile)); err != nil {
		t.Fatal(err)
	}
	p.Do("start", "start", nil)
	p.Kill()
	p.Restart()
	if s := p.State(); s.Rev != 3 || s.Floor == nil || s.Floor.ZeroMS == nil {
		t.Errorf("after the removal and a restart the revision is %d and the floor %+v", s.Rev, s.Floor)
	}
	p.Stop()
}

// A process that stood still for a while shows the right time at once when it
// goes on.
func TestStoppedProcess(t *testing.T) {
	t.Parallel() // it waits for clocks
	dir := t.TempDir()
	p := testbed.Start(t, dir)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	if err := p.Process().Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	<-time.After(1500 * time.Millisecond)
	if err := p.Process().Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	s := p.State()
	if s.Floor == nil || *s.Floor.ZeroMS-begun.ClockMS > 0.001 || s.Floor.ElapsedMS < 1500 {
		t.Errorf("after standing still for 1.5 s the floor is %+v", s.Floor)
	}
	p.Stop()
}
