package timer

// MarkAbsent says that a speaker was called and was not there, also one who was given
// the floor and whose clock was not started.
type MarkAbsent struct {
	Entry EntryID `json:"entry"`
	// End: to the end of the list, in front of the rights of reply, where the floor may
	// still be given; withdraw: off the list.
	Then AbsentThen `json:"then"`
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
	m.place(f.Entry, f.Before)
}

func (f SpeakerAbsent) subjects() []subject {
	if f.Statement == 0 {
		return only(entry(f.Entry), entry(f.Before))
	}
	return only(entry(f.Entry), entry(f.Before), statement(f.Statement), theFloor)
}
