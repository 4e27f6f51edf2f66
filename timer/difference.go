package timer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sort"
)

// ListFile is what was understood of a file with a speakers' list.
type ListFile struct {
	Digest string        // names its bytes, and how they were read
	Rows   []Inscription // in the order in which the floor will be given
	Says   []string      // the fields that it has columns for: what it lacks it does not take away
}

func (f ListFile) says(field string) bool { return slices.Contains(f.Says, field) }

// ListChange is one thing in which a file differs from the list.
type ListChange struct {
	What ChangeWhat `json:"change"`
	// Conflict says that since the last file a person has changed the same: it is taken
	// only by who names it.
	Conflict bool     `json:"conflict"`
	Entry    EntryID  `json:"entry,omitempty"` // none of an addition
	Row      int      `json:"row"`             // of the file, from 0; −1 of a withdrawal
	Fields   []string `json:"fields,omitempty"`
	// Whom it follows, of what is moved; empty is the first.
	WasAfter EntryID      `json:"was_after,omitempty"`
	NowAfter EntryID      `json:"now_after,omitempty"`
	Was      *Inscription `json:"was,omitempty"`
	Now      *Inscription `json:"now,omitempty"`
}

// ChangeWhat says in which way.
type ChangeWhat string

// The ways in which a file can differ.
const (
	Added       ChangeWhat = "added"
	WithdrawnIn ChangeWhat = "withdrawn" // the file leaves it out
	Moved       ChangeWhat = "moved"
	Changed     ChangeWhat = "changed"
)

// ListDifference is in what a file differs from the list of now, where no hand has been.
type ListDifference struct {
	Changes []ListChange
	// Unchanged counts the rows with which nothing is to be done.
	Unchanged int
	matched
}

// ID names the changes, so that whoever has looked at them takes no others.
func (d *ListDifference) ID() string {
	text, err := json.Marshal(d.Changes)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Difference compares a file with the one that was taken last, and says what is to be
// done with the list of now. What a person has done since stays: who was moved or put to
// the end keeps the place, what was corrected keeps the correction, who was withdrawn
// stays withdrawn; where file and person changed the same thing it is a conflict. Who
// has been heard or has the floor is not touched, and neither a line that was inscribed
// by hand nor a right of reply is ever left out.
func (m *Meeting) Difference(f ListFile) ListDifference {
	d := ListDifference{matched: m.List.match(f)}
	moves := m.moves(f, d.matched)
	fields, withLevel := said(f.Says), said(append(slices.Clip(f.Says), level))
	for i := range f.Rows {
		row, e := &f.Rows[i], d.entry[i]
		if e == nil {
			d.Changes = append(d.Changes, ListChange{What: Added, Row: i, Now: row})
			continue
		}
		if !e.yetToSpeak() {
			d.Unchanged++
			continue
		}
		before := len(d.Changes)
		says := fields
		if f.guesses(e, row) {
			says = withLevel
		}
		d.Changes = append(d.Changes, e.changesBy(i, row, says)...)
		if move, ok := moves[e.ID]; ok {
			move.Row = i
			d.Changes = append(d.Changes, move)
		}
		if len(d.Changes) == before {
			d.Unchanged++
		}
	}
	for _, e := range m.List {
		if _, there := d.row[e.ID]; there || e.filed == nil || !e.yetToSpeak() || e.Kind.reply() {
			continue
		}
		d.Changes = append(d.Changes, ListChange{What: WithdrawnIn, Conflict: e.byHand(), Entry: e.ID, Row: -1, Was: &e.Inscription})
	}
	return d
}

// byHand says whether a person has corrected or moved the line since the last file.
func (e *Entry) byHand() bool { return e.placed || !e.same(&e.filed.Inscription) }

// changesBy is what a row says otherwise of a line: all that nobody has touched at once,
// and each thing that somebody has by itself.
func (e *Entry) changesBy(i int, row *Inscription, fields []filedField) []ListChange {
	var free []string
	var all []ListChange
	for _, field := range fields {
		was, now, said := e.filedText(field), field.text(&e.Inscription), field.text(row)
		switch {
		case said == was || said == now:
		case field.name == "iso3" && (was == "" || said == ""): // known by the name alone: nobody has said it
		case was == now:
			free = append(free, field.name)
		default:
			all = append(all, ListChange{What: Changed, Conflict: true, Entry: e.ID, Row: i, Fields: []string{field.name}, Was: &e.Inscription, Now: row})
		}
	}
	if len(free) > 0 {
		all = slices.Insert(all, 0, ListChange{What: Changed, Entry: e.ID, Row: i, Fields: free, Was: &e.Inscription, Now: row})
	}
	return all
}

// filedText is what the last file said; of a line that it did not have, nothing.
func (e *Entry) filedText(field filedField) string {
	if e.filed == nil {
		return ""
	}
	return field.text(&e.filed.Inscription)
}

// moves are the lines that a file puts elsewhere: as few as there can be, so that the
// rest need not move. Where a person has put a line, it stays, unless the file has moved
// it too.
func (m *Meeting) moves(f ListFile, by matched) map[EntryID]ListChange {
	place := m.List.places()
	var free, filed []int // rows
	for i, e := range by.entry {
		if e == nil {
			continue
		}
		if e.filed != nil {
			filed = append(filed, i)
		}
		if e.Status == Waiting && !e.placed {
			free = append(free, i)
		}
	}
	stays := rise(free, func(i int) int { return place[by.entry[i].ID] })
	kept := rise(filed, func(i int) int { return by.entry[i].filed.place })
	moves := make(map[EntryID]ListChange)
	add := func(i int, conflict bool) {
		e := by.entry[i]
		c := ListChange{What: Moved, Conflict: conflict, Entry: e.ID, WasAfter: m.List.waitingBefore(place[e.ID])}
		for j := i - 1; j >= 0 && c.NowAfter == ""; j-- {
			if before := by.entry[j]; before != nil && before.yetToSpeak() {
				c.NowAfter = before.ID
			}
		}
		moves[e.ID] = c
	}
	for _, i := range free {
		if !stays[i] {
			add(i, false)
		}
	}
	for _, i := range filed {
		if e := by.entry[i]; e.Status == Waiting && e.placed && !kept[i] && !stands(i, free, by, place) {
			add(i, true)
		}
	}
	return moves
}

// stands says whether a line that a person has put somewhere stands where the file has it
// too: in front of it are as many of the others.
func stands(row int, free []int, by matched, place map[EntryID]int) bool {
	inFile := sort.SearchInts(free, row)
	onList := 0
	for _, i := range free {
		if place[by.entry[i].ID] < place[by.entry[row].ID] {
			onList++
		}
	}
	return inFile == onList
}

// waitingBefore is the line in front of a place that can still be given the floor.
func (l SpeakersList) waitingBefore(place int) EntryID {
	for _, e := range slices.Backward(l[:place]) {
		if e.yetToSpeak() {
			return e.ID
		}
	}
	return ""
}
