package main

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/timer"
	"rostrum/timer/forecast"
)

const threeHeard = "kind,started_s,used_s,limit_s\nstate,1000,171,180\ngroup,1200,240.5,240\nstate,1500,160,180\n"

func slotsFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "slots.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What a program reads is what the calculation says, and a person reads the same.
func TestForecastOnTheCommandLine(t *testing.T) {
	path := slotsFile(t, threeHeard+strings.Repeat("state,,,180\n", 20))
	heard := []forecast.Heard{
		{Kind: timer.State, Limit: 3 * time.Minute, Used: 171 * time.Second},
		{Kind: timer.Group, Limit: 4 * time.Minute, Used: 240500 * time.Millisecond, Gap: 29 * time.Second},
		{Kind: timer.State, Limit: 3 * time.Minute, Used: 160 * time.Second, Gap: 59500 * time.Millisecond},
	}
	now := time.Date(2024, time.March, 11, 12, 0, 0, 0, time.UTC)
	f, err := forecast.Make(forecast.Debate{Now: now, Heard: heard, Left: slices.Repeat([]forecast.Entry{{Kind: timer.State, Limit: 3 * time.Minute}}, 20)})
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"forecast", path, "--as", "json"}, {"forecast", "--as=json", path}} {
		said, err := say(t, args...)
		var got left
		if err := errors.Join(err, json.Unmarshal([]byte(said), &got)); err != nil {
			t.Fatal(err)
		}
		if got != leftOf(f) || got.Done != 3 || got.Left != 20 || got.Time.P10 <= 0 {
			t.Errorf("%v: %s; want %+v", args, said, leftOf(f))
		}
		if !strings.Contains(said, `"left_s"`) || !strings.Contains(said, `"p50"`) {
			t.Errorf("%v: %s", args, said)
		}
	}
	said, err := say(t, "forecast", path)
	if want := sentence(leftOf(f), 0) + "\n"; err != nil || said != want || !strings.HasPrefix(said, "3 were heard and 20 are still to come: that probably takes ") {
		t.Errorf("%v: %q; want %q", err, said, want)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text, want string
	}{
		{threeHeard, "3 were heard, and nobody is still to come."},
		{"kind,started_s,used_s,limit_s\nstate,0,100,180\n", "1 was heard, and nobody is still to come."},
		{"kind,started_s,used_s,limit_s\nstate,,,180\n", "Nobody was heard yet and 1 is still to come: that probably takes 2 min, and in four cases of five between 1 min and 7 min."},
		{threeHeard + "state,,,\n,,,none\nstate,,,0\n", " (lines without a limit, 3, are measured against three minutes)."},
		{threeHeard + strings.Repeat("state,,,600\n", 30), "takes 3 h 52 min, "},
	} {
		if said, err := say(t, "forecast", slotsFile(t, c.text)); err != nil || !strings.Contains(said, c.want) || strings.Count(said, "\n") != 1 {
			t.Errorf("%v: %q; want %q", err, said, c.want)
		}
	}
}

// However a spreadsheet writes it, it is the same; more columns, and empty lines below, are
// none of ours.
func TestSlotsAreRead(t *testing.T) {
	want, err := readSlots([]byte(threeHeard + "state,,,180\n"))
	if err != nil || len(want.debate.Heard) != 3 || len(want.debate.Left) != 1 {
		t.Fatalf("%+v, %v", want, err)
	}
	for _, text := range []string{
		"\ufeffKIND,Started_s,used_s,limit_s\r\nstate,1000,171,180\r\nGroup,1200,240.5,240\r\nstate,1500,160,180\r\n,,,180\r\n,,,\r\n\r\n",
		"kind;started_s;used_s;limit_s\nstate;1000;171;180\ngroup;1200;240,5;240\nstate;1500;160;180\nstate;;;180\n",
		"limit_s\tname\tused_s\tstarted_s\tkind\n180\ta\t171\t-500\tstate\n240\tb\t240.5\t-300\tgroup\n180\tc\t160\t0\tstate\n180\td\t\t\tstate\n",
		"kind,started_s,used_s,limit_s\nstate,1710154800.000,171,180\ngroup,1710155000,2.405e2,240\nstate,1710155300,160,180\nstate,,,180",
	} {
		got, err := readSlots([]byte(text))
		if err != nil || !slices.Equal(got.debate.Heard, want.debate.Heard) || !slices.Equal(got.debate.Left, want.debate.Left) {
			t.Errorf("%q is %+v, %v; want %+v", text, got, err, want)
		}
	}
	overlapping, err := readSlots([]byte("kind,started_s,used_s,limit_s\nstate,0,100,180\nstate,90,100,180\nstate,99999999,1,180\n"))
	if err != nil || overlapping.debate.Heard[1].Gap != 0 || overlapping.debate.Heard[2].Gap != forecast.LongestGap {
		t.Errorf("%+v, %v", overlapping, err)
	}
}

