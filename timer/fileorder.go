package timer

import (
	"cmp"
	"slices"
)

// Where the lines of a file that is taken stand, and which number each of them has.

// order puts the lines that are free into the order of the file, each into a place that
// one of them had; so what a person has placed, and who was heard, stays where it is. An
// added line comes behind the one that it follows in the file.
func (t *taking) order() {
	list := t.m.List
	place := list.places()
	var slots []int
	var rows []int // free, in the order of the file
	for i := range t.file.Rows {
		if t.free[i] {
			rows = append(rows, i)
			if !t.fact.Lines[i].New {
				slots = append(slots, place[t.fact.Lines[i].Entry])
			}
		}
	}
	slices.Sort(slots)
	order := make([]EntryID, len(list))
	for i, e := range list {
		order[i] = e.ID
	}
	next := 0
	behind := make(map[EntryID][]EntryID) // "" is in front of the first of the free
	last := EntryID("")
	for _, i := range rows {
		line := t.fact.Lines[i]
		if line.New {
			behind[last] = append(behind[last], line.Entry)
			continue
		}
		order[slots[next]] = line.Entry
		last = line.Entry
		next++
	}
	out := make([]EntryID, 0, len(order)+len(t.file.Rows))
	first := t.front(slots, order)
	for i, id := range order {
		if i == first {
			out = append(out, behind[""]...)
		}
		out = append(out, id)
		out = append(out, behind[id]...)
	}
	if first == len(order) {
		out = append(out, behind[""]...)
	}
	for i := range t.file.Rows { // rights of reply: after all
		if line := t.fact.Lines[i]; line.New && !t.free[i] {
			out = append(out, line.Entry)
		}
	}
	t.fact.Placed = list.into(out)
}

// front is the place in front of which an added line comes that follows no line of the
// file that is free: the first of those, or the end of the list.
func (t *taking) front(slots []int, order []EntryID) int {
	if len(slots) > 0 {
		return slots[0]
	}
	if end := t.m.List.end(State, ""); end != "" {
		return slices.Index(order, end)
	}
	return len(order)
}

// numbers gives the lines the numbers that they have in the file, and a line of our own
// whose number the file has given to another the next one that is free.
func (t *taking) numbers() {
	used := make(map[int]bool)
	largest := t.m.List.lastSeq()
	for i, line := range t.fact.Lines {
		seq := t.file.Rows[i].Seq
		if line.Entry == "" || seq == 0 {
			continue
		}
		largest = max(largest, seq)
		if e := t.line[line.Entry]; e == nil || e.yetToSpeak() {
			used[seq] = true
		}
	}
	for i, line := range t.fact.Lines {
		if line.New && t.file.Rows[i].Seq == 0 {
			largest++
			t.fact.Numbers = append(t.fact.Numbers, ListNumber{line.Entry, largest})
		}
	}
	for _, e := range t.m.List {
		seq := e.Seq
		switch i, there := t.difference.row[e.ID]; {
		case !e.yetToSpeak():
			continue
		case there:
			seq = cmp.Or(t.file.Rows[i].Seq, e.Seq)
		case used[e.Seq]:
			largest++
			seq = largest
		}
		if seq != e.Seq {
			t.fact.Numbers = append(t.fact.Numbers, ListNumber{e.ID, seq})
		}
	}
}
