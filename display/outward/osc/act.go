package osc

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"rostrum/timer"
)

// ErrNoAct is a message that asks for nothing that may be asked for here.
var ErrNoAct = errors.New("osc: there is no such act")

// prefix is what every act begins with.
const prefix = "/rostrum/"

// clock are the acts of the clock, and no others: each as it is meant for a meeting.
// With a length where it has one.
var clock = map[string]func(m *timer.Meeting, by time.Duration) (timer.Command, error){
	"give-floor": func(m *timer.Meeting, _ time.Duration) (timer.Command, error) {
		for _, e := range m.List {
			if e.Status == timer.Waiting {
				return timer.GiveFloor{Entry: e.ID}, nil
			}
		}
		return nil, fmt.Errorf("%w: nobody waits on the speakers' list", ErrNoAct)
	},
	"start":  plain(timer.Start{}),
	"pause":  plain(timer.Pause{}),
	"resume": plain(timer.Resume{}),
	"extend": func(_ *timer.Meeting, by time.Duration) (timer.Command, error) { return timer.Extend{By: by}, nil },
	"urge":   plain(timer.Urge{}),
	"end":    plain(timer.End{}),
}

func plain(c timer.Command) func(*timer.Meeting, time.Duration) (timer.Command, error) {
	return func(*timer.Meeting, time.Duration) (timer.Command, error) { return c, nil }
}

// Act is what a message asks for.
type Act struct {
	Name string
	By   time.Duration // of extend
}

// ActOf reads what a message asks for. A button tells when it is let go of too, by a zero:
// that asks for nothing, and ok is false.
func ActOf(m Message) (a Act, ok bool, err error) {
	name, ours := strings.CutPrefix(m.Address, prefix)
	if _, there := clock[name]; !ours || !there {
		return Act{}, false, fmt.Errorf("%w: %q", ErrNoAct, m.Address)
	}
	if len(m.Args) > 1 || name == "extend" && len(m.Args) != 1 {
		return Act{}, false, fmt.Errorf("%w: %s takes %s", ErrNoAct, name, map[bool]string{true: "a number of seconds", false: "nothing, or whether the button is pressed"}[name == "extend"])
	}
	if len(m.Args) == 0 {
		return Act{Name: name}, true, nil
	}
	number, err := numberOf(m.Args[0])
	if err != nil {
		return Act{}, false, fmt.Errorf("%w: %s: %w", ErrNoAct, name, err)
	}
	if number == 0 {
		return Act{}, false, nil
	}
	a = Act{Name: name}
	if name == "extend" {
		a.By = time.Duration(math.Round(number*1000)) * time.Millisecond
	}
	return a, true, nil
}

// Command is the act for a meeting.
func (a Act) Command(m *timer.Meeting) (timer.Command, error) { return clock[a.Name](m, a.By) }

// numberOf reads a number, or whether something is so; within what a limit can be.
func numberOf(arg any) (float64, error) {
	var n float64
	switch arg := arg.(type) {
	case bool:
		if arg {
			n = 1
		}
	case nil:
		n = 1
	case int32:
		n = float64(arg)
	case int64:
		n = float64(arg)
	case float32:
		n = float64(arg)
	case float64:
		n = arg
	default:
		return 0, errors.New("its argument is not a number")
	}
	if most := timer.LongestLimit.Seconds(); math.IsNaN(n) || n > most || n < -most {
		return 0, errors.New("its argument is out of range")
	}
	return n, nil
}
