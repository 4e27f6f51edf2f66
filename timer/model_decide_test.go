package timer_test

import (
	"slices"
	"time"

	"rostrum/timer"
)

type doing = func(m *model, at time.Duration)

// decide returns what a command does, or nil where it is refused. What depends
// on the moment is decided here, once: an undo of something older does not
// decide it anew.
func (m *model) decide(c timer.Command, at time.Duration) doing {
	sits := !m.suspended && !m.closed
	f := m.floor
	started := f != nil && f.started()
	switch c := c.(type) {
	case timer.GiveFloor:
		return m.decideFloor(c, sits)
	case timer.Start:
		if f == nil || f.started() || m.suspended || c.At != 0 && at-time.Duration(c.At) > 2*time.Second {
			break
		}
		begun := at
		if c.At != 0 {
			begun = max(f.given, min(at, time.Duration(c.At)))
		}
		return func(m *model, _ time.Duration) { m.floor.begun = begun; m.floor.turn(begun); m.floor.is(speaks, begun) }
	case timer.Pause:
		if started && f.running() {
			return func(m *model, at time.Duration) { m.floor.turn(at); m.floor.is(paused, at) }
		}
	case timer.Resume:
		if started && !f.running() && sits {
			return func(m *model, at time.Duration) { m.floor.turn(at); m.floor.is(speaks, at) }
		}
	case timer.Extend:
		if f != nil && f.rule.Limit != timer.NoLimit && c.By != 0 && f.rule.Limit+c.By > 0 {
			if c.Light == nil {
				c.Light = m.lightMoves
			}
			return func(m *model, _ time.Duration) {
				m.floor.extend(c)
				if c.Light != nil {
					m.lightMoves = c.Light
				}
			}
		}
	case timer.Urge:
		if started {
			return func(*model, time.Duration) {}
		}
	case timer.Remind:
		if f != nil && c.Line != "" && m.remindedSince(f.id, c.Line, at-time.Minute) < 2 {
			return func(m *model, at time.Duration) {
				m.reminded = append(slices.Clone(m.reminded), reminding{m.floor.id, c.Line, at})
			}
		}
	case timer.End:
		switch {
		case f == nil || m.below != nil:
		case started:
			return (*model).end
		default:
			return func(m *model, _ time.Duration) { m.set(m.floor.line, timer.Waiting); m.floor = nil }
		}
	case timer.BackDate:
		until := at
		if started {
			until = f.begun
		}
		if f != nil && sits && c.By > 0 && c.By <= until-f.given {
			return func(m *model, at time.Duration) {
				if !m.floor.started() {
					m.floor.begun = at
					m.floor.turn(at)
					m.floor.is(speaks, at)
				}
				m.floor.begun -= c.By
				m.floor.added += c.By
			}
		}
	case timer.SetElapsed:
		if f != nil && sits && f.id <= m.carried && c.To >= 0 {
			return func(m *model, at time.Duration) {
				f := m.floor
				f.byHand = true
				if !f.started() {
					f.begun = at - c.To
					f.given = min(f.given, f.begun)
					f.turn(at)
					f.is(speaks, at)
				}
				f.added += c.To - f.elapsed(at)
			}
		}
	case timer.Restart:
		if started && sits {
			return func(m *model, at time.Duration) {
				m.floor.begun, m.floor.added, m.floor.stamps = at, 0, []time.Duration{at}
				m.floor.moves, m.floor.pausedToo = nil, 0
				m.floor.is(speaks, at)
			}
		}
	case timer.HandOver:
		if f != nil && c.Speaker != "" {
			return func(m *model, _ time.Duration) { m.floor.speaker = c.Speaker }
		}
	case timer.RaisePoint:
		if sits && (f == nil || !f.point()) {
			return m.decidePoint(c)
		}
	case timer.RuleOnPoint:
		if sits && f != nil && f.point() {
			return func(m *model, at time.Duration) { m.rule(c.Then, at) }
		}
	case timer.Reopen:
		gone := func(s speech) bool { return s.id == c.Statement && !s.point() }
		if sits && f == nil && slices.ContainsFunc(m.ended, gone) {
			return func(m *model, at time.Duration) {
				i := slices.IndexFunc(m.ended, gone)
				s := m.ended[i]
				m.ended = slices.Delete(slices.Clone(m.ended), i, i+1)
				m.floor = &s
				m.floor.is(paused, at)
				m.set(s.line, timer.HasFloor)
			}
		}
	case timer.Correct:
		return m.decideCorrection(c, at)
	default:
		return m.decideMeeting(c)
	}
	return nil
}

