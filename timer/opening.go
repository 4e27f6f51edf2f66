package timer

import "time"

// SetListOpening says when the list was, or is to be, opened for registration: who
// registered before is told apart. It holds nobody off.
type SetListOpening struct {
	At *time.Time `json:"at,omitempty"` // absent: it is not known
}

// ListOpeningSet has the time from now on, or zero.
type ListOpeningSet struct {
	At time.Time `json:"at,omitzero"`
}

func (c SetListOpening) decide(*Meeting, Stamp) (Fact, error) {
	if c.At == nil || c.At.IsZero() {
		return ListOpeningSet{}, nil
	}
	if err := checkOpening(*c.At); err != nil {
		return nil, err
	}
	return ListOpeningSet{At: c.At.Round(0).UTC()}, nil
}

func checkOpening(at time.Time) error {
	if y := at.UTC().Year(); y < firstYear || y > lastYear {
		return invalid("list_opens_at", "not-an-opening", "no list opens in the year %d; write the time as 2026-11-27T09:00:00-05:00", y)
	}
	return nil
}

func (f ListOpeningSet) apply(m *Meeting, _ Stamp) { m.ListOpens = f.At }

func (ListOpeningSet) subjects() []subject { return []subject{theOpening} }
