package timer

func (f MeetingOpened) apply(m *Meeting, at Stamp) {
	list := make(SpeakersList, 0, len(f.List))
	seq := 0
	for i, in := range f.List {
		if in.Seq == 0 {
			in.Seq = seq + 1
		}
		seq = in.Seq
		list = append(list, &Entry{ID: entryID(i + 1), Inscription: in, Status: Waiting})
	}
	*m = Meeting{
		Rev: m.Rev, Symbol: f.Symbol, Title: f.Title, Sample: f.Sample,
		Rules: f.Rules, RulesDigest: f.RulesDigest, ListDigest: f.ListDigest,
		Opened: at, List: list, Changed: m.Changed,
		// Statements keep counting: a number names one statement of the journal.
		statements: m.statements, entries: len(list),
	}
}

func (f FloorGiven) apply(m *Meeting, at Stamp) {
	entry := m.List.Find(f.Entry)
	if entry == nil || m.Floor != nil {
		return
	}
	m.statements = max(m.statements, f.Statement)
	m.setStatus(f.Entry, HasFloor)
	m.Floor = &Statement{
		ID: f.Statement, Entry: f.Entry,
		Delegation: entry.Delegation, Names: entry.Names, Speaker: entry.Speaker,
		Kind: entry.Kind, OnBehalfOf: entry.OnBehalfOf, Seat: f.Seat,
		Course: Course{Rule: f.Rule, Signals: f.Signals},
		Given:  at, GivenAt: at.Steady,
	}
}

func (f StatementStarted) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		begun := at
		begun.Wall, begun.Steady = at.Wall.Add(-f.Ago), at.Steady.Add(-f.Ago)
		s.StartedAt, s.BegunAt = begun, begun.Steady
		s.Course = s.start(begun.Steady)
	})
}

func (f StatementPaused) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.PauseReason = f.Reason
		s.Course = s.stop(at.Steady)
	})
}

func (f StatementResumed) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.PauseReason = ""
		s.Course = s.start(at.Steady)
	})
}

func (f LimitExtended) apply(m *Meeting, _ Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.Extended += f.By
		s.Rule.Limit += f.By
	})
}

func (f SpeakerUrged) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		s.Urges++
		s.UrgedAt = at
	})
}

func (f StatementEnded) apply(m *Meeting, at Stamp) {
	if m.floorID() == f.Statement && m.Floor != nil && m.Interrupted == nil {
		m.end(f.Used, at)
	}
}

func (f FloorReturned) apply(m *Meeting, _ Stamp) {
	if m.Floor == nil || m.Floor.ID != f.Statement || m.Interrupted != nil {
		return
	}
	m.setStatus(m.Floor.Entry, Waiting)
	m.Floor = nil
}

func (f SpeakerInscribed) apply(m *Meeting, _ Stamp) {
	m.entries++
	m.List = m.List.insert(&Entry{ID: f.Entry, Inscription: f.Inscription}, f.Before)
	m.setStatus(f.Entry, Waiting)
}

func (f SpeakerWithdrawn) apply(m *Meeting, _ Stamp) {
	m.setStatus(f.Entry, Withdrawn)
}

func (f SpeakerMoved) apply(m *Meeting, _ Stamp) {
	m.List = m.List.move(f.Entry, f.Before)
}

func (ListClosed) apply(m *Meeting, _ Stamp)   { m.ListClosed = true }
func (ListReopened) apply(m *Meeting, _ Stamp) { m.ListClosed = false }

// The meeting is as it was before, as of now: a clock that ran then has never
// stopped. Numbers that were given are not given again.
func (f Undone) apply(m *Meeting, _ Stamp) {
	d := m.done.find(f.Of)
	if d == nil {
		return
	}
	restored := m.without(d)
	restored.Rev, restored.Changed = m.Rev, m.Changed
	restored.statements = max(restored.statements, m.statements)
	restored.carried = m.carried
	restored.entries = max(restored.entries, m.entries)
	*m = restored
}

func (m *Meeting) floorID() int {
	if m.Floor == nil {
		return 0
	}
	return m.Floor.ID
}

// edit changes a copy of the statement on the floor, if it is the one named.
func (m *Meeting) edit(id int, change func(*Statement)) {
	if m.Floor == nil || m.Floor.ID != id {
		return
	}
	s := *m.Floor
	m.Floor = &s
	change(&s)
}
