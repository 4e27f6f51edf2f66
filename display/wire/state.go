package wire

import (
	"math"
	"time"

	"rostrum/timer"
)

// State is all that a screen needs; the answer to GET /api/v1/state and the
// "state" message.
type State struct {
	Type    string     `json:"type,omitempty"` // "state" on the websocket
	Rev     uint64     `json:"rev"`            // counts journalled commands; comparable within one run
	Now     time.Time  `json:"now"`
	ClockMS float64    `json:"clock_ms"`       // the steady clock
	Boot    string     `json:"boot"`           // identity of the steady clock
	Run     string     `json:"run"`            // identity of the process
	Lead    int64      `json:"lead,omitempty"` // as in the hello
	Role    timer.Role `json:"role"`           // the asker's
	// Where another controller leads and this one follows it: nothing is taken here.
	Standby *timer.Standby `json:"standby,omitempty"`
	// The other controllers of the room: a page listens to them too, and goes over to the one that leads.
	Others      []timer.Other `json:"others,omitempty"`
	Meeting     Meeting       `json:"meeting"`
	Floor       *Floor        `json:"floor"`
	Interrupted *Floor        `json:"interrupted"` // by the point of order that has the floor; its clock stands
	Last        *Last         `json:"last"`
	List        []Entry       `json:"list,omitzero"`
	// In place of the list, for those who do not ask for all of it: the first who wait, and how many do.
	Next    []Entry `json:"next,omitzero"`
	Waiting *int    `json:"waiting,omitempty"`
	// To a public screen that asks for the state, so that it has all by one answer: how it
	// shows the debate, and the edition of the pages.
	Screens   *Screens `json:"screens,omitempty"`
	Pages     string   `json:"pages,omitempty"`
	*Operator          // for chair and secretary
}

// MostNextTold is how many of those who wait are told in place of the list.
const MostNextTold = 10

// Meeting describes the meeting.
type Meeting struct {
	Symbol     string     `json:"symbol"`
	Title      string     `json:"title"`
	Suspended  bool       `json:"suspended"` // nothing starts or resumes meanwhile
	Until      *time.Time `json:"until"`     // when a suspended meeting is to go on, where that is known
	Closed     bool       `json:"closed"`    // the debate: nobody may have the floor
	ClosedAt   *time.Time `json:"closed_at"` // when the debate was closed
	NotHeard   int        `json:"not_heard"` // how many had not been heard when the debate was closed
	ListClosed bool       `json:"list_closed"`
	Rehearsal  bool       `json:"rehearsal"` // it does not count
	Sample     bool       `json:"sample"`    // the list is the embedded one to rehearse with
	// The language in which the list names States, empty where it is not known: a page in
	// another one looks for names that the list does not have.
	ListLanguage string `json:"list_language"`
	// For operators, where it is known: when the list was, or is to be, opened for registration.
	ListOpensAt *time.Time `json:"list_opens_at"`
	// When interpretation ends, where that is known; absent in a meeting that says so: it is not.
	EndsBy *time.Time `json:"ends_by,omitempty"`
	// For operators: whether the light moves with a limit that is extended, as it was said the last time; absent before.
	LightMoves *bool  `json:"light_moves,omitempty"`
	Rules      *Rules `json:"rules,omitempty"` // always, but for a later message on the socket where they have not changed
}

// Rules are the time rules of the meeting, for each kind of statement.
type Rules struct {
	Name    string   `json:"name"`
	Presets []string `json:"presets"` // names of the built-in rules
	Kinds   []Rule   `json:"kinds"`
}

// Rule is the time rule of one kind; null where there is no limit.
type Rule struct {
	Kind      timer.Kind `json:"kind"`
	LimitMS   *int64     `json:"limit_ms"`
	WarningMS *int64     `json:"warning_ms"`
	GraceMS   *int64     `json:"grace_ms"`
	// Where the grace is a share of the limit: it follows another limit, rounded up to a whole second.
	GracePercent int `json:"grace_percent,omitempty"`
}

