package listfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"rostrum/timer"
)

// WriteCSV writes a list as CSV: UTF-8 with its mark, a line a speaker, in the order in
// which they are given. What [Read] makes of it is the same list. The numbers are written
// where they ascend; where a hand has moved a line, they would undo that, and the lines are
// counted from 1. The private allowance never is in a list that goes out.
func WriteCSV(w io.Writer, list []timer.Inscription) error { return writeCSV(w, lines(list, nil)) }

func writeCSV(w io.Writer, lines [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("listfile: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180
	for _, line := range lines {
		for i, cell := range line {
			line[i] = harmless(cell)
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("listfile: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("listfile: %w", err)
	}
	return nil
}

// WriteXLSX writes a list as a workbook of one sheet, as [WriteCSV] does. Every cell is
// a text, which no spreadsheet takes for a formula.
func WriteXLSX(w io.Writer, list []timer.Inscription) error { return writeXLSX(w, lines(list, nil)) }

func writeXLSX(w io.Writer, lines [][]string) error {
	f := excelize.NewFile()
	if err := errors.Join(writeSheet(f, lines), f.Write(w), f.Close()); err != nil {
		return fmt.Errorf("listfile: the workbook: %w", err)
	}
	return nil
}

// WriteStanding writes a speakers' list in a format as it stands: as [WriteCSV] and
// [WriteXLSX], with the status of those who do not wait, where there are any. Who was heard
// or has the floor is left out when it is read again.
func WriteStanding(w io.Writer, format string, list timer.SpeakersList) error {
	all, statuses := make([]timer.Inscription, len(list)), make([]timer.Status, len(list))
	for i, e := range list {
		all[i], statuses[i] = e.Inscription, e.Status
	}
	if format == XLSX {
		return writeXLSX(w, lines(all, statuses))
	}
	return writeCSV(w, lines(all, statuses))
}

// statusWords are what is written of a status; “speaking” is said of who will speak too.
var statusWords = map[timer.Status]string{
	timer.HasFloor: "has the floor", timer.Heard: "heard", timer.Absent: "absent", timer.Withdrawn: "withdrawn", timer.NotHeard: "not heard",
}

func writeSheet(f *excelize.File, lines [][]string) error {
	const sheet = "List"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := errors.Join(
		out.SetColWidth(1, 1, 6), out.SetColWidth(2, max(2, len(lines[0])), 24),
		out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
	); err != nil {
		return err
	}
	for n, line := range lines {
		cells := make([]any, len(line))
		for i, text := range line {
			switch {
			case n == 0:
				cells[i] = excelize.Cell{StyleID: bold, Value: text}
			case text != "":
				cells[i] = text
			}
		}
		if err := out.SetRow("A"+strconv.Itoa(n+1), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// lines are the headings and a line for each speaker; statuses are nil, or those of all.
func lines(list []timer.Inscription, statuses []timer.Status) [][]string {
	fields := Fields()
	if !slices.ContainsFunc(statuses, func(s timer.Status) bool { return statusWords[s] != "" }) {
		fields = slices.DeleteFunc(fields, func(f string) bool { return f == Status })
	}
	moved := !slices.IsSortedFunc(list, func(a, b timer.Inscription) int { return ascending(a.Seq, b.Seq) })
	// Names in other languages than the official ones, behind these.
	others := map[string]bool{}
	for _, in := range list {
		for language := range in.Names {
			if !slices.Contains(fields, inLanguage+language) {
				others[inLanguage+language] = true
			}
		}
	}
	fields = slices.Insert(fields, slices.Index(fields, ISO3), slices.Sorted(maps.Keys(others))...)
	out := [][]string{fields}
	for i := range list {
		line := make([]string, len(fields))
		for j, field := range fields {
			switch {
			case field == Seq && moved:
				line[j] = strconv.Itoa(i + 1)
			case field == Status:
				line[j] = statusWords[statuses[i]]
			default:
				line[j] = written(&list[i], field)
			}
		}
		out = append(out, line)
	}
	return out
}

// ascending compares two numbers that follow each other, so that of two that are equal the
// order is wrong.
func ascending(later, earlier int) int {
	if later <= earlier {
		return -1
	}
	return 1
}

// written returns a value as a list has it.
func written(in *timer.Inscription, field string) string {
	switch field {
	case Seq:
		return strconv.Itoa(in.Seq)
	case Delegation:
		return in.Delegation
	case ISO3:
		return in.ISO3
	case Kind:
		return string(in.Kind)
	case Capacity:
		return string(in.Capacity)
	case Level:
		if in.LevelGuessed && in.Level != "" {
			return string(in.Level) + guessedLevel
		}
		return string(in.Level)
	case Title:
		return in.Title
	case Speaker:
		return in.Speaker
	case OnBehalfOf:
		return in.OnBehalfOf
	case Language:
		return in.Language
	case Seat:
		return in.Seat
	case RegisteredAt:
		if in.RegisteredAt.IsZero() {
			return ""
		}
		return in.RegisteredAt.Format(time.RFC3339Nano)
	case Letter:
		return string(in.Letter)
	case Remarks:
		return in.Remarks
	}
	return in.Names[strings.TrimPrefix(field, inLanguage)]
}

// harmless writes a text so that no spreadsheet takes it for a formula: with an apostrophe
// in front. A text that has one there already gets another, so that [unharmed] gives back
// what it was.
func harmless(text string) string {
	if runs(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unharmed takes back what [harmless] has done.
func unharmed(text string) string {
	if rest, found := strings.CutPrefix(text, "'"); found && runs(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return text
}

// runs says whether a spreadsheet would take a text for a formula.
func runs(text string) bool { return text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) }

// Sample returns a list of invented speakers, which shows what a file may have.
func Sample() []timer.Inscription {
	morning := time.Date(2026, 11, 16, 9, 0, 0, 0, time.FixedZone("", -5*3600))
	return []timer.Inscription{
		{
			Seq: 1, Delegation: "Institute for Fair Debates", Kind: timer.Briefer, Speaker: "Ms. Ada Example", Language: "English",
			Remarks:      "joins by video",
			Registration: timer.Registration{Capacity: timer.Rule39, Title: "Director"},
		},
		{
			Seq: 2, Delegation: "Japan", ISO3: "JPN", Names: map[string]string{"fr": "Japon"}, Kind: timer.State, Speaker: "Mr. Ichiro Example",
			Language: "English", Seat: "7",
			Registration: timer.Registration{
				Capacity: timer.CouncilMember, Level: timer.Minister, Title: "Minister for Foreign Affairs", RegisteredAt: morning,
			},
		},
		{
			Seq: 3, Delegation: "Peru", ISO3: "PER", Names: map[string]string{"fr": "Pérou"}, Kind: timer.Group, Speaker: "Ms. Elena Example",
			OnBehalfOf: "Chile; Colombia; Mexico; Peru", Language: "Spanish",
			Registration: timer.Registration{
				Capacity: timer.Rule37, Level: timer.PermanentRepresentative, Title: "Permanent Representative",
				RegisteredAt: morning.Add(4 * time.Minute), Letter: timer.LetterOnFile,
			},
		},
		{
			Seq: 4, Delegation: "Türkiye", ISO3: "TUR", Names: map[string]string{"fr": "Türkiye"}, Kind: timer.State,
			Registration: timer.Registration{
				Capacity: timer.Rule37, Level: timer.Charge, Title: "Chargé d’affaires a.i.", RegisteredAt: morning.Add(25 * time.Minute),
				Letter: timer.LetterMissing,
			},
		},
		{
			Seq: 5, Delegation: "Holy See", ISO3: "VAT", Names: map[string]string{"fr": "Saint-Siège"}, Kind: timer.Observer,
			Registration: timer.Registration{Capacity: timer.ObserverSeat},
		},
	}
}
