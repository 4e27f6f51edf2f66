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
	convert := func(name, to string, body []byte) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), officeWait)
		defer cancel()
		run := exec.CommandContext(ctx, soffice, "-env:UserInstallation=file://"+dir+"/settings", "--headless", "--norestore", "--convert-to", to, "--outdir", dir, path)
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("LibreOffice does not read %s: %v\n%s", name, err, out)
		}
		extension, _, _ := strings.Cut(to, ":")
		text, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + "." + extension)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(string(text), "\ufeff")
	}

	for _, language := range []string{"en", "ar"} {
		// The first sheet, as it is shown: UTF-8, commas.
		sheet := convert("record-"+language+".xlsx", `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true`, get(t, p, "/api/v1/record.xlsx?lang="+language))
		lines, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
		if err != nil || len(lines) != statements+1 {
			t.Fatalf("%s: the sheet has %d lines: %v\n%s", language, len(lines), err, sheet)
		}
		document := convert("record-"+language+".docx", "txt:Text (encoded):UTF8", get(t, p, "/api/v1/record.docx?lang="+language))
		convert("summary-"+language+".docx", "txt:Text (encoded):UTF8", get(t, p, "/api/v1/summary.docx?lang="+language))
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
