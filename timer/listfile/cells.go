package listfile

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"rostrum/timer"
)

const (
	// The bounds of a sheet.
	lastRow    = 1 << 20
	lastColumn = 1 << 14

	// mostRows is how many rows below the headings are read; some may be withdrawn.
	mostRows  = 2 * timer.MaxEntries
	mostCells = 500_000
	// mostRead is how much text the cells may have, all in all: many may share one.
	mostRead = 32 << 20
)

// sheetReader reads the cells of one sheet into a grid.
type sheetReader struct {
	workbook *workbook
	part     *part
	grid     *grid
	done     bool

	inRow  bool
	number int // of the row
	hidden bool
	begin  int // of the row's cells

	inCell  bool
	column  int
	kind    string // of the cell, as it says
	style   int
	formula bool
	value   []byte
	within  bool // <v>
	rich    richText
	read    int // bytes of text
}

// readSheet reads the first rows of a sheet that are not blank.
func (w *workbook) readSheet(ref sheetRef, most int) (*grid, error) {
	shared, err := w.readTexts()
	if err != nil {
		return nil, err
	}
	s := &sheetReader{workbook: w, grid: &grid{sheet: ref.name, shared: shared, own: &texts{}}, part: w.packed.open(ref.part)}
	defer s.part.close()
	for len(s.grid.rows) < most && !s.done {
		token, err := s.part.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = s.token(token)
		}
		if err != nil {
			var refused *Error
			if errors.As(err, &refused) {
				refused.Sheet = ref.name
			}
			return nil, err
		}
	}
	return s.grid, nil
}

func (s *sheetReader) token(token xml.Token) error {
	if s.inCell {
		if err := s.rich.read(token); err != nil {
			return s.part.refuse(err)
		}
	}
	switch tag := token.(type) {
	case xml.StartElement:
		switch tag.Name.Local {
		case "row":
			return s.beginRow(tag)
		case "c":
			return s.beginCell(tag)
		case "v":
			s.within = s.inCell
		case "f":
			s.formula = true
		}
	case xml.EndElement:
		switch tag.Name.Local {
		case "row":
			s.endRow()
		case "c":
			return s.endCell()
		case "v":
			s.within = false
		case "sheetData":
			s.done = true
		}
	case xml.CharData:
		if s.within {
			if s.value = append(s.value, tag...); len(s.value) > longestText {
				return s.part.refuse(errUnpacked)
			}
		}
	}
	return nil
}

func (s *sheetReader) beginRow(tag xml.StartElement) error {
	number := s.number + 1
	if text := attribute(tag, "r"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n > lastRow || n < number {
			return refuse(place{}, RefusedDamaged, "the workbook has a row %s behind row %d, which no sheet can have; save it again as XLSX", quote(text), s.number)
		}
		number = n
	}
	if number > lastRow {
		return refuse(place{}, RefusedDamaged, "the workbook has rows below row %d, which no sheet can have; save it again as XLSX", lastRow)
	}
	s.inRow, s.inCell, s.number, s.column = true, false, number, -1
	s.hidden, s.begin = isTrue(attribute(tag, "hidden")), len(s.grid.cells)
	return nil
}

func (s *sheetReader) endRow() {
	if s.inRow && len(s.grid.cells) > s.begin {
		s.grid.rows = append(s.grid.rows, gridRow{int32(s.number), s.hidden, int32(s.begin)})
	}
	s.inRow, s.inCell = false, false
}

func (s *sheetReader) beginCell(tag xml.StartElement) error {
	if !s.inRow {
		return nil
	}
	column := s.column + 1
	if name := attribute(tag, "r"); name != "" {
		c, row, ok := parseCell(name)
		if !ok || row != s.number || c < column {
			return refuse(place{}, RefusedDamaged, "the workbook has a cell %s in row %d, where none can be; save it again as XLSX", quote(name), s.number)
		}
		column = c
	}
	s.inCell, s.column, s.kind, s.formula, s.within = true, column, attribute(tag, "t"), false, false
	s.style, _ = strconv.Atoi(attribute(tag, "s"))
	s.value = s.value[:0]
	s.rich.begin()
	return nil
}

