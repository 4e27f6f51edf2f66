package record_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/xuri/excelize/v2"

	"rostrum/display/record"
	"rostrum/display/web"
	"rostrum/timer"
	"rostrum/timer/account"
	"rostrum/timer/timertest"
)

var update = flag.Bool("update", false, "write the forms anew")

// kept are the debates whose forms are kept.
var kept = []string{timertest.Days, "closed-early", "put-right", "points-of-order", "allowance", foretold}

// foretold is the one that is long enough for forecasts; it is of the record alone.
const foretold = "heard-to-its-end"

func tongue(t testing.TB, code string) web.Tongue {
	t.Helper()
	all, err := web.Tongues()
	if err != nil {
		t.Fatal(err)
	}
	return web.Choose(all, code, "")
}

func zone(t testing.TB) *time.Location {
	t.Helper()
	at, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("this machine has no time zones: ", err)
	}
	return at
}

// bookOf is what is read of a recorded debate.
func bookOf(t *testing.T, debate string) *account.Book {
	t.Helper()
	dir := filepath.Join("..", "..", "timer", "testdata")
	if debate == foretold {
		dir = "testdata"
	}
	text, err := os.ReadFile(filepath.Join(dir, debate+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var records []timer.Record
	synctest.Test(t, func(*testing.T) { _, records, err = timertest.Replay(string(text)) })
	if err != nil {
		t.Fatal(err)
	}
	book, err := account.Read(records)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// of is the record of a debate in a language.
func of(t *testing.T, book *account.Book, language string) *record.Record {
	t.Helper()
	a, _ := book.Account(book.Meetings(), timer.Stamp{})
	return &record.Record{Account: a, Meetings: book.Meetings(), Zone: zone(t), Tongue: tongue(t, language)}
}

// forms make each form as a text that a person can compare.
var forms = []struct {
	name string
	make func(*record.Record) ([]byte, error)
	text func([]byte) (string, error) // nil: as it is
}{
	{"json", func(r *record.Record) ([]byte, error) { return json.MarshalIndent(r.JSON(), "", " ") }, nil},
	{"csv", func(r *record.Record) ([]byte, error) { return r.CSV(), nil }, nil},
	{"svg", func(r *record.Record) ([]byte, error) { return r.SVG(), nil }, nil},
	{"xlsx", (*record.Record).XLSX, workbookText},
	{"docx", (*record.Record).DOCX, documentText},
	{"summary", (*record.Record).SummaryDOCX, documentText},
	{"html", func(r *record.Record) ([]byte, error) {
		t, err := record.Template()
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = (&record.Page{Record: r}).HTML(&out, t)
		return out.Bytes(), err
	}, nil},
}

// Whatever form the record of a rehearsal goes out in, it says that it is one.
func TestFormsOfARehearsal(t *testing.T) {
	book := bookOf(t, "put-right")
	for language, word := range map[string]string{"en": "Rehearsal", "ar": "تجربة"} {
		r := of(t, book, language)
		r.Account.Rehearsal = true
		if !r.Summary().Rehearsal {
			t.Errorf("%s: the summary for programs does not say it", language)
		}
		for _, form := range forms {
			body, err := form.make(r)
			if err != nil {
				t.Fatal(err)
			}
			text := string(body)
			if form.text != nil {
				if text, err = form.text(body); err != nil {
					t.Fatal(err)
				}
			}
			if !strings.Contains(text, word) && !strings.Contains(text, "Rehearsal: ") && !strings.Contains(text, `"rehearsal": true`) {
				t.Errorf("%s.%s does not say it", language, form.name)
			}
		}
	}
}

func TestForms(t *testing.T) {
	for _, debate := range kept {
		if debate == timertest.Days && timertest.Raced() {
			continue // it is played so once, by the tests of package timer
		}
		book := bookOf(t, debate) // days of a debate are long to play: once for both languages
		for _, language := range []string{"en", "ar"} {
			r := of(t, book, language)
			for _, form := range forms {
				name := debate + "." + language + "." + form.name
				t.Run(name, func(t *testing.T) {
					body, err := form.make(r)
					again, err2 := form.make(r)
					if err := errors.Join(err, err2); err != nil {
						t.Fatal(err)
					}
					if !bytes.Equal(body, again) {
						t.Error("made twice it is another file")
					}
					text := string(body)
					if form.text != nil {
						if text, err = form.text(body); err != nil {
							t.Fatal(err)
						}
					}
					golden(t, name, text)
				})
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("it is not as it was kept:\n%s", difference(string(want), got))
	}
}

// difference is the first line in which two texts differ.
func difference(want, got string) string {
	is, was := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(is), len(was)) {
		if i >= len(is) || i >= len(was) || is[i] != was[i] {
			return fmt.Sprintf("line %d\nwas %s\nis  %s", i+1, line(was, i), line(is, i))
		}
	}
	return ""
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing"
}

// workbookText has the cells as a person sees them, and as they are.
func workbookText(body []byte) (string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	var out strings.Builder
	for _, sheet := range f.GetSheetList() {
		view, err := f.GetSheetView(sheet, 0)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "== %s, right to left %v\n", sheet, view.RightToLeft != nil && *view.RightToLeft)
		shown, err := f.GetRows(sheet)
		if err != nil {
			return "", err
		}
		raw, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return "", err
		}
		for i := range shown {
			cells := make([]string, len(shown[i]))
			for j := range shown[i] {
				if cells[j] = shown[i][j]; raw[i][j] != cells[j] {
					cells[j] += " <" + raw[i][j] + ">"
				}
			}
			out.WriteString(strings.Join(cells, " | ") + "\n")
		}
	}
	return out.String(), nil
}

// documentText has the paragraphs with their styles, tables with bars between cells, and
// says which are from right to left.
func documentText(body []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "", err
	}
	for _, part := range z.File { // each is well-formed
		r, err := part.Open()
		if err != nil {
			return "", err
		}
		for d := xml.NewDecoder(r); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				return "", fmt.Errorf("%s: %w", part.Name, err)
			}
		}
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		return "", err
	}
	var out strings.Builder
	inCell := false
	for d := xml.NewDecoder(r); ; {
		token, err := d.Token()
		if err == io.EOF {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "pStyle":
				if !inCell {
					out.WriteString("[" + e.Attr[0].Value + "] ")
				}
			case "tc":
				inCell = true
			case "bidi":
				if !inCell {
					out.WriteString("<- ")
				}
			case "br":
				out.WriteString("(new page)")
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "tc":
				inCell = false
				out.WriteString(" | ")
			case "tr":
				out.WriteString("\n")
			case "p":
				if !inCell {
					out.WriteString("\n")
				}
			}
		case xml.CharData:
			out.Write(e)
		}
	}
}
