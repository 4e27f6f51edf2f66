package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"rostrum/timer"
)

// lockWait is how long another process may take to let go of the file: one that
// is being stopped needs a moment.
const lockWait = time.Second

// Open opens the journal at path, or makes a new one where there is no file. A
// file that is damaged or foreign is refused and left untouched.
func Open(path string) (*Journal, error) {
	if err := createIfMissing(path); err != nil {
		return nil, err
	}
	j := &Journal{database: database{path: path, refuse: unreadable}, format: timer.OldestFormat}
	err := inspect(path, func(r timer.Record, stored []byte) error {
		j.found = append(j.found, r)
		j.format = max(j.format, r.Format())
		j.add(bytes.Clone(stored))
		return nil
	})
	if err != nil {
		return nil, err
	}
	if j.folder, err = os.Stat(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if err := j.reopen(); err != nil {
		return nil, err
	}
	return j, nil
}

// reopen opens the file for writing. It was inspected before.
func (j *Journal) reopen() error {
	if err := j.open(&bbolt.Options{}); err != nil {
		return err
	}
	info, err := j.file.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("journal: %w", err), j.close())
	}
	j.info = info
	return nil
}

// Replay hands every record that Open found to take, the oldest first, once.
func (j *Journal) Replay(take func(timer.Record) error) error {
	for i, r := range j.found {
		if err := take(r); err != nil {
			return damaged(j.path, fmt.Errorf("record %d: %w", i+1, err))
		}
	}
	j.found = nil
	return nil
}

// createIfMissing makes an empty journal where there is no file.
func createIfMissing(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return orFound(place(path, func(temp string) error { return write(temp, timer.OldestFormat, nil) }))
}
