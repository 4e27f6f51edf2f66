package journal

import (
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"
	"golang.org/x/sys/unix"
)

// leastMapped is the least that bbolt maps of a file, in bytes; of a longer one it maps
// the next power of two.
const leastMapped = 32 << 10

// openCopy opens a copy of the file in memory. bbolt checks a file in a goroutine of
// its own, where a fault would end the process; of a copy no page can be missing, and
// what the disk does not give back is an ordinary error.
func openCopy(path string, _ int, _ os.FileMode) (_ *os.File, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	if err := lockShared(file); err != nil {
		return nil, err
	}
	fd, err := unix.MemfdCreate("journal", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("copying it into memory: %w", err)
	}
	memory := os.NewFile(uintptr(fd), path)
	n, err := io.Copy(memory, file)
	if err == nil {
		// What is mapped behind the end has to be there too; it reads as zeros.
		err = memory.Truncate(max(leastMapped, int64(1)<<bits.Len64(uint64(max(n-1, 0)))))
	}
	if err != nil {
		return nil, errors.Join(err, memory.Close())
	}
	return memory, nil
}

// lockShared waits until nobody may write to the file.
func lockShared(file *os.File) error {
	for until := time.Now().Add(lockWait); ; time.Sleep(lockWait / 20) {
		err := unix.Flock(int(file.Fd()), unix.LOCK_SH|unix.LOCK_NB)
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return err
		}
		if time.Now().After(until) {
			return bolterrors.ErrTimeout
		}
	}
}

// unmap takes away what is mapped of a file. bbolt can do it only where none of its
// locks is held; the kernel knows it too.
func unmap(file *os.File) {
	info, err := file.Stat()
	if err != nil {
		return
	}
	is, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(maps)) {
		var from, to, offset uintptr
		var rights string
		var major, minor uint32
		var inode uint64
		_, err := fmt.Sscanf(line, "%x-%x %s %x %x:%x %d", &from, &to, &rights, &offset, &major, &minor, &inode)
		// Some file systems are of another device here.
		named := strings.HasSuffix(strings.TrimSpace(line), "/"+filepath.Base(file.Name()))
		if err == nil && inode == is.Ino && (named || unix.Mkdev(major, minor) == is.Dev) {
			_, _, _ = unix.Syscall(unix.SYS_MUNMAP, from, to-from, 0) // nobody reads it any more
		}
	}
}
