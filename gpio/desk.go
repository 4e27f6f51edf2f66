package gpio

import "sync/atomic"

// Desk is where a player sleeps and finds its program. It holds one, the newest: a
// player that was busy misses what was overtaken meanwhile.
type Desk struct {
	sleep   Sleeper
	program atomic.Pointer[Program] // nil: nothing that was not taken
}

// NewDesk returns an empty desk of a player that sleeps so; nil = [BestSleep].
func NewDesk(sleep Sleeper) *Desk {
	if sleep == nil {
		sleep = BestSleep()
	}
	return &Desk{sleep: sleep}
}

// Put replaces the program on the desk, and wakes the player. It never blocks,
// and lets nobody wait: a player of a real-time class must not wait for a lock that
// an ordinary thread holds. It is for one goroutine: of two that put at once either
// may come last.
func (d *Desk) Put(p Program) {
	newest := p // of its own, so that no caller's copy is shared
	for {
		unread := d.program.Load()
		newest.Since = p.Since
		// Dark already by the one that was not read: since then, for the record.
		if unread != nil && unread.Since != 0 && unread.Clock == p.Clock && unread.dark() && p.dark() {
			newest.Since = unread.Since
		}
		if d.program.CompareAndSwap(unread, &newest) {
			break
		}
	}
	d.sleep.Wake()
}

// collect returns the program on the desk, where there is one.
func (d *Desk) collect() (Program, bool) {
	p := d.program.Swap(nil)
	if p == nil {
		return Program{}, false
	}
	return *p, true
}

func (p Program) dark() bool { return p.Course == nil || !p.Course.Running }
