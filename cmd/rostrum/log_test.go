package main

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// Whatever is reported of a seat, the log has a line of it once a second, which says how
// much was left out.
func TestLogOfAFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := timer.NewClock("boot", time.Now(), 0)
		live, err := engine.New(engine.Config{Run: "run", Clock: clock, Journal: &timertest.Recorder{}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		var said bytes.Buffer
		var parts sync.WaitGroup
		parts.Go(func() { _ = live.Run(ctx) })
		parts.Go(func() { followReports(ctx, live, zerolog.New(&said)) })
		dropped := 0
		for n := range 5000 {
			<-time.After(time.Millisecond)
			if !live.Report(timer.Observation{Seat: "8", Statement: n, At: clock.Steady()}) {
				dropped++
			}
			if n%1000 == 0 {
				live.Report(timer.Health{Seat: "7", At: clock.Steady()})
			}
		}
		<-time.After(1500 * time.Millisecond) // the last of it is told with a tick
		stop()
		parts.Wait()
		lines := 0
		for text := range bytes.Lines(said.Bytes()) {
			var line struct {
				Seat, Level string
				Dropped     int
			}
			if err := json.Unmarshal(text, &line); err != nil {
				t.Fatal(err)
			}
			if lines++; line.Level != "warn" || line.Seat != "8" {
				t.Errorf("the log says %s", text)
			}
			dropped -= line.Dropped
		}
		if lines < 5 || lines > 6 || dropped != 0 {
			t.Errorf("in six seconds there are %d lines; %d that were left out are not told", lines, dropped)
		}
	})
}

// The log says of a meeting what it is called and how long its list is, and nothing of who
// is on it.
func TestLogLeavesListsOut(t *testing.T) {
	o := timer.Opening{Symbol: "S/PV.2", Rules: timer.Presets()[0], List: []timer.Inscription{{Delegation: "Japan", Remarks: "private", Kind: timer.State}}}
	for _, f := range []timer.Fact{timer.MeetingOpened{Opening: o}, timer.MeetingPrepared{Number: 3, Opening: o}} {
		text, err := json.Marshal(summary(f))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("Japan")) || bytes.Contains(text, []byte("private")) || !bytes.Contains(text, []byte(`"speakers":1`)) {
			t.Errorf("%s is logged as %s", timer.FactName(f), text)
		}
	}
}
