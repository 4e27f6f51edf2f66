package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"rostrum/timer"
)

// Why a journal was not opened, or a record not taken.
var (
	ErrInUse   = errors.New("journal: another rostrum is using it")
	ErrForeign = errors.New("journal: not a journal of rostrum")
	ErrDamaged = errors.New("journal: damaged")
	ErrGone    = errors.New("journal: the file was removed or replaced")
)

// lockWait is how long another process may take to let go of the file: one that
// is being stopped needs a moment.
const lockWait = time.Second

// Journal is an open journal file. Its methods belong to one goroutine at a
// time.
type Journal struct {
	path string
	db   *bbolt.DB
	file os.FileInfo
	last uint64 // number of the last acknowledged record

	found []timer.Record // by Open, until Replay
}

// Open opens the journal at path, or makes a new one where there is no file. A
// file that is damaged or foreign is refused and left untouched.
func Open(path string) (*Journal, error) {
	if err := createIfMissing(path); err != nil {
		return nil, err
	}
	var found []timer.Record
	err := inspect(path, func(r timer.Record) error {
		found = append(found, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	j := &Journal{path: path, found: found, last: uint64(len(found))}
	if err := j.open(); err != nil {
		return nil, err
	}
	return j, nil
}

func (j *Journal) open() error {
	db, err := bbolt.Open(j.path, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return openError(j.path, err)
	}
	info, err := os.Stat(j.path)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	j.db, j.file = db, info
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

// Append makes a record durable.
func (j *Journal) Append(r timer.Record) error {
	if j.db == nil {
		return fmt.Errorf("%w: %s", ErrGone, j.path)
	}
	// bbolt would go on writing to a file that has no name any more.
	if !j.inPlace() {
		return fmt.Errorf("%w: %s", ErrGone, j.path)
	}
	number := j.last + 1
	value, err := encode(number, r)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	err = j.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(recordBucket)
		b.FillPercent = 1 // numbers only rise: full pages are never split
		return b.Put(key(number), value)
	})
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	j.last = number
	return nil
}

func (j *Journal) inPlace() bool {
	info, err := os.Stat(j.path)
	return err == nil && os.SameFile(info, j.file)
}

// Recover reopens the file after a failed Append, checks it, takes out what was never
// acknowledged, and makes sure that the disk has room for more. A file that was removed
// is written anew from what is still held open; one that was put in its place is left
// alone.
func (j *Journal) Recover() error {
	if j.db != nil && !j.inPlace() {
		if _, err := os.Lstat(j.path); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: %s; take away what is in its place", ErrGone, j.path)
		}
		if err := j.rescue(); err != nil {
			return err
		}
	}
	if err := j.Close(); err != nil {
		return err
	}
	if err := inspect(j.path, func(timer.Record) error { return nil }); err != nil {
		return err
	}
	if err := j.open(); err != nil {
		return err
	}
	err := j.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(recordBucket)
		if j.last > 0 && b.Get(key(j.last)) == nil {
			return fmt.Errorf("%w: record %d is missing", ErrDamaged, j.last)
		}
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
		return err
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
		return j.db.View(func(tx *bbolt.Tx) error { return tx.CopyFile(temp, 0o600) })
	})
}

// Close lets go of the file.
func (j *Journal) Close() error {
	if j.db == nil {
		return nil
	}
	db := j.db
	j.db = nil
	return db.Close()
}

// walk reads every record in order.
func walk(tx *bbolt.Tx, take func(timer.Record) error) error {
	b := tx.Bucket(recordBucket)
	if b == nil {
		return errNoRecords
	}
	number := uint64(0)
	return b.ForEach(func(k, v []byte) error {
		number++
		r, err := decode(number, k, v)
		if err != nil {
			return err
		}
		if err := take(r); err != nil {
			return fmt.Errorf("record %d: %w", number, err)
		}
		return nil
	})
}
