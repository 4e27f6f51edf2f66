package listfile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrRefused is wrapped by every [*Error]: the file was read, and nothing of it
// was taken.
var ErrRefused = errors.New("listfile: refused")

// Error says why a file was refused.
type Error struct {
	Code   string // one of the Refused constants
	Line   int    // from 1; 0 where the whole file is meant
	Column int    // in characters from 1, as in [Doubt]
	Sheet  string // of a workbook, or empty
	Cell   string // "B14" in a workbook, or empty
	Field  string // a field, or empty

	Message string // one plain sentence for a person: what is wrong, what to do
	About   []any  // what the sentence names, in its order: texts and numbers

	// Where it can be that another sheet is meant, or that a column is something else, what
	// can be chosen from: see [Options].
	Sheets  []string
	Columns []Column
}

// Error returns the place and the sentence.
func (e *Error) Error() string {
	return "listfile: " + prefix(place{e.Line, e.Column, e.Cell, e.Sheet}) + e.Message
}

// Unwrap returns [ErrRefused].
func (e *Error) Unwrap() error { return ErrRefused }

// Doubt is something that was taken but may not be meant.
type Doubt struct {
	Code string // one of the Doubt constants
	Line int    // from 1: of the text, or of the sheet
	// Column counts characters of that line from 1, as an editor shows them: a
	// tab is one, a byte order mark none. It is not the number of the cell. In a
	// workbook it is.
	Column  int
	Cell    string // "B14" in a workbook, or empty
	Field   string // the field that is in doubt, or empty
	Message string // one plain sentence for a person
	About   []any  // what the sentence names, in its order: texts and numbers
}

// String returns the place and the sentence: "line 4, column 2: …", "cell B4: …".
func (d Doubt) String() string {
	return prefix(place{d.Line, d.Column, d.Cell, ""}) + d.Message
}

// mostOfACode is how many doubts of one code are told one by one.
const mostOfACode = 1000

// place is where a person looks: line and column from 1, in characters, or a cell.
type place struct {
	line, column int
	cell, sheet  string
}

func (p place) String() string {
	if p.cell != "" {
		return "cell " + p.cell
	}
	return fmt.Sprintf("line %d, column %d", p.line, p.column)
}

// short names the line, or the cell.
func (p place) short() string {
	if p.cell != "" {
		return p.String()
	}
	return fmt.Sprintf("line %d", p.line)
}

func prefix(p place) string {
	in := ""
	if p.sheet != "" {
		in = "sheet " + quote(p.sheet).String() + ", "
	}
	switch {
	case p.line > 0:
		return in + p.String() + ": "
	case in != "":
		return in[:len(in)-2] + ": "
	}
	return ""
}

// in returns the refusal with the field that it is about.
func (e *Error) in(field string) *Error {
	e.Field = field
	return e
}

func refuse(at place, code, format string, args ...any) *Error {
	return &Error{
		Code: code, Line: at.line, Column: at.column, Sheet: at.sheet, Cell: at.cell,
		Message: fmt.Sprintf(format, args...), About: about(args),
	}
}

// doubts collects them as they are met.
type doubts struct {
	told  []Doubt
	count map[string]int
}

func (d *doubts) add(at place, code, field, format string, args ...any) {
	if d.count == nil {
		d.count = map[string]int{}
	}
	if d.count[code]++; d.count[code] > mostOfACode {
		return
	}
	d.told = append(d.told, Doubt{
		Code: code, Line: at.line, Column: at.column, Cell: at.cell, Field: field,
		Message: fmt.Sprintf(format, args...), About: about(args),
	})
}

// sorted returns the doubts in the order of the file.
func (d *doubts) sorted() []Doubt {
	for i := range d.told {
		// The last that is told says how many more there are.
		last, n := d.told[i], d.count[d.told[i].Code]-mostOfACode
		if n <= 0 {
			continue
		}
		d.count[last.Code] = 0
		for _, other := range d.told {
			if other.Code == last.Code {
				last = other
			}
		}
		d.told = append(d.told, Doubt{
			Code: DoubtMore, Line: last.Line, Column: last.Column, Cell: last.Cell, Field: last.Field,
			Message: fmt.Sprintf("%d more lines have the same: %s", n, last.Message), About: []any{last.Code, n},
		})
	}
	slices.SortStableFunc(d.told, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return d.told
}

// quote is a value inside a sentence.
type quote string

// String shows the value, cut short where it would fill the sentence.
func (q quote) String() string {
	const longest = 40
	value := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, string(q)) // which replaces what is not UTF-8
	if utf8.RuneCountInString(value) > longest {
		value = string([]rune(value)[:longest]) + "…"
	}
	return "“" + value + "”"
}

// about returns what a sentence names, as plain values.
func about(args []any) []any {
	if len(args) == 0 {
		return nil
	}
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case quote:
			out[i] = string(a)
		case int:
			out[i] = a
		default:
			out[i] = fmt.Sprint(a)
		}
	}
	return out
}
