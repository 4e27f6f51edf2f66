package timer

import (
	"slices"
	"time"
)

// Seat is what is known of one microphone and its light. Instants are zero where
// nothing is known.
type Seat struct {
	Name  string
	Local bool // its light is driven by this process

	// The agent that drives the light, or did.
	Connected bool
	Agent     string // identity of its run
	Version   string
	Address   string
	Since     Instant // of the connection, or of its loss
	LastSeen  Instant

	// The light.
	Signal       Signal        // what it last reported
	Statement    int           // of that signal
	At           Instant       // when it began to show it
	Late         time.Duration // how late that was
	Synchronised bool          // it knows this clock
	Error        time.Duration // how far its clock may be from this one, at most
	Trip         time.Duration // to the agent and back
	Failing      string        // why it cannot be set, or empty
	MayShow      Instant       // not connected: until when it may still show a signal

	// Rival is the address of another agent that wants the seat, or empty.
	Rival   string
	RivalAt Instant

	// The contact of the microphone, where there is one.
	Contact bool
	Talking bool    // it is open
	TalkAt  Instant // since when it is, or is not
}

// Seats is the roster in order of connection. It is never changed in place.
type Seats []Seat

// Has says whether the roster knows a seat.
func (s Seats) Has(name string) bool {
	return s.Find(name) != nil
}

// Find returns a seat, or nil.
func (s Seats) Find(name string) *Seat {
	for i := range s {
		if s[i].Name == name {
			return &s[i]
		}
	}
	return nil
}

// Assign fills in the seat of a room with one microphone, and says where a
// statement's light cannot be counted on.
func (s *Snapshot) Assign(c Command, now Stamp) (Command, string) {
	seat := ""
	switch c := c.(type) {
	case GiveFloor:
		seat = c.Seat
		if entry := s.ForLights().List.Find(c.Entry); seat == "" && entry != nil {
			seat = entry.Seat
		}
		if seat == "" && len(s.Seats) == 1 {
			c.Seat = s.Seats[0].Name
			return c, s.warn(c.Seat, now)
		}
	case RaisePoint:
		if seat = c.Seat; seat == "" && len(s.Seats) == 1 {
			c.Seat = s.Seats[0].Name
			return c, s.warn(c.Seat, now)
		}
	case HandOver:
		seat = c.Seat
	default:
		return c, ""
	}
	if seat == "" && len(s.Seats) > 1 && takesFloor(c) {
		return c, "no seat was named: no light shows this statement"
	}
	return c, s.warn(seat, now)
}

// warn says why the light of a seat cannot be counted on, or nothing.
func (s *Snapshot) warn(seat string, now Stamp) string {
	known := s.Seats.Find(seat)
	switch {
	case seat == "":
		return ""
	case known == nil:
		return "no light is known at seat " + seat
	case !known.Connected:
		return "the light at seat " + seat + " cannot be reached"
	case !s.Acknowledged(known, now):
		return "the light at seat " + seat + " does not show what it should"
	}
	return ""
}

func takesFloor(c Command) bool {
	switch c.(type) {
	case GiveFloor, RaisePoint:
		return true
	}
	return false
}

// Sighting is something that was seen of a seat. The set is closed.
type Sighting interface {
	at() (seat string, when Instant)
	// see changes what is known of the seat, and says whether an operator should
	// know at once.
	see(*Seat) bool
}

// The sightings beside [Observation].
type (
	// Presence says that an agent drives the light of a seat, or has been lost.
	Presence struct {
		Seat                    string
		Connected               bool
		Agent, Version, Address string
		At                      Instant
		MayShow                 Instant // where it was lost
	}
	// Health is what an agent says of a light once a second.
	Health struct {
		Seat         string
		Signal       Signal
		Synchronised bool
		Error, Trip  time.Duration
		Failing      string
		At           Instant
	}
	// Rivalry says that another agent wants a seat that is taken.
	Rivalry struct {
		Seat, Address string
		At            Instant
	}
	// Talk is a change of a microphone's contact.
	Talk struct {
		Seat string
		Open bool
		At   Instant
	}
)

func (o Observation) at() (string, Instant) { return o.Seat, o.At }
func (h Health) at() (string, Instant)      { return h.Seat, h.At }
func (r Rivalry) at() (string, Instant)     { return r.Seat, 0 } // of somebody else
func (t Talk) at() (string, Instant)        { return t.Seat, t.At }

func (p Presence) at() (string, Instant) {
	if !p.Connected {
		return p.Seat, 0 // it was missed, not seen
	}
	return p.Seat, p.At
}

func (o Observation) see(s *Seat) bool {
	s.Connected = true
	s.Signal, s.Statement, s.At, s.Late, s.Error = o.Signal, o.Statement, o.At, o.Late, o.Error
	return true
}

func (p Presence) see(s *Seat) bool {
	s.Connected, s.Since, s.MayShow = p.Connected, p.At, p.MayShow
	if p.Connected {
		s.Agent, s.Version, s.Address = p.Agent, p.Version, p.Address
	} else {
		s.Synchronised, s.Contact, s.Talking = false, false, false
	}
	return true
}

func (h Health) see(s *Seat) bool {
	before := *s
	s.Signal, s.Synchronised, s.Error, s.Trip, s.Failing = h.Signal, h.Synchronised, h.Error, h.Trip, h.Failing
	return s.Signal != before.Signal || s.Synchronised != before.Synchronised || s.Failing != before.Failing
}

func (r Rivalry) see(s *Seat) bool {
	news := s.Rival != r.Address
	s.Rival, s.RivalAt = r.Address, r.At
	return news
}

func (t Talk) see(s *Seat) bool {
	s.Contact, s.Talking, s.TalkAt = true, t.Open, t.At
	return true
}

// See returns the roster after a sighting, and whether an operator should know at
// once; a seat that is not yet on it is added.
func (s Seats) See(what Sighting) (Seats, bool) {
	name, at := what.at()
	out := make(Seats, len(s), len(s)+1)
	copy(out, s)
	i := slices.IndexFunc(out, func(seat Seat) bool { return seat.Name == name })
	if i < 0 {
		out = append(out, Seat{Name: name})
		i = len(out) - 1
	}
	out[i].LastSeen = max(out[i].LastSeen, at)
	return out, what.see(&out[i]) || len(out) > len(s)
}

// rivalLife is how long a rival is remembered that does not try again.
const rivalLife = time.Minute

// Forget returns the roster without rivals that have given up.
func (s Seats) Forget(now Instant) (Seats, bool) {
	gone := func(seat Seat) bool { return seat.Rival != "" && now.Sub(seat.RivalAt) > rivalLife }
	if !slices.ContainsFunc(s, gone) {
		return s, false
	}
	out := slices.Clone(s)
	for i, seat := range out {
		if gone(seat) {
			out[i].Rival, out[i].RivalAt = "", 0
		}
	}
	return out, true
}
