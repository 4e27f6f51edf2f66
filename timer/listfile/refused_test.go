package listfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

func TestRefused(t *testing.T) {
	long := strings.Repeat("é", timer.MaxName+1)
	for _, c := range []struct {
		name, file   string
		line, column int
		says         string // part of the sentence
	}{
		{"nothing", "", 1, 1, "the file is empty"},
		{"blank lines only", "\n \n,,\n", 1, 1, "the file is empty"},
		{"headings only", "\ndelegation,seat\n,\n", 2, 1, "no speakers"},
		{"all heard", "delegation,status\nJapan,heard\nPeru,withdrawn\n", 1, 1, "nobody in this file is still to speak: 2 lines"},
		{"no headings", "1,Turkey,Mr. A\n2,Norway,Ms. B\n", 1, 1, "“1” stands where the headings should; put a line of headings above"},
		{"no headings and no numbers", "Mr. A;Turkey\nMs. B;Norway\nMr. C;Peru\n", 1, 7, "“Turkey” stands where the headings should"},
		{"no headings, with a word that could be one", "1;Turkey;state\n2;Norway;state\n", 1, 3, "“Turkey” stands where"},
		{"no headings above an organization", "1,European Union,Mr. A\n2,Norway,Ms. B\n", 1, 1, "“1” stands where"},
		{"no headings above codes", "TUR,Mr. A\nNOR,Ms. B\n", 1, 1, "“TUR” stands where"},
		{"nothing but States", "Turkey\nNorway\n", 1, 1, "“Turkey” stands where"},
		{"no delegation column", "seq,nation\n1,Elbonia\n", 1, 1, "no column is headed “delegation”"},
		{"delegation in French only", "seq,delegation_fr\n1,Japon\n", 1, 1, "no column is headed “delegation”"},
		{"two delegation columns", "delegation,seat,Delegation\nJapan,1,Japon\n", 1, 17, "two columns are headed “delegation”"},
		{"two number columns", "seq,SEQ,delegation\n1,2,Japan\n", 1, 5, "two columns are headed “seq”"},
		{"two kind columns", "kind,delegation,kind\n,Japan,\n", 1, 17, "two columns are headed “kind”"},
		{"too many headings", "delegation" + strings.Repeat(",x", 256) + "\nJapan\n", 1, 522, "257 headings"},
		{"a heading too long", "delegation," + strings.Repeat("x", 1001) + "\nJapan,\n", 1, 12, "this heading has 1001 characters"},
		{"delegation missing", "seq,delegation\n1,Japan\n2,\n", 3, 3, "the delegation is missing"},
		{"delegation that nobody can see", "seq,delegation\n1,\u200e\u200b\n", 2, 3, "the delegation is missing"},
		{"a split cell", "delegation,kind\nJapan,state\nUnited Nations University, Centre,briefer\n", 3, 35, "put a cell that holds a comma in quotation marks"},
		{"a long cell without a heading", "delegation\tseat\nJapan\t1\t" + strings.Repeat("né", 30) + "\n", 2, 9, "above “" + strings.Repeat("né", 20) + "…”; put a cell that holds a tab"},
		{"headings with a blank first cell", ",nation\n1,Elbonia\n", 1, 1, "begins with “nation”"},
		{"a line without end", "delegation\nJapan" + strings.Repeat(",", 1<<16) + "\n", 2, 1<<16 + 1, "longer than 65536 characters"},
		{"a split cell beside empty columns", "delegation;kind;;\nJapan;state;x;\n", 2, 13, "put a cell that holds a semicolon"},
		{"number twice", "seq,delegation\n7,Japan\n8,Peru\n07,Chile\n", 4, 1, "the sequence number 7 is in line 2 already"},
		{"delegation too long", "seat,delegation\n1," + long + "\n", 2, 3, "delegation has 201 characters; at most 200"},
		{"name too long", "delegation,delegation_ar\nJapan," + long + "\n", 2, 7, "delegation_ar has 201 characters"},
		{"speaker too long", "delegation,represented_by\nJapan," + long + "\n", 2, 7, "speaker has 201"},
		{"seat too long", "delegation,seat\nJapan," + strings.Repeat("7", 41) + "\n", 2, 7, "seat has 41 characters; at most 40"},
		{"States too long", "delegation,on_behalf_of\nJapan," + strings.Repeat(long, 10) + "\n", 2, 7, "on_behalf_of has 2010 characters; at most 2000"},
		{"remarks too long", "delegation,remarks\nJapan," + strings.Repeat(long, 10) + "\n", 2, 7, "remarks has 2010 characters; at most 2000"},
		{"language too long", "delegation,language\nJapan," + long + "\n", 2, 7, "language has 201 characters; at most 200"},
		{"the leftmost of two too long", "speaker,delegation,seat\n" + long + ",Japan," + long + "\n", 2, 1, "speaker has 201"},
		{"mark never closed", "delegation,speaker\nPeru,\nCôte d’Ivoire, \"Mr. Adom\nChile,\n", 3, 16, "never closed"},
		{"mark closed before the end of the cell", "delegation,speaker\nJapan,\"Ms. \"Abe\"\"\n", 2, 12, "opened at line 2, column 7"},
		{"mark closed lines below", "delegation,speaker\nJapan,\"Ms. Abe\nPeru,\"Mr. Vega\"\n", 3, 6, "opened at line 2, column 7"},
		{"mark inside a cell", "delegation,speaker\nCôte d’Ivoire,Ms. \"Abe\"\n", 2, 19, "inside a cell"},
		{"mark in the headings", "delegation;\"speaker\nJapan;\n", 1, 12, ""},
		{"another separator", "sep=|\ndelegation|seq\n", 1, 1, "comma, a semicolon or a tab"},
		{"Windows-1252", "delegation\r\nJapan\r\nC\xf4te d\x92Ivoire\r\n", 3, 2, "this byte (0xf4) is not UTF-8: the file was saved in another encoding"},
		{"Windows-1251", "delegation\r\n\xcf\xe5\xf0\xf3\r\n", 2, 1, "this byte (0xcf) is not UTF-8: the file was saved in another encoding"},
		{"character lost", "delegation\nT\ufffdrkiye\n", 2, 2, "was lost"},
		{"NUL", "delegation\nJa\x00pan\n", 2, 3, "NUL"},
		{"control character", "delegation\nJa\x1bpan\n", 2, 3, "U+001B"},
		{"direction override", "delegation\nJapan\u202e\n", 2, 6, "U+202E"},
		{"direction isolate", "delegation\nJapan\n\u2067Peru\u2069\n", 3, 1, "U+2067"},
		{"direction isolate that ends", "delegation\nJapan\u2069\n", 2, 6, "U+2069"},
		{"marks piled up", "delegation,speaker\nJapan,Z" + strings.Repeat("\u0335", timer.MostMarks+1) + "\n", 2, 8 + timer.MostMarks, "more than 5 marks"},
		{"marks over nothing", strings.Repeat("\u0301", timer.MostMarks+1) + "delegation\n", 1, 6, "more than 5 marks"},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, 1, "(.xls)"},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00", 1, 1, "picture"},
		{"PDF", "%PDF-1.7\n", 1, 1, "PDF"},
		{"UTF-32", "\xff\xfe\x00\x00d\x00\x00\x00", 1, 1, "UTF-32"},
		{"UTF-16 cut", "\xff\xfed\x00\n\x00e\x00l", 2, 2, "in the middle of a character"},
		{"UTF-16 cut in its first line", "\xff\xfed\x00e", 1, 2, "in the middle of a character"},
		{"UTF-16 with half a surrogate", "\xff\xfed\x00\x00\xd8e\x00", 1, 2, "was lost"},
		{"too large", "delegation\n" + strings.Repeat("Japan\n", listfile.MaxSize/6), 0, 0, "larger than 16 MiB"},
		{"too many speakers", "delegation\n" + strings.Repeat("Japan\n", timer.MaxEntries+1), timer.MaxEntries + 2, 1, "more than 10000 speakers"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := listfile.Read([]byte(c.file))
			var refused *listfile.Error
			if !errors.As(err, &refused) || !errors.Is(err, listfile.ErrRefused) {
				t.Fatalf("list %+v, error %v; want a refusal", list.Inscriptions, err)
			}
			if !reflect.DeepEqual(list, listfile.List{}) {
				t.Errorf("something was taken: %+v", list)
			}
			if refused.Code == "" {
				t.Errorf("%v has no code", err)
			}
			if refused.Line != c.line || refused.Column != c.column || !strings.Contains(refused.Message, c.says) {
				t.Errorf("%v, want line %d, column %d: …%s…", err, c.line, c.column, c.says)
			}
			if !strings.HasPrefix(err.Error(), "listfile: ") {
				t.Errorf("%q does not name the package", err)
			}
		})
	}
}

