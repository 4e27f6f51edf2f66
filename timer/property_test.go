package timer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
	"rostrum/timer/account"
)

// Whatever is commanded, in whatever order: the meeting is the one that the
// naive model has, and its invariants hold.
func TestMeetingInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, _ := timer.Preset(timer.DefaultRules)
		p := &play{T: t, now: time.Hour, open: timer.OpenMeeting{Rules: rules, List: []timer.Inscription{
			{Delegation: "A", Kind: timer.State}, {Delegation: "B", Kind: timer.Group},
			{Delegation: "C", Kind: timer.Briefer, Registration: timer.Registration{Allowance: 90 * time.Second}},
		}}}
		p.do(p.open)
		p.model = newModel(p.open)
		replies := rapid.IntRange(0, 3).Draw(t, "who replies") == 0
		for range rapid.IntRange(1, 80).Draw(t, "commands") {
			p.now += time.Duration(rapid.Int64Range(0, int64(4*time.Minute)).Draw(t, "later"))
			if rapid.IntRange(0, 15).Draw(t, "away") == 0 {
				p.away()
			}
			before := p.history.Meeting
			c := drawCommand(t, &before, p.steady(), replies, p.wallSet)
			if _, undo := c.(timer.Undo); undo {
				p.undo(c.(timer.Undo).Of)
				continue
			}
			done := p.do(c)
			if _, ok := c.(timer.TakeList); ok {
				if done {
					p.model.tookList(p.records[len(p.records)-1].Events[0].Fact.(timer.ListTaken), p.now)
				}
			} else if should := p.model.do(p.inTheModel(c), p.now); done != should {
				t.Fatalf("%s %+v was taken: %v; the model says %v", timer.ActOf(c).Name, c, done, should)
			}
			p.compare(c)
			if !done {
				continue
			}
			p.elapsedRises(&before, c)
			if _, lasts := c.(timer.Remind); lasts {
				p.reminders()
				continue
			}
			if rapid.IntRange(0, 3).Draw(t, "and undo it") == 0 {
				p.undo(p.history.Meeting.Rev)
				p.same(&before, c)
			}
		}
		p.replay()
		p.account()
	})
}

// reminders holds that each is there once, whatever was undone meanwhile.
func (p *play) reminders() {
	p.Helper()
	all := p.history.Meeting.Reminders
	if len(all) != len(p.model.reminded) {
		p.Fatalf("there are %d reminders; the model has %d", len(all), len(p.model.reminded))
	}
	for i, r := range all {
		m := p.model.reminded[i]
		if r.Statement != m.of || r.Line != m.line {
			p.Fatalf("reminder %d is %+v; the model has %+v", i+1, r, m)
		}
	}
}

