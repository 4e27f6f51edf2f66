package outward

import (
	"context"

	"rostrum/display/wire"
	"rostrum/timer"
	"rostrum/timer/engine"
)

// Meeting is what is followed: an [engine.Engine].
type Meeting interface {
	Subscribe() *engine.Subscription
}

// Follow tells what is shown, at once and then whenever it changes, and on every tick of
// the meeting, a second apart, so that whoever has missed something has it again. It ends
// with ctx or the meeting. What tell waits for nobody else waits for.
func Follow(ctx context.Context, m Meeting, clock *timer.Clock, tell func(Shown)) {
	sub := m.Subscribe()
	defer sub.Close()
	var last Shown
	var tick uint64
	first := true
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-sub.C():
			if !ok {
				return
			}
			if s.Standby != nil {
				continue // who leads tells the room
			}
			now := At(s, clock.Now())
			if first || now != last || s.Tick != tick {
				tell(now)
			}
			first, last, tick = false, now, s.Tick
		}
	}
}

// At is what is shown of a snapshot at a moment.
func At(s *timer.Snapshot, now timer.Stamp) Shown {
	state := wire.WholeOf(&wire.Told{Snapshot: s, At: now}, wire.View{Role: timer.Public})
	return Of(&state)
}