func (m *model) decideFloor(c timer.GiveFloor, sits bool) doing {
	if !sits || m.floor != nil || !m.waits(c.Entry) {
		return nil
	}
	rule := with(m.rules[m.list[m.at(c.Entry)].kind].Rule, m.list[m.at(c.Entry)].more)
	m.speeches++
	id := m.speeches
	return func(m *model, at time.Duration) {
		l := m.list[m.at(c.Entry)]
		m.set(l.id, timer.HasFloor)
		m.floor = &speech{id: id, line: l.id, delegation: l.delegation, speaker: l.speaker, kind: l.kind, rule: rule, rules: m.rules, given: at, more: l.more}
	}
}

func (m *model) decidePoint(c timer.RaisePoint) doing {
	rule := m.rules[timer.PointOfOrder].Rule
	m.speeches++
	id := m.speeches
	return func(m *model, at time.Duration) {
		if below := m.floor; below != nil {
			below.goesOn = below.running()
			if below.running() {
				below.turn(at)
			}
			if below.is(interrupted, at); below.started() {
				below.by = append(slices.Clone(below.by), id)
			}
			m.below = below
		}
		m.floor = &speech{id: id, delegation: c.Delegation, kind: timer.PointOfOrder, rule: rule, rules: m.rules, given: at, begun: at, stamps: []time.Duration{at}}
		m.floor.is(speaks, at)
	}
}

func (m *model) rule(then timer.Ruling, at time.Duration) {
	m.end(at)
	m.floor, m.below = m.below, nil
	switch f := m.floor; {
	case f == nil:
	case then == timer.ThenEnd && f.started():
		m.end(at)
	case then == timer.ThenEnd: // it had not begun
		m.set(f.line, timer.Waiting)
		m.floor = nil
	case f.goesOn:
		f.turn(at)
		f.is(speaks, at)
	default:
		f.is(paused, at)
	}
}

