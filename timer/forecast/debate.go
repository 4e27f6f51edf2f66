package forecast

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"rostrum/timer"
)

// ErrDebate is a debate that cannot be.
var ErrDebate = errors.New("forecast: no such debate")

// Heard is a statement that has ended.
type Heard struct {
	Kind  timer.Kind
	Limit time.Duration // that was in force at its end; timer.NoLimit = none
	Used  time.Duration // pauses left out
	// Gap is what passed between the end of the one before and its start. It counts as at
	// most [LongestGap], so that a suspension need not be told from a long pause. That of
	// a meeting's first is not known, and is passed over.
	Gap time.Duration
}

// Running is a statement that has the floor, started or not.
type Running struct {
	Kind    timer.Kind
	Limit   time.Duration
	Elapsed time.Duration
}

// Entry is a line of the list that is still to come.
type Entry struct {
	ID    timer.EntryID
	Kind  timer.Kind
	Limit time.Duration
}

// Debate is what a forecast is made of.
type Debate struct {
	Now time.Time
	// Resumes is when a suspended meeting goes on; zero, or one that has passed, is now.
	Resumes time.Time
	// EndsBy is when the meeting must end; zero is never.
	EndsBy time.Time

	// Heard are those of this meeting, in the order in which they ended. A point of order
	// is no slot: what it took is time between statements, and falls to the one that ends
	// next.
	Heard []Heard
	// Running is who has the floor; with a point of order, and whom it interrupts.
	Running []Running
	Left    []Entry // in their order
	// Earlier are own meetings before this one, under the same rules.
	Earlier [][]Heard
}

// AtLimit returns the debate in which everybody still to come has this limit. Who has the
// floor keeps theirs.
func (d Debate) AtLimit(limit time.Duration) Debate {
	d.Left = slices.Clone(d.Left)
	for i := range d.Left {
		d.Left[i].Limit = limit
	}
	return d
}

// from is the instant from which all that is to come is counted.
func (d Debate) from() time.Time {
	if d.Resumes.After(d.Now) {
		return d.Resumes
	}
	return d.Now
}

// longest is the longest that anything in one meeting can have lasted: who forgets to end
// a statement for a week is not to break the rest.
const longest = 366 * 24 * time.Hour

// Validate refuses a debate that cannot be, with its place.
func (d Debate) Validate() error {
	if d.Now.IsZero() {
		return fmt.Errorf("%w: it is of no instant", ErrDebate)
	}
	if len(d.Left) > timer.MaxEntries {
		return fmt.Errorf("%w: %d are still to come, and a list has at most %d lines", ErrDebate, len(d.Left), timer.MaxEntries)
	}
	for i, r := range d.Running {
		if err := check(r.Kind, r.Limit, r.Elapsed, 0); err != nil {
			return fmt.Errorf("%w: statement %d of those that have the floor: %w", ErrDebate, i+1, err)
		}
	}
	for i, e := range d.Left {
		if err := check(e.Kind, e.Limit, 0, 0); err != nil {
			return fmt.Errorf("%w: entry %d of those to come: %w", ErrDebate, i+1, err)
		}
	}
	if err := checkAll(d.Heard); err != nil {
		return fmt.Errorf("%w: %w", ErrDebate, err)
	}
	for i, m := range d.Earlier {
		if err := checkAll(m); err != nil {
			return fmt.Errorf("%w: earlier meeting %d: %w", ErrDebate, i+1, err)
		}
	}
	return nil
}

func checkAll(heard []Heard) error {
	for i, h := range heard {
		if err := check(h.Kind, h.Limit, h.Used, h.Gap); err != nil {
			return fmt.Errorf("statement %d of those heard: %w", i+1, err)
		}
	}
	return nil
}

func check(kind timer.Kind, limit, used, gap time.Duration) error {
	switch {
	case !slices.Contains(kinds, kind):
		return fmt.Errorf("there is no kind %q", kind)
	case limit < 0 || limit > timer.LongestLimit:
		return fmt.Errorf("its limit of %v lies outside nothing and %v", limit, timer.LongestLimit)
	case used < 0 || used > longest:
		return fmt.Errorf("it cannot have lasted %v", used)
	case gap < 0 || gap > longest:
		return fmt.Errorf("the time before it cannot be %v", gap)
	}
	return nil
}

// kinds are in an order, so that sums over them are always the same.
var kinds = timer.Kinds()
