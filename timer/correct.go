package timer

import "time"

// What people get wrong in the heat of a debate, and how it is put right: the
// record keeps what was said first and what corrected it.

// The commands.
type (
	// BackDate says that the clock should have been started By earlier; before
	// the start it starts it, that long ago. The floor must have been given by
	// then.
	BackDate struct{ By time.Duration }
	// Restart lets the statement begin anew, now.
	Restart struct{}
	// Reopen gives the floor back to a statement that was ended, its clock
	// standing at what had been used.
	Reopen struct{ Statement int }
	// Amend corrects what the list says of a speaker; nil leaves as it is. Of the
	// statement on the floor it corrects who speaks, never the clock.
	Amend struct {
		Entry                                         EntryID
		Delegation, Speaker, Kind, OnBehalfOf, SeatAt *string
	}
	// HandOver lets another representative go on with the same statement.
	HandOver struct{ Speaker, Seat string }
	// Note is a line for the record.
	Note struct{ Text string }
)

// The facts.
type (
	// StartBackDated moves the start back, and starts the clock if it stood.
	StartBackDated struct {
		Statement int           `json:"statement"`
		By        time.Duration `json:"by"`
	}
	// StatementRestarted sets elapsed to zero at its instant.
	StatementRestarted struct {
		Statement int           `json:"statement"`
		After     time.Duration `json:"after"` // elapsed before
	}
	// StatementReopened gives the floor back.
	StatementReopened struct {
		Statement int     `json:"statement"`
		Entry     EntryID `json:"entry"`
	}
	// SpeakerAmended has the inscription as it is from now on, and as it was.
	SpeakerAmended struct {
		Entry EntryID     `json:"entry"`
		Now   Inscription `json:"now"`
		Was   Inscription `json:"was"`
	}
	// HandedOver says who goes on, and where.
	HandedOver struct {
		Statement int    `json:"statement"`
		Speaker   string `json:"speaker"`
		Seat      string `json:"seat,omitempty"`
	}
	// Noted is a line for the record.
	Noted struct {
		Text string `json:"text"`
	}
)

// Name returns "back-date".
func (BackDate) Name() string { return "back-date" }

// Name returns "restart".
func (Restart) Name() string { return "restart" }

// Name returns "reopen".
func (Reopen) Name() string { return "reopen" }

// Name returns "amend".
func (Amend) Name() string { return "amend" }

// Name returns "hand-over".
func (HandOver) Name() string { return "hand-over" }

// Name returns "note".
func (Note) Name() string { return "note" }

// Name returns "start-back-dated".
func (StartBackDated) Name() string { return "start-back-dated" }

// Name returns "statement-restarted".
func (StatementRestarted) Name() string { return "statement-restarted" }

// Name returns "statement-reopened".
func (StatementReopened) Name() string { return "statement-reopened" }

// Name returns "speaker-amended".
func (SpeakerAmended) Name() string { return "speaker-amended" }

// Name returns "handed-over".
func (HandedOver) Name() string { return "handed-over" }

// Name returns "noted".
func (Noted) Name() string { return "noted" }

func (c BackDate) decide(m *Meeting, now Stamp) (Fact, error) {
	f := m.Floor
	if f == nil {
		return nil, errNobody
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	begun := now.Steady
	if f.Started {
		begun = f.BegunAt
	}
	switch most := begun.Sub(f.GivenAt); {
	case c.By <= 0:
		return nil, invalid("by_ms", "start-only-back", "the start can only be moved back")
	case c.By > most:
		return nil, invalid("by_ms", "start-before-floor", "the floor was given only %v before; the start cannot lie earlier", most.Round(time.Millisecond))
	}
	return StartBackDated{Statement: f.ID, By: c.By}, nil
}

func (Restart) decide(m *Meeting, now Stamp) (Fact, error) {
	f, err := m.started()
	if err != nil {
		return nil, err
	}
	if err := m.sitting(); err != nil {
		return nil, err
	}
	return StatementRestarted{Statement: f.ID, After: f.ElapsedAt(now.Steady)}, nil
}

func (c Reopen) decide(m *Meeting, _ Stamp) (Fact, error) {
	if err := m.sitting(); err != nil {
		return nil, err
	}
	s := m.ended(c.Statement)
	switch {
	case s == nil:
		return nil, unknown("statement", "no-such-statement", "no statement %d has ended", c.Statement)
	case m.Floor != nil:
		return nil, notNow("has-the-floor", "%s has the floor", m.Floor.Delegation)
	case s.Interrupts():
		return nil, notNow("point-not-reopened", "a point of order cannot be reopened; it can be raised again")
	}
	if entry := m.List.Find(s.Entry); entry == nil || entry.Status != Heard {
		return nil, notNow("inscribed-anew", "%s has been inscribed anew since", s.Delegation)
	}
	return StatementReopened{Statement: s.ID, Entry: s.Entry}, nil
}

func (c Amend) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry := m.List.Find(c.Entry)
	if entry == nil {
		return nil, unknown("entry", "no-such-entry", "there is no entry %q on the list", c.Entry)
	}
	now := entry.Inscription
	set := func(to *string, from *string) {
		if from != nil {
			*to = *from
		}
	}
	set(&now.Delegation, c.Delegation)
	set(&now.Speaker, c.Speaker)
	set(&now.OnBehalfOf, c.OnBehalfOf)
	set(&now.Seat, c.SeatAt)
	if c.Kind != nil {
		now.Kind = Kind(*c.Kind)
	}
	if c.Delegation != nil && *c.Delegation != entry.Delegation {
		now.Names, now.ISO3 = nil, "" // they were another delegation's
	}
	if err := now.validate(); err != nil {
		return nil, err
	}
	anew := now.Kind != entry.Kind || now.Delegation != entry.Delegation
	if now.Kind.reply() && anew && entry.Status != Withdrawn {
		kind, free := m.List.freeReply(now.Delegation, now.Kind, entry.ID)
		switch {
		case !free:
			return nil, notNow("had-replies", hadReplies, now.Delegation)
		case kind == entry.Kind && now.Delegation == entry.Delegation:
			return nil, invalid("kind", "reply-taken", "another line of %s is its %s; correct that one first", now.Delegation, now.Kind)
		}
		now.Kind = kind
	}
	return SpeakerAmended{Entry: entry.ID, Now: now, Was: entry.Inscription}, nil
}

