package record

import (
	"rostrum/display/wire"
	"rostrum/timer/account"
)

// Totals are those of several meetings, for programs.
func Totals(o account.Over) wire.Totals {
	out := wire.Totals{Meetings: []wire.TotalledMeeting{}, Delegations: []wire.TotalledDelegation{}}
	for i := range o.Meetings {
		a := &o.Meetings[i]
		out.Meetings = append(out.Meetings, wire.TotalledMeeting{
			Symbol: a.Symbol, Title: a.Title, OpenedAt: a.Opened.Wall.UTC(), Statements: a.Totals.Statements, UsedMS: millis(a.Totals.Used),
		})
	}
	for _, d := range o.Delegations {
		out.Delegations = append(out.Delegations, wire.TotalledDelegation{
			Delegation: d.Name, Names: d.Names, Meetings: d.Meetings, Statements: d.Statements, UsedMS: millis(d.Used), MedianMS: millis(d.Median),
		})
	}
	return out
}

// overAll is the table of totals over all meetings.
func (r *Record) overAll() Table {
	t := Table{Title: r.say("all-meetings"), Columns: r.columns("delegation", "meetings-heard", "times-heard", "used", "median")}
	for _, d := range r.Over.Delegations {
		t.Rows = append(t.Rows, []Cell{text(r.name(d.Name, d.Names)), number(d.Meetings), number(d.Statements), length(d.Used), length(d.Median)})
	}
	return t
}
