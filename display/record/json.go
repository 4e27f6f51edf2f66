package record

import (
	"slices"
	"strings"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/account"
)

// JSON is the record for programs; zone is the one that is printed where the meeting has
// none of its own.
func (r *Record) JSON() wire.Recorded {
	a := &r.Account
	out := wire.Recorded{
		Meeting: wire.RecordedMeeting{
			Number: a.Number, Meetings: r.Meetings, Symbol: a.Symbol, Title: a.Title, Sample: a.Sample, Rehearsal: a.Rehearsal,
			OpenedAt: a.Opened.Wall, Zone: r.Zone.String(), Sittings: []wire.RecordedSitting{},
			ClosedAt: wall(a.ClosedAt.Wall), AsOf: a.At.Wall,
		},
		Statements: []wire.RecordedStatement{},
		NotHeard:   r.lines(timer.NotHeard), Absent: r.lines(timer.Absent), Withdrawn: r.lines(timer.Withdrawn),
		Totals: r.totals(),
	}
	for _, s := range a.Sittings {
		out.Meeting.Sittings = append(out.Meeting.Sittings, wire.RecordedSitting{
			CalledAt: wall(s.Called), SuspendedAt: wall(s.Suspended), ResumedAt: wall(s.Resumed), RoseAt: wall(s.Rose),
		})
	}
	for i := range a.Statements {
		if r.Only != 0 && a.Statements[i].ID != r.Only {
			continue
		}
		out.Statements = append(out.Statements, r.statement(&a.Statements[i]))
	}
	if r.Public {
		return out
	}
	out.Forecasts = r.forecastsJSON()
	out.Notes = notes(r.loose())
	out.Proof = proof(a.Proof)
	return out
}

// loose are the notes that are about no statement that was started.
func (r *Record) loose() []timer.WrittenNote {
	var out []timer.WrittenNote
	for _, n := range r.Account.Notes {
		if !slices.ContainsFunc(r.Account.Statements, func(s account.Statement) bool { return s.ID == n.Statement }) {
			out = append(out, n)
		}
	}
	return out
}

