package wire_test

import (
	"testing"
	"time"

	"rostrum/timer"
)

// The clocks of the debate: the steady one read origin when the wall read noon.
const (
	boot   = "boot-1"
	origin = timer.Instant(7_000_000 * time.Millisecond)
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

var (
	chair   = timer.Actor{Role: timer.Chair, Name: "tablet"}
	anybody = timer.Public
)

// after is the moment d after noon, on both clocks.
func after(d time.Duration) timer.Stamp {
	return timer.Stamp{Wall: noon.Add(d), Steady: origin.Add(d), Boot: boot}
}

// debate is a meeting that is led by commands with invented moments.
type debate struct {
	t       *testing.T
	meeting timer.Meeting
}

var speakers = []timer.Inscription{
	{
		Delegation: "Japan", Names: map[string]string{"fr": "Japon"}, Speaker: "Ms. Abe", Kind: timer.State,
		Seat: "7", ISO3: "JPN", Language: "ja", Remarks: "wishes to speak early",
	},
	{Delegation: "Côte d’Ivoire", Kind: timer.Group, OnBehalfOf: "the African Group <A3> & others"},
	{Delegation: "Peru", Speaker: "Mr. Vega", Kind: timer.Briefer},
}

// opened returns a debate whose kinds "briefer" have no limit.
func opened(t *testing.T) *debate {
	t.Helper()
	return openedBy(t, func(*timer.Rules) {})
}

// openedBy is the same with other rules.
func openedBy(t *testing.T, change func(*timer.Rules)) *debate {
	t.Helper()
	rules, ok := timer.Preset(timer.DefaultRules)
	if !ok {
		t.Fatal("the default rules are gone")
	}
	rules.ByKind[timer.Briefer] = timer.Rule{}
	change(&rules)
	d := &debate{t: t}
	return d.do(-time.Minute, timer.OpenMeeting{
		Symbol: "S/PV.8539", Title: "Working methods", Sample: true, Rules: rules, List: speakers,
	})
}

// do carries out a command at a moment after noon.
func (d *debate) do(at time.Duration, c timer.Command) *debate {
	d.t.Helper()
	events, err := d.meeting.Decide(chair, c, after(at))
	if err != nil {
		d.t.Fatalf("%s at %v: %v", timer.ActOf(c).Name, at, err)
	}
	for _, e := range events {
		d.meeting = d.meeting.Apply(e)
	}
	return d
}

// adopt carries the debate over from another steady clock.
func (d *debate) adopt(from string, shift time.Duration) *debate {
	d.meeting = d.meeting.Apply(timer.Event{
		Rev: d.meeting.Rev + 1, At: after(0), By: timer.Actor{Role: timer.Program},
		Fact: timer.ClockAdopted{From: from, Shift: shift},
	})
	return d
}

// snapshot is the debate as an engine would publish it, with the tick that was
// due at a moment after noon.
func (d *debate) snapshot(tick time.Duration) *timer.Snapshot {
	return &timer.Snapshot{
		Run: "run-1", Meeting: d.meeting, Request: "0f1e2d3c4b5a69788796a5b4c3d2e1f0", Version: 9, Public: 8, Tick: 61, TickAt: origin.Add(tick),
		At:      after(tick),
		Seats:   timer.Seats{{Name: "7", Connected: true, Signal: timer.Flash, Late: 120 * time.Microsecond}},
		Notices: []timer.Notice{timer.Notice{Code: "list-not-taken", Message: "The file was not taken.", About: "new.csv"}.Named()},
		Doubts:  doubts,
		Saving:  timer.Saving{State: timer.Saved},
	}
}

// speaking is the debate with Japan on the floor, whose clock started at noon.
func speaking(t *testing.T) *debate {
	t.Helper()
	return opened(t).do(-2*time.Second, timer.GiveFloor{Entry: "e1"}).do(0, timer.Start{})
}

// doubts are those about a list of which one thing was misread in two lines, and which
// the secretary has seen.
var doubts = &timer.Doubts{
	Notice: "list-doubts:5a1d", File: "speakers.csv", Count: 2,
	Groups: []timer.DoubtGroup{{
		Code: "unknown-kind", Field: "kind", About: []string{"unknown", "state"}, Message: "“unknown” is not a kind of statement; it is taken as state", Count: 2,
		Lines: []timer.DoubtLine{
			{Line: 4, Column: 12},
			{Line: 9, Column: 15, Cell: "C9", About: []string{"Unknown", "state"}, Message: "“Unknown” is not a kind of statement; it is taken as state"},
		},
	}},
	PutAway: &timer.PutAway{By: "secretary (desk 2)", At: noon},
}
