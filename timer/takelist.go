package timer

import (
	"cmp"
	"fmt"
	"slices"
)

// TakeList takes a file's list: all in which it differs but for conflicts, or what is
// named. It is one act, and one undo takes it back.
type TakeList struct {
	File ListFile
	// Only are indices of the difference's changes; nil: all that are no conflicts.
	Only []int
	// Seen is the [ListDifference.ID] of what the asker has looked at, or empty.
	Seen string
}

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

func (c TakeList) decide(m *Meeting, _ Stamp) (Fact, error) {
	if c.File.Rows == nil {
		return nil, unknown("digest", "file-not-held", "the file is not held any more; send it again")
	}
	d := m.Difference(c.File)
	if c.Seen != "" && c.Seen != d.ID() {
		return nil, &Refusal{Reason: ErrStale, Field: "digest", Why: "list-changed-since", By: m.Changed.By,
			Message: "the list has changed since you looked at what the file would change: look again"}
	}
	chosen, err := d.choose(c.Only)
	if err != nil {
		return nil, err
	}
	t := taking{m: m, file: c.File, difference: &d, chosen: chosen, fact: ListTaken{Digest: c.File.Digest, Rows: c.File.Rows}}
	if err := t.lines(); err != nil {
		return nil, err
	}
	if len(chosen) == 0 {
		return nil, notNow("nothing-to-take", "there is nothing to take: the list is as the file says")
	}
	t.order()
	t.numbers()
	return t.fact, nil
}

// choose returns which changes are taken, by their index.
func (d *ListDifference) choose(only []int) (map[int]bool, error) {
	chosen := make(map[int]bool)
	if only == nil {
		for i, c := range d.Changes {
			if !c.Conflict {
				chosen[i] = true
			}
		}
	}
	for at, i := range only {
		if i < 0 || i >= len(d.Changes) {
			return nil, invalid(fmt.Sprintf("only[%d]", at), "no-such-change", "there is no change %d; there are %d, from 0", i, len(d.Changes))
		}
		chosen[i] = true
	}
	return chosen, nil
}

// taking works out what follows of a file that is taken.
type taking struct {
	m          *Meeting
	file       ListFile
	difference *ListDifference
	chosen     map[int]bool
	whole      bool // all but conflicts is taken, and so those are decided: the hand's stays
	fact       ListTaken
	free       map[int]bool // rows whose lines stand in the order of the file from now on
	line       map[EntryID]*Entry
	replies    SpeakersList // that there are, and those of the file
}

// lines says what becomes of each row, and of the lines that the file leaves out.
func (t *taking) lines() error {
	t.fact.Lines = make([]TakenLine, len(t.file.Rows))
	t.free, t.line = make(map[int]bool), make(map[EntryID]*Entry, len(t.m.List))
	for _, e := range t.m.List {
		t.line[e.ID] = e
		if e.Kind.reply() {
			t.replies = append(t.replies, e)
		}
	}
	for i, e := range t.difference.entry {
		if e == nil {
			continue
		}
		t.fact.Lines[i].Entry = e.ID
		t.free[i] = e.Status == Waiting && !e.placed
		t.fact.Lines[i].Filed = t.filed(i, e)
	}
	t.whole = true
	for n, c := range t.difference.Changes {
		t.whole = t.whole && (c.Conflict || t.chosen[n])
	}
	added := 0
	for n, c := range t.difference.Changes {
		taken := t.chosen[n]
		switch c.What {
		case Added:
			if taken {
				added++
				if err := t.add(c.Row, added); err != nil {
					return within(fmt.Sprintf("rows[%d]", c.Row), err)
				}
			}
		case WithdrawnIn:
			switch {
			case taken:
				t.fact.Withdrawn = append(t.fact.Withdrawn, c.Entry)
			case t.whole:
				t.fact.Kept = append(t.fact.Kept, c.Entry)
			}
		case Moved:
			t.free[c.Row] = taken
			if taken {
				t.fact.Moved = append(t.fact.Moved, c.Entry)
			}
		case Changed:
			if err := t.change(c, taken); err != nil {
				return within(fmt.Sprintf("rows[%d]", c.Row), err)
			}
		}
	}
	for i := range t.fact.Lines {
		if line := &t.fact.Lines[i]; line.Filed != nil && line.Filed.same(&t.file.Rows[i]) {
			line.Filed = nil
		}
	}
	return nil
}

// filed is what counts as taken of a row: what the file says, and of what it does not
// say, what the last one did.
func (t *taking) filed(i int, e *Entry) *Inscription {
	base := e.Inscription
	if e.filed != nil {
		base = e.filed.Inscription
	}
	for _, field := range said(t.file.Says) {
		field.copy(&base, &t.file.Rows[i])
	}
	base.Allowance, base.Seq = t.file.Rows[i].Allowance, t.file.Rows[i].Seq
	return &base
}

