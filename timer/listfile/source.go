package listfile

import (
	"errors"
	"io"
	"slices"
)

// source is a text or a sheet as rows of cells, from the top; it can be read again.
type source interface {
	// next returns the next row that is not blank, or [io.EOF].
	next() (row, error)
	again() source
	at(r row, cell int) place
}

// row is one line of the list; it is valid until the next one is read.
type row struct {
	cells  []string // clean
	source source
	width  int      // how many cells it has, where it was kept
	places [][2]int // of a row of text that was kept: line and column in bytes

	// In a workbook:
	number int     // from 1
	hidden bool    // the row is
	odd    []uint8 // what is odd with each cell
}

// at returns where a cell stands; where there is none, one near to it.
func (r row) at(cell int) place { return r.source.at(r, cell) }

// value returns a cell, empty where the row is shorter.
func (r row) value(cell int) string {
	if cell < len(r.cells) {
		return r.cells[cell]
	}
	return ""
}

// filled counts the cells that have something in them.
func (r row) filled() int {
	n := 0
	for _, cell := range r.cells {
		if cell != "" {
			n++
		}
	}
	return n
}

// kept returns the row with a memory of its own; of what is wider than any list, only
// what shows that.
func (r row) kept() row {
	k := r
	k.width = len(r.cells)
	k.cells = slices.Clone(r.cells[:min(len(r.cells), maxColumns+1)])
	if t, ok := r.source.(*table); ok {
		for i := range k.cells {
			line, column := t.csv.FieldPos(i)
			k.places = append(k.places, [2]int{line, column})
		}
	}
	return k
}

// first returns the first rows of a source, kept.
func first(s source, most int) ([]row, error) {
	var rows []row
	for len(rows) < most {
		r, err := s.next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		rows = append(rows, r.kept())
	}
	return rows, nil
}
