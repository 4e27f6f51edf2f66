package timer

import (
	"cmp"
	"slices"
)

// What follows of a list that was taken: the fact, and what it makes of the meeting.

// ListTaken has the rows of the file, and what became of them.
type ListTaken struct {
	Digest    string        `json:"digest"`
	Rows      []Inscription `json:"rows"`
	Lines     []TakenLine   `json:"lines"`               // for each row, in the same order
	Withdrawn []EntryID     `json:"withdrawn,omitempty"` // the file leaves them out
	Kept      []EntryID     `json:"kept,omitempty"`      // it leaves them out too; from now on they are ours
	Moved     []EntryID     `json:"moved,omitempty"`     // where they stand is the file's from now on
	Placed    []Placement   `json:"placed,omitempty"`    // one after the other
	Numbers   []ListNumber  `json:"numbers,omitempty"`   // on the list, where they are others
}

// TakenLine is the line of the list that a row is.
type TakenLine struct {
	Entry EntryID      `json:"entry,omitempty"` // none where an addition was not taken
	New   bool         `json:"new,omitempty"`
	Now   *Inscription `json:"now,omitempty"`   // from now on, where that is something else
	Filed *Inscription `json:"filed,omitempty"` // what of the row counts as taken, where that is not the row
}

// Placement puts a line behind another one.
type Placement struct {
	Entry EntryID `json:"entry"`
	After EntryID `json:"after,omitempty"` // empty: it is the first
}

// ListNumber is the number of a line on the list as it was drawn up.
type ListNumber struct {
	Entry EntryID `json:"entry"`
	Seq   int     `json:"seq"`
}

func (f ListTaken) apply(m *Meeting, _ Stamp) {
	list := make(SpeakersList, len(m.List))
	lines := make(map[EntryID]*Entry, len(m.List)+len(f.Lines))
	for _, e := range m.List {
		lines[e.ID] = e
	}
	edit := func(id EntryID, change func(*Entry)) {
		if e := lines[id]; e != nil {
			changed := *e
			change(&changed)
			lines[id] = &changed
		}
	}
	for _, e := range m.List {
		edit(e.ID, (*Entry).leaveOut) // until a row says otherwise
	}
	for i, line := range f.Lines {
		if line.Entry == "" {
			continue
		}
		if line.New {
			m.entries++
			lines[line.Entry] = &Entry{ID: line.Entry, Inscription: m.calledHere(f.Rows[i]), Status: Waiting}
		}
		edit(line.Entry, func(e *Entry) {
			if line.Now != nil {
				seq := e.Seq
				e.Inscription, e.Seq = *line.Now, seq
			}
			e.filed = &filed{*cmp.Or(line.Filed, &f.Rows[i]), i}
		})
	}
	for _, id := range f.Withdrawn {
		edit(id, func(e *Entry) { e.Status, e.filed = Withdrawn, nil })
	}
	for _, id := range f.Kept {
		edit(id, func(e *Entry) { e.filed = nil })
	}
	for _, id := range f.Moved {
		edit(id, func(e *Entry) { e.placed = false })
	}
	for _, n := range f.Numbers {
		edit(n.Entry, func(e *Entry) { e.Seq = n.Seq })
	}
	for i, e := range m.List {
		list[i] = lines[e.ID]
	}
	m.List, m.ListDigest = list.placed(f.Placed, lines), f.Digest
	if m.SampleList() { // nobody has to read of those who were there to rehearse with
		m.List = slices.DeleteFunc(m.List, func(e *Entry) bool { return slices.Contains(f.Withdrawn, e.ID) })
	}
	m.Brought = true
}

// leaveOut says that the file does not have the line: one that can still be withdrawn
// for that comes after all that it has.
func (e *Entry) leaveOut() {
	switch {
	case e.filed == nil:
	case e.yetToSpeak():
		e.filed = &filed{e.filed.Inscription, MaxEntries}
	default:
		e.filed = nil
	}
}

// replies are the delegations whose rights of reply it gives, takes or changes.
func (f ListTaken) replies(m *Meeting) []subject {
	was := make(map[EntryID]Inscription)
	for _, e := range m.List {
		if e.Kind.reply() {
			was[e.ID] = e.Inscription
		}
	}
	var about []subject
	for i, line := range f.Lines {
		switch {
		case line.New:
			about = append(about, repliesOf(*cmp.Or(line.Now, &f.Rows[i]))...)
		case line.Now != nil:
			about = append(append(about, repliesOf(*line.Now)...), repliesOf(was[line.Entry])...)
		}
	}
	return about
}

// subjects begin with what two files that were taken have in common, so that it is found
// at once.
func (f ListTaken) subjects() []subject {
	about := []subject{theTaking}
	for _, line := range f.Lines {
		if line.New || line.Now != nil {
			about = append(about, entry(line.Entry))
		}
	}
	about = append(about, entries(slices.Concat(f.Withdrawn, f.Moved))...)
	for _, p := range f.Placed {
		about = append(about, only(entry(p.Entry), entry(p.After))...)
	}
	return about
}
