package wire

import (
	"encoding/json"
	"strconv"

	"rostrum/timer"
)

// TakeList is how [timer.TakeList] is sent: the file itself was sent before, to be looked
// at.
type TakeList struct {
	Digest string `json:"digest"` // of a preview of this sign-in, of the last 15 minutes
	// Indices of its changes; absent: all that are no conflicts.
	Only []int `json:"only,omitempty"`
}

// ListPreview is what a file would change: the answer to POST /api/v1/list/preview. It
// has changed nothing.
type ListPreview struct {
	Digest string   `json:"digest"` // names bytes, sheet and columns together, for take-list
	Name   string   `json:"name"`   // of the file, as its sender said it
	Format string   `json:"format"` // csv or xlsx
	Sheet  string   `json:"sheet,omitempty"`
	Sheets []string `json:"sheets,omitempty"`
	Rows   int      `json:"rows"` // speakers
	// In which the file names most of its States, as the meeting's list_language.
	ListLanguage string       `json:"list_language,omitempty"`
	Columns      []ListColumn `json:"columns"`
	Fields       []string     `json:"fields"`  // that a column may be taken as
	Ignored      []string     `json:"ignored"` // headings that nothing is read of
	Sample       [][]string   `json:"sample"`  // the first rows, cell by cell
	Doubts       []ListDoubt  `json:"doubts"`
	Changes      []FileChange `json:"changes"`
	Unchanged    int          `json:"unchanged"` // rows with which nothing is to be done
	Rev          uint64       `json:"rev"`       // that the list was at
	// Why nothing was read, where somebody may say which column or which sheet is meant.
	Refused *Error `json:"refused,omitempty"`
}

// RefusedList refuses a file of which somebody may say what a column, or which sheet, is
// meant: with what there is to choose from.
type RefusedList struct {
	Error   Error       `json:"error"`
	Preview ListPreview `json:"preview"` // with its columns and its sheets alone
}

// ListAgain asks for a file that is held, read in another way.
type ListAgain struct {
	Digest  string            `json:"digest"`
	Sheet   string            `json:"sheet,omitempty"`
	Columns map[string]string `json:"columns,omitempty"` // headings, and what they are taken as; empty is nothing
}

// ParseListAgain reads it. What it refuses is an [*Error].
func ParseListAgain(body []byte) (ListAgain, error) {
	f, err := readFields(body)
	if err != nil {
		return ListAgain{}, err
	}
	out := ListAgain{Digest: f.needed("digest"), Sheet: f.text("sheet", false)}
	if value, ok := f.remove("columns", false); ok && json.Unmarshal(value, &out.Columns) != nil {
		f.fail(malformed("columns", "%q must be an object of headings and what they are taken as", "columns"))
	}
	if err := f.end("a preview"); err != nil {
		return ListAgain{}, err
	}
	return out, nil
}

// ListColumn is a column of a file, and what it is taken as.
type ListColumn struct {
	Heading string   `json:"heading"` // as it is written
	Key     string   `json:"key"`     // its name where it is said what it is taken as: the heading, or [C]
	Letter  string   `json:"letter"`  // C, as spreadsheets call it
	As      string   `json:"as"`      // empty: nothing is read of it
	Guessed bool     `json:"guessed"` // from what is in it, and not from its heading
	Sample  []string `json:"sample"`  // what its first cells say
}

// ListDoubt is what was taken in several lines of a file and may not be meant.
type ListDoubt struct {
	Code string `json:"code"`
	DoubtLines
	Column  string `json:"column,omitempty"` // the field
	About   []any  `json:"about,omitempty"`  // what stands in the sentence of the first, for other languages
	Message string `json:"message"`          // of the first
	// What the lines that are named say, each once, where not all say the same.
	Values    []DoubtValue `json:"values,omitempty"`
	Different int          `json:"different,omitempty"` // how many different things all of them say
}

// DoubtValue is something that lines of a file say and that is in doubt.
type DoubtValue struct {
	Value string `json:"value"`
	DoubtLines
}

// DoubtLines are lines in which something is in doubt.
type DoubtLines struct {
	Count int      `json:"count"`
	Lines []int    `json:"lines"`           // at most a hundred of them
	Cells []string `json:"cells,omitempty"` // of a workbook, as the lines
}

