package osc

import (
	"errors"
	"math"
	"reflect"
	"testing"
	"time"

	"rostrum/timer"
)

func TestActs(t *testing.T) {
	for _, c := range []struct {
		says string
		m    Message
		want timer.Command // nil: none
		err  bool
	}{
		{"the next has the floor", Message{"/rostrum/give-floor", nil}, timer.GiveFloor{Entry: "e2"}, false},
		{"start", Message{"/rostrum/start", nil}, timer.Start{}, false},
		{"a button that is pressed", Message{"/rostrum/pause", []any{float32(1)}}, timer.Pause{}, false},
		{"and let go of", Message{"/rostrum/pause", []any{float32(0)}}, nil, false},
		{"true", Message{"/rostrum/resume", []any{true}}, timer.Resume{}, false},
		{"false", Message{"/rostrum/resume", []any{false}}, nil, false},
		{"an impulse", Message{"/rostrum/urge", []any{nil}}, timer.Urge{}, false},
		{"the end", Message{"/rostrum/end", []any{int32(1)}}, timer.End{}, false},
		{"longer", Message{"/rostrum/extend", []any{int32(30)}}, timer.Extend{By: 30 * time.Second}, false},
		{"shorter", Message{"/rostrum/extend", []any{float32(-1.5)}}, timer.Extend{By: -1500 * time.Millisecond}, false},
		{"by nothing", Message{"/rostrum/extend", []any{int32(0)}}, nil, false},
		{"by nobody knows what", Message{"/rostrum/extend", nil}, nil, true},
		{"by no number", Message{"/rostrum/extend", []any{float32(math.NaN())}}, nil, true},
		{"for ever", Message{"/rostrum/extend", []any{math.Inf(1)}}, nil, true},
		{"by a word", Message{"/rostrum/extend", []any{"30"}}, nil, true},
		{"two", Message{"/rostrum/start", []any{int32(1), int32(1)}}, nil, true},
		{"no act of the clock", Message{"/rostrum/close-debate", nil}, nil, true},
		{"of the list", Message{"/rostrum/withdraw", []any{"e1"}}, nil, true},
		{"undo", Message{"/rostrum/undo", []any{int32(3)}}, nil, true},
		{"what is told", Message{"/rostrum/phase", []any{"over"}}, nil, true},
		{"of somebody else", Message{"/cue/1/start", nil}, nil, true},
		{"a pattern", Message{"/rostrum/*", nil}, nil, true},
	} {
		act, ok, err := ActOf(c.m)
		if (err != nil) != c.err || ok != (c.want != nil) || err != nil && !errors.Is(err, ErrNoAct) {
			t.Errorf("%s: %+v, %v, %v", c.says, act, ok, err)
			continue
		}
		if !ok {
			continue
		}
		m := &timer.Meeting{List: timer.SpeakersList{{ID: "e1", Status: timer.Heard}, {ID: "e2", Status: timer.Waiting}, {ID: "e3", Status: timer.Waiting}}}
		if got, err := act.Command(m); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %#v, %v; want %#v", c.says, got, err, c.want)
		}
	}
	if _, err := (Act{Name: "give-floor"}).Command(&timer.Meeting{}); !errors.Is(err, ErrNoAct) {
		t.Errorf("the floor is given to nobody: %v", err)
	}
}

// Each of them is one that a secretary may do: a panel can do no more than she.
func TestActsAreASecretarys(t *testing.T) {
	named := make(map[string]timer.Act)
	for _, a := range timer.Acts() {
		named[a.Name] = a
	}
	for name := range clock {
		if a, there := named[name]; !there || !a.May(timer.Secretary) {
			t.Errorf("%s is not an act of a secretary", name)
		}
	}
}
