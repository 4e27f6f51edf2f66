package engine

import (
	"context"
	"reflect"
	"slices"

	"rostrum/timer"
)

// Several takes down which other controllers the room has, for everybody, and how all of
// them do, for operators. Nothing is recorded; what is as it was is not told again.
func (e *Engine) Several(ctx context.Context, others []timer.Other, do timer.Several) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome {
		more := !slices.Equal(others, e.snapshot.Others)
		if !more && e.snapshot.Several != nil && reflect.DeepEqual(*e.snapshot.Several, do) {
			return outcome{}
		}
		e.snapshot.Others, e.snapshot.Several = others, &do
		e.snapshot.Version++
		if more {
			e.snapshot.Public = e.snapshot.Version
		}
		e.publish(now)
		return outcome{}
	})
	return err
}
