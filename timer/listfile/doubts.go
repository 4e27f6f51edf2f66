package listfile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// ErrRefused is wrapped by every [*Error]: the file was read, and nothing of it
// was taken.
var ErrRefused = errors.New("listfile: refused")

// Error says why a file was refused.
type Error struct {
	Line    int    // from 1; 0 where the whole file is meant
	Column  int    // in characters from 1, as in [Doubt]
	Message string // one plain sentence for a person: what is wrong, what to do
}

// Error returns the place and the sentence.
func (e *Error) Error() string {
	if e.Line == 0 {
		return "listfile: " + e.Message
	}
	return "listfile: " + place{e.Line, e.Column}.String() + ": " + e.Message
}

// Unwrap returns [ErrRefused].
func (e *Error) Unwrap() error { return ErrRefused }

// Doubt is something that was taken but may not be meant.
type Doubt struct {
	Line int // from 1
	// Column counts characters of that line from 1, as an editor shows them: a
	// tab is one, a byte order mark none. It is not the number of the cell.
	Column  int
	Message string // one plain sentence for a person
}

// String returns the place and the sentence: "line 4, column 2: …".
func (d Doubt) String() string {
	return place{d.Line, d.Column}.String() + ": " + d.Message
}

// place is where a person looks: line and column from 1, in characters.
type place struct{ line, column int }

func (p place) String() string { return fmt.Sprintf("line %d, column %d", p.line, p.column) }

func refuse(at place, format string, args ...any) *Error {
	return &Error{Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)}
}

// doubts collects them as they are met.
type doubts []Doubt

func (d *doubts) add(at place, format string, args ...any) {
	*d = append(*d, Doubt{Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)})
}

func (d *doubts) sorted() []Doubt {
	slices.SortStableFunc(*d, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return *d
}

// quoted shows a value inside a sentence, cut short where it would fill it.
func quoted(value string) string {
	const longest = 40
	if utf8.RuneCountInString(value) > longest {
		value = string([]rune(value)[:longest]) + "…"
	}
	return "“" + value + "”"
}
