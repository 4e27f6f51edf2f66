package engine

import (
	"context"

	"rostrum/timer"
)

// Propose tells operators of a list that is watched; nil takes back what was told. It is
// an observation: nothing is recorded.
func (e *Engine) Propose(ctx context.Context, p *timer.Proposal) error {
	_, err := e.now(ctx, func(now timer.Stamp) outcome {
		e.snapshot.Proposal = p
		e.snapshot.Version++
		e.publish(now)
		return outcome{}
	})
	return err
}
