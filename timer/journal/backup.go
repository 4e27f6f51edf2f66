package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A backup is a copy of the whole file: every meeting, with what is private of speakers.
// It is a journal itself, which an archive is not.

// What bbolt begins a file with: a page of its own, and on it, behind the page's head, a
// number that says whose it is.
const (
	magic     = 0xED0CDAED
	magicAt   = 16
	backupTop = magicAt + 4
)

// IsBackup says whether a file that begins so is a backup, or a journal; an archive is
// text.
func IsBackup(first []byte) bool {
	return len(first) >= backupTop && binary.LittleEndian.Uint32(first[magicAt:]) == magic
}

// Backup copies the journal at path, which may be in use, into a new file, and returns
// how many records it has: all that were acknowledged before. It takes no lock, and
// writes nothing to the journal. The copy is checked as Open does; where that refuses it
// there is no file.
func Backup(path, file string) (records int, err error) {
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return 0, fmt.Errorf("%w: %s", ErrExists, file)
	}
	if err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			records, err = 0, errors.Join(err, os.Remove(file))
		}
	}()
	// Not at once to where it is to be: while a slow stick takes it, the journal goes on
	// under the hands of who copies.
	dir, err := os.MkdirTemp("", "rostrum-journal-*")
	if err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	whole := filepath.Join(dir, "journal.db")
	all, err := copyWhole(path, whole)
	if err != nil {
		return 0, err
	}
	if err := copyFile(whole, file); err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	// Not placed by a link as a journal is: a stick from the shop has none.
	if err := errors.Join(out.Sync(), syncDir(filepath.Dir(file))); err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	return len(all), nil
}

// RestoreBackup makes a journal of a backup, where there is no file, and returns how many
// records it has.
func RestoreBackup(path, file string) (records int, err error) {
	err = place(path, func(temp string) error {
		all, err := copyWhole(file, temp)
		records = len(all)
		return err
	})
	return records, err
}
