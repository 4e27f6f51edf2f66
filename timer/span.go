package timer

import (
	"slices"
	"time"
)

// farthest is how far a corrected time may lie from the one that was measured: it is
// another time of the same statement, not another day.
const farthest = 24 * time.Hour

// Span is when a statement was made that is over, and what its time was for.
type Span struct {
	StartedAt   time.Time     `json:"started_at"`
	EndedAt     time.Time     `json:"ended_at"`
	Paused      time.Duration `json:"paused"`
	Interrupted time.Duration `json:"interrupted"`
	Suspended   time.Duration `json:"suspended"`
	Used        time.Duration `json:"used"`
	// PausedSaid says that what pauses took is what a person said.
	PausedSaid bool `json:"paused_said,omitempty"`
}

// measured is what the clock measured of a statement, before a time of it was corrected.
// Each correction is made of that: so that one which cut something off can be put right
// by the next.
type measured struct {
	started, ended Stamp
	begunAt, endAt Instant
	held           time.Duration
	stops          []Stop
}

// measuredOf returns what was measured of a statement that is over.
func measuredOf(s *Statement) measured {
	if s.measured != nil {
		return *s.measured
	}
	return measured{s.StartedAt, s.EndedAt, s.BegunAt, s.EndAt, s.Held, s.Stops}
}

// at returns the moment of another wall time, on the clock of a moment that was measured.
func (s Stamp) at(wall time.Time) Stamp {
	later := wall.Sub(s.Wall)
	return Stamp{Wall: wall, Steady: s.Steady.Add(later), Boot: s.Boot}
}

// since returns the time from an earlier moment: by the steady clock, where it is one for
// both.
func (s Stamp) since(earlier Stamp) time.Duration {
	if s.Boot == earlier.Boot {
		return s.Steady.Sub(earlier.Steady)
	}
	return s.Wall.Sub(earlier.Wall)
}

// when corrects when a statement was made that is over.
func (c Correct) when(m *Meeting, s *Statement, k *Known, now Stamp) error {
	if c.StartedAt == nil && c.EndedAt == nil && c.Paused == nil {
		return nil
	}
	if k.Span == nil {
		return notNow("still-has-floor", "%s still has the floor: its clock goes on, and is set right as long as it runs", s.whom())
	}
	span := *k.Span
	k.Span = &span
	if c.StartedAt != nil {
		span.StartedAt = c.StartedAt.UTC()
	}
	if c.EndedAt != nil {
		span.EndedAt = c.EndedAt.UTC()
	}
	if c.Paused != nil {
		span.Paused, span.PausedSaid = *c.Paused, true
	}
	field, of := c.field(), measuredOf(s)
	switch {
	case span.StartedAt.Sub(of.started.Wall).Abs() > farthest, span.EndedAt.Sub(of.ended.Wall).Abs() > farthest:
		return invalid(field, "another-day", "that is more than a day from what was recorded")
	case span.EndedAt.After(now.Wall):
		return invalid("ended_at", "end-in-future", "a statement cannot have ended in the future")
	case span.EndedAt.Before(span.StartedAt):
		return invalid(field, "end-before-start", "a statement cannot have ended before it began")
	case span.StartedAt.Before(m.Opened.Wall) && span.StartedAt.Before(of.started.Wall):
		return invalid("started_at", "before-opening", "the meeting was opened only later")
	case span.Paused < 0:
		return invalid("paused_ms", "paused-negative", "the pauses cannot have taken less than nothing")
	}
	from, to := of.started.at(span.StartedAt), of.ended.at(span.EndedAt)
	if err := m.freeFor(s, from, to, field); err != nil {
		return err
	}
	s.fill(m, &span)
	if span.Used < 0 {
		return invalid(field, "paused-longer", "the clock would have stood for longer than the statement lasted")
	}
	return nil
}

// field names the field of a time that is refused.
func (c Correct) field() string {
	switch {
	case c.EndedAt != nil:
		return "ended_at"
	case c.StartedAt != nil:
		return "started_at"
	default:
		return "paused_ms"
	}
}

// fill computes of a span what follows from its start, its end and what was measured.
func (s *Statement) fill(m *Meeting, span *Span) {
	of := measuredOf(s)
	stops := s.stopsIn(m, of, *span)
	if !span.PausedSaid {
		span.Paused = stoodFor(stops, Pausing)
	}
	span.Interrupted, span.Suspended = stoodFor(stops, Interrupted), stoodFor(stops, Suspended)
	from, to := of.started.at(span.StartedAt), of.ended.at(span.EndedAt)
	lasted := to.since(from) - of.ended.since(of.started)
	others := span.Interrupted + span.Suspended + stoodFor(stops, EndedOnce)
	span.Used = of.held + lasted - (others + span.Paused - stoodFor(of.stops))
}

// stopsIn are the stops of a statement within another span: those that were measured, and
// suspensions of the meeting in what the span has more.
func (s *Statement) stopsIn(m *Meeting, of measured, span Span) []Stop {
	from, to := of.started.at(span.StartedAt), of.ended.at(span.EndedAt)
	stops := slices.Clone(of.stops)
	for _, susp := range m.Suspensions {
		if susp.To == (Stamp{}) || susp.To.since(of.started) > 0 && of.ended.since(susp.From) > 0 {
			continue // it was measured, or goes on
		}
		took := susp.To.since(susp.From)
		stops = append(stops, Stop{Why: Suspended, At: susp.From, Since: of.begunAt.Add(susp.From.since(of.started)), Over: true, Took: took})
	}
	slices.SortStableFunc(stops, func(a, b Stop) int { return int(max(-1, min(1, a.Since.Sub(b.Since)))) })
	return cutStops(stops, from, to)
}

