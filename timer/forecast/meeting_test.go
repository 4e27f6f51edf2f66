package forecast_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/forecast"
)

// debate is a meeting that a test conducts, with a clock of its own.
type debate struct {
	t       *testing.T
	meeting timer.Meeting
	now     timer.Stamp
}

// sits opens a meeting with a list of States, at noon.
func sits(t *testing.T, speakers int) *debate {
	d := &debate{t: t, now: timer.Stamp{Wall: noon, Steady: timer.Instant(time.Hour), Boot: "one"}}
	rules, _ := timer.Preset("working-methods-2024")
	open := timer.OpenMeeting{Symbol: "S/PV.9571", Rules: rules}
	for i := range speakers {
		open.List = append(open.List, timer.Inscription{Delegation: fmt.Sprintf("State %d", i+1), Kind: timer.State})
	}
	d.do(open)
	return d
}

func (d *debate) do(commands ...timer.Command) {
	d.t.Helper()
	for _, c := range commands {
		events, err := d.meeting.Decide(timer.Actor{Role: timer.Chair}, c, d.now)
		if err != nil {
			d.t.Fatalf("%T: %v", c, err)
		}
		for _, e := range events {
			d.meeting = d.meeting.Apply(e)
		}
	}
}

func (d *debate) wait(by time.Duration) {
	d.now.Wall, d.now.Steady = d.now.Wall.Add(by), d.now.Steady.Add(by)
}

// speak lets one who waits speak for so long, so long after the one before.
func (d *debate) speak(entry int, gap, used time.Duration) {
	d.t.Helper()
	d.wait(gap)
	d.do(timer.GiveFloor{Entry: timer.EntryID(fmt.Sprintf("e%d", entry))}, timer.Start{})
	d.wait(used)
	d.do(timer.End{})
}

func (d *debate) forecast(earlier ...*timer.Meeting) forecast.Forecast {
	d.t.Helper()
	f, err := forecast.Make(forecast.Of(&d.meeting, d.now, earlier...))
	if err != nil {
		d.t.Fatal(err)
	}
	return f
}

func TestHeardInAMeeting(t *testing.T) {
	const second = time.Second
	d := sits(t, 8)
	d.speak(1, 30*second, 200*second)
	// Interrupted for 40 s, of which the point took 25.
	d.wait(20 * second)
	d.do(timer.GiveFloor{Entry: "e2"}, timer.Start{})
	d.wait(60 * second)
	d.do(timer.RaisePoint{Delegation: "Peru"})
	d.wait(25 * second)
	d.do(timer.Pause{})
	d.wait(15 * second)
	d.do(timer.RuleOnPoint{Then: timer.ThenResume})
	d.wait(90 * second)
	d.do(timer.End{})
	// A point of order while nobody speaks.
	d.wait(5 * second)
	d.do(timer.RaisePoint{})
	d.wait(10 * second)
	d.do(timer.RuleOnPoint{Then: timer.ThenResume})
	d.speak(3, 7*second, 170*second)
	// Suspended for an hour between two, for ten minutes within one, and paused in it.
	d.wait(4 * second)
	d.do(timer.Suspend{})
	d.wait(time.Hour)
	d.do(timer.Reconvene{})
	d.wait(6 * second)
	d.do(timer.GiveFloor{Entry: "e4"}, timer.Start{})
	d.wait(30 * second)
	d.do(timer.Suspend{})
	d.wait(10 * time.Minute)
	d.do(timer.Reconvene{}, timer.Resume{})
	d.wait(30 * second)
	d.do(timer.Pause{Reason: "interpretation"})
	d.wait(12 * second)
	d.do(timer.Resume{}, timer.Extend{By: 2 * time.Minute})
	d.wait(40 * second)
	d.do(timer.End{})

	want := []forecast.Heard{
		{Kind: timer.State, Limit: 3 * minute, Used: 200 * second},
		{Kind: timer.PointOfOrder, Limit: 3 * minute, Used: 25 * second, Gap: 15 * second},
		{Kind: timer.State, Limit: 3 * minute, Used: 150 * second, Gap: 20 * second},
		{Kind: timer.PointOfOrder, Limit: 3 * minute, Used: 10 * second, Gap: 5 * second},
		{Kind: timer.State, Limit: 3 * minute, Used: 170 * second, Gap: 7 * second},
		{Kind: timer.State, Limit: 5 * minute, Used: 100 * second, Gap: (10 + 12) * second},
	}
	if got := forecast.HeardIn(&d.meeting); !slices.Equal(got, want) {
		t.Errorf("heard\n%+v\nwant\n%+v", got, want)
	}
}