// Add counts a line, and with named has its place too.
func (d *DoubtLines) Add(line int, cell string, named bool) {
	d.Count++
	if !named {
		return
	}
	d.Lines = append(d.Lines, line)
	if cell != "" {
		d.Cells = append(d.Cells, cell)
	}
}

// FileChange is one thing in which a file differs from the list of now.
type FileChange struct {
	Change   timer.ChangeWhat `json:"change"`
	Conflict bool             `json:"conflict"` // somebody has changed the same since the last file: taken only where it is named
	Entry    timer.EntryID    `json:"entry,omitempty"`
	Row      *int             `json:"row,omitempty"`     // of the file, from 0
	Refused  string           `json:"refused,omitempty"` // why it cannot be taken now: list-closed, debate-closed
	State    string           `json:"state,omitempty"`   // the code of what is added, where names are missing
	// What it is about, by field: an added line has all of now, one that is left out all
	// of was; what is moved has the number and the delegation that it follows (after, empty
	// is the first).
	Was map[string]string `json:"was,omitempty"`
	Now map[string]string `json:"now,omitempty"`
	// How many States on_behalf_of names, where it names nothing else.
	WasFor       int  `json:"was_for,omitempty"`
	NowFor       int  `json:"now_for,omitempty"`
	LevelGuessed bool `json:"level_guessed,omitempty"` // the level of now is from a post: nobody has said so
	// The lines that it follows, of what is moved; absent is the first.
	WasAfter timer.EntryID `json:"was_after,omitempty"`
	NowAfter timer.EntryID `json:"now_after,omitempty"`
}

// FileChangesOf describes a difference.
func FileChangesOf(m *timer.Meeting, d *timer.ListDifference) []FileChange {
	out := make([]FileChange, 0, len(d.Changes))
	lines := make(map[timer.EntryID]*timer.Entry, len(m.List))
	for _, e := range m.List {
		lines[e.ID] = e
	}
	for _, c := range d.Changes {
		row := FileChange{Change: c.What, Conflict: c.Conflict, Entry: c.Entry}
		if c.Row >= 0 {
			row.Row = &c.Row
		}
		switch c.What {
		case timer.Added:
			row.Now, row.State = said(m, c.Now), wantedCode(m.NamesHere(c.Now), c.Now.ISO3, c.Now.Delegation)
			row.LevelGuessed = c.Now.LevelGuessed && c.Now.Level != ""
			switch {
			case m.Closed:
				row.Refused = "debate-closed"
			case m.ListClosed && c.Now.Kind != timer.RightOfReply && c.Now.Kind != timer.SecondReply:
				row.Refused = "list-closed"
			}
		case timer.WithdrawnIn:
			row.Was = said(m, c.Was)
		case timer.Changed:
			row.Was, row.Now = both(c)
			row.LevelGuessed = c.Now.LevelGuessed && row.Now["level"] != ""
		case timer.Moved:
			row.Was, row.Now = after(lines, c.Entry, c.WasAfter), after(lines, c.Entry, c.NowAfter)
			row.WasAfter, row.NowAfter = c.WasAfter, c.NowAfter
		}
		out = append(out, row)
	}
	return out
}

// said is what an inscription says, and what its State is called in this meeting.
func said(m *timer.Meeting, in *timer.Inscription) map[string]string {
	out := make(map[string]string)
	if in.Seq != 0 {
		out["number"] = strconv.Itoa(in.Seq)
	}
	for _, field := range timer.FiledFields() {
		if text := in.FieldText(field); text != "" {
			out[field] = text
		}
	}
	for language, name := range m.NamesHere(in) {
		out["delegation_"+language] = name
	}
	return out
}

// both are what is changed, with who it is, as it was and as it is to be.
func both(c timer.ListChange) (was, now map[string]string) {
	was, now = make(map[string]string), make(map[string]string)
	for _, field := range c.Fields {
		was[field], now[field] = c.Was.FieldText(field), c.Now.FieldText(field)
	}
	return was, now
}

func after(lines map[timer.EntryID]*timer.Entry, id, follows timer.EntryID) map[string]string {
	out := map[string]string{"delegation": lines[id].Delegation, "after": ""}
	if e := lines[follows]; e != nil {
		out["after"] = e.Delegation
	}
	return out
}