// freeFor refuses a span in which the statement cannot have been made.
func (m *Meeting) freeFor(s *Statement, from, to Stamp, field string) error {
	for _, susp := range m.Suspensions {
		for _, at := range []Stamp{from, to} {
			if at.since(susp.From) > 0 && (susp.To == (Stamp{}) || susp.To.since(at) > 0) {
				return invalid(field, "while-suspended", "the meeting was suspended then")
			}
		}
	}
	for _, o := range slices.Concat(m.Ended, []*Statement{m.Interrupted, m.Floor}) {
		if o == nil || o.ID == s.ID || !o.Started || s.interruptedBy(o.ID) != nil {
			continue
		}
		if stop := o.interruptedBy(s.ID); stop != nil {
			if stop.At.since(from) > 0 || stop.Over && to.since(stop.At) > stop.Took {
				return invalid(field, "outside-interruption", "the point of order lies within the time for which it interrupted %s", o.whom())
			}
			continue
		}
		if o.spokeIn(from, to) && !s.wasAwayFor(o) {
			return invalid(field, "over-neighbour", "that would lie over the time of %s", o.whom())
		}
	}
	return nil
}

// interruptedBy returns for how long a point of order interrupted the statement, or nil.
func (s *Statement) interruptedBy(id int) *Stop {
	stops := s.Stops
	if s.measured != nil {
		stops = s.measured.stops
	}
	for i := range stops {
		if stops[i].Why == Interrupted && stops[i].By == id {
			return &stops[i]
		}
	}
	return nil
}

// spokeIn says whether a statement had the floor at any time of a span; not between an
// end by mistake and the reopening, when others may have had it.
func (s *Statement) spokeIn(from, to Stamp) bool {
	begun := s.StartedAt
	for _, stop := range s.Stops {
		if stop.Why == EndedOnce {
			if to.since(begun) > 0 && stop.At.since(from) > 0 {
				return true
			}
			begun = Stamp{Wall: stop.At.Wall.Add(stop.Took), Steady: stop.At.Steady.Add(stop.Took), Boot: stop.At.Boot}
		}
	}
	return to.since(begun) > 0 && (s.EndedAt == (Stamp{}) || s.EndedAt.since(from) > 0)
}

// wasAwayFor says whether another one spoke while this one had ended by mistake.
func (s *Statement) wasAwayFor(other *Statement) bool {
	return other.EndedAt != (Stamp{}) && slices.ContainsFunc(s.Stops, func(stop Stop) bool {
		return stop.Why == EndedOnce && other.StartedAt.since(stop.At) >= 0 && other.EndedAt.since(stop.At) <= stop.Took
	})
}

// span moves a statement that is over to the time when it was made.
func (s *Statement) span(m *Meeting, now Span) {
	of := measuredOf(s)
	if s.measured == nil {
		s.measured = &of
	}
	later := now.StartedAt.Sub(of.started.Wall)
	s.StartedAt, s.BegunAt = of.started.at(now.StartedAt), of.begunAt.Add(later)
	later = now.EndedAt.Sub(of.ended.Wall)
	s.EndedAt, s.EndAt = of.ended.at(now.EndedAt), of.endAt.Add(later)
	s.Stops = s.stopsIn(m, of, now)
	if now.PausedSaid {
		s.pausedFor(now.Paused)
	}
	s.Held, s.pausedSaid = now.Used, now.PausedSaid
}

// pausedFor lets the pauses have taken so long in all: the last of them bears the
// difference, from its beginning, and those before it what is left.
func (s *Statement) pausedFor(paused time.Duration) {
	more := paused - s.Stood(Pausing, 0)
	for i := len(s.Stops) - 1; i >= 0 && more != 0; i-- {
		if stop := &s.Stops[i]; stop.Why == Pausing {
			by := max(more, -stop.Took)
			stop.At.Wall, stop.At.Steady = stop.At.Wall.Add(-by), stop.At.Steady.Add(-by)
			stop.Since, stop.Took = stop.Since.Add(-by), stop.Took+by
			more -= by
		}
	}
	if more > 0 {
		first := Stop{Why: Pausing, At: s.StartedAt, Since: s.BegunAt, Over: true, Took: more}
		s.Stops = slices.Insert(s.Stops, 0, first)
	}
	s.Stops = slices.DeleteFunc(s.Stops, func(stop Stop) bool { return stop.Took == 0 })
}

// change changes a copy of a statement, wherever it is.
func (m *Meeting) change(id int, change func(*Statement)) {
	switch {
	case m.floorID() == id:
		m.edit(id, change)
	case m.Interrupted != nil && m.Interrupted.ID == id:
		m.below(change)
	default:
		for i, ended := range m.Ended {
			if ended.ID == id {
				s := *ended
				change(&s)
				m.Ended = slices.Clone(m.Ended)
				m.Ended[i] = &s
				if m.Last != nil && m.Last.ID == id {
					m.Last = &s
				}
			}
		}
	}
}

// Statement returns the statement of a number, or nil where it has not had the floor in
// this meeting, or has returned it.
func (m *Meeting) Statement(id int) *Statement {
	for _, s := range []*Statement{m.Floor, m.Interrupted} {
		if s != nil && s.ID == id {
			return s
		}
	}
	return m.ended(id)
}
