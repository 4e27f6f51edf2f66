package timer

import "time"

// Rate is how much of something may come: Burst at once, and then one in each Every.
type Rate struct {
	Burst int
	Every time.Duration
}

// Allowance holds somebody to a rate: a token bucket, which the zero value is when it
// is full. The time is an argument; it belongs to one goroutine.
type Allowance struct {
	full Instant // when as much may come at once again as ever may
}

// Take says whether one more may come at an instant, and counts it where it may.
func (a *Allowance) Take(r Rate, now Instant) bool {
	full := max(a.full, now).Add(r.Every)
	if full.Sub(now) > time.Duration(r.Burst)*r.Every {
		return false
	}
	a.full = full
	return true
}

// lightRate is what is taken of one seat. A light changes a few times in a statement,
// and what an agent could not say for a while it may say at once: as much as its own
// queue holds (display/link). Its health it says once a second.
var lightRate = Rate{Burst: 64, Every: 250 * time.Millisecond}

// Measures hold what is reported of seats to what lights have to say, so that whoever
// has got hold of a light's key costs the disk and the chair no more than a light does.
// The zero value has taken nothing yet; it belongs to one goroutine.
type Measures struct {
	seats map[string]*measure
}

// measure is that of one seat.
type measure struct {
	local bool // its light is this process's own: none of its changes is too many

	changes Allowance // of the light
	words   Allowance // health, contact
	rivals  Allowance // others' doing: they take nothing from whoever drives the light
	comings Allowance // and goings

	latest  *Observation // of those that were taken
	dropped int
}

// MeasuresOf returns measures that let all changes of the lights of these seats come,
// which the process drives itself.
func MeasuresOf(local []string) Measures {
	var m Measures
	for _, seat := range local {
		m.of(seat).local = true
	}
	return m
}

func (m *Measures) of(seat string) *measure {
	if m.seats == nil {
		m.seats = make(map[string]*measure)
	}
	if m.seats[seat] == nil {
		m.seats[seat] = new(measure)
	}
	return m.seats[seat]
}

// Take says whether a sighting is to be looked at. A change that was reported already
// is not; what is too much is not, and is counted. Who comes and goes is always looked
// at: there is nothing that would say it again.
func (m *Measures) Take(what Sighting, now Instant) bool {
	seat, _ := what.at()
	s := m.of(seat)
	taken := true
	switch what := what.(type) {
	case Presence:
	case Rivalry:
		return s.rivals.Take(lightRate, now)
	case Observation:
		if s.latest != nil && what.repeats(s.latest) {
			return false
		}
		if taken = s.local || s.changes.Take(lightRate, now); taken {
			s.latest = &what
		}
	default:
		taken = s.words.Take(lightRate, now)
	}
	if !taken {
		s.dropped++
	}
	return taken
}

// Hurry says whether operators may be told of a sighting at once that was taken, or with
// the next tick: an agent can come and go as often as the network lets it.
func (m *Measures) Hurry(what Sighting, now Instant) bool {
	p, comes := what.(Presence)
	return !comes || m.of(p.Seat).comings.Take(lightRate, now)
}

// Lost counts a sighting that was to be looked at, and could not be.
func (m *Measures) Lost(what Sighting) {
	seat, _ := what.at()
	m.of(seat).dropped++
}

// repeats says whether an observation is of the same change as another of its seat.
func (o Observation) repeats(other *Observation) bool {
	return o.Signal == other.Signal && o.Statement == other.Statement && o.Deadline == other.Deadline && o.Boot == other.Boot
}

// Count returns a roster that says of each seat how much was left out, and whether
// that is news.
func (m *Measures) Count(s Seats) (counted Seats, news bool) {
	for i := range s {
		known := m.seats[s[i].Name]
		if known == nil || known.dropped == s[i].Dropped {
			continue
		}
		if !news {
			s, news = append(Seats{}, s...), true
		}
		s[i].Dropped = known.dropped
	}
	return s, news
}
