package journal

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"rostrum/timer"
)

// An archive is one meeting in a file of its own, to be kept and read for as long as there
// are people who can read: lines of JSON. The first says what it is and how many records
// follow; each other one is a record with the SHA-256 of the line before it and of its own
// text, so that the first that somebody changed, left out or put in is known. The
// revisions are those of the journal that it came from. What is private of speakers stays
// in that journal.
const archiveName = "rostrum archive 1"

type archiveHead struct {
	Archive string `json:"archive"`
	Symbol  string `json:"symbol"`
	Title   string `json:"title"`
	Records int    `json:"records"`
}

type archiveLine struct {
	Sum    string          `json:"sum"`
	Record json.RawMessage `json:"record"`
}

// Why an archive was not read, or not made a journal.
var (
	ErrNoArchive = errors.New("journal: not an archive of rostrum")
	ErrExists    = errors.New("journal: there is one already, which is never written anew")
)

// mostArchived bounds an archive and a line of it, in bytes.
const (
	mostArchived = 256 << 20
	mostLine     = 16 << 20
)

// Meetings splits the records of a journal by meetings.
func Meetings(records []timer.Record) [][]timer.Record {
	var out [][]timer.Record
	for _, r := range records {
		if opens(r) || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], r)
	}
	return out
}

func opens(r timer.Record) bool {
	for _, e := range r.Events {
		if _, ok := e.Fact.(timer.MeetingOpened); ok {
			return true
		}
	}
	return false
}

// WriteArchive writes the records of one meeting as they may go out ([timer.Record.Outgoing]).
// The same records make the same file.
func WriteArchive(w io.Writer, records []timer.Record) error {
	if len(records) == 0 || !opens(records[0]) {
		return fmt.Errorf("%w: it does not begin with the opening of a meeting", ErrNoArchive)
	}
	var history timer.History
	for _, r := range records {
		if err := history.Add(r); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	out := bufio.NewWriter(w)
	line, err := json.Marshal(archiveHead{archiveName, history.Meeting.Symbol, history.Meeting.Title, len(records)})
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	sum, size := sha256.Sum256(line), len(line)+1
	fmt.Fprintf(out, "%s\n", line)
	for _, r := range records {
		text, err := json.Marshal(r.Outgoing())
		if err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		sum = chained(sum, text)
		if line, err = json.Marshal(archiveLine{hex.EncodeToString(sum[:]), text}); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		if size += len(line) + 1; len(line) >= mostLine || size > mostArchived {
			return fmt.Errorf("%w: it is too large to be read again", ErrNoArchive)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

func chained(before [sha256.Size]byte, text []byte) [sha256.Size]byte {
	return sha256.Sum256(append(before[:], text...))
}

// ReadArchive reads an archive, and refuses one in which anything was changed with the
// first record that does not fit.
func ReadArchive(r io.Reader) ([]timer.Record, error) {
	lines := bufio.NewScanner(io.LimitReader(r, mostArchived+1))
	lines.Buffer(nil, mostLine)
	var head archiveHead
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &head) != nil || head.Archive != archiveName {
		if name := head.Archive; len(name) > len(archiveName)-2 && name[:len(archiveName)-1] == archiveName[:len(archiveName)-1] {
			return nil, fmt.Errorf("%w: it is %q, which a newer program wrote", ErrNewer, name)
		}
		return nil, ErrNoArchive
	}
	sum := sha256.Sum256(lines.Bytes())
	var (
		records []timer.Record
		history timer.History
	)
	for lines.Scan() {
		number := len(records) + 1
		var line archiveLine
		if err := strictly(lines.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%w: record %d of %d does not fit: it is not a line of an archive", ErrDamaged, number, head.Records)
		}
		var record timer.Record
		err := json.Unmarshal(line.Record, &record)
		if sum = chained(sum, line.Record); hex.EncodeToString(sum[:]) != line.Sum {
			return nil, fmt.Errorf("%w: record %d of %d does not fit what stands before it%s", ErrDamaged, number, head.Records, about(record))
		}
		if err == nil && number == 1 && !opens(record) {
			err = errors.New("it does not open a meeting")
		}
		if err == nil {
			err = history.Add(record)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: record %d of %d does not fit: %w", ErrDamaged, number, head.Records, err)
		}
		records = append(records, record)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: after record %d of %d: %w", ErrDamaged, len(records), head.Records, err)
	}
	if len(records) != head.Records || head.Records == 0 {
		return nil, fmt.Errorf("%w: it has %d records of %d", ErrDamaged, len(records), head.Records)
	}
	return records, nil
}

func strictly(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("more follows")
	}
	return nil
}

// about names the event of a record for a person.
func about(r timer.Record) string {
	if len(r.Events) == 0 {
		return ""
	}
	e := r.Events[0]
	return fmt.Sprintf(": revision %d, %s", e.Rev, timer.FactName(e.Fact))
}

// Restore makes a journal of the records of an archive, where there is no file.
func Restore(path string, records []timer.Record) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%w: %s", ErrExists, path)
	}
	stored := make([][]byte, len(records))
	for i, r := range records {
		var err error
		if stored[i], err = encode(uint64(i+1), r); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	format := timer.OldestFormat
	for _, r := range records {
		format = max(format, r.Format())
		if len(r.Events) > 0 && r.Events[0].Rev > 1 { // no older program begins with it
			format = max(format, 2)
		}
	}
	return place(path, func(temp string) error { return write(temp, format, stored) })
}