func wall(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func millis(d time.Duration) int64 { return d.Milliseconds() }

func (r *Record) statement(s *account.Statement) wire.RecordedStatement {
	out := wire.RecordedStatement{
		Order: s.Order, Statement: s.ID, Entry: s.Entry, Delegation: s.Delegation, Names: s.Names, ISO3: s.ISO3,
		Speaker: s.Speaker, Kind: s.Kind, Capacity: s.Capacity, Level: s.Level, OnBehalfOf: s.OnBehalfOf, Seat: s.Seat, Sitting: s.Sitting,
		GivenAt: s.FloorGiven.UTC(), StartedAt: s.StartedAt.Wall.UTC(), EndedAt: wall(s.EndedAt.Wall),
		ExtendedMS: millis(s.Extended), UsedMS: millis(s.Used), OverMS: millis(s.Over), PausedMS: millis(s.Paused),
		InterruptedMS: millis(s.Interrupted), SuspendedMS: millis(s.Suspended), BetweenMS: millis(s.Between),
		Pauses: []wire.RecordedPause{}, InterruptedBy: append([]int{}, s.InterruptedBy...),
		PromptedAt: wall(s.PromptedAt), UrgedAt: []time.Time{},
		WallTrusted: s.Trusted, Recorded: s.Recorded, Corrections: []wire.RecordedCorrection{},
	}
	if limit := s.Rule.Limit; limit != timer.NoLimit {
		l, w, g := millis(limit), millis(s.Rule.WarningAt()), millis(s.Rule.Tolerance())
		out.AllottedMS, out.WarningMS, out.GraceMS = &l, &w, &g
	}
	if s.Interrupts != 0 {
		out.Interrupts = &s.Interrupts
	}
	for _, p := range s.Pauses {
		took := p.Took
		if !p.Over {
			took = r.Account.At.Steady.Sub(p.Since)
		}
		out.Pauses = append(out.Pauses, wire.RecordedPause{At: p.At.Wall.UTC(), MS: millis(took), Reason: p.Reason})
	}
	for _, u := range s.Urged {
		out.UrgedAt = append(out.UrgedAt, u.Wall.UTC())
	}
	for _, m := range s.Reminders {
		told := wire.RecordedReminder{At: m.At.Wall.UTC(), Line: m.Line, Seat: m.Seat}
		if !r.Public {
			told.By = m.By.String()
		}
		out.Reminders = append(out.Reminders, told)
	}
	for _, c := range s.Corrections {
		told := wire.RecordedCorrection{
			Rev: c.Rev, At: c.At.Wall.UTC(), What: didOf(c.What), Field: c.Field, Was: c.Was, Now: c.Now,
		}
		if !r.Public {
			told.By, told.Reason = c.By.String(), c.Reason
		}
		out.Corrections = append(out.Corrections, told)
	}
	if r.Public {
		return out
	}
	out.Light = []wire.RecordedEdge{}
	for _, e := range s.Light {
		edge := wire.RecordedEdge{Signal: e.Signal, Seat: e.Seat, DueAt: e.Due.Wall.UTC(), SeenAt: wall(e.Seen)}
		if edge.SeenAt != nil {
			late, bound := e.Late.Microseconds(), e.Bound.Microseconds()
			edge.LateUS, edge.BoundUS = &late, &bound
		}
		out.Light = append(out.Light, edge)
	}
	out.Notes = notes(s.Notes)
	return out
}

// didOf is what a correction did, in the words of the outside interface.
func didOf(fact string) string {
	for _, prefix := range []string{"statement-", "start-", "speaker-"} {
		fact = strings.TrimPrefix(fact, prefix)
	}
	return fact
}

func notes(of []timer.WrittenNote) []wire.RecordedNote {
	out := make([]wire.RecordedNote, 0, len(of))
	for _, n := range of {
		told := wire.RecordedNote{
			Rev: n.Rev, At: n.At.Wall.UTC(), By: n.By.String(), ChangedAt: wall(n.ChangedAt.Wall),
			Statement: n.Statement, Text: n.Text, Paragraph: n.Paragraph, Proposal: n.Proposal,
		}
		if told.ChangedAt != nil {
			told.ChangedBy = n.ChangedBy.String()
		}
		out = append(out, told)
	}
	return out
}

func (r *Record) lines(status timer.Status) []wire.RecordedLine {
	out := []wire.RecordedLine{}
	for _, e := range r.Account.List {
		if account.StatusOf(&e) == status {
			out = append(out, wire.RecordedLine{
				Entry: e.ID, Seq: e.Seq, Delegation: e.Delegation, Names: e.Names, ISO3: e.ISO3,
				Speaker: e.Speaker, Kind: e.Kind, OnBehalfOf: e.OnBehalfOf,
			})
		}
	}
	return out
}

func (r *Record) totals() wire.RecordedTotals {
	t := &r.Account.Totals
	out := wire.RecordedTotals{
		Inscribed: t.Inscribed, Heard: t.Heard, NotHeard: t.NotHeard, Absent: t.Absent, Withdrawn: t.Withdrawn, Waiting: t.Waiting,
		RecordedSum: sum(t.Sum), OverMS: millis(t.Over), PausedMS: millis(t.Paused),
		InterruptedMS: millis(t.Interrupted), SuspendedMS: millis(t.Suspended), BetweenMS: millis(t.Between),
		ByKind: make(map[string]wire.RecordedSum), ByDelegation: make(map[string]wire.RecordedSum),
	}
	for _, g := range t.ByKind {
		out.ByKind[g.Name] = sum(g.Sum)
	}
	for _, g := range t.ByDelegation {
		out.ByDelegation[g.Name] = sum(g.Sum)
	}
	return out
}

func sum(s account.Sum) wire.RecordedSum {
	return wire.RecordedSum{
		Statements: s.Statements, AllottedMS: millis(s.Allotted), UsedMS: millis(s.Used), MedianMS: millis(s.Median),
		QuartilesMS: []int64{millis(s.Quartiles[0]), millis(s.Quartiles[1])},
	}
}

func proof(p account.Proof) *wire.RecordedProof {
	out := &wire.RecordedProof{
		Edges: p.Due, Confirmed: p.Confirmed, Unconfirmed: append([]string{}, p.Unconfirmed...),
		Unsaved: []wire.RecordedUnsaved{}, Untrusted: p.Untrusted,
	}
	if p.Worst != nil {
		late, bound := p.Worst.Late.Microseconds(), p.WorstBound.Bound.Microseconds()
		out.WorstLateUS, out.WorstBoundUS = &late, &bound
	}
	for _, u := range p.Unsaved {
		out.Unsaved = append(out.Unsaved, wire.RecordedUnsaved{From: u.From.UTC(), Until: wall(u.Until)})
	}
	return out
}

// Totals are those of several meetings, for programs.
func Totals(o account.Over) wire.Totals {
	out := wire.Totals{Meetings: []wire.TotalledMeeting{}, Delegations: []wire.TotalledDelegation{}}
	for i := range o.Meetings {
		a := &o.Meetings[i]
		out.Meetings = append(out.Meetings, wire.TotalledMeeting{
			Symbol: a.Symbol, Title: a.Title, OpenedAt: a.Opened.Wall.UTC(), Statements: a.Totals.Statements, UsedMS: millis(a.Totals.Used),
		})
	}
	for _, d := range o.Delegations {
		out.Delegations = append(out.Delegations, wire.TotalledDelegation{
			Delegation: d.Name, Names: d.Names, Meetings: d.Meetings, Statements: d.Statements, UsedMS: millis(d.Used), MedianMS: millis(d.Median),
		})
	}
	return out
}
