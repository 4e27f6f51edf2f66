package timer

import "time"

// Amend corrects what the list says of a speaker; what is left out stays. Of who has
// the floor it corrects the names, never the clock: another allowance holds when the floor
// is given the next time.
type Amend struct {
	Entry      EntryID `json:"entry"`
	Delegation *string `json:"delegation,omitempty"`
	Speaker    *string `json:"speaker,omitempty"`
	Kind       *string `json:"kind,omitempty"`
	OnBehalfOf *string `json:"on_behalf_of,omitempty"`
	SeatAt     *string `json:"seat,omitempty"`
	Language   *string `json:"language,omitempty"`
	ISO3       *string `json:"iso3,omitempty"` // the code of a State; absent, it is that of another delegation
	// What is registered; an empty text, and an allowance of 0, take it away.
	Capacity     *string        `json:"capacity,omitempty"`
	Level        *string        `json:"level,omitempty"`
	Title        *string        `json:"title,omitempty"`
	RegisteredAt *time.Time     `json:"registered_at,omitempty"`
	Letter       *string        `json:"letter,omitempty"`
	Allowance    *time.Duration `json:"allowance_ms,omitempty"`
	Reason       string         `json:"reason,omitempty"` // where the line's statement is over
}

// SpeakerAmended has the inscription as it is from now on, and as it was.
type SpeakerAmended struct {
	Entry  EntryID     `json:"entry"`
	Reason string      `json:"reason,omitempty"`
	Now    Inscription `json:"now"`
	Was    Inscription `json:"was"`
}

func (c Amend) decide(m *Meeting, _ Stamp) (Fact, error) {
	entry := m.List.Find(c.Entry)
	if entry == nil {
		return nil, unknown("entry", "no-such-entry", "there is no entry %q on the list", c.Entry)
	}
	now := entry.Inscription
	set(&now.Delegation, c.Delegation)
	set(&now.Speaker, c.Speaker)
	set(&now.OnBehalfOf, c.OnBehalfOf)
	set(&now.Seat, c.SeatAt)
	set(&now.Language, c.Language)
	c.register(&now.Registration)
	if c.Kind != nil {
		now.Kind = Kind(*c.Kind)
	}
	if c.Delegation != nil && *c.Delegation != entry.Delegation {
		now.Names, now.ISO3 = nil, "" // they were another delegation's
	}
	if c.ISO3 != nil && *c.ISO3 != now.ISO3 {
		if now.ISO3 != "" {
			now.Names = nil
		}
		now.ISO3 = *c.ISO3
	}
	if err := now.validate(); err != nil {
		return nil, err
	}
	if err := CheckText("reason", c.Reason, MaxName, false); err != nil {
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
	return SpeakerAmended{Entry: entry.ID, Reason: c.Reason, Now: now, Was: entry.Inscription}, nil
}

// register changes what is registered; a level that a person says is no guess.
func (c Amend) register(r *Registration) {
	set((*string)(&r.Capacity), c.Capacity)
	if c.Level != nil {
		r.Level, r.LevelGuessed = Level(*c.Level), false
	}
	set(&r.Title, c.Title)
	set(&r.RegisteredAt, c.RegisteredAt)
	set((*string)(&r.Letter), c.Letter)
	set(&r.Allowance, c.Allowance)
}

// set changes what is said.
func set[Value any](to, from *Value) {
	if from != nil {
		*to = *from
	}
}

func (f SpeakerAmended) apply(m *Meeting, at Stamp) {
	f.Now = m.calledHere(f.Now)
	m.List = m.List.edit(f.Entry, func(e *Entry) {
		e.Inscription = f.Now
		if e.prior != nil {
			prior := *e.prior
			prior.Inscription = f.Now
			e.prior = &prior
		}
	})
	correct := func(s *Statement) *Statement {
		if s == nil || s.Entry != f.Entry {
			return s
		}
		out := *s
		out.Delegation, out.Names, out.ISO3 = f.Now.Delegation, f.Now.Names, f.Now.ISO3
		out.Kind, out.OnBehalfOf = f.Now.Kind, f.Now.OnBehalfOf
		out.Capacity, out.Level = f.Now.Capacity, f.Now.Level
		// Speaker and seat may be others by now than the list says.
		if f.Now.Speaker != f.Was.Speaker {
			out.Speaker = f.Now.Speaker
		}
		if f.Now.Seat != f.Was.Seat {
			out.Seat = f.Now.Seat
		}
		if s.Started {
			m.corrected(&out, at, f.Reason, knownOf(s).changes(knownOf(&out))...)
		}
		return &out
	}
	m.everyStatement(correct)
}

func (f SpeakerAmended) subjects() []subject { return []subject{entry(f.Entry)} }
