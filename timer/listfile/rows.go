package listfile

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rostrum/timer"
)

// longest holds the bounds of the values, in characters. Where package timer
// has one it is the same, so that a list that was read can always be opened.
var longest = map[string]int{
	delegation: timer.MaxName,
	speaker:    timer.MaxName,
	onBehalfOf: 10 * timer.MaxName,
	seat:       timer.MaxSeat,
	language:   timer.MaxName,
	remarks:    10 * timer.MaxName,
}

// rows turns the rows of a table into inscriptions.
type rows struct {
	columns
	doubts *doubts
	found  []numbered

	delegations map[string]int // line of the first row, by folded name
	numbers     map[int]int    // line, by number
	trailing    []place        // rows with empty cells beyond the heading line
	widths      map[int]bool   // how wide those are
}

func newRows(c columns, d *doubts) *rows {
	return &rows{columns: c, doubts: d, delegations: map[string]int{}, numbers: map[int]int{}, widths: map[int]bool{}}
}

func (s *rows) read(r row) error {
	if err := s.checkWidth(r); err != nil {
		return err
	}
	if len(s.found) == timer.MaxEntries {
		return refuse(r.at(0), "the list has more than %d speakers; at most %d can be taken", timer.MaxEntries, timer.MaxEntries)
	}
	number, err := s.number(r)
	if err != nil {
		return err
	}
	in, err := s.inscription(r)
	if err != nil {
		return err
	}
	in.Seq = number
	s.found = append(s.found, numbered{Inscription: in, at: s.at(r, seq)})
	return nil
}

// value returns a cell by its heading; empty where there is none.
func (s *rows) value(r row, heading string) string {
	if i, ok := s.cell[heading]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// at returns where a value stands, or the row where the list has no such column.
func (s *rows) at(r row, heading string) place { return r.at(s.cell[heading]) }

func (s *rows) checkWidth(r row) error {
	for i, cell := range r.cells[min(s.width, len(r.cells)):] {
		if cell != "" {
			return refuse(r.at(s.width+i), "there is no heading above %s; put a cell that holds a %s in quotation marks, or give the column a heading",
				quoted(cell), separatorName(r.table.separator))
		}
	}
	switch {
	case len(r.cells) < s.width:
		s.doubts.add(r.at(len(r.cells)), "this line has cells for %d of %d headings; the missing ones are taken as empty", len(r.cells), s.width)
	case len(r.cells) > s.cells:
		s.trailing = append(s.trailing, r.at(s.cells))
		s.widths[len(r.cells)] = true
	}
	return nil
}

// reportTrailing says where rows are wider than the headings. A spreadsheet
// does it to all rows alike, which needs one notice; a single row is likely to
// have a name with a separator in it.
func (s *rows) reportTrailing() {
	if len(s.trailing) > 1 && len(s.trailing) == len(s.found) && len(s.widths) == 1 {
		s.doubts.add(s.trailing[0], "every line has empty cells beyond the headings; they are left out")
		return
	}
	for _, at := range s.trailing {
		s.doubts.add(at, "this line has more cells than there are headings; the empty ones are left out, but look whether a cell was split in two")
	}
}

func (s *rows) inscription(r row) (timer.Inscription, error) {
	in := timer.Inscription{
		Delegation: s.value(r, delegation),
		Speaker:    s.value(r, speaker),
		OnBehalfOf: s.value(r, onBehalfOf),
		Seat:       s.value(r, seat),
		ISO3:       s.iso3(r),
		Language:   s.value(r, language),
		Remarks:    s.value(r, remarks),
	}
	if in.Delegation == "" {
		return in, refuse(s.at(r, delegation), "the delegation is missing; write it, or delete the line")
	}
	for _, heading := range s.taken {
		value := s.value(r, heading)
		bound, bounded := longest[heading]
		if code, found := strings.CutPrefix(heading, inLanguage); found && value != "" {
			bound, bounded = timer.MaxName, true
			if in.Names == nil {
				in.Names = map[string]string{}
			}
			in.Names[code] = value
		}
		if n := utf8.RuneCountInString(value); bounded && n > bound {
			return in, refuse(s.at(r, heading), "%s has %d characters; at most %d can be taken", heading, n, bound)
		}
	}
	in.Kind = s.kind(r, in.OnBehalfOf)
	s.repeated(r, in.Delegation)
	return in, nil
}

func (s *rows) kind(r row, onBehalf string) timer.Kind {
	named := s.value(r, kind)
	k, at := timer.State, s.at(r, kind)
	if named != "" {
		parsed, err := timer.ParseKind(named)
		if err != nil {
			s.doubts.add(at, "%s is not a kind of statement; it is taken as %s", quoted(named), k)
		} else {
			k = parsed
		}
	}
	switch {
	case k == timer.Group && onBehalf == "":
		s.doubts.add(at, "the statement is on behalf of a group, but the line does not say of which")
	case k == timer.State && onBehalf != "":
		// The two have different limits in some rules.
		s.doubts.add(at, "the line says on whose behalf the statement is made, but its kind is %s; if it is a group's, write %s", k, timer.Group)
	}
	return k
}

func (s *rows) iso3(r row) string {
	code := s.value(r, iso3)
	if code != "" && (len(code) != 3 || !lettersOnly(code)) {
		s.doubts.add(s.at(r, iso3), "%s is not a country code of three letters; it is left out", quoted(code))
		return ""
	}
	return strings.ToUpper(code)
}

// repeated reports a delegation that is there already. It can be meant: a
// State may speak for a group and in its national capacity.
func (s *rows) repeated(r row, name string) {
	folded := norm.NFKC.String(strings.ToLower(strings.ReplaceAll(name, "’", "'")))
	folded = strings.Join(strings.Fields(folded), " ")
	at := s.at(r, delegation)
	if first, ok := s.delegations[folded]; ok {
		s.doubts.add(at, "%s is on the list already, in line %d; both are taken", quoted(name), first)
		return
	}
	s.delegations[folded] = at.line
}

func separatorName(separator rune) string {
	switch separator {
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	default:
		return "comma"
	}
}
