package listfile

import (
	"slices"
	"strings"

	"rostrum/timer/states"
)

// The fields that a column can be, as [Column] and [Options] name them. For names of the
// delegation in a language there is "delegation_fr" and so on, too.
const (
	Delegation   = "delegation"
	Seq          = "seq"
	ISO3         = "iso3"
	Kind         = "kind"
	Capacity     = "capacity"
	Level        = "level"
	Title        = "title"
	Speaker      = "speaker"
	OnBehalfOf   = "on_behalf_of"
	Language     = "language"
	Seat         = "seat"
	RegisteredAt = "registered_at"
	Status       = "status"
	Letter       = "letter"
	Remarks      = "remarks"
)

const (
	representedBy = "represented_by" // another heading for the speaker
	inLanguage    = Delegation + "_" // followed by two letters
)

// Fields returns every field, in the order in which a list is written; the names in the
// official languages follow the delegation.
func Fields() []string {
	fields := []string{Seq, Delegation}
	for _, language := range states.Languages() {
		fields = append(fields, inLanguage+language)
	}
	return append(fields, ISO3, Kind, Capacity, Level, Title, Speaker, OnBehalfOf, Language, Seat, RegisteredAt, Status, Letter, Remarks)
}

// isField says whether a column can be this.
func isField(name string) bool {
	code, found := strings.CutPrefix(name, inLanguage)
	return found && len(code) == 2 && lettersOnly(code) && code == strings.ToLower(code) || slices.Contains(Fields(), name)
}

func lettersOnly(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}

// Column is what a column of the file was taken for.
type Column struct {
	Heading string // as it is written; empty where it has none
	Letter  string // "C", as spreadsheets call it
	As      string // a field, or empty: it is left out
	Guessed bool   // from what is in it, not by its heading
	Sample  []string

	twice bool // another column further left has the same heading
}

// Key is the name of the column in [Options]: its heading, or "[C]" where it has none of
// its own.
func (c Column) Key() string {
	if c.Heading == "" || c.twice {
		return "[" + c.Letter + "]"
	}
	return c.Heading
}

// letters names a column as spreadsheets do, from 0.
func letters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
