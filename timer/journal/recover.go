package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"rostrum/timer"
)

// Recover reopens the file after a failed Append, checks it, takes out what was never
// acknowledged, and makes sure that the disk has room for more. A file that was removed,
// or moved away since it was hurt, is written anew; one that was put in its place is left
// alone.
func (j *Journal) Recover() error {
	switch _, err := os.Lstat(j.path); {
	case errors.Is(err, fs.ErrNotExist):
		if err := j.rescue(); err != nil {
			return err
		}
	case j.bolt != nil && !j.inPlace():
		return fmt.Errorf("%w: %s; take away what is in its place", ErrGone, j.path)
	}
	if err := j.close(); err != nil {
		return err
	}
	if err := inspect(j.path, func(timer.Record, []byte) error { return nil }); err != nil {
		return err
	}
	if err := j.reopen(); err != nil {
		return err
	}
	err := j.update(func(tx *bbolt.Tx) error {
		if err := j.expect(tx, j.info); err != nil {
			return err
		}
		b := tx.Bucket(recordBucket)
		for {
			k, _ := b.Cursor().Seek(key(j.last + 1))
			if k == nil {
				return nil
			}
			if err := b.Delete(k); err != nil {
				return err
			}
		}
	})
	if err != nil {
		return errors.Join(asOurs(err), j.close())
	}
	return j.tryRoom()
}

// room is what a disk has to take before it counts as one that saves, in bytes: some
// tens of records.
const room = 64 << 10

// tryRoom writes a file and takes it away again. On a disk that is full the journal can
// still be opened, and has free pages of its own for a small record now and then: without
// this it would be said to save, until the next record that is a little larger.
func (j *Journal) tryRoom() error {
	f, err := os.CreateTemp(filepath.Dir(j.path), ".room-*")
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	_, err = f.Write(make([]byte, room))
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close(), os.Remove(f.Name())); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// rescue writes what was acknowledged to a file of the old name. Where the folder is
// another one the disk was taken out, and will be back.
func (j *Journal) rescue() error {
	folder, err := os.Stat(filepath.Dir(j.path))
	if err != nil || !os.SameFile(folder, j.folder) {
		return fmt.Errorf("%w: the disk of %s is not there", ErrGone, j.path)
	}
	if records, ok := j.all(); ok {
		return orFound(place(j.path, func(temp string) error { return write(temp, j.format, records) }))
	}
	if j.bolt == nil {
		return fmt.Errorf("%w: %s; put it back", ErrGone, j.path)
	}
	return orFound(place(j.path, func(temp string) error {
		return j.view(func(tx *bbolt.Tx) error { return tx.CopyFile(temp, 0o600) })
	}))
}
