package crash_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
)

// realDisk is an ext4 file system in a file, on a loop device.
type realDisk struct {
	testing.TB
	image, at string
}

// newRealDisk makes and mounts one, or skips the test where that is not allowed.
func newRealDisk(t testing.TB) *realDisk {
	t.Helper()
	dir := t.TempDir()
	d := &realDisk{TB: t, image: filepath.Join(dir, "image"), at: filepath.Join(dir, "disk")}
	if err := testbed.TellOfMounts(t, dir); err != nil {
		testbed.Need(t, testbed.Disks, err)
	}
	err := os.Mkdir(d.at, 0o700)
	if err == nil {
		err = os.WriteFile(d.image, nil, 0o600)
	}
	if err == nil {
		err = os.Truncate(d.image, 32<<20)
	}
	if err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("mkfs.ext4", "-q", "-F", d.image).CombinedOutput(); err != nil {
		testbed.Need(t, testbed.Disks, fmt.Errorf("no file system can be made here (%w, %s): its faults are not played", err, text))
	}
	if text, err := d.mount(); err != nil {
		testbed.Need(t, testbed.Disks, fmt.Errorf("no file system on a loop device can be mounted here (%w, %s): its faults are not played", err, text))
	}
	t.Cleanup(func() { _ = unix.Unmount(d.at, unix.MNT_DETACH) })
	return d
}

func (d *realDisk) mount() (string, error) {
	text, err := exec.Command("mount", "-o", "loop,errors=remount-ro", d.image, d.at).CombinedOutput() //nolint:gosec // a folder of the test
	return string(text), err
}

// device returns the name of the loop device.
func (d *realDisk) device() string {
	d.Helper()
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		d.Fatal(err)
	}
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); f[1] == d.at {
			return filepath.Base(f[0])
		}
	}
	d.Fatal("the disk is not mounted")
	return ""
}

// fail has the kernel find an error in the file system, upon which it takes no
// more writing.
func (d *realDisk) fail() {
	d.Helper()
	trigger := "/sys/fs/ext4/" + d.device() + "/trigger_fs_error"
	if err := os.WriteFile(trigger, []byte("as if it had died"), 0o200); err != nil {
		testbed.Need(d, testbed.Disks, fmt.Errorf("this kernel does not let its file system fail (%w)", err))
	}
	if err := os.WriteFile(filepath.Join(d.at, "try"), nil, 0o600); err == nil {
		d.Fatal("the disk still takes files")
	}
}

// mend does what a technician does: unmount, check, mount.
func (d *realDisk) mend() {
	d.Helper()
	live := filepath.Join("/sys/fs/ext4", d.device())
	// The journal lets go after a write that failed. And until every process with mounts of its own
	// is told, the kernel would mount the same file system again, as read-only as it was.
	for tries, mounted := 0, true; ; tries++ {
		if mounted {
			mounted = unix.Unmount(d.at, 0) != nil
		}
		if _, err := os.Stat(live); !mounted && errors.Is(err, fs.ErrNotExist) {
			break
		}
		if tries == 600 {
			d.Fatalf("the disk stays in use (mounted here: %t): it cannot be mended while rostrum runs", mounted)
		}
		<-time.After(50 * time.Millisecond)
	}
	if text, err := exec.Command("e2fsck", "-p", d.image).CombinedOutput(); err != nil { //nolint:gosec // a file of the test
		d.Logf("e2fsck: %v: %s", err, text) // 1 = errors were corrected
	}
	if text, err := d.mount(); err != nil {
		d.Fatalf("mounting it again: %v, %s", err, text)
	}
}

// From the kernel's linux/fs.h, the same on every architecture that Rostrum runs
// on.
const (
	freezeDisk = 0xc0045877 // FIFREEZE
	thawDisk   = 0xc0045878 // FITHAW
)

// freeze makes every write wait, until the thaw that it returns.
func (d *realDisk) freeze() (thaw func()) {
	d.Helper()
	f, err := os.Open(d.at)
	if err != nil {
		d.Fatal(err)
	}
	if err := unix.IoctlSetInt(int(f.Fd()), freezeDisk, 0); err != nil {
		testbed.Need(d, testbed.Disks, fmt.Errorf("this file system cannot be frozen (%w)", err))
	}
	thawed := false
	thaw = func() {
		if thawed {
			return
		}
		thawed = true
		if err := unix.IoctlSetInt(int(f.Fd()), thawDisk, 0); err != nil {
			d.Errorf("the disk stays frozen: %v", err)
		}
		_ = f.Close()
	}
	d.Cleanup(thaw)
	return thaw
}

