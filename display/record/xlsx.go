package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// XLSX is the workbook: sheets for statements, totals, corrections, forecasts, notes and lights.
// Lengths of time are such, moments are those of the room, so that they can be reckoned
// with.
func (r *Record) XLSX() ([]byte, error) {
	b := &workbook{record: r, file: excelize.NewFile()}
	out, err := b.write()
	if err = errors.Join(err, b.file.Close()); err != nil {
		return nil, fmt.Errorf("record: the workbook: %w", err)
	}
	return out, nil
}

type workbook struct {
	record *Record
	file   *excelize.File
	styles map[What]int
	head   int
	first  bool
}

func (b *workbook) write() ([]byte, error) {
	r := b.record
	if err := b.style(); err != nil {
		return nil, err
	}
	statements := r.statements()
	sheets := []Table{statements, r.wholeSums(), r.byKind(), r.byDelegation(), r.sat(), r.corrections()}
	if told := r.foretold(); len(told) > 0 {
		sheets = append(sheets, r.forecasts(told))
	}
	if !r.Public {
		sheets = append(sheets, r.written(), r.exactness(), r.edges())
	}
	if r.Over != nil {
		sheets = append(sheets, r.overAll())
	}
	for _, t := range sheets {
		if err := b.sheet(t); err != nil {
			return nil, err
		}
	}
	made := r.Account.At.Wall.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: r.heading(), Subject: r.say("title"), Creator: "Rostrum", LastModifiedBy: "Rostrum",
		Created: made, Modified: made, Language: r.Tongue.Text("language.tag"),
	})
	if err != nil {
		return nil, err
	}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newParts(w) })
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// wholeSums are the totals, and before them what they are totals of.
func (r *Record) wholeSums() Table {
	t := r.sums()
	t.Rows = append([][]Cell{
		{text(r.say("meeting")), text(r.heading())},
		{text(r.say("zone.of")), text(r.Zone.String())},
		{text(r.say("as-of.at")), dateAnd(r.Account.At.Wall)},
	}, t.Rows...)
	return t
}

// heading names the meeting, and says so where it is a rehearsal.
func (r *Record) heading() string {
	if r.Account.Rehearsal {
		return strings.TrimSuffix(r.Tongue.Text("rehearsal.word")+" · "+r.meeting(), " · ")
	}
	return r.meeting()
}

func (r *Record) meeting() string {
	switch symbol, title := r.Account.Symbol, r.Account.Title; {
	case symbol == "":
		return title
	case title == "":
		return symbol
	default:
		return symbol + " · " + title
	}
}

func (b *workbook) style() error {
	formats := map[What]string{Length: "[h]:mm:ss", Moment: "yyyy-mm-dd hh:mm:ss", Precise: "0.000", Minutes: "0.0"}
	b.styles = make(map[What]int)
	for _, what := range []What{Length, Moment, Precise, Minutes} {
		format := formats[what]
		id, err := b.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		b.styles[what] = id
	}
	wrapped, err := b.file.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	b.styles[Text] = wrapped
	b.head, err = b.file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		Border: []excelize.Border{{Type: "bottom", Color: "000000", Style: 1}},
	})
	return err
}

// sheetName keeps a title within what a sheet may be called.
func sheetName(title string) string {
	const longest = 31
	for utf8.RuneCountInString(title) > longest {
		_, size := utf8.DecodeLastRuneInString(title)
		title = title[:len(title)-size]
	}
	return title
}

func (b *workbook) sheet(t Table) error {
	name := sheetName(t.Title)
	if !b.first {
		b.first = true
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	rtl := b.record.Tongue.RightToLeft()
	if err := b.file.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &rtl}); err != nil {
		return err
	}
	landscape, paper, wide := "landscape", 9, 1 // A4
	tall := 0
	if err := errors.Join(
		b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper, FitToWidth: &wide, FitToHeight: &tall}),
		b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &[]bool{true}[0]}),
	); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	columns := exact(t)
	for i, c := range columns {
		if err := w.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := make([]any, len(columns))
	for i, c := range columns {
		row[i] = excelize.Cell{StyleID: b.head, Value: c.heading}
	}
	if err := w.SetRow("A1", row); err != nil {
		return err
	}
	for n, cells := range t.Rows {
		for i, c := range columns {
			row[i] = b.cell(cells[c.of], c.seconds)
		}
		if err := w.SetRow(fmt.Sprintf("A%d", n+2), row); err != nil {
			return err
		}
	}
	return w.Flush()
}

// sheetColumn is a column of a sheet: of a length of time there are two, one as such and
// one in seconds.
type sheetColumn struct {
	of      int // column of the table
	heading string
	width   float64
	seconds bool
}

func exact(t Table) []sheetColumn {
	var out []sheetColumn
	for i, c := range t.Columns {
		what := Empty
		longest := 0
		for _, row := range t.Rows {
			switch is := row[i].What; {
			case is == Empty:
			case what == Empty:
				what = is
			case what != is:
				what = Text // of one and the other
			}
			longest = max(longest, utf8.RuneCountInString(row[i].Text))
		}
		width := map[What]float64{Length: 11, Moment: 20, Dated: 20, Number: 9, Precise: 11, Minutes: 11, Text: min(60, max(10, float64(longest)+2)), Empty: 10}[what]
		out = append(out, sheetColumn{of: i, heading: c.Heading, width: width})
		if what == Length && c.Name != "value" {
			out = append(out, sheetColumn{of: i, heading: c.Heading + " (s)", width: 11, seconds: true})
		}
	}
	return out
}

func (b *workbook) cell(c Cell, seconds bool) any {
	switch {
	case c.What == Empty:
		return nil
	case seconds && c.What == Length:
		return excelize.Cell{StyleID: b.styles[Precise], Value: c.Length.Seconds()}
	case c.What == Length:
		return excelize.Cell{StyleID: b.styles[Length], Value: c.Length.Hours() / 24}
	case c.What == Moment || c.What == Dated:
		return excelize.Cell{StyleID: b.styles[Moment], Value: serial(c.At, b.record.Zone)}
	case c.What == Number:
		return c.Number
	case c.What == Precise:
		return excelize.Cell{StyleID: b.styles[Precise], Value: float64(c.Length.Microseconds()) / 1000}
	case c.What == Minutes:
		return excelize.Cell{StyleID: b.styles[Minutes], Value: c.Length.Minutes()}
	default:
		return excelize.Cell{StyleID: b.styles[Text], Value: c.Text}
	}
}

// serial is the number of a moment in a workbook: days, of the room's own time, since the
// last day but one of 1899 (ECMA-376, part 1, 18.17.4).
func serial(at time.Time, zone *time.Location) float64 {
	local := at.In(zone)
	_, offset := local.Zone()
	const unixEpoch = 25569
	return unixEpoch + (float64(local.UnixMilli())/1000+float64(offset))/86400
}
