package wire

import (
	"encoding/json"
	"slices"
	"time"

	"rostrum/timer"
)

// View is what a reader of the socket is shown.
type View struct {
	Role timer.Role
	List bool // the whole speakers' list, and not only the next of it
}

// Told is what a reader of the socket was told, or is to be: a snapshot as it was at a
// moment. It is immutable, and shared by all readers that were told the same.
type Told struct {
	*timer.Snapshot
	At timer.Stamp
}

// StateChange is each later "state" message on a socket: what has changed since the
// last one on that socket. Absent is unchanged, null is none; run, boot and role, which
// stay, are in the first one alone.
type StateChange struct {
	Type        string           `json:"type"` // "state"
	Rev         uint64           `json:"rev"`
	Now         time.Time        `json:"now"`
	ClockMS     float64          `json:"clock_ms"`
	Floor       *Floor           `json:"floor"`
	Meeting     *Meeting         `json:"meeting,omitempty"` // without its rules, where those have not changed
	Interrupted **Floor          `json:"interrupted,omitempty"`
	Last        **Last           `json:"last,omitempty"`
	List        *ListChange      `json:"list_change,omitempty"`
	Next        *ListChange      `json:"next_change,omitempty"` // in place of list_change: of the first who wait
	Waiting     *int             `json:"waiting,omitempty"`
	Latest      *Latest          `json:"latest,omitempty"` // chair and secretary only, as those below
	Undo        **Undo           `json:"undo,omitempty"`
	Undoable    *UndoableChange  `json:"undoable_change,omitempty"`
	Ended       *EndedChange     `json:"ended_change,omitempty"`
	Prepared    *PreparedChange  `json:"prepared_change,omitempty"`
	Notices     []timer.Notice   `json:"notices,omitzero"`
	Doubts      **timer.Doubts   `json:"doubts,omitempty"`
	Saving      *Saving          `json:"saving,omitempty"`
	Proposal    **timer.Proposal `json:"proposal,omitempty"`
	Standby     **timer.Standby  `json:"standby,omitempty"`
	Others      []timer.Other    `json:"others,omitempty"`
	Several     **timer.Several  `json:"several,omitempty"` // chair and secretary only
}

// ListChange turns the lines that a reader has into those that there are: what is gone
// is taken out, then each row in turn is taken from where it was, if it was there, and
// put behind the one that it names. What is not named keeps its order.
type ListChange struct {
	From uint64          `json:"from"` // the revision that the reader is at; who is at another asks for the whole state, by a hello
	Rows []PlacedEntry   `json:"rows"`
	Gone []timer.EntryID `json:"gone"`
}

// PlacedEntry is a line, and the one that it follows.
type PlacedEntry struct {
	Entry
	After *timer.EntryID `json:"after"` // null = it is the first
}

// UndoableChange is a ListChange of what can be undone. One act may block ten that came
// before: those are named by their revisions alone.
type UndoableChange struct {
	From    uint64       `json:"from"`
	Rows    []PlacedUndo `json:"rows"`
	Gone    []uint64     `json:"gone"`
	Blocked []Blocking   `json:"blocked,omitempty"` // of rows that are there already
}

// Blocking is a new blocked_by of several rows.
type Blocking struct {
	By uint64   `json:"by"` // 0 = nothing blocks them any more
	Of []uint64 `json:"of"`
}

// PlacedUndo is what can be undone, and what it follows.
type PlacedUndo struct {
	Undo
	After *uint64 `json:"after"` // null = it is the first
}

// EndedChange is a ListChange of the statements that have ended.
type EndedChange struct {
	From uint64       `json:"from"`
	Rows []PlacedLast `json:"rows"`
	Gone []int        `json:"gone"`
}

// PlacedLast is a statement that has ended, and the one that it follows.
type PlacedLast struct {
	Last
	After *int `json:"after"` // null = it is the first
}

// WholeOf is the first state that a reader is told.
func WholeOf(t *Told, v View) State {
	state := stateOf(t.Snapshot, t.At, v)
	state.Type = "state"
	return state
}

