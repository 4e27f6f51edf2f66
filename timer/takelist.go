package timer

import (
	"cmp"
	"fmt"
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
	for _, field := range t.file.saidOf(e, &t.file.Rows[i]) {
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
