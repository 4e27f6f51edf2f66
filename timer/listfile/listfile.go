package listfile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"rostrum/timer"
)

// MaxSize is the size of the largest file that is read, in bytes.
const MaxSize = 5 << 20

// List is what was understood of a file.
type List struct {
	// Inscriptions is never empty, and is in the order in which the floor will
	// be given. Each has a delegation, a known kind and a number of its own,
	// and fits the bounds of package timer.
	Inscriptions []timer.Inscription
	Doubts       []Doubt // in the order of the file
	Encoding     string  // "UTF-8", "UTF-16LE" or "UTF-16BE"
	Separator    rune    // ',', ';' or '\t'
	Digest       string  // SHA-256 of the file's bytes, 64 hex digits
}

// ReadFile reads the list in a file. It returns an [*Error] where the file is
// refused, and an [*io/fs.PathError] where it cannot be read.
func ReadFile(path string) (List, error) {
	f, err := os.Open(path)
	if err != nil {
		return List{}, fmt.Errorf("listfile: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	// One byte more than allowed tells a file that is too large, without
	// trusting a size: a pipe has none.
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return List{}, fmt.Errorf("listfile: %w", err)
	}
	return Read(data)
}

// Read reads the list in the bytes of a file. It returns the zero List and an
// [*Error] where they are refused.
func Read(data []byte) (List, error) {
	if len(data) > MaxSize {
		return List{}, refuse(place{}, "the file is larger than %d MiB; that is not a speakers' list", MaxSize>>20)
	}
	text, encoding, err := decode(data)
	if err != nil {
		return List{}, err
	}
	t, err := newTable(text)
	if err != nil {
		return List{}, err
	}
	var d doubts
	found, err := readRows(t, &d)
	if err != nil {
		return List{}, err
	}
	digest := sha256.Sum256(data)
	return List{
		Inscriptions: inOrder(found, &d),
		Doubts:       d.sorted(),
		Encoding:     encoding,
		Separator:    t.separator,
		Digest:       hex.EncodeToString(digest[:]),
	}, nil
}

func readRows(t *table, d *doubts) ([]numbered, error) {
	headings, err := t.next()
	if errors.Is(err, io.EOF) {
		return nil, refuse(place{1, 1}, "the file is empty; it needs a line of headings and a line for each speaker")
	}
	if err != nil {
		return nil, err
	}
	below := headings.at(0)
	cols, err := readHeadings(headings, d)
	if err != nil {
		return nil, err
	}
	rows := newRows(cols, d)
	for {
		r, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := rows.read(r); err != nil {
			return nil, err
		}
	}
	if len(rows.found) == 0 {
		return nil, refuse(below, "there are headings but no speakers below them")
	}
	rows.reportTrailing()
	return rows.found, nil
}
