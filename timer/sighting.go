package timer

import (
	"slices"
	"time"
)

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
