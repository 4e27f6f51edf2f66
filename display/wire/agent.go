package wire

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"unicode"

	"rostrum/timer"
)

// What an agent at the microphones says, beside what every client may say. Operators are
// shown it, and it comes from whoever has a light's key: what cannot be shown, or is
// longer than it has to be, is refused, but for the kernel's own reason why a light
// cannot be set, which is made fit.

// The bounds of what an agent says of itself.
const (
	MaxIdentity = 100 // characters of its identity, and of its version
	MostSeats   = 256 // that one agent drives
)

// Agent is what an agent says of itself in its hello.
type Agent struct {
	ID         string   // of this run of the agent's program
	Version    string   // of its program
	Seats      []string // whose lights it drives
	HoldoverMS int64    // how long past the overrun mark its lights go on without the controller
}

// Status is what an agent says of its lights once a second: that it lives, and
// what they show, in case a report was lost.
type Status struct {
	Synchronised bool
	ErrorMS      float64 // how far its clock may be from ours, at most
	TripMS       float64 // of the best exchange
	Lights       []LightStatus
	Lead         int64 // the highest that the agent has heard, where several controllers could lead
}

// LightStatus is what one light shows.
type LightStatus struct {
	Seat    string       `json:"seat"`
	Signal  timer.Signal `json:"signal"`
	Failing string       `json:"failing,omitempty"` // why it cannot be set
}

// Talk is a change of a microphone's contact; the instant is steady.
type Talk struct {
	Seat string
	Open bool
	AtMS float64
}

// agent reads what only an agent says in its hello, or nil.
func (f *fields) agent() *Agent {
	id := f.text("agent", false)
	if id == "" {
		return nil
	}
	a := &Agent{ID: id, Version: f.text("version", false), Seats: f.texts("seats")}
	f.identity("agent", a.ID)
	f.identity("version", a.Version)
	f.seats(a.Seats)
	if ms, ok := f.count("holdover_ms", true); ok {
		a.HoldoverMS = int64(min(ms, math.MaxInt32))
	}
	return a
}

// identity refuses what names a program otherwise than in plain characters.
func (f *fields) identity(name, value string) {
	f.check(timer.CheckText(name, value, MaxIdentity, false))
	if strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) }) {
		f.fail(invalid(name, "%s has a character that cannot be shown", name))
	}
}

// seats refuses seats that cannot be meant.
func (f *fields) seats(all []string) {
	switch {
	case len(all) > MostSeats:
		f.fail(invalid("seats", "an agent drives the lights of %d seats at most, not %d", MostSeats, len(all)))
		return
	}
	named := make(map[string]bool)
	for _, seat := range all {
		f.check(timer.CheckText("seats", seat, timer.MaxSeat, true))
		if named[seat] {
			f.fail(invalid("seats", "a seat is named twice"))
		}
		named[seat] = true
	}
}

// seat reads the name of one.
func (f *fields) seat() string {
	seat := f.needed("seat")
	f.check(timer.CheckText("seat", seat, timer.MaxSeat, false))
	return seat
}

// check takes what timer refuses.
func (f *fields) check(err error) {
	var refusal *timer.Refusal
	if errors.As(err, &refusal) {
		f.fail(invalid(refusal.Field, "%s", refusal.Message))
	}
}

// reason makes a system's own words fit to be shown: on one line, in characters that stand
// where they were written, and no longer than a name. A reason stays one.
func reason(text string) string {
	var reader timer.Proofreader
	var out strings.Builder
	length := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cf, r):
			continue
		case reader.Read(r) != timer.Flawless || !unicode.IsPrint(r):
			r = ' '
		}
		if length++; length > timer.MaxName {
			break
		}
		out.WriteRune(r)
	}
	if said := strings.Join(strings.Fields(out.String()), " "); said != "" || text == "" {
		return said
	}
	return "it does not say why"
}

// texts reads a list of texts.
func (f *fields) texts(name string) []string {
	value, ok := f.remove(name, true)
	if !ok {
		return nil
	}
	all := []string{}
	if json.Unmarshal(value, &all) != nil {
		f.fail(malformed(name, "%q must be a list of texts", name))
	}
	return all
}

func (f *fields) status() Status {
	s := Status{Synchronised: f.yes("synchronised"), ErrorMS: f.number("error_ms", false), TripMS: f.number("trip_ms", false)}
	f.objects("lights", true, func(in *fields) {
		l := LightStatus{Seat: in.seat(), Failing: reason(in.text("failing", false))}
		l.Signal = in.signal("signal")
		s.Lights = append(s.Lights, l)
	})
	if lead, ok := f.count("lead", false); ok {
		s.Lead = int64(min(lead, math.MaxInt64))
	}
	if len(s.Lights) > MostSeats {
		f.fail(invalid("lights", "an agent drives %d lights at most, not %d", MostSeats, len(s.Lights)))
	}
	return s
}

func (f *fields) signal(name string) timer.Signal {
	signal, err := timer.ParseSignal(f.needed(name))
	if err != nil {
		f.fail(malformed(name, "a signal is dark, flash or steady"))
	}
	return signal
}

// EncodeHello and the others below write what an agent sends.
func EncodeHello(a Agent) ([]byte, error) {
	return json.Marshal(struct {
		Type       string   `json:"type"`
		Agent      string   `json:"agent"`
		Version    string   `json:"version"`
		Seats      []string `json:"seats"`
		HoldoverMS int64    `json:"holdover_ms"`
	}{"hello", a.ID, a.Version, a.Seats, a.HoldoverMS})
}

// EncodeSync writes a sync message; t0 is the sender's own clock.
func EncodeSync(t0MS float64) ([]byte, error) {
	return json.Marshal(struct {
		Type string  `json:"type"`
		T0   float64 `json:"t0"`
	}{"sync", t0MS})
}

// EncodeReport writes a report.
func EncodeReport(r Report) ([]byte, error) {
	return json.Marshal(struct {
		Type       string       `json:"type"`
		Seat       string       `json:"seat"`
		Signal     timer.Signal `json:"signal"`
		DeadlineMS float64      `json:"deadline_ms"`
		AtMS       float64      `json:"at_ms"`
		Statement  int          `json:"statement,omitempty"`
		ErrorMS    float64      `json:"error_ms"`
	}{"report", r.Seat, r.Signal, r.DeadlineMS, r.AtMS, r.Statement, r.ErrorMS})
}

// EncodeStatus writes a status.
func EncodeStatus(s Status) ([]byte, error) {
	return json.Marshal(struct {
		Type         string        `json:"type"`
		Synchronised bool          `json:"synchronised"`
		ErrorMS      float64       `json:"error_ms"`
		TripMS       float64       `json:"trip_ms"`
		Lights       []LightStatus `json:"lights"`
		Lead         int64         `json:"lead,omitempty"`
	}{"status", s.Synchronised, s.ErrorMS, s.TripMS, s.Lights, s.Lead})
}

// EncodeTalk writes a change of a contact.
func EncodeTalk(t Talk) ([]byte, error) {
	return json.Marshal(struct {
		Type string  `json:"type"`
		Seat string  `json:"seat"`
		Open bool    `json:"open"`
		AtMS float64 `json:"at_ms"`
	}{"talk", t.Seat, t.Open, t.AtMS})
}
