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
// acknowledged, and makes sure that the disk has room for more. A file that was removed
// is written anew from what is still held open; one that was put in its place is left
// alone.
func (j *Journal) Recover() error {
	if j.bolt != nil && !j.inPlace() {
		if _, err := os.Lstat(j.path); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: %s; take away what is in its place", ErrGone, j.path)
		}
		if err := j.rescue(); err != nil {
			return err
		}
	}
	if err := j.close(); err != nil {
		return err
	}
	if _, err := inspect(j.path, func(timer.Record) error { return nil }); err != nil {
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
			k, _ := b.Cursor().Seek(key(j.newest.number + 1))
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

// rescue writes what the open handle still holds to a file of the old name.
func (j *Journal) rescue() error {
	return place(j.path, func(temp string) error {
		return j.view(func(tx *bbolt.Tx) error { return tx.CopyFile(temp, 0o600) })
	})
}
