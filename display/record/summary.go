package record

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"rostrum/display/wire"
	"rostrum/timer"
)

// digest is what was noted, for the analytical summary: by paragraph, in it by delegation
// in the order in which they spoke; then what is of no paragraph, and of nobody.
type digest struct {
	paragraphs []said
	others     said // of no paragraph
	loose      []timer.WrittenNote
}

// said is what was noted of one paragraph.
type said struct {
	paragraph string
	by        []by
}

// by is what was noted of one statement; its order is 0 where it is about none.
type by struct {
	delegation, speaker, onBehalfOf string
	names                           map[string]string
	order                           int
	notes                           []timer.WrittenNote
}

func (r *Record) digest() digest {
	var d digest
	for i := range r.Account.Statements {
		s := &r.Account.Statements[i]
		for _, n := range s.Notes {
			to := &d.others
			if n.Paragraph != "" {
				to = d.paragraph(n.Paragraph)
			}
			if len(to.by) == 0 || to.by[len(to.by)-1].order != s.Order {
				to.by = append(to.by, by{delegation: s.Delegation, speaker: s.Speaker, onBehalfOf: s.OnBehalfOf, names: s.Names, order: s.Order})
			}
			last := &to.by[len(to.by)-1]
			last.notes = append(last.notes, n)
		}
	}
	for _, n := range r.loose() {
		if n.Paragraph == "" {
			d.loose = append(d.loose, n)
			continue
		}
		p := d.paragraph(n.Paragraph)
		if len(p.by) == 0 || p.by[len(p.by)-1].order != 0 {
			p.by = append(p.by, by{})
		}
		last := &p.by[len(p.by)-1]
		last.notes = append(last.notes, n)
	}
	// 22 before 112, in any language.
	order := collate.New(language.Make(r.Tongue.Text("language.tag")), collate.Numeric)
	slices.SortStableFunc(d.paragraphs, func(a, b said) int { return order.CompareString(a.paragraph, b.paragraph) })
	return d
}

// paragraph returns what was noted of one, also of one that is new.
func (d *digest) paragraph(name string) *said {
	at := slices.IndexFunc(d.paragraphs, func(p said) bool { return p.paragraph == name })
	if at < 0 {
		at = len(d.paragraphs)
		d.paragraphs = append(d.paragraphs, said{paragraph: name})
	}
	return &d.paragraphs[at]
}

// SummaryDOCX is the draft of the analytical summary.
func (r *Record) SummaryDOCX() ([]byte, error) {
	d := r.newDocx(r.say("summary"))
	d.paragraph(styleTitle, r.say("summary"))
	d.paragraph(styleBy, r.heading())
	for _, line := range r.about() {
		d.paragraph(styleText, line)
	}
	g := r.digest()
	for _, p := range g.paragraphs {
		d.paragraph(styleHeading, p.paragraph)
		r.putSaid(d, p)
	}
	if len(g.others.by)+len(g.loose) > 0 {
		d.paragraph(styleHeading, r.say("no-paragraph"))
		r.putSaid(d, g.others)
	}
	if len(g.loose) > 0 {
		d.paragraph(styleUnder, r.say("no-statement"))
		r.putNotes(d, g.loose)
	}
	if len(r.Account.Notes) == 0 {
		d.paragraph(styleText, r.say("nothing"))
	}
	return d.bytes()
}

func (r *Record) putSaid(d *docx, s said) {
	for _, b := range s.by {
		d.paragraph(styleUnder, r.whom(b))
		r.putNotes(d, b.notes)
	}
}

// whom names who said something: the delegation, who spoke, for whom.
func (r *Record) whom(b by) string {
	if b.order == 0 {
		return r.say("no-statement")
	}
	out := r.name(b.delegation, b.names)
	if b.speaker != "" {
		out += " (" + b.speaker + ")"
	}
	if b.onBehalfOf != "" {
		out += ", " + r.say("on_behalf_of") + ": " + b.onBehalfOf
	}
	return out
}

func (r *Record) putNotes(d *docx, notes []timer.WrittenNote) {
	for _, n := range notes {
		first := ""
		if n.Proposal {
			first = r.say("proposal") + ":"
		}
		d.said(styleItem, first, n.Text)
	}
}

// Summary is the same for programs.
func (r *Record) Summary() wire.Summary {
	g := r.digest()
	out := wire.Summary{Symbol: r.Account.Symbol, Title: r.Account.Title, Rehearsal: r.Account.Rehearsal, Paragraphs: []wire.SummaryParagraph{}, Others: saidJSON(g.others), Loose: notes(g.loose)}
	for _, p := range g.paragraphs {
		out.Paragraphs = append(out.Paragraphs, wire.SummaryParagraph{Paragraph: p.paragraph, Delegations: saidJSON(p)})
	}
	return out
}

func saidJSON(s said) []wire.SummaryDelegation {
	out := []wire.SummaryDelegation{}
	for _, b := range s.by {
		out = append(out, wire.SummaryDelegation{
			Delegation: b.delegation, Names: b.names, Speaker: b.speaker, OnBehalfOf: b.onBehalfOf, Notes: notes(b.notes),
		})
	}
	return out
}