// Floor is the statement that has the floor, as it is at the state's now.
type Floor struct {
	Statement  int           `json:"statement"`
	Entry      timer.EntryID `json:"entry"`                // empty for a point of order
	Delegation string        `json:"delegation,omitempty"` // absent where unnamed
	// A point of order of which it is not yet known who raised it: it is shown without a name.
	Unnamed     bool              `json:"unnamed,omitempty"`
	Names       map[string]string `json:"names,omitempty"` // the delegation in other languages, by language code
	State       string            `json:"state,omitempty"` // its code of three letters, where names are missing
	Speaker     string            `json:"speaker"`
	Kind        timer.Kind        `json:"kind"`
	OnBehalfOf  string            `json:"on_behalf_of,omitempty"`
	Seat        string            `json:"seat"` // that is in force, whatever the list says; empty = none
	Phase       string            `json:"phase"`
	Paused      bool              `json:"paused"`
	PauseReason string            `json:"pause_reason,omitempty"` // as it was given; suspension or clock-held where nobody paused
	Signal      timer.Signal      `json:"signal"`
	ElapsedMS   int64             `json:"elapsed_ms"` // at now, rounded down
	// Steady instant of elapsed zero, all pauses counted in; null while the clock stands.
	ZeroMS     *float64      `json:"zero_ms"`
	LimitMS    *int64        `json:"limit_ms"` // null = no limit
	WarningMS  *int64        `json:"warning_ms"`
	GraceMS    *int64        `json:"grace_ms"`
	ExtendedMS int64         `json:"extended_ms"`
	Signals    timer.Signals `json:"signals"`
	GivenMS    *float64      `json:"given_ms"`   // steady instant at which the floor was given
	StartedMS  *float64      `json:"started_ms"` // steady instant of the start, corrections counted in; null before it
	Urged      int           `json:"urged"`      // how often the President asked to conclude
	UrgedMS    *float64      `json:"urged_ms"`   // steady: the last time
	// What the speaker is being reminded of; absent where there is nothing, or no more.
	Reminded []Reminded `json:"reminded,omitempty"`
	// For operators and booths: in which it is made, as the list says.
	Language string `json:"language,omitempty"`
	// For operators, where it is so: the controller was away on another clock since the
	// floor was given, and set-elapsed is possible.
	CarriedOver bool `json:"carried_over,omitempty"`
	// For operators: what of the limit is this speaker's own, and private.
	AllowanceMS int64 `json:"allowance_ms,omitempty"`
}

// Reminded is a calm line on the screen of a seat.
type Reminded struct {
	Line    timer.Line `json:"line"`
	Seat    string     `json:"seat"`         // whose screen shows it; empty = none does
	AtMS    *float64   `json:"at_ms"`        // steady: when it was asked for; null where that was on another clock, as the next
	UntilMS *float64   `json:"until_ms"`     // steady: until when it is shown
	By      string     `json:"by,omitempty"` // who asked; for operators and booths
}

// remindedOf are the lines that stand.
func remindedOf(m *timer.Meeting, f *timer.Statement, now timer.Stamp, reader timer.Role) []Reminded {
	var out []Reminded
	for _, r := range m.Standing(f.ID, now) {
		row := Reminded{Line: r.Line, Seat: r.Seat, AtMS: steadyOn(r.At, now.Boot)}
		if row.AtMS != nil {
			until := *row.AtMS + milliseconds(timer.ReminderStands)
			row.UntilMS = &until
		}
		if Operates(reader) || reader == timer.Booth {
			row.By = r.By.String()
		}
		out = append(out, row)
	}
	return out
}

// Last is the statement that ended last.
type Last struct {
	Statement  int               `json:"statement"`
	Entry      timer.EntryID     `json:"entry"`
	Delegation string            `json:"delegation,omitempty"` // absent where unnamed
	Unnamed    bool              `json:"unnamed,omitempty"`    // a point of order of which it is not known who raised it
	Names      map[string]string `json:"names,omitempty"`      // the delegation in other languages, by language code
	State      string            `json:"state,omitempty"`      // its code of three letters, where names are missing
	Speaker    string            `json:"speaker"`
	Kind       timer.Kind        `json:"kind"`
	Seat       string            `json:"seat,omitempty"` // for operators, of those that have ended: that was in force
	UsedMS     int64             `json:"used_ms"`
	LimitMS    *int64            `json:"limit_ms"`
}

// Entry is a line of the speakers' list.
type Entry struct {
	Entry      timer.EntryID     `json:"entry"`
	Seq        int               `json:"seq"`
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"` // the delegation in other languages, by language code
	Speaker    string            `json:"speaker"`
	Kind       timer.Kind        `json:"kind"`
	OnBehalfOf string            `json:"on_behalf_of,omitempty"`
	Status     timer.Status      `json:"status"`
	State      string            `json:"state,omitempty"` // its code of three letters, where names are missing
	Seat       string            `json:"seat,omitempty"`  // chair and secretary only, as all below; booths have seat and language
	ISO3       string            `json:"iso3,omitempty"`
	Language   string            `json:"language,omitempty"`
	Remarks    string            `json:"remarks,omitempty"`
	Registration
	// Of who was heard: by which statement, and what it used.
	Statement int    `json:"statement,omitempty"`
	UsedMS    *int64 `json:"used_ms,omitempty"`
}

