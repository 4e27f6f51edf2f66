package program_test

import (
	"fmt"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
)

// A file is taken whole or refused with the place of what is wrong.
func TestDecodeTOML(t *testing.T) {
	var b bell
	if err := program.DecodeTOML([]byte("tower = 'north'\nmuted = true\n[strike]\ntimes = 3\n"), &b); err != nil {
		t.Fatal(err)
	}
	if b.Tower != "north" || !b.Muted || b.Strike.Times != 3 {
		t.Errorf("read as %+v", b)
	}
	for _, c := range []struct{ name, text, says string }{
		{"an unknown setting", "muted = true\ntowre = 'north'\n", `line 2, column 1: there is no setting "towre"`},
		{"one of an unknown table", "[a]\nb = 1\n", `line 1, column 2: there is no setting "a"`},
		{"one inside a table", "[strike]\n  time = 3\n", `line 2, column 3: there is no setting "strike.time"`},
		{"the first of two", "x = 1\ny = 1\n", `line 1, column 1: there is no setting "x"`},
		{"one that no file may have", "TestNow = true\n", `line 1, column 1: there is no setting "TestNow"`},
		{"another type", "muted = 'yes'\n", "line 1, column 9: cannot decode"},
		{"no value", "tower =\n", "line 1, column 8: "},
		{"no end", "tower = 'north\n", "line 1, column "},
		{"a setting twice", "tower = 'a'\ntower = 'b'\n", "line 2, column 1: "},
		{"no text", "\xff\xfe", "line 1, column 1: "},
	} {
		err := program.DecodeTOML([]byte(c.text), &bell{})
		if err == nil || !strings.HasPrefix(err.Error(), c.says) {
			t.Errorf("%s: %v; want it to say %q", c.name, err, c.says)
		}
	}
}

// Whatever a file holds, it is taken or refused with a place that is in it.
func FuzzDecodeTOML(f *testing.F) {
	f.Add([]byte("tower = 'north'\nhours = ['6', '12']\nmuted = true\n[strike]\ntimes = 3\n"))
	f.Add([]byte("[strike\n"))
	f.Add([]byte("\"a\\nb\" = 1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		err := program.DecodeTOML(text, &bell{})
		if err == nil {
			return
		}
		var line, column int
		if _, scan := fmt.Sscanf(err.Error(), "line %d, column %d: ", &line, &column); scan != nil {
			t.Fatalf("no place is named: %v", err)
		}
		if lines := strings.Count(string(text), "\n") + 1; line < 1 || line > lines || column < 1 {
			t.Fatalf("line %d, column %d of %d lines: %v", line, column, lines, err)
		}
	})
}