// onDisk starts a rehearsal whose data are on a disk, everything else is not.
func onDisk(t *testing.T, d *realDisk) *testbed.Controller {
	t.Helper()
	dir := t.TempDir()
	data := filepath.Join(d.at, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(data, filepath.Join(dir, "data")); err != nil {
		t.Fatal(err)
	}
	return testbed.Start(t, dir, rehearsal(t, dir, 3)...)
}

// saves holds where all that was done is on the disk.
func saves(s *wire.State) bool { return s.Saving.State == timer.Saved && s.Saving.Unrecorded == 0 }

// A file system that the kernel has made read-only in mid-statement: the clock and
// the light go on, nothing is acknowledged that is not saved, the chair goes on
// unrecorded; and when it has been checked and mounted again, with the program
// running all the while, what was done is written.
func TestReadOnlyDisk(t *testing.T) {
	d := newRealDisk(t)
	p := onDisk(t, d)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	d.fail()
	if status, _, err := p.Post(map[string]any{"id": "note", "do": "note", "text": "on a dead disk"}); status != http.StatusServiceUnavailable {
		t.Fatalf("on a read-only disk a command is answered %v", err)
	}
	s := p.State()
	if s.Saving.State != timer.SaveFailed || s.Floor == nil || s.Floor.ZeroMS == nil {
		t.Fatalf("on a read-only disk saving is %+v and the floor %+v", s.Saving, s.Floor)
	}
	if r := p.Do("go on", "go-on-unrecorded", nil); r.Durable {
		t.Errorf("going on unrecorded is acknowledged as durable: %+v", r)
	}
	urged := p.Do("urge", "urge", nil)
	if urged.Durable {
		t.Errorf("an action that is not recorded is acknowledged as %+v", urged)
	}
	p.Await("the steady light", func(s *wire.State) bool { return s.Floor.Signal == timer.Steady })
	ended := p.Do("end", "end", nil)
	d.mend()
	p.Await("a disk that saves", saves)
	if again := p.Do("urge", "urge", nil); !again.Repeated || !again.Durable || again.Rev != urged.Rev {
		t.Errorf("when the disk is back the repeat is answered %+v", again)
	}
	p.Kill()
	p.Restart()
	s = p.State()
	if s.Rev != ended.Rev || s.Floor != nil || s.Last == nil || s.Last.Statement != begun.Statement {
		t.Errorf("after a restart the revision is %d, the floor %+v, the last one %+v; want revision %d", s.Rev, s.Floor, s.Last, ended.Rev)
	}
	p.Stop()
	played := []statement{{zero: begun.ClockMS, end: ended.ClockMS, marks: marksOf(0)}}
	lines := readTrace(t, filepath.Join(p.Dir, "trace.jsonl"))
	checkEdges(t, lines, played)
	if want := 4; len(lines) < want { // dark, flash, off, steady … dark
		t.Errorf("the light has moved %d times", len(lines))
	}
}

// A disk that takes a write and does not answer: after two seconds the console is
// told, clock, light and state go on, the command waits and is durable in the end.
// ROSTRUM_TEST_HANG is how long it hangs; 30s is what the hand has tried.
func TestDiskThatHangs(t *testing.T) {
	hang, err := time.ParseDuration(os.Getenv("ROSTRUM_TEST_HANG"))
	if err != nil {
		hang = 0
	}
	d := newRealDisk(t)
	p := onDisk(t, d)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	thaw := d.freeze()
	type answer struct {
		receipt wire.Receipt
		err     error
	}
	answered := make(chan answer, 1)
	go func() {
		_, r, err := p.Post(map[string]any{"id": "urge", "do": "urge"})
		answered <- answer{r, err}
	}()
	s := p.Await("a disk that is slow", func(s *wire.State) bool { return s.Saving.State == timer.SavingSlow })
	if s.Saving.WaitingMS < 2000 || s.Rev != begun.Rev {
		t.Errorf("a disk that hangs: saving %+v, revision %d", s.Saving, s.Rev)
	}
	p.Await("the steady light", func(s *wire.State) bool { return s.Floor.Signal == timer.Steady })
	<-time.After(hang)
	select {
	case a := <-answered:
		t.Errorf("while the disk hangs the command is answered %+v, %v", a.receipt, a.err)
	default:
	}
	thaw()
	if a := <-answered; a.err != nil || !a.receipt.Durable || a.receipt.Rev != begun.Rev+1 {
		t.Errorf("after the thaw the command is answered %+v, %v", a.receipt, a.err)
	}
	if s := p.Await("a disk that saves", saves); s.Floor.Urged != 1 {
		t.Errorf("after the thaw the floor is %+v", s.Floor)
	}
	ended := p.Do("end", "end", nil)
	p.Stop()
	checkEdges(t, readTrace(t, filepath.Join(p.Dir, "trace.jsonl")), []statement{{zero: begun.ClockMS, end: ended.ClockMS, marks: marksOf(0)}})
}

// The steady clock of the same boot goes back behind the program's back, in a time
// namespace: the elapsed time then comes from the wall clock, and is said to.
func TestSteadyClockThatWentBack(t *testing.T) {
	var since unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &since); err != nil {
		t.Fatal(err)
	}
	uptime := time.Duration(since.Nano())
	if uptime < 2*time.Minute {
		t.Skip("the machine has not run for long enough")
	}
	under := []string{"unshare", "--time", "--boottime", fmt.Sprint(-int(uptime.Seconds() / 2))}
	if text, err := exec.Command(under[0], append(under[1:], "true")...).CombinedOutput(); err != nil { //nolint:gosec // as above
		testbed.Need(t, testbed.Disks, fmt.Errorf("no time namespace can be made here (%w, %s): a stepped steady clock is not played", err, text))
	}
	dir := t.TempDir()
	p := testbed.Start(t, dir, rehearsal(t, dir, 3)...)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	p.Kill()
	p.Under = under
	p.Restart()
	s := p.State()
	if s.Floor == nil || s.Floor.ZeroMS == nil {
		t.Fatalf("after the step the floor is %+v", s.Floor)
	}
	spoken := s.Now.Sub(begun.At)
	if off := time.Duration(s.Floor.ElapsedMS)*time.Millisecond - spoken; off.Abs() > time.Second { // by the other clock it is minutes
		t.Errorf("after the step the statement has run for %d ms; by the wall clock it is %v", s.Floor.ElapsedMS, spoken)
	}
	said := false
	for _, n := range s.Notices {
		said = said || n.Code == "clock-adopted"
	}
	if !said {
		t.Errorf("nobody is told: %+v", s.Notices)
	}
	p.Do("end", "end", nil)
	p.Stop()
}

