package listfile_test

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

var forms = map[string]func(*bytes.Buffer, []timer.Inscription) error{
	listfile.CSV:  func(w *bytes.Buffer, list []timer.Inscription) error { return listfile.WriteCSV(w, list) },
	listfile.XLSX: func(w *bytes.Buffer, list []timer.Inscription) error { return listfile.WriteXLSX(w, list) },
}

// What goes out comes back in unchanged.
func TestWrittenAndRead(t *testing.T) {
	for form, write := range forms {
		for seed := range uint64(30) {
			w := writer{rand.New(rand.NewPCG(seed, 1))}
			list := w.full()
			var file bytes.Buffer
			if err := write(&file, list); err != nil {
				t.Fatal(err)
			}
			got, err := listfile.Read(file.Bytes())
			if err != nil {
				t.Fatalf("%s, seed %d: %v", form, seed, err)
			}
			if !same(got.Inscriptions, list) {
				t.Fatalf("%s, seed %d: read\n%+v, wrote\n%+v", form, seed, got.Inscriptions, list)
			}
			for _, d := range got.Doubts {
				switch d.Code { // what the lists themselves are in doubt about
				case listfile.DoubtTwice, listfile.DoubtBehalf, listfile.DoubtGroupUnnamed, listfile.DoubtISO3Differs, listfile.DoubtNotAState, listfile.DoubtLanguage:
				default:
					t.Errorf("%s, seed %d: %v", form, seed, d)
				}
			}
			if got.Format != form || len(got.Ignored) != 0 {
				t.Errorf("%s: format %q, ignored %q", form, got.Format, got.Ignored)
			}
			// The same again: the second writing has nothing to change.
			var again bytes.Buffer
			if err := write(&again, got.Inscriptions); err != nil || form == listfile.CSV && !bytes.Equal(again.Bytes(), file.Bytes()) {
				t.Errorf("%s, seed %d: the second file differs, %v", form, seed, err)
			}
		}
	}
}

// full is a list with everything that an inscription has and a file may say.
func (w writer) full() []timer.Inscription {
	list := w.list()
	numbers := 0
	for i := range list {
		in := &list[i]
		numbers += 1 + w.IntN(3)
		in.Seq = numbers
		in.Delegation = pick(w, "Japan", "=Peru", "'=1", "''-", "-x", "@", "+1", "_x0041_", "a\u00a0b", in.Delegation)
		in.Remarks = pick(w, "", "=HYPERLINK(\"x\")", "'quoted'", "<&>\"'", in.Remarks)
		in.ISO3 = pick(w, "JPN", "CIV")
		in.Registration = timer.Registration{
			Capacity: pick(w, append(timer.Capacities(), "")...), Level: pick(w, timer.Levels()...), LevelGuessed: w.IntN(2) == 0,
			Title: w.text(), Letter: pick(w, "", timer.LetterOnFile, timer.LetterMissing),
			RegisteredAt: pick(w, time.Time{}, time.Date(2026, 11, 16, 9, 0, w.IntN(60), w.IntN(1e9), pick(w, time.UTC, time.FixedZone("", -5*3600)))),
		}
	}
	return list
}

// A hand that has moved a line would be undone by the numbers that the lines had.
func TestMovedLinesAreCounted(t *testing.T) {
	list := []timer.Inscription{{Seq: 2, Delegation: "Peru", Kind: timer.State}, {Seq: 1, Delegation: "Japan", Kind: timer.State}}
	for form, write := range forms {
		var file bytes.Buffer
		if err := write(&file, list); err != nil {
			t.Fatal(err)
		}
		got, err := listfile.Read(file.Bytes())
		if err != nil || got.Inscriptions[0].Delegation != "Peru" || got.Inscriptions[0].Seq != 1 || got.Inscriptions[1].Seq != 2 {
			t.Errorf("%s: %+v, %v", form, got.Inscriptions, err)
		}
	}
}

