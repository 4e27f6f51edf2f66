//go:build linux

package hall_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// beLists sends one list after the other to be looked at, with the chair's key: long ones,
// and workbooks that are not what they seem: "lists N address key".
func beLists(words []string) error {
	n, err := strconv.Atoi(words[0])
	if err != nil {
		return err
	}
	files, err := hostileLists()
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for i := 0; ; i++ {
				sendList(words[1], words[2], files[i%len(files)])
			}
		})
	}
	all.Wait()
	return nil
}

func sendList(address, key string, file []byte) {
	r, err := http.NewRequest(http.MethodPost, "http://"+address+"/api/v1/list/preview", bytes.NewReader(file))
	if err != nil {
		return
	}
	r.Header.Set("Authorization", "Bearer "+key)
	r.Header.Set("Content-Type", "text/csv")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
}

// hostileLists are a list as long as one may be, one that unpacks to a thousand times its
// size, and one with a cell far out in every row.
func hostileLists() ([][]byte, error) {
	var long strings.Builder
	long.WriteString("seq,delegation,speaker,remarks\n")
	for i := range 10_000 {
		fmt.Fprintf(&long, "%d,Country %d,Speaker %d,%s\n", i+1, i+1, i+1, strings.Repeat("x", 100))
	}
	far := new(strings.Builder)
	for i := range 20_000 {
		fmt.Fprintf(far, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>Japan</t></is></c><c r="XFD%d"><v>1</v></c></row>`, i+1, i+1, i+1)
	}
	out := [][]byte{[]byte(long.String())}
	for _, rows := range []string{strings.Repeat("<row></row>", 200<<20/11), far.String()} {
		file, err := workbook(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, file)
	}
	return out, nil
}

// workbook is one with these rows, and nothing that it could do without.
func workbook(rows string) ([]byte, error) {
	const space = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + space + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + space + `><sheetData>` + rows + `</sheetData></worksheet>`},
	} {
		w, err := z.Create(part.name)
		if err == nil {
			_, err = io.WriteString(w, part.text)
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
