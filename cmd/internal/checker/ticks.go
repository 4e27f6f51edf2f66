package checker

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"
)

// Tick is one that a controller sent, as anybody hears it.
type Tick struct {
	Controller string        // who sent it
	Came       time.Duration // when it was heard, by the clock of who listened
	Lead       int64         `json:"lead"`
	Rev        uint64        `json:"rev"`
	ClockMS    float64       `json:"clock_ms"` // when it was due, by the clock of all controllers of this machine
	ElapsedMS  *int64        `json:"elapsed_ms"`
}

// TickOf reads a message; false where it is another one, or of a controller that does not
// lead.
func TickOf(text []byte) (t Tick, is bool) {
	var kind struct{ Type string }
	if json.Unmarshal(text, &kind) != nil || kind.Type != "tick" || json.Unmarshal(text, &t) != nil {
		return Tick{}, false
	}
	return t, t.Lead > 0
}

// Turn is what one act did to the clock of a statement: it runs from then on, or stands, or
// is over.
type Turn struct {
	Rev     uint64
	ClockMS float64
	Does    string // as the act is called
}

// Exact is how far the elapsed time of a tick may be from the record's.
const Exact = 5 * time.Millisecond

// elapsed is the time that a statement has taken at an instant, by the acts that a tick
// knows of; none where nobody has the floor, or the clock was not started.
func elapsed(turns []Turn, rev uint64, at float64) (ms float64, runs bool) {
	var spent, since float64
	going := false
	for _, turn := range turns {
		if turn.Rev > rev {
			break
		}
		switch turn.Does {
		case "start":
			spent, since, going, runs = 0, turn.ClockMS, true, true
		case "pause":
			spent, going = spent+turn.ClockMS-since, false
		case "resume":
			since, going = turn.ClockMS, true
		case "end":
			spent, going, runs = 0, false, false
		}
	}
	if going {
		spent += at - since
	}
	return spent, runs
}

// Right says whether a tick shows what the record says at that instant.
func Right(turns []Turn, t Tick) bool {
	want, runs := elapsed(turns, t.Rev, t.ClockMS)
	if !runs {
		return t.ElapsedMS == nil || *t.ElapsedMS == 0
	}
	// It is rounded down.
	return t.ElapsedMS != nil && math.Abs(float64(*t.ElapsedMS)+0.5-want) <= Exact.Seconds()*1000+0.5
}

// JudgeTicks wants of all ticks that they show what the record says, and that nobody spoke by
// a lower lead at an instant at which a higher one had spoken. Both are told by the clock of
// the controllers, which a machine that stands still does not upset.
func JudgeTicks(turns []Turn, ticks []Tick) (faults []string) {
	inOrder := slices.Clone(ticks)
	slices.SortStableFunc(inOrder, func(a, b Tick) int {
		switch {
		case a.ClockMS != b.ClockMS:
			return int(math.Copysign(1, a.ClockMS-b.ClockMS))
		default:
			return int(a.Lead - b.Lead)
		}
	})
	var highest Tick
	for _, t := range inOrder {
		if t.Lead < highest.Lead {
			faults = append(faults, fmt.Sprintf("%s speaks by lead %d at %.3f, %s has spoken by lead %d at %.3f", t.Controller, t.Lead, t.ClockMS, highest.Controller, highest.Lead, highest.ClockMS))
		}
		if t.Lead == highest.Lead && t.Controller != highest.Controller {
			faults = append(faults, fmt.Sprintf("%s and %s speak by one lead, %d", t.Controller, highest.Controller, t.Lead))
		}
		if t.Lead >= highest.Lead {
			highest = t
		}
		if !Right(turns, t) {
			want, runs := elapsed(turns, t.Rev, t.ClockMS)
			is := "none"
			if t.ElapsedMS != nil {
				is = fmt.Sprint(*t.ElapsedMS)
			}
			faults = append(faults, fmt.Sprintf("%s, lead %d, revision %d, shows %s elapsed at %.3f; the record says %.3f (statement: %v)", t.Controller, t.Lead, t.Rev, is, t.ClockMS, want, runs))
		}
	}
	return faults
}
