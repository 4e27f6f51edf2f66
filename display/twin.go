package display

import (
	"errors"
	"net/http"

	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

// twinPath is where a page that is signed in asks for what signs it in at another controller
// of the room, where its cookie is not sent: while this one is there to be asked.
const twinPath = "/api/v1/session/twin"

// twin answers with the second secret of the asker's session.
func (s *Server) twin(w http.ResponseWriter, r *http.Request) {
	for _, secret := range sessionsOf(r) {
		if _, err := s.Access.Session(secret); err != nil {
			continue
		}
		if len(s.Engine.Snapshot().Others) == 0 {
			s.refuse(w, r, &wire.Error{Code: wire.NotNow, Message: "this room has no other controller that was heard; nothing is to be signed in to"})
			return
		}
		twin, err := s.Access.Twin(secret)
		if err != nil {
			s.Log.Warn().Err(err).Msg("a session could not be shared with the other controllers")
			s.refuse(w, r, &wire.Error{Code: wire.NotSaved, Message: "the other controllers could not be told of this session; at them one has to sign in"})
			return
		}
		s.answer(w, map[string]string{"twin": twin})
		return
	}
	s.refuse(w, r, &wire.Error{Code: wire.Unauthenticated, Message: "nobody is signed in on this browser"})
}

// signInAgain opens here the session that a page has at another controller, by the second
// secret of that.
func (s *Server) signInAgain(w http.ResponseWriter, r *http.Request, twin string) {
	grant, err := s.Access.Session(twin)
	none := errors.Is(err, access.ErrUnknown) || errors.Is(err, access.ErrExpired)
	if err != nil && !none {
		s.refuse(w, r, &wire.Error{Code: wire.NotSaved, Message: "the disk cannot tell whose session this is; nobody is signed in"})
		return
	}
	if err != nil || grant.Twin == "" {
		s.Access.Wrong(r.Context(), askedFrom(r))
		s.refuse(w, r, &wire.Error{Code: wire.Unauthenticated, Message: "this session is not known here, or has ended; sign in with a link"})
		return
	}
	held := s.signedInHere(r, grant)
	if held == nil {
		s.endSessions(r) // somebody else's, of the same browser
		s.Log.Info().Str("role", grant.Role).Str("name", grant.Name).Str("session", grant.ID).Msg("signed in, as at the other controller")
		s.setSession(w, r, twin)
		held = &grant
	}
	s.answer(w, map[string]string{"role": held.Role})
}

// signedInHere returns the session that a browser keeps here: its own of the same sign-in, for it was
// here before it went to the other controller; or that of who operates the meeting, which a
// link with a booth's second secret would end. Nil where the secret is taken.
func (s *Server) signedInHere(r *http.Request, comes access.Grant) *access.Grant {
	operates := func(g access.Grant) bool { return wire.Operates(timer.Role(g.Role)) }
	for _, secret := range sessionsOf(r) {
		has, err := s.Access.Session(secret)
		if err == nil && (has.ID == comes.ID || operates(has) && !operates(comes)) {
			return &has
		}
	}
	return nil
}
