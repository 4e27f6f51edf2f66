package listfile_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestRealList(t *testing.T) {
	list, err := listfile.ReadFile(filepath.Join("testdata", "S-PV.8539.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(list); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "S-PV.8539.golden.json")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the list differs from %s (go test -update writes it anew):\n%s", golden, got.Bytes())
	}

	// What a golden file written anew could hide.
	if n := len(list.Inscriptions); n != 37 {
		t.Errorf("%d inscriptions, want 37", n)
	}
	wantDoubts := []string{
		"line 1, column 1: the column “meeting” is not one that is read; it is left out",
		"line 1, column 9: the column “date” is not one that is read; it is left out",
		"line 1, column 67: the column “order_status” is not one that is read; it is left out",
	}
	if got := sentences(list.Doubts); !reflect.DeepEqual(got, wantDoubts) {
		t.Errorf("doubts %q, want %q", got, wantDoubts)
	}
	group := list.Inscriptions[2]
	if group.Kind != timer.Group || !strings.Contains(group.OnBehalfOf, "; Côte d’Ivoire; ") {
		t.Errorf("the group's statement: %+v", group)
	}
	for i, name := range map[int]string{1: "United Nations University, Centre for Policy Research", 23: "Iran (Islamic Republic of)"} {
		if got := list.Inscriptions[i].Delegation; got != name {
			t.Errorf("delegation %q, want %q", got, name)
		}
	}
	if got, want := list.Inscriptions[9].Speaker, "Teodor Meleşcanu, Minister for Foreign Affairs"; got != want {
		t.Errorf("speaker %q, want %q", got, want)
	}
}

