package outward

import (
	"fmt"

	"rostrum/display/wire"
	"rostrum/timer"
)

// Shown is what is told: what the public screens show, to the second. It may be compared.
type Shown struct {
	Meeting   string `json:"meeting"` // its symbol, "S/PV.8539"
	Title     string `json:"title"`
	Suspended bool   `json:"suspended"`
	Closed    bool   `json:"closed"`    // the debate
	Rehearsal bool   `json:"rehearsal"` // it does not count

	Floor      bool         `json:"floor"`      // somebody has it
	Delegation string       `json:"delegation"` // empty: nobody has the floor, or who raised a point of order is not known
	Code       string       `json:"-"`          // of a State, three letters, where it is told
	Kind       timer.Kind   `json:"kind"`
	Phase      string       `json:"phase"` // ready, speaking, warning, over, overrun; none where nobody has the floor
	Signal     timer.Signal `json:"signal"`
	Paused     bool         `json:"paused"`
	Running    bool         `json:"running"`   // the clock
	Elapsed    int64        `json:"elapsed_s"` // whole seconds, rounded down
	Limited    bool         `json:"limited"`
	Limit      int64        `json:"limit_s"`     // 0 without a limit, as the next
	Remaining  int64        `json:"remaining_s"` // as the digits on a screen; negative past the limit

	Next    string `json:"next"`    // the delegation that speaks then
	Waiting int    `json:"waiting"` // how many do
}

// NoPhase is the phase where nobody has the floor.
const NoPhase = "none"

// Of is what is told of the public's state.
func Of(s *wire.State) Shown {
	out := Shown{
		Meeting: s.Meeting.Symbol, Title: s.Meeting.Title, Suspended: s.Meeting.Suspended, Closed: s.Meeting.Closed,
		Rehearsal: s.Meeting.Rehearsal, Phase: NoPhase,
	}
	if s.Waiting != nil {
		out.Waiting = *s.Waiting
	}
	if len(s.Next) > 0 {
		out.Next = s.Next[0].Delegation
	}
	f := s.Floor
	if f == nil {
		return out
	}
	out.Floor, out.Delegation, out.Code, out.Kind = true, f.Delegation, f.State, f.Kind
	out.Phase, out.Signal, out.Paused, out.Running = f.Phase, f.Signal, f.Paused, f.ZeroMS != nil
	out.Elapsed = f.ElapsedMS / 1000
	if f.LimitMS != nil {
		out.Limited, out.Limit = true, *f.LimitMS/1000
		out.Remaining = remaining(*f.LimitMS - f.ElapsedMS)
	}
	return out
}

// remaining rounds as the screens do: what is left up, what is over down.
func remaining(ms int64) int64 {
	if ms > 0 {
		return (ms + 999) / 1000
	}
	return ms / 1000
}

// Digits is the time as a screen has it, in ASCII: what remains, "+0:12" past the limit,
// what has elapsed where there is none; empty where nobody has the floor.
func (s Shown) Digits() string {
	if !s.Floor {
		return ""
	}
	seconds, sign := s.Remaining, ""
	if !s.Limited {
		seconds = s.Elapsed
	}
	if seconds < 0 {
		sign, seconds = "+", -seconds
	}
	if seconds < 3600 {
		return fmt.Sprintf("%s%d:%02d", sign, seconds/60, seconds%60)
	}
	return fmt.Sprintf("%s%d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
}
