package record

import (
	"fmt"
	"strings"
	"time"
)

// The parts of a document that are not its text.

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	mainType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

	docxTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + mainType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + mainType + `styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="` + mainType + `numbering+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + mainType + `settings+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + mainType + `footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`</Types>`
	docxRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relations + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`</Relationships>`
	docxDocumentRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relations + `styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relations + `numbering" Target="numbering.xml"/>` +
		`<Relationship Id="rId3" Type="` + relations + `settings" Target="settings.xml"/>` +
		`<Relationship Id="rId4" Type="` + relations + `footer" Target="footer1.xml"/>` +
		`</Relationships>`
	docxNumbering = `<w:numbering ` + wordSpace + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` +
		`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="start"/>` +
		`<w:pPr><w:ind w:start="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
)

func (d *docx) core() string {
	made := d.made.UTC().Format(time.RFC3339)
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(d.title) + `</dc:title><dc:creator>Rostrum</dc:creator><dc:language>` + escape(d.tag) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + made + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + made + `</dcterms:modified></cp:coreProperties>`
}

func (d *docx) document() string {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, pageShort, pageLong)
	if d.across {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, pageLong, pageShort)
	}
	turned := ""
	if d.rtl {
		turned = "<w:bidi/>"
	}
	return `<w:document ` + wordSpace + `><w:body>` + d.body.String() +
		`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>` + size +
		fmt.Sprintf(`<w:pgMar w:top="%[1]d" w:right="%[1]d" w:bottom="%[1]d" w:left="%[1]d" w:header="567" w:footer="567" w:gutter="0"/>`, margin) +
		turned + `</w:sectPr></w:body></w:document>`
}

func (d *docx) settings() string {
	return `<w:settings ` + wordSpace + `><w:themeFontLang w:val="` + d.tag + `"/></w:settings>`
}

// foot is the line below each page: its number and how many there are.
func (d *docx) foot() string {
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	text := func(s string) string {
		turned := ""
		if turns(s) {
			turned = "<w:rPr><w:rtl/></w:rPr>"
		}
		return `<w:r>` + turned + `<w:t xml:space="preserve">` + escape(s) + `</w:t></w:r>`
	}
	before, rest, _ := strings.Cut(d.footer, "{page}")
	between, after, _ := strings.Cut(rest, "{pages}")
	return `<w:ftr ` + wordSpace + `><w:p>` + d.properties("Footer", "") + text(d.title+" · "+before) + field("PAGE") + text(between) + field("NUMPAGES") + text(after) + `</w:p></w:ftr>`
}

// styles are what people change when they want it otherwise.
func (d *docx) styles() string {
	east, bidi := "zh-CN", "ar-SA"
	latin := d.tag
	if strings.HasPrefix(d.tag, "zh") || d.rtl {
		latin = "en-GB"
	}
	style := func(id, name, based, next, paragraph, run string) string {
		out := `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>`
		if based != "" {
			out += `<w:basedOn w:val="` + based + `"/>`
		}
		if next != "" {
			out += `<w:next w:val="` + next + `"/>`
		}
		return out + `<w:qFormat/><w:pPr>` + paragraph + `</w:pPr><w:rPr>` + run + `</w:rPr></w:style>`
	}
	sized := func(halfPoints int) string {
		return fmt.Sprintf(`<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/>`, halfPoints)
	}
	const bold = `<w:b/><w:bCs/>`
	return `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="SimSun" w:cs="Arial"/>` + sized(21) +
		`<w:lang w:val="` + latin + `" w:eastAsia="` + east + `" w:bidi="` + bidi + `"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		style(styleTitle, "Title", "Normal", styleBy, `<w:spacing w:after="60"/>`, bold+sized(40)) +
		style(styleBy, "Subtitle", "Normal", styleText, `<w:spacing w:after="60"/>`, sized(24)) +
		style(styleHeading, "heading 1", "Normal", styleText, `<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>`, bold+sized(28)) +
		style(styleUnder, "heading 2", "Normal", styleText, `<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="1"/>`, bold+sized(23)) +
		style(styleText, "Body Text", "Normal", "", "", "") +
		style(styleItem, "List Bullet", "Normal", "", `<w:numPr><w:numId w:val="1"/></w:numPr>`, "") +
		style("TableText", "Table Text", "Normal", "", `<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, sized(17)) +
		style("TableHead", "Table Head", "TableText", "", `<w:keepNext/>`, bold) +
		style("Footer", "footer", "Normal", "", "", sized(16)) +
		`<w:style w:type="table" w:styleId="RecordTable"><w:name w:val="Record Table"/><w:tblPr>` +
		`<w:tblBorders><w:top w:val="single" w:sz="8" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:color="B0B0B0"/></w:tblBorders>` +
		`<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="404040"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>` +
		`</w:styles>`
}
