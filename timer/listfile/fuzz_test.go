package listfile_test

import (
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
		list, err := listfile.Read(data)
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkList(t, list)
	})
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
		if d.Line < 1 || d.Column < 1 || d.Message == "" {
			t.Errorf("doubt %+v", d)
		}
	}
	mustOpen(t, list.Inscriptions)
}
