package listfile

import (
	"context"
	"errors"
	"io"
	"slices"

	"rostrum/timer/states"
)

const (
	// looked and lookedAcross are how many rows and columns are asked what they are about;
	// they are enough to tell.
	looked       = 60
	lookedAcross = 64
	// samples is how many rows are shown of each column.
	samples = 3
	// longestName is longer than any name of a State, or moment, in bytes.
	longestName = 150
)

// survey is what stands in the columns below the headings.
type survey struct {
	rows    int
	columns []contents
}

// contents is what stands in one column, in the rows that were looked at.
type contents struct {
	sample  []string
	filled  int
	states  int // names of States
	codes   int // of three letters
	moments int
	varied  bool // moments differ, or have a time of day
	moment  string
	named   []string // the code of the State that each row names, or empty
	// In all rows:
	all     int  // filled
	numbers int  // whole numbers, see [readNumber]
	counted bool // they begin with 1 and ascend
	last    int
}

// look reads what stands below the headings.
func look(ctx context.Context, s source, above int) (survey, error) {
	v := survey{}
	for n := 0; ; n++ {
		r, err := s.next()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		if err != nil {
			return v, err
		}
		if n%256 == 0 && ctx.Err() != nil {
			return v, ctx.Err()
		}
		if n <= above {
			continue
		}
		if v.add(r); v.rows == mostRows {
			return v, nil // more than is taken
		}
	}
}

func (v *survey) add(r row) {
	for len(v.columns) < min(len(r.cells), maxColumns) {
		v.columns = append(v.columns, contents{counted: true})
	}
	for i := range v.columns {
		c := &v.columns[i]
		cell := r.value(i)
		if v.rows < samples {
			for len(c.sample) < v.rows {
				c.sample = append(c.sample, "")
			}
			c.sample = append(c.sample, shortened(cell))
		}
		if v.rows < looked && i < lookedAcross {
			c.named = append(c.named, make([]string, v.rows+1-len(c.named))...)
		}
		if cell == "" {
			continue
		}
		c.all++
		n, ok := readNumber(cell)
		if ok {
			c.numbers++
		}
		c.counted = c.counted && ok && (c.all == 1 && n == 1 || c.all > 1 && n > c.last)
		c.last = n
		if v.rows < looked && i < lookedAcross {
			c.look(cell)
		}
	}
	v.rows++
}

// shortened returns so much of a cell as a sample shows.
func shortened(cell string) string {
	const longest = 120
	n := 0
	for i := range cell {
		if n++; n > longest {
			return cell[:i] + "…"
		}
	}
	return cell
}

func (c *contents) look(cell string) {
	c.filled++
	if len(cell) > longestName {
		return
	}
	if isCode(cell) {
		c.codes++
		return
	}
	if s, ok := stateNamed(cell); ok {
		c.states++
		c.named[len(c.named)-1] = s.ISO3
		return
	}
	if m, ok := parseMoment(cell); ok {
		c.moments++
		c.varied = c.varied || m.timed || c.moment != "" && c.moment != cell
		c.moment = cell
	}
}

// isCode says whether a cell is a State's code of three letters, as codes are written.
func isCode(cell string) bool {
	s, ok := states.ByISO3(cell)
	return ok && s.ISO3 == cell
}

// stateNamed returns the State whose name a cell is; codes of two letters are words too
// often.
func stateNamed(cell string) (states.State, bool) {
	if len(cell) < 3 || len(cell) > longestName {
		return states.State{}, false
	}
	return states.Find(cell)
}

// agrees says whether two columns name the same States: those that one of them names, the
// other does too, but for a few that it spells in a way that is not known.
func (c *contents) agrees(other *contents) bool {
	same, differ := 0, 0
	for i, code := range c.named {
		switch {
		case code == "":
		case i < len(other.named) && other.named[i] == code:
			same++
		default:
			differ++
		}
	}
	return same > 0 && same >= 4*differ
}

// mostly says whether so many are most of the cells.
func (c *contents) mostly(n int) bool { return n > 0 && 10*n >= 6*c.filled }

// contents returns what stands in a column; of one beyond all rows, nothing.
func (v *survey) contents(column int) *contents {
	if column < len(v.columns) {
		return &v.columns[column]
	}
	return &contents{}
}

// speaksFor says whether the cells can be what a doubtful heading claims.
func (c *contents) speaksFor(field string) bool {
	switch field {
	case Delegation:
		return c.mostly(c.states)
	case OnBehalfOf:
		return slices.ContainsFunc(c.sample, func(cell string) bool {
			found, _ := Members(cell)
			return len(found) > 0
		})
	case ISO3:
		return c.mostly(c.codes)
	case Seq:
		return 2*c.numbers > c.all || c.all == 0
	}
	return true
}