// decideMeeting decides what concerns list and meeting.
func (m *model) decideMeeting(c timer.Command) doing {
	switch c := c.(type) {
	case timer.Inscribe:
		if !m.closed && (!m.listClosed || reply(c.Kind)) && (c.Before == "" || m.at(c.Before) >= 0) {
			return m.decideInscribe(c.Inscription, c.Before)
		}
	case timer.Reply:
		if !m.closed {
			return m.decideInscribe(timer.Inscription{Delegation: c.Delegation, Kind: timer.RightOfReply}, "")
		}
	case timer.Withdraw:
		if m.waits(c.Entry) {
			return func(m *model, _ time.Duration) { m.set(string(c.Entry), timer.Withdrawn) }
		}
	case timer.Move:
		if m.waits(c.Entry) && c.Before != c.Entry && (c.Before == "" || m.at(c.Before) >= 0) {
			before := c.Before
			if before == "" {
				before = m.atEnd(m.list[m.at(c.Entry)].kind, c.Entry)
			}
			return func(m *model, _ time.Duration) { m.move(c.Entry, before) }
		}
	case timer.MarkAbsent:
		ready := m.floor != nil && m.floor.line == string(c.Entry) && !m.floor.started()
		if !m.closed && (ready || m.waits(c.Entry)) {
			before := m.atEnd(m.list[m.at(c.Entry)].kind, c.Entry)
			return func(m *model, _ time.Duration) { m.absent(c, ready, before) }
		}
	case timer.Amend:
		return m.decideAmend(c)
	case timer.OrderList:
		return m.decideOrder(c.By)
	case timer.SetListOpening, timer.SetEnd, timer.NameState: // nothing that it looks at
		return func(*model, time.Duration) {}
	case timer.CloseList:
		if !m.listClosed {
			return func(m *model, _ time.Duration) { m.listClosed = true }
		}
	case timer.ReopenList:
		if m.listClosed && !m.closed {
			return func(m *model, _ time.Duration) { m.listClosed = false }
		}
	case timer.Suspend:
		if !m.suspended {
			return func(m *model, at time.Duration) {
				m.suspended = true
				m.suspensions = append(slices.Clone(m.suspensions), [2]time.Duration{at, never})
				if m.floor != nil && m.floor.running() {
					m.floor.turn(at)
				}
				m.floor.is(suspended, at)
				m.below.is(suspended, at)
			}
		}
	case timer.Reconvene:
		if m.suspended {
			return func(m *model, at time.Duration) {
				m.suspended = false
				m.suspensions = slices.Clone(m.suspensions)
				m.suspensions[len(m.suspensions)-1][1] = at
				m.floor.is(paused, at)
				m.below.is(interrupted, at)
			}
		}
	case timer.CloseDebate:
		if !m.closed && m.floor == nil {
			return func(m *model, _ time.Duration) { m.closed = true }
		}
	case timer.ReopenDebate:
		if m.closed {
			return func(m *model, _ time.Duration) { m.closed = false }
		}
	case timer.SetRules:
		return m.decideRules(c)
	case timer.Note:
		return func(*model, time.Duration) {}
	case timer.PrepareMeeting, timer.ChangePrepared, timer.DiscardPrepared:
		return m.decidePrepared(c)
	}
	return nil
}

// decidePrepared decides what concerns meetings that are prepared.
func (m *model) decidePrepared(c timer.Command) doing {
	place := func(m *model, number int) int {
		return slices.IndexFunc(m.prepared, func(w waiting) bool { return w.number == number })
	}
	switch c := c.(type) {
	case timer.PrepareMeeting:
		if len(m.prepared) < timer.MaxPrepared {
			m.preparations++
			is := waiting{m.preparations, c.Title}
			return func(m *model, _ time.Duration) { m.prepared = append(slices.Clone(m.prepared), is) }
		}
	case timer.ChangePrepared:
		if i := place(m, c.Prepared); i >= 0 && m.prepared[i].title != *c.Title {
			return func(m *model, _ time.Duration) {
				m.prepared = slices.Clone(m.prepared)
				m.prepared[place(m, c.Prepared)].title = *c.Title
			}
		}
	case timer.DiscardPrepared:
		if place(m, c.Prepared) >= 0 {
			return func(m *model, _ time.Duration) {
				i := place(m, c.Prepared)
				m.prepared = slices.Delete(slices.Clone(m.prepared), i, i+1)
			}
		}
	}
	return nil
}

func (m *model) remindedSince(of int, line timer.Line, since time.Duration) (n int) {
	for _, r := range m.reminded {
		if r.of == of && r.line == line && r.at > since {
			n++
		}
	}
	return n
}

func (m *model) waits(id timer.EntryID) bool {
	i := m.at(id)
	return i >= 0 && !m.closed && (m.list[i].status == timer.Waiting || m.list[i].status == timer.Absent)
}

func reply(k timer.Kind) bool { return k == timer.RightOfReply || k == timer.SecondReply }

// kindFor returns the kind that a line gets that is to have one: of its two replies
// a delegation has each once.
func (m *model) kindFor(delegation string, wanted timer.Kind, itself string) (timer.Kind, bool) {
	if !reply(wanted) {
		return wanted, true
	}
	var free []timer.Kind
	for _, kind := range []timer.Kind{wanted, timer.RightOfReply, timer.SecondReply} {
		if !slices.ContainsFunc(m.list, func(l line) bool {
			return l.id != itself && l.delegation == delegation && l.kind == kind && l.status != timer.Withdrawn
		}) {
			free = append(free, kind)
		}
	}
	if len(free) == 0 {
		return "", false
	}
	return free[0], true
}

