package account

import (
	"cmp"
	"slices"
	"time"

	"rostrum/timer"
)

// Account returns what a meeting amounts to, by its number from 1, as of a moment of the
// clock of the last record; false where there is none.
func (b *Book) Account(number int, now timer.Stamp) (Account, bool) {
	if number < 1 || number > len(b.pages) {
		return Account{}, false
	}
	last := number == len(b.pages)
	p := *b.pages[number-1]
	p.seats, p.edges, p.prompts = slices.Clone(p.seats), slices.Clip(p.edges), slices.Clip(p.prompts)
	if !last || p.meeting.Floor == nil || now.Boot != p.at.Boot || now.Steady < p.at.Steady {
		now = p.at // nothing has changed since, or nothing is known of it
	}
	p.goOn(now.Steady+1, true)
	return p.account(number, now), true
}

func (p *page) account(number int, now timer.Stamp) Account {
	m := &p.meeting
	a := Account{
		Number: number, Symbol: m.Symbol, Title: m.Title, Sample: m.Sample, Rehearsal: m.Rehearses(), Zone: m.Zone,
		Opened: m.Opened, ClosedAt: m.ClosedAt, At: now, Notes: m.Notes,
		Ends: p.standing(),
	}
	iso3 := make(map[timer.EntryID]string, len(m.List))
	for _, e := range m.List {
		a.List = append(a.List, *e)
		iso3[e.ID] = e.ISO3
	}
	given := timer.Stamp{}
	for _, s := range slices.Concat(m.Ended, []*timer.Statement{m.Interrupted, m.Floor}) {
		if s == nil {
			continue
		}
		if given == (timer.Stamp{}) || s.Given.Wall.Before(given.Wall) {
			given = s.Given
		}
		if s.Started {
			a.Statements = append(a.Statements, p.statement(s, iso3[s.Entry], now))
			a.Statements[len(a.Statements)-1].Reminders = m.RemindersOf(s.ID)
		}
	}
	slices.SortStableFunc(a.Statements, func(x, y Statement) int {
		return cmp.Or(cmp.Compare(x.BegunAt, y.BegunAt), cmp.Compare(x.ID, y.ID)) // on one clock
	})
	a.Sittings = sittings(m, given.Wall)
	p.lights(a.Statements)
	place := make(map[int]int, len(a.Statements))
	for i := range a.Statements {
		s := &a.Statements[i]
		s.Order, s.Sitting = i+1, sittingOf(m, s.StartedAt)
		place[s.ID] = i
	}
	for i := range a.Statements {
		for _, by := range a.Statements[i].InterruptedBy {
			if at, ok := place[by]; ok {
				a.Statements[at].Interrupts = a.Statements[i].ID
			}
		}
	}
	for _, n := range m.Notes {
		if at, ok := place[n.Statement]; ok {
			a.Statements[at].Notes = append(a.Statements[at].Notes, n)
		}
	}
	for _, q := range p.prompts {
		if at, ok := place[q.statement]; ok {
			a.Statements[at].PromptedAt = q.at
		}
	}
	setBetween(&a, m)
	a.Totals = totals(&a)
	a.Proof = p.proof(&a)
	return a
}

// The facts by which a person says when a statement was.
var (
	corrected = timer.FactName(timer.StatementCorrected{})
	backDated = timer.FactName(timer.StartBackDated{})
)

func milli(d time.Duration) time.Duration { return d.Truncate(time.Millisecond) }

func (p *page) statement(s *timer.Statement, iso3 string, now timer.Stamp) Statement {
	out := Statement{
		Statement: s, ISO3: iso3, Allotted: s.Rule.Limit, Used: milli(s.ElapsedAt(now.Steady)),
		Paused:      milli(s.Stood(timer.Pausing, now.Steady)),
		Interrupted: milli(s.Stood(timer.Interrupted, now.Steady)),
		Suspended:   milli(s.Stood(timer.Suspended, now.Steady)),
		Recorded:    !slices.Contains(p.unsaved, s.ID),
	}
	if s.Rule.Limit != timer.NoLimit {
		out.Over = max(0, out.Used-s.Rule.Limit)
	}
	out.Trusted = !s.ByHand && !slices.Contains(p.doubted, s.ID)
	for _, c := range s.Corrections {
		switch c.What {
		case corrected, backDated: // a time is what a person said
			out.Trusted = out.Trusted && c.Field != "started_at" && c.Field != "ended_at" && c.Field != "paused_ms"
		}
	}
	out.FloorGiven = s.Given.Wall
	if s.StartedAt.Wall.Before(out.FloorGiven) { // as it was corrected
		out.FloorGiven = s.StartedAt.Wall
	}
	for _, stop := range s.Stops {
		switch stop.Why {
		case timer.Pausing:
			out.Pauses = append(out.Pauses, stop)
		case timer.Interrupted:
			if !slices.Contains(out.InterruptedBy, stop.By) {
				out.InterruptedBy = append(out.InterruptedBy, stop.By)
			}
		}
	}
	return out
}

// lights hands each statement the changes of its light.
func (p *page) lights(statements []Statement) {
	edges := confirm(p.edges, p.seen)
	of := make(map[int]*Statement, len(statements))
	for i := range statements {
		of[statements[i].ID] = &statements[i]
	}
	for _, e := range edges {
		if s := of[e.Statement]; s != nil {
			s.Light = append(s.Light, e)
		}
	}
}

// sittings returns the stretches of a meeting of which the floor was first given at a time.
func sittings(m *timer.Meeting, given time.Time) []Sitting {
	if given.IsZero() && len(m.Suspensions) == 0 {
		return nil
	}
	if n := len(m.Suspensions); n > 0 && (given.IsZero() || given.After(m.Suspensions[0].From.Wall)) {
		given = m.Opened.Wall // it was suspended before anybody spoke
	}
	out := []Sitting{{Called: given}}
	for _, s := range m.Suspensions {
		out[len(out)-1].Suspended = s.From.Wall
		if s.To != (timer.Stamp{}) {
			out = append(out, Sitting{Resumed: s.To.Wall})
		}
	}
	if m.Closed && !m.Suspended {
		out[len(out)-1].Rose = m.ClosedAt.Wall
	}
	return out
}

// sittingOf returns the sitting in which something happened, from 1.
func sittingOf(m *timer.Meeting, at timer.Stamp) int {
	n := 1
	for _, s := range m.Suspensions {
		if s.To != (timer.Stamp{}) && !before(at, s.To) {
			n++
		}
	}
	return n
}

func before(a, b timer.Stamp) bool {
	if a.Boot == b.Boot {
		return a.Steady < b.Steady
	}
	return a.Wall.Before(b.Wall)
}
