package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rostrum/timer"
	"rostrum/timer/forecast"
)

// slotColumns are the columns of a file that a forecast is made of; others are left out.
var slotColumns = []string{"kind", "started_s", "used_s", "limit_s"}

const (
	// mostSlots is how large such a file may be: ten thousand lines with room to spare.
	mostSlots = 4 << 20

	// farthestStart is how far from its zero a statement may start, in seconds: milliseconds
	// of 1970, taken for seconds, are within, and all of them are exact.
	farthestStart = 1e13
)

// slots is what stands in such a file.
type slots struct {
	debate    forecast.Debate // as of the end of the last one heard
	unlimited int             // lines without a limit
}

// readSlots reads who was heard, and who is still to come. What cannot be meant is
// refused, with its place.
func readSlots(text []byte) (slots, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	switch {
	case len(text) > mostSlots:
		return slots{}, fmt.Errorf("it is larger than %d MiB; that is no list of statements", mostSlots>>20)
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return slots{}, errors.New("line 1, column 1: this is a workbook; save it as CSV")
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		line := 1 + bytes.Count(text[:firstOdd(text)], []byte("\n"))
		return slots{}, fmt.Errorf("line %d: this is not text in UTF-8; save it as CSV in UTF-8", line)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	head, _, _ := bytes.Cut(text, []byte("\n"))
	for _, comma := range ";\t" {
		if !bytes.Contains(head, []byte(",")) && bytes.ContainsRune(head, comma) {
			r.Comma = comma
		}
	}
	p := &slotReader{csv: r}
	if err := p.headings(); err != nil {
		return slots{}, err
	}
	for {
		switch done, err := p.line(); {
		case err != nil:
			return slots{}, err
		case done:
			return p.end()
		}
	}
}

// firstOdd is where text stops being text.
func firstOdd(text []byte) int {
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		if c == 0 || c == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(text)
}

// slotReader reads such a file line by line.
type slotReader struct {
	csv     *csv.Reader
	columns map[string]int
	width   int // of the first line
	slots   slots
	started float64 // the last one heard, in seconds of the file
	ended   float64
	comes   int // the first line that is still to come; 0 = none yet
}

func (p *slotReader) read() ([]string, error) {
	row, err := p.csv.Read()
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return nil, fmt.Errorf("line %d, column %d: a quotation mark stands where none can be, or is never closed; write the figures without any", wrong.Line, wrong.Column)
	}
	return row, err
}

func (p *slotReader) headings() error {
	row, err := p.read()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	p.columns, p.width = make(map[string]int), len(row)
	for i, heading := range row {
		name := strings.ToLower(strings.TrimSpace(heading))
		if !slices.Contains(slotColumns, name) {
			continue
		}
		if _, twice := p.columns[name]; twice {
			return p.refuse(i, "there are two columns %s; delete one of them", name)
		}
		p.columns[name] = i
	}
	for _, name := range slotColumns {
		if _, ok := p.columns[name]; !ok {
			return fmt.Errorf("line 1, column 1: there is no column %s; the first line names the columns: %s", name, strings.Join(slotColumns, ","))
		}
	}
	return nil
}

// refuse says what is wrong with a cell of the line that was read last.
func (p *slotReader) refuse(column int, format string, about ...any) error {
	line, at := p.csv.FieldPos(column)
	return fmt.Errorf("line %d, column %d: %s", line, at, fmt.Sprintf(format, about...))
}

