package listfile

import (
	"strings"
	"unicode"
)

// The headings that are read, as [knownHeading] returns them.
const (
	delegation = "delegation"
	seq        = "seq"
	kind       = "kind"
	speaker    = "speaker"
	onBehalfOf = "on_behalf_of"
	seat       = "seat"
	iso3       = "iso3"
	language   = "language"
	remarks    = "remarks"

	representedBy = "represented_by" // another heading for the speaker
	inLanguage    = delegation + "_" // followed by two letters
)

// maxColumns is far beyond any real list, and keeps the number of notices sane.
const maxColumns = 256

// officialLanguages are those of the United Nations. Other languages are taken
// too, but two letters may mean something else: delegation_id, delegation_no.
const officialLanguages = "ar zh en fr ru es"

// columns says in which cell of a row each value is.
type columns struct {
	cell  map[string]int // by known heading
	taken []string       // the known headings, left to right
	width int            // cells that have a heading above them
	cells int            // cells of the heading line, empty ones beside the list counted
}

// knownHeading returns what a heading stands for; case, spaces, hyphens and
// underscores do not count.
func knownHeading(heading string) (string, bool) {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return unicode.IsSpace(r) || r == '_' || r == '-'
	})
	switch folded := strings.Join(words, "_"); folded {
	case delegation, seq, kind, speaker, onBehalfOf, seat, iso3, language, remarks:
		return folded, true
	case representedBy:
		return speaker, true
	default:
		code, found := strings.CutPrefix(folded, inLanguage)
		return folded, found && len(code) == 2 && lettersOnly(code)
	}
}

func lettersOnly(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}

func readHeadings(r row, d *doubts) (columns, error) {
	c := columns{cell: map[string]int{}, width: len(r.cells), cells: len(r.cells)}
	for c.width > 0 && r.cells[c.width-1] == "" {
		c.width-- // spreadsheets write the empty columns beside the list too
	}
	if c.width > maxColumns {
		return c, refuse(r.at(maxColumns), "there are %d headings; at most %d are read", c.width, maxColumns)
	}
	for i, heading := range r.cells[:c.width] {
		known, ok := knownHeading(heading)
		first, taken := c.cell[known]
		switch {
		case heading == "":
			d.add(r.at(i), "this column has no heading; it is left out")
		case !ok:
			d.add(r.at(i), "the column %s is not one that is read; it is left out", quoted(heading))
		case taken && (known == delegation || known == seq || known == kind):
			// Who speaks, when, and for how long must not be guessed.
			return c, refuse(r.at(i), "two columns are headed %s; rename the one that is not meant", quoted(known))
		case taken:
			d.add(r.at(i), "the column %s is left out, because %s further left is taken", quoted(heading), quoted(r.cells[first]))
		default:
			c.cell[known] = i
			c.taken = append(c.taken, known)
			if code, found := strings.CutPrefix(known, inLanguage); found && !strings.Contains(officialLanguages, code) {
				d.add(r.at(i), "the column %s is taken as names in the language %s, which is not an official one", quoted(heading), quoted(code))
			}
		}
	}
	if _, ok := c.cell[delegation]; !ok {
		return c, refuse(r.at(0), "no column is headed “delegation”; the first line must hold the headings, and here it begins with %s", quoted(firstOf(r.cells)))
	}
	return c, nil
}

func firstOf(cells []string) string {
	for _, cell := range cells {
		if cell != "" {
			return cell
		}
	}
	return ""
}
