package account_test

import (
	"fmt"
	"time"

	"rostrum/timer"
	"rostrum/timer/account"
)

func ExampleRead() {
	rules, _ := timer.Preset(timer.DefaultRules)
	var m timer.Meeting
	var records []timer.Record
	at := timer.Stamp{Wall: time.Date(2024, time.March, 11, 14, 0, 0, 0, time.UTC), Boot: "boot"}
	for _, step := range []struct {
		after   time.Duration
		command timer.Command
	}{
		{0, timer.OpenMeeting{Symbol: "S/PV.9571", Rules: rules, List: []timer.Inscription{{Delegation: "Japan", Kind: timer.State}}}},
		{time.Second, timer.GiveFloor{Entry: "e1"}},
		{time.Second, timer.Start{}},
		{4*time.Minute + 12*time.Second, timer.End{}},
	} {
		at.Wall, at.Steady = at.Wall.Add(step.after), at.Steady.Add(step.after)
		events, err := m.Decide(timer.Actor{Role: timer.Chair}, step.command, at)
		if err != nil {
			fmt.Println(err)
			return
		}
		m = m.Apply(events[0])
		records = append(records, timer.Record{Events: events})
	}
	book, err := account.Read(records)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, _ := book.Account(1, at)
	for _, s := range a.Statements {
		fmt.Printf("%s used %v of %v\n", s.Delegation, s.Used, s.Allotted)
	}
	// Output: Japan used 4m12s of 3m0s
}
