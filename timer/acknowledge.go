package timer

import "time"

// answer is how long a light may take to say that it follows: a round trip, and
// what a loaded machine adds.
const answer = 500 * time.Millisecond

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
		seat.Signal == m.Expected(seat.Name, now.Steady.Add(-answer)) ||
		m.Changed.At.Boot == now.Boot && now.Steady.Sub(m.Changed.At.Steady) < answer
}