// parseCell reads the name of a cell, "B14"; columns are counted from 0.
func parseCell(name string) (column, row int, ok bool) {
	i := 0
	for ; i < len(name) && i < 4 && (name[i] >= 'A' && name[i] <= 'Z' || name[i] >= 'a' && name[i] <= 'z'); i++ {
		column = column*26 + int(name[i]&^0x20-'A') + 1
	}
	row, err := strconv.Atoi(name[i:])
	return column - 1, row, err == nil && i > 0 && column <= lastColumn && row > 0 && row <= lastRow
}

func (s *sheetReader) here() place {
	return s.grid.at(row{number: s.number}, s.column)
}

func (s *sheetReader) endCell() error {
	if !s.inCell {
		return nil
	}
	s.inCell = false
	cell := gridCell{column: uint16(s.column)}
	var text []byte
	switch value := strings.TrimSpace(string(s.value)); {
	case s.kind == "s":
		n, err := strconv.Atoi(value)
		if value == "" {
			break
		}
		if err != nil || n < 0 || n >= len(s.grid.shared.all) {
			return refuse(s.here(), RefusedDamaged, "this cell has the text number %s, which the workbook does not have; save it again as XLSX", quote(value))
		}
		cell.shared, cell.text = true, uint32(n)
	case s.kind == "inlineStr":
		text = s.rich.end()
	case s.kind == "e":
		cell.odd = wrong
	case s.kind == "str":
		text = unescaped(s.value)
	case s.kind == "b":
		text = []byte(map[bool]string{true: "TRUE", false: "FALSE"}[isTrue(value)])
	case s.kind == "d":
		text = []byte(strings.Replace(strings.TrimSuffix(value, ".000"), "T", " ", 1))
	default:
		text = []byte(s.numberText(value))
	}
	if s.formula && len(s.value) == 0 && len(text) == 0 {
		cell.odd = noValue
	}
	return s.keep(cell, text)
}

// keep puts a cell that has something in it into the grid.
func (s *sheetReader) keep(cell gridCell, text []byte) error {
	length := len(text)
	if cell.shared {
		length = int(s.grid.shared.all[cell.text].length)
	}
	if length == 0 && cell.odd == plain {
		return nil
	}
	if s.column >= maxColumns {
		return refuse(s.here(), RefusedWide, "something stands in a cell to the right of column %s; at most %d columns are read", letters(maxColumns-1), maxColumns)
	}
	if s.read += length; s.read > mostRead || len(s.grid.cells) == mostCells {
		return refuse(s.here(), RefusedTooLarge, "more stands in this sheet than in any list; copy the list alone into a new workbook")
	}
	shown := string(text)
	if cell.shared {
		shown = s.grid.shared.at(int(cell.text))
	} else {
		cell.text = uint32(s.grid.own.add(text))
	}
	if err := checkCell(s.here(), shown); err != nil {
		return err
	}
	if cell.odd == plain && clean(shown) == "" {
		return nil
	}
	s.grid.cells = append(s.grid.cells, cell)
	return nil
}

// numberText writes a number as its cell shows it: a day and time of day where its style
// says so, else with as many digits as it has.
func (s *sheetReader) numberText(value string) string {
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return value
	}
	if s.style >= 0 && s.style < len(s.workbook.dated) && s.workbook.dated[s.style] {
		if text, ok := dateText(x, s.workbook.since04); ok {
			return text
		}
	}
	if math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return value
}

// dateText writes a day number of a workbook as a date and a time of day.
func dateText(x float64, since04 bool) (string, bool) {
	const lastDay = 2_958_465 // of the year 9999
	if x < 0 || x > lastDay {
		return "", false
	}
	at, err := excelize.ExcelDateToTime(x, since04)
	if err != nil {
		return "", false
	}
	at = at.Add(500 * time.Millisecond).Truncate(time.Second)
	switch {
	case x < 1:
		return at.Format(time.TimeOnly), true
	case at.Equal(at.Truncate(24 * time.Hour)):
		return at.Format(time.DateOnly), true
	}
	return at.Format(time.DateTime), true
}
