package engine

import (
	"context"
	"slices"
	"strings"

	"rostrum/timer"
)

// PutNotice puts a notice away for all devices, or with nil opens it again. It is no part
// of the debate and not recorded: the receipt has the present revision and is not durable.
// Of the request it looks at the guards.
func (e *Engine) PutNotice(ctx context.Context, r timer.Request, name string, away *timer.PutAway) (timer.Receipt, error) {
	return e.now(ctx, func(now timer.Stamp) outcome {
		receipt, repeated, err := e.answered(r)
		if repeated || err != nil {
			return outcome{receipt, e.history.Meeting.Explain(err)}
		}
		if err := e.snapshot.PutNotice(name, away); err != nil {
			return outcome{err: e.history.Meeting.Explain(err)}
		}
		e.doubted = e.doubted.With(e.snapshot.Doubts)
		e.snapshot.Version++
		e.publish(now)
		return outcome{receipt: timer.Receipt{Rev: e.history.Meeting.Rev, At: now}}
	})
}

// Doubt makes the doubts about a list known: operators are told of them for as long as it
// is the list that was taken last, also where an undo brings it back. What was put away
// stays so. It is an observation: nothing is recorded.
func (e *Engine) Doubt(ctx context.Context, d timer.Doubts) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome {
		digest := strings.TrimPrefix(d.Notice, timer.DoubtsOf)
		if known := e.doubted.Of(digest); known != nil {
			d.PutAway = known.PutAway
		}
		e.doubted = e.doubted.With(&d)
		if digest == e.history.Meeting.ListDigest {
			e.snapshot.Doubts = &d
			e.snapshot.Version++
			e.publish(now)
		}
		return outcome{}
	})
	return err
}

// DoubtAll takes the doubts about lists as another controller of the room has them, in
// place of those that were known. Nothing is recorded.
func (e *Engine) DoubtAll(ctx context.Context, all timer.Doubted) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome {
		e.doubted = all
		e.snapshot.Doubts = all.Of(e.history.Meeting.ListDigest)
		e.snapshot.Version++
		e.publish(now)
		return outcome{}
	})
	return err
}

// notify tells operators once.
func (e *Engine) notify(n timer.Notice) {
	if told := timer.Notify(e.snapshot.Notices, n); !slices.Equal(told, e.snapshot.Notices) {
		e.snapshot.Notices = told
		e.snapshot.Version++
	}
}
