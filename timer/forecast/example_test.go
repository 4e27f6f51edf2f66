package forecast_test

import (
	"fmt"
	"slices"
	"time"

	"rostrum/timer"
	"rostrum/timer/forecast"
)

// Ten have spoken, one has the floor, thirty are still to come, and the interpreters
// leave at one o'clock.
func Example() {
	now := time.Date(2024, time.March, 11, 11, 40, 0, 0, time.UTC)
	d := forecast.Debate{
		Now:     now,
		EndsBy:  now.Add(80 * time.Minute),
		Heard:   slices.Repeat([]forecast.Heard{{Kind: timer.State, Limit: 3 * time.Minute, Used: 200 * time.Second, Gap: 25 * time.Second}}, 10),
		Running: []forecast.Running{{Kind: timer.State, Limit: 3 * time.Minute, Elapsed: time.Minute}},
	}
	for i := range 30 {
		d.Left = append(d.Left, forecast.Entry{ID: timer.EntryID(fmt.Sprintf("e%d", i+12)), Kind: timer.State, Limit: 3 * time.Minute})
	}
	f, err := forecast.Make(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	clock := func(b forecast.Band) string {
		return fmt.Sprintf("%s (%s to %s)", b.P50.Format("15:04"), b.P10.Format("15:04"), b.P90.Format("15:04"))
	}
	fmt.Println("the list ends at", clock(f.ListEnds))
	fmt.Println("the tenth of them begins at", clock(f.Entries[9].Begins))
	fmt.Printf("by one o'clock %d are heard (%d to %d); the line is before %s\n", f.HeardByEnd.P50, f.HeardByEnd.P10, f.HeardByEnd.P90, f.LineBefore)
	shorter, err := forecast.Make(d.AtLimit(2 * time.Minute))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("at two minutes the list ends at", clock(shorter.ListEnds))
	// Output:
	// the list ends at 13:01 (12:44 to 13:33)
	// the tenth of them begins at 12:05 (11:58 to 12:19)
	// by one o'clock 29 are heard (20 to 30); the line is before e41
	// at two minutes the list ends at 12:36 (12:23 to 12:59)
}
