package timer

import (
	"time"
)

// Correct puts right what the record says of a statement, also of one that is long over,
// without undoing what came after. What is left out stays; the original is kept. A
// statement that still has the floor has no times to be corrected: its clock goes on.
type Correct struct {
	Statement int    `json:"statement"` // its number
	Reason    string `json:"reason"`
	// When it began and ended; neither over the time of another statement. What was used
	// follows.
	StartedAt *time.Time     `json:"started_at,omitempty"`
	EndedAt   *time.Time     `json:"ended_at,omitempty"`
	Paused    *time.Duration `json:"paused_ms,omitempty"` // what the pauses took
	// The line of the list that really spoke: the other one waits again. Seat, limit, light,
	// capacity and level become those of this line.
	Entry      EntryID `json:"entry,omitempty"`
	Delegation *string `json:"delegation,omitempty"` // of a point of order, which has no line
	SeatAt     *string `json:"seat,omitempty"`
	Kind       *string `json:"kind,omitempty"` // with its limit
	Speaker    *string `json:"speaker,omitempty"`
	OnBehalfOf *string `json:"on_behalf_of,omitempty"`
}

// StatementCorrected has what is known of a statement from now on, and what was.
type StatementCorrected struct {
	Statement int    `json:"statement"`
	Reason    string `json:"reason"`
	Now       Known  `json:"now"`
	Was       Known  `json:"was"`
}

func (c Correct) decide(m *Meeting, now Stamp) (Fact, error) {
	s := m.Statement(c.Statement)
	if s == nil {
		return nil, unknown("statement", "no-statement", "there is no statement %d", c.Statement)
	}
	if err := CheckText("reason", c.Reason, MaxName, true); err != nil {
		return nil, err
	}
	fact := StatementCorrected{Statement: s.ID, Reason: c.Reason, Was: knownOf(s), Now: knownOf(s)}
	if err := c.who(m, s, &fact.Now); err != nil {
		return nil, err
	}
	if err := c.when(m, s, &fact.Now, now); err != nil {
		return nil, err
	}
	if fact.Now.same(fact.Was) {
		return nil, invalid("statement", "nothing-corrected", "nothing is to be corrected: say what was otherwise")
	}
	return fact, nil
}

// who corrects who spoke, and as what.
func (c Correct) who(m *Meeting, s *Statement, k *Known) error {
	if c.Entry != "" {
		if err := c.line(m, s, k); err != nil {
			return err
		}
	}
	switch {
	case c.Delegation == nil:
	case !s.Interrupts():
		return invalid("delegation", "line-instead", "the statement is one of the list: say which line really spoke (entry)")
	default:
		k.Delegation, k.Names = *c.Delegation, nil
	}
	for _, f := range []struct{ to, from *string }{{&k.Seat, c.SeatAt}, {&k.Speaker, c.Speaker}, {&k.OnBehalfOf, c.OnBehalfOf}} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	if c.Kind != nil && Kind(*c.Kind) != k.Kind {
		if s.Interrupts() {
			return invalid("kind", "kind-of-point", "a point of order is of no other kind")
		}
		k.Kind = Kind(*c.Kind)
		if err := m.freeKind(k); err != nil {
			return err
		}
		k.Rule = s.ruleFor(k.Kind, m.allowanceOf(s, k.Entry))
	}
	in := k.inscription()
	if s.Interrupts() {
		in.Kind = State // which is inscribed: only the texts are looked at
		if c.Delegation == nil && s.Delegation == "" {
			in.Delegation = "not yet known"
		}
	}
	return in.validate()
}

// line corrects which line of the list spoke.
func (c Correct) line(m *Meeting, s *Statement, k *Known) error {
	e := m.List.Find(c.Entry)
	switch {
	case e == nil:
		return unknown("entry", "no-such-entry", "there is no entry %q on the list", c.Entry)
	case s.Interrupts():
		return invalid("entry", "point-has-no-line", "a point of order has no line on the list: say which delegation raised it")
	case e.ID == s.Entry:
		return nil
	case e.Status == Heard || e.Status == HasFloor || e.Status == Withdrawn && e.Kind.reply():
		return notNow("does-not-wait", "%s does not wait for the floor: %s", e.Delegation, e.Status)
	}
	k.Entry, k.Delegation, k.Names = e.ID, e.Delegation, e.Names
	k.Speaker, k.Kind, k.OnBehalfOf = e.Speaker, e.Kind, e.OnBehalfOf
	if e.Seat != "" {
		k.Seat = e.Seat
	}
	k.Capacity, k.Level = e.Capacity, e.Level
	k.Rule = s.ruleFor(e.Kind, e.Allowance)
	return nil
}

