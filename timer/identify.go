package timer

import "time"

// testLength is how long a light flashes that is looked for.
const testLength = 5 * time.Second

// LightTest is the lights that flash to be found.
type LightTest struct {
	Seats       []string
	From, Until Instant
}

// Course is what the light of a seat plays meanwhile, or nil.
func (t *LightTest) Course(seat string) *Course {
	if t == nil {
		return nil
	}
	for _, s := range t.Seats {
		if s == seat {
			return &Course{
				Started: true, Running: true, Zero: t.From,
				Rule: Rule{Limit: max(t.Until.Sub(t.From), 1)}, Signals: Signals{Warning: Flash},
			}
		}
	}
	return nil
}

// Identify lets the light of a seat flash for some seconds, or that of every seat where
// none is named, so that a person finds it; or it says why it cannot be now: a light
// that shows a statement must not lie. It is no event of the meeting: nothing is
// recorded.
func (s *Snapshot) Identify(name string, now Instant) (*LightTest, error) {
	t := &LightTest{From: now, Until: now.Add(testLength)}
	f := s.ForLights().Floor
	for _, seat := range s.Seats {
		if name == "" || seat.Name == name {
			t.Seats = append(t.Seats, seat.Name)
			if f != nil && f.Seat == seat.Name {
				return nil, notNow("light-in-use", "the light of seat %s shows the statement of %s", seat.Name, f.whom())
			}
		}
	}
	switch {
	case len(t.Seats) == 0 && name != "":
		return nil, unknown("seat", "no-light-at-seat", "no light is known at seat %s", name)
	case len(t.Seats) == 0:
		return nil, notNow("no-light", "no light is known")
	}
	return t, nil
}
