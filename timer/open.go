package timer

import (
	"fmt"
	"slices"
	"time"
)

// OpenMeeting begins a new meeting in place of the present one. Only while nobody has the
// floor.
type OpenMeeting struct {
	Symbol, Title string
	Sample        bool // the embedded rehearsal list
	Rules         Rules
	List          []Inscription
	ListDigest    string // identity of the files that list and rules were read from
	RulesDigest   string
	Zone          string    // of the room, by its name in the IANA database, or empty
	ListOpensAt   time.Time // for registration; zero where that is not known
}

// MeetingOpened begins a new meeting with its rules and its list.
type MeetingOpened struct {
	Symbol      string        `json:"symbol"`
	Title       string        `json:"title"`
	Sample      bool          `json:"sample,omitempty"`
	Rules       Rules         `json:"rules"`
	List        []Inscription `json:"list"`
	ListDigest  string        `json:"list_digest,omitempty"`
	RulesDigest string        `json:"rules_digest,omitempty"`
	Zone        string        `json:"zone,omitempty"`
	ListOpensAt time.Time     `json:"list_opens_at,omitzero"`
}

func (c OpenMeeting) decide(m *Meeting, _ Stamp) (Fact, error) {
	if m.Floor != nil {
		return nil, notNow("end-before-opening", "%s has the floor; end the statement before you open another meeting", m.Floor.Delegation)
	}
	if err := c.Rules.Validate(); err != nil {
		return nil, err
	}
	if len(c.List) > MaxEntries {
		return nil, invalid("list", "list-too-long", "the list has %d lines; at most %d can be taken", len(c.List), MaxEntries)
	}
	if err := CheckText("symbol", c.Symbol, MaxName, false); err != nil {
		return nil, err
	}
	if err := CheckText("title", c.Title, MaxName, false); err != nil {
		return nil, err
	}
	if err := CheckText("zone", c.Zone, MaxName, false); err != nil {
		return nil, err
	}
	if !c.ListOpensAt.IsZero() {
		if err := checkOpening(c.ListOpensAt); err != nil {
			return nil, err
		}
		c.ListOpensAt = c.ListOpensAt.Round(0).UTC()
	}
	fact := MeetingOpened(c)
	fact.List = slices.Clone(c.List)
	var replies SpeakersList
	for i, in := range c.List {
		at := fmt.Sprintf("list[%d]", i)
		if err := in.validate(); err != nil {
			return nil, within(at, err)
		}
		if !in.Kind.reply() {
			continue
		}
		kind, free := replies.freeReply(in.Delegation, in.Kind, "")
		if !free {
			return nil, invalid(at+".kind", "had-replies", hadReplies, in.Delegation)
		}
		in.Kind = kind
		fact.List[i] = in
		replies = append(replies, &Entry{ID: entryID(i + 1), Inscription: in})
	}
	return fact, nil
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
		Rev: m.Rev, Symbol: f.Symbol, Title: f.Title, Sample: f.Sample,
		Rules: f.Rules, RulesDigest: f.RulesDigest, ListDigest: f.ListDigest, Zone: f.Zone, ListOpens: f.ListOpensAt,
		Opened: at, List: list, Changed: m.Changed,
		// Statements keep counting: a number names one statement of the journal.
		statements: m.statements, entries: len(list),
	}
}

func (MeetingOpened) subjects() []subject { return nil }
