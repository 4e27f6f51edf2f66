package record

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"time"

	"rostrum/timer/account"
)

// CSV is the table of statements for programs and spreadsheets: a line a statement, UTF-8
// with its mark, columns in English. Instants are RFC 3339 in UTC, as in JSON; a length of
// time stands in seconds with three decimals, name_s, and as h:mm:ss, rounded down.
func (r *Record) CSV() []byte {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true                       // RFC 4180
	t := r.statements().without("remarks") // which are in a language
	head := []string{"meeting", "title", "zone"}
	for i, c := range t.Columns {
		if lasts(t, i) {
			head = append(head, c.Name+"_s")
		}
		head = append(head, c.Name)
	}
	_ = w.Write(head) // a buffer takes everything
	title := r.Account.Title
	if r.Account.Rehearsal { // in English, as the columns: it tells the lines apart among others
		title = strings.TrimSpace("Rehearsal: " + title)
	}
	for i, row := range t.Rows {
		line := []string{r.Account.Symbol, title, r.Zone.String()}
		for j, cell := range row {
			if lasts(t, j) {
				line = append(line, seconds(cell))
			}
			line = append(line, r.forProgram(t.Columns[j].Name, cell, &r.Account.Statements[i]))
		}
		for j := range line {
			line[j] = harmless(line[j])
		}
		_ = w.Write(line)
	}
	w.Flush()
	return out.Bytes()
}

// without leaves out a column.
func (t Table) without(name string) Table {
	out := Table{Title: t.Title, Rows: make([][]Cell, len(t.Rows))}
	for i, c := range t.Columns {
		if c.Name == name {
			continue
		}
		out.Columns = append(out.Columns, c)
		for n, row := range t.Rows {
			out.Rows[n] = append(out.Rows[n], row[i])
		}
	}
	return out
}

// lasts says whether a column has lengths of time.
func lasts(t Table, column int) bool { return slices.Contains(lengths, t.Columns[column].Name) }

// lengths are the columns that have lengths of time.
var lengths = []string{"allotted", "used", "over", "paused", "interrupted", "suspended", "between"}

func seconds(c Cell) string {
	if c.What != Length {
		return ""
	}
	return thousandths(c.Length.Milliseconds())
}

// forProgram writes a cell so that a program can read it in any language.
func (r *Record) forProgram(name string, c Cell, s *account.Statement) string {
	switch name {
	case "kind":
		return string(s.Kind)
	case "capacity":
		return string(s.Capacity)
	case "level":
		return string(s.Level)
	case "wall_trusted":
		return yesNo(s.Trusted)
	case "recorded":
		return yesNo(s.Recorded)
	}
	switch c.What {
	case Length:
		return wholeClock(c.Length)
	case Moment, Dated:
		return c.At.UTC().Format(time.RFC3339Nano)
	default:
		return c.Plain(r.Zone)
	}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// harmless writes a text so that no spreadsheet takes it for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
