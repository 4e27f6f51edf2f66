package listfile_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

// dated are styles: 0 is none, 1 a built-in date, 2 one of the workbook's own, 3 a number
// whose format has a date in quotation marks only.
const dated = `<numFmts count="2"><numFmt numFmtId="164" formatCode="[$-409]dd\-mmm\-yyyy hh:mm"/><numFmt numFmtId="165" formatCode="0 &quot;days&quot;"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>`

func TestWorkbook(t *testing.T) {
	newYork := time.FixedZone("", -5*3600)
	state := func(seq int, name, iso3 string) timer.Inscription {
		return timer.Inscription{Seq: seq, Delegation: name, ISO3: iso3, Kind: timer.State}
	}
	for _, c := range []struct {
		name    string
		book    book
		options listfile.Options
		want    []timer.Inscription
		doubts  []string
	}{
		{
			"shared, rich and inline texts",
			oneSheet(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`+
				`<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="inlineStr"><is><r><t>Ms. </t></r><r><rPr><b/></rPr><t>Abe</t></r></is></c></row>`+
				`<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="str"><f>A1&amp;"x"</f><v>Mr. Vega`+"\u0092"+`s</v></c></row>`,
				`<t>Country</t>`, `<t>Speaker</t>`, `<r><t>Ja</t></r><r><rPr><sz val="11"/></rPr><t xml:space="preserve">pan </t></r><rPh><t>にほん</t></rPh>`, `<t>Pe_x0072_u</t>`),
			listfile.Options{},
			[]timer.Inscription{
				{Seq: 1, Delegation: "Japan", ISO3: "JPN", Speaker: "Ms. Abe", Kind: timer.State},
				{Seq: 2, Delegation: "Peru", ISO3: "PER", Speaker: "Mr. Vega’s", Kind: timer.State},
			}, nil,
		},
		{
			"line ends, numbers, blank rows, gaps",
			oneSheet(textRow(2, "No.", "", "Delegation", "Seat", "Remarks") + `<row r="3"/>` +
				`<row r="5"><c r="A5"><v>1</v></c><c r="C5" t="inlineStr"><is><t>Côte
d’Ivoire</t></is></c><c r="D5"><v>7.0</v></c><c r="E5" t="inlineStr"><is><t>a_x000D_` + "\n" + `b_x000B_c</t></is></c></row>` +
				`<row r="7" spans="1:9"><c r="A7"><v>2</v></c><c r="B7" s="4"/><c r="C7" t="inlineStr"><is><t>Peru</t></is></c><c r="D7"><v>0.5</v></c><c t="b"><v>1</v></c></row>`),
			listfile.Options{},
			[]timer.Inscription{
				{Seq: 1, Delegation: "Côte d’Ivoire", ISO3: "CIV", Seat: "7", Remarks: "a b c", Kind: timer.State},
				{Seq: 2, Delegation: "Peru", ISO3: "PER", Seat: "0.5", Remarks: "TRUE", Kind: timer.State},
			}, nil,
		},
		{
			"formulas without a value, errors, hidden rows",
			oneSheet(textRow(1, "Delegation", "Speaker", "") +
				`<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>Japan</t></is></c><c r="B2"><f>B9</f></c><c r="C2"><f>B9</f></c></row>` +
				`<row r="3"><c r="A3" t="inlineStr"><is><t>Peru</t></is></c><c r="B3" t="e"><v>#N/A</v></c></row>`),
			listfile.Options{},
			[]timer.Inscription{state(1, "Japan", "JPN"), state(2, "Peru", "PER")},
			[]string{
				"cell A2: this row is hidden in the workbook; it is taken all the same",
				"cell B2: this cell has a formula that was never calculated; it is taken as empty",
				"cell B3: this cell shows an error of the spreadsheet; it is taken as empty",
			},
		},
		{
			"titles above the headings, in merged cells, and a note below",
			book{sheets: []sheetOf{{"List", "", textRow(1, "Provisional list of speakers") + textRow(3, "as of 9 a.m.") + textRow(4, "#", "Member State", "Represented by") +
				textRow(5, "1", "Japan", "Ms. Abe") + textRow(6, "", "", "observers") + textRow(7, "2", "Peru", "")}},
				parts: [][2]string{{"xl/worksheets/more.xml", `<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`}}},
			listfile.Options{},
			[]timer.Inscription{{Seq: 1, Delegation: "Japan", ISO3: "JPN", Speaker: "Ms. Abe", Kind: timer.State}, state(2, "Peru", "PER")},
			[]string{
				"cell A1: what stands above the headings in cell A4 is left out",
				"cell C6: this line has no delegation, only “observers”; it is left out",
			},
		},
		{
			"moments, counted from 1900, in the room's zone",
			book{styles: dated, sheets: []sheetOf{{"List", "", textRow(1, "Pays", "Inscrit le") +
				`<row r="2"><c r="A2" t="inlineStr"><is><t>Japon</t></is></c><c r="B2" s="1"><v>45362.586805555555</v></c></row>` +
				`<row r="3"><c r="A3" t="inlineStr"><is><t>Pérou</t></is></c><c r="B3" s="2"><v>45362</v></c></row>` +
				`<row r="4"><c r="A4" t="inlineStr"><is><t>Chili</t></is></c><c r="B4" t="inlineStr"><is><t>2024-03-11T14:05:00Z</t></is></c></row>` +
				`<row r="5"><c r="A5" t="inlineStr"><is><t>Cuba</t></is></c><c r="B5" t="d"><v>2024-03-11T14:05:00.000</v></c></row>` +
				`<row r="6"><c r="A6" t="inlineStr"><is><t>Tchad</t></is></c><c r="B6" s="3"><v>45362</v></c></row>`}}},
			listfile.Options{Zone: newYork},
			[]timer.Inscription{
				registered(state(1, "Japon", "JPN"), time.Date(2024, 3, 11, 14, 5, 0, 0, newYork)),
				registered(state(2, "Pérou", "PER"), time.Date(2024, 3, 11, 0, 0, 0, 0, newYork)),
				registered(state(3, "Chili", "CHL"), time.Date(2024, 3, 11, 14, 5, 0, 0, time.UTC)),
				registered(state(4, "Cuba", "CUB"), time.Date(2024, 3, 11, 14, 5, 0, 0, newYork)),
				state(5, "Tchad", "TCD"),
			},
			[]string{"cell B6: “45362” is not a date that is understood; write it as 2026-11-27 09:00"},
		},
		{
			"moments, counted from 1904",
			book{styles: dated, props: `date1904="1"`, sheets: []sheetOf{{"List", "", textRow(1, "País", "Inscrito el") +
				`<row r="2"><c r="A2" t="inlineStr"><is><t>Japón</t></is></c><c r="B2" s="1"><v>43900.586805555555</v></c></row>`}}},
			listfile.Options{},
			[]timer.Inscription{registered(state(1, "Japón", "JPN"), time.Date(2024, 3, 11, 14, 5, 0, 0, time.UTC))}, nil,
		},
		{
			"prefixes, and a sheet that cannot be seen",
			book{sheets: []sheetOf{
				{"Old", `state="hidden"`, textRow(1, "Delegation") + textRow(2, "Chad")},
				{"Notes", "", textRow(1, "Nothing here", "at all")},
				{"List", "", `<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>国家</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>日本</x:t></x:is></x:c></x:row>`},
			}},
			listfile.Options{}, []timer.Inscription{state(1, "日本", "JPN")}, nil,
		},
		{
			"a sheet that was chosen, though it cannot be seen",
			book{sheets: []sheetOf{{"New", "", textRow(1, "Delegation") + textRow(2, "Peru")}, {"Old", `state="veryHidden"`, textRow(1, "Delegation") + textRow(2, "Chad")}}},
			listfile.Options{Sheet: "Old"}, []timer.Inscription{state(1, "Chad", "TCD")}, nil,
		},
		{
			"empty cells with a look, up to the last column",
			oneSheet(textRow(1, "Delegation") + `<row r="2"><c r="A2" t="inlineStr"><is><t>Peru</t></is></c><c r="XFD2" s="1"/></row>`),
			listfile.Options{}, []timer.Inscription{state(1, "Peru", "PER")}, nil,
		},
		{
			"comments and texts as they are",
			oneSheet(textRow(1, "Delegation") + `<!-- <row r="9"> --><row r="2"><c r="A2" t="inlineStr"><is><t><![CDATA[Pe]]>ru</t></is></c></row>`),
			listfile.Options{}, []timer.Inscription{state(1, "Peru", "PER")}, nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := c.options.Read(t.Context(), c.book.bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			if !same(list.Inscriptions, c.want) {
				t.Errorf("inscriptions\n%+v, want\n%+v", list.Inscriptions, c.want)
			}
			if got := sentences(list.Doubts); !reflect.DeepEqual(got, c.doubts) {
				t.Errorf("doubts\n%q, want\n%q", got, c.doubts)
			}
			if list.Format != listfile.XLSX || len(list.Sheets) != len(c.book.sheets) || list.Sheet == "" {
				t.Errorf("format %q, sheet %q of %q", list.Format, list.Sheet, list.Sheets)
			}
			mustOpen(t, list.Inscriptions)
		})
	}
}

func registered(in timer.Inscription, at time.Time) timer.Inscription {
	in.RegisteredAt = at
	return in
}

// same compares two lists; moments are instants with an offset, whatever their zone is called.
func same(a, b []timer.Inscription) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		if x.RegisteredAt.Format(time.RFC3339Nano) != y.RegisteredAt.Format(time.RFC3339Nano) {
			return false
		}
		x.RegisteredAt, y.RegisteredAt = time.Time{}, time.Time{}
		if !reflect.DeepEqual(x, y) {
			return false
		}
	}
	return true
}

