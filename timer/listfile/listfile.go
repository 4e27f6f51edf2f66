package listfile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"rostrum/timer"
)

// MaxSize is the size of the largest file that is read, in bytes.
const MaxSize = 16 << 20

// The formats that are read.
const (
	CSV  = "csv"
	XLSX = "xlsx"
)

// List is what was understood of a file.
type List struct {
	// Inscriptions is never empty, and is in the order in which the floor will
	// be given. Each has a delegation, a known kind and a number of its own,
	// and fits the bounds of package timer.
	Inscriptions []timer.Inscription
	Doubts       []Doubt // in the order of the file

	Format    string   // [CSV] or [XLSX]
	Encoding  string   // "UTF-8", "UTF-16LE" or "UTF-16BE"; of a workbook, empty
	Separator rune     // ',', ';' or '\t'; of a workbook, 0
	Sheet     string   // of a workbook: the one that was read
	Sheets    []string // and all that it has
	Rows      int      // below the headings, blank ones not counted
	Columns   []Column // all that have a heading or something in them, left to right
	Ignored   []string // the keys of those that are left out
	// Has are the fields that the file has a column for. What it has none for, it does not
	// say: that is not the same as an empty cell.
	Has    []string
	Digest string // SHA-256 of the file's bytes, 64 hex digits
}

// mostAsked is how many sheets are asked for delegations where nobody has named one.
const mostAsked = 16

// Options are what a person says of a file. The zero value leaves all to the file.
type Options struct {
	// Sheet is the name of a sheet of a workbook; empty: the first visible one that has
	// delegations.
	Sheet string
	// Columns corrects what columns are taken for, by [Column.Key]: a field, or empty for
	// one that is left out.
	Columns map[string]string
	// Zone is that of moments that name none; nil is UTC.
	Zone *time.Location
}

// ReadFile reads the list in a file. It returns an [*Error] where the file is
// refused, and an [*io/fs.PathError] where it cannot be read.
func ReadFile(path string) (List, error) {
	return Options{}.ReadFile(context.Background(), path)
}

// Read reads the list in the bytes of a file. It returns the zero List and an
// [*Error] where they are refused.
func Read(data []byte) (List, error) {
	return Options{}.Read(context.Background(), data)
}

