package journal_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// A disk that is full counts as one that does not save until there is room for more than
// a small record: also where the journal's own free pages would still take one.
func TestRecoverOnAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a small file system cannot be mounted here (%v)", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(disk, unix.MNT_DETACH) })
	j := open(t, filepath.Join(disk, "journal"))
	defer func() { _ = j.Close() }()
	if err := j.Append(record(1)); err != nil {
		t.Fatal(err)
	}
	fill := filepath.Join(disk, "fill")
	if err := os.WriteFile(fill, make([]byte, 1<<20), 0o600); err == nil {
		t.Fatal("the disk is not full")
	}
	if err := j.Recover(); !errors.Is(err, unix.ENOSPC) {
		t.Errorf("on a full disk: %v", err)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	if err := j.Recover(); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := j.Append(record(2)); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if files, err := os.ReadDir(disk); err != nil || len(files) != 1 {
		t.Errorf("beside the journal there is %v, %v", files, err)
	}
}
