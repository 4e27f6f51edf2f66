package display

import (
	"errors"
	"net/http"

	"rostrum/display/access"
	"rostrum/display/live"
	"rostrum/display/wire"
	"rostrum/timer"
)

// errChairAlone refuses what a secretary may not do.
var errChairAlone = &wire.Error{Code: wire.Forbidden, Why: "not-of-role", Message: "only the chair invites people and ends sessions"}

// operator is who sends a request, if that is somebody who operates the meeting.
func (s *Server) operator(r *http.Request) (live.Who, error) {
	who, err := s.authenticate(r)
	if err == nil {
		err = who.MayOperate()
	}
	return who, err
}

// people says who is signed in, which keys there are, and which links wait.
func (s *Server) people(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	var holders, links []access.Grant
	if err == nil {
		err = s.keysDo(func() (err error) {
			if holders, err = s.Access.List(); err == nil {
				links, err = s.Access.Invitations()
			}
			return err
		})
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	here := s.hub.Here()
	out := wire.People{People: make([]wire.Person, 0, len(holders)+len(links))}
	for _, g := range append(holders, links...) {
		out.People = append(out.People, s.person(g, here[g.ID], g.ID == who.ID()))
	}
	s.answer(w, out)
}

// person is what is told of one of them.
func (s *Server) person(g access.Grant, here, you bool) wire.Person {
	p := wire.Person{
		ID: g.ID, Kind: wire.KeyHolder, Role: timer.Role(g.Role), Name: g.Name, Seats: g.Seats,
		Since: g.Made.UTC(), Here: here, You: you, Invited: g.Invited,
	}
	switch g.Kind {
	case access.KindSession:
		p.Kind = wire.SessionHolder
	case access.KindInvite:
		expires, left := g.Expires.UTC(), s.Access.Left(g).Milliseconds()
		p.Kind, p.Expires, p.LeftMS = wire.LinkHolder, &expires, &left
	}
	seen, ever := s.Access.LastSeen(g.ID)
	switch {
	case here || you:
		now := s.Clock.Now().Wall.UTC()
		p.LastSeen = &now
	case ever:
		p.LastSeen, p.Rough = &seen.At, seen.Rough
	case g.Kind == access.KindSession: // when it was opened, at the least
		p.LastSeen, p.Rough = &p.Since, true
	}
	return p
}

// endSession ends somebody's session at once: their pages are told, and are the public's.
func (s *Server) endSession(w http.ResponseWriter, r *http.Request) {
	who, err := s.operator(r)
	id := r.PathValue("id")
	if err == nil && who.Role != timer.Chair && id != who.ID() {
		err = errChairAlone
	}
	if err == nil {
		err = s.keysDo(func() error { return s.endOf(id) })
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.hub.Dismiss(id)
	s.Log.Info().Str("session", id).Stringer("by", who.Actor).Msg("a session was ended")
	w.WriteHeader(http.StatusNoContent)
}

// endOf ends a session, and says what else it is that is not ended here.
func (s *Server) endOf(id string) error {
	ended, err := s.Access.EndSession(id)
	if ended && errors.Is(err, access.ErrNotEverywhere) {
		s.Log.Warn().Err(err).Str("session", id).Msg("a session was ended here")
		return nil
	}
	if err != nil || ended {
		return err
	}
	all, err := s.Access.List()
	if err != nil {
		return err
	}
	for _, g := range all {
		if g.ID == id {
			return &wire.Error{Code: wire.Invalid, Field: "id", Why: "key-is-a-programs",
				Message: "this is the key of a program or a light; on the controller's machine `rostrum key revoke " + id + "` ends it"}
		}
	}
	return &wire.Error{Code: wire.Unknown, Field: "id", Why: "no-such-session", Message: "there is no such session; it may have ended already"}
}
