package timer

import "time"

// SetEnd says when interpretation ends, and with it the sitting whether the list has been
// heard or not. It ends nothing: people and the forecast look at it.
type SetEnd struct {
	At *time.Time `json:"at,omitempty"` // absent: it is not known
}

// EndSet has the time from now on, or zero.
type EndSet struct {
	At time.Time `json:"at,omitzero"`
}

func (c SetEnd) decide(*Meeting, Stamp) (Fact, error) {
	if c.At == nil || c.At.IsZero() {
		return EndSet{}, nil
	}
	if y := c.At.UTC().Year(); y < firstYear || y > lastYear {
		return nil, invalid("at", "not-an-end", "no interpretation ends in the year %d; write the time as 2026-11-27T18:00:00-05:00", y)
	}
	return EndSet{At: c.At.Round(0).UTC()}, nil
}

func (f EndSet) apply(m *Meeting, _ Stamp) { m.EndsBy = f.At }

func (EndSet) subjects() []subject { return []subject{theEnd} }
