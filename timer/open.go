package timer

import (
	"fmt"
	"slices"
	"time"
)

// OpenMeeting begins a new meeting in place of the present one. Only while nobody has the
// floor. Where Prepared names a meeting that was prepared, it is that one, and the other
// fields are empty.
type OpenMeeting struct {
	Symbol, Title string
	Sample        bool // the embedded rehearsal list
	Rehearsal     bool // it does not count; a sample never does
	Rules         Rules
	List          []Inscription
	ListDigest    string // identity of the files that list and rules were read from
	RulesDigest   string
	Zone          string    // of the room, by its name in the IANA database, or empty
	ListOpensAt   time.Time // for registration; zero where that is not known
	Prepared      int       // its number, or 0
}

// Opening is all that a meeting begins with.
type Opening struct {
	Symbol      string        `json:"symbol"`
	Title       string        `json:"title"`
	Sample      bool          `json:"sample,omitempty"`
	Rehearsal   bool          `json:"rehearsal,omitempty"`
	Rules       Rules         `json:"rules"`
	List        []Inscription `json:"list"`
	ListDigest  string        `json:"list_digest,omitempty"`
	RulesDigest string        `json:"rules_digest,omitempty"`
	Zone        string        `json:"zone,omitempty"`
	ListOpensAt time.Time     `json:"list_opens_at,omitzero"`
}

// MeetingOpened begins a new meeting with its rules and its list.
type MeetingOpened struct {
	Opening
	Prepared int `json:"prepared,omitempty"` // under which number it was prepared
}

func (c OpenMeeting) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.Floor != nil {
		return nil, notNow("end-before-opening", "%s has the floor; end the statement before you open another meeting", m.Floor.whom())
	}
	if c.Prepared != 0 {
		p := m.PreparedMeeting(c.Prepared)
		if p == nil {
			return nil, noSuchPrepared(c.Prepared)
		}
		return MeetingOpened{Opening: p.Opening, Prepared: c.Prepared}, nil
	}
	o, err := Opening{
		Symbol: c.Symbol, Title: c.Title, Sample: c.Sample, Rehearsal: c.Rehearsal, Rules: c.Rules, List: c.List,
		ListDigest: c.ListDigest, RulesDigest: c.RulesDigest, Zone: c.Zone, ListOpensAt: c.ListOpensAt,
	}.checked()
	return MeetingOpened{Opening: o}, err
}

// checked refuses what no meeting can begin with, and returns the rest as it is kept: a
// delegation's second reply is one.
func (o Opening) checked() (Opening, error) {
	if err := o.Rules.Validate(); err != nil {
		return o, err
	}
	if len(o.List) > MaxEntries {
		return o, invalid("list", "list-too-long", "the list has %d lines; at most %d can be taken", len(o.List), MaxEntries)
	}
	for _, text := range []struct{ field, value string }{{"symbol", o.Symbol}, {"title", o.Title}, {"zone", o.Zone}} {
		if err := CheckText(text.field, text.value, MaxName, false); err != nil {
			return o, err
		}
	}
	if !o.ListOpensAt.IsZero() {
		if err := checkOpening(o.ListOpensAt); err != nil {
			return o, err
		}
		o.ListOpensAt = o.ListOpensAt.Round(0).UTC()
	}
	list := o.List
	o.List = slices.Clone(list)
	var replies SpeakersList
	for i, in := range list {
		at := fmt.Sprintf("list[%d]", i)
		if err := in.validate(); err != nil {
			return o, within(at, err)
		}
		if !in.Kind.reply() {
			continue
		}
		kind, free := replies.freeReply(in.Delegation, in.Kind, "")
		if !free {
			return o, invalid(at+".kind", "had-replies", hadReplies, in.Delegation)
		}
		in.Kind = kind
		o.List[i] = in
		replies = append(replies, &Entry{ID: entryID(i + 1), Inscription: in})
	}
	return o, nil
}

func (f MeetingOpened) apply(m *Meeting, at Stamp) {
	list := make(SpeakersList, 0, len(f.List))
	seq := 0
	for i, in := range f.List {
		if in.Seq == 0 {
			in.Seq = seq + 1
		}
		seq = in.Seq
		list = append(list, &Entry{ID: entryID(i + 1), Inscription: in, Status: Waiting, filed: &filed{in, i}})
	}
	*m = Meeting{
		Rev: m.Rev, Symbol: f.Symbol, Title: f.Title, Sample: f.Sample, Rehearsal: f.Rehearsal,
		Rules: f.Rules, RulesDigest: f.RulesDigest, ListDigest: f.ListDigest, Zone: f.Zone, ListOpens: f.ListOpensAt,
		Opened: at, List: list, Changed: m.Changed,
		// Statements keep counting: a number names one statement of the journal. So do
		// those that are prepared, and the others wait on.
		statements: m.statements, entries: len(list),
		Prepared: withoutPrepared(m.Prepared, f.Prepared), preparations: m.preparations,
	}
}

func (MeetingOpened) subjects() []subject { return nil }
