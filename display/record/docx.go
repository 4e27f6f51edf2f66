package record

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// docx writes a document of headings, paragraphs and tables as Office Open XML
// (ECMA-376, part 1), which people go on editing: what they see are styles. It is our own
// because no Go library is at once alive, free and able to write from right to left.
type docx struct {
	body   bytes.Buffer
	rtl    bool
	tag    string // of the language
	title  string
	made   time.Time
	footer string // with {page} and {pages}
	across bool   // the page lies on its long side
}

// Styles of paragraphs.
const (
	styleTitle   = "Title"
	styleBy      = "Subtitle"
	styleHeading = "Heading1"
	styleUnder   = "Heading2"
	styleText    = "BodyText"
	styleItem    = "ListBullet"
)

func (d *docx) paragraph(style, text string) {
	d.body.WriteString("<w:p>" + d.properties(style, ""))
	d.run(text, "")
	d.body.WriteString("</w:p>")
}

// said is a paragraph that begins with a word that stands out.
func (d *docx) said(style, first, text string) {
	d.body.WriteString("<w:p>" + d.properties(style, ""))
	if first != "" {
		d.run(first+" ", "<w:b/><w:bCs/>")
	}
	d.run(text, "")
	d.body.WriteString("</w:p>")
}

// newPage lets what follows begin on a page of its own.
func (d *docx) newPage() {
	d.body.WriteString(`<w:p>` + d.properties(styleText, "") + `<w:r><w:br w:type="page"/></w:r></w:p>`)
}

func (d *docx) properties(style, more string) string {
	turned := ""
	if d.rtl {
		turned = "<w:bidi/>"
	}
	return `<w:pPr><w:pStyle w:val="` + style + `"/>` + turned + more + `</w:pPr>`
}

// run writes a text. One that has letters which are written from right to left says so;
// figures and Latin names in a paragraph from right to left stay as they are.
func (d *docx) run(text, properties string) {
	if turns(text) {
		properties += "<w:rtl/>"
	}
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	d.body.WriteString("<w:r>" + properties + `<w:t xml:space="preserve">` + escape(text) + "</w:t></w:r>")
}

func turns(text string) bool {
	for _, r := range text {
		if p, _ := bidi.LookupRune(r); p.Class() == bidi.R || p.Class() == bidi.AL {
			return true
		}
	}
	return false
}

func escape(text string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(text)) // a builder takes everything
	return out.String()
}

// The text area of a page of A4 with margins of two centimetres, in twentieths of a point;
// it is printed on Letter too, since no more than this is used.
const (
	pageLong, pageShort = 16838, 11906
	margin              = 1134
)

func (d *docx) width() int {
	if d.across {
		return pageLong - 2*margin
	}
	return pageShort - 2*margin
}

// table writes a table; its head is repeated on each page, and no row is broken.
func (d *docx) table(head []string, rows [][]string, figures []bool) {
	weights := make([]int, len(rows[0]))
	for i := range weights {
		longest := 0
		for _, row := range append(rows[:len(rows):len(rows)], head) {
			if i < len(row) {
				longest = max(longest, min(utf8.RuneCountInString(row[i]), 30))
			}
		}
		weights[i] = max(longest, 4) + 4
	}
	sum := 0
	for _, w := range weights {
		sum += w
	}
	turned := ""
	if d.rtl {
		turned = "<w:bidiVisual/>"
	}
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="RecordTable"/>` + turned +
		fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, d.width()))
	for i := range weights {
		weights[i] = d.width() * weights[i] / sum
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, weights[i])
	}
	d.body.WriteString("</w:tblGrid>")
	row := func(cells []string, properties, style string) {
		d.body.WriteString("<w:tr><w:trPr><w:cantSplit/>" + properties + "</w:trPr>")
		for i, text := range cells {
			fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, weights[i])
			align := ""
			if figures[i] {
				align = `<w:jc w:val="end"/>`
			}
			d.body.WriteString("<w:p>" + d.properties(style, align))
			d.run(text, "")
			d.body.WriteString("</w:p></w:tc>")
		}
		d.body.WriteString("</w:tr>")
	}
	if len(head) > 0 {
		row(head, "<w:tblHeader/>", "TableHead")
	}
	for _, cells := range rows {
		row(cells, "", "TableText")
	}
	d.body.WriteString("</w:tbl>" + `<w:p>` + d.properties("TableText", "") + `</w:p>`)
}

// bytes returns the file.
func (d *docx) bytes() ([]byte, error) {
	var out bytes.Buffer
	p := newParts(&out)
	for name, text := range map[string]string{
		contentTypes:                   docxTypes,
		"_rels/.rels":                  docxRelations,
		"docProps/core.xml":            d.core(),
		"word/document.xml":            d.document(),
		"word/styles.xml":              d.styles(),
		"word/numbering.xml":           docxNumbering,
		"word/settings.xml":            d.settings(),
		"word/footer1.xml":             d.foot(),
		"word/_rels/document.xml.rels": docxDocumentRelations,
	} {
		w, err := p.Create(name)
		if err == nil {
			_, err = w.Write([]byte(xml.Header + text))
		}
		if err != nil {
			return nil, fmt.Errorf("record: the document: %w", err)
		}
	}
	if err := p.Close(); err != nil {
		return nil, fmt.Errorf("record: the document: %w", err)
	}
	return out.Bytes(), nil
}