func TestUnderstood(t *testing.T) {
	japan := timer.Inscription{Seq: 1, Delegation: "Japan", ISO3: "JPN", Kind: timer.State}
	peru := timer.Inscription{Seq: 2, Delegation: "Peru", ISO3: "PER", Kind: timer.State}
	for _, c := range []struct {
		name, file string
		want       []timer.Inscription
		doubts     []string
	}{
		{"one column", "delegation\nJapan\nPeru\n", []timer.Inscription{japan, peru}, nil},
		{"no last line end", "delegation\nJapan\nPeru", []timer.Inscription{japan, peru}, nil},
		{"carriage returns", "delegation,seat\r\nJapan,\rPeru,\r", []timer.Inscription{japan, peru}, nil},
		{"blank lines", "\n,,\ndelegation,seat\n\nJapan,\n , \nPeru,\n,\n", []timer.Inscription{japan, peru}, nil},
		{"empty columns beside the list", "delegation,,\nJapan,,\nPeru,,\n", []timer.Inscription{japan, peru}, nil},
		{"byte order mark", "\ufeffdelegation\nJapan\nPeru\n", []timer.Inscription{japan, peru}, nil},
		{"declared separator", "sep=;\r\ndelegation;seat\r\nJapan;\r\nPeru;\r\n", []timer.Inscription{japan, peru}, nil},
		{"declared tab", "SEP=\t\ndelegation\tseat\nJapan\t\nPeru\t\n", []timer.Inscription{japan, peru}, nil},
		{
			"the lines stay those of the file below a declared separator", "sep=,\ndelegation,kind\nJapan,orator\n",
			[]timer.Inscription{japan},
			[]string{"line 3, column 7: “orator” is not a kind of statement; it is taken as state"},
		},
		{
			"every heading, in any order, case and spelling",
			"Remarks;ISO3;On Behalf-Of;Represented by;SEAT;Kind;Delegation FR;delegation-ar;LANGUAGE; delegation ;Seq\n" +
				"first;jpn;\"Japan; Peru\";Ms. Abe;7;Group;Japon;اليابان;fr;Japan;4\n",
			[]timer.Inscription{{
				Seq: 4, Delegation: "Japan", Names: map[string]string{"fr": "Japon", "ar": "اليابان"}, Speaker: "Ms. Abe",
				Kind: timer.Group, OnBehalfOf: "Japan; Peru", Seat: "7", ISO3: "JPN", Language: "fr", Remarks: "first",
			}}, nil,
		},
		{
			"a comma in a heading does not make it the separator",
			"delegation;\"seat, row, side, etc.\"\nJapan;3\n", []timer.Inscription{japan},
			[]string{"line 1, column 12: the column “seat, row, side, etc.” is not one that is read; it is left out"},
		},
		{
			"quotation marks, line breaks and spaces",
			"delegation, \"speaker\"\n\u00a0Japan\u202f, \"Ms. \"\"Abe\"\",\nMinister\"\n\"Peru\"," + "\"\"\n",
			[]timer.Inscription{{Seq: 1, Delegation: "Japan", ISO3: "JPN", Speaker: `Ms. "Abe", Minister`, Kind: timer.State, Registration: timer.Registration{Level: timer.Minister, LevelGuessed: true}}, peru}, nil,
		},
		{
			"names are not altered", "delegation\nCôte d’Ivoire\nTürkiye\nTu\u0308rkiye (decomposed)\nIran  (Islamic Republic of)\n",
			[]timer.Inscription{
				{Seq: 1, Delegation: "Côte d’Ivoire", ISO3: "CIV", Kind: timer.State},
				{Seq: 2, Delegation: "Türkiye", ISO3: "TUR", Kind: timer.State},
				{Seq: 3, Delegation: "Tu\u0308rkiye (decomposed)", Kind: timer.State},
				{Seq: 4, Delegation: "Iran  (Islamic Republic of)", ISO3: "IRN", Kind: timer.State},
			},
			[]string{"line 4, column 1: no State is known by the name “Tu\u0308rkiye (decomposed)”; it is taken as it is written"},
		},
		{"numbers decide", "seq,delegation\n2,Peru\n1,Japan\n", []timer.Inscription{japan, peru}, []string{
			"line 3, column 1: the lines are not in the order of their numbers; the numbers decide",
		}},
		{"invisible spaces", "delegation\n\u200bJapan\ufeff\nPeru\u200b\n", []timer.Inscription{japan, peru}, nil},
		{
			"apostrophes", "delegation\nCôte d’Ivoire\nCôte d'Ivoire\n",
			[]timer.Inscription{{Seq: 1, Delegation: "Côte d’Ivoire", ISO3: "CIV", Kind: timer.State}, {Seq: 2, Delegation: "Côte d'Ivoire", ISO3: "CIV", Kind: timer.State}},
			[]string{"line 3, column 1: “Côte d'Ivoire” is on the list already, in line 2; both are taken"},
		},
		{"no number at all", "seq,delegation\n,Japan\n,Peru\n", []timer.Inscription{japan, peru}, nil},
		{
			"some numbers", "delegation,seq\nChad,\nPeru,2\nFiji,\nMali,\nJapan,1\nCuba,\n",
			[]timer.Inscription{
				{Seq: 3, Delegation: "Chad", ISO3: "TCD", Kind: timer.State}, japan, {Seq: 6, Delegation: "Cuba", ISO3: "CUB", Kind: timer.State},
				peru, {Seq: 4, Delegation: "Fiji", ISO3: "FJI", Kind: timer.State}, {Seq: 5, Delegation: "Mali", ISO3: "MLI", Kind: timer.State},
			},
			[]string{
				"line 2, column 6: this line has no number, but others have; the speaker is placed in front of the others and given the number 3",
				"line 4, column 6: this line has no number, but others have; the speaker is placed behind number 2 and given the number 4",
				"line 5, column 6: this line has no number, but others have; the speaker is placed behind number 2 and given the number 5",
				"line 6, column 7: the lines are not in the order of their numbers; the numbers decide",
				"line 7, column 6: this line has no number, but others have; the speaker is placed behind number 1 and given the number 6",
			},
		},
		{
			"columns are counted in characters", "delegation,kind,iso3\nCôte d’Ivoire,diplomat,CI\n",
			[]timer.Inscription{{Seq: 1, Delegation: "Côte d’Ivoire", ISO3: "CIV", Kind: timer.State}},
			[]string{
				"line 2, column 15: “diplomat” is not a kind of statement; it is taken as state",
				"line 2, column 24: “CI” is not a country code of three letters; it is left out",
			},
		},
		{
			"a line below a cell of two lines", "delegation,kind\n\"Japan\",\"st\nate\"\nPeru,x\n", []timer.Inscription{japan, peru},
			[]string{
				"line 2, column 9: “st ate” is not a kind of statement; it is taken as state",
				"line 4, column 6: “x” is not a kind of statement; it is taken as state",
			},
		},
		{
			"a delegation twice", "delegation,kind\nKuwait,president national\n kuwait,state\n",
			[]timer.Inscription{{Seq: 1, Delegation: "Kuwait", ISO3: "KWT", Kind: timer.PresidentNational}, {Seq: 2, Delegation: "kuwait", ISO3: "KWT", Kind: timer.State}},
			[]string{"line 3, column 2: “kuwait” is on the list already, in line 2; both are taken"},
		},
		{
			"a State twice, under two names", "delegation\nJapan\nJapon\n",
			[]timer.Inscription{japan, {Seq: 2, Delegation: "Japon", ISO3: "JPN", Kind: timer.State}},
			[]string{"line 3, column 1: “Japon” is on the list already, in line 2; both are taken"},
		},
		{
			"groups", "delegation,kind,on_behalf_of\nJapan,group,\nPeru,,Peru; Chile\n",
			[]timer.Inscription{
				{Seq: 1, Delegation: "Japan", ISO3: "JPN", Kind: timer.Group}, {Seq: 2, Delegation: "Peru", ISO3: "PER", Kind: timer.State, OnBehalfOf: "Peru; Chile"},
			},
			[]string{
				"line 2, column 7: the statement is on behalf of a group, but the line does not say of which",
				"line 3, column 6: the line says on whose behalf the statement is made, but its kind is state; if it is a group's, write group",
			},
		},
		{
			"speaker under two headings", "represented_by,delegation,speaker\nMs. Abe,Japan,Mr. Sato\n",
			[]timer.Inscription{{Seq: 1, Delegation: "Japan", ISO3: "JPN", Speaker: "Ms. Abe", Kind: timer.State}},
			[]string{"line 1, column 27: the column “speaker” is left out, because “represented_by” further left is taken"},
		},
		{
			"a column without a heading", "delegation,,kind\nJapan,x,\n", []timer.Inscription{japan},
			[]string{"line 1, column 12: this column has no heading; it is left out"},
		},
		{
			"a language that may be none", "delegation,delegation_id,delegation_iso,delegation_n1\nJapan,Jepang,1,\n",
			[]timer.Inscription{{Seq: 1, Delegation: "Japan", ISO3: "JPN", Names: map[string]string{"id": "Jepang"}, Kind: timer.State}},
			[]string{
				"line 1, column 12: the column “delegation_id” is taken as names in the language “id”, which is not an official one",
				"line 1, column 26: the column “delegation_iso” is not one that is read; it is left out",
				"line 1, column 41: the column “delegation_n1” is not one that is read; it is left out",
			},
		},
		{
			"missing cells", "delegation,kind,seat\nJapan\nPeru,state\n", []timer.Inscription{japan, peru},
			[]string{
				"line 2, column 1: this line has cells for 1 of 3 headings; the missing ones are taken as empty",
				"line 3, column 6: this line has cells for 2 of 3 headings; the missing ones are taken as empty",
			},
		},
		{
			"one line too wide", "delegation,kind\nJapan,,\nPeru,\n", []timer.Inscription{japan, peru},
			[]string{"line 2, column 8: this line has more cells than there are headings; the empty ones are left out, but look whether a cell was split in two"},
		},
		{
			"every line too wide", "delegation,kind\nJapan,,\nPeru,,\n", []timer.Inscription{japan, peru},
			[]string{"line 2, column 8: every line has empty cells beyond the headings; they are left out"},
		},
		{
			"lines too wide by different widths", "delegation,kind\nJapan,,\nPeru,,,\n", []timer.Inscription{japan, peru},
			[]string{
				"line 2, column 8: this line has more cells than there are headings; the empty ones are left out, but look whether a cell was split in two",
				"line 3, column 7: this line has more cells than there are headings; the empty ones are left out, but look whether a cell was split in two",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := listfile.Read([]byte(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(list.Inscriptions, c.want) {
				t.Errorf("inscriptions\n%+v, want\n%+v", list.Inscriptions, c.want)
			}
			if got := sentences(list.Doubts); !reflect.DeepEqual(got, c.doubts) {
				t.Errorf("doubts\n%q, want\n%q", got, c.doubts)
			}
			mustOpen(t, list.Inscriptions)
		})
	}
}

// TestStaysBehind has more rows than a sort that is not stable keeps in order
// by chance: the numbers 20 to 1, three rows without a number behind each.
func TestStaysBehind(t *testing.T) {
	file := "seq,delegation\n"
	var want []int
	for n := 20; n > 0; n-- {
		file += strconv.Itoa(n) + ",Peru\n,Fiji\n,Fiji\n,Fiji\n"
		given := 20 + 3*(20-n)
		want = append([]int{n, given + 1, given + 2, given + 3}, want...)
	}
	list, err := listfile.Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range list.Inscriptions {
		if in.Seq != want[i] {
			t.Fatalf("number %d in place %d, want %d", in.Seq, i+1, want[i])
		}
	}
}

func TestLongestList(t *testing.T) {
	list, err := listfile.Read([]byte("delegation\n" + strings.Repeat("Japan\n", timer.MaxEntries)))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(list.Inscriptions); n != timer.MaxEntries {
		t.Errorf("%d inscriptions, want %d", n, timer.MaxEntries)
	}
	mustOpen(t, list.Inscriptions)
}

// mustOpen fails unless a meeting can be opened with the list.
func mustOpen(t interface {
	Helper()
	Fatalf(string, ...any)
}, list []timer.Inscription) {
	t.Helper()
	c := timer.OpenMeeting{Rules: timer.Presets()[0], List: list}
	if _, err := (timer.Meeting{}).Decide(timer.Actor{Role: timer.Program}, c, timer.Stamp{}); err != nil {
		t.Fatalf("the list was read but cannot be opened: %v", err)
	}
}

func sentences(doubts []listfile.Doubt) []string {
	var out []string
	for _, d := range doubts {
		out = append(out, d.String())
	}
	return out
}
