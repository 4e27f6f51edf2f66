package record_test

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// officeWait is how long an office program may take for one file: the first one makes its
// settings.
const officeWait = 3 * time.Minute

// office reads workbook and document as an office program does, and compares their figures
// with those of the record: what a statement used and stood paused, and when it began.
func office(t *testing.T, p *testbed.Controller, figures func(i int) (used, paused int64, began time.Time), statements int) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		err = errors.New("there is no LibreOffice here (Debian: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui); the files are not opened in it")
	}
	testbed.Need(t, testbed.Office, err)
	dir := t.TempDir()
	zone, err := time.LoadLocation("Asia/Kathmandu")
	if err != nil {
		t.Fatal(err)
	}
	// All files of a kind in one start, for the start is what takes long.
	convert := func(to string, files map[string][]byte) map[string]string {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), officeWait)
		defer cancel()
		words := []string{"-env:UserInstallation=file://" + dir + "/settings", "--headless", "--norestore", "--convert-to", to, "--outdir", dir}
		for name, body := range files {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, body, 0o600); err != nil {
				t.Fatal(err)
			}
			words = append(words, path)
		}
		if out, err := exec.CommandContext(ctx, soffice, words...).CombinedOutput(); err != nil {
			t.Fatalf("LibreOffice does not read the files: %v\n%s", err, out)
		}
		extension, _, _ := strings.Cut(to, ":")
		texts := make(map[string]string)
		for name := range files {
			text, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(name, filepath.Ext(name))+"."+extension))
			if err != nil {
				t.Fatalf("LibreOffice does not read %s: %v", name, err)
			}
			texts[name] = strings.TrimPrefix(string(text), "\ufeff")
		}
		return texts
	}

	workbooks, documents := make(map[string][]byte), make(map[string][]byte)
	for _, language := range []string{"en", "ar"} {
		workbooks["record-"+language+".xlsx"] = get(t, p, "/api/v1/record.xlsx?lang="+language)
		documents["record-"+language+".docx"] = get(t, p, "/api/v1/record.docx?lang="+language)
		documents["summary-"+language+".docx"] = get(t, p, "/api/v1/summary.docx?lang="+language)
	}
	// The first sheet, as it is shown: UTF-8, commas.
	sheets := convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", workbooks)
	texts := convert("txt:Text (encoded):UTF8", documents)
	for _, language := range []string{"en", "ar"} {
		sheet, document := sheets["record-"+language+".xlsx"], texts["record-"+language+".docx"]
		lines, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
		if err != nil || len(lines) != statements+1 {
			t.Fatalf("%s: the sheet has %d lines: %v\n%s", language, len(lines), err, sheet)
		}
		for i := range statements {
			used, paused, began := figures(i)
			if !slices.Contains(lines[i+1], thousandths(used)) || paused > 0 && !slices.Contains(lines[i+1], thousandths(paused)) {
				t.Errorf("%s: the sheet's line %d does not say %s and %s: %q", language, i+1, thousandths(used), thousandths(paused), lines[i+1])
			}
			if at := began.In(zone).Format(time.DateTime); !slices.Contains(lines[i+1], at) {
				t.Errorf("%s: the sheet's line %d does not say %s: %q", language, i+1, at, lines[i+1])
			}
			for _, says := range []string{began.In(zone).Format(time.TimeOnly), strconv.FormatInt(used/60000, 10) + ":" + two(used/1000%60)} {
				if !strings.Contains(document, says) {
					t.Errorf("%s: the document does not say %s", language, says)
				}
			}
		}
		if !strings.Contains(document, "张先生") || !strings.Contains(document, "S/2024/507, para. 22") {
			t.Errorf("%s: the document has lost a name or a note:\n%s", language, document)
		}
	}
}

func thousandths(ms int64) string { return strconv.FormatFloat(float64(ms)/1000, 'f', 3, 64) }

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}