func TestWorkbookRefused(t *testing.T) {
	cell := func(c string) book { return oneSheet(textRow(1, "Delegation", "Seat") + `<row r="2">` + c + `</row>`) }
	long := strings.Repeat("x", 2000)
	for _, c := range []struct {
		name string
		book book
		code string
		cell string
		says string
	}{
		{"text number below zero", cell(`<c r="A2" t="s"><v>-1</v></c>`), listfile.RefusedDamaged, "A2", "text number “-1”"},
		{"text number beyond the last", cell(`<c r="B2" t="s"><v>1</v></c>`), listfile.RefusedDamaged, "B2", "text number “1”"},
		{"no text number", cell(`<c r="B2" t="s"><v>x</v></c>`), listfile.RefusedDamaged, "B2", "text number “x”"},
		{"a value to the right of all", cell(`<c r="XFD2"><v>1</v></c>`), listfile.RefusedWide, "XFD2", "at most 256 columns"},
		{"the first column that is not read", cell(`<c r="IW2"><v>1</v></c>`), listfile.RefusedWide, "IW2", "column IV"},
		{"a column that no sheet has", cell(`<c r="XFE2"><v>1</v></c>`), listfile.RefusedDamaged, "", "“XFE2”"},
		{"a cell of another row", cell(`<c r="A3"><v>1</v></c>`), listfile.RefusedDamaged, "", "“A3” in row 2"},
		{"cells that go back", cell(`<c r="B2"><v>1</v></c><c r="A2"><v>1</v></c>`), listfile.RefusedDamaged, "", "“A2”"},
		{"a cell twice", cell(`<c r="B2"><v>1</v></c><c r="B2"><v>1</v></c>`), listfile.RefusedDamaged, "", "“B2”"},
		{"a row below the sheet", oneSheet(textRow(1, "Delegation") + `<row r="1048577"/>`), listfile.RefusedDamaged, "", "“1048577”"},
		{"a row far below the sheet", oneSheet(textRow(1, "Delegation") + `<row r="99999999999999999999"/>`), listfile.RefusedDamaged, "", "behind row 1"},
		{"rows that go back", oneSheet(textRow(3, "Delegation") + textRow(2, "Peru")), listfile.RefusedDamaged, "", "“2” behind row 3"},
		{"a row below zero", oneSheet(`<row r="-1"/>`), listfile.RefusedDamaged, "", "“-1”"},
		{"a name of 2,000 characters", oneSheet(textRow(1, "Seat", "Delegation") + textRow(2, "", long)), listfile.RefusedLong, "B2", "delegation has 2000 characters"},
		{"a direction override", oneSheet(textRow(1, "Delegation") + textRow(2, "Peru\u202e")), listfile.RefusedText, "A2", "U+202E"},
		{"a delegation that is missing", oneSheet(textRow(1, "Seat", "Delegation") + textRow(2, "1", "Peru") + textRow(3, "2", "")), listfile.RefusedMissing, "B3", "delegation is missing"},
		{"a number twice", oneSheet(textRow(1, "seq", "Delegation") + textRow(2, "1", "Peru") + textRow(4, "1", "Japan")), listfile.RefusedNumberTwice, "A4", "in cell A2 already"},
		{"nothing", oneSheet(""), listfile.RefusedEmpty, "", "the file is empty"},
		{"headings only", oneSheet(textRow(4, "Delegation")), listfile.RefusedNoSpeakers, "A4", "no speakers"},
		{"no delegation", oneSheet(textRow(1, "Nation") + textRow(2, "Elbonia")), listfile.RefusedNoDelegation, "A1", "begins with “Nation”"},
		{"a definition", oneSheet(`<!DOCTYPE x [<!ENTITY a "b">]>`), listfile.RefusedDamaged, "", "declares what no workbook does"},
		{"an entity", oneSheet(textRow(1, "&lol;")), listfile.RefusedDamaged, "", "“sheet1.xml”"},
		{"a text longer than any cell", oneSheet(textRow(1, "Delegation"), `<t>`+strings.Repeat("x", 200_000)+`</t>`), listfile.RefusedTooLarge, "", "sharedstrings.xml"},
		{"a tag without end", oneSheet(`<row ` + strings.Repeat(`a="" `, 100_000) + `/>`), listfile.RefusedTooLarge, "", "sheet1.xml"},
		{"a comment without end", oneSheet(`<!-- ` + strings.Repeat("<row/>", 100_000)), listfile.RefusedTooLarge, "", "sheet1.xml"},
		{"not XML", oneSheet(`</worksheet`), listfile.RefusedDamaged, "", "sheet1.xml"},
		{"a part twice", book{sheets: oneSheet("").sheets, parts: [][2]string{{"XL/worksheets/sheet1.xml", ""}}}, listfile.RefusedDamaged, "", "twice"},
		{"too many parts", book{parts: make([][2]string, 2000)}, listfile.RefusedTooLarge, "", "more than 2000 files"},
		{"no sheets", book{}, listfile.RefusedEmpty, "", "no sheet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := listfile.Read(c.book.bytes(t))
			var refused *listfile.Error
			if !errors.As(err, &refused) {
				t.Fatalf("list %+v, error %v; want a refusal", list.Inscriptions, err)
			}
			if refused.Code != c.code || refused.Cell != c.cell || !strings.Contains(refused.Message, c.says) {
				t.Errorf("%s: %v, want %s, cell %s: …%s…", refused.Code, err, c.code, c.cell, c.says)
			}
			if refused.Cell != "" && (refused.Sheet != "List" || !strings.HasPrefix(err.Error(), "listfile: sheet “List”, cell "+c.cell+": ")) {
				t.Errorf("%q does not name sheet and cell", err)
			}
		})
	}
}

