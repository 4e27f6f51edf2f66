package timer_test

import (
	"slices"
	"time"

	"rostrum/timer"
)

// of returns a speech by its number, and whether it is over.
func (m *model) of(id int) (s *speech, over bool) {
	for _, s := range []*speech{m.floor, m.below} {
		if s != nil && s.id == id {
			return s, false
		}
	}
	for i := range m.ended {
		if m.ended[i].id == id {
			return &m.ended[i], true
		}
	}
	return nil, false
}

// ended is when a speech that is over ended.
func (s *speech) ended() time.Duration { return s.moves[len(s.moves)-1].at }

// decideCorrection decides what is corrected of who spoke and when. Of when it is asked
// only where the wall clock was never set, and of speeches whose clock never stood.
func (m *model) decideCorrection(c timer.Correct, at time.Duration) doing {
	s, isOver := m.of(c.Statement)
	if s == nil || c.Reason == "" {
		return nil
	}
	line := s.line
	if c.Entry != "" && string(c.Entry) != line {
		i := m.at(c.Entry)
		if i < 0 || s.point() || m.list[i].status == timer.Heard || m.list[i].status == timer.HasFloor ||
			m.list[i].status == timer.Withdrawn && reply(m.list[i].kind) {
			return nil
		}
		line = string(c.Entry)
	}
	begun, ended, pausedFor := s.begun, time.Duration(0), s.took(paused, 0)
	times := c.StartedAt != nil || c.EndedAt != nil || c.Paused != nil
	if times {
		if !isOver {
			return nil
		}
		ended = s.ended()
		if c.StartedAt != nil {
			begun = c.StartedAt.Sub(wallOf(0))
		}
		if c.EndedAt != nil {
			ended = c.EndedAt.Sub(wallOf(0))
		}
		if c.Paused != nil {
			pausedFor = *c.Paused
		}
		if ended > at || ended < begun || pausedFor < 0 || begun < time.Hour && begun < s.begunAtFirst() || m.covers(s, begun, ended) {
			return nil
		}
		for _, susp := range m.suspensions {
			for _, x := range []time.Duration{begun, ended} {
				if x > susp[0] && x < susp[1] {
					return nil
				}
			}
		}
		if pausedFor+m.suspendedIn(begun, ended)-s.pausedToo-s.suspendedToo > s.elapsed(0)+(ended-begun)-(s.ended()-s.begun) {
			return nil
		}
	}
	newSpeaker := c.Speaker != nil && *c.Speaker != s.speaker
	moved := times && (begun != s.begun || ended != s.ended() || pausedFor != s.took(paused, 0))
	if line == s.line && !newSpeaker && !moved {
		return nil
	}
	id := s.id
	return func(m *model, _ time.Duration) {
		m.ended = slices.Clone(m.ended)
		s, _ := m.of(id)
		before, same := s.speaker, line == s.line
		if line != s.line {
			m.change(s, line, isOver)
		}
		if c.Speaker != nil {
			if s.line != "" && same && m.list[m.at(timer.EntryID(s.line))].speaker == before {
				m.list[m.at(timer.EntryID(s.line))].speaker = *c.Speaker
			}
			s.speaker = *c.Speaker
		}
		if moved {
			s.correct(begun, ended, pausedFor, m.suspendedIn(begun, ended))
		}
	}
}

// change lets another line be the one that speaks, or spoke.
func (m *model) change(s *speech, line string, isOver bool) {
	m.set(s.line, timer.Waiting)
	l := m.list[m.at(timer.EntryID(line))]
	s.line, s.delegation, s.speaker, s.kind = line, l.delegation, l.speaker, l.kind
	s.more = l.more
	s.rule = with(s.rules[l.kind].Rule, s.more)
	if limit := s.rule.Limit; limit != timer.NoLimit {
		for _, c := range s.extensions {
			again := speech{rule: s.rule}
			again.extend(c)
			s.rule = again.rule
		}
		s.rule.Limit = max(time.Millisecond, limit+s.extended)
	}
	if isOver {
		m.set(line, timer.Heard)
	} else {
		m.set(line, timer.HasFloor)
	}
}

// correct lets a speech that is over, and whose clock never stood, have been at another
// time.
func (s *speech) correct(begun, ended, pausedFor, suspendedFor time.Duration) {
	more := (pausedFor - s.pausedToo) + (suspendedFor - s.suspendedToo)
	used := s.elapsed(0) + (ended - begun) - (s.ended() - s.begun) - more
	s.first = s.begunAtFirst()
	s.begun, s.pausedToo, s.suspendedToo, s.byHand = begun, pausedFor, suspendedFor, true
	s.moves = []move{{begun, speaks}, {ended, over}}
	s.stamps, s.added = []time.Duration{begun, ended}, used-(ended-begun)
}

// begunAtFirst is when it began before that was corrected.
func (s *speech) begunAtFirst() time.Duration {
	if s.first > 0 {
		return s.first
	}
	return s.begun
}

// suspendedIn is for how long the meeting was suspended in a span.
func (m *model) suspendedIn(begun, ended time.Duration) (sum time.Duration) {
	for _, susp := range m.suspensions {
		if susp[0] >= begun && susp[1] <= ended {
			sum += susp[1] - susp[0]
		}
	}
	return sum
}

// covers says whether somebody else had the floor at a time.
func (m *model) covers(s *speech, begun, ended time.Duration) bool {
	others := slices.Clone(m.ended)
	for _, o := range []*speech{m.floor, m.below} {
		if o != nil && o.started() {
			others = append(others, *o)
		}
	}
	for _, o := range others {
		if o.id == s.id || slices.Contains(o.by, s.id) || slices.Contains(s.by, o.id) {
			continue
		}
		from := o.begun
		for _, move := range append(o.moves, moveNever) {
			switch move.what {
			case over:
				if begun < move.at && from < ended {
					return true
				}
				from = never
			default:
				from = min(from, move.at)
			}
		}
	}
	return false
}

const never = time.Duration(1<<63 - 1)

// moveNever ends what is not over.
var moveNever = move{never, over}

// wallOf is the wall time of a moment of the model, where that clock was never set.
func wallOf(d time.Duration) time.Time { return at(d).Wall }
