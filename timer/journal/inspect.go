package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"rostrum/timer"
)

// orFound accepts what another process placed meanwhile: what it is, is read next.
func orFound(err error) error {
	if errors.Is(err, ErrExists) {
		return nil
	}
	return err
}

// write makes a journal of records as they are stored, the oldest first.
func write(path string, format int, records [][]byte) error {
	d := database{path: path, refuse: unreadable}
	if err := d.open(&bbolt.Options{}); err != nil {
		return err
	}
	err := d.update(func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucket(metaBucket)
		if err != nil {
			return err
		}
		b, err := tx.CreateBucket(recordBucket)
		if err != nil {
			return err
		}
		b.FillPercent = 1
		for i, value := range records {
			if err := b.Put(key(uint64(i+1)), value); err != nil {
				return err
			}
		}
		return meta.Put(formatKey, formatText(format))
	})
	return errors.Join(err, d.close())
}

// place has a file written under another name and then links it to path: whoever
// finds a file there finds a whole one, whenever the power failed, and of two
// processes only one can have placed it.
func place(path string, write func(temp string) error) (err error) {
	defer func() {
		if err != nil {
			err = asOurs(err)
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
	if err := os.Link(temp.Name(), path); errors.Is(err, fs.ErrExist) {
		return errors.Join(fmt.Errorf("%w: %s", ErrExists, path), syncDir(dir))
	} else if err != nil {
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

// inspect reads the whole file without the right to write, hands each record to take,
// also as it is stored, and refuses what is not a sound journal.
func inspect(path string, take func(r timer.Record, stored []byte) error) error {
	return inspectAs(path, path, take)
}

// inspectAs inspects a file that is a copy of the one at path.
func inspectAs(path, file string, take func(r timer.Record, stored []byte) error) (err error) {
	info, err := os.Stat(file)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return foreign(path, errors.New("it is empty or not a file"))
	}
	d := database{path: file, refuse: func(_ string, why error) error { return damaged(path, why) }}
	if err := d.open(&bbolt.Options{ReadOnly: true, PreLoadFreelist: true, OpenFile: openCopy}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	return d.view(func(tx *bbolt.Tx) error {
		if err := whole(tx, info); err != nil {
			return damaged(path, err)
		}
		if err := headers(tx, tx.DB().Info().PageSize); err != nil {
			return damaged(path, err)
		}
		if n := formatIn(tx); n > timer.NewestFormat {
			return newer(path, n)
		}
		if err := ours(tx); err != nil {
			return foreign(path, err)
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

// whole refuses a file that is shorter than what it says of itself.
func whole(tx *bbolt.Tx, info os.FileInfo) error {
	if tx.Size() > info.Size() {
		return fmt.Errorf("it should have %d bytes and has %d", tx.Size(), info.Size())
	}
	return nil
}

// headers refuses a page that says that it goes on behind the end: bbolt's check would
// count up to there.
func headers(tx *bbolt.Tx, pageSize int) error {
	last := int(tx.Size()) / pageSize
	for id := 0; id < last; {
		page, err := tx.Page(id)
		if err != nil {
			return err
		}
		switch {
		case page.Type == "free":
			id++
		case page.OverflowCount >= last-id:
			return fmt.Errorf("page %d is longer than the file", id)
		default:
			id += 1 + page.OverflowCount
		}
	}
	return nil
}

// formatIn is the format that a file says of itself, or 0 where it is no journal.
func formatIn(tx *bbolt.Tx) int {
	meta := tx.Bucket(metaBucket)
	if meta == nil {
		return 0
	}
	return formatOf(meta.Get(formatKey))
}

// ours refuses what has not the two buckets of a journal, or has more.
func ours(tx *bbolt.Tx) error {
	another := errors.New("it is a database of another program, or of another version")
	if formatIn(tx) == 0 {
		return another
	}
	return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		if !bytes.Equal(name, metaBucket) && !bytes.Equal(name, recordBucket) {
			return another
		}
		return nil
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
	case errors.As(err, new(syscall.Errno)):
		return unreadable(path, err)
	default:
		return damaged(path, err)
	}
}

func foreign(path string, why error) error {
	return fmt.Errorf("%w: %s was left as it is (%w); move it away, or choose another folder with --data", ErrForeign, path, why)
}

func newer(path string, format int) error {
	return fmt.Errorf("%w: %s was left as it is (it has format %d, this program reads up to %d); start the newer program, or choose another folder with --data",
		ErrNewer, path, format, timer.NewestFormat)
}

func damaged(path string, why error) error {
	return fmt.Errorf("%w: %s was left as it is (%w); copy it to a safe place, then move it away or restore a copy", ErrDamaged, path, why)
}

func unreadable(path string, why error) error {
	return fmt.Errorf("%w: %s was left as it is (%w); check the disk, or restore a copy", ErrUnreadable, path, why)
}