// ReadFile is as [ReadFile], with the options.
func (o Options) ReadFile(ctx context.Context, path string) (List, error) {
	f, err := os.Open(path)
	if err != nil {
		return List{}, fmt.Errorf("listfile: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	// One byte more than allowed tells a file that is too large, without
	// trusting a size: a pipe has none.
	var data bytes.Buffer
	if info, err := f.Stat(); err == nil {
		data.Grow(int(max(0, min(info.Size(), MaxSize))) + bytes.MinRead) // and not twice that
	}
	if _, err := data.ReadFrom(io.LimitReader(f, MaxSize+1)); err != nil {
		return List{}, fmt.Errorf("listfile: %w", err)
	}
	return o.Read(ctx, data.Bytes())
}

// Read is as [Read], with the options. It returns the context's error where that ends
// first.
func (o Options) Read(ctx context.Context, data []byte) (List, error) {
	if len(data) > MaxSize {
		return List{}, refuse(place{}, RefusedTooLarge, "the file is larger than %d MiB; that is not a speakers' list", MaxSize>>20)
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	read := o.readText
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		read = o.readWorkbook
	}
	digest := sha256.Sum256(data)
	list, err := read(ctx, data) // from here on, a text needs the bytes no more
	if err != nil {
		return List{}, err
	}
	list.Digest = hex.EncodeToString(digest[:])
	return list, nil
}

func (o Options) readText(ctx context.Context, data []byte) (List, error) {
	if o.Sheet != "" {
		return List{}, refuse(place{}, RefusedUnknownSheet, "this is a text without sheets; there is none with the name %s", quote(o.Sheet))
	}
	text, encoding, err := decode(data)
	if err != nil {
		return List{}, err
	}
	t, err := newTable(text)
	if err != nil {
		return List{}, err
	}
	list, err := o.readRows(ctx, t, &doubts{})
	list.Format, list.Encoding, list.Separator = CSV, encoding, t.separator
	return list, err
}

func (o Options) readWorkbook(ctx context.Context, data []byte) (List, error) {
	w, err := openWorkbook(ctx, data)
	if err != nil {
		return List{}, err
	}
	ref, err := o.chooseSheet(ctx, w)
	if err != nil {
		return List{}, err
	}
	g, err := w.readSheet(ref, rowsAbove+mostRows+1)
	if err != nil {
		return List{}, err
	}
	var d doubts
	list, err := o.readRows(ctx, g, &d)
	if refused := (*Error)(nil); errors.As(err, &refused) {
		refused.Sheet, refused.Sheets = ref.name, w.names()
	}
	list.Format, list.Sheet, list.Sheets = XLSX, ref.name, w.names()
	return list, err
}

// chooseSheet returns the sheet that a person has named, or the first that can be seen and
// has delegations; where none has, the first that has anything, whose refusal is said.
func (o Options) chooseSheet(ctx context.Context, w *workbook) (sheetRef, error) {
	if o.Sheet != "" {
		i := slices.IndexFunc(w.sheets, func(s sheetRef) bool { return s.name == o.Sheet })
		if i < 0 {
			e := refuse(place{}, RefusedUnknownSheet, "the workbook has no sheet %s; choose one of those that it has", quote(o.Sheet))
			e.Sheets = w.names()
			return sheetRef{}, e
		}
		return w.sheets[i], nil
	}
	visible := slices.DeleteFunc(slices.Clone(w.sheets), func(s sheetRef) bool { return s.hidden })
	if len(visible) == 0 {
		visible = w.sheets
	}
	if len(visible) == 1 {
		return visible[0], nil
	}
	visible = visible[:min(len(visible), mostAsked)]
	chosen := -1
	for i, ref := range visible {
		g, err := w.readSheet(ref, rowsAbove+looked)
		if err != nil {
			return sheetRef{}, err
		}
		if len(g.rows) == 0 {
			continue
		}
		if chosen < 0 {
			chosen = i
		}
		if _, err := o.readHeadings(ctx, g, &doubts{}); err == nil {
			return ref, nil
		}
	}
	return visible[max(chosen, 0)], nil
}

// headed is a source whose columns are known.
type headed struct {
	columns
	survey survey
	above  int   // the row of the headings, from 0, blank ones not counted
	at     place // of the headings
}

// readHeadings finds the headings, and says which column is which.
func (o Options) readHeadings(ctx context.Context, s source, d *doubts) (headed, error) {
	rows, err := first(s.again(), rowsAbove)
	if len(rows) == 0 {
		if err != nil {
			return headed{}, err
		}
		at := place{line: 1, column: 1}
		if g, ok := s.(*grid); ok {
			at = place{sheet: g.sheet}
		}
		return headed{}, refuse(at, RefusedEmpty, "the file is empty; it needs a line of headings and a line for each speaker")
	}
	h := headed{}
	h.above, _ = headingRow(rows, o.Columns)
	headings := rows[h.above]
	h.at = headings.at(0)
	if h.above > 0 {
		d.add(rows[0].at(0), DoubtAbove, "", "what stands above the headings in %s is left out", h.at.short())
	}
	if h.survey, err = look(ctx, s.again(), h.above); err != nil {
		return h, err
	}
	h.columns, err = chooseColumns(headings, &h.survey, o.Columns, d)
	return h, err
}

func (o Options) readRows(ctx context.Context, s source, d *doubts) (List, error) {
	h, err := o.readHeadings(ctx, s, d)
	if err != nil {
		return List{}, err
	}
	list, err := o.readBelow(ctx, s, h, d)
	if refused := (*Error)(nil); errors.As(err, &refused) {
		refused.Columns = h.all // one of them may be taken as something that it is not
	}
	return list, err
}

// readBelow reads what stands below the headings.
func (o Options) readBelow(ctx context.Context, s source, h headed, d *doubts) (List, error) {
	rows := newRows(h.columns, o.Zone, d)
	body := s.again()
	for n := 0; ; n++ {
		r, err := body.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && n%256 == 0 {
			err = ctx.Err()
		}
		if err == nil && n > h.above {
			err = rows.read(r)
		}
		if err != nil {
			return List{}, err
		}
	}
	if len(rows.found) == 0 && rows.over > 0 {
		return List{}, refuse(h.at, RefusedNobodyWaits, "nobody in this file is still to speak: %d lines are of who was heard or has withdrawn", rows.over)
	}
	if len(rows.found) == 0 {
		return List{}, refuse(h.at, RefusedNoSpeakers, "there are headings but no speakers below them")
	}
	rows.finish()
	return List{
		Inscriptions: inOrder(rows.found, d),
		Doubts:       d.sorted(),
		Rows:         h.survey.rows,
		Columns:      h.all,
		Ignored:      h.ignored(),
		Has:          h.taken,
	}, nil
}
