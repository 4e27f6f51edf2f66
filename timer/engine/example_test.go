package engine_test

import (
	"context"
	"fmt"
	"time"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// A meeting is opened and its list closed; each command is on the disk when its receipt
// comes. The disk is one in memory here.
func Example() {
	var disk timertest.Recorder
	clock := timer.NewClock("this boot", time.Now(), 0)
	live, err := engine.New(engine.Config{Run: "example", Clock: clock, Journal: &disk})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- live.Run(ctx) }()

	rules, _ := timer.Preset(timer.DefaultRules)
	for _, command := range []timer.Command{
		timer.OpenMeeting{Rules: rules, List: []timer.Inscription{{Delegation: "Japan", Kind: timer.State}}},
		timer.CloseList{},
		timer.CloseList{},
	} {
		receipt, err := live.Do(ctx, timer.Actor{Role: timer.Chair}, timer.Request{Command: command})
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Printf("revision %d, durable %v\n", receipt.Rev, receipt.Durable)
	}
	stop()
	fmt.Println(<-ended, len(disk.Records()), "records")
	// Output:
	// revision 1, durable true
	// revision 2, durable true
	// the speakers' list is closed already
	// <nil> 2 records
}
