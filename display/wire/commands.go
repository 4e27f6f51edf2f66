package wire

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"rostrum/timer"
)

// Inscribe is how [timer.Inscribe] is sent.
type Inscribe struct {
	Delegation string     `json:"delegation"`
	Speaker    string     `json:"speaker,omitempty"`
	Kind       timer.Kind `json:"kind"`
	OnBehalfOf string     `json:"on_behalf_of,omitempty"`
	Seat       string     `json:"seat,omitempty"`
	Language   string     `json:"language,omitempty"`
	ISO3       string     `json:"iso3,omitempty"` // the code of a State; absent, that of the State that the delegation is understood to be
	Registered
	// An entry; without it the end of the list: in front of the rights of reply that
	// wait there, a reply after them.
	Before timer.EntryID `json:"before,omitempty"`
}

// Registered is how [timer.Registration] is sent.
type Registered struct {
	Capacity     timer.Capacity `json:"capacity,omitempty"`
	Level        timer.Level    `json:"level,omitempty"`
	Title        string         `json:"title,omitempty"` // of the speaker
	RegisteredAt time.Time      `json:"registered_at,omitzero"`
	Letter       timer.Letter   `json:"letter,omitempty"`       // the signed one by which a State asks to take part under rule 37
	Allowance    time.Duration  `json:"allowance_ms,omitempty"` // more time for this speaker; operators alone are told of it
}

func (r Registered) registration() timer.Registration {
	return timer.Registration{
		Capacity: r.Capacity, Level: r.Level, Title: r.Title, RegisteredAt: r.RegisteredAt, Letter: r.Letter, Allowance: r.Allowance,
	}
}

// OpenMeeting is how [timer.OpenMeeting] is sent.
type OpenMeeting struct {
	Symbol string `json:"symbol,omitempty"`
	Title  string `json:"title,omitempty"`
	Preset string `json:"preset,omitempty"` // without it the default
	Zone   string `json:"zone,omitempty"`   // of the room, by its name in the IANA database; without it the controller's
	// It does not count: every page and its record say so.
	Rehearsal bool     `json:"rehearsal,omitempty"`
	List      []Listed `json:"list,omitempty"` // the speakers' list; kind is state where none is said; it has to be there
	// A meeting that was prepared, by its number, in place of all other fields.
	Prepared int `json:"prepared,omitempty"`
	// When the list was, or is to be, opened for registration.
	ListOpensAt time.Time `json:"list_opens_at,omitzero"`
}

// Listed is a line of the list of a new meeting.
type Listed struct {
	Delegation string     `json:"delegation"`
	Speaker    string     `json:"speaker,omitempty"`
	Kind       timer.Kind `json:"kind,omitempty"`
	OnBehalfOf string     `json:"on_behalf_of,omitempty"`
	Seat       string     `json:"seat,omitempty"`
}

// command reads the fields of an act.
func (f *fields) command(a timer.Act) timer.Command {
	switch a.Command.(type) {
	case timer.Inscribe:
		var sent Inscribe
		f.fill(reflect.ValueOf(&sent).Elem())
		return timer.Inscribe{Before: sent.Before, Inscription: timer.Inscription{
			Delegation: sent.Delegation, Speaker: sent.Speaker, Kind: sent.Kind, OnBehalfOf: sent.OnBehalfOf,
			Seat: sent.Seat, Language: sent.Language, ISO3: codeOf(sent.ISO3, sent.Delegation), Registration: sent.registration(),
		}}
	case timer.OpenMeeting:
		return f.openMeeting()
	case timer.SetRules:
		return f.setRules()
	case timer.TakeList:
		var sent TakeList
		f.fill(reflect.ValueOf(&sent).Elem())
		return timer.TakeList{File: timer.ListFile{Digest: sent.Digest}, Only: sent.Only}
	}
	c := reflect.New(reflect.TypeOf(a.Command)).Elem()
	noSeat := string(f.members["seat"]) == `""`
	f.fill(c)
	switch filled := c.Interface().(type) {
	case timer.Amend:
		if filled.Delegation != nil && filled.ISO3 == nil {
			if code := codeOf("", *filled.Delegation); code != "" {
				filled.ISO3 = &code
			}
		}
		return filled
	case timer.GiveFloor:
		filled.NoSeat = noSeat
		return filled
	case timer.RaisePoint:
		filled.NoSeat = noSeat
		return filled
	case timer.HandOver:
		filled.NoSeat = noSeat
		return filled
	case timer.Reply:
		filled.ISO3 = codeOf("", filled.Delegation)
		return filled
	case timer.ChangePrepared:
		if filled.Zone != nil {
			f.zone("zone", *filled.Zone)
		}
	}
	return c.Interface().(timer.Command)
}

