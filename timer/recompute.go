package timer

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Recompute returns the fact of an event as it follows from the meeting before it: every
// figure that was computed when it happened is computed anew. What somebody chose stays.
func (m *Meeting) Recompute(e Event) Fact {
	at := e.At.Steady
	switch f := e.Fact.(type) {
	case FloorGiven:
		if entry := m.List.Find(f.Entry); entry != nil {
			rule := m.Rules.For(entry.Kind)
			f.Rule = rule.longer(m.allowance(entry.Allowance, rule, nil, f.Rule))
		}
		f.Statement, f.Signals = m.next(f.Statement), m.Rules.Signals
		return f
	case StatementStarted:
		f.Statement = m.floorID()
		return f
	case StatementEnded:
		if m.Floor != nil {
			f.Statement, f.Used = m.Floor.ID, m.Floor.ElapsedAt(at)
		}
		return f
	case StatementRestarted:
		if m.Floor != nil {
			f.After = m.Floor.ElapsedAt(at)
		}
		return f
	case ElapsedSet:
		if m.Floor != nil {
			f.Was = m.Floor.ElapsedAt(at)
		}
		return f
	case PointRaised:
		f.Statement, f.Interrupted = m.next(f.Statement), m.floorID()
		f.Rule, f.Signals = m.Rules.For(PointOfOrder), m.Rules.Signals
		return f
	case PointRuled:
		if m.Floor != nil {
			f.Statement, f.Used = m.Floor.ID, m.Floor.ElapsedAt(at)
		}
		return f
	case SpeakerInscribed:
		f.Entry = entryID(m.entries + 1)
		return f
	case SpeakerAmended:
		if entry := m.List.Find(f.Entry); entry != nil {
			f.Was = entry.Inscription
		}
		return f
	case ListOrdered:
		f.Order = m.List.inOrder(f.By)
		return f
	case DebateClosed:
		f.NotHeard = nil
		for _, entry := range m.List {
			if entry.Status == Waiting || entry.Status == Absent {
				f.NotHeard = append(f.NotHeard, entry.ID)
			}
		}
		return f
	case StatementCorrected:
		s := m.Statement(f.Statement)
		if s == nil {
			return f
		}
		said := f.Now.Rule
		f.Was, f.Now.Rule = knownOf(s), s.Rule
		if f.Now.Kind != s.Kind || f.Now.Entry != s.Entry {
			allowed := m.allowance(m.allowanceOf(s, f.Now.Entry), s.rules.For(f.Now.Kind), s.extensions, said)
			f.Now.Rule = s.ruleFor(f.Now.Kind, allowed)
		}
		if f.Now.Span != nil && f.Was.Span != nil {
			span := *f.Now.Span
			if f.moves() {
				s.fill(m, &span)
			}
			f.Now.Span = &span
		}
		return f
	case NoteChanged:
		if i := m.note(f.Note); i >= 0 {
			f.Was = m.Notes[i].NoteText
		}
		return f
	}
	return e.Fact
}

// Verify says what of an event does not follow from the meeting before it, or nothing.
func (m *Meeting) Verify(e Event) string {
	if want := m.Recompute(e); !reflect.DeepEqual(want, e.Fact) {
		says, follows := textOf(WithoutPrivate(e.Fact)), textOf(WithoutPrivate(want))
		return fmt.Sprintf("revision %d, %s: the journal says %s; it follows %s", e.Rev, FactName(e.Fact), says, follows)
	}
	return ""
}

func textOf(f Fact) string {
	text, err := json.Marshal(f)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// next is the number of the next statement. Where the journal begins with a later meeting,
// as an archive does, the first one is any.
func (m *Meeting) next(said int) int {
	if m.statements == 0 && m.later {
		return max(said, 1)
	}
	return m.statements + 1
}
