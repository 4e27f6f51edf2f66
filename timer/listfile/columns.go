package listfile

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxColumns is far beyond any real list, and keeps the number of notices sane.
const maxColumns = 256

// mostOfAHeading is how long a heading may be, in characters.
const mostOfAHeading = 1000

// columns says in which cell of a row each value is.
type columns struct {
	cell  map[string]int // by field
	taken []string       // the fields, left to right
	width int            // cells that have a heading above them
	cells int            // cells of the heading line, empty ones beside the list counted
	all   []Column
	// byCode: no column names the delegations, but that of the codes does.
	byCode bool
	// strict: a person has taken a column as the number that does not say so itself, by its
	// heading and by most of its cells.
	strict bool
}

// choice is how the columns of one file are told apart.
type choice struct {
	columns
	headings  row
	survey    *survey
	corrected map[string]string
	doubts    *doubts
	by        map[string]int // how sure, by field
}

// chooseColumns says which column is which: first what a person has said, then what the
// headings say, then what is in the cells. A guess never takes a column that a heading
// claims; only a list that would have no delegation takes one whose cells are States.
func chooseColumns(headings row, v *survey, corrected map[string]string, d *doubts) (columns, error) {
	c := &choice{headings: headings, survey: v, corrected: corrected, doubts: d, by: map[string]int{}}
	c.cell, c.cells, c.width = map[string]int{}, headings.width, len(headings.cells)
	for c.width > 0 && headings.cells[c.width-1] == "" {
		if _, named := correction(corrected, "", c.width-1); named {
			break
		}
		c.width-- // spreadsheets write the empty columns beside the list too
	}
	if c.width > maxColumns {
		return c.columns, refuse(headings.at(maxColumns), RefusedWide, "there are %d headings; at most %d are read", headings.width, maxColumns)
	}
	count := c.width
	if _, text := headings.source.(*table); !text {
		count = max(count, len(v.columns))
	}
	seen := map[string]bool{}
	for i := range count {
		if n := utf8.RuneCountInString(headings.value(i)); n > mostOfAHeading {
			return c.columns, refuse(headings.at(i), RefusedLong, "this heading has %d characters; at most %d can be taken", n, mostOfAHeading)
		}
		heading := headings.value(i)
		c.all = append(c.all, Column{Heading: heading, Letter: letters(i), Sample: v.contents(i).sample, twice: seen[heading] && heading != ""})
		seen[heading] = true
	}
	if err := c.byPerson(); err != nil {
		return c.columns, err
	}
	claims := c.claims()
	for sure := byName; sure > unsaid; sure-- {
		for i := range c.all {
			if claims[i].sure != sure {
				continue
			}
			if err := c.claim(i, claims[i].claim, sure); err != nil {
				return c.columns, err
			}
		}
	}
	c.byContents(claims)
	if i, ok := c.cell[Seq]; ok && c.by[Seq] > byName {
		c.strict = c.says(i).field != Seq || !c.survey.contents(i).speaksFor(Seq)
	}
	if i, ok := c.speaker(claims); ok {
		return c.columns, refuse(headings.at(i), RefusedNoHeadings,
			"%s stands where the headings should; put a line of headings above the list, such as No., Delegation, Speaker", quote(c.all[i].Heading))
	}
	c.report(claims)
	for i := range c.all {
		if as := c.all[i].As; as != "" {
			c.taken = append(c.taken, as)
		}
	}
	if _, ok := c.cell[Delegation]; !ok && c.codesName() {
		c.cell[Delegation], c.byCode = c.cell[ISO3], true
	} else if !ok {
		e := refuse(headings.at(0), RefusedNoDelegation,
			"no column is headed “delegation”; the first line must hold the headings, and here it begins with %s", quote(firstOf(headings.cells)))
		e.Columns = c.all
		return c.columns, e.in(Delegation)
	}
	return c.columns, nil
}

func firstOf(cells []string) string {
	for _, cell := range cells {
		if cell != "" {
			return cell
		}
	}
	return ""
}

