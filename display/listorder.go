package display

import (
	"net/http"

	"rostrum/display/wire"
	"rostrum/timer"
)

// What is registered is not for who has no key, nor for a light's.
var (
	errNoList      = &wire.Error{Code: wire.Unauthenticated, Message: "that is for chair and secretary: sign in on the console first, or send a key"}
	errNotOfTheKey = &wire.Error{Code: wire.Forbidden, Message: "that is for chair and secretary: this key may not read it"}
)

// listOrder answers what putting the list in order would do.
func (s *Server) listOrder(w http.ResponseWriter, r *http.Request) {
	who, err := s.authenticate(r)
	switch {
	case err == nil && who.Role == timer.Public:
		err = errNoList
	case err == nil && !wire.Operates(who.Role):
		err = errNotOfTheKey
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	m := &s.Engine.Snapshot().Meeting
	by := timer.ListOrder(r.URL.Query().Get("by"))
	then, err := m.Ordered(by)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.answer(w, wire.ProposedOrderOf(m, by, then))
}