// What is not a workbook though it is packed, or is one that is not read.
func TestOtherFiles(t *testing.T) {
	pack := func(names ...string) []byte {
		var files [][2]string
		for _, name := range names {
			files = append(files, [2]string{name, "x"})
		}
		return packed(t, files)
	}
	protected := oneSheet(textRow(1, "Delegation")).bytes(t)
	protected[6] |= 1
	for i := 0; i+10 < len(protected); i++ {
		if string(protected[i:i+4]) == "PK\x01\x02" {
			protected[i+8] |= 1
		}
	}
	for _, c := range []struct {
		name string
		file []byte
		says string
	}{
		{"ODS", pack("mimetype", "content.xml"), "(.ods"},
		{"DOCX", pack("[Content_Types].xml", "word/document.xml"), "(.docx)"},
		{"PPTX", pack("ppt/presentation.xml"), "(.pptx)"},
		{"XLSB", pack("xl/workbook.bin"), "(.xlsb)"},
		{"Numbers", pack("Index/Document.iwa"), "Numbers"},
		{"any other", pack("a.txt"), "not a workbook"},
		{"password", protected, "password"},
		{"cut", oneSheet(textRow(1, "Delegation")).bytes(t)[:300], "not copied whole"},
		{"first bytes only", []byte("PK\x03\x04\x14\x00\x06\x00"), "damaged"},
	} {
		_, err := listfile.Read(c.file)
		var refused *listfile.Error
		if !errors.As(err, &refused) || !strings.Contains(refused.Message, c.says) {
			t.Errorf("%s: %v, want …%s…", c.name, err, c.says)
		}
	}
}