// account sets what the record says of the debate beside the model: each statement that
// was started once, with the same sums, which fit between its start and its end.
func (p *play) account() {
	p.Helper()
	book, err := account.Read(p.records)
	if err != nil {
		p.Fatal(err)
	}
	a, ok := book.Account(1, p.stamp())
	if !ok {
		p.Fatal("there is no account")
	}
	speeches := slices.Clone(p.model.ended)
	for _, s := range []*speech{p.model.floor, p.model.below} {
		if s != nil && s.started() {
			speeches = append(speeches, *s)
		}
	}
	if len(a.Statements) != len(speeches) || a.Totals.Statements != len(speeches) {
		p.Fatalf("the account has %d statements, its totals %d; the model %d", len(a.Statements), a.Totals.Statements, len(speeches))
	}
	used := time.Duration(0)
	for _, want := range speeches {
		i := slices.IndexFunc(a.Statements, func(s account.Statement) bool { return s.ID == want.id })
		if i < 0 {
			p.Fatalf("the account has no statement %d", want.id)
		}
		got := &a.Statements[i]
		now := p.now
		if got.Ended() {
			now = 0
		}
		used += want.elapsed(now).Truncate(time.Millisecond)
		is := []time.Duration{got.Used, got.Paused, got.Interrupted, got.Suspended}
		should := []time.Duration{want.elapsed(now), want.took(paused, now), want.took(interrupted, now), want.took(suspended, now)}
		for j := range should {
			should[j] = should[j].Truncate(time.Millisecond)
		}
		if want.unsure { // nobody can say when it was
			is, should = is[:1], should[:1]
		}
		if !slices.Equal(is, should) || got.Delegation != want.delegation || got.Kind != want.kind || got.Allotted != want.rule.Limit {
			p.Fatalf("statement %d, %s: used, paused, interrupted, suspended %v; the model has %v", want.id, got.Delegation, is, should)
		}
		if want.byHand && got.Trusted {
			p.Fatalf("statement %d is trusted", want.id)
		}
		end := p.stamp()
		if got.Ended() {
			end = got.EndedAt
		}
		if sum := got.Used + got.Paused + got.Interrupted + got.Suspended; got.Trusted && end.Boot == got.StartedAt.Boot && sum > end.Steady.Sub(got.StartedAt.Steady) {
			p.Fatalf("statement %d: %v do not fit between %v and %v", want.id, is, got.StartedAt, end)
		}
	}
	if a.Totals.Used != used {
		p.Fatalf("the total is %v; the model's is %v", a.Totals.Used, used)
	}
	if found, err := account.Verify(p.records); err != nil || len(found) > 0 {
		p.Fatalf("it does not verify: %v, %v", found, err)
	}
}

// play is a meeting, its record and its model.
type play struct {
	*rapid.T
	open    timer.OpenMeeting
	history timer.History
	records []timer.Record
	model   *model
	now     time.Duration // of the model, whose clock is always right

	boots      int
	wall, boot time.Duration // by how much the two clocks differ from it
	wallSet    bool          // or something was carried over to another steady clock
}

func (p *play) steady() timer.Instant { return timer.Instant(p.now + p.boot) }

// inTheModel puts a command on the model's clock, which no boot changes.
func (p *play) inTheModel(c timer.Command) timer.Command {
	if c, ok := c.(timer.Start); ok && c.At != 0 {
		return timer.Start{At: c.At.Add(-p.boot)}
	}
	return c
}

func (p *play) stamp() timer.Stamp {
	return timer.Stamp{Wall: at(p.now + p.wall).Wall, Steady: p.steady(), Boot: fmt.Sprint(boot, p.boots)}
}

// away lets the machine be started anew: the steady clock is another one, and the
// wall clock may have been set.
func (p *play) away() {
	p.Helper()
	last, ran := p.history.Last, p.history.Meeting.Floor != nil && p.history.Meeting.Floor.Running
	recorded := last.Steady.Sub(timer.Instant(p.boot))
	p.now += time.Duration(rapid.Int64Range(0, int64(2*time.Hour)).Draw(p.T, "for"))
	p.boots++
	p.wallSet = true
	p.boot = time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(p.T, "since the boot")) - p.now
	if rapid.Bool().Draw(p.T, "the wall clock went back") {
		p.wall -= 3 * time.Hour
	}
	away := p.stamp().Wall.Sub(last.Wall)
	m := &p.history.Meeting
	p.record(m.Event(chair, p.stamp(), m.Adopt(last, p.stamp())))
	p.model.away(time.Duration(recorded), p.now, away >= 0 && (away <= time.Hour || !ran))
	p.compare(nil)
}

func (p *play) do(c timer.Command) bool {
	p.Helper()
	events, err := p.history.Meeting.Decide(chair, c, p.stamp())
	var refusal *timer.Refusal
	if err != nil {
		if !errors.As(err, &refusal) || refusal.Message == "" {
			p.Fatalf("%s: %v is not a refusal", timer.ActOf(c).Name, err)
		}
		return false
	}
	for _, e := range events { // who may do it is who may undo it
		if what, act := timer.FactName(e.Fact), timer.ActOf(c); act.Name != "undo" && act.Name != "open-meeting" && act.Name != "remind" && timer.MayUndo(timer.Secretary, what) != act.May(timer.Secretary) {
			p.Fatalf("a secretary may do %s and undo %s, or neither", act.Name, what)
		}
	}
	p.record(events...)
	return true
}

