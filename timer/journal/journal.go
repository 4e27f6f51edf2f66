package journal

import (
	"errors"
	"fmt"
	"os"
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
