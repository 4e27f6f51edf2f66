package listfile

import (
	"io"
	"strconv"
)

// What is odd with a cell.
const (
	plain   = iota
	noValue // a formula that was never calculated
	wrong   // #N/A
)

// grid is what stands in a sheet: the cells that are not empty.
type grid struct {
	sheet  string
	rows   []gridRow
	cells  []gridCell
	shared *texts
	own    *texts
	shown  int // the row that is next
	line   []string
	odd    []uint8
}

type gridRow struct {
	number int32
	hidden bool
	cells  int32 // where its cells begin
}

type gridCell struct {
	column uint16
	odd    uint8
	shared bool
	text   uint32 // its number
}

func (g *grid) again() source {
	return &grid{sheet: g.sheet, rows: g.rows, cells: g.cells, shared: g.shared, own: g.own}
}

func (g *grid) next() (row, error) {
	if g.shown == len(g.rows) {
		return row{}, io.EOF
	}
	at := g.rows[g.shown]
	end := len(g.cells)
	if g.shown++; g.shown < len(g.rows) {
		end = int(g.rows[g.shown].cells)
	}
	g.line, g.odd = g.line[:0], g.odd[:0]
	for _, c := range g.cells[at.cells:end] {
		for len(g.line) <= int(c.column) {
			g.line, g.odd = append(g.line, ""), append(g.odd, plain)
		}
		from := g.own
		if c.shared {
			from = g.shared
		}
		g.line[c.column], g.odd[c.column] = clean(from.at(int(c.text))), c.odd
	}
	return row{cells: g.line, source: g, number: int(at.number), hidden: at.hidden, odd: g.odd}, nil
}

func (g *grid) at(r row, cell int) place {
	return place{line: r.number, column: cell + 1, cell: letters(cell) + strconv.Itoa(r.number), sheet: g.sheet}
}
