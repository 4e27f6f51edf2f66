package timer

import "time"

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

	// Dropped counts what was reported of it in this run and left out, because it was
	// more than a light has to say.
	Dropped int

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

// Assign fills in the seat of a room with one microphone where nothing is said of it, and
// says where a statement's light cannot be counted on. Who says that there is no seat has
// none, and knows it.
func (s *Snapshot) Assign(c Command, now Stamp) (Command, string) {
	seat := ""
	switch c := c.(type) {
	case GiveFloor:
		if c.NoSeat {
			return c, ""
		}
		seat = c.Seat
		if entry := s.ForLights().List.Find(c.Entry); seat == "" && entry != nil {
			seat = entry.Seat
		}
		if seat == "" && len(s.Seats) == 1 {
			c.Seat = s.Seats[0].Name
			return c, s.warn(c.Seat, now)
		}
	case RaisePoint:
		if c.NoSeat {
			return c, ""
		}
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

// reportWait is how long a light may take to say that it follows: a round trip, and
// what a loaded machine adds.
const reportWait = 500 * time.Millisecond

// Expected returns what the light of a seat has to show at an instant.
func (m *Meeting) Expected(seat string, at Instant) Signal {
	if f := m.Floor; f != nil && f.Seat == seat {
		return f.SignalAt(at)
	}
	return Dark
}

// Acknowledged says whether the light of a seat is known to show what it has to:
// its agent is there and knows the clock, the pin can be set, and it has reported
// the signal, or may still be about to.
func (s *Snapshot) Acknowledged(seat *Seat, now Stamp) bool {
	if seat == nil || !seat.Connected || !seat.Synchronised && !seat.Local || seat.Failing != "" {
		return false
	}
	m := s.ForLights()
	return seat.Signal == m.Expected(seat.Name, now.Steady) ||
		seat.Signal == m.Expected(seat.Name, now.Steady.Add(-reportWait)) ||
		m.Changed.At.Boot == now.Boot && now.Steady.Sub(m.Changed.At.Steady) < reportWait
}
