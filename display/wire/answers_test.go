package wire_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"rostrum/display/wire"
	"rostrum/timer"
)

func TestTickIsAsOtherProgramsKnowIt(t *testing.T) {
	for _, c := range []struct {
		file   string
		says   string
		debate *debate
		at     time.Duration
	}{
		{"tick-nobody", "nobody has the floor: no time, the light is dark", opened(t), 5 * time.Second},
		{"tick-ready", "the clock stands at nothing", opened(t).do(0, timer.GiveFloor{Entry: "e1"}), 5 * time.Second},
		{"tick-warning", "a whole second of the statement", speaking(t), 151 * time.Second},
		{"tick-overrun", "past the limit what remains is negative", speaking(t), 21 * time.Minute},
		{"tick-paused", "elapsed and remaining make up the limit, fractions or not", speaking(t).do(100_400_600*time.Microsecond, timer.Pause{}), 103 * time.Second},
		{"tick-paused-over", "and so they do past the limit", speaking(t).do(200_400_600*time.Microsecond, timer.Pause{}), 203 * time.Second},
		{"tick-no-limit", "without a limit nothing remains", opened(t).do(0, timer.GiveFloor{Entry: "e3"}).do(0, timer.Start{}), time.Hour},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Log(c.says)
			tick := wire.TickOf(c.debate.snapshot(c.at))
			if tick.RemainingMS != nil && *tick.ElapsedMS+*tick.RemainingMS != 180_000 {
				t.Errorf("%d ms elapsed and %d ms remain of 180000", *tick.ElapsedMS, *tick.RemainingMS)
			}
			golden(t, c.file, tick)
		})
	}
}

func TestReceiptIsAsOtherProgramsKnowIt(t *testing.T) {
	golden(t, "receipt", wire.ReceiptOf(timer.Receipt{Rev: 13, At: after(123_456_789), Durable: true, Statement: 3}))
	socket := wire.ReceiptOf(timer.Receipt{
		Rev: 14, At: after(time.Second), Repeated: true, Durable: true, Entry: "e7", Statement: 3,
		Notice: "no light is known at seat 7",
	})
	socket.Type, socket.ID = "receipt", "a1"
	golden(t, "receipt-socket", socket)
}

func TestErrorIsAsOtherProgramsKnowIt(t *testing.T) {
	stale := &timer.Refusal{Reason: timer.ErrStale, Message: "the meeting has changed", Field: "rev", Rev: 12, By: chair}
	golden(t, "error", wire.ErrorBody{Error: wire.ErrorOf(stale, 99)})
	golden(t, "error-socket", wire.Refusal{Type: "refusal", ID: "a1", Error: wire.ErrorOf(
		&wire.Error{Code: wire.Malformed, Field: "do", Message: `there is no command "fly"`}, 12)})
}

func TestErrorOfKnowsEveryReason(t *testing.T) {
	for _, c := range []struct {
		says string
		err  error
		code wire.Code
		by   string
		rev  uint64
	}{
		{"a guard that does not hold", &timer.Refusal{Reason: timer.ErrStale, Message: "m", Rev: 5, By: chair}, wire.Stale, "chair (tablet)", 5},
		{"not possible in this state", &timer.Refusal{Reason: timer.ErrNotNow, Message: "m", Rev: 5, By: timer.Actor{Role: timer.Chair}}, wire.NotNow, "chair", 5},
		{"a value refused", &timer.Refusal{Reason: timer.ErrInvalid, Message: "m", Rev: 5}, wire.Invalid, "", 5},
		{"no such entry", &timer.Refusal{Reason: timer.ErrUnknown, Message: "m", Rev: 5}, wire.Unknown, "", 5},
		{"the disk did not take it", &timer.Refusal{Reason: timer.ErrNotSaved, Message: "m", Rev: 5}, wire.NotSaved, "", 5},
		{"a refusal that was wrapped", fmt.Errorf("list: %w", &timer.Refusal{Reason: timer.ErrInvalid, Message: "m", Rev: 5}), wire.Invalid, "", 5},
		{"the engine has stopped", timer.ErrStopped, wire.NotSaved, "", 8},
		{"nobody knows whether it happened", fmt.Errorf("etcd: %w", timer.ErrUnsettled), wire.NotSaved, "", 8},
		{"who asked has gone", context.Canceled, wire.NotSaved, "", 8},
		{"who asked has waited enough", context.DeadlineExceeded, wire.NotSaved, "", 8},
		{"what nobody foresaw", errors.New("odd"), wire.NotSaved, "", 8},
		{"an error of the wire itself", &wire.Error{Code: wire.Forbidden, Message: "m"}, wire.Forbidden, "", 8},
		{"the same, wrapped", fmt.Errorf("guard: %w", &wire.Error{Code: wire.TooLarge, Message: "m"}), wire.TooLarge, "", 8},
	} {
		got := wire.ErrorOf(c.err, 8)
		if got.Code != c.code || got.By != c.by || got.Rev != c.rev || got.Message == "" {
			t.Errorf("%s: got %+v, want code %s by %q rev %d and a sentence", c.says, got, c.code, c.by, c.rev)
		}
	}
}

// One error value serves many requests at once: telling one of them its
// revision must not write to it.
func TestErrorOfLeavesTheErrorAsItIs(t *testing.T) {
	shared := &wire.Error{Code: wire.Unauthenticated, Message: "m"}
	if got := wire.ErrorOf(shared, 7); got == shared || shared.Rev != 0 {
		t.Errorf("the shared error was written to: %+v", shared)
	}
}
