package display

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"rostrum/display/access"
	"rostrum/display/live"
	"rostrum/display/wire"
)

// sessionCookie holds the secret of a session.
const sessionCookie = "rostrum_session"

// authenticate says who sends a request: by key, by session, or anybody. A key
// that is not known is refused; a session that has ended is anybody.
func (s *Server) authenticate(r *http.Request) (live.Who, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, key, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return live.Who{}, live.ErrUnknownKey
		}
		return live.ByKey(s.Access, strings.TrimSpace(key))
	}
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		if grant, err := s.Access.Session(cookie.Value); err == nil {
			return live.WhoOf(grant), nil
		}
	}
	return live.Anybody(throughPublicDoor(r.Context())), nil
}

// signIn turns a one-time link into a session.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	var in struct {
		Invite string `json:"invite"`
	}
	if json.Unmarshal(body, &in) != nil || in.Invite == "" {
		s.refuse(w, r, &wire.Error{Code: wire.Malformed, Field: "invite", Message: `"invite" is missing`})
		return
	}
	secret, grant, err := s.Access.Redeem(in.Invite)
	if err != nil && !errors.Is(err, access.ErrExpired) {
		s.Log.Warn().Err(err).Msg("a session could not be opened")
		s.refuse(w, r, &wire.Error{Code: wire.NotSaved, Message: "the disk did not take the session; nobody is signed in"})
		return
	}
	if err != nil {
		s.Log.Info().Msg("a sign-in link was refused: used, or too old")
		s.refuse(w, r, &wire.Error{Code: wire.Unauthenticated,
			Message: "this link was used already or is older than 15 minutes; `rostrum invite` makes another"})
		return
	}
	s.Log.Info().Str("role", grant.Role).Str("session", grant.ID).Msg("signed in")
	http.SetCookie(w, cookieOf(r, secret, int(access.SessionLife.Seconds())))
	s.answer(w, map[string]string{"role": grant.Role})
}

// signOut ends the session of the request.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		if err := s.Access.SignOut(cookie.Value); err != nil {
			s.Log.Warn().Err(err).Msg("a session could not be ended")
		}
	}
	http.SetCookie(w, cookieOf(r, "", -1))
	w.WriteHeader(http.StatusNoContent)
}

func cookieOf(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: sessionCookie, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil,
	}
}