// record lets events happen, which are one revision.
func (p *play) record(events ...timer.Event) {
	p.Helper()
	rev := p.history.Meeting.Rev
	r := timer.Record{Events: events}
	p.records = append(p.records, r)
	if err := p.history.Add(r); err != nil {
		p.Fatal(err)
	}
	if got := p.history.Meeting.Rev; got != rev+1 {
		p.Fatalf("%+v: revision %d follows %d", events, got, rev)
	}
}

// undo of the last action is always taken; of an older one where nothing depends
// on it, and then it is as if all had been played without it.
func (p *play) undo(of uint64) {
	p.Helper()
	blocked, known := uint64(0), false
	for i, u := range p.history.Meeting.AllUndoable(1000) {
		if u.Of == of {
			blocked, known = u.BlockedBy, true
		}
		if i == 0 && u.BlockedBy != 0 {
			p.Fatalf("the last action, %s, is blocked by revision %d", u.What, u.BlockedBy)
		}
	}
	c := timer.Undo{Of: of}
	if done := p.do(c); done != (known && blocked == 0) {
		p.Fatalf("the undo of revision %d was taken: %v; it is known: %v, blocked by %d", of, done, known, blocked)
	} else if done {
		p.model = p.model.without(of)
	}
	p.compare(c)
}

// compare sets what people see of the meeting beside the model.
func (p *play) compare(after timer.Command) {
	p.Helper()
	m, want := &p.history.Meeting, p.model
	if err := want.consistent(); err != nil {
		p.Fatalf("%s %+v: %v", timer.ActOf(after).Name, after, err)
	}
	if m.Rev != want.rev || m.ListClosed != want.listClosed || m.Suspended != want.suspended || m.Closed != want.closed {
		p.Fatalf("%s: revision %d, list closed %v, suspended %v, closed %v; the model has %d, %v, %v, %v", timer.ActOf(after).Name,
			m.Rev, m.ListClosed, m.Suspended, m.Closed, want.rev, want.listClosed, want.suspended, want.closed)
	}
	if len(m.List) != len(want.list) || len(m.Ended) != len(want.ended) {
		p.Fatalf("%s: %d lines, %d ended; the model has %d, %d", timer.ActOf(after).Name, len(m.List), len(m.Ended), len(want.list), len(want.ended))
	}
	for i, l := range want.list {
		e := m.List[i]
		if got := (line{string(e.ID), e.Delegation, e.Speaker, e.Kind, e.Status, e.Allowance, levelOf(e.Level), e.RegisteredAt}); got.status != want.status(l) || got.id != l.id ||
			got.delegation != l.delegation || got.speaker != l.speaker || got.kind != l.kind || got.more != l.more || got.level != l.level || !got.registered.Equal(l.registered) {
			p.Fatalf("%s %+v: line %d is %+v; the model has %+v", timer.ActOf(after).Name, after, i, got, l)
		}
	}
	p.statement(after, "floor", m.Floor, want.floor)
	p.statement(after, "interrupted", m.Interrupted, want.below)
	for i := range want.ended {
		p.statement(after, "ended", m.Ended[i], &want.ended[i])
	}
	var prepared []waiting
	for _, other := range m.Prepared {
		prepared = append(prepared, waiting{other.Number, other.Title})
	}
	if !slices.Equal(prepared, want.prepared) {
		p.Fatalf("%s: prepared are %v; the model has %v", timer.ActOf(after).Name, prepared, want.prepared)
	}
	if n := len(want.ended); (n > 0) != (m.Last != nil) || n > 0 && m.Last.ID != want.ended[n-1].id {
		p.Fatalf("%s: the last is %+v", timer.ActOf(after).Name, m.Last)
	}
}

