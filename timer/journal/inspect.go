package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"rostrum/timer"
)

// createIfMissing makes an empty journal where there is no file.
func createIfMissing(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return place(path, func(temp string) error {
		db, err := bbolt.Open(temp, 0o600, &bbolt.Options{Timeout: lockWait})
		if err != nil {
			return err
		}
		err = db.Update(func(tx *bbolt.Tx) error {
			meta, err := tx.CreateBucket(metaBucket)
			if err != nil {
				return err
			}
			if _, err := tx.CreateBucket(recordBucket); err != nil {
				return err
			}
			return meta.Put(formatKey, []byte(format))
		})
		return errors.Join(err, db.Close())
	})
}

// place has a file written under another name and then links it to path: whoever
// finds a file there finds a whole one, whenever the power failed, and of two
// processes only one can have placed it.
func place(path string, write func(temp string) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("journal: %w", err)
		}
	}()
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, ".new-journal-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	err = write(temp.Name())
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

// syncDir makes the name of a new file as durable as the file.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	// Some file systems cannot sync a directory; the file itself is synced.
	_ = d.Sync()
	return d.Close()
}

// inspect reads the whole file without the right to write, hands each record to
// take, and refuses what is not a sound journal.
func inspect(path string, take func(timer.Record) error) (err error) {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return foreign(path, errors.New("it is empty or not a file"))
	}
	// bbolt maps the file; a page that points outside it is a fault, which must
	// not end the process.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = damaged(path, errors.New("a page is missing or cannot be read"))
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: lockWait})
	if err != nil {
		return openError(path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bbolt.Tx) error {
		if tx.Size() > info.Size() {
			return damaged(path, fmt.Errorf("it should have %d bytes and has %d", tx.Size(), info.Size()))
		}
		meta := tx.Bucket(metaBucket)
		if meta == nil || string(meta.Get(formatKey)) != format {
			return foreign(path, errors.New("it is a database of another program, or of another version"))
		}
		// Ours first, in this goroutine, where a fault is caught: after it every
		// page that bbolt's own check visits is known to be there.
		if err := walk(tx, take); err != nil {
			return damaged(path, err)
		}
		var found error
		for err := range tx.Check() {
			if found == nil {
				found = damaged(path, err)
			}
		}
		return found
	})
}

func openError(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%w: %s; stop the other one, or choose another folder with --data", ErrInUse, path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch):
		return foreign(path, err)
	case errors.Is(err, bolterrors.ErrChecksum):
		return damaged(path, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("journal: %w", err)
	default:
		return damaged(path, err)
	}
}

func foreign(path string, why error) error {
	return fmt.Errorf("%w: %s was left as it is (%w); move it away, or choose another folder with --data", ErrForeign, path, why)
}

func damaged(path string, why error) error {
	return fmt.Errorf("%w: %s was left as it is (%w); copy it to a safe place, then move it away or restore a copy", ErrDamaged, path, why)
}