// Registration is what the secretariat knows of a speaker before the debate.
type Registration struct {
	Capacity     timer.Capacity `json:"capacity,omitempty"`
	Level        timer.Level    `json:"level,omitempty"`
	LevelGuessed bool           `json:"level_guessed,omitempty"` // from a post: nobody has said so
	Title        string         `json:"title,omitempty"`         // of the speaker
	RegisteredAt *time.Time     `json:"registered_at,omitempty"`
	Letter       timer.Letter   `json:"letter,omitempty"`       // the signed one by which a State asks to take part under rule 37
	AllowanceMS  int64          `json:"allowance_ms,omitempty"` // more time for this speaker: private
}

func registrationOf(r timer.Registration) Registration {
	return Registration{
		Capacity: r.Capacity, Level: r.Level, LevelGuessed: r.LevelGuessed, Title: r.Title,
		RegisteredAt: wallOf(r.RegisteredAt), Letter: r.Letter, AllowanceMS: r.Allowance.Milliseconds(),
	}
}

// StateOf describes a snapshot as it is at a moment, for a role, with the whole list.
func StateOf(s *timer.Snapshot, now timer.Stamp, role timer.Role) State {
	return stateOf(s, now, View{Role: role, List: true})
}

func stateOf(s *timer.Snapshot, now timer.Stamp, v View) State {
	m := &s.Meeting
	operator := Operates(v.Role)
	state := State{
		Rev: m.Rev, Now: now.Wall, ClockMS: Millis(now.Steady), Boot: now.Boot, Run: s.Run, Lead: s.Lead, Role: v.Role, Standby: s.Standby, Others: s.Others,
		Meeting: meetingOf(m, operator), Floor: shownFloor(m, m.Floor, now, v.Role),
		Interrupted: shownFloor(m, m.Interrupted, now, v.Role), Last: lastOf(m.Last),
	}
	if v.List {
		state.List = entriesOf(m.List, v.Role)
	} else {
		next, waiting := nextOf(m.List)
		state.Next, state.Waiting = entriesOf(next, v.Role), &waiting
	}
	if operator {
		state.Operator = operatorOf(s, now)
	}
	return state
}

func meetingOf(m *timer.Meeting, operator bool) Meeting {
	rules := rulesOf(m.Rules)
	out := Meeting{
		Symbol: m.Symbol, Title: m.Title, Suspended: m.Suspended, Until: wallOf(m.Until),
		Closed: m.Closed, ClosedAt: wallOf(m.ClosedAt.Wall),
		ListClosed: m.ListClosed, Rehearsal: m.Rehearses(), Sample: m.SampleList(), Rules: &rules, ListLanguage: LanguageOf(m.List),
		EndsBy: wallOf(m.EndsBy),
	}
	if operator {
		out.ListOpensAt, out.LightMoves = wallOf(m.ListOpens), m.LightMoves
	}
	for _, e := range m.List {
		if e.Status == timer.NotHeard {
			out.NotHeard++
		}
	}
	return out
}

func entriesOf(list timer.SpeakersList, reader timer.Role) []Entry {
	out := make([]Entry, 0, len(list))
	for _, e := range list {
		out = append(out, entryOf(e, reader))
	}
	return out
}

func entryOf(e *timer.Entry, reader timer.Role) Entry {
	row := Entry{
		Entry: e.ID, Seq: e.Seq, Delegation: e.Delegation, Names: e.Names,
		Speaker: e.Speaker, Kind: e.Kind, OnBehalfOf: e.OnBehalfOf, Status: e.Status, State: wantedCode(e.Names, e.ISO3, e.Delegation),
	}
	if reader == timer.Booth { // who listens for what comes next
		row.Seat, row.Language = e.Seat, e.Language
	}
	if Operates(reader) {
		row.Seat, row.ISO3, row.Language, row.Remarks = e.Seat, e.ISO3, e.Language, e.Remarks
		row.Registration = registrationOf(e.Registration)
		if e.Statement != 0 {
			used := e.Used.Milliseconds()
			row.Statement, row.UsedMS = e.Statement, &used
		}
	}
	return row
}

