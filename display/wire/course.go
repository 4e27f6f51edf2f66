package wire

import (
	"math"
	"time"

	"rostrum/timer"
)

// Course is what the lights have to play until the next one comes: the statement
// on the floor, or nobody's (statement 0). Instants are steady. Agents follow
// courses instead of states: they are small, and they come as soon as a command
// is decided.
type Course struct {
	Type      string        `json:"type"` // "course"
	Run       string        `json:"run"`
	Boot      string        `json:"boot"`
	Lead      int64         `json:"lead,omitempty"` // of the controller, where several could lead: a lower one than was heard before is not played
	Rev       uint64        `json:"rev"`
	ClockMS   float64       `json:"clock_ms"`
	SinceMS   *float64      `json:"since_ms"` // when it was decided; null where that is not known on this clock
	Statement int           `json:"statement"`
	Seat      string        `json:"seat"`
	Started   bool          `json:"started"`
	ZeroMS    *float64      `json:"zero_ms"`  // null while the clock stands
	HeldMS    float64       `json:"held_ms"`  // where it stands
	LimitMS   *float64      `json:"limit_ms"` // null = no limit
	WarningMS *float64      `json:"warning_ms"`
	GraceMS   *float64      `json:"grace_ms"`
	Signals   timer.Signals `json:"signals"`
	Test      *Test         `json:"test"`
}

// Test lets lights flash so that they can be found.
type Test struct {
	Seats   []string `json:"seats"`
	FromMS  float64  `json:"from_ms"`  // steady
	UntilMS float64  `json:"until_ms"` // steady
}

// CourseOf describes what lights have to play, for whoever is told it now.
func CourseOf(p timer.Play, run string, now timer.Stamp) Course {
	c := Course{Type: "course", Run: run, Boot: now.Boot, Lead: p.Lead, Rev: p.Rev, ClockMS: Millis(now.Steady)}
	if p.Since != 0 {
		since := Millis(p.Since)
		c.SinceMS = &since
	}
	c.Test = testOf(p.Test, now)
	f := p.Course
	if f == nil {
		return c
	}
	c.Statement, c.Seat, c.Started, c.Signals = p.Statement, p.Seat, f.Started, f.Signals
	c.HeldMS = milliseconds(f.Held)
	if f.Running {
		zero := Millis(f.Zero)
		c.ZeroMS, c.HeldMS = &zero, 0
	}
	if f.Rule.Limit != timer.NoLimit {
		limit, warning, grace := milliseconds(f.Rule.Limit), milliseconds(f.Rule.WarningAt()), milliseconds(f.Rule.Tolerance())
		c.LimitMS, c.WarningMS, c.GraceMS = &limit, &warning, &grace
	}
	return c
}

// Course returns the course, or nil where nobody has the floor.
func (c Course) Course() *timer.Course {
	if c.Statement == 0 {
		return nil
	}
	out := &timer.Course{Started: c.Started, Signals: c.Signals, Held: duration(c.HeldMS)}
	if c.ZeroMS != nil {
		out.Running, out.Zero = true, InstantOf(*c.ZeroMS)
	}
	if c.LimitMS != nil && c.WarningMS != nil && c.GraceMS != nil {
		out.Rule = timer.Rule{Limit: duration(*c.LimitMS), Warning: timer.Mark{Offset: duration(*c.WarningMS)}, Grace: duration(*c.GraceMS)}
	}
	return out
}

// testOf is a test that goes on.
func testOf(t *timer.LightTest, now timer.Stamp) *Test {
	if t == nil || t.Until <= now.Steady {
		return nil
	}
	return &Test{Seats: t.Seats, FromMS: Millis(t.From), UntilMS: Millis(t.Until)}
}

// Course is what the light of a seat plays in the test, or nil.
func (t *Test) Course(seat string) *timer.Course {
	if t == nil {
		return nil
	}
	test := timer.LightTest{Seats: t.Seats, From: InstantOf(t.FromMS), Until: InstantOf(t.UntilMS)}
	return test.Course(seat)
}

// milliseconds keeps the fraction: a light is held to less than one.
func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func duration(ms float64) time.Duration {
	return time.Duration(math.Round(ms * float64(time.Millisecond)))
}

// sound says whether every instant and length lies where a clock can show it.
func (c *Course) sound() bool {
	all := []*float64{&c.ClockMS, c.SinceMS, c.ZeroMS, &c.HeldMS, c.LimitMS, c.WarningMS, c.GraceMS}
	if c.Test != nil {
		all = append(all, &c.Test.FromMS, &c.Test.UntilMS)
	}
	for _, ms := range all {
		if ms != nil && math.Abs(*ms) >= math.MaxInt64/4/float64(time.Millisecond) {
			return false
		}
	}
	return true
}
