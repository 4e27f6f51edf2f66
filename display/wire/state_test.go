package wire_test

import (
	"encoding/json"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestStateIsAsOtherProgramsKnowIt(t *testing.T) {
	for _, c := range []struct {
		file   string
		says   string
		role   timer.Role
		at     time.Duration
		debate func(*debate) *debate
	}{
		{"state-nobody", "nobody has the floor", anybody, 0, nil},
		{"state-nobody-chair", "the chair sees what is for operators, and nothing to undo", timer.Chair, 0, nil},
		{"state-ready", "the floor is given, the clock stands at nothing", anybody, time.Second, func(d *debate) *debate {
			return d.do(0, timer.GiveFloor{Entry: "e1"})
		}},
		{"state-speaking", "the clock runs, a fraction is rounded down", anybody, 61_999_999 * time.Microsecond, start},
		{"state-warning", "at the very mark it is warning", anybody, 150 * time.Second, start},
		{"state-warning-chair", "the chair sees what an undo would take back", timer.Chair, 151_234 * time.Millisecond, start},
		{"state-over", "at the limit it is over", anybody, 180 * time.Second, start},
		{"state-overrun", "at limit and grace it is overrun", anybody, 210 * time.Second, start},
		{"state-overrun-secretary", "the secretary sees what the chair sees", timer.Secretary, 210 * time.Second, start},
		{"state-paused", "while paused the light is dark and zero_ms null", anybody, 200 * time.Second, func(d *debate) *debate {
			return start(d).do(155*time.Second+400*time.Microsecond, timer.Pause{Reason: "interpretation failed"})
		}},
		{"state-no-limit", "without a limit there are no marks and no light", anybody, 10 * time.Minute, func(d *debate) *debate {
			return d.do(0, timer.GiveFloor{Entry: "e3"}).do(0, timer.Start{})
		}},
		{"state-extended", "an extension moves the limit, an urge is told", anybody, 190 * time.Second, func(d *debate) *debate {
			return start(d).do(170*time.Second, timer.Extend{By: time.Minute}).do(180*time.Second, timer.Urge{})
		}},
		{"state-ended", "the statement that ended is told", anybody, 200 * time.Second, func(d *debate) *debate {
			return start(d).do(171*time.Second, timer.End{})
		}},
		{"state-seven-times", "700 % of the limit are counted like any other time", anybody, 21 * time.Minute, start},
		{"state-after-100h", "nothing turns over after 99:59:59", anybody, 100 * time.Hour, start},
		{"state-other-boot", "what another steady clock counted is null, the statement goes on", anybody, 30 * time.Second, func(d *debate) *debate {
			start(d)
			s := *d.meeting.Floor
			s.Given.Boot = "boot-0"
			d.meeting.Floor = &s
			return d.adopt("boot-0", 5*time.Second)
		}},
		{"state-held-chair", "a clock was held for another boot: the chair may set it", timer.Chair, 30 * time.Second, held},
		{"state-held", "others see that it stands", anybody, 30 * time.Second, held},
		{"state-interrupted", "a point of order has the floor, its own clock and seat; what it interrupts is paused", anybody, 170 * time.Second, func(d *debate) *debate {
			return start(d).do(155*time.Second, timer.RaisePoint{Delegation: "China", Seat: "3"})
		}},
		{"state-suspended-chair", "a suspended meeting says until when; the chair sees what can be put right", timer.Chair, 60 * time.Second, func(d *debate) *debate {
			return start(d).do(20*time.Second, timer.End{}).do(21*time.Second, timer.GiveFloor{Entry: "e2"}).do(22*time.Second, timer.Start{}).
				do(30*time.Second, timer.Suspend{Until: noon.Add(72 * time.Hour)})
		}},
		{"state-closed", "a closed debate says when, and how many were not heard", anybody, 60 * time.Second, func(d *debate) *debate {
			return start(d).do(20*time.Second, timer.End{}).do(30*time.Second, timer.CloseDebate{})
		}},
		{"state-light", "a light sees what the public sees", timer.LightRole, 0, nil},
	} {
		t.Run(c.file, func(t *testing.T) {
			d := opened(t)
			if c.debate != nil {
				d = c.debate(d)
			}
			t.Log(c.says)
			golden(t, c.file, wire.StateOf(d.snapshot(c.at), after(c.at), c.role))
		})
	}
}

func start(d *debate) *debate {
	return d.do(-2*time.Second, timer.GiveFloor{Entry: "e1"}).do(0, timer.Start{})
}

// held is the debate whose controller came back on a clock that is not plausible.
func held(d *debate) *debate {
	start(d)
	d.meeting = d.meeting.Apply(timer.Event{
		Rev: d.meeting.Rev + 1, At: after(20 * time.Second), By: timer.Actor{Role: timer.Program},
		Fact: timer.ClockAdopted{From: "boot-0", Held: true, Elapsed: 80 * time.Second},
	})
	return d
}

func TestStateTellsOperatorsHowTheJournalDoes(t *testing.T) {
	s := opened(t).snapshot(0)
	s.Saving = timer.Saving{State: timer.SavingSlow, Since: origin.Add(-2500 * time.Millisecond)}
	state := wire.StateOf(s, after(0), timer.Chair)
	if state.Saving.State != timer.SavingSlow || state.Saving.WaitingMS != 2500 {
		t.Errorf("saving is %+v, want slow for 2500 ms", state.Saving)
	}
	s.Saving.GoingOn, s.Saving.Unrecorded = true, 3
	state = wire.StateOf(s, after(0), timer.Chair)
	if !state.Saving.GoingOn || state.Saving.Unrecorded != 3 {
		t.Errorf("saving is %+v, want going on with 3 unrecorded", state.Saving)
	}
	if wire.StateOf(s, after(0), timer.Public).Operator != nil {
		t.Error("the public is told how the journal does")
	}
}

// What is registered of a speaker, and what operators are told, is nobody
// else's business: not even the names of the fields are there.
func TestStateForThePublicHasNoRegistrationData(t *testing.T) {
	private := []string{"undo", "notices", "saving", "seats"}
	registration := []string{"seat", "iso3", "language", "remarks"}
	for _, role := range []timer.Role{timer.Public, timer.LightRole, timer.Chair, timer.Secretary} {
		text, err := json.Marshal(wire.StateOf(speaking(t).snapshot(0), after(0), role))
		if err != nil {
			t.Fatal(err)
		}
		var state map[string]json.RawMessage
		var list []map[string]json.RawMessage
		if err := json.Unmarshal(text, &state); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(state["list"], &list); err != nil {
			t.Fatal(err)
		}
		for _, name := range private {
			if _, there := state[name]; there != wire.Operates(role) {
				t.Errorf("state for %s: field %q is there: %v", role, name, there)
			}
		}
		for _, name := range registration {
			if _, there := list[0][name]; there != wire.Operates(role) {
				t.Errorf("list for %s: field %q is there: %v", role, name, there)
			}
		}
	}
}

func TestInstantOfIsTheInverseOfMillis(t *testing.T) {
	for _, i := range []timer.Instant{0, 1, 999, 1_000_000, 7_972_222_700_001, timer.Instant(100 * 24 * time.Hour)} {
		back := wire.InstantOf(wire.Millis(i))
		if d := back.Sub(i); d < -time.Microsecond || d > time.Microsecond {
			t.Errorf("instant %d comes back as %d", i, back)
		}
	}
}
