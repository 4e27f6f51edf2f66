package timer

import "fmt"

// Phase says how far a statement has come, from its elapsed time alone.
type Phase uint8

// The phases, in the order in which a statement passes through them.
const (
	Ready    Phase = iota // has the floor, the clock has not been started
	Speaking              // the clock was started
	Warning               // the advance warning was reached
	Over                  // the limit was reached
	Overrun               // limit and grace are past: the President may ask to conclude
)

var phaseNames = [...]string{"ready", "speaking", "warning", "over", "overrun"}

// String returns the phase's name as other programs see it.
func (p Phase) String() string {
	if int(p) < len(phaseNames) {
		return phaseNames[p]
	}
	return fmt.Sprintf("phase(%d)", uint8(p))
}
