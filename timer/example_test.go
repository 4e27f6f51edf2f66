package timer_test

import (
	"fmt"
	"time"

	"rostrum/timer"
)

// A statement of a State under the rules of 2024, without any clock: what the
// light shows follows from the events and the instant asked for.
func Example() {
	rules, _ := timer.Preset(timer.DefaultRules)
	chair := timer.Actor{Role: timer.Chair}
	moment := func(d time.Duration) timer.Stamp { return timer.Stamp{Steady: timer.Instant(d)} }

	var meeting timer.Meeting
	for _, step := range []struct {
		at      time.Duration
		command timer.Command
	}{
		{0, timer.OpenMeeting{Rules: rules, List: []timer.Inscription{{Delegation: "Japan", Kind: timer.State}}}},
		{10 * time.Second, timer.GiveFloor{Entry: "e1"}},
		{15 * time.Second, timer.Start{}},
	} {
		events, err := meeting.Decide(chair, step.command, moment(step.at))
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, e := range events {
			meeting = meeting.Apply(e)
		}
	}
	for _, after := range []time.Duration{time.Minute, 150 * time.Second, 3 * time.Minute, 210 * time.Second} {
		now := meeting.Floor.Zero.Add(after)
		fmt.Printf("%v: %v, light %v\n", after, meeting.Floor.PhaseAt(now), meeting.Floor.SignalAt(now))
	}
	// Output:
	// 1m0s: speaking, light dark
	// 2m30s: warning, light flash
	// 3m0s: over, light flash
	// 3m30s: overrun, light steady
}