func (p *play) statement(after timer.Command, which string, got *timer.Statement, want *speech) {
	p.Helper()
	if (got != nil) != (want != nil) {
		p.Fatalf("%s: %s is %+v; the model has %+v", timer.ActOf(after).Name, which, got, want)
	}
	if got == nil {
		return
	}
	now := p.steady()
	if got.ID != want.id || string(got.Entry) != want.line || got.Delegation != want.delegation || got.Speaker != want.speaker ||
		got.Kind != want.kind || got.Started != want.started() || got.Running != want.running() || got.Rule != want.rule ||
		got.ElapsedAt(now) != want.elapsed(p.now) || got.PhaseAt(now) != want.phase(p.now) || got.SignalAt(now) != want.signal(p.now) {
		p.Fatalf("%s %+v: %s is %+v at %v, %v, %v; the model has %+v at %v, %v, %v", timer.ActOf(after).Name, after, which, got,
			got.ElapsedAt(now), got.PhaseAt(now), got.SignalAt(now), want, want.elapsed(p.now), want.phase(p.now), want.signal(p.now))
	}
}

// elapsedRises checks that nothing but a correction moves a clock.
func (p *play) elapsedRises(before *timer.Meeting, c timer.Command) {
	p.Helper()
	now := p.steady()
	elapsed := func(m *timer.Meeting, id int) (time.Duration, bool) {
		for _, s := range []*timer.Statement{m.Floor, m.Interrupted} {
			if s != nil && s.ID == id {
				return s.ElapsedAt(now), true
			}
		}
		return 0, false
	}
	for _, s := range []*timer.Statement{before.Floor, before.Interrupted} {
		if s == nil {
			continue
		}
		was := s.ElapsedAt(now)
		is, still := elapsed(&p.history.Meeting, s.ID)
		moved := time.Duration(0)
		switch c := c.(type) { // what corrects the clock that has the floor
		case timer.BackDate:
			moved = c.By
		case timer.Start: // the microphone may have said when
			if c.At != 0 {
				moved = now.Sub(max(s.GivenAt, min(now, c.At)))
			}
		case timer.Restart:
			moved = -was
		case timer.SetElapsed:
			moved = c.To - was
		}
		if s == before.Interrupted {
			moved = 0
		}
		if still && is-was != moved {
			p.Fatalf("%s moved the clock of statement %d from %v to %v", timer.ActOf(c).Name, s.ID, was, is)
		}
	}
}

// same checks that the undo of the last action restores the meeting.
func (p *play) same(want *timer.Meeting, c timer.Command) {
	p.Helper()
	visible := func(m *timer.Meeting) []any {
		undo, _ := m.Undoable()
		return []any{m.List, m.Floor, m.Interrupted, m.Last, m.Ended, m.ListClosed, m.Suspended, m.Until, m.Closed, m.ClosedAt, m.Rules, m.Prepared, undo}
	}
	was, is := visible(want), visible(&p.history.Meeting)
	for i := range was {
		if !reflect.DeepEqual(was[i], is[i]) {
			p.Fatalf("after the undo of %s there is %+v; before it was %+v", timer.ActOf(c).Name, is[i], was[i])
		}
	}
}

// replay reads the record as a journal keeps it: it gives the same meeting.
func (p *play) replay() {
	p.Helper()
	var again timer.History
	for _, r := range p.records {
		text, err := json.Marshal(r)
		if err != nil {
			p.Fatal(err)
		}
		var read timer.Record
		if err := json.Unmarshal(text, &read); err != nil {
			p.Fatal(err)
		}
		if err := again.Add(read); err != nil {
			p.Fatal(err)
		}
	}
	if !reflect.DeepEqual(again.Meeting, p.history.Meeting) {
		p.Fatalf("replay gives another meeting:\n%+v\n%+v", again.Meeting, p.history.Meeting)
	}
}
