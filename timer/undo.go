package timer

import "time"

// undoDepth is how many actions can be taken back, at the least.
const undoDepth = 64

// done is one command that can be taken back, and those before it. It is never
// changed in place; what follows it may be shared.
type done struct {
	rev    uint64
	change Change
	before *Meeting // without a stack of its own, so that nothing older is kept
	next   *done
	depth  int
}

// Undoable describes the last command that can still be taken back.
type Undoable struct {
	Of   uint64
	What string // the fact's name
	By   Actor
}

// Undoable returns what an undo would take back, or false.
func (m *Meeting) Undoable() (Undoable, bool) {
	if m.done == nil {
		return Undoable{}, false
	}
	return Undoable{Of: m.done.rev, What: m.done.change.What, By: m.done.change.By}, true
}

// push puts the command that made a change on top; before is the meeting as it
// was.
func (d *done) push(c Change, before Meeting) *done {
	before.done = nil
	top := &done{rev: before.Rev + 1, change: c, before: &before, next: d, depth: 1}
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
	before := *d.before
	before.shift(by)
	out.before = &before
	out.next = d.next.shift(by)
	return &out
}