// freeKind refuses a reply that the delegation has had.
func (m *Meeting) freeKind(k *Known) error {
	if !k.Kind.reply() {
		return nil
	}
	kind, free := m.List.freeReply(k.Delegation, k.Kind, k.Entry)
	if !free {
		return notNow("had-replies", hadReplies, k.Delegation)
	}
	k.Kind = kind
	return nil
}

// ruleFor is the rule that another kind of the statement would have had, with what its
// speaker is allowed and what it was extended by.
func (s *Statement) ruleFor(k Kind, allowance time.Duration) Rule {
	rule := s.rules.For(k).longer(allowance)
	if rule.Limit != NoLimit {
		limit := min(max(rule.Limit+s.Extended, time.Millisecond), LongestLimit)
		for _, e := range s.extensions {
			rule = rule.extended(e.by, e.light)
		}
		rule.Limit = limit
	}
	return rule
}

// allowanceOf is what a line of the list is allowed that is said to speak, or to have
// spoken: its own, or, where that is the line that has the statement, what it was given.
func (m *Meeting) allowanceOf(s *Statement, line EntryID) time.Duration {
	if e := m.List.Find(line); e != nil && line != s.Entry {
		return e.Allowance
	}
	return s.Allowance
}

func (f StatementCorrected) apply(m *Meeting, at Stamp) {
	s := m.Statement(f.Statement)
	if s == nil {
		return
	}
	line := s.Entry
	if e := m.List.Find(f.Now.Entry); f.Now.Entry != line && (e == nil || e.Status == HasFloor) {
		return
	}
	m.change(f.Statement, func(s *Statement) {
		m.corrected(s, at, f.Reason, f.Was.changes(f.Now)...)
		s.Allowance = m.allowanceOf(s, f.Now.Entry)
		if e := m.List.Find(f.Now.Entry); e != nil {
			s.ISO3 = e.ISO3
		}
		s.Capacity, s.Level = f.Now.Capacity, f.Now.Level
		s.Entry, s.Delegation, s.Names, s.Speaker = f.Now.Entry, f.Now.Delegation, f.Now.Names, f.Now.Speaker
		s.Kind, s.OnBehalfOf, s.Seat, s.Rule = f.Now.Kind, f.Now.OnBehalfOf, f.Now.Seat, f.Now.Rule
		if f.moves() {
			s.span(m, *f.Now.Span)
		}
	})
	f.onList(m, line)
}

// onList lets the list say the same: the line that did not speak waits again, and a line
// that spoke says what it was corrected to, where it said what the statement did.
func (f StatementCorrected) onList(m *Meeting, line EntryID) {
	s := m.Statement(f.Statement)
	if s.Interrupts() {
		return
	}
	if line != s.Entry {
		m.release(line)
		m.List = m.List.edit(s.Entry, func(e *Entry) {
			prior := *e
			e.prior = &prior
		})
	} else {
		m.List = m.List.edit(s.Entry, func(e *Entry) {
			for _, of := range []struct {
				line     *string
				was, now string
			}{
				{&e.Speaker, f.Was.Speaker, f.Now.Speaker}, {&e.OnBehalfOf, f.Was.OnBehalfOf, f.Now.OnBehalfOf},
				{(*string)(&e.Kind), string(f.Was.Kind), string(f.Now.Kind)}, {&e.Seat, f.Was.Seat, f.Now.Seat},
			} {
				if *of.line == of.was {
					*of.line = of.now
				}
			}
		})
	}
	if s.EndedAt == (Stamp{}) {
		m.setStatus(s.Entry, HasFloor)
	} else {
		m.heard(s)
	}
}

// release lets a line that did not speak be what it was before it was said to have
// spoken; one that had the floor waits again.
func (m *Meeting) release(line EntryID) {
	status := Waiting
	m.List = m.List.edit(line, func(e *Entry) {
		prior := e.prior
		if prior == nil {
			return
		}
		e.prior, e.Inscription = nil, prior.Inscription
		if status = prior.Status; status == NotHeard {
			status = prior.was
		}
	})
	m.setStatus(line, status)
}

// moves says whether another time is corrected.
func (f StatementCorrected) moves() bool {
	return f.Now.Span != nil && f.Was.Span != nil && *f.Now.Span != *f.Was.Span
}

func (f StatementCorrected) subjects() []subject {
	about := []subject{statement(f.Statement), entry(f.Now.Entry)}
	if f.Was.Entry != f.Now.Entry {
		about = append(about, entry(f.Was.Entry))
	}
	return only(about...)
}
