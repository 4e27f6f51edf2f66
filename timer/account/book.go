package account

import (
	"slices"
	"time"

	"rostrum/timer"
)

// Book is what a journal tells, a page for each meeting. The zero value is an empty one.
// It belongs to one goroutine; a copy that was taken with [Book.Copy] to another.
type Book struct {
	pages []*page
}

// page is what was followed of one meeting.
type page struct {
	meeting timer.Meeting // as it is
	at      timer.Stamp   // of the last event

	seats   []seat
	edges   []Edge // in the order in which they were due
	seen    []timer.Observation
	prompts []prompt

	ends  []*End             // of statements, in the order in which they happened
	heard []*timer.Statement // into which ends look

	doubted  []int // statements of which a wall time is not to be trusted
	unsaved  []int // statements of which something was written later than it happened
	unsaving []Unsaved
}

// seat is what a light shows by what is in force.
type seat struct {
	name      string
	signal    timer.Signal
	statement int
}

type prompt struct {
	statement int
	at        time.Time
}

// Read returns the book of a journal that was read to its end.
func Read(records []timer.Record) (*Book, error) {
	var (
		book    Book
		history timer.History
	)
	for _, r := range records {
		if err := history.Add(r); err != nil {
			return nil, err
		}
		book.Keep(timer.Kept{Record: r, After: &history.Meeting})
	}
	return &book, nil
}

// Keep takes down a record.
func (b *Book) Keep(k timer.Kept) {
	if n := len(b.pages); n > 0 && len(k.Events) > 0 && k.Events[0].Rev <= b.pages[n-1].meeting.Rev {
		b.pages[n-1].written(k.Record) // it was told when it happened
		return
	}
	for i, e := range k.Events {
		if _, opens := e.Fact.(timer.MeetingOpened); opens {
			b.pages = append(b.pages, &page{at: e.At})
		}
		if len(b.pages) == 0 {
			b.pages = append(b.pages, &page{at: e.At}) // never by this program
		}
		p := b.pages[len(b.pages)-1]
		after := p.meeting.Apply(e)
		if i == len(k.Events)-1 {
			after = *k.After
		}
		p.event(e, after, k)
	}
	if n := len(b.pages); n > 0 {
		b.pages[n-1].seen = append(b.pages[n-1].seen, k.Observed...)
	}
}

// Meetings returns how many there are.
func (b *Book) Meetings() int { return len(b.pages) }

// Meeting returns a meeting as it is, by its number from 1.
func (b *Book) Meeting(number int) *timer.Meeting { return &b.pages[number-1].meeting }

// Copy returns a book that does not change any more.
func (b *Book) Copy() *Book {
	out := &Book{pages: slices.Clone(b.pages)}
	if n := len(out.pages); n > 0 {
		last := *out.pages[n-1]
		last.seats = slices.Clone(last.seats)
		last.edges, last.seen, last.prompts = slices.Clip(last.edges), slices.Clip(last.seen), slices.Clip(last.prompts)
		last.ends, last.heard = slices.Clip(last.ends), nil
		last.unsaving = slices.Clone(last.unsaving)
		last.doubted, last.unsaved = slices.Clip(last.doubted), slices.Clip(last.unsaved)
		out.pages[n-1] = &last
	}
	return out
}

// event takes down what happened.
func (p *page) event(e timer.Event, after timer.Meeting, k timer.Kept) {
	until, here := e.At.Steady, true
	switch fact := e.Fact.(type) {
	case timer.ClockAdopted:
		until, here = until.Add(-fact.Shift), false
		if fact.Held { // it is not known how long the controller was away
			until = p.at.Steady
		}
		p.mark(&p.doubted, &p.meeting)
	case timer.WentUnrecorded:
		p.unsaving = append(p.unsaving, Unsaved{From: e.At.Wall})
	}
	p.goOn(until, here)
	if k.Doubt != "" {
		p.mark(&p.doubted, &p.meeting)
		p.mark(&p.doubted, &after)
	}
	if k.Unsaved || !k.Written.IsZero() {
		p.mark(&p.unsaved, &p.meeting)
		p.mark(&p.unsaved, &after)
	}
	p.meeting, p.at = after, e.At
	p.ended(e)
	p.turn()
	p.saved(k.Written)
}

// mark notes the statements that are under way.
func (p *page) mark(in *[]int, m *timer.Meeting) {
	for _, s := range []*timer.Statement{m.Floor, m.Interrupted} {
		if s != nil && !slices.Contains(*in, s.ID) {
			*in = append(*in, s.ID)
		}
	}
}

// written takes down when something was written that had happened before.
func (p *page) written(r timer.Record) { p.saved(r.Written) }

func (p *page) saved(at time.Time) {
	if n := len(p.unsaving); n > 0 && !at.IsZero() {
		p.unsaving[n-1].Until = at
	}
}

// goOn follows the light and the prompt to an instant, with nothing having happened. A
// light plays on while the controller is not here; the President is not prompted.
func (p *page) goOn(until timer.Instant, here bool) {
	f := p.meeting.Floor
	if f == nil {
		return
	}
	for at := p.at.Steady; ; {
		mark, ok := f.NextMark(at)
		if !ok || mark >= until {
			return
		}
		p.show(mark, here)
		at = mark
	}
}

// turn lets lights show what holds since the last event.
func (p *page) turn() { p.show(p.at.Steady, true) }

// show takes down what changes at an instant that is not before the last event.
func (p *page) show(at timer.Instant, here bool) {
	stamp := p.at
	stamp.Wall, stamp.Steady = stamp.Wall.Add(at.Sub(stamp.Steady)), at
	f := p.meeting.Floor
	for i := range p.seats {
		if s := &p.seats[i]; s.signal != timer.Dark && (f == nil || f.Seat != s.name) {
			p.turned(s, timer.Dark, s.statement, stamp)
		}
	}
	if f == nil {
		return
	}
	if f.Seat != "" {
		signal := f.SignalAt(at)
		i := slices.IndexFunc(p.seats, func(s seat) bool { return s.name == f.Seat })
		if i < 0 && signal != timer.Dark {
			i = len(p.seats)
			p.seats = append(p.seats, seat{name: f.Seat})
		}
		if i >= 0 && p.seats[i].signal != signal {
			p.turned(&p.seats[i], signal, f.ID, stamp)
		}
	}
	if here && f.Running && f.PhaseAt(at) == timer.Overrun && !slices.ContainsFunc(p.prompts, func(q prompt) bool { return q.statement == f.ID }) {
		p.prompts = append(p.prompts, prompt{f.ID, stamp.Wall})
	}
}

func (p *page) turned(s *seat, signal timer.Signal, statement int, at timer.Stamp) {
	if signal == timer.Dark && s.statement != 0 {
		statement = s.statement // it was this one's light that goes out
	}
	s.signal, s.statement = signal, statement
	p.edges = append(p.edges, Edge{Statement: statement, Seat: s.name, Signal: signal, Due: at})
}
