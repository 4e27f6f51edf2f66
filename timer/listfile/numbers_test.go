package listfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rostrum/timer/listfile"
)

// A cell that is no number leaves the others theirs: its line stays where it stands.
func TestCellsThatAreNoNumbers(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       string // numbers and delegations
		doubts     []string
	}{
		{"a number with a letter", "No.,Country\n3,Norway\n1,Peru\n2a,Chile\n4,Cuba\n", "1 Peru, 5 Chile, 3 Norway, 4 Cuba", []string{
			"line 3, column 1: the lines are not in the order of their numbers; the numbers decide",
			"line 4, column 1: “2a” is not a number of the list; the speaker is placed behind number 1 and given the number 5",
		}},
		{"not decided yet", "No.,Country\n2,Norway\n1,Peru\nTBC,Chile\n-,Cuba\n3,Fiji\n", "1 Peru, 4 Chile, 5 Cuba, 2 Norway, 3 Fiji", []string{
			"line 3, column 1: the lines are not in the order of their numbers; the numbers decide",
			"line 4, column 1: “TBC” is not a number of the list; the speaker is placed behind number 1 and given the number 4",
			"line 5, column 1: “-” is not a number of the list; the speaker is placed behind number 1 and given the number 5",
		}},
		{"the first", "seq,delegation\nTBC,Norway\n2,Peru\n1,Chile\n", "3 Norway, 1 Chile, 2 Peru", []string{
			"line 2, column 1: “TBC” is not a number of the list; the speaker is placed in front of the others and given the number 3",
			"line 4, column 1: the lines are not in the order of their numbers; the numbers decide",
		}},
		{"none is one", "seq,delegation\nb,Norway\na,Peru\n", "1 Norway, 2 Peru", []string{
			"line 2, column 1: “b” is not a number of the list; the speaker is placed as in the file and given the number 1",
			"line 3, column 1: “a” is not a number of the list; the speaker is placed as in the file and given the number 2",
		}},
		{"no whole numbers", "seq,delegation\n0,Norway\n+1,Peru\n1.5,Chile\n99999999999999999999,Cuba\n7,Fiji\n", "8 Norway, 9 Peru, 10 Chile, 11 Cuba, 7 Fiji", []string{
			"line 2, column 1: “0” is not a number of the list; the speaker is placed in front of the others and given the number 8",
			"line 3, column 1: “+1” is not a number of the list; the speaker is placed in front of the others and given the number 9",
			"line 4, column 1: “1.5” is not a number of the list; the speaker is placed in front of the others and given the number 10",
			"line 5, column 1: “99999999999999999999” is not a number of the list; the speaker is placed in front of the others and given the number 11",
		}},
		{"the sum below", "No.,Country\n2,Norway\n1,Peru\nTotal: 2,\n", "1 Peru, 2 Norway", []string{
			"line 3, column 1: the lines are not in the order of their numbers; the numbers decide",
			"line 4, column 1: this line has no delegation, only “Total: 2”; it is left out",
		}},
		{"among parts, sums and headings", "No.,Country\n2,Norway\n1,Peru\nTBC,Chile\nNo.,Country\nPart two,\nTotal: 3,\n", "1 Peru, 3 Chile, 2 Norway", []string{
			"line 3, column 1: the lines are not in the order of their numbers; the numbers decide",
			"line 4, column 1: “TBC” is not a number of the list; the speaker is placed behind number 1 and given the number 3",
			"line 5, column 5: the headings stand here again; the line is left out",
			"line 6, column 1: this line has no delegation, only “Part two”; it is left out",
			"line 7, column 1: this line has no delegation, only “Total: 3”; it is left out",
		}},
		{"of the agenda", "Item,Country\nWorking methods,Norway\nAfrica,Peru\n7,Chile\nThe Middle East,Cuba\nHaiti,Fiji\n", "1 Norway, 2 Peru, 3 Chile, 4 Cuba, 5 Fiji", []string{
			"line 1, column 1: the column “Item” is not one that is read; it is left out",
		}},
		{"with full stops", "No.,Country\n2.,Norway\n1.,Peru\n", "1 Peru, 2 Norway", nil},
		{"in brackets", "№;Страна\n(2);Норвегия\n(1);Перу\n", "1 Перу, 2 Норвегия", nil},
		{"with their sign", "№;Страна\n№ 2;Норвегия\n№1;Перу\n", "1 Перу, 2 Норвегия", nil},
		{"in Arabic digits", "الرقم,الدولة\n٢,النرويج\n١,بيرو\n", "1 بيرو, 2 النرويج", nil},
		{"in wide digits", "序号,国家\n１２,挪威\n３、,秘鲁\n", "3 秘鲁, 12 挪威", nil},
		{"in Bengali digits", "No.,Country\n১০,Norway\n৯,Peru\n", "9 Peru, 10 Norway", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := listfile.Read([]byte(c.file))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, in := range list.Inscriptions {
				got = append(got, fmt.Sprint(in.Seq, " ", in.Delegation))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%q, want %s", got, c.want)
			}
			doubts := sentences(list.Doubts)
			doubts = slices.DeleteFunc(doubts, func(d string) bool { return c.doubts == nil && strings.Contains(d, "not in the order") })
			if !slices.Equal(doubts, c.doubts) {
				t.Errorf("doubts\n%q, want\n%q", doubts, c.doubts)
			}
			mustOpen(t, list.Inscriptions)
		})
	}
}

// What a page says of all columns, because a person has corrected one of them, makes a
// heading say no less than it does.
func TestNumbersWhereAnotherColumnIsCorrected(t *testing.T) {
	o := listfile.Options{Columns: map[string]string{"No.": listfile.Seq, "Country": listfile.Delegation, "Who": listfile.Speaker}}
	list, err := o.Read(t.Context(), []byte("No.,Country,Who\n2,Norway,a\n1,Peru,b\n1a,Chile,c\n"))
	if err != nil || len(list.Inscriptions) != 3 || list.Inscriptions[1].Delegation != "Chile" {
		t.Errorf("%+v, %v", list.Inscriptions, err)
	}
}

// Every script has ten digits, and each is read as what it is.
func TestDigitsOfEveryScript(t *testing.T) {
	value := func(r rune) int {
		list, err := listfile.Read([]byte("seq,delegation\n1" + string(r) + ",Peru\n"))
		if err != nil {
			t.Fatalf("%U: %v", r, err)
		}
		return list.Inscriptions[0].Seq
	}
	scripts := 0
	for r := rune(unicode.MaxASCII); r <= unicode.MaxRune; r++ {
		if !unicode.Is(unicode.Nd, r) {
			continue
		}
		for n := range 10 {
			if got := value(r + rune(n)); got != 10+n {
				t.Errorf("1%c is %d, want %d", r+rune(n), got, 10+n)
			}
		}
		scripts++
		r += 9
	}
	if scripts < 50 {
		t.Errorf("only %d scripts were tried", scripts)
	}
}
