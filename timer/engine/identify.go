package engine

import (
	"context"

	"rostrum/timer"
)

// Identify lets the light of a seat flash for some seconds, or that of every seat where
// none is named. Nothing is recorded: the receipt has the present revision and is not
// durable. Of the request it looks at the guards.
func (e *Engine) Identify(ctx context.Context, r timer.Request, seat string) (timer.Receipt, error) {
	return e.now(ctx, func(now timer.Stamp) outcome {
		receipt, repeated, err := e.answered(r)
		if repeated || err != nil {
			return outcome{receipt, e.history.Meeting.Explain(err)}
		}
		test, err := e.snapshot.Identify(seat, now.Steady)
		if err != nil {
			return outcome{err: e.history.Meeting.Explain(err)}
		}
		e.snapshot.Test = test
		e.snapshot.SeatsVersion++
		e.publish(now)
		return outcome{receipt: timer.Receipt{Rev: e.history.Meeting.Rev, At: now}}
	})
}
