package record

import (
	"strconv"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/states"
)

// Table is one of those of which the forms are made. Columns have names for programs, and
// headings in the language of the record.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]Cell
}

// Column is one of a table.
type Column struct {
	Name    string // for programs, "started_at"
	Heading string
	Brief   bool // also where there is no room for all
}

// statements is the table of all statements.
func (r *Record) statements() Table {
	columns := statementColumns
	t := Table{Title: r.say("statements")}
	for _, c := range columns {
		if !c.operators || !r.Public {
			t.Columns = append(t.Columns, Column{Name: c.name, Heading: r.say(c.heading), Brief: c.brief})
		}
	}
	for i := range r.Account.Statements {
		row := make([]Cell, 0, len(t.Columns))
		for _, c := range columns {
			if !c.operators || !r.Public {
				row = append(row, c.of(r, &r.Account.Statements[i]))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// statementColumn is a column of the table of statements.
type statementColumn struct {
	name, heading string
	brief         bool
	operators     bool // not for the public
	of            func(r *Record, s *account.Statement) Cell
}

const (
	brief = true
	wide  = false
)

var statementColumns = []statementColumn{
	{"order", "number", brief, false, func(_ *Record, s *account.Statement) Cell { return number(s.Order) }},
	{"statement", "statement", wide, false, func(_ *Record, s *account.Statement) Cell { return number(s.ID) }},
	{"entry", "entry", wide, false, func(_ *Record, s *account.Statement) Cell { return text(string(s.Entry)) }},
	{"delegation", "delegation", brief, false, func(r *Record, s *account.Statement) Cell { return text(r.name(s.Delegation, s.Names)) }},
	{"iso3", "iso3", wide, false, func(_ *Record, s *account.Statement) Cell { return text(s.ISO3) }},
	{"speaker", "speaker", brief, false, func(_ *Record, s *account.Statement) Cell { return text(s.Speaker) }},
	{"kind", "kind", brief, false, func(r *Record, s *account.Statement) Cell { return text(r.kind(s.Kind)) }},
	{"capacity", "capacity", wide, false, func(r *Record, s *account.Statement) Cell { return text(r.capacity(s.Capacity)) }},
	{"level", "level", wide, false, func(r *Record, s *account.Statement) Cell { return text(r.level(s.Level)) }},
	{"on_behalf_of", "on_behalf_of", wide, false, func(_ *Record, s *account.Statement) Cell { return text(s.OnBehalfOf) }},
	{"seat", "seat", wide, false, func(_ *Record, s *account.Statement) Cell { return text(s.Seat) }},
	{"sitting", "sitting-number", wide, false, func(_ *Record, s *account.Statement) Cell { return number(s.Sitting) }},
	{"given_at", "given_at", wide, false, func(r *Record, s *account.Statement) Cell { return r.moment(s.FloorGiven) }},
	{"started_at", "started_at", brief, false, func(r *Record, s *account.Statement) Cell { return r.moment(s.StartedAt.Wall) }},
	{"ended_at", "ended_at", brief, false, func(r *Record, s *account.Statement) Cell { return r.moment(s.EndedAt.Wall) }},
	{"allotted", "allotted", brief, false, func(_ *Record, s *account.Statement) Cell {
		if s.Allotted == timer.NoLimit {
			return Cell{}
		}
		return length(s.Allotted)
	}},
	{"used", "used", brief, false, func(_ *Record, s *account.Statement) Cell { return length(s.Used) }},
	{"over", "over", brief, false, func(_ *Record, s *account.Statement) Cell { return length(s.Over) }},
	{"paused", "paused", brief, false, func(_ *Record, s *account.Statement) Cell { return length(s.Paused) }},
	{"pause_reasons", "reason", wide, false, func(_ *Record, s *account.Statement) Cell { return text(pauseReasons(s)) }},
	{"interrupted", "interrupted", wide, false, func(_ *Record, s *account.Statement) Cell { return length(s.Interrupted) }},
	{"suspended", "suspended", wide, false, func(_ *Record, s *account.Statement) Cell { return length(s.Suspended) }},
	{"between", "before", wide, false, func(_ *Record, s *account.Statement) Cell { return length(s.Between) }},
	{"prompted_at", "prompted_at", wide, false, func(_ *Record, s *account.Statement) Cell { return moment(s.PromptedAt) }},
	{"urged", "urged", brief, false, func(_ *Record, s *account.Statement) Cell { return number(len(s.Urged)) }},
	{"light_late_ms", "light_late", wide, true, func(_ *Record, s *account.Statement) Cell { return latest(s.Light) }},
	{"wall_trusted", "wall_trusted", wide, false, func(r *Record, s *account.Statement) Cell { return r.yes(s.Trusted) }},
	{"recorded", "recorded", wide, false, func(r *Record, s *account.Statement) Cell { return r.yes(s.Recorded) }},
	{"corrections", "corrections", wide, false, func(_ *Record, s *account.Statement) Cell { return number(corrected(s.Corrections)) }},
	{"remarks", "remarks", brief, false, func(r *Record, s *account.Statement) Cell { return text(r.remarks(s)) }},
}

// latest is how late a light was at most, where one said so.
func latest(edges []account.Edge) Cell {
	var worst *account.Edge
	for i := range edges {
		if e := &edges[i]; !e.Seen.IsZero() && (worst == nil || e.Late > worst.Late) {
			worst = e
		}
	}
	if worst == nil {
		return Cell{}
	}
	return precise(worst.Late)
}

// moment is a time of day; with its date where that is not the day of the opening.
func (r *Record) moment(at time.Time) Cell {
	if at.In(r.Zone).Format(time.DateOnly) != r.Account.Opened.Wall.In(r.Zone).Format(time.DateOnly) {
		return dateAnd(at)
	}
	return moment(at)
}

func (r *Record) say(key string) string { return r.Tongue.Text("record." + key) }

func (r *Record) kind(k timer.Kind) string { return r.Tongue.Text("kind." + string(k)) }

func (r *Record) capacity(c timer.Capacity) string { return r.Tongue.Text("capacity." + string(c)) }

func (r *Record) level(l timer.Level) string { return r.Tongue.Text("level." + string(l)) }

func (r *Record) yes(yes bool) Cell {
	if yes {
		return text(r.say("yes"))
	}
	return text(r.say("no"))
}

// name is a delegation in the language of the record: as the list has it, else what the
// State is called in it.
func (r *Record) name(delegation string, names map[string]string) string {
	if delegation == "" { // of a point of order that nobody has put down to anyone
		return r.say("unnamed")
	}
	if name := names[r.Tongue.Code]; name != "" {
		return name
	}
	if r.listLanguage() == r.Tongue.Code {
		return delegation
	}
	if s, ok := states.Find(delegation); ok {
		return s.Name(r.Tongue.Code)
	}
	return delegation
}

// listLanguage is the language in which the list names States.
func (r *Record) listLanguage() string {
	list := make(timer.SpeakersList, len(r.Account.List))
	for i := range r.Account.List {
		list[i] = &r.Account.List[i]
	}
	return wire.LanguageOf(list)
}

func (r *Record) columns(names ...string) []Column {
	out := make([]Column, len(names))
	for i, name := range names {
		out[i] = Column{Name: name, Heading: r.say(name), Brief: true}
	}
	return out
}

// pair is a row of a table of two columns.
func (r *Record) pair(key string, value Cell) []Cell { return []Cell{text(r.say(key)), value} }

// corrections is the table of what was put right.
func (r *Record) corrections() Table {
	t := Table{Title: r.say("corrections"), Columns: r.columns("number", "delegation", "at", "by", "what", "field", "was", "now", "reason")}
	for i := range r.Account.Statements {
		s := &r.Account.Statements[i]
		for _, c := range s.Corrections {
			if c.Field == "entry" {
				continue // who that is, is said with the delegation
			}
			by, reason := r.by(c.By), c.Reason
			if r.Public {
				by, reason = "", ""
			}
			t.Rows = append(t.Rows, []Cell{
				number(s.Order), text(r.name(s.Delegation, s.Names)), r.moment(c.At.Wall), text(by),
				text(r.say("did." + didOf(c.What))), text(r.say(fieldText[c.Field])), fine(r.value(c.Field, c.Was)), fine(r.value(c.Field, c.Now)), text(reason),
			})
		}
	}
	return t
}

// fine lets a cell be said to the millisecond: what was corrected may be less than a
// second.
func fine(c Cell) Cell {
	c.Fine = true
	return c
}

// fieldText is how what can be put right is called, by its name on the interface.
var fieldText = map[string]string{
	"entry": "entry", "delegation": "delegation", "speaker": "speaker", "kind": "kind", "on_behalf_of": "on_behalf_of", "seat": "seat",
	"capacity": "capacity", "level": "level",
	"started_at": "started_at", "ended_at": "ended_at",
	"allotted_ms": "allotted", "used_ms": "used", "paused_ms": "paused", "elapsed_ms": "elapsed",
	"interrupted_ms": "interrupted", "suspended_ms": "suspended",
}

// value is what stood, or stands, in a field.
func (r *Record) value(field, value string) Cell {
	switch field {
	case "started_at", "ended_at":
		at, err := time.Parse(time.RFC3339Nano, value)
		if err != nil {
			return Cell{}
		}
		return r.moment(at)
	case "allotted_ms", "used_ms", "paused_ms", "interrupted_ms", "suspended_ms", "elapsed_ms":
		ms, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return Cell{}
		}
		return length(time.Duration(ms) * time.Millisecond)
	case "kind":
		return text(r.kind(timer.Kind(value)))
	case "capacity":
		return text(r.capacity(timer.Capacity(value)))
	case "level":
		return text(r.level(timer.Level(value)))
	default:
		return text(value)
	}
}

// written is the table of notes.
func (r *Record) written() Table {
	t := Table{Title: r.say("notes"), Columns: r.columns("number", "delegation", "paragraph", "proposal", "text", "by", "at")}
	for _, n := range r.Account.Notes {
		order, delegation := Cell{}, text(r.say("no-statement"))
		for i := range r.Account.Statements {
			if s := &r.Account.Statements[i]; s.ID == n.Statement {
				order, delegation = number(s.Order), text(r.name(s.Delegation, s.Names))
			}
		}
		t.Rows = append(t.Rows, []Cell{order, delegation, text(n.Paragraph), r.yes(n.Proposal), text(n.Text), text(r.by(n.By)), r.moment(n.At.Wall)})
	}
	return t
}

// exactness is the table that says how exact the meeting was.
func (r *Record) exactness() Table {
	p := &r.Account.Proof
	t := Table{Title: r.say("proof"), Columns: []Column{{Name: "proof", Brief: true}, {Name: "value", Brief: true}}, Rows: [][]Cell{
		r.pair("edges", number(p.Due)),
		r.pair("confirmed", number(p.Confirmed)),
	}}
	if p.Worst != nil {
		t.Rows = append(t.Rows,
			r.pair("worst-late", text(thousandths(p.Worst.Late.Microseconds())+" ms")),
			r.pair("worst-bound", text(thousandths(p.WorstBound.Bound.Microseconds())+" ms")))
	}
	for _, seat := range p.Unconfirmed {
		t.Rows = append(t.Rows, r.pair("unconfirmed", text(seat)))
	}
	for _, u := range p.Unsaved {
		until := "…"
		if !u.Until.IsZero() {
			until = u.Until.In(r.Zone).Format(time.TimeOnly)
		}
		t.Rows = append(t.Rows, r.pair("unsaved", text(u.From.In(r.Zone).Format(time.TimeOnly)+" – "+until)))
	}
	return Table{Title: t.Title, Columns: t.Columns, Rows: append(t.Rows, r.pair("untrusted", number(p.Untrusted)))}
}

// edges is the table of each change of a light.
func (r *Record) edges() Table {
	t := Table{Title: r.say("lights"), Columns: r.columns("number", "delegation", "seat", "signal", "due", "seen", "late", "bound")}
	for i := range r.Account.Statements {
		s := &r.Account.Statements[i]
		for _, e := range s.Light {
			row := []Cell{number(s.Order), text(r.name(s.Delegation, s.Names)), text(e.Seat), text(r.say("signal." + e.Signal.String())), r.moment(e.Due.Wall), r.moment(e.Seen), {}, {}}
			if !e.Seen.IsZero() {
				row[6], row[7] = precise(e.Late), precise(e.Bound)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// sat is the table of sittings.
func (r *Record) sat() Table {
	t := Table{Title: r.say("sittings"), Columns: r.columns("number", "called", "resumed", "suspended-at", "rose")}
	for i, s := range r.Account.Sittings {
		t.Rows = append(t.Rows, []Cell{number(i + 1), dateAnd(s.Called), dateAnd(s.Resumed), dateAnd(s.Suspended), dateAnd(s.Rose)})
	}
	return t
}
