package timer

import (
	"slices"
	"time"
)

// Extend lengthens or shortens the limit of the statement on the floor.
type Extend struct {
	By time.Duration `json:"by_ms"` // added to the limit; negative shortens it
	// Whether the light moves with the limit, or stays where it is in the statement. What is
	// said holds for the next extensions of the meeting; before anything is said, the light
	// is as its rule counts: from the start it stays, before the limit it moves.
	Light *bool `json:"light,omitempty"`
}

// LimitExtended changes the limit of the statement on the floor.
type LimitExtended struct {
	Statement int           `json:"statement"`
	By        time.Duration `json:"by"`
	Light     *bool         `json:"light,omitempty"` // it moves, or not; without it as its rule counts
}

// extension is one change of the limit of a statement.
type extension struct {
	by    time.Duration
	light *bool
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
		light := c.Light
		if light == nil {
			light = m.LightMoves
		}
		return LimitExtended{Statement: f.ID, By: c.By, Light: light}, nil
	}
}

func (f LimitExtended) apply(m *Meeting, at Stamp) {
	m.edit(f.Statement, func(s *Statement) {
		was := s.Rule
		s.Extended += f.By
		s.Rule = was.extended(f.By, f.Light)
		s.extensions = append(slices.Clip(s.extensions), extension{f.By, f.Light})
		m.corrected(s, at, "", change{"allotted_ms", milliText(was.Limit), milliText(s.Rule.Limit)})
		if f.Light != nil {
			m.LightMoves = f.Light
			m.corrected(s, at, "", change{"warning_ms", milliText(was.WarningAt()), milliText(s.Rule.WarningAt())})
		}
	})
}

func (f LimitExtended) subjects() []subject { return []subject{statement(f.Statement)} }