// What became of a line goes out with it, and who has spoken does not come in again.
func TestTheListAsItStands(t *testing.T) {
	line := func(name string, status timer.Status) *timer.Entry {
		return &timer.Entry{Inscription: timer.Inscription{Seq: 9 - len(name), Delegation: name, Kind: timer.State}, Status: status}
	}
	list := timer.SpeakersList{
		line("Peru", timer.Heard), line("Japan", timer.HasFloor), line("Cuba", timer.Waiting), line("Chile", timer.Absent), line("Mali", timer.NotHeard), line("Fiji", timer.Withdrawn),
	}
	for _, form := range []string{listfile.CSV, listfile.XLSX} {
		var file bytes.Buffer
		if err := listfile.WriteStanding(&file, form, list); err != nil {
			t.Fatal(err)
		}
		got, err := listfile.Read(file.Bytes())
		if err != nil || got.Format != form || len(got.Inscriptions) != 3 {
			t.Fatalf("%s: %+v, %v", form, got.Inscriptions, err)
		}
		for i, want := range []timer.Inscription{{Seq: 3, Delegation: "Cuba"}, {Seq: 4, Delegation: "Chile"}, {Seq: 5, Delegation: "Mali"}} {
			if in := got.Inscriptions[i]; in.Seq != want.Seq || in.Delegation != want.Delegation {
				t.Errorf("%s: %+v, want %+v", form, in, want)
			}
		}
		for i, code := range []string{listfile.DoubtHeard, listfile.DoubtHeard, listfile.DoubtEnded} {
			if len(got.Doubts) != 3 || got.Doubts[i].Code != code {
				t.Errorf("%s: doubts %v", form, got.Doubts)
			}
		}
		file.Reset()
		if err := listfile.WriteStanding(&file, form, list[2:3]); err != nil {
			t.Fatal(err)
		}
		if got, err := listfile.Read(file.Bytes()); err != nil || slices.Contains(got.Has, listfile.Status) || got.Inscriptions[0].Seq != 5 {
			t.Errorf("%s, of who waits: %+v with %q, %v", form, got.Inscriptions, got.Has, err)
		}
	}
}

func TestTheAllowanceIsWrittenNowhere(t *testing.T) {
	with := listfile.Sample()
	for i := range with {
		with[i].Allowance = 97 * time.Second
	}
	for form, write := range forms {
		var open, private bytes.Buffer
		if err := write(&open, listfile.Sample()); err != nil {
			t.Fatal(err)
		}
		if err := write(&private, with); err != nil {
			t.Fatal(err)
		}
		a, err := listfile.Read(open.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		b, err := listfile.Read(private.Bytes())
		if err != nil || !same(a.Inscriptions, b.Inscriptions) || form == listfile.CSV && !bytes.Equal(open.Bytes(), private.Bytes()) {
			t.Errorf("%s: the list differs with an allowance, %v", form, err)
		}
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	list := []timer.Inscription{{Seq: 1, Delegation: "=1+1", Speaker: "@x", Seat: "+1", Remarks: "-1", Language: "'=1", Kind: timer.State}}
	var file bytes.Buffer
	if err := listfile.WriteCSV(&file, list); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file.Bytes(), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range rows[1] {
		if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "-") {
			t.Errorf("%q would be run", cell)
		}
	}
	file.Reset()
	if err := listfile.WriteXLSX(&file, list); err != nil {
		t.Fatal(err)
	}
	if sheet := part(t, file.Bytes(), "xl/worksheets/sheet1.xml"); strings.Contains(sheet, "<f") || !strings.Contains(sheet, "=1+1") {
		t.Errorf("the workbook has a formula: %s", sheet)
	}
}

// The sample to download shows every field, and is understood without a doubt.
func TestSample(t *testing.T) {
	for form, write := range forms {
		var file bytes.Buffer
		if err := write(&file, listfile.Sample()); err != nil {
			t.Fatal(err)
		}
		got, err := listfile.Read(file.Bytes())
		if err != nil || len(got.Doubts) != 0 || !same(got.Inscriptions, listfile.Sample()) {
			t.Errorf("%s: %+v with the doubts %v, %v", form, got.Inscriptions, got.Doubts, err)
		}
		mustOpen(t, got.Inscriptions)
	}
}

func TestFields(t *testing.T) {
	fields := listfile.Fields()
	for _, want := range []string{listfile.Delegation, "delegation_ar", listfile.Letter, listfile.Status} {
		if !slices.Contains(fields, want) {
			t.Errorf("%s is missing in %q", want, fields)
		}
	}
	slices.Sort(fields)
	if len(slices.Compact(fields)) != 21 {
		t.Errorf("%d fields, want 15 and the names in six languages: %q", len(fields), fields)
	}
}
