package listfile_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// book writes workbooks tag by tag, so that tests can write what no program would.
type book struct {
	sheets []sheetOf
	shared []string // what stands inside <si>
	styles string   // inside <styleSheet>
	props  string   // attributes of <workbookPr>
	parts  [][2]string
}

type sheetOf struct{ name, attributes, rows string }

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// files are the parts of the workbook, in the order in which programs write them.
func (b book) files() [][2]string {
	const (
		relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		kinds     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	)
	var sheets, of strings.Builder
	files := [][2]string{{"_rels/.rels", relations + `<Relationship Id="rId1" Type="` + kinds + `officeDocument" Target="xl/workbook.xml"/></Relationships>`}}
	for i, s := range b.sheets {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d" %s/>`, s.name, i+1, i+1, s.attributes)
		fmt.Fprintf(&of, `<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, kinds, i+1)
	}
	fmt.Fprintf(&of, `<Relationship Id="rId901" Type="%[1]ssharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId902" Type="%[1]sstyles" Target="styles.xml"/>`, kinds)
	files = append(files,
		[2]string{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="x"><workbookPr ` + b.props + `/><sheets>` + sheets.String() + `</sheets></workbook>`},
		[2]string{"xl/_rels/workbook.xml.rels", relations + of.String() + `</Relationships>`},
		[2]string{"xl/styles.xml", `<styleSheet>` + b.styles + `</styleSheet>`},
		[2]string{"xl/sharedStrings.xml", `<sst count="9" uniqueCount="9"><si>` + strings.Join(b.shared, `</si><si>`) + `</si></sst>`},
	)
	for i, s := range b.sheets {
		files = append(files, [2]string{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>` + s.rows + `</sheetData></worksheet>`})
	}
	return append(files, b.parts...)
}

func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	return packed(t, b.files())
}

func packed(t testing.TB, files [][2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		header := &zip.FileHeader{Name: f[0], Method: zip.Deflate}
		if f[1] == "" {
			header.Method = zip.Store
		}
		part, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		text := f[1]
		if strings.HasSuffix(f[0], ".xml") || strings.HasSuffix(f[0], ".rels") {
			text = declaration + text
		}
		if _, err := io.WriteString(part, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// oneSheet is a workbook with these rows.
func oneSheet(rows string, shared ...string) book {
	return book{sheets: []sheetOf{{"List", "", rows}}, shared: shared}
}

// textRow writes a row of texts; empty ones are left out.
func textRow(number int, texts ...string) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<row r="%d">`, number)
	for i, text := range texts {
		if text != "" {
			fmt.Fprintf(&out, `<c r="%c%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, 'A'+i, number, text)
		}
	}
	return out.String() + `</row>`
}

// part returns what is packed in a workbook under a name.
func part(t testing.TB, file []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
