package osc

import "rostrum/display/outward"

// Tell writes what is shown, a packet for each message: some receivers take no bundles.
func Tell(s outward.Shown) [][]byte {
	one := func(yes bool) int32 {
		if yes {
			return 1
		}
		return 0
	}
	var packets [][]byte
	for _, m := range []Message{
		{"/rostrum/meeting", []any{s.Meeting, s.Title}},
		{"/rostrum/floor", []any{one(s.Floor)}},
		{"/rostrum/delegation", []any{s.Delegation}},
		{"/rostrum/kind", []any{string(s.Kind)}},
		{"/rostrum/phase", []any{s.Phase}},
		{"/rostrum/light", []any{s.Signal.String()}},
		{"/rostrum/paused", []any{one(s.Paused)}},
		{"/rostrum/running", []any{one(s.Running)}},
		{"/rostrum/clock", []any{s.Digits()}},
		{"/rostrum/elapsed", []any{int32(s.Elapsed)}},
		{"/rostrum/remaining", []any{int32(s.Remaining)}},
		{"/rostrum/next", []any{s.Next}},
		{"/rostrum/waiting", []any{int32(s.Waiting)}},
	} {
		packets = append(packets, m.Append(nil))
	}
	return packets
}
