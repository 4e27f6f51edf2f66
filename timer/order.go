package timer

import (
	"cmp"
	"slices"
	"time"
)

// OrderList puts those who wait into the order of the room's habit. Who has briefed or
// presides, who is absent, and rights of reply stay where they are; who says nothing by
// which to be ordered comes after those who do, in the order that there is.
type OrderList struct {
	By ListOrder `json:"by"`
}

// ListOrder is a habit by which a list is put in order.
type ListOrder string

// The orders.
const (
	AsRegistered ListOrder = "registered" // who registered first speaks first
	ByLevel      ListOrder = "level"      // the highest first, a guess as good as what was said; then as registered
)

// ListOrders returns every order.
func ListOrders() []ListOrder { return []ListOrder{AsRegistered, ByLevel} }

// ListOrdered names those who have another place from now on: in this order they take the
// places that they have together.
type ListOrdered struct {
	By    ListOrder `json:"by"`
	Order []EntryID `json:"order"`
}

func (c OrderList) decide(m *Meeting, _ Stamp) (Fact, error) {
	order, err := c.order(m)
	if err != nil {
		return nil, err
	}
	if len(order) == 0 {
		return nil, notNow("ordered-already", "those who wait are in that order already")
	}
	return ListOrdered{By: c.By, Order: order}, nil
}

// order returns those who would have another place.
func (c OrderList) order(m *Meeting) ([]EntryID, error) {
	switch {
	case !slices.Contains(ListOrders(), c.By):
		return nil, invalid("by", "not-an-order", "%q is not an order; use one of %s", c.By, listed(ListOrders()))
	case m.Closed:
		return nil, notNow("debate-closed", "the debate is closed")
	}
	return m.List.inOrder(c.By), nil
}

func (f ListOrdered) apply(m *Meeting, _ Stamp) { m.List = m.List.reorder(f.Order) }

func (f ListOrdered) subjects() []subject { return entries(f.Order) }

// Ordered returns the list as it would be in an order; nothing is changed.
func (m *Meeting) Ordered(by ListOrder) (SpeakersList, error) {
	order, err := OrderList{By: by}.order(m)
	if err != nil {
		return nil, err
	}
	return m.List.reorder(order), nil
}

// ordered says whether an order gives a line its place.
func (e *Entry) ordered() bool {
	return e.Status == Waiting && !e.Kind.reply() && e.Kind != Briefer && e.Kind != PresidentNational
}

// inOrder returns those who have another place in an order, as they come then.
func (l SpeakersList) inOrder(by ListOrder) []EntryID {
	var waiting SpeakersList
	for _, e := range l {
		if e.ordered() {
			waiting = append(waiting, e)
		}
	}
	sorted := slices.Clone(waiting)
	slices.SortStableFunc(sorted, func(a, b *Entry) int {
		first := 0
		if by == ByLevel {
			first = cmp.Compare(rank(a.Level), rank(b.Level))
		}
		return cmp.Or(first, sooner(a.RegisteredAt, b.RegisteredAt))
	})
	var moved []EntryID
	for i, e := range sorted {
		if e != waiting[i] {
			moved = append(moved, e.ID)
		}
	}
	return moved
}

// rank is how high a level is: 0 is the highest.
func rank(l Level) int {
	if i := slices.Index(Levels(), l); i >= 0 {
		return i
	}
	return len(Levels())
}

// sooner compares two times; one that is not known comes last.
func sooner(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// reorder lets some lines take, in their order, the places that they have together.
func (l SpeakersList) reorder(order []EntryID) SpeakersList {
	known := make(map[EntryID]*Entry, len(order))
	for _, id := range order {
		known[id] = nil
	}
	for _, e := range l {
		if _, named := known[e.ID]; named {
			known[e.ID] = e
		}
	}
	out, next := slices.Clone(l), 0
	for i, e := range l {
		if known[e.ID] == nil {
			continue
		}
		for known[order[next]] == nil { // it is not on the list any more
			next++
		}
		placed := *known[order[next]]
		placed.placed = true
		out[i] = &placed
		next++
	}
	return out
}
