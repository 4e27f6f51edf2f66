package timer

import "time"

// Seat is what is known of one microphone and its light.
type Seat struct {
	Name      string
	Connected bool
	Signal    Signal        // what its light last reported
	At        Instant       // when it did
	Late      time.Duration // how late it was
	LastSeen  Instant
}

// Seats is the roster in order of connection. It is never changed in place.
type Seats []Seat

// Has says whether the roster knows a seat.
func (s Seats) Has(name string) bool {
	for _, seat := range s {
		if seat.Name == name {
			return true
		}
	}
	return false
}

// assign fills in the seat of a room with one microphone, and says where a
// seat has no light.
func (s Seats) assign(c Command, list SpeakersList) (Command, string) {
	seat := ""
	switch c := c.(type) {
	case GiveFloor:
		seat = c.Seat
		if entry := list.Find(c.Entry); seat == "" && entry != nil {
			seat = entry.Seat
		}
		if seat == "" && len(s) == 1 {
			c.Seat = s[0].Name
			return c, ""
		}
	case RaisePoint:
		if seat = c.Seat; seat == "" && len(s) == 1 {
			c.Seat = s[0].Name
			return c, ""
		}
	case HandOver:
		seat = c.Seat
	}
	switch {
	case seat != "" && !s.Has(seat):
		return c, "no light is known at seat " + seat
	case seat == "" && len(s) > 1 && takesFloor(c):
		return c, "no seat was named: no light shows this statement"
	}
	return c, ""
}

func takesFloor(c Command) bool {
	switch c.(type) {
	case GiveFloor, RaisePoint:
		return true
	}
	return false
}

// observe returns the roster after a light's report; a seat that is not yet on
// it is added.
func (s Seats) observe(o Observation) Seats {
	out := make(Seats, len(s), len(s)+1)
	copy(out, s)
	for i := range out {
		if out[i].Name == o.Seat {
			out[i].Connected, out[i].Signal, out[i].At, out[i].Late, out[i].LastSeen = true, o.Signal, o.At, o.Late, o.At
			return out
		}
	}
	return append(out, Seat{Name: o.Seat, Connected: true, Signal: o.Signal, At: o.At, Late: o.Late, LastSeen: o.At})
}
