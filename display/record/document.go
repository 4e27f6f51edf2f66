package record

import (
	"strings"

	"rostrum/timer"
	"rostrum/timer/account"
)

// DOCX is the record as a document that people go on editing.
func (r *Record) DOCX() ([]byte, error) {
	d := r.newDocx(r.say("title"))
	d.across = true
	r.opening(d)
	r.put(d, r.sat())
	r.put(d, r.statements())
	r.put(d, r.sums())
	r.put(d, r.byKind())
	r.put(d, r.byDelegation())
	for _, of := range []struct {
		key    string
		status timer.Status
	}{{"not-heard", timer.NotHeard}, {"absent", timer.Absent}, {"withdrawn", timer.Withdrawn}} {
		d.paragraph(styleHeading, r.say(of.key))
		d.paragraph(styleText, r.named(of.status))
	}
	r.put(d, r.corrections())
	if told := r.foretold(); len(told) > 0 {
		lead, items := r.said(told)
		d.paragraph(styleHeading, r.say("forecasts"))
		for _, text := range lead {
			d.paragraph(styleText, text)
		}
		for _, text := range items {
			d.paragraph(styleItem, text)
		}
	}
	if !r.Public {
		r.put(d, r.written())
		d.newPage()
		r.put(d, r.exactness())
	}
	return d.bytes()
}

func (r *Record) newDocx(title string) *docx {
	return &docx{
		rtl: r.Tongue.RightToLeft(), tag: r.Tongue.Text("language.tag"), title: strings.TrimSuffix(title+" · "+r.heading(), " · "),
		made: r.Account.At.Wall, footer: r.say("page"),
	}
}

// opening says what the record is of.
func (r *Record) opening(d *docx) {
	d.paragraph(styleTitle, r.say("title"))
	d.paragraph(styleBy, r.heading())
	for _, line := range r.about() {
		d.paragraph(styleText, line)
	}
}

// about are the lines that say what the figures are.
func (r *Record) about() []string {
	out := []string{
		r.Tongue.Fill("record.as-of", "time", dated(r.Account.At.Wall, r.Zone)) + " " +
			r.Tongue.Fill("record.zone", "zone", r.Zone.String()) + " " + r.say("lengths"),
	}
	if r.Account.Rehearsal {
		out = append(out, r.say("rehearsal"))
	}
	if r.Account.ClosedAt == (timer.Stamp{}) {
		out = append(out, r.say("goes-on"))
	}
	return out
}

// named are the delegations whose line is in a state, as a sentence has them.
func (r *Record) named(status timer.Status) string {
	out := ""
	for _, e := range r.Account.List {
		if account.StatusOf(&e) == status {
			if out != "" {
				out += r.Tongue.Text("record.and")
			}
			out += r.name(e.Delegation, e.Names)
		}
	}
	if out == "" {
		return r.say("nobody")
	}
	return out
}

// put writes a table under its title: what is brief of it.
func (r *Record) put(d *docx, t Table) {
	d.paragraph(styleHeading, t.Title)
	if len(t.Rows) == 0 {
		d.paragraph(styleText, r.say("nothing"))
		return
	}
	t = t.brief()
	head, figures := []string{}, make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		if c.Heading != "" {
			head = append(head, c.Heading)
		}
		for _, row := range t.Rows {
			figures[i] = figures[i] || row[i].What != Empty && row[i].What != Text
		}
	}
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for _, cell := range row {
			rows[i] = append(rows[i], cell.Plain(r.Zone))
		}
	}
	d.table(head, rows, figures)
}

// brief leaves out what there is no room for.
func (t Table) brief() Table {
	out := Table{Title: t.Title, Rows: make([][]Cell, len(t.Rows))}
	for i, c := range t.Columns {
		if !c.Brief {
			continue
		}
		out.Columns = append(out.Columns, c)
		for n, row := range t.Rows {
			out.Rows[n] = append(out.Rows[n], row[i])
		}
	}
	return out
}
