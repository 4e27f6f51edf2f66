package gpio

// Desk is where a player finds its program. It holds one, the newest: a player
// that was busy misses what was overtaken meanwhile.
type Desk struct{ programs chan Program }

// NewDesk returns an empty desk.
func NewDesk() *Desk { return &Desk{programs: make(chan Program, 1)} }

// Put replaces the program on the desk. It never blocks. It is for one
// goroutine: of two that put at once either may come last.
func (d *Desk) Put(p Program) {
	for {
		select {
		case d.programs <- p:
			return
		default:
		}
		select {
		case unread := <-d.programs:
			// Dark already by the one that was not read: since then, for the record.
			if unread.Since != 0 && unread.Clock == p.Clock && unread.dark() && p.dark() {
				p.Since = unread.Since
			}
		default:
		}
	}
}

func (p Program) dark() bool { return p.Course == nil || !p.Course.Running }

// Programs returns the channel for [PlayerConfig]. It is never closed.
func (d *Desk) Programs() <-chan Program { return d.programs }
