package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"

	"rostrum/timer"
)

// Why a journal was not opened, or a record not taken.
var (
	ErrInUse   = errors.New("journal: another rostrum is using it")
	ErrForeign = errors.New("journal: not a journal of rostrum")
	ErrDamaged = errors.New("journal: damaged")
	ErrGone    = errors.New("journal: the file was removed or replaced")
	// ErrNewer is a journal that a newer program has written in.
	ErrNewer = errors.New("journal: written by a newer rostrum")
	// ErrUnreadable is a file whose pages the disk does not give back, or that somebody
	// cut or wrote over while it was open.
	ErrUnreadable = errors.New("journal: cannot be read")
)

// Journal is an open journal file. Its methods belong to one goroutine at a
// time.
type Journal struct {
	database
	info   os.FileInfo // of the file that is open
	folder os.FileInfo // in which it was when it was opened first
	format int         // that the file says of itself
	acknowledged

	found []timer.Record // by Open, until Replay
}

// Append makes a record durable.
func (j *Journal) Append(r timer.Record) error {
	if j.bolt == nil {
		return unreadable(j.path, errPage) // until it is recovered
	}
	// bbolt would go on writing to a file that has no name any more.
	info, err := os.Stat(j.path)
	if err != nil || !os.SameFile(info, j.info) {
		return fmt.Errorf("%w: %s", ErrGone, j.path)
	}
	number := j.last + 1
	stored, err := encode(number, r)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	format := max(j.format, r.Format())
	err = j.update(func(tx *bbolt.Tx) error {
		if err := j.expect(tx, info); err != nil {
			return err
		}
		if format > j.format {
			if err := tx.Bucket(metaBucket).Put(formatKey, formatText(format)); err != nil {
				return err
			}
		}
		b := tx.Bucket(recordBucket)
		b.FillPercent = 1 // numbers only rise: full pages are never split
		return b.Put(key(number), stored)
	})
	if err != nil {
		return asOurs(err)
	}
	j.add(stored)
	j.format = format
	return nil
}

// expect refuses a file that is not as it was left: a copy that was written over it,
// and what somebody cut, would take the next record and lose those before it.
func (j *Journal) expect(tx *bbolt.Tx, info os.FileInfo) error {
	if err := whole(tx, info); err != nil {
		return damaged(j.path, err)
	}
	b := tx.Bucket(recordBucket)
	if b == nil {
		return damaged(j.path, errNoRecords)
	}
	if j.last > 0 && !bytes.Equal(b.Get(key(j.last)), j.newest) {
		return damaged(j.path, fmt.Errorf("record %d is not the one that was written", j.last))
	}
	return nil
}

// asOurs says of an error of bbolt whose it is.
func asOurs(err error) error {
	for _, ours := range []error{ErrDamaged, ErrUnreadable, ErrNewer, ErrForeign, ErrExists} {
		if errors.Is(err, ours) {
			return err
		}
	}
	return fmt.Errorf("journal: %w", err)
}

func (j *Journal) inPlace() bool {
	info, err := os.Stat(j.path)
	return err == nil && os.SameFile(info, j.info)
}

// Close lets go of the file.
func (j *Journal) Close() error { return j.close() }

// walk reads every record in order.
func walk(tx *bbolt.Tx, take func(r timer.Record, stored []byte) error) error {
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
		if err := take(r, v); err != nil {
			return fmt.Errorf("record %d: %w", number, err)
		}
		return nil
	})
}
