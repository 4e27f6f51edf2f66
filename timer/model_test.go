package timer_test

import (
	"fmt"
	"math"
	"slices"
	"time"

	"rostrum/timer"
)

// model is a second meeting, as simple as it can be: slices, and the stamps of
// each start and stop. An undo plays everything again without what is undone.
type model struct {
	rev          uint64
	rules        table
	list         []line
	listClosed   bool
	suspended    bool
	closed       bool
	floor        *speech
	below        *speech // interrupted by a point of order
	ended        []speech
	suspensions  [][2]time.Duration
	speeches     int // numbers given
	lines        int
	prepared     []waiting
	preparations int
	reminded     []reminding
	lightMoves   *bool // as it was said last
	carried      int   // speeches that are older than the clock
	log          []action
	base         *model // as it was before the log
}

// waiting is a meeting that is prepared.
type waiting struct {
	number int
	title  string
}

// reminding is a line that a speaker was shown.
type reminding struct {
	of   int
	line timer.Line
	at   time.Duration
}

// line is one line of the list; status is what it would be in an open debate.
type line struct {
	id, delegation, speaker string
	kind                    timer.Kind
	status                  timer.Status
	more                    time.Duration // than the rules give
	level                   int           // 1 is the highest, 0 not known
	registered              time.Time
}

type speech struct {
	id                  int
	line                string // of the list, or empty
	delegation, speaker string
	kind                timer.Kind
	rule                timer.Rule
	given               time.Duration
	begun               time.Duration
	stamps              []time.Duration // start, stop, start, …
	added               time.Duration   // by a correction
	goesOn              bool
	moves               []move // what its clock was for, since the start
	by                  []int  // points of order that interrupted it
	byHand              bool   // somebody said how long it was
	unsure              bool   // it is not known when it was
	pausedToo           time.Duration
	suspendedToo        time.Duration
	first               time.Duration // when it began before that was corrected, or zero
	rules               table         // in force for it
	extended            time.Duration
	extensions          []timer.Extend // with what was meant of the light
	more                time.Duration  // than the rules gave
}

// move says what the time of a speech was for, from a moment on.
type move struct {
	at   time.Duration
	what string
}

const (
	speaks      = "speaks"
	paused      = "paused"
	interrupted = "interrupted"
	suspended   = "suspended"
	over        = "over"
)

// is says what the time of a speech that has begun is for from now on.
func (s *speech) is(what string, at time.Duration) {
	if s != nil && (what == speaks || s.started()) {
		s.moves = append(slices.Clone(s.moves), move{at, what})
	}
}

// took adds up what a speech was for.
func (s *speech) took(what string, now time.Duration) (sum time.Duration) {
	for i, m := range s.moves {
		end := now
		if i+1 < len(s.moves) {
			end = s.moves[i+1].at
		}
		if m.what == what {
			sum += end - m.at
		}
	}
	switch what {
	case paused:
		sum += s.pausedToo
	case suspended:
		sum += s.suspendedToo
	}
	return sum
}

// action is something that was done, with all that was decided then.
type action struct {
	rev uint64
	at  time.Duration
	do  func(m *model, at time.Duration)
}

func newModel(open timer.OpenMeeting) *model {
	m := &model{rev: 1, rules: tableOf(open.Rules)}
	for _, in := range open.List {
		m.inscribe(in, "")
	}
	m.base = m.clone()
	return m
}

func (m *model) clone() *model {
	out := *m
	out.list, out.ended, out.log, out.base = slices.Clone(m.list), slices.Clone(m.ended), nil, nil
	out.prepared = slices.Clone(m.prepared)
	for _, s := range []**speech{&out.floor, &out.below} {
		if *s != nil {
			speech := **s
			*s = &speech
		}
	}
	return &out
}

func (s *speech) running() bool { return len(s.stamps)%2 == 1 }
func (s *speech) started() bool { return len(s.stamps) > 0 }
func (s *speech) point() bool   { return s.line == "" }
func (s *speech) turn(at time.Duration) {
	s.stamps = append(slices.Clone(s.stamps), at)
}

func (s *speech) elapsed(now time.Duration) time.Duration {
	sum := s.added
	for i := 0; i < len(s.stamps); i += 2 {
		stop := now
		if i+1 < len(s.stamps) {
			stop = s.stamps[i+1]
		}
		sum += stop - s.stamps[i]
	}
	return sum
}

func (s *speech) phase(now time.Duration) timer.Phase {
	e, limit := s.elapsed(now), s.rule.Limit
	warning := s.rule.Warning.Offset
	if s.rule.Warning.BeforeLimit {
		warning = max(0, limit-warning)
	}
	switch {
	case !s.started():
		return timer.Ready
	case limit == timer.NoLimit || e < min(warning, limit):
		return timer.Speaking
	case e < limit:
		return timer.Warning
	case e < limit+graceOf(s.rule):
		return timer.Over
	default:
		return timer.Overrun
	}
}

// graceOf is the grace of a rule; of a share every second counts that is begun.
func graceOf(r timer.Rule) time.Duration {
	if r.Share == 0 {
		return r.Grace
	}
	return time.Duration(math.Ceil(r.Limit.Seconds()*float64(r.Share)/100)) * time.Second
}

