package display

import "rostrum/timer"

// Broadcast lets a benchmark send ticks faster than a clock does.
func (s *Server) Broadcast(now, seen *timer.Snapshot) { s.hub.Broadcast(now, seen) }

// Connected counts the websockets.
func (s *Server) Connected() int {
	n := 0
	for _, of := range s.hub.Connected() {
		n += of
	}
	return n
}
