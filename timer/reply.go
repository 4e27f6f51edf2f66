package timer

import "slices"

// Rights of reply come after the list, also after one that is closed, and a
// delegation has two of them in one meeting (General Assembly decision 34/401,
// paras. 9 and 10). Whatever makes a line of the list a reply asks freeReply.

// Reply inscribes a right of reply at the end of the list, also of a closed one: a
// first, then a second; a third is refused, also by inscribe and amend.
type Reply struct {
	Delegation string `json:"delegation"`
	Speaker    string `json:"speaker,omitempty"`
	Seat       string `json:"seat,omitempty"`
	ISO3       string `json:"-"` // the code of the State, where the delegation is understood to be one
}

func (c Reply) decide(m *Meeting, now Stamp) (Fact, error) {
	in := Inscription{Delegation: c.Delegation, Speaker: c.Speaker, Seat: c.Seat, ISO3: c.ISO3, Kind: RightOfReply}
	return Inscribe{Inscription: in}.decide(m, now)
}

const hadReplies = "%s has had its two rights of reply"

func (k Kind) reply() bool { return k == RightOfReply || k == SecondReply }

// freeReply returns which of its two replies a delegation has where one of a kind
// is wanted: that one, or the other one where it is taken; false where both are.
// An entry that is itself to become the reply does not count, nor does one that
// was withdrawn.
func (l SpeakersList) freeReply(delegation string, wanted Kind, itself EntryID) (Kind, bool) {
	first, second := false, false
	for _, e := range l {
		if e.Delegation == delegation && e.Status != Withdrawn && e.ID != itself {
			first = first || e.Kind == RightOfReply
			second = second || e.Kind == SecondReply
		}
	}
	switch {
	case first && second:
		return "", false
	case first:
		return SecondReply, true
	case second:
		return RightOfReply, true
	default:
		return wanted, true
	}
}

// end returns what a line of a kind is put in front of at the end of the list: the
// first of the replies that come after everybody else who waits, or nothing. A
// reply that the chair has put further up is not the end.
func (l SpeakersList) end(k Kind, itself EntryID) EntryID {
	end := EntryID("")
	for _, e := range slices.Backward(l) {
		switch {
		case k.reply():
			return "" // after all
		case e.ID == itself:
		case e.Kind.reply() && (e.Status == Waiting || e.Status == Absent):
			end = e.ID
		case e.Status == Waiting:
			return end
		}
	}
	return end
}

// takesReply returns whose replies an action gives or takes: what an undo of it
// would leave is only known while no later one does so too.
func (m *Meeting) takesReply(f Fact) []subject {
	switch f := f.(type) {
	case SpeakerInscribed:
		return repliesOf(f.Inscription)
	case SpeakerWithdrawn:
		return m.repliesOfEntry(f.Entry)
	case SpeakerAbsent:
		if f.Then == ThenWithdraw {
			return m.repliesOfEntry(f.Entry)
		}
	case ListTaken:
		return f.replies(m)
	case StatementCorrected:
		if f.Now.Kind != f.Was.Kind && f.Now.Entry == f.Was.Entry {
			return append(repliesOf(f.Now.inscription()), repliesOf(f.Was.inscription())...)
		}
	case SpeakerAmended:
		if f.Now.Kind != f.Was.Kind || f.Now.Delegation != f.Was.Delegation {
			return append(repliesOf(f.Now), repliesOf(f.Was)...)
		}
	}
	return nil
}

func (m *Meeting) repliesOfEntry(id EntryID) []subject {
	if e := m.List.Find(id); e != nil {
		return repliesOf(e.Inscription)
	}
	return nil
}

func repliesOf(i Inscription) []subject {
	if !i.Kind.reply() {
		return nil
	}
	return []subject{{repliesOf: i.Delegation}}
}