// ChangeOf is what a reader that was told from is to be told now.
func ChangeOf(from, to *Told, v View) StateChange {
	m, was := &to.Meeting, &from.Meeting
	operator := Operates(v.Role)
	c := StateChange{
		Type: "state", Rev: m.Rev, Now: to.At.Wall, ClockMS: Millis(to.At.Steady), Floor: shownFloor(m, m.Floor, to.At, v.Role),
	}
	c.Meeting = meetingChange(was, m, operator)
	if interrupted := shownFloor(m, m.Interrupted, to.At, v.Role); !same(interrupted, shownFloor(was, was.Interrupted, from.At, v.Role)) {
		c.Interrupted = &interrupted
	}
	if last := lastOf(m.Last); m.Last != was.Last && !same(last, lastOf(was.Last)) {
		c.Last = &last
	}
	if v.List {
		c.List = listChange(was.Rev, was.List, m.List, v.Role)
	} else {
		before, waited := nextOf(was.List)
		next, waiting := nextOf(m.List)
		c.Next = listChange(was.Rev, before, next, v.Role)
		if waiting != waited {
			c.Waiting = &waiting
		}
	}
	if operator {
		c.forOperators(from, to)
	}
	if from.Standby != to.Standby {
		c.Standby = &to.Standby
	}
	if !slices.Equal(from.Others, to.Others) {
		c.Others = to.Others // there are never fewer
	}
	return c
}

func (c *StateChange) forOperators(from, to *Told) {
	if to.Meeting.Rev != from.Meeting.Rev {
		c.Latest = latestOf(to.Snapshot)
	}
	before, now := undoableOf(&from.Meeting), undoableOf(&to.Meeting)
	if first, was := firstOf(now), firstOf(before); !same(first, was) {
		c.Undo = &first
	}
	c.Undoable = undoableChange(from.Meeting.Rev, before, now)
	were, are := latestEnded(&from.Meeting), latestEnded(&to.Meeting)
	if moved, gone := changes(were, are, func(s *timer.Statement) int { return s.ID }, pointsToSame); len(moved)+len(gone) > 0 {
		c.Ended = &EndedChange{From: from.Meeting.Rev, Rows: []PlacedLast{}, Gone: gone}
		for _, i := range moved {
			row := PlacedLast{Last: endedOf(are[i])}
			if i > 0 {
				row.After = &are[i-1].ID
			}
			c.Ended.Rows = append(c.Ended.Rows, row)
		}
	}
	c.Prepared = preparedChange(from.Meeting.Rev, preparedOf(&from.Meeting), preparedOf(&to.Meeting))
	if !slices.Equal(from.Notices, to.Notices) {
		c.Notices = append([]timer.Notice{}, to.Notices...)
	}
	if from.Proposal != to.Proposal {
		c.Proposal = &to.Proposal
	}
	if from.Several != to.Several {
		c.Several = &to.Several
	}
	if from.Doubts != to.Doubts {
		c.Doubts = &to.Doubts
	}
	if saving := savingOf(to.Saving, to.At); saving != savingOf(from.Saving, from.At) {
		c.Saving = &saving
	}
}

func undoableChange(from uint64, was, now []Undo) *UndoableChange {
	moved, gone := changes(was, now, func(u Undo) uint64 { return u.Of }, func(a, b Undo) bool {
		a.BlockedBy = b.BlockedBy
		return same(a, b)
	})
	c := &UndoableChange{From: from, Rows: make([]PlacedUndo, 0, len(moved)), Gone: gone}
	for i, u := range now {
		if slices.Contains(moved, i) {
			row := PlacedUndo{Undo: u}
			if i > 0 {
				row.After = &now[i-1].Of
			}
			c.Rows = append(c.Rows, row)
			continue
		}
		if before := slices.IndexFunc(was, func(b Undo) bool { return b.Of == u.Of }); was[before].BlockedBy != u.BlockedBy {
			c.block(u)
		}
	}
	if len(c.Rows)+len(c.Gone)+len(c.Blocked) == 0 {
		return nil
	}
	return c
}