// A column of which only a person says that it is the number holds nothing else.
func TestNoNumbersWhereAPersonSaysSo(t *testing.T) {
	for _, written := range []string{"0", "-1", "+1", "1.5", "99999999999999999999", "2 bis"} {
		o := listfile.Options{Columns: map[string]string{"Place": listfile.Seq}}
		_, err := o.Read(t.Context(), []byte("delegation,Place\nPeru,1\nJapan,"+written+"\n"))
		var refused *listfile.Error
		if !errors.As(err, &refused) || refused.Code != listfile.RefusedNumber || refused.Line != 3 || refused.Column != 7 || !strings.Contains(refused.Message, "“"+written+"” is not a sequence number") {
			t.Errorf("%s: %v", written, err)
		}
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := listfile.ReadFile(filepath.Join(dir, "absent.csv")); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, listfile.ErrRefused) {
		t.Errorf("absent file: %v", err)
	}
	if _, err := listfile.ReadFile(dir); err == nil || errors.Is(err, listfile.ErrRefused) {
		t.Errorf("directory: %v", err)
	}
	large := filepath.Join(dir, "large.csv")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// Sparse: reading all of it would take the machine's memory.
	if err := os.Truncate(large, 1<<40); err != nil {
		t.Skip("no sparse files here:", err)
	}
	if _, err := listfile.ReadFile(large); !errors.Is(err, listfile.ErrRefused) || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("large file: %v", err)
	}
}