func (c HandOver) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.Floor == nil {
		return nil, errNobody
	}
	if err := checkText("speaker", c.Speaker, MaxName, true); err != nil {
		return nil, err
	}
	if err := checkText("seat", c.Seat, MaxSeat, false); err != nil {
		return nil, err
	}
	seat := c.Seat
	if seat == "" {
		seat = m.Floor.Seat
	}
	return HandedOver{Statement: m.Floor.ID, Speaker: c.Speaker, Seat: seat}, nil
}

func (c Note) decide(*Meeting, Stamp) (Fact, error) {
	return Noted(c), checkText("text", c.Text, 10*MaxName, true)
}

func (f StartBackDated) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		if !s.Started {
			s.StartedAt, s.BegunAt = at, at.Steady
			s.Course = s.start(at.Steady)
		}
		s.StartedAt.Wall = s.StartedAt.Wall.Add(-f.By)
		s.StartedAt.Steady = s.StartedAt.Steady.Add(-f.By)
		s.BegunAt = s.BegunAt.Add(-f.By)
		if s.Running {
			s.Zero = s.Zero.Add(-f.By)
		} else {
			s.Held += f.By
		}
	})
}

func (f StatementRestarted) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.StartedAt, s.BegunAt, s.PauseReason = at, at.Steady, ""
		s.Held, s.Running = 0, false
		s.Course = s.start(at.Steady)
	})
}

func (f StatementReopened) apply(m *Meeting, _ Stamp) {
	ended := m.ended(f.Statement)
	if ended == nil || m.Floor != nil {
		return
	}
	s := *ended
	s.EndedAt = Stamp{}
	left := make([]*Statement, 0, len(m.Ended))
	m.Last = nil
	for _, other := range m.Ended {
		if other != ended {
			left = append(left, other)
			m.Last = other
		}
	}
	m.Ended, m.Floor = left, &s
	m.setStatus(s.Entry, HasFloor)
}

func (f SpeakerAmended) apply(m *Meeting, _ Stamp) {
	m.List = m.List.edit(f.Entry, func(e *Entry) { e.Inscription = f.Now })
	correct := func(s *Statement) *Statement {
		if s == nil || s.Entry != f.Entry {
			return s
		}
		out := *s
		out.Delegation, out.Names = f.Now.Delegation, f.Now.Names
		out.Kind, out.OnBehalfOf = f.Now.Kind, f.Now.OnBehalfOf
		// Speaker and seat may be others by now than the list says.
		if f.Now.Speaker != f.Was.Speaker {
			out.Speaker = f.Now.Speaker
		}
		if f.Now.Seat != f.Was.Seat {
			out.Seat = f.Now.Seat
		}
		return &out
	}
	m.Floor, m.Interrupted, m.Last = correct(m.Floor), correct(m.Interrupted), correct(m.Last)
	ended := make([]*Statement, len(m.Ended))
	for i, s := range m.Ended {
		ended[i] = correct(s)
	}
	m.Ended = ended
}

func (f HandedOver) apply(m *Meeting, _ Stamp) {
	m.edit(f.Statement, func(s *Statement) { s.Speaker, s.Seat = f.Speaker, f.Seat })
}

func (Noted) apply(*Meeting, Stamp) {}

// ended returns a statement that has ended, or nil.
func (m *Meeting) ended(id int) *Statement {
	for _, s := range m.Ended {
		if s.ID == id {
			return s
		}
	}
	return nil
}