// take makes a column the one of a field.
func (c *choice) take(column int, field string, sure int) {
	c.cell[field], c.by[field] = column, sure
	c.all[column].As = field
}

// correction returns what a person has said of a column.
func (c *choice) correction(i int) (string, bool) {
	if c.all[i].twice {
		return correction(c.corrected, "", i)
	}
	return correction(c.corrected, c.all[i].Heading, i)
}

// byPerson takes what a person has said of the columns.
func (c *choice) byPerson() error {
	used := map[string]bool{}
	for i := range c.all {
		as, ok := c.correction(i)
		if !ok {
			continue
		}
		used[c.all[i].Heading], used["["+c.all[i].Letter+"]"] = true, true
		if as == "" {
			continue
		}
		if !isField(as) {
			return refuse(c.headings.at(i), RefusedUnknownColumn, "%s is not a field of a list; use one of %s", quote(as), strings.Join(Fields(), ", "))
		}
		if first, taken := c.cell[as]; taken {
			return refuse(c.headings.at(i), RefusedColumnTwice, "two columns are to be %s, %s and %s; choose one of them", as, quote(c.all[first].Key()), quote(c.all[i].Key())).in(as)
		}
		c.take(i, as, byName+1)
	}
	for key := range c.corrected {
		if !used[key] {
			e := refuse(c.headings.at(0), RefusedUnknownColumn, "there is no column %s", quote(key))
			e.Columns = c.all
			return e
		}
	}
	return nil
}

// said is the claim of one heading.
type said struct {
	claim
	sure int
}

// claims returns what the headings say of the columns that no person has spoken of.
func (c *choice) claims() []said {
	out := make([]said, len(c.all))
	for i := range c.all {
		if _, corrected := c.correction(i); corrected || c.all[i].Heading == "" {
			continue
		}
		out[i] = c.says(i)
	}
	return out
}

// says returns what a heading says of its column, as far as the cells let it.
func (c *choice) says(i int) said {
	all, sure := claimsOf(c.all[i].Heading)
	for _, one := range all {
		in := c.survey.contents(i)
		asked := one.doubtful || sure < byName && (one.field == Seq || one.field == ISO3)
		// One that says number is, unless hardly any is there: “Item” may be that of the agenda.
		if !asked || in.speaksFor(one.field) || !one.doubtful && one.field == Seq && 4*in.numbers >= in.all {
			return said{one, sure}
		}
	}
	return said{}
}

// claim gives a column what its heading says, unless another has it.
func (c *choice) claim(i int, said claim, sure int) error {
	heading := c.all[i].Heading
	first, taken := c.cell[said.field]
	switch {
	case !taken:
		c.take(i, said.field, sure)
		if code, found := strings.CutPrefix(said.field, inLanguage); found && !strings.Contains(officialLanguages, code) {
			c.doubts.add(c.headings.at(i), DoubtLanguage, said.field,
				"the column %s is taken as names in the language %s, which is not an official one", quote(heading), quote(code))
		}
		return nil
	case said.field == Delegation && said.language != "" && sure < byName && c.speaks(i, said.language, first):
		// “Country”, “Pays”, “País”: the names in other languages.
		c.take(i, inLanguage+said.language, sure)
		return nil
	case sure == byName && c.by[said.field] == byName && (said.field == Delegation || said.field == Seq || said.field == Kind):
		// Who speaks, when, and for how long must not be guessed.
		return refuse(c.headings.at(i), RefusedColumnTwice, "two columns are headed %s; rename the one that is not meant", quote(said.field)).in(said.field)
	}
	side := "further left"
	if first > i {
		side = "further right"
	}
	c.doubts.add(c.headings.at(i), DoubtIgnored, said.field, "the column %s is left out, because %s %s is taken",
		quote(heading), quote(c.all[first].Key()), side)
	return nil
}

// speaks says whether a column can be the names in a language that no column has, beside
// those of the delegation, in another one: it names the same States. “Country” beside
// “Delegation” says something else.
func (c *choice) speaks(i int, language string, delegation int) bool {
	_, taken := c.cell[inLanguage+language]
	in, beside := c.survey.contents(i), c.survey.contents(delegation)
	return !taken && language != c.languageOf(delegation) && in.mostly(in.states) && in.agrees(beside)
}

