package timer

import (
	"slices"
	"strings"
)

// PrepareMeeting puts a meeting by that can be opened later. It changes nothing until
// then, and can be given at any time.
type PrepareMeeting struct{ Opening }

// ChangePrepared says otherwise what a prepared meeting is called, where it is held, and by
// which rules; what is left out stays, and so does its list.
type ChangePrepared struct {
	Prepared  int     `json:"prepared"` // its number
	Symbol    *string `json:"symbol,omitempty"`
	Title     *string `json:"title,omitempty"`
	Zone      *string `json:"zone,omitempty"`   // of the room, by its name in the IANA database; empty: the controller's
	Preset    string  `json:"preset,omitempty"` // built-in rules, which come in place of its own; what the lights show stays
	Rehearsal *bool   `json:"rehearsal,omitempty"`
}

// DiscardPrepared gives a prepared meeting up.
type DiscardPrepared struct {
	Prepared int `json:"prepared"` // its number
}

// MeetingPrepared puts a meeting by, with its list and its rules.
type MeetingPrepared struct {
	Number int `json:"prepared"` // never given twice
	Opening
}

// PreparedChanged says what a prepared meeting is from now on, beside its list.
type PreparedChanged struct {
	Prepared    int    `json:"prepared"`
	Symbol      string `json:"symbol"`
	Title       string `json:"title"`
	Sample      bool   `json:"sample,omitempty"`
	Rehearsal   bool   `json:"rehearsal,omitempty"`
	Rules       Rules  `json:"rules"`
	RulesDigest string `json:"rules_digest,omitempty"`
	Zone        string `json:"zone,omitempty"`
}

// PreparedDiscarded gives a prepared meeting up.
type PreparedDiscarded struct {
	Prepared int `json:"prepared"`
}

// PreparedMeeting is a meeting that can be opened.
type PreparedMeeting struct {
	Number int
	Opening
	By Actor
	At Stamp
}

// The bounds of what can be prepared. What a discarding took away, its undo brings back
// beyond them.
const (
	MaxPrepared      = 20             // meetings
	MaxPreparedLines = 2 * MaxEntries // of the lists of all of them
)

func (c PrepareMeeting) decide(m *Meeting, _ Stamp) (Fact, error) {
	lines := len(c.List)
	for _, p := range m.Prepared {
		lines += len(p.List)
	}
	switch {
	case c.unnamed():
		return nil, errUnnamed
	case len(m.Prepared) >= MaxPrepared:
		return nil, notNow("prepared-full", "%d meetings are prepared; open or discard one before you prepare another", len(m.Prepared))
	case lines > MaxPreparedLines:
		return nil, invalid("list", "prepared-lines", "the lists of all prepared meetings would have %d lines; they may have %d", lines, MaxPreparedLines)
	}
	o, err := c.checked()
	return MeetingPrepared{Number: m.preparations + 1, Opening: o}, err
}

func (f MeetingPrepared) apply(m *Meeting, at Stamp) {
	m.preparations = max(m.preparations, f.Number)
	m.Prepared = append(slices.Clip(m.Prepared), PreparedMeeting{Number: f.Number, Opening: f.Opening, By: m.Changed.By, At: at})
}

func (f MeetingPrepared) subjects() []subject { return []subject{prepared(f.Number)} }

var errUnnamed = invalid("title", "meeting-unnamed", "a meeting that is prepared needs a symbol or a title, by which it is found again")

func (o Opening) unnamed() bool { return strings.TrimSpace(o.Symbol+o.Title) == "" }

