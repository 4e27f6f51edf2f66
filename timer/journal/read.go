package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"rostrum/timer"
)

// readTries is how often a journal is copied until the copy is whole: it may be written to
// meanwhile.
const (
	readTries = 20
	readPause = 20 * time.Millisecond
)

// Read hands every record of a journal to take, the oldest first, also while another
// process has it open: it takes no lock and writes nothing. It reads a copy, which it
// checks as Open does; one that was made in the middle of a write is made again.
func Read(path string, take func(timer.Record) error) (err error) {
	dir, err := os.MkdirTemp("", "rostrum-journal-*")
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	records, err := copyWhole(path, dir+"/journal.db")
	if err != nil {
		return err
	}
	for i, r := range records {
		if err := take(r); err != nil {
			return damaged(path, fmt.Errorf("record %d: %w", i+1, err))
		}
	}
	return nil
}

// copyWhole copies the journal at path until the copy is a whole one, and returns the
// records in it. All that was acknowledged before it is called is among them.
func copyWhole(path, copied string) (records []timer.Record, err error) {
	for try := 1; ; try++ {
		if err := copyFile(path, copied); err != nil {
			return nil, fmt.Errorf("journal: %w", err)
		}
		records = records[:0]
		err := inspectAs(path, copied, func(r timer.Record, _ []byte) error {
			records = append(records, r)
			return nil
		})
		if err == nil {
			return records, nil
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) || try == readTries {
			return nil, err
		}
		time.Sleep(readPause)
	}
}

// copyFile copies what of a file there is now.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", from)
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, io.LimitReader(in, info.Size()))
	return errors.Join(err, out.Close())
}