func (c *UndoableChange) block(u Undo) {
	for i := range c.Blocked {
		if c.Blocked[i].By == u.BlockedBy {
			c.Blocked[i].Of = append(c.Blocked[i].Of, u.Of)
			return
		}
	}
	c.Blocked = append(c.Blocked, Blocking{By: u.BlockedBy, Of: []uint64{u.Of}})
}

// meetingChange is the meeting where it has changed, and its rules where they have.
func meetingChange(was, m *timer.Meeting, operator bool) *Meeting {
	now, before := meetingOf(m, operator), meetingOf(was, operator)
	rules := now.Rules
	sameRules := same(rules, before.Rules)
	now.Rules, before.Rules = nil, nil
	if sameRules && same(now, before) {
		return nil
	}
	if !sameRules {
		now.Rules = rules
	}
	return &now
}

func listChange(from uint64, was, now timer.SpeakersList, reader timer.Role) *ListChange {
	moved, gone := changes(was, now, func(e *timer.Entry) timer.EntryID { return e.ID }, pointsToSame)
	if len(moved)+len(gone) == 0 {
		return nil
	}
	c := &ListChange{From: from, Rows: make([]PlacedEntry, 0, len(moved)), Gone: gone}
	for _, i := range moved {
		row := PlacedEntry{Entry: entryOf(now[i], reader)}
		if i > 0 {
			row.After = &now[i-1].ID
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// pointsToSame is for what is never changed in place.
func pointsToSame[T any](a, b *T) bool { return a == b }

// same says whether two values are told in the same words.
func same(a, b any) bool {
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(one) == string(other)
}

// changes compares two lists whose rows have keys, each there once: moved are the
// places in now of the rows to be told, in order, gone the keys that are there no more.
// As few as possible are moved; a row that is not keeps its order among the others.
func changes[T any, K comparable](was, now []T, key func(T) K, equal func(a, b T) bool) (moved []int, gone []K) {
	first := 0
	for first < min(len(was), len(now)) && key(was[first]) == key(now[first]) && equal(was[first], now[first]) {
		first++
	}
	end, nowEnd := len(was), len(now)
	for end > first && nowEnd > first && key(was[end-1]) == key(now[nowEnd-1]) && equal(was[end-1], now[nowEnd-1]) {
		end--
		nowEnd--
	}
	place := make(map[K]int, end-first) // of what was there, and is not found yet
	for i := first; i < end; i++ {
		place[key(was[i])] = i
	}
	var kept, at []int // places of rows that are equal, in now and in was
	for i := first; i < nowEnd; i++ {
		k := key(now[i])
		before, there := place[k]
		if there && equal(was[before], now[i]) {
			kept, at = append(kept, i), append(at, before)
		}
		delete(place, k)
	}
	stay := rising(at)
	for i, s := first, 0; i < nowEnd; i++ {
		if s < len(stay) && kept[stay[s]] == i {
			s++
			continue
		}
		moved = append(moved, i)
	}
	gone = make([]K, 0, len(place))
	for i := first; i < end; i++ {
		if _, left := place[key(was[i])]; left {
			gone = append(gone, key(was[i]))
		}
	}
	return moved, gone
}

// rising returns the indices of a longest rising part of numbers that are all
// different: patience sorting, with the way back.
func rising(numbers []int) []int {
	var ends []int                    // of the parts of each length, the index of the least last number
	back := make([]int, len(numbers)) // the index before, in the part that ends here
	for i, n := range numbers {
		length, _ := slices.BinarySearchFunc(ends, n, func(end, n int) int { return numbers[end] - n })
		back[i] = -1
		if length > 0 {
			back[i] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, i)
		} else {
			ends[length] = i
		}
	}
	out := make([]int, len(ends))
	if len(ends) > 0 {
		for i, at := len(ends)-1, ends[len(ends)-1]; i >= 0; i, at = i-1, back[at] {
			out[i] = at
		}
	}
	return out
}
