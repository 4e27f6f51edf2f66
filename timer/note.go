package timer

import "slices"

// Note writes a line for the record. The receipt's revision names it.
type Note NoteText

// ChangeNote says a note otherwise; what is left out stays.
type ChangeNote struct {
	Note      uint64  `json:"note"` // the revision that it made
	Text      *string `json:"text,omitempty"`
	Statement *int    `json:"statement,omitempty"` // 0: of none
	Paragraph *string `json:"paragraph,omitempty"`
	Proposal  *bool   `json:"proposal,omitempty"`
}

// TakeBackNote takes a note off the record.
type TakeBackNote struct {
	Note uint64 `json:"note"` // the revision that it made
}

// NoteText is what a note says.
type NoteText struct {
	Text      string `json:"text"`
	Statement int    `json:"statement,omitempty"` // what it is about, by its number
	Paragraph string `json:"paragraph,omitempty"` // of the document that is debated, "S/2024/507, para. 22"
	Proposal  bool   `json:"proposal,omitempty"`  // it was proposed
}

// Noted is a line for the record.
type Noted NoteText

// NoteChanged says what a note says from now on, and what it said.
type NoteChanged struct {
	Note uint64   `json:"note"`
	Now  NoteText `json:"now"`
	Was  NoteText `json:"was"`
}

// NoteTakenBack takes a note off the record.
type NoteTakenBack struct {
	Note uint64 `json:"note"`
}

// WrittenNote is a note as it stands in the record.
type WrittenNote struct {
	NoteText
	Rev       uint64 // that it made, by which it is named
	At        Stamp
	By        Actor
	ChangedAt Stamp // the last time, or zero
	ChangedBy Actor
}

// MaxNotes is how many notes a meeting can have.
const MaxNotes = 10_000

func (c Note) decide(m *Meeting, _ Stamp) (Fact, error) {
	if len(m.Notes) >= MaxNotes {
		return nil, notNow("notes-full", "the record has %d notes; no more can be taken", MaxNotes)
	}
	return Noted(c), NoteText(c).validate(m, 0)
}

// validate refuses a note that is about a statement which there is not, unless it was
// about that one before.
func (n NoteText) validate(m *Meeting, before int) error {
	if err := CheckText("text", n.Text, 10*MaxName, true); err != nil {
		return err
	}
	if err := CheckText("paragraph", n.Paragraph, MaxName, false); err != nil {
		return err
	}
	if n.Statement != before && n.Statement != 0 && m.Statement(n.Statement) == nil {
		return unknown("statement", "no-statement", "there is no statement %d", n.Statement)
	}
	return nil
}

func (f Noted) apply(m *Meeting, at Stamp) {
	note := WrittenNote{NoteText: NoteText(f), Rev: m.Rev, At: at, By: m.Changed.By}
	m.Notes = append(slices.Clip(m.Notes), note)
}

// A note is not about the statement that it names: what happens to that one is not held
// up by what somebody wrote. Its own subject is its revision, which an event knows.
func (Noted) subjects() []subject { return nil }

func (c ChangeNote) decide(m *Meeting, _ Stamp) (Fact, error) {
	i := m.note(c.Note)
	if i < 0 {
		return nil, noSuchNote(c.Note)
	}
	fact := NoteChanged{Note: c.Note, Now: m.Notes[i].NoteText, Was: m.Notes[i].NoteText}
	if c.Text != nil {
		fact.Now.Text = *c.Text
	}
	if c.Statement != nil {
		fact.Now.Statement = *c.Statement
	}
	if c.Paragraph != nil {
		fact.Now.Paragraph = *c.Paragraph
	}
	if c.Proposal != nil {
		fact.Now.Proposal = *c.Proposal
	}
	if fact.Now == fact.Was {
		return nil, invalid("note", "note-unchanged", "the note says that already")
	}
	return fact, fact.Now.validate(m, fact.Was.Statement)
}

func (f NoteChanged) apply(m *Meeting, at Stamp) {
	if i := m.note(f.Note); i >= 0 {
		m.Notes = slices.Clone(m.Notes)
		n := &m.Notes[i]
		n.NoteText, n.ChangedAt, n.ChangedBy = f.Now, at, m.Changed.By
	}
}

func (f NoteChanged) subjects() []subject { return []subject{note(f.Note)} }

func (c TakeBackNote) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.note(c.Note) < 0 {
		return nil, noSuchNote(c.Note)
	}
	return NoteTakenBack(c), nil
}

func (f NoteTakenBack) apply(m *Meeting, _ Stamp) {
	if i := m.note(f.Note); i >= 0 {
		m.Notes = slices.Delete(slices.Clone(m.Notes), i, i+1)
	}
}

func (f NoteTakenBack) subjects() []subject { return []subject{note(f.Note)} }

func noSuchNote(rev uint64) error {
	return unknown("note", "no-such-note", "there is no note %d; it may have been taken back", rev)
}

// note returns the place of a note, or −1.
func (m *Meeting) note(rev uint64) int {
	return slices.IndexFunc(m.Notes, func(n WrittenNote) bool { return n.Rev == rev })
}
