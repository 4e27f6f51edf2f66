package listfile

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rostrum/timer"
	"rostrum/timer/states"
)

// longest holds the bounds of the values, in characters. Where package timer
// has one it is the same, so that a list that was read can always be opened.
var longest = map[string]int{
	Delegation: timer.MaxName,
	Title:      timer.MaxName,
	Speaker:    timer.MaxName,
	OnBehalfOf: 10 * timer.MaxName,
	Seat:       timer.MaxSeat,
	Language:   timer.MaxName,
	Remarks:    10 * timer.MaxName,
}

// rows turns the rows of a table into inscriptions.
type rows struct {
	columns
	doubts *doubts
	zone   *time.Location
	found  []numbered
	seen   int // rows
	over   int // rows of who was heard, or does not speak

	delegations map[string]string // where the first row is, by what is on the list once
	numbers     map[int]string    // where each is
	trailing    []place           // rows with empty cells beyond the heading line
	widths      map[int]bool      // how wide those are
	unknown     []unknownState
	moments     []writtenMoment
}

// unknownState is a national statement of what is no State.
type unknownState struct {
	at   place
	name string
}

func newRows(c columns, zone *time.Location, d *doubts) *rows {
	return &rows{
		columns: c, zone: zone, doubts: d,
		delegations: map[string]string{}, numbers: map[int]string{}, widths: map[int]bool{},
	}
}

func (s *rows) read(r row) error {
	if err := s.checkWidth(r); err != nil {
		return err
	}
	// Those who have withdrawn do not count, but must end somewhere.
	if s.seen++; s.seen > mostRows {
		return refuse(r.at(0), RefusedMany, "the list has more than %d lines; at most %d speakers can be taken", mostRows, timer.MaxEntries)
	}
	if s.leftOut(r) {
		return nil
	}
	if len(s.found) == timer.MaxEntries {
		return refuse(r.at(0), RefusedMany, "the list has more than %d speakers; at most %d can be taken", timer.MaxEntries, timer.MaxEntries)
	}
	number, none, err := s.number(r)
	if err != nil {
		return err
	}
	in, err := s.inscription(r)
	if err != nil {
		return err
	}
	in.Seq = number
	s.odd(r)
	s.found = append(s.found, numbered{in, s.at(r, Seq), none})
	return nil
}

// value returns a cell by its field; empty where there is none.
func (s *rows) value(r row, field string) string {
	if i, ok := s.cell[field]; ok {
		return r.value(i)
	}
	return ""
}

// at returns where a value stands, or the row where the list has no such column.
func (s *rows) at(r row, field string) place { return r.at(s.cell[field]) }

func (s *rows) checkWidth(r row) error {
	t, text := r.source.(*table)
	if !text {
		return nil // no separator splits the cells of a workbook
	}
	for i, cell := range r.cells[min(s.width, len(r.cells)):] {
		if cell != "" {
			return refuse(r.at(s.width+i), RefusedSplit, "there is no heading above %s; put a cell that holds a %s in quotation marks, or give the column a heading",
				quote(cell), separatorName(t.separator))
		}
	}
	switch {
	case len(r.cells) < s.width:
		s.doubts.add(r.at(len(r.cells)), DoubtShortLine, "", "this line has cells for %d of %d headings; the missing ones are taken as empty", len(r.cells), s.width)
	case len(r.cells) > s.cells:
		s.trailing = append(s.trailing, r.at(s.cells))
		s.widths[len(r.cells)] = true
	}
	return nil
}

// leftOut says whether a row is no speaker's: one who has withdrawn or was heard, or a note.
func (s *rows) leftOut(r row) bool {
	status := s.value(r, Status)
	standing, isKnown := known().statuses[folded(status)]
	switch standing {
	case ended:
		s.over++
		s.doubts.add(s.at(r, Status), DoubtEnded, Status, "%s has the status %s; the line is left out", quote(s.value(r, Delegation)), quote(status))
		return true
	case heard:
		s.over++
		s.doubts.add(s.at(r, Status), DoubtHeard, Status, "%s has the status %s, and so was heard; the line is left out", quote(s.value(r, Delegation)), quote(status))
		return true
	}
	const narrow = 2 // a list of two columns has no room for notes, but “Total: 4” below the numbers is one
	written := s.value(r, Seq)
	_, isNumber := readNumber(written)
	if s.value(r, Delegation) == "" && !isNumber && (written != "" || len(s.taken) > narrow) && r.filled() == 1 {
		at := slices.IndexFunc(r.cells, func(cell string) bool { return cell != "" })
		s.doubts.add(r.at(at), DoubtNote, "", "this line has no delegation, only %s; it is left out", quote(r.cells[at]))
		return true
	}
	if s.headingsAgain(r) {
		s.doubts.add(r.at(s.cell[Delegation]), DoubtHeadings, "", "the headings stand here again; the line is left out")
		return true
	}
	if status != "" && !isKnown {
		s.doubts.add(s.at(r, Status), DoubtStatus, Status, "%s is not a status that is known; the line is taken as one that waits", quote(status))
	}
	return false
}

