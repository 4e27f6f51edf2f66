package display

import (
	"net/http"

	"rostrum/display/wire"
)

// machines says how the room's machines do. It is for those who operate, and for nobody
// else.
func (s *Server) machines(w http.ResponseWriter, r *http.Request) {
	if _, err := s.operator(r); err != nil {
		s.refuse(w, r, err)
		return
	}
	s.answer(w, wire.Machines{Version: s.Version, Machines: s.hub.Machines(s.Built)})
}