// line reads one line; done says that there is none.
func (p *slotReader) line() (done bool, err error) {
	row, err := p.read()
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	blank := func(cell string) bool { return strings.TrimSpace(cell) == "" }
	if !slices.ContainsFunc(row, func(cell string) bool { return !blank(cell) }) {
		return false, nil // below the last line of a sheet
	}
	if len(row) != p.width {
		return false, p.refuse(min(len(row), p.width)-1, "this line has %d cells and the first %d; each line has as many, and a decimal comma makes one more", len(row), p.width)
	}
	cell := func(name string) (string, int) { i := p.columns[name]; return strings.TrimSpace(row[i]), i }

	kind := timer.State
	if text, i := cell("kind"); text != "" {
		if kind, err = timer.ParseKind(text); err != nil {
			return false, p.refuse(i, "%s", strings.TrimPrefix(err.Error(), "timer: "))
		}
	}
	limit, err := p.limit(cell("limit_s"))
	if err != nil {
		return false, err
	}
	started, i := cell("started_s")
	used, j := cell("used_s")
	switch {
	case started == "" && used == "":
		return false, p.toCome(kind, limit)
	case used == "":
		return false, p.refuse(j, "this statement has started and has no time used; fill in used_s, or leave both empty while it is still to come")
	case started == "":
		return false, p.refuse(i, "this statement has a time used and no start; fill in started_s, or leave both empty while it is still to come")
	}
	return false, p.heard(kind, limit, row)
}

func (p *slotReader) limit(text string, column int) (time.Duration, error) {
	if text == "" || strings.EqualFold(text, "none") {
		p.slots.unlimited++
		return timer.NoLimit, nil
	}
	limit, err := p.seconds(text, column, 0, timer.LongestLimit.Seconds())
	if err == nil && limit == 0 {
		p.slots.unlimited++
	}
	return duration(limit), err
}

func (p *slotReader) toCome(kind timer.Kind, limit time.Duration) error {
	if kind == timer.PointOfOrder {
		return p.refuse(p.columns["kind"], "a point of order is raised at any time, and never still to come; delete this line")
	}
	if p.comes == 0 {
		p.comes, _ = p.csv.FieldPos(0)
	}
	left := &p.slots.debate.Left
	if len(*left) == timer.MaxEntries {
		return p.refuse(0, "more than %d are still to come; that is no list of speakers", timer.MaxEntries)
	}
	*left = append(*left, forecast.Entry{Kind: kind, Limit: limit})
	return nil
}

func (p *slotReader) heard(kind timer.Kind, limit time.Duration, row []string) error {
	at := p.columns["started_s"]
	started, err := p.seconds(strings.TrimSpace(row[at]), at, -farthestStart, farthestStart)
	if err != nil {
		return err
	}
	i := p.columns["used_s"]
	used, err := p.seconds(strings.TrimSpace(row[i]), i, 0, timer.LongestLimit.Seconds())
	if err != nil {
		return err
	}
	heard := &p.slots.debate.Heard
	switch {
	case p.comes != 0:
		return p.refuse(at, "this statement was heard, and line %d before it is still to come; put those to come at the end", p.comes)
	case len(*heard) > 0 && started < p.started:
		return p.refuse(at, "this statement starts before the one above it; put the lines in the order of their starts")
	}
	h := forecast.Heard{Kind: kind, Limit: limit, Used: duration(used)}
	if len(*heard) > 0 {
		// More than it counts is cut off here: there may be years between.
		h.Gap = duration(min(max(started-p.ended, 0), forecast.LongestGap.Seconds()))
	}
	*heard = append(*heard, h)
	p.started, p.ended = started, started+used
	return nil
}

// seconds reads a number of seconds.
func (p *slotReader) seconds(text string, column int, least, most float64) (float64, error) {
	if p.csv.Comma != ',' { // 171,5 as half of the world writes it
		text = strings.Replace(text, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-0123456789.eE") != "" {
		return 0, p.refuse(column, "%s is not a number of seconds; write it like 171 or 171.5", quoted(text))
	}
	if x < least || x > most {
		return 0, p.refuse(column, "%s seconds cannot be meant; it lies outside %.0f and %.0f", text, least, most)
	}
	return x, nil
}

// quoted is a text that somebody is told of, and may be long.
func quoted(text string) string {
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "…"
	}
	return strconv.Quote(text)
}

func duration(seconds float64) time.Duration {
	return time.Duration(math.Round(seconds * float64(time.Second)))
}

// end is when the whole file was read.
func (p *slotReader) end() (slots, error) {
	d := &p.slots.debate
	if len(d.Heard) == 0 && len(d.Left) == 0 {
		return slots{}, errors.New("line 2, column 1: there is no statement; write a line for each that was heard or is still to come")
	}
	d.Now = time.Unix(0, 0).UTC() // of the file only differences count
	return p.slots, nil
}
