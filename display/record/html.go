package record

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/url"

	"rostrum/display/web"
	"rostrum/timer"
)

// Page is the record as a page.
type Page struct {
	*Record
	// Alone says that the page is a file, which refers to nothing.
	Alone    bool
	Others   []web.Tongue // in which it can be read too
	Files    []Link
	Meetings []Link // others that there are
	Self     string // its address
}

// Link leads to another form, or another meeting.
type Link struct {
	Text, Address string
	Here          bool // it is the one that is shown
}

// HTML writes the page by the template pages/record.html.
func (p *Page) HTML(w io.Writer, t *template.Template) error {
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("record: the page: %w", err)
	}
	return nil
}

// Template reads the template of a page that is a file.
func Template() (*template.Template, error) {
	text, err := fs.ReadFile(web.FS, "pages/record.html")
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	t, err := template.New("record").Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return t, nil
}

// Say is a text of the record, for the template, as all that follows.
func (p *Page) Say(key string) string { return p.say(key) }

// Heading names the meeting.
func (p *Page) Heading() string { return p.heading() }

// About are the lines that say what the figures are.
func (p *Page) About() []string { return p.about() }

// Link is the address of the page in another language.
func (p *Page) Link(code string) string {
	at, err := url.Parse(p.Self)
	if err != nil {
		return p.Self
	}
	q := at.Query()
	q.Set("lang", code)
	at.RawQuery = q.Encode()
	return at.String()
}

// Styles are the sheets of a page that is a file.
func (p *Page) Styles() (template.HTML, error) {
	out := template.HTML("<style>")
	for _, name := range []string{"kit/palette.css", "kit/base.css", "kit/print.css", "record/record.css"} {
		text, err := fs.ReadFile(web.FS, "static/"+name)
		if err != nil {
			return "", fmt.Errorf("record: %w", err)
		}
		out += template.HTML(text) // ours
	}
	return out + "</style>", nil
}

// ChartTitle and ChartSays are what the chart shows, in words.
func (p *Page) ChartTitle() string { title, _ := p.Says(); return title }

// ChartSays is what the chart shows.
func (p *Page) ChartSays() string { _, says := p.Says(); return says }

// Chart is the chart, as an address that holds all of it.
func (p *Page) Chart() template.URL {
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(p.SVG())) // ours
}

// Sums are the figures that are looked for first.
func (p *Page) Sums() []struct{ Name, Value string } {
	var out []struct{ Name, Value string }
	for _, row := range p.sums().Rows {
		out = append(out, struct{ Name, Value string }{row[0].Text, row[1].Plain(p.Zone)})
	}
	return out
}

// shown is a table, or words in place of one, as the page has it.
type shown struct {
	Title string
	Words string
	Lead  []string // before items
	Items []string
	Head  []shownCell
	Rows  [][]shownCell
	Last  bool
}

type shownCell struct {
	Text   string
	Figure bool
}

// Tables are those of the page; the last one says how exact the meeting was.
func (p *Page) Tables() []shown {
	out := []shown{p.show(p.sat()), p.show(p.statements()), p.show(p.byKind()), p.show(p.byDelegation())}
	for _, of := range []struct {
		key    string
		status timer.Status
	}{{"not-heard", timer.NotHeard}, {"absent", timer.Absent}, {"withdrawn", timer.Withdrawn}} {
		out = append(out, shown{Title: p.say(of.key), Words: p.named(of.status)})
	}
	if p.Over != nil {
		out = append(out, p.show(p.overAll()))
	}
	out = append(out, p.show(p.corrections()))
	if told := p.foretold(); len(told) > 0 {
		lead, items := p.said(told)
		out = append(out, shown{Title: p.say("forecasts"), Lead: lead, Items: items})
	}
	if p.Public {
		return out
	}
	out = append(out, p.show(p.byParagraph()), p.show(p.edges()))
	last := p.show(p.exactness())
	last.Last = true
	return append(out, last)
}

func (p *Page) show(t Table) shown {
	t = t.brief()
	out := shown{Title: t.Title}
	figures := make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		for _, row := range t.Rows {
			figures[i] = figures[i] || row[i].What != Empty && row[i].What != Text
		}
		if c.Heading != "" {
			out.Head = append(out.Head, shownCell{c.Heading, figures[i]})
		}
	}
	for _, row := range t.Rows {
		cells := make([]shownCell, len(row))
		for i, c := range row {
			cells[i] = shownCell{c.Plain(p.Zone), figures[i]}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}