// nextOf returns the first who wait, and how many do.
func nextOf(list timer.SpeakersList) (next timer.SpeakersList, waiting int) {
	for _, e := range list {
		if e.Status != timer.Waiting {
			continue
		}
		if waiting++; waiting <= MostNextTold {
			next = append(next, e)
		}
	}
	return next, waiting
}

// shownFloor is a statement that has the floor, or is interrupted, as a reader sees it.
func shownFloor(m *timer.Meeting, f *timer.Statement, now timer.Stamp, reader timer.Role) *Floor {
	out := floorOf(f, now)
	if out == nil {
		return nil
	}
	operator := Operates(reader)
	out.Reminded = remindedOf(m, f, now, reader)
	if entry := m.List.Find(f.Entry); entry != nil && (operator || reader == timer.Booth) {
		out.Language = entry.Language
	}
	if !operator {
		out.PauseReason = "" // operators noted it
		return out
	}
	out.CarriedOver = f == m.Floor && m.CarriedOver(f)
	if f.Rule.Limit != timer.NoLimit {
		out.AllowanceMS = f.Allowance.Milliseconds()
	}
	return out
}

func floorOf(f *timer.Statement, now timer.Stamp) *Floor {
	if f == nil {
		return nil
	}
	out := &Floor{
		Statement: f.ID, Entry: f.Entry, Delegation: f.Delegation, Unnamed: f.Delegation == "", Names: f.Names, State: wantedCode(f.Names, f.ISO3, f.Delegation), Speaker: f.Speaker,
		Kind: f.Kind, OnBehalfOf: f.OnBehalfOf, Seat: f.Seat,
		Phase: f.PhaseAt(now.Steady).String(), Paused: f.Paused(), PauseReason: f.PauseReason,
		Signal: f.SignalAt(now.Steady), ElapsedMS: f.ElapsedAt(now.Steady).Milliseconds(),
		ExtendedMS: f.Extended.Milliseconds(), Signals: f.Signals,
		Urged: len(f.Urged),
	}
	out.LimitMS, out.WarningMS, out.GraceMS = marksOf(f.Rule)
	given := Millis(f.GivenAt)
	out.GivenMS = &given
	if f.Started {
		started := Millis(f.BegunAt)
		out.StartedMS = &started
	}
	if n := len(f.Urged); n > 0 {
		out.UrgedMS = steadyOn(f.Urged[n-1], now.Boot)
	}
	if f.Running {
		zero := Millis(f.Zero)
		out.ZeroMS = &zero
	}
	return out
}

func lastOf(f *timer.Statement) *Last {
	if f == nil {
		return nil
	}
	limit, _, _ := marksOf(f.Rule)
	return &Last{
		Statement: f.ID, Entry: f.Entry, Delegation: f.Delegation, Unnamed: f.Delegation == "", Names: f.Names, State: wantedCode(f.Names, f.ISO3, f.Delegation), Speaker: f.Speaker,
		Kind: f.Kind, UsedMS: f.Held.Milliseconds(), LimitMS: limit,
	}
}

func rulesOf(r timer.Rules) Rules {
	out := Rules{Name: r.Name, Presets: timer.PresetNames(), Kinds: make([]Rule, 0, len(timer.Kinds()))}
	for _, kind := range timer.Kinds() {
		rule := Rule{Kind: kind}
		rule.LimitMS, rule.WarningMS, rule.GraceMS = marksOf(r.For(kind))
		rule.GracePercent = r.For(kind).Share
		out.Kinds = append(out.Kinds, rule)
	}
	return out
}

func marksOf(r timer.Rule) (limit, warning, grace *int64) {
	if r.Limit == timer.NoLimit {
		return nil, nil, nil
	}
	l, w, g := r.Limit.Milliseconds(), r.WarningAt().Milliseconds(), r.Tolerance().Milliseconds()
	return &l, &w, &g
}

// Millis writes a steady instant as milliseconds with a fraction.
func Millis(i timer.Instant) float64 { return float64(i) / float64(time.Millisecond) }

// InstantOf is the inverse of [Millis].
func InstantOf(ms float64) timer.Instant {
	return timer.Instant(math.Round(ms * float64(time.Millisecond)))
}

func wallOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func steadyOn(s timer.Stamp, boot string) *float64 {
	if s.Boot != boot || s == (timer.Stamp{}) {
		return nil
	}
	ms := Millis(s.Steady)
	return &ms
}
