package listfile_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

func FuzzRead(f *testing.F) {
	text, err := os.ReadFile(filepath.Join("testdata", "S-PV.8539.csv"))
	if err != nil {
		f.Fatal(err)
	}
	short := strings.Join(strings.SplitAfter(string(text), "\n")[:4], "")
	for _, e := range encodings {
		f.Add(e.encode(short))
	}
	for _, seed := range []string{
		"sep=;\r\ndelegation;seq;kind\r\nJapan;2;state\r\nPeru;;x\r\n\r\nChile;1;\r\n",
		"delegation\tdelegation_fr\tiso3\n\"Côte d’\n\"\"Ivoire\"\tCôte d’Ivoire\tCIV\n",
		"delegation,speaker\nJapan, \"Ms. Abe\nPeru,\"Mr. Vega\"\n",
		"delegation,,seat\n\u00a0,,1\nJapan\n,,,,\nPeru,,,\n",
		"seq,delegation\n,a\n3,b\n,c\n1,d\n",
		"delegation\nC\xf4te\n", "PK\x03\x04", "\xff\xfed\x00\x00\xd8", "\"", "sep=", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, listfile.Options{}, data)
	})
}

// FuzzWorkbook reads what may be a workbook, from its first byte on.
func FuzzWorkbook(f *testing.F) {
	whole := oneSheet(textRow(1, "Delegation", "Seat")+textRow(2, "Peru", "7")+`<row r="3"><c r="A3" t="s"><v>0</v></c></row>`, "<t>Japan</t>")
	f.Add(whole.bytes(f))
	f.Add(stored(f, whole.files()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, listfile.Options{}, data)
	})
}

// FuzzSheet reads what a sheet, its texts and its styles may say.
func FuzzSheet(f *testing.F) {
	f.Add(textRow(1, "Delegation", "Seat")+textRow(2, "Peru", "7"), "", "")
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="b"><v>1</v></c></row><row hidden="1"><c t="s"><v>1</v></c><c s="1"><f>A1</f><v>45362.5</v></c></row>`,
		`<t>Pays</t></si><si><r><t>Pé</t></r><r><t>rou_x0009_</t></r><rPh><t>x</t></rPh>`, dated)
	f.Add(`<row r="5"><c r="XFD5"/><c r="A5" t="e"><v>#N/A</v></c></row><!-- x --><![CDATA[y]]></sheetData>`, "<t/>", `<cellXfs><xf numFmtId="-1"/></cellXfs>`)
	f.Fuzz(func(t *testing.T, rows, shared, styles string) {
		b := oneSheet(rows, shared)
		b.styles = styles
		check(t, listfile.Options{}, stored(t, b.files()))
	})
}

// FuzzColumns corrects columns as a page may.
func FuzzColumns(f *testing.F) {
	f.Add("Who;Speaker;\nJapan;Peru;1\n", "Who", "delegation", "[C]", "seq")
	f.Add("Provisional list\nPays;País;Estado\nJapon;Japón;confirmado\n", "Estado", "", "Pays", "delegation_fr")
	f.Add("Name,Title\nJapan,Minister\n", "Name", "king", "[ZZ]", "remarks")
	f.Fuzz(func(t *testing.T, file, heading, as, other, too string) {
		list, err := check(t, listfile.Options{Columns: map[string]string{heading: as, other: too}}, []byte(file))
		if err != nil {
			return
		}
		fields := map[string]bool{}
		for _, c := range list.Columns {
			if c.As != "" && fields[c.As] {
				t.Errorf("two columns are %s", c.As)
			}
			fields[c.As] = true
			if c.Key() == heading && heading != other && c.As != as {
				t.Errorf("the column %q is %q, and was to be %q", heading, c.As, as)
			}
			if c.Guessed && (c.Key() == heading || c.Key() == other) {
				t.Errorf("the column %q is a guess, though a person has spoken of it", c.Key())
			}
		}
		for _, has := range list.Has {
			if !fields[has] {
				t.Errorf("the list has %s, but no column is that", has)
			}
		}
	})
}

// stored packs files without making them smaller, so that a change of one byte is one.
func stored(t testing.TB, files [][2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		part, err := w.CreateHeader(&zip.FileHeader{Name: f[0], Method: zip.Store})
		if err == nil {
			_, err = part.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func check(t *testing.T, o listfile.Options, data []byte) (listfile.List, error) {
	t.Helper()
	list, err := o.Read(t.Context(), data)
	if err != nil {
		checkRefusal(t, err)
	} else {
		checkList(t, list)
	}
	return list, err
}

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	var refused *listfile.Error
	if !errors.As(err, &refused) {
		t.Fatalf("%v is not a refusal", err)
	}
	if (refused.Line < 1) != (refused.Column < 1) || refused.Line < 0 {
		t.Errorf("%v has no place", err)
	}
	if refused.Code == "" {
		t.Errorf("%v has no code", err)
	}
	if !utf8.ValidString(refused.Message) || strings.ContainsAny(refused.Message, "\n\x00") {
		t.Errorf("%q cannot be shown", refused.Message)
	}
}

func checkList(t *testing.T, list listfile.List) {
	t.Helper()
	if len(list.Inscriptions) == 0 {
		t.Error("an empty list was taken")
	}
	seen := map[int]bool{}
	for _, in := range list.Inscriptions {
		if in.Delegation == "" || in.Delegation != strings.TrimSpace(in.Delegation) {
			t.Errorf("delegation %q", in.Delegation)
		}
		if in.Seq < 1 || seen[in.Seq] {
			t.Errorf("number %d is not above zero, or is there twice", in.Seq)
		}
		seen[in.Seq] = true
		if !slices.Contains(timer.Kinds(), in.Kind) {
			t.Errorf("kind %q", in.Kind)
		}
		if in.ISO3 != "" && len(in.ISO3) != 3 {
			t.Errorf("country code %q", in.ISO3)
		}
	}
	for _, d := range list.Doubts {
		if d.Line < 1 || d.Column < 1 || d.Message == "" || d.Code == "" {
			t.Errorf("doubt %+v", d)
		}
	}
	mustOpen(t, list.Inscriptions)
}
