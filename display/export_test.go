package display

// Connected counts the websockets.
func (s *Server) Connected() int {
	n := 0
	for _, of := range s.hub.Connected() {
		n += of
	}
	return n
}
