package engine

import (
	"fmt"
	"time"

	"rostrum/timer"
)

// wallStep is by how much wall and steady clock may come apart between two
// records. More is no slewing: somebody has set the wall clock.
const wallStep = 2 * time.Second

// firstYear is the first in which this program can have run. A machine without a
// clock that was kept begins in 1970.
const firstYear = 2024

// doubt says why the wall time of a moment is not to be trusted, or nothing. No
// duration depends on it; the record says it for whoever reads it.
func doubt(last, now timer.Stamp) string {
	if year := now.Wall.Year(); year < firstYear {
		return fmt.Sprintf("the wall clock says %d: it has not been set", year)
	}
	if last == (timer.Stamp{}) || last.Boot != now.Boot {
		return ""
	}
	apart := now.Wall.Sub(last.Wall) - now.Steady.Sub(last.Steady)
	if apart.Abs() <= wallStep {
		return ""
	}
	return fmt.Sprintf("the wall clock was set %v %s since the record before", apart.Abs().Round(time.Second), direction(apart))
}

func direction(d time.Duration) string {
	if d < 0 {
		return "back"
	}
	return "forward"
}
