package timer

// Who is on the speakers' list and in which order, and whether others may join it.

// Inscribe puts a speaker on the list. A delegation has two rights of reply, whichever
// act inscribes them, also on a closed list: where the kind that is named is on the
// list it gets the other one; a third is refused.
type Inscribe struct {
	Inscription
	// An entry; without it the end of the list: in front of the rights of reply that
	// wait there, a reply after them.
	Before EntryID `json:"before,omitempty"`
}

// Withdraw takes a waiting speaker off the list.
type Withdraw struct {
	Entry EntryID `json:"entry"`
}

// Move moves a waiting speaker.
type Move struct {
	Entry EntryID `json:"entry"`
	// An entry; without it the end of the list: in front of the rights of reply that
	// wait there, a reply after them.
	Before EntryID `json:"before,omitempty"`
}

// CloseList lets nobody else inscribe.
type CloseList struct{}

// ReopenList lets others inscribe again.
type ReopenList struct{}

// SpeakerInscribed puts a speaker on the list, in front of Before or at the end.
type SpeakerInscribed struct {
	Entry  EntryID `json:"entry"`
	Before EntryID `json:"before,omitempty"`
	Inscription
}

// SpeakerWithdrawn takes a speaker off the list.
type SpeakerWithdrawn struct {
	Entry EntryID `json:"entry"`
}

// SpeakerMoved moves a speaker in front of Before, or to the end.
type SpeakerMoved struct {
	Entry  EntryID `json:"entry"`
	Before EntryID `json:"before,omitempty"`
}

// ListClosed closes the speakers' list.
type ListClosed struct{}

// ListReopened opens it again.
type ListReopened struct{}

func (c Inscribe) decide(m *Meeting, _ Stamp) (Fact, error) {
	in := c.Inscription
	switch {
	case m.Closed:
		return nil, notNow("debate-closed", "the debate is closed")
	case m.ListClosed && !in.Kind.reply(): // a reply stays possible
		return nil, notNow("list-closed", "the speakers' list is closed")
	case len(m.List) >= MaxEntries:
		return nil, notNow("list-full", "the list is full: it has %d lines", MaxEntries)
	case c.Before != "" && m.List.Find(c.Before) == nil:
		return nil, unknown("before", "no-such-entry", "there is no entry %q on the list", c.Before)
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	if in.Kind.reply() {
		kind, free := m.List.freeReply(in.Delegation, in.Kind, "")
		if !free {
			return nil, notNow("had-replies", hadReplies, in.Delegation)
		}
		in.Kind = kind
	}
	if c.Before == "" {
		c.Before = m.List.end(in.Kind, "")
	}
	if in.Seq == 0 {
		in.Seq = m.List.lastSeq() + 1
	}
	return SpeakerInscribed{Entry: entryID(m.entries + 1), Before: c.Before, Inscription: in}, nil
}

func (f SpeakerInscribed) apply(m *Meeting, _ Stamp) {
	m.entries++
	m.List = m.List.insert(&Entry{ID: f.Entry, Inscription: m.calledHere(f.Inscription), placed: true}, f.Before)
	m.setStatus(f.Entry, Waiting)
}

func (f SpeakerInscribed) subjects() []subject { return only(entry(f.Entry), entry(f.Before)) }

func (c Withdraw) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry, err := m.callable(c.Entry)
	if err != nil {
		return nil, err
	}
	return SpeakerWithdrawn{Entry: entry.ID}, nil
}

func (f SpeakerWithdrawn) apply(m *Meeting, _ Stamp) {
	m.setStatus(f.Entry, Withdrawn)
}

func (f SpeakerWithdrawn) subjects() []subject { return []subject{entry(f.Entry)} }

func (c Move) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry, err := m.callable(c.Entry)
	switch {
	case err != nil:
		return nil, err
	case c.Before == entry.ID:
		return nil, invalid("before", "moved-before-itself", "%s cannot be moved in front of itself", entry.Delegation)
	case c.Before != "" && m.List.Find(c.Before) == nil:
		return nil, unknown("before", "no-such-entry", "there is no entry %q on the list", c.Before)
	}
	if c.Before == "" {
		c.Before = m.List.end(entry.Kind, entry.ID)
	}
	return SpeakerMoved{Entry: entry.ID, Before: c.Before}, nil
}

func (f SpeakerMoved) apply(m *Meeting, _ Stamp) {
	m.place(f.Entry, f.Before)
}

// place puts a line where a person wants it.
func (m *Meeting) place(id, before EntryID) {
	m.List = m.List.edit(id, func(e *Entry) { e.placed = true }).move(id, before)
}

func (f SpeakerMoved) subjects() []subject { return only(entry(f.Entry), entry(f.Before)) }

func (CloseList) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.ListClosed {
		return nil, notNow("list-closed-already", "the speakers' list is closed already")
	}
	return ListClosed{}, nil
}

func (ListClosed) apply(m *Meeting, _ Stamp) { m.ListClosed = true }

func (ListClosed) subjects() []subject { return []subject{theList} }

func (ReopenList) decide(m *Meeting, _ Stamp) (Fact, error) {
	switch {
	case m.Closed:
		return nil, notNow("debate-closed", "the debate is closed")
	case !m.ListClosed:
		return nil, notNow("list-open", "the speakers' list is open")
	}
	return ListReopened{}, nil
}

func (ListReopened) apply(m *Meeting, _ Stamp) { m.ListClosed = false }

func (ListReopened) subjects() []subject { return []subject{theList} }

// callable returns an entry that can still be given the floor.
func (m *Meeting) callable(id EntryID) (*Entry, error) {
	entry := m.List.Find(id)
	switch {
	case entry == nil:
		return nil, unknown("entry", "no-such-entry", "there is no entry %q on the list", id)
	case entry.Status == HasFloor:
		return nil, notNow("has-the-floor", "%s has the floor", entry.Delegation)
	case entry.Status != Waiting && entry.Status != Absent:
		return nil, notNow("does-not-wait", "%s does not wait for the floor: %s", entry.Delegation, entry.Status)
	default:
		return entry, nil
	}
}