// headingsAgain says whether a row is one of headings, as stand at the top of each page
// or, in another language, below the first: all that is in it are headings.
func (s *rows) headingsAgain(r row) bool {
	at := s.cell[Delegation]
	if !s.isHeading(at, r.value(at), Delegation) {
		return false
	}
	for i, cell := range r.cells[:min(len(r.cells), len(s.all))] {
		if cell != "" && i != at && !s.isHeading(i, cell, s.all[i].As) {
			return false
		}
	}
	return true
}

// isHeading says whether a cell is the heading of its column, or another of its field.
func (s *rows) isHeading(column int, cell, field string) bool {
	if cell == "" || len(cell) > longestHeading {
		return false
	}
	if strings.EqualFold(cell, s.all[column].Heading) {
		return true
	}
	if exact, ok := exactly(cell); ok {
		return exact == field
	}
	return slices.ContainsFunc(known().headings[folded(cell)], func(c claim) bool { return c.field == field && !c.doubtful })
}

// odd says what is odd with a row of a workbook that is taken.
func (s *rows) odd(r row) {
	if r.hidden {
		s.doubts.add(r.at(0), DoubtHiddenRow, "", "this row is hidden in the workbook; it is taken all the same")
	}
	for i, what := range r.odd {
		if i >= len(s.all) || s.all[i].As == "" {
			continue
		}
		switch what {
		case noValue:
			s.doubts.add(r.at(i), DoubtFormula, s.all[i].As, "this cell has a formula that was never calculated; it is taken as empty")
		case wrong:
			s.doubts.add(r.at(i), DoubtFormulaError, s.all[i].As, "this cell shows an error of the spreadsheet; it is taken as empty")
		}
	}
}

// reportTrailing says where rows are wider than the headings. A spreadsheet
// does it to all rows alike, which needs one notice; a single row is likely to
// have a name with a separator in it.
func (s *rows) reportTrailing() {
	if len(s.trailing) > 1 && len(s.trailing) == len(s.found) && len(s.widths) == 1 {
		s.doubts.add(s.trailing[0], DoubtLongLine, "", "every line has empty cells beyond the headings; they are left out")
		return
	}
	for _, at := range s.trailing {
		s.doubts.add(at, DoubtLongLine, "", "this line has more cells than there are headings; the empty ones are left out, but look whether a cell was split in two")
	}
}

func (s *rows) inscription(r row) (timer.Inscription, error) {
	in := timer.Inscription{
		Delegation: s.value(r, Delegation),
		Speaker:    s.value(r, Speaker),
		OnBehalfOf: s.value(r, OnBehalfOf),
		Seat:       s.value(r, Seat),
		Language:   s.value(r, Language),
		Remarks:    s.value(r, Remarks),
	}
	if named, ok := states.ByISO3(in.Delegation); ok && s.byCode {
		in.Delegation = named.Name("en")
	}
	if in.Delegation == "" {
		return in, refuse(s.at(r, Delegation), RefusedMissing, "the delegation is missing; write it, or delete the line").in(Delegation)
	}
	for _, field := range s.taken {
		value := s.value(r, field)
		bound, bounded := longest[field]
		if field == ISO3 && s.byCode {
			bound, bounded = longest[Delegation], true
		}
		if code, found := strings.CutPrefix(field, inLanguage); found && value != "" {
			bound, bounded = timer.MaxName, true
			if in.Names == nil {
				in.Names = map[string]string{}
			}
			in.Names[code] = value
		}
		if n := utf8.RuneCountInString(value); bounded && n > bound {
			return in, refuse(s.at(r, field), RefusedLong, "%s has %d characters; at most %d can be taken", field, n, bound).in(field)
		}
	}
	state, isState := stateOf(in)
	in.ISO3 = s.iso3(r, state)
	in.Registration = s.registration(r)
	in.Kind = s.kind(r, in.OnBehalfOf, &in.Registration)
	s.level(r, &in)
	if in.Kind == timer.State && !isState {
		s.unknown = append(s.unknown, unknownState{s.at(r, Delegation), in.Delegation})
	}
	s.repeated(r, in, state)
	return in, nil
}

