package journal

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"go.etcd.io/bbolt"
)

var errPage = errors.New("a page of it is missing or cannot be read")

// database is a bbolt file. bbolt maps it: where the file has become shorter, or the
// disk does not give a page back, whoever reads that page has a fault, and where
// something was written over it bbolt panics. Neither may end the process.
type database struct {
	path   string
	refuse func(path string, why error) error // makes an error of a fault or a panic

	bolt *bbolt.DB // nil while it is not open
	file *os.File  // that bolt has open, and locked
}

// open opens the file. What bbolt reads in its place, where that is not the file
// itself, is what options open.
func (d *database) open(options *bbolt.Options) error {
	openFile := options.OpenFile
	if openFile == nil {
		openFile = os.OpenFile
	}
	options.Timeout = lockWait
	options.OpenFile = func(path string, flag int, mode os.FileMode) (f *os.File, err error) {
		f, err = openFile(path, flag, mode)
		d.file = f
		return f, err
	}
	return d.guard(func() error {
		db, err := bbolt.Open(d.path, 0o600, options)
		if err != nil {
			d.file = nil // it was closed
			return openError(d.path, err)
		}
		d.bolt = db
		return nil
	})
}

// guard does what touches the file. After a fault or a panic the file is let go of.
func (d *database) guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			d.abandon()
			err = d.refuse(d.path, asError(r))
		}
	}()
	return do()
}

func asError(r any) error {
	switch err := r.(type) {
	case interface{ Addr() uintptr }: // runtime.Error of a fault
		return errPage
	case error:
		return err
	default:
		return fmt.Errorf("%v", r)
	}
}

// update and view are those of bbolt.
func (d *database) update(do func(*bbolt.Tx) error) error {
	return d.guard(func() error { return d.bolt.Update(do) })
}

func (d *database) view(do func(*bbolt.Tx) error) error {
	return d.guard(func() error { return d.bolt.View(do) })
}

func (d *database) close() error {
	if d.bolt == nil {
		return nil
	}
	return d.guard(func() error {
		db := d.bolt
		err := db.Close()
		d.bolt, d.file = nil, nil
		return err
	})
}

// abandon lets go of a file that bbolt cannot close any more: a panic may have left
// its locks held, and Close would wait for them for ever. The lock of the file ends
// with its descriptor, and the disk can be unmounted when it is not mapped any more.
func (d *database) abandon() {
	if d.file != nil {
		unmap(d.file)
		_ = d.file.Close()
	}
	d.bolt, d.file = nil, nil
}
