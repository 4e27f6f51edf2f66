package timer

import (
	"time"
	"unicode/utf8"
)

// Detail is what an action changed, so that a person knows it among others of its kind.
type Detail struct {
	Field string // by its name on the outside interface
	Was   string // an instant in RFC 3339, a length of time in milliseconds, or a text; empty: none
	Now   string // the same
}

// What is told of one action: it has to find room in a line.
const (
	mostDetails   = 4
	longestDetail = 80 // characters
)

// details are what a fact changed in the meeting before it.
func (m *Meeting) details(f Fact) []Detail {
	var all []Detail
	add := func(field, was, now string) {
		if was != now && len(all) < mostDetails {
			all = append(all, Detail{field, shortened(was), shortened(now)})
		}
	}
	switch f := f.(type) {
	case LimitExtended:
		if s := m.Statement(f.Statement); s != nil {
			now := s.Rule.extended(f.By, f.Light)
			add("allotted_ms", limitText(s.Rule), limitText(now))
			add("warning_ms", milliText(s.Rule.WarningAt()), milliText(now.WarningAt()))
		}
	case RulesSet:
		told := make(map[[2]string]bool)
		for _, kind := range Kinds() {
			was, now := limitText(m.Rules.For(kind)), limitText(f.Rules.For(kind))
			if pair := [2]string{was, now}; !told[pair] {
				told[pair] = true
				add("allotted_ms", was, now)
			}
		}
	case StatementPaused:
		add("reason", "", f.Reason)
	case StartBackDated:
		add("earlier_ms", "", milliText(f.By))
	case ElapsedSet:
		add("elapsed_ms", milliText(f.Was), milliText(f.Elapsed))
	case HandedOver:
		if s := m.Statement(f.Statement); s != nil {
			add("speaker", s.Speaker, f.Speaker)
			add("seat", s.Seat, f.Seat)
		}
	case PointRuled:
		add("then", "", string(f.Then))
	case SpeakerAbsent:
		add("then", "", string(f.Then))
	case SpeakerAmended:
		add("delegation", f.Was.Delegation, f.Now.Delegation)
		add("speaker", f.Was.Speaker, f.Now.Speaker)
		add("kind", string(f.Was.Kind), string(f.Now.Kind))
		add("on_behalf_of", f.Was.OnBehalfOf, f.Now.OnBehalfOf)
		add("seat", f.Was.Seat, f.Now.Seat)
		add("capacity", string(f.Was.Capacity), string(f.Now.Capacity))
		add("level", string(f.Was.Level), string(f.Now.Level))
	case StatementCorrected:
		for _, c := range f.Was.changes(f.Now) {
			if c.field != "entry" { // who that is, the delegation says
				add(c.field, c.was, c.now)
			}
		}
	case Noted:
		add("text", "", f.Text)
	case NoteChanged:
		add("text", f.Was.Text, f.Now.Text)
	case NoteTakenBack:
		if i := m.note(f.Note); i >= 0 {
			add("text", m.Notes[i].Text, "")
		}
	case EndSet:
		add("ends_at", wallText(m.EndsBy), wallText(f.At))
	case ListOpeningSet:
		add("opens_at", wallText(m.ListOpens), wallText(f.At))
	case MeetingSuspended:
		add("until_at", "", wallText(f.Until))
	case StateNamed:
		add("name", m.stateNames[f.ISO3][f.Language], f.Name)
	}
	return all
}

// limitText is a limit, or nothing where there is none.
func limitText(r Rule) string {
	if r.Limit == NoLimit {
		return ""
	}
	return milliText(r.Limit.Round(time.Millisecond))
}

// shortened is as much of a text as a line has room for.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= longestDetail {
		return text
	}
	return string([]rune(text)[:longestDetail-1]) + "…"
}
