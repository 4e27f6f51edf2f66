package listfile

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

const (
	mostSheets = 500
	mostStyles = 1 << 16
)

// others are files that are packed as a workbook is, by what is in them.
var others = []struct{ part, sentence string }{
	{"content.xml", "this is an OpenDocument file (.ods, .odt); " + saveAs},
	{"word/document.xml", "this is a document (.docx), not a workbook; " + saveAs},
	{"ppt/presentation.xml", "these are slides (.pptx), not a workbook; " + saveAs},
	{"xl/workbook.bin", "this is a binary workbook (.xlsb); " + saveAs},
	{"index/document.iwa", "this is a document of Numbers or Pages; " + saveAs},
	{"index.zip", "this is a document of Numbers or Pages; " + saveAs},
}

// workbook is an XLSX file. It is read here, tag by tag, and not by the library that
// writes it: the library unpacks whole sheets, and fills every row up to its last cell,
// which a workbook of 100 kB turns into gigabytes.
type workbook struct {
	packed  *packed
	sheets  []sheetRef
	since04 bool   // days are counted from 1904
	dated   []bool // which styles of cells are dates
	strings string // name of the part that has the texts
	texts   *texts // read when they are first needed
}

// sheetRef is a sheet of a workbook.
type sheetRef struct {
	name, part string
	hidden     bool
}

func openWorkbook(ctx context.Context, data []byte) (*workbook, error) {
	p, err := unpack(ctx, data)
	if err != nil {
		return nil, err
	}
	w := &workbook{packed: p}
	main := "xl/workbook.xml"
	of, err := w.relations("_rels/.rels")
	if err != nil {
		return nil, err
	}
	for _, r := range of {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = resolve("", r.target)
		}
	}
	if !p.has(main) {
		for _, o := range others {
			if p.has(o.part) {
				return nil, refuse(place{line: 1, column: 1}, RefusedNotAList, "%s", o.sentence)
			}
		}
		return nil, refuse(place{line: 1, column: 1}, RefusedNotAList, "this is a packed file, but not a workbook (.xlsx); %s", saveAs)
	}
	if err := w.open(main); err != nil {
		return nil, err
	}
	return w, nil
}

// open reads what a workbook says of its parts.
func (w *workbook) open(main string) error {
	folder := path.Dir(main)
	relations, err := w.relations(path.Join(folder, "_rels", path.Base(main)+".rels"))
	if err != nil {
		return err
	}
	for _, r := range relations {
		switch kind := r.kind[strings.LastIndex(r.kind, "/")+1:]; kind {
		case "sharedStrings":
			w.strings = resolve(folder, r.target)
		case "styles":
			if err := w.readStyles(resolve(folder, r.target)); err != nil {
				return err
			}
		}
	}
	part := w.packed.open(main)
	defer part.close()
	for {
		token, err := part.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		tag, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch tag.Name.Local {
		case "workbookPr":
			w.since04 = isTrue(attribute(tag, "date1904"))
		case "sheet":
			r, found := relations[attribute(tag, "id")]
			if !found || !strings.HasSuffix(r.kind, "/worksheet") {
				continue // a sheet of charts
			}
			state := attribute(tag, "state")
			s := sheetRef{attribute(tag, "name"), resolve(folder, r.target), state == "hidden" || state == "veryHidden"}
			if w.sheets = append(w.sheets, s); len(w.sheets) > mostSheets {
				return refuse(place{}, RefusedTooLarge, "the workbook has more than %d sheets; copy the list alone into a new one", mostSheets)
			}
		}
	}
	if len(w.sheets) == 0 {
		return refuse(place{}, RefusedEmpty, "there is no sheet in this workbook; save the list again as XLSX")
	}
	return nil
}

// names returns the names of the sheets, in the workbook's order.
func (w *workbook) names() []string {
	var names []string
	for _, s := range w.sheets {
		names = append(names, s.name)
	}
	return names
}

// relation is what a part says of another.
type relation struct{ kind, target string }

func (w *workbook) relations(name string) (map[string]relation, error) {
	found := map[string]relation{}
	part := w.packed.open(name)
	defer part.close()
	for {
		token, err := part.next()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return found, err
		}
		if tag, ok := token.(xml.StartElement); ok && tag.Name.Local == "Relationship" {
			found[attribute(tag, "Id")] = relation{attribute(tag, "Type"), attribute(tag, "Target")}
		}
	}
}

// resolve returns the name of a part that another names, seen from its folder.
func resolve(folder, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return strings.ToLower(strings.TrimPrefix(path.Clean(target), "/"))
	}
	return strings.ToLower(path.Join(folder, target))
}

// readStyles tells which styles are dates.
func (w *workbook) readStyles(name string) error {
	part := w.packed.open(name)
	defer part.close()
	formats := map[int]bool{} // those of the workbook's own
	inside := ""
	for {
		token, err := part.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch tag := token.(type) {
		case xml.EndElement:
			if tag.Name.Local == inside {
				inside = ""
			}
		case xml.StartElement:
			switch tag.Name.Local {
			case "numFmts", "cellXfs":
				inside = tag.Name.Local
			case "numFmt":
				if id, err := strconv.Atoi(attribute(tag, "numFmtId")); err == nil && inside == "numFmts" && len(formats) < mostStyles {
					formats[id] = isDateFormat(attribute(tag, "formatCode"))
				}
			case "xf":
				if inside != "cellXfs" {
					continue
				}
				if len(w.dated) == mostStyles {
					return part.refuse(errUnpacked)
				}
				id, _ := strconv.Atoi(attribute(tag, "numFmtId"))
				dated, own := formats[id]
				w.dated = append(w.dated, own && dated || !own && isBuiltInDate(id))
			}
		}
	}
}

// isBuiltInDate knows the numbers of the formats that every workbook has.
func isBuiltInDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// isDateFormat says whether a format shows a day or a time of day.
func isDateFormat(code string) bool {
	quoted := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[': // a colour, a language, or hours beyond a day
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			if strings.Trim(strings.ToLower(code[i+1:i+end]), "hms") == "" {
				return true
			}
			i += end
		case c == ';':
			return false
		case strings.IndexByte("yYdDhHsSmM", c) >= 0:
			return true
		}
	}
	return false
}

// attribute returns an attribute by its name, whatever its prefix.
func attribute(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(value string) bool { return value == "1" || value == "true" || value == "on" }
