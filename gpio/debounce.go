package gpio

import (
	"time"

	pgpio "periph.io/x/conn/v3/gpio"

	"rostrum/timer"
)

// bounce is how long a contact has to be quiet for its level to be believed.
// Relays and push-buttons are quiet after 1 to 10 ms.
const bounce = 30 * time.Millisecond

// debouncer makes one change of the many edges of a mechanical contact. The change
// is as of the first edge: what follows only says that it was meant.
type debouncer struct {
	settled pgpio.Level // what is believed
	level   pgpio.Level // of the latest edge
	busy    bool        // edges have come that are not yet judged
	first   timer.Instant
	quiet   timer.Instant // when they are, if no other one comes
}

// edge takes an edge to a level.
func (d *debouncer) edge(level pgpio.Level, at timer.Instant) {
	if !d.busy {
		d.busy, d.first = true, at
	}
	d.level, d.quiet = level, at.Add(bounce)
}

// settle judges the edges once they are over, and returns the instant of a change.
func (d *debouncer) settle(now timer.Instant) (at timer.Instant, changed bool) {
	if !d.busy || now < d.quiet {
		return 0, false
	}
	d.busy = false
	if d.level == d.settled {
		return 0, false // a disturbance
	}
	d.settled = d.level
	return d.first, true
}
