package wire

import (
	"encoding/json"
	"math"

	"rostrum/timer"
)

// What an agent at the microphones says, beside what every client may say.

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
	if len(a.Seats) == 0 {
		f.fail(malformed("seats", "\"seats\" is empty"))
	}
	if ms, ok := f.count("holdover_ms", true); ok {
		a.HoldoverMS = int64(min(ms, math.MaxInt32))
	}
	return a
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
		l := LightStatus{Seat: in.needed("seat"), Failing: in.text("failing", false)}
		l.Signal = in.signal("signal")
		s.Lights = append(s.Lights, l)
	})
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
	}{"status", s.Synchronised, s.ErrorMS, s.TripMS, s.Lights})
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
