package timer

// MarkAbsent says that a speaker was called and was not there.
type MarkAbsent struct {
	Entry EntryID
	Then  AbsentThen
}

// AbsentThen is what becomes of an absent speaker.
type AbsentThen string

// The choices of the chair.
const (
	ToTheEnd     AbsentThen = "end"      // may still be given the floor, at the end of the list
	ThenWithdraw AbsentThen = "withdraw" // is off the list
)

// SpeakerAbsent says what became of an absent speaker; one who had been given the
// floor has returned it. The end of the list is in front of Before, where rights
// of reply wait.
type SpeakerAbsent struct {
	Entry     EntryID    `json:"entry"`
	Then      AbsentThen `json:"then"`
	Before    EntryID    `json:"before,omitempty"`
	Statement int        `json:"statement,omitempty"`
}

// Name returns "absent".
func (MarkAbsent) Name() string { return "absent" }

// Name returns "speaker-absent".
func (SpeakerAbsent) Name() string { return "speaker-absent" }

func (c MarkAbsent) decide(m *Meeting, _ Stamp) (Fact, error) {
	if c.Then != ToTheEnd && c.Then != ThenWithdraw {
		return nil, invalid("then", "not-a-choice", "%q is not a choice; use end (of the list) or withdraw", c.Then)
	}
	if m.Closed {
		return nil, notNow("debate-closed", "the debate is closed")
	}
	fact := SpeakerAbsent{Entry: c.Entry, Then: c.Then}
	if f := m.Floor; f != nil && f.Entry == c.Entry && f.Entry != "" && !f.Started {
		fact.Statement = f.ID
	} else if _, err := m.callable(c.Entry); err != nil {
		return nil, err
	}
	if entry := m.List.Find(c.Entry); entry != nil && c.Then == ToTheEnd {
		fact.Before = m.List.end(entry.Kind, entry.ID)
	}
	return fact, nil
}

func (f SpeakerAbsent) apply(m *Meeting, _ Stamp) {
	if m.Floor != nil && m.Floor.ID == f.Statement && m.Interrupted == nil {
		m.Floor = nil
	}
	if f.Then == ThenWithdraw {
		m.setStatus(f.Entry, Withdrawn)
		return
	}
	m.setStatus(f.Entry, Absent)
	m.List = m.List.move(f.Entry, f.Before)
}