func (f *fields) openMeeting() timer.OpenMeeting {
	if f.there("prepared") { // which says all
		n, ok := f.count("prepared", true)
		if ok && n == 0 {
			f.fail(&Error{Code: Unknown, Field: "prepared", Message: "there is no prepared meeting 0"})
		}
		return timer.OpenMeeting{Prepared: statementNumber(n)}
	}
	if !f.there("list") {
		f.fail(malformed("list", "%q is missing", "list"))
	}
	var sent OpenMeeting
	f.fill(reflect.ValueOf(&sent).Elem())
	if sent.Preset == "" {
		sent.Preset = timer.DefaultRules
	}
	return timer.OpenMeeting{
		Symbol: sent.Symbol, Title: sent.Title, Rehearsal: sent.Rehearsal, Zone: f.zone("zone", sent.Zone),
		Rules: f.preset("preset", sent.Preset), List: inscriptions(sent.List), ListOpensAt: sent.ListOpensAt,
	}
}

// fill reads the fields of a struct: each as its type says, by the name that its JSON
// tag says; what is omitempty may be left out. A length of time counts milliseconds.
func (f *fields) fill(s reflect.Value) {
	for i := range s.NumField() {
		if s.Type().Field(i).Anonymous {
			f.fill(s.Field(i))
			continue
		}
		name, how, _ := strings.Cut(s.Type().Field(i).Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		required := how == ""
		switch to := s.Field(i).Addr().Interface().(type) {
		case *timer.EntryID:
			if *to = timer.EntryID(f.text(name, required)); required && *to == "" {
				f.fail(malformed(name, "%q is missing", name))
			}
		case *time.Duration:
			if required || f.there(name) {
				*to = f.milliseconds(name)
			}
		case **string:
			*to = f.optional(name)
		case **time.Time:
			if f.there(name) {
				at := f.wall(name)
				*to = &at
			}
		case **time.Duration:
			if f.there(name) {
				d := f.milliseconds(name)
				*to = &d
			}
		case *bool:
			*to = f.yes(name)
		case **bool:
			if f.there(name) {
				yes := f.yes(name)
				*to = &yes
			}
		case **int:
			if f.there(name) {
				n, _ := f.count(name, true)
				number := statementNumber(n)
				*to = &number
			}
		case *time.Time:
			*to = f.wall(name)
		case *uint64:
			*to, _ = f.count(name, required)
		case *int:
			n, _ := f.count(name, required)
			*to = statementNumber(n)
		case *[]int:
			*to = f.numbers(name)
		case *[]Listed:
			f.objects(name, required, func(in *fields) {
				var line Listed
				in.fill(reflect.ValueOf(&line).Elem())
				*to = append(*to, line)
			})
		default:
			if s.Field(i).Kind() != reflect.String {
				panic(fmt.Sprintf("wire: nothing reads a %T, as %q is", to, name)) // a mistake in the table of acts
			}
			s.Field(i).SetString(f.text(name, required))
		}
	}
}

// milliseconds keeps a number that no duration can hold out of every bound.
func (f *fields) milliseconds(name string) time.Duration {
	const most = int64(2 * timer.LongestLimit / time.Millisecond)
	ms, _ := f.integer(name, true)
	return time.Duration(max(-most, min(ms, most))) * time.Millisecond
}
