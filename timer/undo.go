package timer

import (
	"cmp"
	"reflect"
	"slices"
	"time"
)

// Undo takes an action back, as of now: the last, or an older one on which nothing
// depends; a refusal says what does.
type Undo struct {
	Of uint64 `json:"of"` // the revision that it made
}

// Undone takes back what made revision Of, as of now.
type Undone struct {
	Of uint64 `json:"of"`
}

func (c Undo) decide(m *Meeting, _ Stamp) (Fact, error) {
	if c.Of > m.Rev {
		return nil, unknown("of", "no-such-revision", "there is no revision %d yet", c.Of)
	}
	d := m.done.find(c.Of)
	if d == nil {
		told := notNow("not-undone", "revision %d cannot be undone: it was undone before, lies too far back, or began the meeting", c.Of)
		told.Field = "of"
		return nil, told
	}
	if later := m.dependent(d); later != nil {
		told := notNow("undone-later", "%s (revision %d) cannot be undone while %s (revision %d) depends on it; undo that first",
			FactName(d.event.Fact), c.Of, FactName(later.event.Fact), later.event.Rev)
		told.Field, told.By = "of", later.event.By
		return nil, told
	}
	if f, ok := d.event.Fact.(StatementCorrected); ok && f.moves() {
		restored := m.without(d)
		if s := restored.Statement(f.Statement); s != nil {
			if err := restored.freeFor(s, s.StartedAt, s.EndedAt, "of"); err != nil {
				return nil, err
			}
		}
	}
	return Undone(c), nil
}

// The meeting is as it was before, as of now: a clock that ran then has never
// stopped. Numbers that were given are not given again.
func (f Undone) apply(m *Meeting, _ Stamp) {
	d := m.done.find(f.Of)
	if d == nil {
		return
	}
	restored := m.without(d)
	restored.Rev, restored.Changed = m.Rev, m.Changed
	restored.statements = max(restored.statements, m.statements)
	restored.carried, restored.Reminders = m.carried, m.Reminders
	restored.entries = max(restored.entries, m.entries)
	restored.preparations = max(restored.preparations, m.preparations)
	*m = restored
}

func (Undone) subjects() []subject { return nil }

// undoDepth is how many actions can be taken back, at the least.
const undoDepth = 64

// done is one event that can be taken back, and those before it. It is never
// changed in place; what follows it may be shared.
type done struct {
	event  Event    // its instant on the clock of now
	before *Meeting // without a stack of its own, so that nothing older is kept
	about  []subject
	whom   string // the delegation concerned, or empty
	told   []Detail
	next   *done
	depth  int
}

// Undoable describes something that was done and can be taken back.
type Undoable struct {
	Of        uint64
	What      string // the fact's name
	By        Actor
	At        Stamp
	About     string // the delegation concerned, or empty
	Act       string // by which it was done, as it was tapped
	Details   []Detail
	BlockedBy uint64 // the later revision that depends on it, or 0
}

// Undoable returns what an undo of the last action would take back, or false.
func (m *Meeting) Undoable() (Undoable, bool) {
	if m.done == nil {
		return Undoable{}, false
	}
	return m.done.describe(), true
}

// AllUndoable returns the n latest actions that are kept, the newest first.
func (m *Meeting) AllUndoable(n int) []Undoable {
	var out []Undoable
	for d := m.done; d != nil && len(out) < n; d = d.next {
		u := d.describe()
		if blocking := m.dependent(d); blocking != nil {
			u.BlockedBy = blocking.event.Rev
		}
		out = append(out, u)
	}
	return out
}

func (d *done) describe() Undoable {
	return Undoable{
		Of: d.event.Rev, What: FactName(d.event.Fact), By: d.event.By, At: d.event.At,
		About: d.whom, Act: ActOf(kindOf[reflect.TypeOf(d.event.Fact)].by).Name, Details: d.told,
	}
}

// about names the delegation that a fact concerns, or the meeting that it prepares.
func (m *Meeting) about(f Fact) string {
	switch f := f.(type) {
	case ListTaken, ListOrdered, DebateClosed, DebateReopened: // many
		return ""
	case MeetingPrepared:
		return cmp.Or(f.Symbol, f.Title)
	case PreparedChanged:
		return cmp.Or(f.Symbol, f.Title)
	}
	for _, s := range f.subjects() {
		if e := m.List.Find(s.entry); e != nil {
			return e.Delegation
		}
		for _, on := range []*Statement{m.Floor, m.Interrupted, m.Last} {
			if on != nil && s.statement == on.ID {
				return on.Delegation
			}
		}
	}
	for _, s := range f.subjects() { // of what is long over
		if ended := m.ended(s.statement); ended != nil {
			return ended.Delegation
		}
	}
	return ""
}

// find returns what made a revision, or nil where that is not kept or was
// undone.
func (d *done) find(rev uint64) *done {
	for ; d != nil; d = d.next {
		if d.event.Rev == rev {
			return d
		}
	}
	return nil
}

// dependent returns the newest action after d that depends on it, or nil.
func (m *Meeting) dependent(d *done) *done {
	for later := m.done; later != d; later = later.next {
		if later.dependsOn(d) {
			return later
		}
	}
	return nil
}

// without returns the meeting as if d had never been done: what came after it is
// done again. The instants stay, so a clock that ran has never stopped.
func (m *Meeting) without(d *done) Meeting {
	var later []Event
	for l := m.done; l != d; l = l.next {
		later = append(later, l.event)
	}
	out := *d.before
	out.done = d.next
	for _, e := range slices.Backward(later) {
		out = out.Apply(e)
	}
	return out
}

// push puts an event on top; before is the meeting as it was, whom the delegation that
// it concerns.
func (d *done) push(e Event, before Meeting, whom string) *done {
	told := before.details(e.Fact)
	before.done = nil
	about := append(e.Fact.subjects(), before.takesReply(e.Fact)...)
	if _, ok := e.Fact.(Noted); ok {
		about = append(about, note(e.Rev))
	}
	top := &done{event: e, before: &before, about: about, whom: whom, told: told, next: d, depth: 1}
	if d != nil {
		top.depth = d.depth + 1
	}
	if top.depth > 2*undoDepth {
		return top.cut(undoDepth)
	}
	return top
}

// cut copies the n newest.
func (d *done) cut(n int) *done {
	if d == nil || n == 0 {
		return nil
	}
	out := *d
	out.depth = n
	out.next = d.next.cut(n - 1)
	return &out
}

// shift carries what would be restored over to another steady clock.
func (d *done) shift(by time.Duration, boot string) *done {
	if d == nil {
		return nil
	}
	out := *d
	out.event.At.Steady, out.event.At.Boot = out.event.At.Steady.Add(by), boot
	before := *d.before
	before.shift(by, boot)
	out.before = &before
	out.next = d.next.shift(by, boot)
	return &out
}
