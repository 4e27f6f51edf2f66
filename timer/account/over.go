package account

import (
	"cmp"
	"slices"
	"time"

	"rostrum/timer"
)

// Earlier are the meetings of books that were opened before one of the first book, by its
// number, or before its last for 0: each once, in the order in which they were opened.
func Earlier(number int, book *Book, archived ...*Book) []*timer.Meeting {
	if number == 0 {
		number = book.Meetings()
	}
	if number < 1 || number > book.Meetings() {
		return nil
	}
	opened := book.Meeting(number).Opened.Wall
	var out []*timer.Meeting
	for _, b := range append([]*Book{book}, archived...) {
		for n := 1; n <= b.Meetings(); n++ {
			m := b.Meeting(n)
			again := func(other *timer.Meeting) bool {
				return other.Opened.Wall.Equal(m.Opened.Wall) && other.Symbol == m.Symbol
			}
			if (b != book || n < number) && m.Opened.Wall.Before(opened) && !slices.ContainsFunc(out, again) {
				out = append(out, m)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y *timer.Meeting) int { return x.Opened.Wall.Compare(y.Opened.Wall) })
	return out
}

// Over is what several meetings amount to, by delegation: the annual debate is the model.
// Rehearsals do not count, nor do points of order; a meeting that is in several books
// counts once.
type Over struct {
	Meetings    []Account
	Delegations []Delegation // those who used most first
}

// Delegation is what one delegation did over several meetings.
type Delegation struct {
	Name       string
	Names      map[string]string // in other languages, as a list had them last
	Meetings   int               // in which it was heard
	Statements int
	Used       time.Duration
	Median     time.Duration
}

// OverAll adds up the meetings of books, as of a moment.
func OverAll(now timer.Stamp, books ...*Book) Over {
	type key struct {
		opened time.Time
		symbol string
	}
	seen := make(map[key]bool)
	var out Over
	for _, b := range books {
		for n := 1; n <= b.Meetings(); n++ {
			a, _ := b.Account(n, now)
			k := key{a.Opened.Wall, a.Symbol}
			if a.Rehearsal || seen[k] {
				continue
			}
			seen[k] = true
			out.Meetings = append(out.Meetings, a)
		}
	}
	slices.SortStableFunc(out.Meetings, func(x, y Account) int { return x.Opened.Wall.Compare(y.Opened.Wall) })
	of := make(map[string]*Delegation)
	used := make(map[string][]time.Duration)
	for _, a := range out.Meetings {
		here := make(map[string]bool)
		for i := range a.Statements {
			s := &a.Statements[i]
			if s.Kind == timer.PointOfOrder {
				continue
			}
			d := of[s.Delegation]
			if d == nil {
				d = &Delegation{Name: s.Delegation}
				of[s.Delegation] = d
			}
			if len(s.Names) > 0 {
				d.Names = s.Names
			}
			if !here[s.Delegation] {
				here[s.Delegation] = true
				d.Meetings++
			}
			d.Statements++
			d.Used += s.Used
			used[s.Delegation] = append(used[s.Delegation], s.Used)
		}
	}
	for name, d := range of {
		slices.Sort(used[name])
		d.Median = milli(quantile(used[name], 1, 2))
		out.Delegations = append(out.Delegations, *d)
	}
	slices.SortFunc(out.Delegations, func(x, y Delegation) int {
		return cmp.Or(cmp.Compare(y.Used, x.Used), cmp.Compare(x.Name, y.Name))
	})
	return out
}
