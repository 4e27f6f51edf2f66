package record

import (
	"rostrum/timer"
	"rostrum/timer/account"
)

// sums is the table of totals.
func (r *Record) sums() Table {
	t := &r.Account.Totals
	return Table{Title: r.say("totals"), Columns: []Column{{Name: "total", Brief: true}, {Name: "value", Brief: true}}, Rows: [][]Cell{
		r.pair("inscribed", number(t.Inscribed)),
		r.pair("heard", number(t.Heard)),
		r.pair("not-heard", number(t.NotHeard)),
		r.pair("absent", number(t.Absent)),
		r.pair("withdrawn", number(t.Withdrawn)),
		r.pair("waiting", number(t.Waiting)),
		r.pair("statements-all", number(t.Statements)),
		r.pair("limits", length(t.Allotted)),
		r.pair("used", length(t.Used)),
		r.pair("over", length(t.Over)),
		r.pair("paused", length(t.Paused)),
		r.pair("interrupted", length(t.Interrupted)),
		r.pair("suspended", length(t.Suspended)),
		r.pair("between", length(t.Between)),
		r.pair("median", length(t.Median)),
		r.pair("quartile-1", length(t.Quartiles[0])),
		r.pair("quartile-3", length(t.Quartiles[1])),
	}}
}

// groups is the table of sums by kind, or by delegation.
func (r *Record) groups(title, column string, groups []account.Group, name func(string) string) Table {
	t := Table{Title: r.say(title), Columns: r.columns(column, "times-heard", "allotted", "used", "median")}
	for _, g := range groups {
		t.Rows = append(t.Rows, []Cell{text(name(g.Name)), number(g.Statements), length(g.Allotted), length(g.Used), length(g.Median)})
	}
	return t
}

func (r *Record) byKind() Table {
	return r.groups("by-kind", "kind", r.Account.Totals.ByKind, func(k string) string { return r.kind(timer.Kind(k)) })
}

func (r *Record) byDelegation() Table {
	names := make(map[string]string)
	for _, s := range r.Account.Statements {
		names[s.Delegation] = r.name(s.Delegation, s.Names)
	}
	return r.groups("by-delegation", "delegation", r.Account.Totals.ByDelegation, func(d string) string { return names[d] })
}

// overAll is the table of totals over all meetings.
func (r *Record) overAll() Table {
	t := Table{Title: r.say("all-meetings"), Columns: r.columns("delegation", "meetings-heard", "times-heard", "used", "median")}
	for _, d := range r.Over.Delegations {
		t.Rows = append(t.Rows, []Cell{text(r.name(d.Name, d.Names)), number(d.Meetings), number(d.Statements), length(d.Used), length(d.Median)})
	}
	return t
}
