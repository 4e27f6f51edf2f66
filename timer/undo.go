package timer

import (
	"slices"
	"time"
)

// undoDepth is how many actions can be taken back, at the least.
const undoDepth = 64

// done is one event that can be taken back, and those before it. It is never
// changed in place; what follows it may be shared.
type done struct {
	event  Event    // its instant on the clock of now
	before *Meeting // without a stack of its own, so that nothing older is kept
	about  []subject
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
		Of: d.event.Rev, What: d.event.Fact.Name(), By: d.event.By, At: d.event.At,
		About: d.before.Apply(d.event).about(d.event.Fact),
	}
}

// about names the delegation that a fact concerns.
func (m Meeting) about(f Fact) string {
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
		before := out
		e.Fact.apply(&out, e.At)
		out.done = out.done.push(e, before)
	}
	return out
}

// push puts an event on top; before is the meeting as it was.
func (d *done) push(e Event, before Meeting) *done {
	before.done = nil
	about := append(e.Fact.subjects(), before.takesReply(e.Fact)...)
	top := &done{event: e, before: &before, about: about, next: d, depth: 1}
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
func (d *done) shift(by time.Duration) *done {
	if d == nil {
		return nil
	}
	out := *d
	out.event.At.Steady = out.event.At.Steady.Add(by)
	before := *d.before
	before.shift(by)
	out.before = &before
	out.next = d.next.shift(by)
	return &out
}