func TestSheets(t *testing.T) {
	b := book{sheets: []sheetOf{{"Cover", "", textRow(1, "Hello", "there")}, {"A", "", textRow(1, "Who") + textRow(2, "Elbonia")}}}
	_, err := listfile.Options{Sheet: "B"}.Read(t.Context(), b.bytes(t))
	var refused *listfile.Error
	if !errors.As(err, &refused) || refused.Code != listfile.RefusedUnknownSheet || !reflect.DeepEqual(refused.Sheets, []string{"Cover", "A"}) {
		t.Errorf("%v with the sheets %q", err, refused.Sheets)
	}
	// What can be chosen is told where nothing is understood, and is enough to choose.
	_, err = listfile.Options{Sheet: "A"}.Read(t.Context(), b.bytes(t))
	if !errors.As(err, &refused) || refused.Code != listfile.RefusedNoDelegation || len(refused.Columns) != 1 || len(refused.Sheets) != 2 {
		t.Fatalf("%v with the columns %+v", err, refused.Columns)
	}
	list, err := listfile.Options{Sheet: "A", Columns: map[string]string{refused.Columns[0].Key(): listfile.Delegation}}.Read(t.Context(), b.bytes(t))
	if err != nil || len(list.Inscriptions) != 1 {
		t.Errorf("%+v, %v", list.Inscriptions, err)
	}
	if _, err := (listfile.Options{Sheet: "A"}).Read(t.Context(), []byte("delegation\nPeru\n")); !errors.As(err, &refused) || refused.Code != listfile.RefusedUnknownSheet {
		t.Errorf("a sheet of a text: %v", err)
	}
}

func TestReadingCanBeEnded(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for _, file := range [][]byte{oneSheet(textRow(1, "Delegation") + textRow(2, "Peru")).bytes(t), []byte("delegation\nPeru\n")} {
		if _, err := (listfile.Options{}).Read(ended, file); !errors.Is(err, context.Canceled) || errors.Is(err, listfile.ErrRefused) {
			t.Errorf("%v, want that it was ended", err)
		}
	}
}
