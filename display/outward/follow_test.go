package outward_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/outward"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// live is a meeting that goes on in a bubble.
func live(t *testing.T) (*engine.Engine, *timer.Clock, func(timer.Command)) {
	t.Helper()
	clock := timer.NewClock("boot", time.Now(), 0)
	e, err := engine.New(engine.Config{Run: "run", Clock: clock, Journal: new(timertest.Recorder)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	do := func(c timer.Command) {
		t.Helper()
		if _, err := e.Do(t.Context(), timer.Actor{Role: timer.Chair}, timer.Request{Command: c}); err != nil {
			t.Fatalf("%T: %v", c, err)
		}
	}
	rules, _ := timer.Preset(timer.DefaultRules)
	do(timer.OpenMeeting{Rules: rules, List: list})
	return e, clock, do
}

// Each whole second of the statement is told as the second that it is.
func TestEachSecondIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, clock, do := live(t)
		do(timer.GiveFloor{Entry: "e1"})
		do(timer.Start{})
		ctx, stop := context.WithCancel(t.Context())
		var told []int64
		done := make(chan struct{})
		go func() {
			defer close(done)
			outward.Follow(ctx, e, clock, func(s outward.Shown) { told = append(told, s.Elapsed) })
		}()
		time.Sleep(5*time.Second + 500*time.Millisecond)
		stop()
		<-done
		if len(told) != 6 {
			t.Fatalf("told %v", told)
		}
		for i, elapsed := range told {
			if elapsed != int64(i) {
				t.Errorf("told %v", told)
			}
		}
	})
}

// A way out that stands still holds up no act, and is told the newest alone once it moves.
func TestWhoStandsStillDelaysNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, clock, do := live(t)
		ctx, stop := context.WithCancel(t.Context())
		moves := make(chan struct{})
		var told []outward.Shown
		done := make(chan struct{})
		go func() {
			defer close(done)
			outward.Follow(ctx, e, clock, func(s outward.Shown) {
				told = append(told, s)
				<-moves
			})
		}()
		synctest.Wait() // it stands, with the first that it was told
		before := time.Now()
		do(timer.GiveFloor{Entry: "e1"})
		do(timer.Start{})
		do(timer.End{})
		do(timer.GiveFloor{Entry: "e2"})
		if waited := time.Since(before); waited != 0 {
			t.Errorf("the acts took %v of the bubble's time", waited)
		}
		time.Sleep(time.Minute)
		do(timer.Start{})
		synctest.Wait()
		moves <- struct{}{}
		synctest.Wait()
		if len(told) != 2 || told[1].Delegation != "Peru" || !told[1].Running {
			t.Errorf("told %+v; want the first, and then the newest", told)
		}
		stop()
		close(moves)
		<-done
	})
}
