package testbed

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// SmallDisk mounts a file system of its own of the given size, or skips the test
// where that is not allowed.
func SmallDisk(t testing.TB, bytes int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		Need(t, Disks, fmt.Errorf("a small file system cannot be mounted here (%w); a full disk is not played", err))
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// WithOwnMounts are the words under which a program has mounts of its own. Those of other
// tests it has copied too, and lets go of a disk when the test does: otherwise that disk stays
// in use until the program ends.
func WithOwnMounts(more ...string) []string {
	return append([]string{"unshare", "--mount", "--propagation", "slave"}, more...)
}

// TellOfMounts has what is mounted and unmounted in a folder done for every program
// [WithOwnMounts] too, as a machine's systemd has it for all folders.
func TellOfMounts(t testing.TB, dir string) error {
	t.Helper()
	if err := syscall.Mount(dir, dir, "", syscall.MS_BIND, ""); err != nil {
		return fmt.Errorf("a folder cannot be mounted here: %w", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return syscall.Mount("", dir, "", syscall.MS_SHARED, "")
}

// FillUp leaves no room on a small disk, and returns the file that takes it. The
// program has been refused a command by then.
func FillUp(c *Controller, disk string) string {
	c.Helper()
	fill := filepath.Join(disk, "fill")
	if err := os.WriteFile(fill, make([]byte, 1<<20), 0o600); err == nil {
		c.Fatal("the disk is not full")
	}
	for n := 0; ; n++ { // what the journal has already taken from the disk is still free
		status, _, err := c.Post(map[string]any{"id": fmt.Sprint("note ", n), "do": "note", "text": strings.Repeat("x", 1900)})
		if err == nil {
			continue
		}
		if status != http.StatusServiceUnavailable || !strings.Contains(err.Error(), "not-saved") {
			c.Fatalf("with a full disk a command is answered %v", err)
		}
		return fill
	}
}
