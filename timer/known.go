package timer

// Known is what is known of a statement and can be corrected.
type Known struct {
	Entry      EntryID           `json:"entry,omitempty"`
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"`
	Speaker    string            `json:"speaker,omitempty"`
	Kind       Kind              `json:"kind"`
	OnBehalfOf string            `json:"on_behalf_of,omitempty"`
	Seat       string            `json:"seat,omitempty"`
	Capacity   Capacity          `json:"capacity,omitempty"`
	Level      Level             `json:"level,omitempty"`
	Rule       Rule              `json:"rule"`
	Span       *Span             `json:"span,omitempty"` // of a statement that is over
}

func knownOf(s *Statement) Known {
	k := Known{
		Entry: s.Entry, Delegation: s.Delegation, Names: s.Names, Speaker: s.Speaker,
		Kind: s.Kind, OnBehalfOf: s.OnBehalfOf, Seat: s.Seat, Capacity: s.Capacity, Level: s.Level, Rule: s.Rule,
	}
	if s.EndedAt != (Stamp{}) {
		k.Span = &Span{
			StartedAt: s.StartedAt.Wall, EndedAt: s.EndedAt.Wall, Used: s.Held, PausedSaid: s.pausedSaid,
			Paused: s.Stood(Pausing, 0), Interrupted: s.Stood(Interrupted, 0), Suspended: s.Stood(Suspended, 0),
		}
	}
	return k
}

func (k Known) inscription() Inscription {
	return Inscription{Delegation: k.Delegation, Speaker: k.Speaker, Kind: k.Kind, OnBehalfOf: k.OnBehalfOf, Seat: k.Seat}
}

func (k Known) same(other Known) bool {
	one, another := k.Span, other.Span
	spans := one == another || one != nil && another != nil && *one == *another
	return spans && k.Entry == other.Entry && k.Delegation == other.Delegation && k.Speaker == other.Speaker &&
		k.Kind == other.Kind && k.OnBehalfOf == other.OnBehalfOf && k.Seat == other.Seat
}

func (k Known) changes(now Known) []change {
	all := []change{
		{"entry", string(k.Entry), string(now.Entry)},
		{"delegation", k.Delegation, now.Delegation},
		{"speaker", k.Speaker, now.Speaker},
		{"kind", string(k.Kind), string(now.Kind)},
		{"on_behalf_of", k.OnBehalfOf, now.OnBehalfOf},
		{"seat", k.Seat, now.Seat},
		{"capacity", string(k.Capacity), string(now.Capacity)},
		{"level", string(k.Level), string(now.Level)},
		{"allotted_ms", milliText(k.Rule.Limit), milliText(now.Rule.Limit)},
	}
	if k.Span == nil || now.Span == nil {
		return all
	}
	return append(all,
		change{"started_at", wallText(k.Span.StartedAt), wallText(now.Span.StartedAt)},
		change{"ended_at", wallText(k.Span.EndedAt), wallText(now.Span.EndedAt)},
		change{"paused_ms", milliText(k.Span.Paused), milliText(now.Span.Paused)},
		change{"interrupted_ms", milliText(k.Span.Interrupted), milliText(now.Span.Interrupted)},
		change{"suspended_ms", milliText(k.Span.Suspended), milliText(now.Span.Suspended)},
		change{"used_ms", milliText(k.Span.Used), milliText(now.Span.Used)},
	)
}
