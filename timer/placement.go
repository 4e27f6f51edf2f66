package timer

import "sort"

// What a list has to do so that it is in another order: as little as there can be.

// rise is the longest part of a row of things whose numbers rise (patience sorting); the
// rest is what has to move.
func rise(of []int, number func(int) int) map[int]bool {
	var ends []int // positions in of: where the lowest rise of each length ends
	before := make([]int, len(of))
	for at := range of {
		n := number(of[at])
		length := sort.Search(len(ends), func(k int) bool { return number(of[ends[k]]) >= n })
		before[at] = -1
		if length > 0 {
			before[at] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, at)
		} else {
			ends[length] = at
		}
	}
	found := make(map[int]bool, len(ends))
	if len(ends) == 0 {
		return found
	}
	for at := ends[len(ends)-1]; at >= 0; at = before[at] {
		found[of[at]] = true
	}
	return found
}

// places are where the lines stand.
func (l SpeakersList) places() map[EntryID]int {
	place := make(map[EntryID]int, len(l))
	for i, e := range l {
		place[e.ID] = i
	}
	return place
}

// into returns what puts the list into another order, which may have lines that are new.
func (l SpeakersList) into(order []EntryID) []Placement {
	place := l.places()
	var there []int // of the order
	for i, id := range order {
		if _, ok := place[id]; ok {
			there = append(there, i)
		}
	}
	stays := rise(there, func(i int) int { return place[order[i]] })
	var out []Placement
	for i, id := range order {
		if stays[i] {
			continue
		}
		p := Placement{Entry: id}
		if i > 0 {
			p.After = order[i-1]
		}
		out = append(out, p)
	}
	return out
}

// placed returns the list with lines put where they are wanted, one after the other; what
// follows nothing that is there comes to the end. New lines are in lines.
func (l SpeakersList) placed(all []Placement, lines map[EntryID]*Entry) SpeakersList {
	if len(all) == 0 {
		return l
	}
	const edge = EntryID("") // before the first, and behind the last
	next, before := make(map[EntryID]EntryID, len(l)+1), make(map[EntryID]EntryID, len(l)+1)
	join := func(a, b EntryID) { next[a], before[b] = b, a }
	last := edge
	for _, e := range l {
		join(last, e.ID)
		last = e.ID
	}
	join(last, edge)
	for _, p := range all {
		if lines[p.Entry] == nil || p.Entry == p.After {
			continue
		}
		if _, there := next[p.Entry]; there {
			join(before[p.Entry], next[p.Entry])
			delete(next, p.Entry)
		}
		after := p.After
		if _, there := next[after]; !there {
			after = before[edge]
		}
		behind := next[after]
		join(after, p.Entry)
		join(p.Entry, behind)
	}
	out := make(SpeakersList, 0, len(next))
	for id := next[edge]; id != edge; id = next[id] {
		out = append(out, lines[id])
	}
	return out
}
