package listfile

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// table is the text of a list as rows of cells.
type table struct {
	text      string
	starts    []int32 // where each line begins in text
	separator rune
	csv       *csv.Reader
	pace      *pace
}

// maxRow is the longest row that is read, in bytes, with all lines in its cells. A
// quotation mark that nobody closed would take the rest of the file into one cell.
const maxRow = 1 << 20

var errLongRow = errors.New("the row is too long")

// pace lets no more of a text through than one row may have.
type pace struct {
	text strings.Reader
	left int
}

func (p *pace) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, errLongRow
	}
	n, err := p.text.Read(b)
	p.left -= n
	return n, err
}

func newTable(text string) (*table, error) {
	text, separator, err := declared(text)
	if err != nil {
		return nil, err
	}
	t := &table{text: text, starts: make([]int32, 1, 1+strings.Count(text, "\n"))}
	for i := range len(text) {
		if text[i] == '\n' {
			t.starts = append(t.starts, int32(i+1))
		}
	}
	if separator == 0 {
		separator = t.detect()
	}
	return t.separatedBy(separator), nil
}

// separatedBy returns the same table from its first line on.
func (t *table) separatedBy(separator rune) *table {
	p := &pace{}
	p.text.Reset(t.text)
	r := csv.NewReader(p)
	r.Comma = separator
	r.FieldsPerRecord = -1 // a row's width is judged where its place is known
	r.ReuseRecord = true
	// People type a space before an opening quotation mark. Where tabs
	// separate, the empty cells themselves are space.
	r.TrimLeadingSpace = separator != '\t'
	return &table{text: t.text, starts: t.starts, separator: separator, csv: r, pace: p}
}

// declared reads the line "sep=;" that some spreadsheets write in front of the
// headings, and blanks it out so that lines keep their numbers.
func declared(text string) (rest string, separator rune, err error) {
	first, after, _ := strings.Cut(text, "\n")
	line := strings.Trim(strings.TrimRight(first, " "), `"`)
	if len(line) < len("sep=") || !strings.EqualFold(line[:len("sep=")], "sep=") {
		return text, 0, nil
	}
	separator, width := utf8.DecodeRuneInString(line[len("sep="):])
	if len(line) != len("sep=")+width || !strings.ContainsRune(",;\t", separator) {
		return "", 0, refuse(place{line: 1, column: 1}, RefusedSeparator, "the first line names a separator that is not read; use a comma, a semicolon or a tab")
	}
	return "\n" + after, separator, nil
}

// detect returns the separator under which most headings are known. A comma
// inside a heading cannot mislead it, as counting commas could.
func (t *table) detect() rune {
	best, bestKnown, bestCells := ',', -1, 0
	for _, separator := range []rune{',', ';', '\t'} {
		rows, err := first(t.separatedBy(separator), rowsAbove)
		if len(rows) == 0 {
			if err == nil {
				return separator // nothing but blank lines
			}
			continue
		}
		at, known := headingRow(rows, nil)
		cells := len(rows[at].cells)
		if known == 0 {
			for _, r := range rows {
				cells = max(cells, len(r.cells))
			}
		}
		if known > bestKnown || known == bestKnown && cells > bestCells {
			best, bestKnown, bestCells = separator, known, cells
		}
	}
	return best
}

func (t *table) again() source { return t.separatedBy(t.separator) }

// next returns the next row that is not blank, or [io.EOF].
func (t *table) next() (row, error) {
	for {
		t.pace.left = maxRow
		begin := t.csv.InputOffset()
		cells, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return row{}, io.EOF
		}
		if errors.Is(err, errLongRow) {
			return row{}, t.tooLong(int(begin))
		}
		if err != nil {
			return row{}, t.brokenQuotes(err)
		}
		blank := true
		for i, cell := range cells {
			if cell == "" {
				continue
			}
			cells[i] = clean(unharmed(cell))
			blank = blank && cells[i] == ""
		}
		if !blank {
			return row{cells: cells, source: t}, nil
		}
	}
}

// at returns where a cell begins; a cell that is missing, where the last one does.
func (t *table) at(r row, cell int) place {
	if r.places != nil {
		at := r.places[min(cell, len(r.places)-1)]
		return t.place(at[0], at[1])
	}
	line, column := t.csv.FieldPos(min(cell, len(r.cells)-1))
	return t.place(line, column)
}

// place turns a line and a column in bytes, as package csv counts, into
// characters. It walks the line, so it is asked only where something is said.
func (t *table) place(line, column int) place {
	begin := int(t.starts[min(line, len(t.starts))-1])
	end := min(begin+column-1, len(t.text))
	return place{line: line, column: utf8.RuneCountInString(t.text[begin:end]) + 1}
}

// brokenQuotes says what is wrong with the quotation marks.
func (t *table) brokenQuotes(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return refuse(place{}, RefusedQuotes, "the list cannot be read: %v", err)
	}
	at := t.place(parse.Line, parse.Column)
	if errors.Is(parse.Err, csv.ErrBareQuote) {
		return refuse(at, RefusedQuotes, "a quotation mark stands inside a cell; put the whole cell in quotation marks and write the inner ones twice")
	}
	opened, open := t.lastOpening(int(t.starts[parse.StartLine-1]))
	// The end of the file is where nobody looks for a missing mark.
	if open {
		return refuse(opened, RefusedQuotes, "the quotation mark that opens here is never closed; close it, or delete it")
	}
	return refuse(at, RefusedQuotes, "text follows the quotation mark that closes the cell opened at %s; write a mark inside a cell twice", opened.String())
}

// tooLong says what is wrong with a row that does not end.
func (t *table) tooLong(begin int) error {
	opened, open := t.lastOpening(begin)
	if open {
		return refuse(opened, RefusedQuotes, "the quotation mark that opens here is never closed; close it, or delete it")
	}
	return refuse(opened, RefusedLong, "the cell that opens here goes on for more than %d KiB; that is not a speakers' list", maxRow>>10)
}

// lastOpening walks the cells of one broken row from an offset on. It returns
// the quotation mark that opened the cell at fault, and whether that cell is
// still open at the end of the text.
func (t *table) lastOpening(from int) (opened place, open bool) {
	opening, fresh := from, true // fresh: a mark here would open a cell
	for i := from; i < len(t.text); {
		c, width := utf8.DecodeRuneInString(t.text[i:])
		rest := t.text[i+width:]
		switch {
		case open && c == '"' && strings.HasPrefix(rest, `"`):
			width++ // written twice: part of the text
		case open && c == '"':
			if rest != "" && rest[0] != '\n' && rest[0] != byte(t.separator) {
				return t.offset(opening), false
			}
			open = false
		case open:
		case c == '"' && fresh:
			open, fresh, opening = true, false, i
		case c == t.separator || c == '\n':
			fresh = true
		case !unicode.IsSpace(c):
			fresh = false
		}
		i += width
	}
	return t.offset(opening), open
}

func (t *table) offset(at int) place {
	line, _ := slices.BinarySearch(t.starts, int32(at+1))
	return t.place(line, at-int(t.starts[line-1])+1)
}
