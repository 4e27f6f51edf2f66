package timer

import (
	"unicode"
	"unicode/utf8"
)

// Flaw is what is wrong with a character of a text that a person is to read.
type Flaw uint8

// The flaws.
const (
	Flawless Flaw = iota
	Control       // it cannot be shown
	Lost          // it was lost before it came here, U+FFFD or not UTF-8
	Turning       // it would turn the rest of a line round
	Piled         // it stands on as many marks as any script piles up
)

// MostMarks is how many marks may stand over and under one character. The names of
// people and States have up to four of them, as in Tibetan and Burmese; Vietnamese has
// two, Arabic, Hindi and Thai up to three.
const MostMarks = 5

// Proofreader looks for what a screen or a record cannot show. The zero value begins a
// text.
type Proofreader struct{ marks int }

// Nearly all letters of a list in Latin are below firstMark, where no character stands on
// another one, and only the soft hyphen is not seen: they need no search in the tables.
const (
	firstMark  = '\u0300'
	softHyphen = '\u00ad'
)

// Read says what is wrong with the next character of the text.
func (p *Proofreader) Read(r rune) Flaw {
	switch {
	case r < firstMark && r != softHyphen:
		p.marks = 0
	case unicode.In(r, unicode.Mn, unicode.Me):
		p.marks++
	case unicode.Is(unicode.Cf, r): // is not seen: what follows stands on the same character
	default:
		p.marks = 0
	}
	switch {
	case unicode.IsControl(r):
		return Control
	case r == utf8.RuneError:
		return Lost
	case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069': // embeddings and overrides, isolates
		return Turning
	case p.marks > MostMarks:
		return Piled
	}
	return Flawless
}

// CheckText refuses what a screen or a record cannot show, and what is longer than so
// many characters. The error is a [*Refusal] that names the field.
func CheckText(field, value string, longest int, required bool) error {
	var p Proofreader
	visible := false
	for _, r := range value {
		if p.Read(r) != Flawless {
			return invalid(field, "unshowable-character", "%s has a character that cannot be shown", field)
		}
		visible = visible || unicode.IsGraphic(r) && !unicode.IsSpace(r)
	}
	switch {
	case required && !visible:
		return invalid(field, "empty", "%s must not be empty", field)
	case utf8.RuneCountInString(value) > longest:
		return invalid(field, "too-long", "%s is longer than %d characters", field, longest)
	}
	return nil
}
