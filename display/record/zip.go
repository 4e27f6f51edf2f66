package record

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
)

// parts are the files of a package such as a workbook or a document. They are written in
// an order that depends on their names alone, and without dates: the same parts make the
// same file.
type parts struct {
	out   io.Writer
	files map[string]*bytes.Buffer
}

func newParts(out io.Writer) *parts { return &parts{out: out, files: make(map[string]*bytes.Buffer)} }

// contentTypes has to be the first file: some readers look at nothing else to know what
// they were given.
const contentTypes = "[Content_Types].xml"

// Create begins a part.
func (p *parts) Create(name string) (io.Writer, error) {
	part := new(bytes.Buffer)
	p.files[name] = part
	return part, nil
}

// AddFS is not used by anybody.
func (p *parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the package.
func (p *parts) Close() error {
	z := zip.NewWriter(p.out)
	names := slices.Sorted(maps.Keys(p.files))
	if i := slices.Index(names, contentTypes); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, contentTypes)
	}
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(p.files[name].Bytes())
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}