func (t *taking) add(row, nth int) error {
	in := t.file.Rows[row]
	switch {
	case t.m.Closed:
		return notNow("debate-closed", "the debate is closed")
	case t.m.ListClosed && !in.Kind.reply():
		return notNow("list-closed", "the speakers' list is closed")
	case len(t.m.List)+nth > MaxEntries:
		return notNow("list-full", "the list is full: it has %d lines", MaxEntries)
	}
	in.Allowance = 0 // no file says it
	if err := in.validate(); err != nil {
		return err
	}
	id := entryID(t.m.entries + nth)
	if in.Kind.reply() {
		if err := t.reply(&in, id); err != nil {
			return err
		}
	}
	t.fact.Lines[row] = TakenLine{Entry: id, New: true}
	if !in.same(&t.file.Rows[row]) || t.file.Rows[row].Allowance != 0 {
		t.fact.Lines[row].Now = &in
	}
	t.free[row] = !in.Kind.reply()
	return nil
}

// reply gives a line the right of reply that its delegation has left.
func (t *taking) reply(in *Inscription, itself EntryID) error {
	kind, free := t.replies.freeReply(in.Delegation, in.Kind, itself)
	if !free {
		return notNow("had-replies", hadReplies, in.Delegation)
	}
	in.Kind = kind
	t.replies = append(t.replies, &Entry{ID: itself, Inscription: *in, Status: Waiting})
	return nil
}

// change takes what a row says otherwise of a line. What is not taken is proposed again
// with the next file, unless it is decided.
func (t *taking) change(c ListChange, taken bool) error {
	e, line := t.line[c.Entry], &t.fact.Lines[c.Row]
	if !taken {
		if c.Conflict && t.whole {
			return nil
		}
		for _, field := range said(c.Fields) {
			field.copy(line.Filed, cmp.Or(e.asFiled(), &Inscription{}))
		}
		return nil
	}
	if line.Now == nil {
		now := e.Inscription
		line.Now = &now
	}
	for _, field := range said(c.Fields) {
		field.copy(line.Now, &t.file.Rows[c.Row])
	}
	if err := line.Now.validate(); err != nil {
		return err
	}
	if line.Now.Kind.reply() && (line.Now.Kind != e.Kind || line.Now.Delegation != e.Delegation) {
		return t.reply(line.Now, e.ID)
	}
	return nil
}

// order puts the lines that are free into the order of the file, each into a place that
// one of them had; so what a person has placed, and who was heard, stays where it is. An
// added line comes behind the one that it follows in the file.
func (t *taking) order() {
	list := t.m.List
	place := list.places()
	var slots []int
	var rows []int // free, in the order of the file
	for i := range t.file.Rows {
		if t.free[i] {
			rows = append(rows, i)
			if !t.fact.Lines[i].New {
				slots = append(slots, place[t.fact.Lines[i].Entry])
			}
		}
	}
	slices.Sort(slots)
	order := make([]EntryID, len(list))
	for i, e := range list {
		order[i] = e.ID
	}
	next := 0
	behind := make(map[EntryID][]EntryID) // "" is in front of the first of the free
	last := EntryID("")
	for _, i := range rows {
		line := t.fact.Lines[i]
		if line.New {
			behind[last] = append(behind[last], line.Entry)
			continue
		}
		order[slots[next]] = line.Entry
		last = line.Entry
		next++
	}
	out := make([]EntryID, 0, len(order)+len(t.file.Rows))
	first := t.front(slots, order)
	for i, id := range order {
		if i == first {
			out = append(out, behind[""]...)
		}
		out = append(out, id)
		out = append(out, behind[id]...)
	}
	if first == len(order) {
		out = append(out, behind[""]...)
	}
	for i := range t.file.Rows { // rights of reply: after all
		if line := t.fact.Lines[i]; line.New && !t.free[i] {
			out = append(out, line.Entry)
		}
	}
	t.fact.Placed = list.into(out)
}

// front is the place in front of which an added line comes that follows no line of the
// file that is free: the first of those, or the end of the list.
func (t *taking) front(slots []int, order []EntryID) int {
	if len(slots) > 0 {
		return slots[0]
	}
	if end := t.m.List.end(State, ""); end != "" {
		return slices.Index(order, end)
	}
	return len(order)
}

// numbers gives the lines the numbers that they have in the file, and a line of our own
// whose number the file has given to another the next one that is free.
func (t *taking) numbers() {
	used := make(map[int]bool)
	largest := t.m.List.lastSeq()
	for i, line := range t.fact.Lines {
		seq := t.file.Rows[i].Seq
		if line.Entry == "" || seq == 0 {
			continue
		}
		largest = max(largest, seq)
		if e := t.line[line.Entry]; e == nil || e.yetToSpeak() {
			used[seq] = true
		}
	}
	for i, line := range t.fact.Lines {
		if line.New && t.file.Rows[i].Seq == 0 {
			largest++
			t.fact.Numbers = append(t.fact.Numbers, ListNumber{line.Entry, largest})
		}
	}
	for _, e := range t.m.List {
		seq := e.Seq
		switch i, there := t.difference.row[e.ID]; {
		case !e.yetToSpeak():
			continue
		case there:
			seq = cmp.Or(t.file.Rows[i].Seq, e.Seq)
		case used[e.Seq]:
			largest++
			seq = largest
		}
		if seq != e.Seq {
			t.fact.Numbers = append(t.fact.Numbers, ListNumber{e.ID, seq})
		}
	}
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
