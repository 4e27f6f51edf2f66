package timer

// Who is called and is not there, and who asks to reply.

// The commands.
type (
	// MarkAbsent says that a speaker was called and was not there.
	MarkAbsent struct {
		Entry EntryID
		Then  AbsentThen
	}
	// Reply inscribes a right of reply after the list, also where that is closed.
	Reply struct{ Delegation, Speaker, Seat string }
)

// AbsentThen is what becomes of an absent speaker.
type AbsentThen string

// The choices of the chair.
const (
	ToTheEnd     AbsentThen = "end"      // may still be given the floor, at the end of the list
	ThenWithdraw AbsentThen = "withdraw" // is off the list
)

// The facts.
type (
	// SpeakerAbsent says what became of an absent speaker; one who had been given
	// the floor has returned it.
	SpeakerAbsent struct {
		Entry     EntryID    `json:"entry"`
		Then      AbsentThen `json:"then"`
		Statement int        `json:"statement,omitempty"`
	}
)

// Name returns "absent".
func (MarkAbsent) Name() string { return "absent" }

// Name returns "right-of-reply".
func (Reply) Name() string { return "right-of-reply" }

// Name returns "speaker-absent".
func (SpeakerAbsent) Name() string { return "speaker-absent" }

func (c MarkAbsent) decide(m *Meeting, _ Stamp) (Fact, error) {
	if c.Then != ToTheEnd && c.Then != ThenWithdraw {
		return nil, invalid("then", "%q is not a choice; use end (of the list) or withdraw", c.Then)
	}
	if m.Closed {
		return nil, notNow("the debate is closed")
	}
	if f := m.Floor; f != nil && f.Entry == c.Entry && f.Entry != "" && !f.Started {
		return SpeakerAbsent{Entry: c.Entry, Then: c.Then, Statement: f.ID}, nil
	}
	entry, err := m.callable(c.Entry)
	if err != nil {
		return nil, err
	}
	return SpeakerAbsent{Entry: entry.ID, Then: c.Then}, nil
}

func (c Reply) decide(m *Meeting, now Stamp) (Fact, error) {
	if m.Closed {
		return nil, notNow("the debate is closed")
	}
	has := make(map[Kind]bool)
	for _, e := range m.List {
		if e.Delegation == c.Delegation && e.Status != Withdrawn {
			has[e.Kind] = true
		}
	}
	// Two in one meeting (General Assembly decision 34/401, paras. 9 and 10).
	kind := RightOfReply
	switch {
	case has[RightOfReply] && has[SecondReply]:
		return nil, notNow("%s has had its two rights of reply", c.Delegation)
	case has[RightOfReply]:
		kind = SecondReply
	}
	in := Inscription{Delegation: c.Delegation, Speaker: c.Speaker, Seat: c.Seat, Kind: kind}
	open := *m
	open.ListClosed = false // a reply stays possible
	return Inscribe{Inscription: in}.decide(&open, now)
}

func (k Kind) reply() bool { return k == RightOfReply || k == SecondReply }

func (f SpeakerAbsent) apply(m *Meeting, _ Stamp) {
	if m.Floor != nil && m.Floor.ID == f.Statement && m.Interrupted == nil {
		m.Floor = nil
	}
	if f.Then == ThenWithdraw {
		m.setStatus(f.Entry, Withdrawn)
		return
	}
	m.setStatus(f.Entry, Absent)
	m.List = m.List.move(f.Entry, "")
}
