package wire

import (
	"fmt"
	"reflect"
	"time"

	"rostrum/timer"
)

// PrepareMeeting is how [timer.PrepareMeeting] is sent. Its speakers' list is one of list,
// digest and from, in this order; without any there is none yet.
type PrepareMeeting struct {
	Symbol    string   `json:"symbol,omitempty"` // symbol or title has to be there
	Title     string   `json:"title,omitempty"`
	Preset    string   `json:"preset,omitempty"`    // without it the rules of the meeting that it is taken from, else the default
	Zone      string   `json:"zone,omitempty"`      // of the room, by its name in the IANA database; without it that of the meeting that it is taken from, else the controller's
	Rehearsal bool     `json:"rehearsal,omitempty"` // it does not count: every page and its record say so
	List      []Listed `json:"list,omitempty"`      // the speakers' list; kind is state where none is said
	Digest    string   `json:"digest,omitempty"`    // of a list file that the controller holds
	// A meeting of the journal, by its number: its rules, and its speakers, all of whom wait
	// again, without who withdrew and rights of reply.
	From int `json:"from,omitempty"`
}

// Sources are what the controller itself has to find for a meeting that is prepared: the
// command alone does not say it.
type Sources struct {
	Digest string // of a file that is held, or empty
	From   int    // a meeting of the journal, or 0
	Rules  bool   // of that meeting too, and its zone where none is said
	List   bool
}

// Prepared is a meeting that can be opened.
type Prepared struct {
	Prepared  int       `json:"prepared"` // its number, which is never given twice
	Symbol    string    `json:"symbol"`
	Title     string    `json:"title"`
	Rehearsal bool      `json:"rehearsal"`
	Rules     string    `json:"rules"` // their name
	Lines     int       `json:"lines"` // of its speakers' list
	Zone      string    `json:"zone,omitempty"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`
}

// PreparedChange is a ListChange of the meetings that can be opened.
type PreparedChange struct {
	From uint64           `json:"from"`
	Rows []PlacedPrepared `json:"rows"`
	Gone []int            `json:"gone"`
}

// PlacedPrepared is a meeting that can be opened, and the one that it follows.
type PlacedPrepared struct {
	Prepared
	After *int `json:"after"` // null = it is the first
}

// Meetings are those of the journal, and the rules that a new one can have.
type Meetings struct {
	Meetings []MeetingLine `json:"meetings"` // the newest first
	Presets  []Rules       `json:"presets"`  // the built-in rules, the default first
}

// MeetingLine is a meeting of the journal.
type MeetingLine struct {
	Meeting    int       `json:"meeting"` // its number, by which its record is asked for
	Symbol     string    `json:"symbol"`
	Title      string    `json:"title"`
	Rehearsal  bool      `json:"rehearsal"`
	OpenedAt   time.Time `json:"opened_at"`
	Rules      Rules     `json:"rules"`
	Lines      int       `json:"lines"` // of its speakers' list that another meeting can have: from
	Statements int       `json:"statements"`
}

// MeetingsOf describes meetings, by their numbers from 1.
func MeetingsOf(all []*timer.Meeting) Meetings {
	out := Meetings{Meetings: []MeetingLine{}}
	for i := len(all) - 1; i >= 0; i-- {
		m := all[i]
		line := MeetingLine{
			Meeting: i + 1, Symbol: m.Symbol, Title: m.Title, Rehearsal: m.Rehearses(), OpenedAt: m.Opened.Wall,
			Rules: rulesOf(m.Rules), Lines: len(m.Again().List), Statements: len(m.Ended),
		}
		for _, s := range []*timer.Statement{m.Floor, m.Interrupted} {
			if s != nil && s.Started {
				line.Statements++
			}
		}
		out.Meetings = append(out.Meetings, line)
	}
	for _, r := range timer.Presets() {
		out.Presets = append(out.Presets, rulesOf(r))
	}
	return out
}

func preparedOf(m *timer.Meeting) []Prepared {
	out := make([]Prepared, 0, len(m.Prepared))
	for i := range m.Prepared {
		p := &m.Prepared[i]
		out = append(out, Prepared{
			Prepared: p.Number, Symbol: p.Symbol, Title: p.Title, Rehearsal: p.Sample || p.Rehearsal, Rules: p.Rules.Name,
			Lines: len(p.List), Zone: p.Zone, By: p.By.String(), At: p.At.Wall,
		})
	}
	return out
}

func preparedChange(from uint64, was, now []Prepared) *PreparedChange {
	moved, gone := changes(was, now, func(p Prepared) int { return p.Prepared }, func(a, b Prepared) bool { return a == b })
	if len(moved)+len(gone) == 0 {
		return nil
	}
	c := &PreparedChange{From: from, Rows: make([]PlacedPrepared, 0, len(moved)), Gone: gone}
	for _, i := range moved {
		row := PlacedPrepared{Prepared: now[i]}
		if i > 0 {
			row.After = &now[i-1].Prepared
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// preparation reads a meeting that is to be prepared. What the controller has to find is
// left open; sources is nil where there is nothing.
func (f *fields) preparation() (timer.PrepareMeeting, *Sources) {
	listed := f.there("list")
	var sent PrepareMeeting
	f.fill(reflect.ValueOf(&sent).Elem())
	if listed && sent.Digest != "" {
		f.fail(malformed("digest", "the list is sent, or it is that of a file, not both"))
	}
	out := timer.PrepareMeeting{Opening: timer.Opening{
		Symbol: sent.Symbol, Title: sent.Title, Rehearsal: sent.Rehearsal, Zone: f.zone("zone", sent.Zone), List: inscriptions(sent.List),
	}}
	s := &Sources{Digest: sent.Digest, From: sent.From, Rules: sent.Preset == "", List: !listed}
	if sent.Preset == "" && sent.From == 0 {
		sent.Preset = timer.DefaultRules
	}
	if sent.Preset != "" {
		out.Rules = f.preset("preset", sent.Preset)
	}
	if s.Digest == "" && s.From == 0 {
		s = nil
	}
	return out, s
}

// zone is the name of a time zone, or empty.
func (f *fields) zone(field, name string) string {
	if _, err := time.LoadLocation(name); err != nil {
		f.fail(&Error{Code: Invalid, Field: field, Message: fmt.Sprintf("there is no time zone %q; use a name such as America/New_York", name)})
	}
	return name
}

func inscriptions(list []Listed) []timer.Inscription {
	var out []timer.Inscription
	for _, l := range list {
		if l.Kind == "" {
			l.Kind = timer.State
		}
		out = append(out, timer.Inscription{
			Delegation: l.Delegation, Speaker: l.Speaker, Kind: l.Kind, OnBehalfOf: l.OnBehalfOf, Seat: l.Seat,
			ISO3: codeOf("", l.Delegation),
		})
	}
	return out
}
