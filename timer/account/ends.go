package account

import (
	"slices"
	"time"

	"rostrum/timer"
)

// End is the end of a statement, with as much of the meeting as it was then as says who had
// been heard and who was still to come. It is never changed.
type End struct {
	Statement int         // by its number; never a point of order
	At        timer.Stamp // as it happened: a later correction moves no end

	rev         uint64
	rules       timer.Rules
	ended       []*timer.Statement
	waiting     timer.SpeakersList
	suspensions []timer.Suspension
	suspended   bool
	until       time.Time
	endsBy      time.Time
}

// Meeting is the meeting as it was: its rules, its statements that had ended, the lines of
// its list that waited, its suspensions and until when it could go on. Nobody has the floor.
func (e *End) Meeting() *timer.Meeting {
	return &timer.Meeting{
		Rules: e.rules, Ended: e.ended, List: e.waiting,
		Suspensions: e.suspensions, Suspended: e.suspended, Until: e.until, EndsBy: e.endsBy,
	}
}

// ended takes down the end of a statement, and drops one that is undone.
func (p *page) ended(e timer.Event) {
	switch fact := e.Fact.(type) {
	case timer.Undone:
		if at := slices.IndexFunc(p.ends, func(end *End) bool { return end.rev == fact.Of }); at >= 0 {
			p.ends = slices.Delete(slices.Clone(p.ends), at, at+1) // a copy of the book has it still
		}
	case timer.StatementEnded, timer.PointRuled:
		m := &p.meeting
		s := m.Last
		if s == nil || s.EndedAt != e.At || s.Interrupts() || m.Floor != nil {
			return
		}
		p.ends = append(p.ends, &End{
			Statement: s.ID, At: e.At, rev: e.Rev,
			rules: m.Rules, ended: p.sharedEnded(m.Ended), waiting: p.sharedWaiting(m.List),
			suspensions: m.Suspensions, suspended: m.Suspended, until: m.Until, endsBy: m.EndsBy,
		})
	}
}

// sharedEnded is the same statements. From one end to the next there is one more of them, as
// a rule: all ends look into one array, whose length does not grow with its square.
func (p *page) sharedEnded(all []*timer.Statement) []*timer.Statement {
	n := min(len(all), len(p.heard))
	switch {
	case !slices.Equal(all[:n], p.heard[:n]):
		p.heard = slices.Clone(all)
	case len(all) > n:
		p.heard = append(p.heard, all[n:]...) // nobody looks there yet
	}
	return p.heard[:len(all):len(all)]
}

// sharedWaiting are the lines that wait. As a rule they are those that waited at the end
// before, without the first.
func (p *page) sharedWaiting(list timer.SpeakersList) timer.SpeakersList {
	var waiting timer.SpeakersList
	for _, e := range list {
		if e.Status == timer.Waiting {
			waiting = append(waiting, e)
		}
	}
	if n := len(p.ends); n > 0 {
		before := p.ends[n-1].waiting
		if from := len(before) - len(waiting); from >= 0 && slices.Equal(before[from:], waiting) {
			return before[from:]
		}
	}
	return slices.Clip(waiting)
}

// standing are the ends of statements that are over: of one that was reopened and ended
// again, the last.
func (p *page) standing() []*End {
	over := make(map[int]bool, len(p.meeting.Ended))
	for _, s := range p.meeting.Ended {
		over[s.ID] = true
	}
	out := make([]*End, 0, len(p.ends))
	for _, e := range slices.Backward(p.ends) {
		if over[e.Statement] {
			over[e.Statement] = false
			out = append(out, e)
		}
	}
	slices.Reverse(out)
	return out
}

// Heard is how many statements had been heard then, points of order left out.
func (e *End) Heard() (n int) {
	for _, s := range e.ended {
		if s.Started && !s.Interrupts() {
			n++
		}
	}
	return n
}

// Left is how many lines of the list waited then.
func (e *End) Left() int { return len(e.waiting) }
