package live

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
	"rostrum/timer/timertest"
)

// What the controller has to find for a command may be gone when the command comes once
// more: who asks again is told what was done, and nobody else is.
func TestRepeatOfWhatCannotBeFoundAnyMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		live, err := engine.New(engine.Config{Run: "run", Clock: timer.NewClock("boot", time.Now(), 0), Journal: &timertest.Recorder{}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- live.Run(ctx) }()
		errGone := errors.New("gone")
		there, asked, taken := true, 0, 0
		h := New(Config{Engine: live, Taken: func(context.Context, string, string) { taken++ }, Complete: func(_ Who, o wire.Order) (timer.Command, error) {
			if asked++; !there {
				return nil, errGone
			}
			c := o.Command.(timer.PrepareMeeting)
			c.Rules = timer.Presets()[0]
			return c, nil
		}})
		order := func(id string) wire.Order {
			o, err := wire.ParseCommand([]byte(`{"id":"` + id + `","do":"prepare-meeting","title":"T","digest":"abc"}`))
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		chair, light := Who{Actor: timer.Actor{Role: timer.Chair}}, Who{Actor: timer.Actor{Role: timer.LightRole}}
		first, err := h.CarryOut(ctx, chair, order("a"))
		if err != nil {
			t.Fatal(err)
		}
		there = false
		if again, err := h.CarryOut(ctx, chair, order("a")); err != nil || !again.Repeated || again.Rev != first.Rev {
			t.Errorf("asked again: %+v, %v; it was %+v", again, err, first)
		}
		if _, err := h.CarryOut(ctx, chair, order("b")); !errors.Is(err, errGone) {
			t.Errorf("asked for another: %v", err)
		}
		before := asked
		if _, err := h.CarryOut(ctx, light, order("c")); !errors.Is(err, timer.ErrForbidden) || asked != before {
			t.Errorf("asked by who may not: %v, and it was looked for: %v", err, asked != before)
		}
		if taken != 1 {
			t.Errorf("a file was taken %d times", taken)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
