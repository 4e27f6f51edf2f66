package timer

import "time"

// Extend lengthens or shortens the limit of the statement on the floor.
type Extend struct {
	By time.Duration `json:"by_ms"` // added to the limit; negative shortens it
}

// LimitExtended changes the limit of the statement on the floor.
type LimitExtended struct {
	Statement int           `json:"statement"`
	By        time.Duration `json:"by"`
}

func (c Extend) decide(m *Meeting, _ Stamp) (Fact, error) {
	switch f := m.Floor; {
	case f == nil:
		return nil, errNobody
	case c.By == 0:
		return nil, invalid("by_ms", "extended-by-nothing", "the limit cannot be extended by nothing")
	case c.By > LongestLimit || c.By < -LongestLimit:
		return nil, invalid("by_ms", "extended-too-far", "the limit can be changed by at most %v", LongestLimit)
	case f.Rule.Limit == NoLimit:
		return nil, notNow("no-limit", "the statement of %s has no limit", f.whom())
	case f.Rule.Limit+c.By <= 0:
		return nil, invalid("by_ms", "shortened-too-far", "the limit is %v; it cannot be shortened by %v", f.Rule.Limit, -c.By)
	case f.Rule.Limit+c.By > LongestLimit:
		return nil, invalid("by_ms", "limit-at-most", "the limit can be at most %v", LongestLimit)
	default:
		return LimitExtended{Statement: f.ID, By: c.By}, nil
	}
}

func (f LimitExtended) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		m.corrected(s, at, "", change{"allotted_ms", milliText(s.Rule.Limit), milliText(s.Rule.Limit + f.By)})
		s.Extended += f.By
		s.Rule.Limit += f.By
	})
}

func (f LimitExtended) subjects() []subject { return []subject{statement(f.Statement)} }