// stateOf returns the State that a delegation is, by its name in any language.
func stateOf(in timer.Inscription) (states.State, bool) {
	if found, ok := states.Find(in.Delegation); ok {
		return found, true
	}
	for _, language := range states.Languages() {
		if found, ok := states.Find(in.Names[language]); ok {
			return found, true
		}
	}
	return states.State{}, false
}

func (s *rows) kind(r row, onBehalf string, reg *timer.Registration) timer.Kind {
	named := s.value(r, Kind)
	k, at := timer.State, s.at(r, Kind)
	if named != "" {
		parsed, ok := readKind(named)
		capacity, isCapacity := readCapacity(named)
		switch {
		case ok:
			k = parsed
		case isCapacity && reg.Capacity == "":
			reg.Capacity = capacity
		default:
			s.doubts.add(at, DoubtUnknownKind, Kind, "%s is not a kind of statement; it is taken as %s", quote(named), string(k))
		}
	}
	if guessed, ok := kindOf[reg.Capacity]; ok && (named == "" || k == timer.State && folded(named) != string(timer.State)) {
		if named == "" {
			s.doubts.add(s.at(r, Capacity), DoubtKindGuessed, Kind, "the line does not say the kind of statement; by the capacity it is taken as %s", string(guessed))
		}
		k = guessed
	}
	switch {
	case k == timer.Group && onBehalf == "":
		s.doubts.add(at, DoubtGroupUnnamed, Kind, "the statement is on behalf of a group, but the line does not say of which")
	case k == timer.State && onBehalf != "":
		if _, ok := s.cell[Kind]; !ok {
			at = s.at(r, OnBehalfOf)
		}
		// The two have different limits in some rules.
		s.doubts.add(at, DoubtBehalf, Kind, "the line says on whose behalf the statement is made, but its kind is %s; if it is a group's, write %s", string(k), string(timer.Group))
	}
	return k
}

// kindOf says which capacities speak for the kind of a statement.
var kindOf = map[timer.Capacity]timer.Kind{timer.Rule39: timer.Briefer, timer.ObserverSeat: timer.Observer}

func (s *rows) iso3(r row, state states.State) string {
	code := s.value(r, ISO3)
	switch {
	case code == "":
		return state.ISO3
	case len(code) != 3 || !lettersOnly(code):
		s.doubts.add(s.at(r, ISO3), DoubtISO3, ISO3, "%s is not a country code of three letters; it is left out", quote(code))
		return state.ISO3
	}
	code = strings.ToUpper(code)
	if state.ISO3 != "" && code != state.ISO3 {
		s.doubts.add(s.at(r, ISO3), DoubtISO3Differs, ISO3, "the country code is %s, but %s has %s; what is written is taken", quote(code), quote(s.value(r, Delegation)), quote(state.ISO3))
	}
	return code
}

// repeated reports a delegation that is there already, under any name of a State. It can
// be meant: a State may speak for a group and in its national capacity.
func (s *rows) repeated(r row, in timer.Inscription, state states.State) {
	folded := state.ISO3
	if folded == "" {
		folded = norm.NFKC.String(strings.ToLower(strings.ReplaceAll(in.Delegation, "’", "'")))
		folded = strings.Join(strings.Fields(folded), " ")
	}
	at := s.at(r, Delegation)
	if first, ok := s.delegations[folded]; ok {
		s.doubts.add(at, DoubtTwice, Delegation, "%s is on the list already, in %s; both are taken", quote(in.Delegation), first)
		return
	}
	s.delegations[folded] = at.short()
}

// finish says and settles what only the whole list shows.
func (s *rows) finish() {
	s.reportTrailing()
	s.settleMoments()
	// Where most others are no States either, the list is one of organizations, or a
	// rehearsal's.
	national := 0
	for _, f := range s.found {
		if f.Kind == timer.State {
			national++
		}
	}
	if 2*len(s.unknown) > national {
		return
	}
	for _, u := range s.unknown {
		s.doubts.add(u.at, DoubtNotAState, Delegation, "no State is known by the name %s; it is taken as it is written", quote(u.name))
	}
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