// languageOf returns the language of a heading of names; the field's own name is English.
func (c *choice) languageOf(i int) string {
	said := c.says(i)
	if said.field == Delegation && said.language == "" {
		return "en"
	}
	return said.language
}

// codesName says whether there is a column of codes that name the delegations.
func (c *choice) codesName() bool {
	i, ok := c.cell[ISO3]
	return ok && c.survey.contents(i).mostly(c.survey.contents(i).codes)
}

// byContents takes for fields that no heading claims what the cells show.
func (c *choice) byContents(claims []said) {
	free := func(i int) bool {
		_, corrected := c.correction(i)
		return c.all[i].As == "" && !corrected && claims[i].sure == unsaid
	}
	best := func(field string, may func(int) bool, share func(*contents) int) {
		if _, taken := c.cell[field]; taken {
			return
		}
		chosen := -1
		for i := range c.all {
			in := c.survey.contents(i)
			if may(i) && in.mostly(share(in)) && (chosen < 0 || share(in) > share(c.survey.contents(chosen))) {
				chosen = i
			}
		}
		if chosen >= 0 {
			c.take(chosen, field, unsaid)
			c.all[chosen].Guessed = true
		}
	}
	best(ISO3, free, func(in *contents) int { return in.codes })
	best(Delegation, free, func(in *contents) int { return in.states })
	best(RegisteredAt, free, func(in *contents) int {
		if !in.varied {
			return 0
		}
		return in.moments
	})
	best(Seq, free, func(in *contents) int {
		if !in.counted || in.all < 2 || 10*in.all < 8*c.survey.rows {
			return 0
		}
		return in.filled
	})
	// “Speaker” stands above the names of States, too; without them there is no list.
	best(Delegation, func(i int) bool {
		_, corrected := c.correction(i)
		return !corrected && (c.all[i].As == Speaker || c.all[i].As == OnBehalfOf || c.all[i].As == "")
	}, func(in *contents) int { return in.states })
	for field, i := range c.cell {
		if c.all[i].As != field {
			delete(c.cell, field) // it was given away
		}
	}
}

// speaker returns a cell which shows that the row taken for the headings is the first
// speaker's: it is no heading, but a State over States; or, where no heading is known at
// all, a number over numbers or a code over codes.
func (c *choice) speaker(claims []said) (int, bool) {
	headed := len(c.corrected) > 0 || slices.ContainsFunc(claims, func(s said) bool { return s.sure > unsaid })
	for i := range c.all {
		heading, in := c.all[i].Heading, c.survey.contents(i)
		if claims[i].sure > unsaid || len(heading) < 1 {
			continue
		}
		_, isNumber := readNumber(heading)
		_, isState := stateNamed(heading)
		if isState && in.mostly(in.states) || !headed && (isNumber && in.numbers == in.all && in.all > 0 || isCode(heading) && in.mostly(in.codes)) {
			return i, true
		}
	}
	return 0, false
}

// report says what is left out.
func (c *choice) report(claims []said) {
	_, text := c.headings.source.(*table)
	for i := range c.all {
		_, corrected := c.correction(i)
		switch in := c.survey.contents(i); {
		case c.all[i].As != "" || corrected || claims[i].sure > unsaid:
		case c.all[i].Heading != "":
			c.doubts.add(c.headings.at(i), DoubtIgnored, "", "the column %s is not one that is read; it is left out", quote(c.all[i].Heading))
		case in.all > 0 || text && i < c.width:
			c.doubts.add(c.headings.at(i), DoubtNoHeading, "", "this column has no heading; it is left out")
		}
	}
}

// ignored returns the columns that are left out, by their keys.
func (c *columns) ignored() []string {
	var keys []string
	for _, one := range c.all {
		if one.As == "" && (one.Heading != "" || slices.ContainsFunc(one.Sample, func(s string) bool { return s != "" })) {
			keys = append(keys, one.Key())
		}
	}
	return keys
}