func TestSlotsAreRefused(t *testing.T) {
	const head = "kind,started_s,used_s,limit_s\n"
	for _, c := range []struct{ text, want string }{
		{"", "line 1, column 1: there is no column kind"},
		{"kind,started_s,limit_s\n", "there is no column used_s"},
		{"kind,kind,started_s,used_s,limit_s\n", "line 1, column 6: there are two columns kind"},
		{head, "line 2, column 1: there is no statement"},
		{head + ",,,\n\n", "there is no statement"},
		{head + "poem,,,180\n", `line 2, column 1: "poem" is not a kind of statement; use one of state, `},
		{head + "state,1,x,180\n", `line 2, column 9: "x" is not a number of seconds`},
		{head + "state,1,NaN,180\n", "not a number"},
		{head + "state,0x10,1,180\n", "not a number"},
		{head + "state,1,-1,180\n", "line 2, column 9: -1 seconds cannot be meant"},
		{head + "state,1,86401,180\n", "cannot be meant"},
		{head + "state,1e14,1,180\n", "line 2, column 7: 1e14 seconds cannot be meant"},
		{head + "state,1,1,-180\n", "line 2, column 11: -180 seconds cannot be meant"},
		{head + "state,1,1,1e400\n", "not a number"},
		{head + "state,1,,180\n", "line 2, column 9: this statement has started and has no time used"},
		{head + "state,,1,180\n", "line 2, column 7: this statement has a time used and no start"},
		{head + "state,5,1,180\nstate,4,1,180\n", "line 3, column 7: this statement starts before the one above it"},
		{head + "state,,,180\n\nstate,4,1,180\n", "line 4, column 7: this statement was heard, and line 2 before it is still to come"},
		{head + "point-of-order,,,180\n", "line 2, column 1: a point of order is raised"},
		{head + "state,1,171,5,180\n", "line 2, column 13: this line has 5 cells and the first 4"},
		{head + "state,1\n", "line 2, column 7: this line has 2 cells and the first 4"},
		{head + "state,1,\"5,180\n", "line 2, column 16: a quotation mark"},
		{head + "state,1,5\",180\n", "a quotation mark"},
		{head + "st\xe4te,,,180\n", "line 2: this is not text in UTF-8"},
		{head + "st\x00te,,,180\n", "line 2: this is not text in UTF-8"},
		{"PK\x03\x04", "this is a workbook"},
		{head + strings.Repeat("state,,,180\n", timer.MaxEntries+1), "line 10002, column 1: more than 10000 are still to come"},
		{strings.Repeat(" ", mostSlots+1), "larger than 4 MiB"},
	} {
		said, err := say(t, "forecast", slotsFile(t, c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "slots.csv was refused: ") || strings.Contains(err.Error(), "\n") || said != "" {
			t.Errorf("%.60q: %q, %v; want %q", c.text, said, err, c.want)
		}
	}
	for _, wrong := range [][]string{{"forecast"}, {"forecast", "a", "b"}, {"forecast", "a", "--as", "xml"}, {"forecast", "a", "--no"}} {
		if said, err := say(t, wrong...); !errors.Is(err, program.ErrUsage) {
			t.Errorf("%q: %q, %v", wrong, said, err)
		}
	}
	if _, err := say(t, "forecast", filepath.Join(t.TempDir(), "none.csv")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := say(t, "forecast", "--help"); !errors.Is(err, flag.ErrHelp) { // and the program says how it is written
		t.Errorf("asked for help: %v", err)
	}
}

// Whatever is read: it is refused with one line, or has a forecast.
func FuzzSlots(f *testing.F) {
	for _, seed := range []string{
		threeHeard, threeHeard + "state,,,180\n,,,\n", "kind;started_s;used_s;limit_s\nstate;1;171,5;180\n", "kind\tlimit_s\tused_s\tstarted_s\n\"group\"\tnone\t\t\n",
		"\ufeffkind,started_s,used_s,limit_s\n,-1e13,86400,86400\npoint-of-order,1e13,0,0\nstate,,,\n", "kind,started_s,used_s,limit_s\nstate,1,\"5,180\n", "PK\x03\x04", "\xff\xfe", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := readSlots(text)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\x00") || len(err.Error()) > 400 {
				t.Errorf("%q cannot be shown", err)
			}
			return
		}
		made, err := forecast.Make(read.debate)
		if err != nil {
			t.Fatalf("what was read has no forecast: %v", err)
		}
		l := leftOf(made)
		if l.Left != len(read.debate.Left) || l.Done > len(read.debate.Heard) || l.Time.P10 < 0 || l.Time.P50 < l.Time.P10 || l.Time.P90 < l.Time.P50 || l.Left == 0 && l.Time.P90 > 0 {
			t.Errorf("%+v", l)
		}
	})
}