// extend changes the limit, and says where the light begins then.
func (s *speech) extend(c timer.Extend) {
	light := s.rule.Warning.Offset
	if s.rule.Warning.BeforeLimit {
		light = min(max(0, s.rule.Limit-light), max(0, s.rule.Limit))
	}
	s.rule.Limit += c.By
	s.extended += c.By
	s.extensions = append(slices.Clone(s.extensions), c)
	if c.Light != nil && *c.Light == s.rule.Warning.BeforeLimit {
		return // it does so by itself
	}
	if c.Light != nil && *c.Light {
		s.rule.Warning.Offset = max(0, light+c.By)
	} else if c.Light != nil {
		s.rule.Warning = timer.Mark{Offset: light}
	}
}

func (s *speech) signal(now time.Duration) timer.Signal {
	if !s.running() || s.rule.Limit == timer.NoLimit {
		return timer.Dark
	}
	switch s.phase(now) {
	case timer.Warning, timer.Over:
		return timer.Flash
	case timer.Overrun:
		return timer.Steady
	default:
		return timer.Dark
	}
}

func (m *model) at(id timer.EntryID) int {
	return slices.IndexFunc(m.list, func(l line) bool { return l.id == string(id) })
}

// status is what a screen shows of a line.
func (m *model) status(l line) timer.Status {
	if m.closed && (l.status == timer.Waiting || l.status == timer.Absent) {
		return timer.NotHeard
	}
	return l.status
}

func (m *model) set(id string, s timer.Status) {
	if i := m.at(timer.EntryID(id)); i >= 0 {
		m.list[i].status = s
	}
}

func (m *model) inscribe(in timer.Inscription, before timer.EntryID) {
	m.lines++
	m.place(line{fmt.Sprint("e", m.lines), in.Delegation, in.Speaker, in.Kind, timer.Waiting, in.Allowance, levelOf(in.Level), in.RegisteredAt}, before)
}

func levelOf(l timer.Level) int { return slices.Index(timer.Levels(), l) + 1 }

func (m *model) place(l line, before timer.EntryID) {
	i := m.at(before)
	if i < 0 {
		i = len(m.list)
	}
	m.list = slices.Insert(m.list, i, l)
}

func (m *model) move(id, before timer.EntryID) {
	i := m.at(id)
	l := m.list[i]
	m.list = slices.Delete(m.list, i, i+1)
	m.place(l, before)
}

// end takes the floor away.
func (m *model) end(at time.Duration) {
	s := m.floor
	if s.running() {
		s.turn(at)
	}
	s.is(over, at)
	m.set(s.line, timer.Heard)
	m.ended = append(m.ended, *s)
	m.floor = nil
}

// without plays everything again but one revision. Numbers are not given again.
func (m *model) without(rev uint64) *model {
	out := m.base.clone()
	out.base = m.base
	for _, a := range m.log {
		if a.rev != rev {
			out.log = append(out.log, a)
			a.do(out, a.at)
		}
	}
	out.rev, out.speeches, out.lines, out.carried = m.rev+1, m.speeches, m.lines, m.carried
	out.preparations, out.reminded = m.preparations, m.reminded
	return out
}

// away lets the controller be away since last; where its clock is not plausible
// nothing is counted from then on, and nothing from before can be undone.
func (m *model) away(last, now time.Duration, plausible bool) {
	m.rev++
	m.carried = m.speeches
	if plausible {
		return
	}
	if m.floor != nil && m.floor.running() {
		m.floor.turn(last)
	}
	for _, s := range []*speech{m.floor, m.below} {
		if s != nil {
			s.place(now)
		}
	}
	for i := range m.ended {
		m.ended[i].place(now)
	}
	m.log = nil
	m.base = m.clone()
}

// place says that it is not known when a speech was begun.
func (s *speech) place(now time.Duration) {
	s.unsure = true
	if s.started() {
		s.given, s.begun = now-(s.begun-s.given), now
	} else {
		s.given = now
	}
}

// do carries out a command that is not an undo, or says that it is refused.
func (m *model) do(c timer.Command, at time.Duration) bool {
	act := m.decide(c, at)
	if act == nil {
		return false
	}
	m.rev++
	if _, lasts := c.(timer.Remind); !lasts {
		m.log = append(m.log, action{m.rev, at, act})
	}
	act(m, at)
	return true
}

// consistent says what no meeting can be.
func (m *model) consistent() error {
	speaking := 0
	replies := make(map[string]int)
	for _, l := range m.list {
		if reply(l.kind) && l.status != timer.Withdrawn {
			key := l.delegation + " " + string(l.kind)
			if replies[key]++; replies[key] > 1 {
				return fmt.Errorf("%s twice", key)
			}
		}
		has := m.floor != nil && m.floor.line == l.id || m.below != nil && m.below.line == l.id
		if has != (l.status == timer.HasFloor) {
			return fmt.Errorf("%s is %s; has the floor: %v", l.id, l.status, has)
		}
		if has {
			speaking++
		}
	}
	switch {
	case m.below != nil && (m.floor == nil || !m.floor.point() || m.below.running()):
		return fmt.Errorf("interrupted by %+v", m.floor)
	case speaking > 1:
		return fmt.Errorf("%d speak at once", speaking)
	case m.suspended && m.floor != nil && m.floor.running():
		return fmt.Errorf("a clock runs in a suspended meeting")
	case m.closed && m.floor != nil:
		return fmt.Errorf("%s has the floor in a closed debate", m.floor.delegation)
	}
	return nil
}