// A disk that has died, and is asked for what is not in memory any more: the kernel has
// nothing to give where the journal is mapped, which would end any program that does not
// mind.
func TestDiskThatDied(t *testing.T) {
	d := newRealDisk(t)
	p := onDisk(t, d)
	p.Do("give", "give-floor", map[string]any{"entry": "e1"})
	begun := p.Do("start", "start", nil)
	if err := os.Truncate(d.image, 0); err != nil {
		t.Fatal(err)
	}
	pageOut(p, filepath.Join(d.at, "data", testbed.JournalFile))
	goOnUnrecorded(p)
	p.Await("the steady light", func(s *wire.State) bool { return s.Floor.Signal == timer.Steady })
	ended := p.Do("end", "end", nil)
	if code := p.Process().Stop(); code != 1 || !p.Process().Says("are lost") {
		t.Errorf("the exit code is %d; it says: %s", code, p.Process().Log)
	}
	checkEdges(t, readTrace(t, filepath.Join(p.Dir, "trace.jsonl")), []statement{{zero: begun.ClockMS, end: ended.ClockMS, marks: marksOf(0)}})
}

// pageOut takes out of memory what a program has mapped of a file, as a kernel does that
// needs the room.
func pageOut(p *testbed.Controller, path string) {
	p.Helper()
	pid := p.Process().Process.Pid
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		p.Fatal(err)
	}
	process, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = unix.Close(process) }()
	for line := range strings.Lines(string(maps)) {
		var from, to uintptr
		if _, err := fmt.Sscanf(line, "%x-%x", &from, &to); err != nil || !strings.Contains(line, path) {
			continue
		}
		what := [2]uintptr{from, to - from} // of the other program
		n, _, errno := unix.Syscall6(unix.SYS_PROCESS_MADVISE, uintptr(process), uintptr(unsafe.Pointer(&what)), 1, unix.MADV_PAGEOUT, 0, 0)
		if errno != 0 || n != to-from {
			testbed.Need(p, testbed.Disks, fmt.Errorf("this kernel pages nothing out for another program (%w): a disk that died is not played", errno))
		}
		return
	}
	p.Fatalf("%s is not mapped", path)
}