func (c ChangePrepared) decide(m *Meeting, _ Stamp) (Fact, error) {
	p := m.PreparedMeeting(c.Prepared)
	if p == nil {
		return nil, noSuchPrepared(c.Prepared)
	}
	o, changed := p.Opening, false
	for _, text := range []struct{ is, to *string }{{&o.Symbol, c.Symbol}, {&o.Title, c.Title}, {&o.Zone, c.Zone}} {
		if text.to != nil && *text.to != *text.is {
			*text.is, changed = *text.to, true
		}
	}
	if c.Rehearsal != nil && *c.Rehearsal != (o.Sample || o.Rehearsal) {
		o.Rehearsal, changed = *c.Rehearsal, true
		o.Sample = o.Sample && o.Rehearsal // as a meeting that counts it is no sample
	}
	if c.Preset != "" {
		preset, ok := Preset(c.Preset)
		if !ok {
			return nil, invalid("preset", "no-such-rules", "there are no rules %q; use one of %s", c.Preset, strings.Join(PresetNames(), ", "))
		}
		changed = changed || preset.Name != o.Rules.Name
		preset.Signals = o.Rules.Signals
		o.Rules, o.RulesDigest = preset, ""
	}
	switch {
	case !changed:
		return nil, invalid("prepared", "prepared-unchanged", "the prepared meeting is that already")
	case o.unnamed():
		return nil, errUnnamed
	}
	_, err := o.checked()
	return PreparedChanged{
		Prepared: c.Prepared, Symbol: o.Symbol, Title: o.Title, Sample: o.Sample, Rehearsal: o.Rehearsal,
		Rules: o.Rules, RulesDigest: o.RulesDigest, Zone: o.Zone,
	}, err
}

func (f PreparedChanged) apply(m *Meeting, _ Stamp) {
	m.Prepared = slices.Clone(m.Prepared)
	if p := m.PreparedMeeting(f.Prepared); p != nil {
		p.Symbol, p.Title, p.Sample, p.Rehearsal = f.Symbol, f.Title, f.Sample, f.Rehearsal
		p.Rules, p.RulesDigest, p.Zone = f.Rules, f.RulesDigest, f.Zone
	}
}

func (f PreparedChanged) subjects() []subject { return []subject{prepared(f.Prepared)} }

func (c DiscardPrepared) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.PreparedMeeting(c.Prepared) == nil {
		return nil, noSuchPrepared(c.Prepared)
	}
	return PreparedDiscarded(c), nil
}

func (f PreparedDiscarded) apply(m *Meeting, _ Stamp) {
	m.Prepared = withoutPrepared(m.Prepared, f.Prepared)
}

func (f PreparedDiscarded) subjects() []subject { return []subject{prepared(f.Prepared)} }

// PreparedMeeting returns a prepared meeting by its number, or nil.
func (m *Meeting) PreparedMeeting(number int) *PreparedMeeting {
	for i := range m.Prepared {
		if m.Prepared[i].Number == number {
			return &m.Prepared[i]
		}
	}
	return nil
}

func withoutPrepared(all []PreparedMeeting, number int) []PreparedMeeting {
	if number == 0 {
		return all
	}
	left := slices.DeleteFunc(slices.Clone(all), func(p PreparedMeeting) bool { return p.Number == number })
	if len(left) == 0 {
		return nil
	}
	return left
}

func noSuchPrepared(number int) error {
	return unknown("prepared", "no-such-prepared", "there is no prepared meeting %d; it may have been opened or discarded", number)
}

// Again is what another meeting with the same rules begins with that has the same
// speakers: those of the list as it is now, each waiting, in the order of the list. Who
// withdrew is left out, and so are replies, for what they reply to was said in this one;
// what is known of a speaker, an allowance too, is the speaker's and stays.
func (m *Meeting) Again() Opening {
	out := Opening{Sample: m.Sample, Rules: m.Rules, RulesDigest: m.RulesDigest, ListDigest: m.ListDigest, Zone: m.Zone}
	for _, e := range m.List {
		if e.Status == Withdrawn || e.Kind.reply() {
			continue
		}
		in := e.Inscription
		in.Seq = 0 // numbered as they stand
		out.List = append(out.List, in)
	}
	return out
}