// What a meeting says of who has the floor, and of those to come.
func TestDebateOfAMeeting(t *testing.T) {
	d := sits(t, 6)
	end := noon.Add(2 * time.Hour)
	d.do(
		timer.SetEnd{At: &end}, timer.Withdraw{Entry: "e5"},
		timer.Inscribe{Inscription: timer.Inscription{Delegation: "Benelux", Kind: timer.Group, Registration: timer.Registration{Allowance: minute}}},
		timer.GiveFloor{Entry: "e2"}, timer.Start{},
	)
	d.wait(50 * time.Second)
	d.do(timer.RaisePoint{})
	d.wait(10 * time.Second)
	got := forecast.Of(&d.meeting, d.now)
	want := forecast.Debate{
		Now: noon.Add(minute), EndsBy: end, Heard: []forecast.Heard{},
		Running: []forecast.Running{{timer.PointOfOrder, 3 * minute, 10 * time.Second}, {timer.State, 3 * minute, 50 * time.Second}},
		Left: []forecast.Entry{
			{"e1", timer.State, 3 * minute}, {"e3", timer.State, 3 * minute}, {"e4", timer.State, 3 * minute}, {"e6", timer.State, 3 * minute},
			{"e7", timer.Group, 5 * minute},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the debate is\n%+v\nwant\n%+v", got, want)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
}

// The line moves only with what moves it: what is done in the same instant and says nothing
// of how long the list takes leaves the forecast as it is, and the rest does not.
func TestTheLineMovesOnlyWithWhatMovesIt(t *testing.T) {
	limit := timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Limit: 2 * minute, Warning: &timer.Mark{Offset: minute}}}}
	until := noon.Add(9 * time.Hour)
	for name, c := range map[string]struct {
		act   timer.Command
		moves bool
	}{
		"a note":                    {timer.Note{Text: "quorum"}, false},
		"please conclude":           {timer.Urge{}, false},
		"the list is closed":        {timer.CloseList{}, false},
		"an order among equals":     {timer.Move{Entry: "e9"}, false},
		"a longer limit of the one": {timer.Extend{By: minute}, true},
		"a point of order":          {timer.RaisePoint{}, true},
		"one more":                  {timer.Inscribe{Inscription: timer.Inscription{Delegation: "Peru", Kind: timer.State}}, true},
		"one withdrawn":             {timer.Withdraw{Entry: "e15"}, true},
		"another limit":             {limit, true},
		"suspended until later":     {timer.Suspend{Until: until}, true},
		"the end of a statement":    {timer.End{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			d := sits(t, 30)
			for i := range 4 {
				d.speak(i+1, 20*time.Second, 3*minute)
			}
			d.do(timer.GiveFloor{Entry: "e5"}, timer.Start{})
			d.wait(40 * time.Second)
			before := d.forecast()
			d.do(c.act)
			after := d.forecast()
			if moved := after.ListEnds != before.ListEnds; moved != c.moves {
				t.Errorf("before it the list ends at %v, after it at %v", before.ListEnds, after.ListEnds)
			}
		})
	}
}

// While a whole list is heard nothing is ever forecast for a past instant.
func TestNoForecastOfAPastInstant(t *testing.T) {
	d := sits(t, 12)
	d.do(timer.SetEnd{At: &noon})
	for i := range 12 {
		d.speak(i+1, time.Duration(i)*11*time.Second, time.Duration(i*i%7)*50*time.Second)
		if i == 6 {
			d.do(timer.Suspend{Until: d.now.Wall.Add(-time.Hour)})
		}
		f := d.forecast()
		for _, at := range []time.Time{f.ListEnds.P10, f.ListEnds.P50, f.ListEnds.P90} {
			if at.Before(d.now.Wall) {
				t.Errorf("after %d the list ends at %v, and it is %v", i+1, at, d.now.Wall)
			}
		}
		if i == 6 {
			d.do(timer.Reconvene{})
		}
		if want := 11 - i; f.Left != want || want > 0 && f.LineBefore == "" {
			t.Errorf("after %d, %d are left, and the line is before %q", i+1, f.Left, f.LineBefore)
		}
	}
}

// Own meetings under the same rules count, and none else.
func TestEarlierMeetings(t *testing.T) {
	before := func(rules func(*debate)) *timer.Meeting {
		d := sits(t, 15)
		rules(d)
		for i := range 15 {
			d.speak(i+1, 10*time.Second, 3*minute)
		}
		return &d.meeting
	}
	two := timer.SetRules{Change: []timer.RuleChange{{Kind: timer.State, Limit: 2 * minute, Warning: &timer.Mark{Offset: minute}}}}
	same := before(func(*debate) {})
	other := before(func(d *debate) { d.do(two) })
	rehearsed := before(func(*debate) {})
	rehearsed.Rehearsal = true
	nobody := sits(t, 3)

	d := sits(t, 15)
	d.speak(1, 0, 3*minute)
	d.do(two) // on the way: the meeting stays one of three minutes
	if f := d.forecast(same, other, rehearsed, &nobody.meeting, same); f.Basis.Meetings != 2 {
		t.Errorf("%d meetings count; want 2", f.Basis.Meetings)
	}
	if a, b := d.forecast(), d.forecast(same); a.ListEnds == b.ListEnds {
		t.Error("an own meeting says nothing")
	}
}