// atEnd is in front of the replies that are still to come after all others.
func (m *model) atEnd(k timer.Kind, itself timer.EntryID) timer.EntryID {
	if reply(k) {
		return ""
	}
	after := 0
	for i, l := range m.list {
		if !reply(l.kind) && l.status == timer.Waiting && l.id != string(itself) {
			after = i
		}
	}
	for _, l := range m.list[after:] {
		if reply(l.kind) && m.waits(timer.EntryID(l.id)) {
			return timer.EntryID(l.id)
		}
	}
	return ""
}

func (m *model) decideInscribe(in timer.Inscription, before timer.EntryID) doing {
	kind, possible := m.kindFor(in.Delegation, in.Kind, "")
	if !possible {
		return nil
	}
	in.Kind = kind
	if before == "" {
		before = m.atEnd(in.Kind, "")
	}
	number := m.lines
	return func(m *model, _ time.Duration) {
		m.lines = number
		m.inscribe(in, before)
	}
}

func (m *model) absent(c timer.MarkAbsent, ready bool, before timer.EntryID) {
	if ready {
		m.floor = nil
	}
	if c.Then == timer.ThenWithdraw {
		m.set(string(c.Entry), timer.Withdrawn)
		return
	}
	m.set(string(c.Entry), timer.Absent)
	m.move(c.Entry, before)
}

func (m *model) decideAmend(c timer.Amend) doing {
	i := m.at(c.Entry)
	if i < 0 || *c.Delegation == "" {
		return nil
	}
	l, wanted := m.list[i], timer.Kind(*c.Kind)
	kind := wanted
	if l.status != timer.Withdrawn && (l.delegation != *c.Delegation || l.kind != wanted) {
		free, possible := m.kindFor(*c.Delegation, wanted, l.id)
		if !possible || l.delegation == *c.Delegation && l.kind == free {
			return nil
		}
		kind = free
	}
	return func(m *model, _ time.Duration) { m.amend(c, kind) }
}

func (m *model) amend(c timer.Amend, kind timer.Kind) {
	l := &m.list[m.at(c.Entry)]
	newSpeaker := *c.Speaker != l.speaker
	l.delegation, l.speaker, l.kind = *c.Delegation, *c.Speaker, kind
	if c.Allowance != nil { // for the next time
		l.more = *c.Allowance
	}
	correct := func(s *speech) {
		if s != nil && s.line == l.id {
			s.delegation, s.kind = l.delegation, l.kind
			if newSpeaker {
				s.speaker = l.speaker
			}
		}
	}
	correct(m.floor)
	correct(m.below)
	m.ended = slices.Clone(m.ended)
	for i := range m.ended {
		correct(&m.ended[i])
	}
}

// decideOrder lets each line that is ordered stand behind all that come before it.
func (m *model) decideOrder(by timer.ListOrder) doing {
	if m.closed {
		return nil
	}
	var now, then []line
	for _, l := range m.list {
		if l.status != timer.Waiting || reply(l.kind) || l.kind == timer.Briefer || l.kind == timer.PresidentNational {
			continue
		}
		now = append(now, l)
		at := len(then)
		for at > 0 && comesBefore(l, then[at-1], by) {
			at--
		}
		then = slices.Insert(then, at, l)
	}
	places := make(map[string]string) // who comes to stand where somebody stands
	for i := range now {
		if now[i].id != then[i].id {
			places[now[i].id] = then[i].id
		}
	}
	if len(places) == 0 {
		return nil
	}
	return func(m *model, _ time.Duration) {
		list := slices.Clone(m.list)
		for i, l := range list {
			if other, moved := places[l.id]; moved {
				m.list[i] = list[slices.IndexFunc(list, func(l line) bool { return l.id == other })]
			}
		}
	}
}

func comesBefore(one, other line, by timer.ListOrder) bool {
	if by == timer.ByLevel && one.level != other.level {
		return other.level == 0 || one.level != 0 && one.level < other.level
	}
	return !one.registered.IsZero() && (other.registered.IsZero() || one.registered.Before(other.registered))
}
